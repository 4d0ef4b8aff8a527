"""The results to take away, at any time: JSON, CSV in a zip, Markdown. For staff and the organiser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from cafe.domain.report import Report
from cafe.domain.roles import STAFF
from cafe.export import csv_format, json_format, markdown
from cafe.store.rows import Event
from cafe.usecases import report
from cafe.web import security
from cafe.web.house import house


def in_words(whole: Report) -> bytes:
    """The report to read, in the event's language."""
    with force_locale(whole.event.language):
        return markdown.render(whole, gettext)


blueprint = Blueprint("downloads", __name__, url_prefix="/export")


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write the report down."""

    render: Callable[[Report], bytes]
    media_type: str


FORMATS = {
    "report.json": Format(json_format.render, "application/json"),
    "data.zip": Format(csv_format.render, "application/zip"),
    "report.md": Format(in_words, "text/markdown; charset=utf-8"),
}


@blueprint.get("/<name>")
def download(name: str) -> ResponseReturnValue:
    """The report of the lead's event; the organiser names one with `?event=`."""
    if name not in FORMATS:
        abort(404)
    event_id = allowed_event()
    with house().store.read() as session:
        event = session.get(Event, event_id)
        if event is None:
            abort(404)
        whole = report.build(session, event_id, house().now())
    response = make_response(FORMATS[name].render(whole))
    response.headers["Content-Type"] = FORMATS[name].media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(event, name)}"'
    return response


def allowed_event() -> int:
    """The event whose results this viewer may take away, or the page that says no."""
    named = request.args.get("event", type=int)
    staff = security.viewer_for("lead")
    if staff and staff.role in STAFF and named in (None, staff.event):
        return staff.event
    if named is None or not security.viewer_for("organise"):
        abort(403)
    return named


def file_name(event: Event, name: str) -> str:
    """A name without anybody's text in it: no title can smuggle a path or a quotation mark."""
    stem, _, ending = name.rpartition(".")
    return f"world-cafe-{event.id}{'-' + event.date if event.date else ''}-{stem}.{ending}"

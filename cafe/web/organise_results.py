"""What the organiser takes home: every document, in the event's language or another."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from cafe.i18n import LANGUAGES, NAMES
from cafe.web import documents, security
from cafe.web.organise_events import advice_by_section, load
from cafe.web.organise_sections import SECTIONS

blueprint = Blueprint("results", __name__, url_prefix="/<int:event_id>/results")


@blueprint.get("")
@security.organiser_required
def index(event_id: int) -> ResponseReturnValue:
    """All documents, with `?language=` in the language they shall speak."""
    found = load(event_id)
    wanted = request.args.get("language")
    return render_template(
        "organise/results.html",
        setup=found,
        event=found.event,
        sections=SECTIONS.values(),
        advice=advice_by_section(found),
        shelves=documents.shelves(),
        spoken=wanted if wanted in LANGUAGES else found.event.language,
        tongues=NAMES,
    )

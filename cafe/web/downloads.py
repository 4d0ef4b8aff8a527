"""The results to take away, at any time and in every form. For staff and the organiser.

A plain link waits until its document is made; a page with scripts places an order, shows how far it is, and fetches it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cafe.domain.errors import Code, Refused
from cafe.domain.roles import STAFF
from cafe.export.formats import FORMATS, Format
from cafe.i18n import LANGUAGES
from cafe.store.rows import Event, Handover
from cafe.web import security
from cafe.web.commands import STATUS, refusal, reply
from cafe.web.errors import page, sentence
from cafe.web.house import house
from cafe.web.workshop import Busy, Drawing, Job

MODULE = "cafe.export"
NAMES = {form.file: name for name, form in FORMATS.items()}
"""A file's name → the form it has."""

blueprint = Blueprint("downloads", __name__, url_prefix="/export")


@blueprint.errorhandler(Refused)
def refused_download(refused: Refused) -> ResponseReturnValue:
    """A document that cannot be had just now: a page for people, JSON for the page's script."""
    if request.path.startswith(f"{blueprint.url_prefix}/orders"):
        return refusal(refused)
    answer = page(STATUS[refused.code], (_("Das Dokument ist noch nicht da"), sentence(refused)))
    if refused.retry_after:
        answer.headers["Retry-After"] = str(refused.retry_after)
    return answer


@blueprint.before_request
def only_our_own_pages() -> None:
    """Orders are placed and given back by our pages only: no other site can send this header."""
    if request.method not in ("GET", "HEAD") and not request.headers.get("X-Cafe-Page"):
        abort(403)


@blueprint.get("/<file>")
def download(file: str) -> ResponseReturnValue:
    """The document of the lead's event, once it is made; the organiser names the event with `?event=`."""
    event_id = allowed_event()
    ticket = order(event_id, file)
    job = house().workshop.find(event_id, ticket)
    if job is not None:
        job.wait(has_left(request.environ))
    if job is None or job.state != "ready":
        house().workshop.cancel(ticket)
        raise Refused(Code.UNAVAILABLE, "document_failed")
    return document(event_id, job)


@blueprint.post("/orders")
def place() -> ResponseReturnValue:
    """Has `?file=` made; answers with the ticket at once."""
    event_id = allowed_event()
    return reply({"ok": True, "ticket": order(event_id, request.args.get("file", ""))}, 202)


@blueprint.get("/orders/<ticket>")
def progress(ticket: str) -> ResponseReturnValue:
    """How far the document is, for the bar."""
    return reply(progress_of(found(ticket)))


@blueprint.delete("/orders/<ticket>")
def cancel(ticket: str) -> ResponseReturnValue:
    """It is not wanted any more: nothing of it is left."""
    found(ticket)
    house().workshop.cancel(ticket)
    return reply({"ok": True})


@blueprint.get("/orders/<ticket>/file")
def fetch(ticket: str) -> ResponseReturnValue:
    """The document that was ordered."""
    job = found(ticket)
    if job.state != "ready":
        abort(404)
    return document(allowed_event(), job)


# -- what they share


def allowed_event() -> int:
    """The event whose results this viewer may take away, or the page that says no."""
    named = request.args.get("event", type=int)
    staff = security.viewer_for("lead")
    if staff and staff.role in STAFF and named in (None, staff.event):
        return staff.event
    if named is None or not security.viewer_for("organise"):
        abort(403)
    return named


def order(event_id: int, file: str) -> str:
    """Has a document made of the report as it stands; the ticket."""
    if file not in NAMES:
        abort(404)
    with house().store.read() as session:
        event = session.get(Event, event_id) or abort(404)
        said = session.get(Handover, event_id)
    wanted = request.args.get("language")
    arguments = (NAMES[file], "--language", wanted if wanted in LANGUAGES else event.language)
    try:
        return house().workshop.order(event_id, MODULE, arguments, drawing(event, said))
    except Busy as busy:
        raise Refused(Code.UNAVAILABLE, "workshop_busy", retry_after=10) from busy


def drawing(event: Event, said: Handover | None) -> Drawing:
    """How the report is drawn as it stands: beside the server's loop, which has phones to answer.

    All that a report tells is in the journal but what was said of the results; within a minute the same is the same.
    """
    now = house().now()
    handed = [getattr(said, column.key) for column in Handover.__table__.columns] if said else []
    return Drawing(
        "cafe.cli.drawing", (str(event.id), str(now)), {"DATABASE_URL": house().settings.database_url},
        f"{event.seq} {now // 60_000} {handed}",
    )  # fmt: skip


def found(ticket: str) -> Job:
    """The order this ticket is for, if its event is the viewer's."""
    return house().workshop.find(allowed_event(), ticket) or abort(404)


def form_of(job: Job) -> Format:
    """What was ordered."""
    return FORMATS[job.command[1]]


def document(event_id: int, job: Job) -> Response:
    """A document that is ready."""
    with house().store.read() as session:
        event = session.get(Event, event_id) or abort(404)
    response = Response(job.chunks(), content_type=form_of(job).media_type)
    response.content_length = job.size
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(event, form_of(job).file)}"'
    return response


def file_name(event: Event, name: str) -> str:
    """A name without anybody's text in it: no title can smuggle a path or a quotation mark."""
    stem, _, ending = name.rpartition(".")
    return f"world-cafe-{event.id}{'-' + event.date if event.date else ''}-{stem}.{ending}"


def progress_of(job: Job) -> dict[str, Any]:
    """State, share and sentence, in the language of the page."""
    done, of, part = job.progress()
    share = 100 if job.state == "ready" else 100 * done // of if of else None
    return {"state": job.state, "share": share, "words": words_of(job.state, part)}


def words_of(state: str, part: str) -> str:
    """What is going on, in a sentence."""
    if state == "working" and part in FORMATS:
        return _("Wird vorbereitet: %(part)s", part=FORMATS[part].file)
    return {
        "waiting": _("Andere Dokumente sind noch in Arbeit. Gleich geht es los."),
        "working": _("Wird vorbereitet …"),
        "ready": _("Fertig. Der Download beginnt."),
        "failed": sentence(Refused(Code.UNAVAILABLE, "document_failed")),
        "cancelled": _("Abgebrochen."),
    }[state]


def has_left(environ: dict[str, Any]) -> Callable[[], bool]:
    """Whether the browser has hung up meanwhile, as far as the server's socket can tell without waiting."""
    wire = getattr(environ.get("wsgi.input"), "get_socket", lambda: None)() or environ.get("werkzeug.socket")
    bare = getattr(wire, "fd", wire)  # beneath a green socket, which would wait

    def left() -> bool:
        try:
            return bare is not None and bare.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    return left

"""What goes on paper: the parts of the print pack, each by itself or all together, drawn in a process of its own.

A plain link waits until its file is drawn; with scripts it shows how far that is, as all documents do.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import msgspec
from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from cafe.domain.errors import Code, Refused
from cafe.domain.roster import CARDS_OF_A_TABLE, PACK, Paper, Part
from cafe.store.queries.setup import Setup
from cafe.store.rows import Table
from cafe.usecases import roster
from cafe.web import address, downloads, security
from cafe.web.commands import refusal, reply
from cafe.web.house import house
from cafe.web.organise_events import advice_by_section, load
from cafe.web.organise_sections import SECTIONS
from cafe.web.workshop import Busy, Job

MODULE = "cafe.printing"
WHOLE_PACK = "all"
SHEETS_AT_MOST = 2_000

blueprint = Blueprint("prints", __name__, url_prefix="/organise/<int:event_id>/print")
blueprint.before_request(downloads.only_our_own_pages)


@blueprint.errorhandler(Refused)
def refused_print(refused: Refused) -> ResponseReturnValue:
    """A file that cannot be had just now: a page for people, JSON for the page's script."""
    return refusal(refused) if "/orders" in request.path else downloads.refused_download(refused)


@dataclass(frozen=True, slots=True)
class Offer:
    """One part of the pack: what it is called, and what it is good for."""

    part: str
    title: object
    use: object


OFFERS = (
    Offer(Part.TENTS, _("Tischaufsteller"), _("Einer je Tisch, in der Mitte zu falten: Nummer, Thema, Frage, Code.")),
    Offer(Part.DOOR, _("Plakat und Saalplan"), _("Für die Tür: der Weg hinein, und welches Thema wo liegt.")),
    Offer(Part.SIGN, _("Aushang"), _("Was mit den Ideen geschieht, und was von den Menschen bekannt ist.")),
    Offer(Part.GUIDE, _("Blätter für Gastgebende"), _("Zwei Seiten je Tisch: der Ablauf, dahinter die Staffelkarten.")),
    Offer(Part.BADGES, _("Namenskarten"), _("In der Reihenfolge der Plätze, mit dem eigenen Weg durch die Runden.")),
    Offer(Part.SPARES, _("Reservekarten"), _("Für alle, die unangemeldet kommen: ein Code, ein Platz.")),
    Offer(Part.CARDS, _("Ideenkarten"), _("Nummeriert, für Menschen ohne Telefon. Jede Karte zählt einmal.")),
    Offer(Part.DOTS, _("Punktebögen"), _("Nummeriert, einer je Person, für die Ernte ohne Telefon.")),
)  # fmt: skip
ALONE = Offer(Part.HOSTS, _("Zettel für Gastgebende"), _("Der persönliche Zugang für jeden Tisch."))


@dataclass(frozen=True, slots=True)
class Choice:
    """What the organiser chose, as the address carries it."""

    paper: Paper
    cards: int
    sheets: int

    def in_address(self) -> dict[str, str]:
        """For links that keep it."""
        return {"paper": self.paper.value, "cards": str(self.cards), "sheets": str(self.sheets)}


class Doors:
    """The addresses and codes of this server, derived when they are printed (see usecases/roster)."""

    def site(self) -> str:
        """The address as people type it."""
        return address.spoken(address.public_url())

    def join(self, code: str) -> str:
        """The address of a short code."""
        return address.join_url(code)

    def person(self, key: str) -> tuple[str, str]:
        """A person's own code and its address."""
        code = security.personal_code_of(key)
        return code, address.badge_url(code)

    def host_link(self, key: str) -> str:
        """The address of a host's link."""
        return f"{address.public_url()}/r/{security.link_token(key)}"

    def host_code(self, table: Table) -> str:
        """The code by which somebody may take a table over."""
        return security.valid_host_code(table) or ""


@blueprint.get("")
@security.organiser_required
def pack(event_id: int) -> ResponseReturnValue:
    """All parts, with how many pages each has."""
    found, choice = load(event_id), chosen(event_id)
    return render_template(
        "organise/print.html",
        setup=found,
        event=found.event,
        sections=SECTIONS.values(),
        advice=advice_by_section(found),
        offers=OFFERS,
        alone=ALONE,
        pages={part.value: pages(part, found, counted(event_id), choice) for part in Part},
        counts=counted(event_id),
        choice=choice,
        most_cards=CARDS_OF_A_TABLE - 1,
        most_sheets=SHEETS_AT_MOST,
    )


@blueprint.get("/<name>.pdf")
@security.organiser_required
def file(event_id: int, name: str) -> ResponseReturnValue:
    """One part, or "all" of those that give no role, once it is drawn."""
    ticket = order(event_id, name)
    job = house().workshop.find(event_id, ticket)
    if job is not None:
        job.wait(downloads.has_left(request.environ))
    if job is None or job.state != "ready":
        house().workshop.cancel(ticket)
        raise Refused(Code.UNAVAILABLE, "document_failed")
    return document(event_id, job)


@blueprint.post("/orders")
@security.organiser_required
def place(event_id: int) -> ResponseReturnValue:
    """Has `?file=` drawn; answers with the ticket at once."""
    return reply({"ok": True, "ticket": order(event_id, request.args.get("file", ""))}, 202)


@blueprint.get("/orders/<ticket>")
@security.organiser_required
def progress(event_id: int, ticket: str) -> ResponseReturnValue:
    """How far it is, for the bar."""
    return reply(downloads.progress_of(found_job(event_id, ticket)))


@blueprint.delete("/orders/<ticket>")
@security.organiser_required
def cancel(event_id: int, ticket: str) -> ResponseReturnValue:
    """It is not wanted any more."""
    found_job(event_id, ticket)
    house().workshop.cancel(ticket)
    return reply({"ok": True})


@blueprint.get("/orders/<ticket>/file")
@security.organiser_required
def fetch(event_id: int, ticket: str) -> ResponseReturnValue:
    """What was ordered."""
    job = found_job(event_id, ticket)
    if job.state != "ready":
        abort(404)
    return document(event_id, job)


# -- what they share


def order(event_id: int, name: str) -> str:
    """Draws the Roster of these parts as things stand, and has them printed; the ticket."""
    parts = PACK if name == WHOLE_PACK else tuple(part for part in Part if part == name)
    if not parts:
        abort(404)
    choice = chosen(event_id)
    wishes = roster.Wishes(parts, choice.cards, choice.sheets)
    with house().store.read() as session:
        drawn = roster.build(session, event_id, Doors(), wishes)
    arguments = (",".join(parts), "--paper", choice.paper, "--language", load(event_id).event.language)
    try:
        return house().workshop.order(event_id, MODULE, arguments, msgspec.json.encode(drawn))
    except Busy as busy:
        raise Refused(Code.UNAVAILABLE, "workshop_busy", retry_after=10) from busy


def chosen(event_id: int) -> Choice:
    """Paper and numbers from the address; what is missing or odd there is as usual."""
    papers = {paper.value: paper for paper in Paper}
    found = load(event_id)
    return Choice(
        papers.get(request.args.get("paper", ""), Paper.A4),
        number("cards", roster.CARDS_PER_TABLE, CARDS_OF_A_TABLE - 1),
        number("sheets", found.people or found.event.expected_people or found.seats, SHEETS_AT_MOST),
    )


def number(name: str, usual: int, most: int) -> int:
    """A whole number from the address."""
    given = request.args.get(name, type=int)
    return max(0, min(usual if given is None else given, most))


def found_job(event_id: int, ticket: str) -> Job:
    """The order of this event that the ticket is for."""
    return house().workshop.find(event_id, ticket) or abort(404)


def document(event_id: int, job: Job) -> Response:
    """A file that is ready; its name holds nobody's text."""
    names = job.command[1]
    name = "print-pack" if "," in names else f"print-{names}"
    response = Response(job.chunks(), content_type="application/pdf")
    response.content_length = job.size
    saved_as = downloads.file_name(load(event_id).event, f"{name}.pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{saved_as}"'
    return response


def counted(event_id: int) -> roster.Counts:
    """How many people and spare cards there are to print for."""
    with house().store.read() as session:
        return roster.counts(session, event_id)


def pages(part: Part, found: Setup, counts: roster.Counts, choice: Choice) -> int:
    """How many pages a part has on this paper; the plan of the hall may need more than one."""
    small = choice.paper is Paper.A5
    tables = len(found.tables)
    of_cells = {Part.BADGES: counts.badges, Part.SPARES: counts.spares}
    of_halves = {Part.CARDS: tables * choice.cards, Part.DOTS: choice.sheets, Part.HOSTS: tables}
    if part in of_cells:
        return ceil(of_cells[part] / (4 if small else 8))
    if part in of_halves:
        return ceil(of_halves[part] / (2 if small else 4))
    return {Part.TENTS: tables, Part.GUIDE: 2 * tables, Part.DOOR: 2, Part.SIGN: 1}[part]

"""People who have said they will come, by a pasted list or by number; and spare cards for those who come anyway."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cafe.domain import text
from cafe.domain.errors import Code, Refused
from cafe.domain.phases import Phase
from cafe.store.queries.setup import Setup
from cafe.usecases import roster
from cafe.usecases.catalogue import COMMANDS
from cafe.usecases.gate import Answer
from cafe.usecases.keys import new_key, personal_code_digest
from cafe.web import security
from cafe.web.commands import run_command
from cafe.web.errors import sentence
from cafe.web.house import house
from cafe.web.organise_events import advice_by_section, load, organiser
from cafe.web.organise_forms import Faults, faults_of, whole
from cafe.web.organise_sections import SECTIONS

blueprint = Blueprint("guests", __name__, url_prefix="/<int:event_id>/guests")

AT_ONCE = 500
"""More in one form is a slip of the keyboard."""
IN_ONE_COMMAND = 25
"""So that the longest names fit into a command."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the list."""

    name: str = ""
    group: str | None = None


@blueprint.get("")
@security.organiser_required
def index(event_id: int) -> ResponseReturnValue:
    """The list, and the forms for more."""
    return guests_page(load(event_id))


def guests_page(found: Setup, faults: Faults | None = None, typed: str = "", count: str = "") -> Response:
    """The page, with what was typed and what is wrong with it."""
    faults = faults or Faults()
    with house().store.read() as session:
        guests, counts = roster.guests(session, found.event.id), roster.counts(session, found.event.id)
    return make_response(
        render_template(
            "organise/guests.html",
            setup=found,
            event=found.event,
            sections=SECTIONS.values(),
            advice=advice_by_section(found),
            guests=guests,
            counts=counts,
            faults=faults,
            typed=typed,
            count=count,
            nonce=new_key(),
            most=AT_ONCE,
            may_add=Phase(found.event.phase) in COMMANDS["person.register"].phases,
        ),
        400 if faults else 200,
    )


@blueprint.post("")
@security.organiser_required
def add(event_id: int) -> ResponseReturnValue:
    """Registers the people of a pasted list, or as many as were asked for. A second press adds nobody."""
    found, faults = load(event_id), Faults()
    typed, count = request.form.get("list", ""), request.form.get("count", "")
    lines = numbered("count", count, faults) if count else read(typed, found.event.groups, faults)
    added = 0
    if not faults:
        answer, added = register(event_id, request.form.get("nonce", ""), lines)
        faults = at_field(answer, "count" if count else "list")
    if faults:
        left = typed if not added else "\n".join(typed.splitlines()[added:])
        return guests_page(load(event_id), faults, left, count)
    flash(ngettext("%(num)s Person ist angemeldet.", "%(num)s Personen sind angemeldet.", added), "good")
    return redirect(url_for("organise.guests.index", event_id=event_id), 303)


def numbered(field: str, typed: str, faults: Faults) -> list[Line]:
    """As many nameless people."""
    return [Line()] * (whole({field: typed}, field, 1, AT_ONCE, faults) or 0)


def read(typed: str, groups: list[str], faults: Faults) -> list[Line]:
    """The people of a pasted list, one a line; each fault names its line."""
    lines = []
    for number, row in enumerate(typed.splitlines(), start=1):
        if not row.strip():
            continue
        try:
            line = read_line(row, groups)
            text.pseudonym(line.name)
            lines.append(line)
        except Refused as refused:
            faults.add("list", _("Zeile %(number)s: %(words)s", number=number, words=sentence(refused)))
    if not faults and not lines:
        faults.add("list", sentence(Refused(Code.INVALID, "text_missing")))
    if len(lines) > AT_ONCE:
        faults.add("list", sentence(Refused(Code.TOO_LARGE, "too_many_people", most=AT_ONCE)))
    return lines


def read_line(row: str, groups: list[str]) -> Line:
    """A name, and after a tab or a semicolon a group; after a comma only where it is one, since names have commas.

    Raises Refused(invalid) for a group that the event does not have.
    """
    known = {group.casefold(): group for group in groups}
    for sign in "\t;,":
        if sign not in row:
            continue
        name, _sign, group = (part.strip().strip('"') for part in row.rpartition(sign))
        if group.casefold() in known or (not group and sign != ","):
            return Line(name, known.get(group.casefold()))
        if sign != ",":
            raise Refused(Code.INVALID, "group_unknown", field="group")
    return Line(row.strip().strip('"'))


def register(event_id: int, nonce: str, lines: list[Line]) -> tuple[Answer | None, int]:
    """Has them registered, some at a time; returns the first no, and how many were registered before it."""
    for start in range(0, len(lines), IN_ONE_COMMAND):
        some = lines[start : start + IN_ONE_COMMAND]
        people = [
            {"name": line.name, "group": line.group, **made_code(nonce, start + index)}
            for index, line in enumerate(some)
        ]
        answer = run_command("person.register", {"people": people}, organiser(event_id), f"{nonce}-{start}"[:64])
        if answer.refused:
            return answer, start
    return None, len(lines)


def made_code(nonce: str, index: int) -> dict[str, str]:
    """A public key for the form's n-th person, the same each time it is sent, and the digest of the code it gives."""
    raw = hashlib.sha256(f"{nonce}/{index}".encode()).digest()[:16]
    key = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return {"personal_key": key, "personal_code": personal_code_digest(security.personal_code_of(key))}


def at_field(answer: Answer | None, field: str) -> Faults:
    """Why the gate said no, at the field of this form."""
    faults = faults_of(answer) if answer else Faults()
    return Faults({field: next(iter(faults.fields.values()))}) if faults.fields else faults


@blueprint.post("/remove")
@security.organiser_required
def remove(event_id: int) -> ResponseReturnValue:
    """Takes registrations back; nothing is left of them."""
    chosen = [int(number) for number in request.form.getlist("person") if number.isdigit()]
    if chosen:
        faults = at_field(run_command("person.unregister", {"people": chosen}, organiser(event_id)), "list")
        if faults:
            return guests_page(load(event_id), faults)
        flash(ngettext("%(num)s Person ist abgemeldet.", "%(num)s Personen sind abgemeldet.", len(chosen)), "good")
    return redirect(url_for("organise.guests.index", event_id=event_id), 303)


@blueprint.post("/spares")
@security.organiser_required
def add_spares(event_id: int) -> ResponseReturnValue:
    """Makes spare cards."""
    faults, nonce = Faults(), request.form.get("nonce", "")
    lines = numbered("spares", request.form.get("spares", ""), faults)
    for start in range(0, len(lines), IN_ONE_COMMAND):
        spares = [made_code(f"{nonce}/spare", start + at) for at in range(min(IN_ONE_COMMAND, len(lines) - start))]
        answer = run_command("spare.make", {"spares": spares}, organiser(event_id), f"{nonce}-spare-{start}"[:64])
        faults = faults or at_field(answer, "spares")
    if faults:
        return guests_page(load(event_id), faults)
    flash(ngettext("%(num)s Reservekarte ist angelegt.", "%(num)s Reservekarten sind angelegt.", len(lines)), "good")
    return redirect(url_for("organise.guests.index", event_id=event_id, _anchor="spares"), 303)

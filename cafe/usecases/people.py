"""People come, come back, say who they are, and may be forgotten."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec
from sqlalchemy import insert, select

from cafe.domain import text
from cafe.domain.errors import Code, Refused
from cafe.domain.kinds import Kind
from cafe.domain.phases import Phase
from cafe.domain.roles import Role
from cafe.store import journal
from cafe.store.memory import EVERY_EVENT
from cafe.store.queries import structure
from cafe.store.queries.structure import Badge
from cafe.store.rows import Access, Event, Idea, Link, Person, Relay, Seat, Spare, Table
from cafe.store.unit_of_work import Work
from cafe.usecases import ideas, needs, seating, show
from cafe.usecases.keys import normal_code
from cafe.usecases.parameters import AddPerson, ComeBack, ErasePerson, Join, MarkAbsent, OpenLink, UpdatePerson
from cafe.usecases.viewer import Viewer

Result = dict[str, object]


def join(work: Work, viewer: Viewer, p: Join) -> Result:
    """Somebody comes in by the event's code, or by a table's, which is then her wished seat; gets a seat at once."""
    event, table = find_place(work, p.code)
    doors_open(work)
    person = new_person(work, p.name, p.group, p.personal_code, p.personal_key)
    seat = seating.seat_latecomer(work, person, wished=table or p.table, arrived=table is not None)
    return {"event": event.id, "person": person, "access": give_access(work, person, p.token), "table": seat}


def find_place(work: Work, code: str) -> tuple[Event, int | None]:
    """The event, and the table if it is a table's code. Raises Refused(not_found) for a code nobody has."""
    wanted = normal_code(code)
    event_id, table = work.recall(("code", wanted), lambda: place_of_code(work, wanted), event=EVERY_EVENT)
    event = work.enter(event_id) if event_id else None
    if event is None:
        raise Refused(Code.NOT_FOUND, "code_unknown", field="code")
    return event, table


def place_of_code(work: Work, code: str) -> tuple[int | None, int | None]:
    """(event, table) of an event's code or of a table's."""
    row = work.session.execute(select(Table.event_id, Table.number).where(Table.code == code)).one_or_none()
    return (row[0], row[1]) if row else (work.session.scalar(select(Event.id).where(Event.code == code)), None)


def new_person(
    work: Work,
    name: str,
    group: str | None,
    personal_code: str | None = None,
    personal_key: str | None = None,
    *,
    registered: bool = False,
) -> int:
    """A person, by the next badge number. Who is only `registered` has not come yet, and has a badge but no device."""
    badges, event = show.badges_of(work), work.event
    name, group = text.pseudonym(name), known_group(event, group)
    number = next(work.recall("person numbers", lambda: person_numbers(work)))
    paper = registered or personal_code is None
    registered_at = work.now if registered else None
    work.insert(
        Person,
        (event.id, number, name, group, personal_code, personal_key, paper, False, work.now, registered_at, None, None),
    )
    badges[number] = Badge(number, name, group, paper, absent=False, expected=registered)
    return number


def person_numbers(work: Work) -> Iterator[int]:
    """The badge numbers to come."""
    return itertools.count(structure.next_number(work.session, Person, work.event.id))


def known_group(event: Event, group: str | None) -> str | None:
    """The group as the event spells it; "keine Angabe" is None. Raises Refused(invalid) for any other."""
    if group is None or group == "":
        return None
    if group not in event.groups:
        raise Refused(Code.INVALID, "group_unknown", field="group")
    return group


def give_access(work: Work, person: int, token: str, link: int | None = None) -> int:
    """A device's right to be this person; returns its id."""
    statement = insert(Access).returning(Access.id)
    row = {"event_id": work.event.id, "token": token, "person": person, "link": link, "created_at": work.now}
    return work.session.execute(statement, row).scalar_one()


def come_back(work: Work, viewer: Viewer, p: ComeBack) -> Result:
    """The code on a badge, or one's personal code: brings a person in, or to another device."""
    person = work.session.scalar(select(Person).where(Person.personal_code == p.personal_code))
    if person is None:
        person = newcomer(work, p.personal_code)
    elif person.erased_at is not None or work.enter(person.event_id) is None:
        raise Refused(Code.NOT_FOUND, "personal_code_unknown", field="code")
    elif person.expected:
        doors_open(work)
    if person.paper:  # a badge's code, used for the first time: no longer without a device
        person.paper = False
        show.show_people(work, {person.number})
    come(work, person)
    return {"event": person.event_id, "person": person.number, "access": give_access(work, person.number, p.token)}


def newcomer(work: Work, personal_code: str) -> Person:
    """Who comes unannounced, by a spare card; the code on it is hers from now on.

    Raises Refused(not_found) where the code is nobody's.
    """
    spare = work.session.scalar(select(Spare).where(Spare.personal_code == personal_code))
    if spare is None or spare.person is not None or work.enter(spare.event_id) is None:
        raise Refused(Code.NOT_FOUND, "personal_code_unknown", field="code")
    doors_open(work)
    number = new_person(work, "", None, spare.personal_code, spare.personal_key)
    seating.seat_latecomer(work, number, wished=None, arrived=False)
    spare.person = number
    return work.session.get_one(Person, (work.event.id, number))


def come(work: Work, person: Person) -> None:
    """Somebody who was expected is here; she gets a seat unless she has one."""
    if not person.expected:
        return
    person.came_at = work.now
    seat = work.session.get(Seat, (work.event.id, person.number, show.seat_round(work.session, work.event)))
    if person.absent:
        seating.bring_back(work, person)
    elif seat is None:
        seating.seat_latecomer(work, person.number, wished=None, arrived=False)
    else:
        show.show_people(work, {person.number})


def doors_open(work: Work) -> None:
    """Raises Refused before the lobby opens, and for newcomers after the end."""
    if work.event.phase == Phase.DRAFT:
        raise Refused(Code.CONFLICT, "not_open_yet")
    if work.event.phase == Phase.CLOSED:
        raise Refused(Code.TOO_LATE, "event_closed")


def open_link(work: Work, viewer: Viewer, p: OpenLink) -> Result:
    """A host opens her link on a device: she becomes a person who looks after that table. Again: the same person."""
    link = work.session.scalar(select(Link).where(Link.token == p.link))
    if link is None or link.revoked_at is not None or link.role != Role.HOST or link.table is None:
        raise Refused(Code.NOT_FOUND, "link_unknown")
    if work.enter(link.event_id) is None:
        raise Refused(Code.NOT_FOUND, "link_unknown")
    if work.event.phase == Phase.CLOSED and link.person is None:
        raise Refused(Code.TOO_LATE, "event_closed")
    person = link.person
    if person is None or person not in show.badges_of(work):
        link.person = person = new_person(work, p.name, p.group, p.personal_code, p.personal_key)
        seating.make_host(work, person, link.table)
    access = give_access(work, person, p.token, link.number)
    return {"event": link.event_id, "person": person, "access": access, "table": link.table}


def update_person(work: Work, viewer: Viewer, p: UpdatePerson) -> Result:
    """Another pseudonym or group."""
    person = work.session.get_one(Person, (viewer.event, viewer.somebody))
    if p.name is not msgspec.UNSET:
        person.name = text.pseudonym(p.name)
    if p.group is not msgspec.UNSET:
        person.group = known_group(work.event, p.group)
    show.show_people(work, {person.number})
    hosted = show.hosts_in(work).get(person.number)
    if hosted is not None:  # the table's card carries her name
        show.show_tables(work, [hosted])
    return {}


def erase(work: Work, viewer: Viewer, p: ErasePerson) -> Result:
    """Forgets a person: name, group, devices, code; the ideas stay without an author, or go too.

    Old words are taken out of the journal as well: GDPR, article 17.
    """
    person = work.session.get_one(Person, (viewer.event, viewer.somebody))
    seating.release_host(work, person.number)
    written = work.session.scalars(
        select(Idea).where(Idea.event_id == viewer.event, Idea.author == person.number)
    ).all()
    for idea in written:
        if p.ideas_too:
            idea.text, idea.reason = "", ""
            ideas.take_back(work, idea)
            journal.redact(work.session, viewer.event, [Kind.IDEA, Kind.MY_IDEA, Kind.HIDDEN], str(idea.number))
            forget_quotes(work, idea)
        idea.author = None
    end_accesses(work, Access.person == person.number)
    person.name, person.group, person.personal_code, person.personal_key = "", None, None, None
    person.erased_at = work.now
    seating.unseat(work, person.number)
    for table in {idea.table for idea in written}:  # fewer people have written there
        show.show_presence(work, table)
    needs.forget(work, person.number)
    journal.redact(work.session, viewer.event, [Kind.PERSON], str(person.number))
    journal.redact(work.session, viewer.event, [Kind.COMPANY, Kind.PLAN])  # they name people by their numbers
    journal.redact(work.session, viewer.event, [Kind.TABLE])  # a host's name stood on her table
    show.show_tables(work, [table.number for table in structure.tables(work.session, viewer.event)])
    journal.redact_audience(work.session, viewer.event, show.of_person(person.number))
    work.say_nothing_to(show.of_person(person.number))
    work.remove(show.STAFF, Kind.PERSON, person.number)
    return {}


def forget_quotes(work: Work, idea: Idea) -> None:
    """Takes an erased idea out of the relay cards that quote it, and out of what the journal says of them."""
    for card in work.session.scalars(select(Relay).where(Relay.event_id == idea.event_id, Relay.table == idea.table)):
        kept = [line for line in card.insights if line["idea"] != idea.number]
        if len(kept) < len(card.insights):
            card.insights = kept
            journal.redact(work.session, idea.event_id, [Kind.RELAY], f"{card.table}:{card.round}")
            show.show_relay(work, card)


def end_accesses(work: Work, which: object) -> None:
    """Ends sessions; open sockets are told at once."""
    statement = select(Access).where(Access.event_id == work.event.id, Access.ended_at.is_(None), which)  # type: ignore[arg-type]  # a column condition
    for access in work.session.scalars(statement):
        access.ended_at = work.now
        work.remove(show.of_access(access.id), Kind.ACCESS, access.id)


def add(work: Work, viewer: Viewer, p: AddPerson) -> Result:
    """Somebody without a device gets a badge number and a seat; a host adds people to her own table."""
    person = new_person(work, p.name, p.group)
    wished = viewer.seat if viewer.role is Role.HOST else p.table
    seat = seating.seat_latecomer(work, person, wished=wished, arrived=True)
    return {"person": person, "table": seat}


def mark_absent(work: Work, viewer: Viewer, p: MarkAbsent) -> Result:
    """Somebody has left, and the seat is free; or is back, and gets one."""
    person = work.session.get(Person, (viewer.event, p.person))
    if person is None or person.erased_at is not None:
        raise Refused(Code.NOT_FOUND, "person_unknown", field="person")
    if person.expected and not p.absent:
        come(work, person)
        return {}
    if person.absent == p.absent:
        raise Refused(Code.CONFLICT, "already_done")
    if p.absent:
        person.absent = True
        seating.unseat(work, person.number)
    else:
        seating.bring_back(work, person)
    return {}

"""People who are expected: registered before they come, each with a badge; and spare codes for those who come anyway.

A badge's code is the person's own personal code. It is derived from a public key whenever a badge is printed, so only
its digest lies here, like that of everybody else's.
"""

from __future__ import annotations

from sqlalchemy import select, update

from cafe.domain.errors import Code, Refused
from cafe.domain.kinds import Kind
from cafe.store import journal
from cafe.store.queries import structure
from cafe.store.rows import Person, Seat, Spare
from cafe.store.unit_of_work import Work
from cafe.usecases import people, seating, show
from cafe.usecases.parameters import MakeSpares, Nothing, Register, Unregister
from cafe.usecases.viewer import Viewer

Result = dict[str, object]


def register(work: Work, viewer: Viewer, p: Register) -> Result:
    """People who have said they will come: a badge number, a code, and a seat each, as far as there are tables."""
    added = [
        people.new_person(work, one.name, one.group, one.personal_code, one.personal_key, registered=True)
        for one in p.people
    ]
    tables = structure.tables(work.session, work.event.id)
    if tables and len(seating.present(work)) > sum(table.seats for table in tables):
        raise Refused(Code.CONFLICT, "more_than_seats", field="people")
    if tables:
        round_number = show.seat_round(work.session, work.event)
        seating.seat_everybody(work, round_number, structure.seats(work.session, work.event.id, round_number))
    show.show_people(work, added)
    return {"people": added}


def unregister(work: Work, viewer: Viewer, p: Unregister) -> Result:
    """Takes registrations back: nothing is left of these people. Raises Refused for somebody who has come."""
    numbers = sorted(set(p.people))
    wanted = [work.session.get(Person, (work.event.id, number)) for number in numbers]
    for person in wanted:
        if person is None:
            raise Refused(Code.NOT_FOUND, "person_unknown", field="people")
        if not person.expected:
            raise Refused(Code.CONFLICT, "person_has_come", field="people", number=person.number)
    seats = select(Seat).where(Seat.event_id == work.event.id, Seat.person.in_(numbers))
    tables = set()
    for seat in work.session.scalars(seats).all():
        tables.add(seat.table)
        work.session.delete(seat)
    work.session.flush()
    for person in wanted:
        if person is not None:
            forget(work, person)
    work.session.flush()
    show.show_tables_seated(work, tables)
    return {"people": numbers}


def release(work: Work, viewer: Viewer, p: Nothing) -> Result:
    """Whoever is still expected gives up the seat; with the badge she gets another one when she comes after all."""
    numbers = [badge.number for badge in seating.present(work) if badge.expected]
    if not numbers:
        raise Refused(Code.CONFLICT, "already_done")
    work.session.execute(
        update(Person).where(Person.event_id == work.event.id, Person.number.in_(numbers)).values(absent=True)
    )
    current = show.seat_round(work.session, work.event)
    seats = select(Seat).where(Seat.event_id == work.event.id, Seat.person.in_(numbers), Seat.round >= current)
    tables = set()
    for seat in work.session.scalars(seats).all():
        if seat.round == current:
            tables.add(seat.table)
        work.session.delete(seat)
    show.show_tables_seated(work, tables, numbers, moved=numbers)
    return {"people": len(numbers)}


def forget(work: Work, person: Person) -> None:
    """The row goes, and what the journal said of it."""
    work.session.delete(person)
    journal.redact(work.session, work.event.id, [Kind.PERSON], str(person.number))
    journal.redact_audience(work.session, work.event.id, show.of_person(person.number))
    work.remove(show.STAFF, Kind.PERSON, person.number)


def make_spares(work: Work, viewer: Viewer, p: MakeSpares) -> Result:
    """Codes for people who come unannounced: each makes one person of whoever uses it first."""
    first = structure.next_number(work.session, Spare, work.event.id)
    for number, spare in enumerate(p.spares, start=first):
        work.session.add(
            Spare(event_id=work.event.id, number=number, personal_code=spare.personal_code,
                  personal_key=spare.personal_key, person=None, made_at=work.now)
        )  # fmt: skip
    work.session.flush()
    return {"spares": list(range(first, first + len(p.spares)))}

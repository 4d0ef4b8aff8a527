"""Who asks: taken from the database as it is now, never from what was true when a socket connected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from cafe.domain.phases import Phase, State, Step
from cafe.domain.roles import Role
from cafe.store.memory import EVERY_EVENT
from cafe.store.rows import Access, Event, Link, Person, Round, Seat, Table
from cafe.store.unit_of_work import Work

ACCESS = select(Access.id, Access.event_id, Access.person, Access.link, Access.ended_at).where(
    Access.id == bindparam("id")
)
PERSON = (
    select(
        Event,
        select(Table.number).where(Table.event_id == Person.event_id, Table.host == Person.number).scalar_subquery(),
        select(func.count()).select_from(Round).where(Round.event_id == Person.event_id).scalar_subquery(),
    )
    .join(Person, Person.event_id == Event.id)
    .where(Event.id == bindparam("event"), Person.number == bindparam("person"), Person.erased_at.is_(None))
)
SEAT = select(Seat.table).where(
    Seat.event_id == bindparam("event"), Seat.person == bindparam("person"), Seat.round == bindparam("round")
)
"""What everybody's every command asks: drawn up once. A host sits at one table, so the number is one."""


@dataclass(frozen=True, slots=True)
class Caller:
    """What the roof knows of somebody: an access, or the organiser at an event, or nobody."""

    access: int | None = None
    organiser: bool = False
    event: int | None = None
    locale: str = "de"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks. `actor` names the receipts of this somebody; `table` is the seat that holds now."""

    event: int
    role: Role
    actor: str
    access: int | None = None
    person: int | None = None
    table: int | None = None
    locale: str = "de"

    @property
    def seat(self) -> int:
        """The table of a seated person, for use-cases whose catalogue line demands one."""
        if self.table is None:
            raise LookupError("this viewer has no seat")
        return self.table

    @property
    def somebody(self) -> int:
        """The person's number, for use-cases that only people use."""
        if self.person is None:
            raise LookupError("this viewer is no person")
        return self.person


def step_of(event: Event) -> Step:
    """Where the event stands, as a value."""
    return Step(Phase(event.phase), State(event.state), event.round, event.since, event.ends_at, event.remaining_ms)


def find_access(session: Session, token_digest: str) -> Access | None:
    """The access that belongs to a token, unless it has ended."""
    access = session.scalar(select(Access).where(Access.token == token_digest))
    return access if access and access.ended_at is None else None


def viewer_of(session: Session, caller: Caller) -> Viewer | None:
    """The viewer as things stand, or None where the access has ended or its event is gone."""
    if caller.organiser:
        return Viewer(caller.event or 0, Role.ORGANISER, "organiser", locale=caller.locale)
    access = session.execute(ACCESS, {"id": caller.access}).one_or_none() if caller.access else None
    if access is None or access.ended_at is not None:
        return None
    if access.person is None:
        return viewer_of_link(session, access, caller.locale)
    return viewer_of_person(session, access, caller.locale)


def viewer_of_link(session: Session, access: Any, locale: str) -> Viewer | None:
    """Staff or screen, by the link that was opened; `access` is a row or its columns."""
    link = session.get(Link, (access.event_id, access.link))
    if link is None or link.revoked_at is not None:
        return None
    actor = f"link:{access.event_id}/{link.number}"
    return Viewer(access.event_id, Role(link.role), actor, access.id, locale=locale)


def known_viewer(work: Work, caller: Caller) -> Viewer | None:
    """The same for a command: remembered as long as nothing has changed that it may rest on."""
    return work.recall(("viewer", caller), lambda: viewer_of(work.session, caller), event=EVERY_EVENT)


def viewer_of_person(session: Session, access: Any, locale: str) -> Viewer | None:
    """A person as participant or host, with the seat of the round that holds."""
    found = session.execute(PERSON, {"event": access.event_id, "person": access.person}).one_or_none()
    if found is None:
        return None
    event, hosted, rounds = found
    which = {"event": event.id, "person": access.person, "round": step_of(event).seat_round(rounds)}
    seat = session.execute(SEAT, which).scalar_one_or_none()
    return person_as_viewer(event.id, access.id, access.person, hosted, seat, locale)


def person_as_viewer(
    event: int, access: int, person: int, hosted: int | None, seat: int | None, locale: str
) -> Viewer:  # fmt: skip
    """Somebody with these facts: whoever looks after a table is its host, and sees it also without a seat."""
    role = Role.PARTICIPANT if hosted is None else Role.HOST
    return Viewer(event, role, f"person:{event}/{person}", access, person, hosted if seat is None else seat, locale)

"""The one Roster of an event: read at one instant, for one part of the print pack. All sheets are drawn from it.

Secrets are put in by the roof (`Doors`), and only those that the part shows: what was never loaded cannot be printed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.domain import roster
from cafe.domain.errors import Code, Refused
from cafe.domain.phases import Phase
from cafe.domain.roles import Role
from cafe.domain.roster import Part, Roster
from cafe.store import rows
from cafe.store.queries import setup, structure

CARDS_PER_TABLE = 8


class Doors(Protocol):
    """How people come in: addresses and codes, made on the roof from what is public."""

    def site(self) -> str:
        """The café's address as people type it."""

    def join(self, code: str) -> str:
        """The address of a short code."""

    def person(self, key: str) -> tuple[str, str]:
        """A person's own code and its address."""

    def host_link(self, key: str) -> str:
        """The address of a host's link."""

    def host_code(self, table: rows.Table) -> str:
        """The code by which somebody may take a table over; "" if there is none."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the organiser chose to print."""

    parts: Collection[Part]
    cards_per_table: int = CARDS_PER_TABLE
    dot_sheets: int | None = None  # None: one for each person


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is to print for people."""

    badges: int
    spares: int


def counts(session: Session, event_id: int) -> Counts:
    """People with a badge, and spare cards nobody has used."""
    unused = select(func.count()).select_from(rows.Spare)
    spares = session.scalar(unused.where(rows.Spare.event_id == event_id, rows.Spare.person.is_(None)))
    return Counts(len(structure.people(session, event_id)), spares or 0)


@dataclass(frozen=True, slots=True)
class RegisteredGuest:
    """Somebody on the organiser's list."""

    number: int
    name: str
    group: str
    table: int | None
    expected: bool


def guests(session: Session, event_id: int) -> list[RegisteredGuest]:
    """Who was registered, with the seat of the first round."""
    seats = structure.seats(session, event_id, 1)
    return [
        RegisteredGuest(person.number, person.name, person.group or "", seats.get(person.number), person.expected)
        for person in structure.people(session, event_id)
        if person.registered_at is not None
    ]


def build(session: Session, event_id: int, doors: Doors, wishes: Wishes) -> Roster:
    """The Roster for these parts. Raises Refused(not_found)."""
    known = setup.setup_of(session, event_id)
    if known is None:
        raise Refused(Code.NOT_FOUND, "no_event")
    event, parts = known.event, set(wishes.parts)
    badges = badges_of(session, known, doors) if Part.BADGES in parts else ()
    return Roster(
        schema=roster.SCHEMA,
        version=roster.VERSION,
        event=roster.Occasion(
            event.title, event.purpose, event.place, event.date, event.starts, event.ends, event.code,
            doors.join(event.code), doors.site(), *whom_to_ask(session, event_id),
        ),
        wifi=wifi_of(known) if parts & {Part.TENTS, Part.DOOR} else None,
        topics=tuple(roster.Topic(row.number, row.title, row.face) for row in known.topics),
        tables=tables_of(known, doors, with_hosts=Part.HOSTS in parts),
        rounds=tuple(roster.Round(row.number, row.minutes, row.switch_minutes) for row in known.rounds),
        badges=roster.in_seat_order(badges),
        spares=spares_of(session, event_id, doors) if Part.SPARES in parts else (),
        themes=themes_of(session, event) if Part.DOTS in parts else (),
        cards_per_table=wishes.cards_per_table,
        dot_sheets=wishes.dot_sheets if wishes.dot_sheets is not None else known.people or event.expected_people,
        dots_per_person=event.dots_per_person,
        grace_seconds=event.grace_seconds,
        harvest_minutes=event.harvest_minutes,
    )  # fmt: skip


def whom_to_ask(session: Session, event_id: int) -> tuple[str, str]:
    """Whose the event is, and where to ask; both may be open."""
    row = session.get(rows.Handover, event_id)
    return (row.publisher, " · ".join(filter(None, [row.contact, row.email]))) if row else ("", "")


def wifi_of(known: setup.Setup) -> roster.Wifi | None:
    """The hall's network, where the organiser gave it."""
    row = known.wifi
    return roster.Wifi(row.name, row.password, row.encryption) if row else None


def tables_of(known: setup.Setup, doors: Doors, *, with_hosts: bool) -> tuple[roster.Table, ...]:
    """The tables with their questions; with the hosts' doors only where these are what is printed."""
    links = {link.table: link.key for link in known.links if link.role == Role.HOST} if with_hosts else {}
    return tuple(
        roster.Table(
            row.number, row.topic, row.seats, row.place, row.step_free, row.code, doors.join(row.code),
            questions_at(known, row.topic),
            host_door(doors, row, links.get(row.number)) if with_hosts else None,
        )
        for row in known.tables
    )  # fmt: skip


def host_door(doors: Doors, row: rows.Table, key: str | None) -> roster.HostDoor:
    """A host's link, the newest one, and the table's code."""
    return roster.HostDoor(doors.host_link(key) if key else "", doors.host_code(row))


def questions_at(known: setup.Setup, topic: int) -> tuple[str, ...]:
    """What is asked there in each round: the question of that topic and round, else the nearest that holds."""
    asked = {(row.round, row.topic): row.text for row in known.questions}
    return tuple(
        next((asked[place] for place in nearest(row.number, topic) if place in asked), "") for row in known.rounds
    )


def nearest(round_number: int, topic: int) -> tuple[tuple[int, int], ...]:
    """The places of a question, the most particular first."""
    return (round_number, topic), (0, topic), (round_number, 0), (0, 0)


def badges_of(session: Session, known: setup.Setup, doors: Doors) -> tuple[roster.Badge, ...]:
    """A badge for everybody who is registered or here. Those who came by themselves have their code already."""
    event_id = known.event.id
    routes: dict[int, dict[int, int]] = {}
    for seat in session.scalars(select(rows.Seat).where(rows.Seat.event_id == event_id)):
        routes.setdefault(seat.person, {})[seat.round] = seat.table
    hosts = {table.host: table.number for table in known.tables if table.host is not None}
    badges = []
    for person in structure.people(session, event_id):
        code, url = ("", "")
        if person.registered_at is not None and person.personal_key:
            code, url = doors.person(person.personal_key)
        route = tuple(routes.get(person.number, {}).get(row.number) for row in known.rounds)
        badges.append(
            roster.Badge(person.number, person.name, person.group or "", route, hosts.get(person.number), code, url)
        )
    return tuple(badges)


def spares_of(session: Session, event_id: int, doors: Doors) -> tuple[roster.Spare, ...]:
    """The spare codes that nobody has used."""
    unused = (
        select(rows.Spare)
        .where(rows.Spare.event_id == event_id, rows.Spare.person.is_(None))
        .order_by(rows.Spare.number)
    )
    return tuple(roster.Spare(row.number, *doors.person(row.personal_key)) for row in session.scalars(unused))


def themes_of(session: Session, event: rows.Event) -> tuple[roster.Theme, ...]:
    """The themes that stand, once the harvest shows them to everybody."""
    if event.phase not in {Phase.HARVEST, Phase.CLOSED}:
        return ()
    standing = (
        select(rows.Theme)
        .where(rows.Theme.event_id == event.id, rows.Theme.removed_at.is_(None))
        .order_by(rows.Theme.number)
    )
    return tuple(roster.Theme(row.number, row.title) for row in session.scalars(standing))

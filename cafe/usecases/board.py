"""What stands on every audience of an event, kept at hand: what a herd of phones that wakes together is given.

A board is read from the rows once, and from then on moved by the journal, by the very rule by which every client
moves on: a line puts or removes one object on one audience. It is never more than a copy: its seq is compared with the
event's whenever somebody asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.domain.kinds import Kind
from cafe.domain.phases import Phase
from cafe.domain.roles import STAFF, Role
from cafe.store import journal
from cafe.store.queries import structure
from cafe.store.rows import Access, Event, Person, Seat, Table
from cafe.usecases import content, show
from cafe.usecases.viewer import Caller, Viewer, person_as_viewer, viewer_of, viewer_of_link

Raw = dict[str, dict[str, msgspec.Raw]]
"""kind → id → value, as JSON already."""

LINES_AT_MOST = 5_000
"""Beyond so many missed lines it is quicker to read the rows anew."""

MOVES_NOBODY = frozenset(
    {
        Kind.IDEA, Kind.MY_IDEA, Kind.MY_SUPPORT, Kind.MY_DOTS, Kind.PRESENCE, Kind.RELAY, Kind.HELP, Kind.HIDDEN,
        Kind.ANNOUNCEMENT, Kind.DOTS, Kind.THEME, Kind.MEASURE, Kind.PLAN, Kind.COMPANY,
    }
)  # fmt: skip
"""Kinds after which everybody is who she was and sees what she saw."""

MOVES_ONE = frozenset({Kind.YOU, Kind.PERSON, Kind.ROUTE, Kind.ACCESS})
"""Kinds that say all they change: where one person sits, which table she looks after, that she or a session is gone."""


def board_of(session: Session, event_id: int) -> Board | None:
    """The board of an event at the instant `session` sees, or None if there is no such event."""
    now = session.execute(select(Event.seq, Event.code).where(Event.id == event_id)).one_or_none()
    if now is None:
        return None
    boards = BOARDS.setdefault(session.get_bind(), {})
    board = boards.get(event_id)
    # A deleted event's number may be given again; its code is drawn anew.
    if board is None or board.code != now.code or not board.reaches(session, now.seq):
        board = boards[event_id] = Board(session, session.get_one(Event, event_id))
    return board


class Board:
    """An event at one seq."""

    def __init__(self, session: Session, event: Event) -> None:
        self.event, self.code, self.seq = event.id, event.code, event.seq
        self._phase, self._round = Phase(event.phase), show.seat_round(session, event)
        self._tables = [table.number for table in structure.tables(session, event.id)]
        self.parts: dict[str, Raw] = {
            audience: {kind: {id_: raw(value) for id_, value in objects.items()} for kind, objects in part.items()}
            for audience, part in content.contents(session, event, self._audiences(session)).items()
        }
        self.heads = journal.heads_of(session, event.id)
        self._accesses: dict[int, Any] = {}  # rows, which are a tenth of an object's size
        self._people: People | None = None
        self._visits: dict[int, set[str]] | None = None

    def reaches(self, session: Session, seq: int) -> bool:
        """Moves on to `seq` by the journal; False where that cannot be done and the rows have to be read."""
        if self.seq >= seq:
            return True
        lines = journal.since(session, self.event, self.seq, LINES_AT_MOST + 1)
        return len(lines) <= LINES_AT_MOST and self.move_on(lines)

    def move_on(self, lines: Sequence[journal.Line]) -> bool:
        """Applies lines that follow on this board; False where they don't say all that they change.

        A step of the afternoon opens tables to all, or makes visits of seats; that no single line says.
        """
        for line in lines:
            if (line.sight and line.kind == Kind.CLOCK) or line.kind == Kind.EVENT or line.seq != self.seq + 1:
                return False
            part = self.parts.get(line.audience)
            if part is None:
                if line.prev and not line.audience.startswith("access:"):
                    return False
                part = self.parts[line.audience] = {}
            if line.value is None:
                part.get(line.kind, {}).pop(line.id, None)
            else:
                part.setdefault(line.kind, {})[line.id] = msgspec.Raw(line.value.encode())
            self.heads[line.audience] = self.seq = line.seq
            if self._people is not None and line.kind in MOVES_ONE:
                self._people.hear(line)
        if any(line.kind not in MOVES_NOBODY | MOVES_ONE for line in lines):
            self._tables = sorted(int(number) for number in self.parts[show.ALL].get(Kind.TABLE, {}))
            self._people, self._visits = None, None
        if any(line.kind == Kind.ACCESS for line in lines):
            self._accesses.clear()
        return True

    def content(self, audiences: Iterable[str]) -> Raw:
        """What stands on these audiences, together. Several that carry the same object carry the same value."""
        merged: Raw = defaultdict(dict)
        for audience in audiences:
            for kind, objects in self.parts.get(audience, {}).items():
                if objects:
                    merged[kind].update(objects)
        return merged

    def viewer(self, session: Session, caller: Caller) -> Viewer | None:
        """Who that is, as things stand. What is asked of the rows is asked once for all."""
        if caller.access is None:
            return viewer_of(session, caller)
        if caller.access not in self._accesses:
            wanted = select(Access.id, Access.event_id, Access.person, Access.link, Access.ended_at).where(
                Access.id == caller.access, Access.event_id == self.event
            )
            self._accesses[caller.access] = session.execute(wanted).one_or_none()
        access = self._accesses[caller.access]
        if access is None or access.ended_at is not None:
            return None
        if access.person is None:
            return viewer_of_link(session, access, caller.locale)
        people = self._people = self._people or People(session, self.event, self._round)
        if access.person not in people.present:
            return None
        hosted, seat = people.hosts.get(access.person), people.seats.get(access.person)
        return person_as_viewer(self.event, access.id, access.person, hosted, seat, caller.locale)

    def sight(self, session: Session, viewer: Viewer) -> frozenset[str]:
        """The audiences `viewer` belongs to, as things stand."""
        names = {show.ALL}
        if viewer.access is not None:
            names.add(show.of_access(viewer.access))
        if viewer.role in STAFF:
            names.add(show.STAFF)
        if viewer.role in STAFF or viewer.role is Role.SCREEN or self._phase in show.OPEN_PHASES:
            names |= {show.of_table(table) for table in self._tables}
        elif viewer.table is not None:
            names.add(show.of_table(viewer.table))
        if viewer.person is not None:
            names.add(show.of_person(viewer.person))
            names |= self._visits_of(session, viewer.person)
        return frozenset(names)

    def _visits_of(self, session: Session, person: int) -> set[str]:
        """Where somebody sat in the rounds before; read once for all."""
        if self._visits is None:
            visits: dict[int, set[str]] = defaultdict(set)
            statement = select(Seat.person, Seat.table, Seat.round).where(
                Seat.event_id == self.event, Seat.round < self._round
            )
            for one, table, round_number in session.execute(statement):
                visits[one].add(show.of_visit(table, round_number))
            self._visits = visits
        return self._visits.get(person, set())

    def _audiences(self, session: Session) -> set[str]:
        """Every audience on which something may stand."""
        names = {show.ALL, show.STAFF} | {show.of_table(table) for table in self._tables}
        names |= {show.of_visit(table, number) for table in self._tables for number in range(1, self._round)}
        return names | {show.of_person(number) for number in structure.badges(session, self.event)}


class People:
    """Who is here, who looks after which table, who sits where: for all at once."""

    def __init__(self, session: Session, event: int, seat_round: int) -> None:
        here = select(Person.number).where(Person.event_id == event, Person.erased_at.is_(None))
        self.present = set(session.scalars(here))
        hosts = select(Table.host, Table.number).where(Table.event_id == event, Table.host.is_not(None))
        self.hosts: dict[int | None, int] = dict(session.execute(hosts).all())
        self.seats: dict[int | None, int] = dict(structure.seats(session, event, seat_round).items())

    def hear(self, line: journal.Line) -> None:
        """A line about one person."""
        if line.kind == Kind.PERSON and line.value is None:
            self.present.discard(int(line.id))
        elif line.kind == Kind.YOU and line.value is not None:
            you = msgspec.json.decode(line.value)
            self.present.add(you["number"])
            for known, table in ((self.hosts, you["hosts"]), (self.seats, you["table"])):
                if table is None:
                    known.pop(you["number"], None)
                else:
                    known[you["number"]] = table


def raw(value: Any) -> msgspec.Raw:
    """A value as JSON."""
    return msgspec.Raw(msgspec.json.encode(value))


BOARDS: WeakKeyDictionary[Any, dict[int, Board]] = WeakKeyDictionary()
"""Database → event → its board."""

"""What a viewer may see: which audiences, what stands on each, and what is new since a given seq.

The content of an audience depends on the audience alone, never on who looks: so it can be built once for many, and
a test can demand *content before + changes = content after* for each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
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
from cafe.store.rows import Announcement, Dot, Event, HelpCall, Idea, Relay, Seat, Support
from cafe.usecases import show
from cafe.usecases.viewer import Viewer

Content = dict[str, dict[str, Any]]
"""kind → id → value: what a snapshot carries."""

CHANGES_AT_MOST = 400
"""Beyond this many missed changes a snapshot is cheaper, for the phone too."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The answer to `resume`; exactly one of `changes` and `snapshot` is set."""

    now: int
    you: dict[str, Any]
    seq: int
    audiences: dict[str, int]
    changes: list[dict[str, Any]] | None = None
    snapshot: Content | None = field(default=None)

    def as_dict(self) -> dict[str, Any]:
        """As it goes over the wire."""
        body: dict[str, Any] = {"now": self.now, "you": self.you, "seq": self.seq, "audiences": self.audiences}
        if self.snapshot is not None:
            return body | {"snapshot": self.snapshot}
        return body | {"changes": self.changes}


def resume(session: Session, viewer: Viewer, since: int, now: int) -> Resumed:
    """What `viewer` missed since `since`, or a snapshot where that is cheaper or its sight has changed."""
    event = session.get_one(Event, viewer.event)
    audiences = sight(session, viewer)
    heads = dict.fromkeys(audiences, 0) | journal.heads_of(session, event.id, audiences)
    you = {"role": viewer.role.value, "person": viewer.person, "table": viewer.table, "event": viewer.event}
    if 0 < since <= event.seq:
        lines = journal.since_for(session, event.id, since, audiences, CHANGES_AT_MOST + 1)
        if len(lines) <= CHANGES_AT_MOST and not any(line.sight for line in lines):
            return Resumed(now, you, event.seq, heads, changes=[change_of(line) for line in lines])
    return Resumed(now, you, event.seq, heads, snapshot=content(session, event, audiences))


def change_of(line: journal.Line) -> dict[str, Any]:
    """A journal line as it goes over the wire."""
    return {
        "seq": line.seq,
        "audience": line.audience,
        "prev": line.prev,
        "kind": line.kind,
        "id": line.id,
        "value": None if line.value is None else msgspec.Raw(line.value.encode()),
        "at": line.at,
    }


def snapshot(session: Session, viewer: Viewer) -> Content:
    """All that `viewer` may see now."""
    event = session.get_one(Event, viewer.event)
    return content(session, event, sight(session, viewer))


def sight(session: Session, viewer: Viewer) -> frozenset[str]:
    """The audiences `viewer` belongs to, as things stand."""
    event = session.get_one(Event, viewer.event)
    names = {show.ALL}
    if viewer.access is not None:
        names.add(show.of_access(viewer.access))
    if viewer.role in STAFF:
        names.add(show.STAFF)
    if viewer.role in STAFF or viewer.role is Role.SCREEN or Phase(event.phase) in show.OPEN_PHASES:
        names |= {show.of_table(table.number) for table in structure.tables(session, event.id)}
    elif viewer.table is not None:
        names.add(show.of_table(viewer.table))
    if viewer.person is not None:
        names.add(show.of_person(viewer.person))
        earlier = session.execute(
            select(Seat.table, Seat.round).where(
                Seat.event_id == event.id, Seat.person == viewer.person, Seat.round < show.seat_round(session, event)
            )
        )
        names |= {show.of_visit(table, round_number) for table, round_number in earlier}
    return frozenset(names)


def content(session: Session, event: Event, audiences: Collection[str]) -> Content:
    """What stands on these audiences, together. Several that carry the same object carry the same value."""
    merged: dict[str, dict[str, Any]] = defaultdict(dict)
    for part in contents(session, event, audiences).values():
        for kind, objects in part.items():
            merged[kind].update(objects)
    return dict(merged)


def contents(session: Session, event: Event, audiences: Collection[str]) -> dict[str, Content]:
    """Audience → what stands on it, at the seq that `session` sees."""
    instants = INSTANTS.setdefault(session.get_bind(), {})
    instant = instants.get(event.id)
    if instant is None or (instant.code, instant.seq) != (event.code, event.seq):
        instant = instants[event.id] = Instant(session, event)
    return {audience: instant.part(session, event, audience) for audience in audiences}


class Instant:
    """An event at one seq. What stands on an audience is built once, then shared by all who ask: a herd that wakes
    together costs little more than one phone. Every change that can be seen moves the seq, so nothing here is stale.
    """

    def __init__(self, session: Session, event: Event) -> None:
        self.code, self.seq = event.code, event.seq  # a deleted event's id may be given again, its code is drawn anew
        self.sitting = show.Sitting(session, event)
        self.people = {person.number: person for person in structure.people(session, event.id)}
        self.hosts = show.hosts_of(session, event)
        self.by_table: dict[int, list[show.ShownIdea]] = defaultdict(list)
        self.by_author: dict[int, list[show.ShownIdea]] = defaultdict(list)
        for row, value in show.idea_values(session, event):
            if row.state == "shown":
                self.by_table[row.table].append((row, value))
            if row.author is not None:
                self.by_author[row.author].append((row, value))
        self._parts: dict[str, Content] = {}

    def part(self, session: Session, event: Event, audience: str) -> Content:
        """What stands on an audience, as plain dicts with the wire's names, and only kinds that have any."""
        if audience not in self._parts:
            noun, *words = audience.split(":")
            objects = BUILDERS[noun](self, session, event, *map(int, words))
            self._parts[audience] = {
                str(kind): msgspec.to_builtins(values) for kind, values in objects.items() if values
            }
        return self._parts[audience]


INSTANTS: WeakKeyDictionary[Any, dict[int, Instant]] = WeakKeyDictionary()
"""Database → event → its newest instant."""


def content_of_all(instant: Instant, session: Session, event: Event) -> Content:
    """What everybody in the event sees."""
    tables = show.table_values(session, event)
    hall = session.get(Announcement, (event.id, 0))
    routes = show.route_values([table.number for table in tables], instant.sitting)
    objects: Content = {
        Kind.EVENT: {"event": show.event_value(session, event)},
        Kind.CLOCK: {"clock": show.clock_value(session, event)},
        Kind.ROUND: {str(row.number): show.round_value(row) for row in structure.rounds(session, event.id)},
        Kind.TOPIC: {str(row.number): show.topic_value(row) for row in structure.topics(session, event.id)},
        Kind.QUESTION: {
            f"{row.round}:{row.topic}": show.question_value(row) for row in structure.questions(session, event.id)
        },
        Kind.TABLE: {str(value.number): value for value in tables},
        Kind.ROUTE: {str(route.table): route for route in routes},
        Kind.ANNOUNCEMENT: {show.ALL: show.announcement_value(hall)} if hall else {},
        Kind.DOTS: {"dots": show.dots_value(session, event)},
    }
    return objects | content_of_harvest(session, event, show.ALL)


def content_of_harvest(session: Session, event: Event, audience: str) -> Content:
    """Themes and measures, where this audience is the one that sees them now."""
    if show.harvest_audience(event) != audience:
        return {}
    return {
        Kind.THEME: {str(value.number): value for value in show.theme_values(session, event)},
        Kind.MEASURE: {str(value.number): value for value in show.measure_values(session, event)},
    }


def content_of_staff(instant: Instant, session: Session, event: Event) -> Content:
    """What those who run the event see."""
    hidden = session.scalars(select(Idea).where(Idea.event_id == event.id, Idea.state == "hidden"))
    plan = show.current_plan(session, event)
    people = show.person_values(instant.people.values(), instant.sitting, instant.hosts)
    objects: Content = {
        Kind.PERSON: {str(value.number): value for value in people},
        Kind.HIDDEN: {str(row.number): show.hidden_value(row) for row in hidden},
        Kind.PLAN: {"plan": show.plan_value(plan)} if plan else {},
    }
    return objects | content_of_harvest(session, event, show.STAFF)


def content_of_table(instant: Instant, session: Session, event: Event, table: int) -> Content:
    """A table and what it remembers."""
    relays = session.scalars(select(Relay).where(Relay.event_id == event.id, Relay.table == table))
    call = session.get(HelpCall, (event.id, table))
    words = session.get(Announcement, (event.id, table))
    presences = show.presence_values(session, event, [table], instant.sitting)
    return {
        Kind.IDEA: {str(row.number): value for row, value in instant.by_table[table]},
        Kind.RELAY: {f"{row.table}:{row.round}": show.relay_value(row) for row in relays},
        Kind.PRESENCE: {str(value.table): value for value in presences},
        Kind.HELP: {str(table): show.help_value(call)} if call else {},
        Kind.ANNOUNCEMENT: {show.of_table(table): show.announcement_value(words)} if words else {},
    }


def content_of_visit(instant: Instant, session: Session, event: Event, table: int, round_number: int) -> Content:
    """What was written at a table while somebody sat there."""
    return {Kind.IDEA: {str(row.number): value for row, value in instant.by_table[table] if row.round == round_number}}


def content_of_person(instant: Instant, session: Session, event: Event, number: int) -> Content:
    """What one person is told about herself."""
    people = [instant.people[number]] if number in instant.people else []
    supports = session.scalars(
        select(Support.idea).where(Support.event_id == event.id, Support.person == number).order_by(Support.idea)
    )
    dots = session.execute(select(Dot.theme, Dot.dots).where(Dot.event_id == event.id, Dot.person == number))
    return {
        Kind.YOU: {"you": value for value in show.you_values(people, instant.sitting, instant.hosts)},  # noqa: B035 - one or none
        Kind.MY_IDEA: {str(row.number): show.my_idea_value(row, value) for row, value in instant.by_author[number]},
        Kind.MY_SUPPORT: {str(idea): show.my_support_value(idea) for idea in supports},
        Kind.MY_DOTS: {str(theme): show.my_dots_value(theme, count) for theme, count in dots},
    }


def content_of_access(instant: Instant, session: Session, event: Event, number: int) -> Content:
    """Nothing: this audience only ever hears the end of its session."""
    return {}


BUILDERS: dict[str, Callable[..., Content]] = {
    "all": content_of_all,
    "staff": content_of_staff,
    "table": content_of_table,
    "visit": content_of_visit,
    "person": content_of_person,
    "access": content_of_access,
}
"""The first word of an audience's name → what builds its content."""

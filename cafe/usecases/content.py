"""What stands on each audience, built from the rows. It depends on the audience alone, never on who looks.

So a test can demand *content before + changes = content after* for each; boards (board.py) rest on that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.domain.kinds import Kind
from cafe.store.queries import structure
from cafe.store.rows import Announcement, Dot, Event, HelpCall, Idea, Relay, Support
from cafe.usecases import show

Content = dict[str, dict[str, Any]]
"""kind → id → value: what a snapshot carries."""


def contents(session: Session, event: Event, audiences: Collection[str]) -> dict[str, Content]:
    """Audience → what stands on it, as plain dicts with the wire's names, and only kinds that have any."""
    rows = Rows(session, event)
    found = {}
    for audience in audiences:
        noun, *words = audience.split(":")
        objects = BUILDERS[noun](rows, *map(int, words))
        found[audience] = {str(kind): msgspec.to_builtins(values) for kind, values in objects.items() if values}
    return found


class Rows:
    """What an event's rows say, each read once for all audiences."""

    def __init__(self, session: Session, event: Event) -> None:
        self.session, self.event = session, event
        self.sitting = show.Sitting(session, event)
        self.people = structure.badges(session, event.id)
        self.hosts = show.hosts_of(session, event)
        self.asked = show.Asked(session, event)
        self.presences = {
            value.table: value
            for value in show.presence_values(
                session, event, [table.number for table in structure.tables(session, event.id)], self.sitting
            )
        }
        self.by_table: dict[int, list[show.ShownIdea]] = defaultdict(list)
        self.by_author: dict[int, list[show.ShownIdea]] = defaultdict(list)
        for row, value in show.idea_values(session, event):
            if row.state == "shown":
                self.by_table[row.table].append((row, value))
            if row.author is not None:
                self.by_author[row.author].append((row, value))
        self.relays: dict[int, list[Relay]] = defaultdict(list)
        for relay in session.scalars(select(Relay).where(Relay.event_id == event.id)):
            self.relays[relay.table].append(relay)
        self.calls = {
            call.table: call for call in session.scalars(select(HelpCall).where(HelpCall.event_id == event.id))
        }
        self.words = {
            words.table: words
            for words in session.scalars(select(Announcement).where(Announcement.event_id == event.id))
        }
        self.supports: dict[int, list[int]] = defaultdict(list)
        for person, idea in session.execute(
            select(Support.person, Support.idea).where(Support.event_id == event.id).order_by(Support.idea)
        ):
            self.supports[person].append(idea)
        self.dots: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for person, theme, dots in session.execute(
            select(Dot.person, Dot.theme, Dot.dots).where(Dot.event_id == event.id)
        ):
            self.dots[person].append((theme, dots))


def content_of_all(rows: Rows) -> Content:
    """What everybody in the event sees."""
    session, event = rows.session, rows.event
    hall = rows.words.get(0)
    objects: Content = {
        Kind.EVENT: {"event": show.event_value(session, event)},
        Kind.CLOCK: {"clock": show.clock_value(session, event)},
        Kind.ROUND: {str(row.number): show.round_value(row) for row in structure.rounds(session, event.id)},
        Kind.TOPIC: {str(row.number): show.topic_value(row) for row in structure.topics(session, event.id)},
        Kind.QUESTION: {
            f"{row.round}:{row.topic}": show.question_value(row) for row in structure.questions(session, event.id)
        },
        Kind.TABLE: {str(value.number): value for value in show.table_values(session, event)},
        Kind.ROUTE: routes_on(rows, show.ALL, rows.presences),
        Kind.ANNOUNCEMENT: {show.ALL: show.announcement_value(hall)} if hall else {},
        Kind.DOTS: {"dots": show.dots_value(session, event)},
    }
    return objects | content_of_harvest(rows, show.ALL)


def routes_on(rows: Rows, audience: str, tables: Iterable[int]) -> dict[str, Any]:
    """The routes of these tables that this audience is the one to see."""
    shown = [table for table in tables if show.route_audience(rows.event, table) == audience]
    return {str(route.table): route for route in show.route_values(shown, rows.sitting)}


def content_of_harvest(rows: Rows, audience: str) -> Content:
    """Themes and measures, where this audience is the one that sees them now."""
    if show.harvest_audience(rows.event) != audience:
        return {}
    return {
        Kind.THEME: {str(value.number): value for value in show.theme_values(rows.session, rows.event)},
        Kind.MEASURE: {str(value.number): value for value in show.measure_values(rows.session, rows.event)},
    }


def content_of_staff(rows: Rows) -> Content:
    """What those who run the event see."""
    session, event = rows.session, rows.event
    hidden = session.scalars(select(Idea).where(Idea.event_id == event.id, Idea.state == "hidden"))
    plan = show.current_plan(session, event)
    people = show.person_values(rows.people.values(), rows.sitting, rows.hosts, rows.asked)
    objects: Content = {
        Kind.PERSON: {str(value.number): value for value in people},
        Kind.COMPANY: {str(row.number): show.company_value(row) for row in structure.companies(session, event.id)},
        Kind.HIDDEN: {str(row.number): show.hidden_value(row) for row in hidden},
        Kind.PLAN: {"plan": show.plan_value(plan)} if plan else {},
    }
    return objects | content_of_harvest(rows, show.STAFF)


def content_of_table(rows: Rows, table: int) -> Content:
    """A table and what it remembers."""
    audience = show.of_table(table)
    call, words, presence = rows.calls.get(table), rows.words.get(table), rows.presences.get(table)
    return {
        Kind.IDEA: {str(row.number): value for row, value in rows.by_table[table]},
        Kind.RELAY: {f"{row.table}:{row.round}": show.relay_value(row) for row in rows.relays[table]},
        Kind.PRESENCE: {str(table): presence} if presence else {},
        Kind.ROUTE: routes_on(rows, audience, [table]),
        Kind.HELP: {str(table): show.help_value(call)} if call else {},
        Kind.ANNOUNCEMENT: {audience: show.announcement_value(words)} if words else {},
    }


def content_of_visit(rows: Rows, table: int, round_number: int) -> Content:
    """What was written at a table while somebody sat there."""
    return {Kind.IDEA: {str(row.number): value for row, value in rows.by_table[table] if row.round == round_number}}


def content_of_person(rows: Rows, number: int) -> Content:
    """What one person is told about herself."""
    people = [rows.people[number]] if number in rows.people else []
    return {
        Kind.YOU: {
            "you": value  # noqa: B035 - one or none
            for value in show.you_values(people, rows.sitting, rows.hosts, rows.asked)
        },
        Kind.MY_IDEA: {str(row.number): show.my_idea_value(row, value) for row, value in rows.by_author[number]},
        Kind.MY_SUPPORT: {str(idea): show.my_support_value(idea) for idea in rows.supports[number]},
        Kind.MY_DOTS: {str(theme): show.my_dots_value(theme, count) for theme, count in rows.dots[number]},
    }


def content_of_access(rows: Rows, number: int) -> Content:
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

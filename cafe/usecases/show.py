"""What is seen of each row, and by whom. One builder per kind serves both the snapshot and the changes.

`<kind>_values` builds values, many at once or one; `show_<noun>` journals them for the audiences that see them. Since
both come from the same builder, a client that applied the changes holds what a fresh snapshot would give.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from cafe.domain import kinds
from cafe.domain.kinds import Kind
from cafe.domain.phases import Phase
from cafe.store.queries import paper, structure
from cafe.store.queries.structure import Badge
from cafe.store.rows import (
    Announcement,
    BuildsOn,
    Closure,
    Company,
    Dot,
    Event,
    HelpCall,
    Idea,
    Measure,
    MeasureIdea,
    MeasureTheme,
    Need,
    Person,
    Plan,
    Question,
    Relay,
    Round,
    Seat,
    Support,
    Table,
    Theme,
    Topic,
    Wish,
)
from cafe.store.unit_of_work import Work
from cafe.usecases.viewer import step_of

ALL = "all"
STAFF = "staff"
ShownIdea = tuple[Idea, kinds.Idea]
"""An idea's row beside its value."""


class NewIdea(NamedTuple):
    """An idea that is being written: the columns of its row, in their order."""

    event_id: int
    number: int
    table: int
    topic: int
    round: int
    text: str
    state: str
    by: str
    card: int | None
    author: int | None
    scribe: int | None
    reason: str = ""
    theme: int | None = None
    created_at: int = 0
    edited_at: int | None = None
    hidden_at: int | None = None


OPEN_PHASES = frozenset({Phase.HARVEST, Phase.CLOSED})
"""From the harvest on all tables and themes are open to all."""


def of_table(number: int) -> str:
    """The audience of those who sit at a table now."""
    return f"table:{number}"


def of_visit(table: int, round_number: int) -> str:
    """The audience of those who sat at a table in an earlier round."""
    return f"visit:{table}:{round_number}"


def of_person(number: int) -> str:
    """The audience of one person."""
    return f"person:{number}"


def of_access(number: int) -> str:
    """The audience of one session."""
    return f"access:{number}"


def harvest_audience(event: Event) -> str:
    """Who sees themes and measures: staff while they are being made, everybody from the harvest on."""
    return ALL if Phase(event.phase) in OPEN_PHASES else STAFF


def route_audience(event: Event, table: int) -> str:
    """Who sees who sits at a table: those there; where tables are chosen everybody, to find a free seat."""
    return ALL if event.policy == "choice" else of_table(table)


def seat_round(session: Session, event: Event) -> int:
    """The round whose seating holds now."""
    return step_of(event).seat_round(structure.round_count(session, event.id))


def seat_round_of(work: Work) -> int:
    """The same, for a command."""
    return work.recall("seat round", lambda: seat_round(work.session, work.event))


# -- the event and its structure


def event_value(session: Session, event: Event) -> kinds.EventCard:
    """What stands on the poster."""
    return kinds.EventCard(
        event.title, event.purpose, event.place, event.date, event.starts, event.ends, event.language, event.code,
        event.harvest_minutes, event.policy, structure.round_count(session, event.id), event.grace_seconds,
        event.dots_per_person, event.groups, event.fields, bool(event.asks_wishes),
    )  # fmt: skip


def clock_value(session: Session, event: Event) -> kinds.ClockFace:
    """Where the afternoon stands."""
    step = step_of(event)
    return kinds.ClockFace(
        step.phase.value, step.state.value, step.round, step.next_round(structure.round_count(session, event.id)),
        step.ends_at, step.remaining_ms, step.since, event.undo["until"] if event.undo else None,
    )  # fmt: skip


def round_value(row: Round) -> kinds.RoundPlan:
    """A round as planned and as it was."""
    return kinds.RoundPlan(row.number, row.minutes, row.switch_minutes, row.began_at, row.ended_at)


def topic_value(row: Topic) -> kinds.TopicCard:
    """A topic with its face."""
    return kinds.TopicCard(row.number, row.title, row.field, row.face)


def question_value(row: Question) -> kinds.Question:
    """What is asked."""
    return kinds.Question(row.round, row.topic, row.text)


def my_support_value(idea: int) -> kinds.MySupport:
    """One supports this idea."""
    return kinds.MySupport(idea)


def my_dots_value(theme: int, dots: int) -> kinds.MyDots:
    """How many of one's dots lie on this theme."""
    return kinds.MyDots(theme, dots)


def table_values(session: Session, event: Event, *which: ColumnElement[bool]) -> list[kinds.TableCard]:
    """Tables with the names of their hosts."""
    closed = set(session.scalars(select(Closure.table).where(Closure.event_id == event.id)))
    statement = (
        select(Table, Person.name)
        .outerjoin(Person, (Person.event_id == Table.event_id) & (Person.number == Table.host))
        .where(Table.event_id == event.id, *which)
        .order_by(Table.number)
    )
    return [
        kinds.TableCard(
            row.number,
            row.topic,
            row.seats,
            row.place,
            row.step_free,
            (name or "") if row.host else None,
            row.number in closed,
        )
        for row, name in session.execute(statement)
    ]


def dots_value(session: Session, event: Event) -> kinds.DotsRound:
    """The state of prioritising; a sum says nothing about single themes."""
    placed, people = session.execute(
        select(func.coalesce(func.sum(Dot.dots), 0), func.count(Dot.person.distinct())).where(Dot.event_id == event.id)
    ).one()
    on_paper = sum(paper.dots(session, event.id).values())
    return kinds.DotsRound(
        event.dots, event.dots_per_person, placed + on_paper, people, paper.sheets(session, event.id)
    )


def show_event(work: Work) -> None:
    """The poster has changed."""
    work.put(ALL, Kind.EVENT, "event", event_value(work.session, work.event))


def show_routes_moved(work: Work, before: Mapping[int, str]) -> None:
    """Where tables are chosen from now on, or no longer, others see the routes. `before`: table → who saw its route."""
    moved = [table for table, audience in before.items() if route_audience(work.event, table) != audience]
    for route in route_values(moved, sitting_of(work)):
        work.remove(before[route.table], Kind.ROUTE, route.table, sight=True)
        work.put(route_audience(work.event, route.table), Kind.ROUTE, route.table, route, sight=True)


def show_clock(work: Work, *, sight: bool = False) -> None:
    """A step was taken. With `sight`, everybody may now see other audiences than before."""
    work.put(ALL, Kind.CLOCK, "clock", clock_value(work.session, work.event), sight=sight)


def show_round(work: Work, row: Round) -> None:
    """A round began or ended, or has other minutes."""
    work.put(ALL, Kind.ROUND, row.number, round_value(row))


def show_tables(work: Work, numbers: Collection[int]) -> None:
    """These tables have another host, topic or place."""
    work.session.flush()
    for value in table_values(work.session, work.event, Table.number.in_(list(numbers))):
        work.put(ALL, Kind.TABLE, value.number, value)


def show_dots(work: Work) -> None:
    """Prioritising goes on."""
    work.session.flush()
    work.put(ALL, Kind.DOTS, "dots", dots_value(work.session, work.event))


def show_announcement(work: Work, row: Announcement) -> None:
    """The lead said something to the hall (table 0) or to one table."""
    audience = of_table(row.table) if row.table else ALL
    work.put(audience, Kind.ANNOUNCEMENT, audience, announcement_value(row))


def announcement_value(row: Announcement) -> kinds.Announcement:
    """A message and where it is for."""
    return kinds.Announcement(row.text, row.table or None, row.at)


def show_help(work: Work, row: HelpCall) -> None:
    """A hand is up."""
    work.put(of_table(row.table), Kind.HELP, row.table, help_value(row))


def help_value(row: HelpCall) -> kinds.HelpCall:
    """The call of a table."""
    return kinds.HelpCall(row.table, row.reason, row.at)


def show_relay(work: Work, row: Relay) -> None:
    """A table passes something on."""
    work.put(of_table(row.table), Kind.RELAY, f"{row.table}:{row.round}", relay_value(row))


def relay_value(row: Relay) -> kinds.RelayCard:
    """A relay card."""
    lines = [kinds.Insight(line["text"], line["idea"]) for line in row.insights]
    return kinds.RelayCard(row.table, row.round, lines, row.question, row.saved_at)


# -- ideas


def idea_values(session: Session, event: Event, *which: ColumnElement[bool]) -> list[ShownIdea]:
    """Ideas, shown or not, with what they build on and how many support them."""
    rows = session.scalars(select(Idea).where(Idea.event_id == event.id, *which).order_by(Idea.number)).all()
    if not rows:
        return []
    near: tuple[ColumnElement[bool], ...] = (
        (BuildsOn.idea == rows[0].number,) if len(rows) == 1 else ()
    )  # one idea: look up one; many: the event's are few enough to read at once
    sources: dict[int, list[int]] = defaultdict(list)
    for number, source in session.execute(
        select(BuildsOn.idea, BuildsOn.source).where(BuildsOn.event_id == event.id, *near).order_by(BuildsOn.source)
    ):
        sources[number].append(source)
    supports = support_counts(session, event, [row.number for row in rows])
    return [
        (
            row,
            kinds.Idea(
                row.number, row.table, row.topic, row.round, row.text, sources[row.number], supports[row.number],
                row.by, row.edited_at is not None, row.created_at,
            ),
        )
        for row in rows
    ]  # fmt: skip


def support_counts(session: Session, event: Event, ideas: Sequence[int]) -> Counter[int]:
    """How many support each idea."""
    statement = select(Support.idea, func.count()).where(Support.event_id == event.id).group_by(Support.idea)
    if len(ideas) == 1:
        statement = statement.where(Support.idea == ideas[0])
    return Counter(dict(session.execute(statement).all()))


def my_idea_value(row: Idea | NewIdea, value: kinds.Idea) -> kinds.MyIdea:
    """One's own idea, wherever one sits now."""
    return kinds.MyIdea(row.number, row.table, row.round, row.text, row.state, value.supports, row.created_at)


def hidden_value(row: Idea) -> kinds.HiddenIdea:
    """What staff see of an idea that was taken off the table."""
    return kinds.HiddenIdea(row.number, row.table, row.round, row.text, row.reason, row.hidden_at or 0)


def show_new_idea(work: Work, row: NewIdea, sources: list[int]) -> None:
    """An idea has been written: nobody can have supported it yet."""
    value = kinds.Idea(row.number, row.table, row.topic, row.round, row.text, sources, 0, row.by, False, row.created_at)
    tell_of_idea(work, row, value)


def show_idea(work: Work, number: int) -> None:
    """An idea is changed, supported, withdrawn, hidden or back."""
    work.session.flush()
    [(row, value)] = idea_values(work.session, work.event, Idea.number == number)
    tell_of_idea(work, row, value)


def tell_of_idea(work: Work, row: Idea | NewIdea, value: kinds.Idea) -> None:
    """For the idea's table, for those who sat there when it was written, and for its author."""
    audiences = [of_table(row.table)]
    if row.round < seat_round_of(work):
        audiences.append(of_visit(row.table, row.round))
    for audience in audiences:
        if row.state == "shown":
            work.put(audience, Kind.IDEA, row.number, value)
        else:
            work.remove(audience, Kind.IDEA, row.number)
    if row.author is not None:
        work.put(of_person(row.author), Kind.MY_IDEA, row.number, my_idea_value(row, value))


def show_hidden(work: Work, row: Idea) -> None:
    """Staff see what was hidden, and that it is back."""
    if row.state == "hidden":
        work.put(STAFF, Kind.HIDDEN, row.number, hidden_value(row))
    else:
        work.remove(STAFF, Kind.HIDDEN, row.number)


# -- people and seats


class Sitting:
    """All seats of an event up to the round that holds, read once: who sits where, who was where, who met whom.

    Where it is remembered from command to command, whoever gives a seat notes it here as well (`seat`).
    """

    def __init__(self, session: Session, event: Event) -> None:
        self.round = seat_round(session, event)
        self.rounds: dict[int, dict[int, int]] = defaultdict(dict)
        self.arrived: set[int] = set()
        statement = select(Seat.person, Seat.round, Seat.table, Seat.arrived_at).where(
            Seat.event_id == event.id, Seat.round <= self.round
        )
        for person, round_number, table, arrived_at in session.execute(statement):
            self.rounds[round_number][person] = table
            if round_number == self.round and arrived_at is not None:
                self.arrived.add(person)
        self.now = self.rounds[self.round]
        self._members: dict[int, dict[int, set[int]]] = {}

    def seat(self, person: int, table: int, *, arrived: bool) -> None:
        """Somebody who had no seat has one now."""
        self._tables(self.round)[table].add(person)
        self.now[person] = table
        if arrived:
            self.arrived.add(person)

    def members(self, round_number: int, table: int) -> set[int]:
        """Who sits or sat at a table."""
        return self._tables(round_number).get(table, set())

    def _tables(self, round_number: int) -> dict[int, set[int]]:
        if round_number not in self._members:
            by_table: dict[int, set[int]] = defaultdict(set)
            for person, seat in self.rounds[round_number].items():
                by_table[seat].add(person)
            self._members[round_number] = by_table
        return self._members[round_number]

    def new_faces(self, person: int) -> int:
        """How many at the table this person has not sat with before."""
        if person not in self.now:
            return 0
        met: set[int] = set()
        for round_number in range(1, self.round):
            if person in self.rounds[round_number]:
                met |= self.members(round_number, self.rounds[round_number][person])
        return len(self.members(self.round, self.now[person]) - met - {person})


def route_values(event_tables: Iterable[int], sitting: Sitting) -> list[kinds.Route]:
    """Who sits where, by badge number."""
    return [kinds.Route(table, sitting.round, sorted(sitting.members(sitting.round, table))) for table in event_tables]


def presence_values(
    session: Session, event: Event, event_tables: Sequence[int], sitting: Sitting
) -> list[kinds.Presence]:
    """How many are at each table, and how many have written there in the round that holds."""
    statement = (
        select(Idea.table, func.count(Idea.author.distinct()))
        .where(Idea.event_id == event.id, Idea.round == sitting.round, Idea.state != "withdrawn")
        .group_by(Idea.table)
    )
    wrote = dict(session.execute(statement).all())
    return [presence_value(table, sitting, wrote.get(table, 0)) for table in event_tables]


def presence_value(table: int, sitting: Sitting, wrote: int) -> kinds.Presence:
    """How many are at a table; `wrote`: how many have written there in the round that holds."""
    people = sitting.members(sitting.round, table)
    return kinds.Presence(table, len(people), len(people & sitting.arrived), wrote)


def writers_of(work: Work, table: int) -> set[int]:
    """Who has written at a table in the round that holds."""

    def look() -> set[int]:
        statement = select(Idea.author).where(
            Idea.event_id == work.event.id, Idea.table == table, Idea.round == seat_round_of(work),
            Idea.state != "withdrawn", Idea.author.is_not(None),
        )  # fmt: skip
        return {author for author in work.session.scalars(statement) if author is not None}

    return work.recall(("writers", table), look)


class Asked:
    """What people need and wish of their seats, read once for many."""

    def __init__(self, session: Session, event: Event) -> None:
        wishes = session.execute(select(Wish.person, Wish.topics).where(Wish.event_id == event.id))
        self.wishes: dict[int, list[int]] = dict(wishes.all())
        self.needs = {need.person: need for need in session.scalars(select(Need).where(Need.event_id == event.id))}


def you_values(
    people: Iterable[Badge], sitting: Sitting, hosts: dict[int, int], asked: Asked
) -> list[kinds.You]:  # fmt: skip
    """What each of these people is told about herself. `hosts`: person → the table she looks after."""
    return [
        kinds.You(
            person.number, person.name, person.group, sitting.now.get(person.number), sitting.round,
            sitting.rounds[sitting.round - 1].get(person.number) if sitting.round > 1 else None,
            person.number in sitting.arrived, person.absent, sitting.new_faces(person.number),
            hosts.get(person.number), asked.wishes.get(person.number, []),
        )
        for person in people
    ]  # fmt: skip


def person_values(
    people: Iterable[Badge], sitting: Sitting, hosts: dict[int, int], asked: Asked
) -> list[kinds.PersonCard]:  # fmt: skip
    """What staff see of these people."""
    return [person_value(person, sitting, hosts, asked) for person in people]


def person_value(person: Badge, sitting: Sitting, hosts: dict[int, int], asked: Asked) -> kinds.PersonCard:
    """What staff see of one of them."""
    need = asked.needs.get(person.number)
    return kinds.PersonCard(
        person.number, person.name, person.group, sitting.now.get(person.number), person.number in sitting.arrived,
        person.absent, hosts.get(person.number), person.paper, person.expected,
        need.pinned if need else None, need.must if need else [], need.must_not if need else [],
        asked.wishes.get(person.number, []),
    )  # fmt: skip


def hosts_of(session: Session, event: Event) -> dict[int, int]:
    """Person → the table she looks after."""
    rows = session.execute(select(Table.host, Table.number).where(Table.event_id == event.id, Table.host.is_not(None)))
    return {host: table for host, table in rows if host is not None}


def show_tables_seated(
    work: Work, numbers: Collection[int], people: Collection[int] = (), *, moved: Collection[int] = ()
) -> None:
    """Seats at these tables have changed: their routes and presence, and everybody who sits there (new faces count).

    `people` are told as well, wherever they sit; for those in `moved` it changes what they may see.
    """
    event, sitting = work.event, sitting_of(work)
    wanted = sorted(numbers)
    for route in route_values(wanted, sitting):
        work.put(route_audience(event, route.table), Kind.ROUTE, route.table, route)
    if len(wanted) == 1:
        show_presence(work, wanted[0])
    else:
        for presence in presence_values(work.session, event, wanted, sitting):
            work.put(of_table(presence.table), Kind.PRESENCE, presence.table, presence)
    told = set(people) | set(moved) | {one for table in wanted for one in sitting.members(sitting.round, table)}
    show_people_of(work, told, sitting, moved=moved)


def show_people(work: Work, numbers: Collection[int], *, moved: Collection[int] = ()) -> None:
    """These people are told about themselves, and staff about them."""
    show_people_of(work, numbers, sitting_of(work), moved=moved)


def show_people_of(work: Work, numbers: Collection[int], sitting: Sitting, *, moved: Collection[int] = ()) -> None:
    """The same, where the seats have been read already."""
    everybody = badges_of(work)
    wanted = [everybody[number] for number in sorted(set(numbers) & everybody.keys())]
    hosts = hosts_in(work)
    asked = work.recall("asked", lambda: Asked(work.session, work.event))
    for you in you_values(wanted, sitting, hosts, asked):
        work.put(of_person(you.number), Kind.YOU, "you", you, sight=you.number in moved)
    for card in person_values(wanted, sitting, hosts, asked):
        work.put(STAFF, Kind.PERSON, card.number, card)


def show_everybody(work: Work) -> None:
    """The round that holds is another one: all routes, all presences, everybody's seat."""
    numbers = [table.number for table in structure.tables(work.session, work.event.id)]
    show_tables_seated(work, numbers, badges_of(work))


def sitting_of(work: Work) -> Sitting:
    """Who sits where, for a command that changes nobody's seat."""
    return work.recall("sitting", lambda: Sitting(work.session, work.event))


def hosts_in(work: Work) -> dict[int, int]:
    """Person → the table she looks after."""
    return work.recall("hosts", lambda: hosts_of(work.session, work.event))


def badges_of(work: Work) -> dict[int, Badge]:
    """Everybody who has come or is expected, by badge number."""
    return work.recall("badges", lambda: structure.badges(work.session, work.event.id))


def show_presence(work: Work, table: int) -> None:
    """Somebody has come to the table, or has written for the first time, or has taken back all she wrote."""
    presence = presence_value(table, sitting_of(work), len(writers_of(work, table)))
    work.put(of_table(table), Kind.PRESENCE, table, presence)


# -- plans, themes, measures


def plan_value(row: Plan) -> kinds.PlanCard:
    """A seating for staff, table by table; what is known of it by now stands in its explanation."""
    facts: dict[str, Any] = row.explanation
    changes = [kinds.SeatChange(**change) for change in facts.get("changes", [])]
    said = [kinds.PlanFact(fact["code"], fact["params"]) for fact in facts.get("facts", [])]
    wished = kinds.Wished(**facts["wished"]) if facts.get("wished") else None
    named = {name: facts[name] for name in PLAN_FACTS if name in facts}
    return kinds.PlanCard(
        plan=row.number, round=row.round, policy=row.policy, seats=by_table(row.seats),
        published=row.published_at is not None, wished=wished, changes=changes, facts=said,
        later={number: by_table(seats) for number, seats in facts.get("later", {}).items()}, **named,
    )  # fmt: skip


PLAN_FACTS = (
    "moved", "repeats", "new_faces_mean", "smallest", "largest", "notes", "state", "done", "seconds", "emphasis",
    "bound", "most_meetings", "new_faces_fewest", "spread", "spread_bound", "mix",
)  # fmt: skip
"""What a plan's explanation holds under the names of its value."""


def by_table(seats: Mapping[str, int]) -> dict[str, list[int]]:
    """Person → table, turned round."""
    tables: dict[str, list[int]] = defaultdict(list)
    for person, table in sorted(seats.items(), key=lambda seat: int(seat[0])):
        tables[str(table)].append(int(person))
    return tables


def company_value(row: Company) -> kinds.Company:
    """People who belong together, or two who don't."""
    return kinds.Company(row.number, row.together, list(row.people))


def current_plan(session: Session, event: Event) -> Plan | None:
    """The newest plan for a round that is still to come, or for the seating that holds."""
    statement = (
        select(Plan)
        .where(Plan.event_id == event.id, Plan.dropped_at.is_(None), Plan.round >= seat_round(session, event))
        .order_by(Plan.number.desc())
        .limit(1)
    )
    return session.scalar(statement)


def show_plan(work: Work) -> None:
    """There is another plan, or none."""
    work.session.flush()
    row = current_plan(work.session, work.event)
    if row:
        work.put(STAFF, Kind.PLAN, "plan", plan_value(row))
    else:
        work.remove(STAFF, Kind.PLAN, "plan")


def theme_values(session: Session, event: Event) -> list[kinds.ThemeCard]:
    """All themes that stand, with their ideas, their history in short, and their dots once these are closed."""
    themes = session.scalars(select(Theme).where(Theme.event_id == event.id).order_by(Theme.number)).all()
    ideas: dict[int, list[int]] = defaultdict(list)
    statement = select(Idea.theme, Idea.number).where(
        Idea.event_id == event.id, Idea.theme.is_not(None), Idea.state == "shown"
    )
    for theme, number in session.execute(statement.order_by(Idea.number)):
        if theme is not None:
            ideas[theme].append(number)
    merged: dict[int, list[int]] = defaultdict(list)
    for row in themes:
        if row.merged_into is not None:
            merged[row.merged_into].append(row.number)
    phone, on_paper = dots_by_theme(session, event) if event.dots == "closed" else ({}, {})
    counted = event.dots == "closed"
    return [
        kinds.ThemeCard(
            row.number, row.title, row.summary, ideas[row.number], merged[row.number], row.split_from,
            phone.get(row.number, 0) + on_paper.get(row.number, 0) if counted else None,
            on_paper.get(row.number, 0) if counted else None,
        )
        for row in themes
        if row.removed_at is None
    ]  # fmt: skip


def dots_by_theme(session: Session, event: Event) -> tuple[dict[int, int], dict[int, int]]:
    """Theme → dots from phones, and theme → dots from paper."""
    phone = session.execute(select(Dot.theme, func.sum(Dot.dots)).where(Dot.event_id == event.id).group_by(Dot.theme))
    return dict(phone.all()), paper.dots(session, event.id)


def show_themes(work: Work, numbers: Collection[int]) -> None:
    """These themes are new, changed or gone."""
    work.session.flush()
    values = {value.number: value for value in theme_values(work.session, work.event)}
    audience = harvest_audience(work.event)
    for number in sorted(set(numbers)):
        if number in values:
            work.put(audience, Kind.THEME, number, values[number])
        else:
            work.remove(audience, Kind.THEME, number)


def measure_values(session: Session, event: Event) -> list[kinds.MeasureCard]:
    """All measures that stand, with their evidence: the ideas among it that stand."""
    themes: dict[int, list[int]] = defaultdict(list)
    for measure, theme in session.execute(
        select(MeasureTheme.measure, MeasureTheme.theme).where(MeasureTheme.event_id == event.id)
    ):
        themes[measure].append(theme)
    ideas: dict[int, list[int]] = defaultdict(list)
    for measure, idea in session.execute(
        select(MeasureIdea.measure, MeasureIdea.idea)
        .join(Idea, (Idea.event_id == MeasureIdea.event_id) & (Idea.number == MeasureIdea.idea))
        .where(MeasureIdea.event_id == event.id, Idea.state == "shown")
    ):
        ideas[measure].append(idea)
    rows = session.scalars(
        select(Measure).where(Measure.event_id == event.id, Measure.removed_at.is_(None)).order_by(Measure.number)
    )
    return [
        kinds.MeasureCard(
            row.number, row.title, row.text, row.field, sorted(themes[row.number]), sorted(ideas[row.number]),
            row.saved_at,
        )
        for row in rows
    ]  # fmt: skip


def show_measure(work: Work, number: int) -> None:
    """A measure is new, changed or gone."""
    work.session.flush()
    audience = harvest_audience(work.event)
    for value in measure_values(work.session, work.event):
        if value.number == number:
            work.put(audience, Kind.MEASURE, number, value)
            return
    work.remove(audience, Kind.MEASURE, number)


def show_measures_of_idea(work: Work, idea: int) -> None:
    """An idea was taken away or came back: the measures that rest on it show other evidence."""
    for measure in work.session.scalars(
        select(MeasureIdea.measure).where(MeasureIdea.event_id == work.event.id, MeasureIdea.idea == idea)
    ).all():
        show_measure(work, measure)

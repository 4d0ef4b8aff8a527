"""What the report is drawn from, read at one instant in a fixed number of queries, however large the café was.

Names, codes and links are not read here: what was never loaded cannot leak.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from cafe.store.queries import paper, structure
from cafe.store.rows import (
    BuildsOn,
    Change,
    Dot,
    Event,
    Handover,
    Idea,
    Measure,
    MeasureIdea,
    MeasureTheme,
    Person,
    Question,
    Relay,
    Round,
    Seat,
    Support,
    Table,
    Theme,
    ThemeStep,
    Topic,
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """What the report needs of a person: nothing that names her. `number` only joins seats and dots."""

    number: int
    group: str | None
    paper: bool
    absent: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """All rows of one event that the report counts or shows."""

    event: Event
    handover: Handover | None
    written_at: int
    rounds: Sequence[Round]
    topics: Sequence[Topic]
    tables: Sequence[Table]
    questions: Sequence[Question]
    ideas: Sequence[Idea]
    supports: Counter[int]
    links: Sequence[Row[int, int]]
    relay_cards: Sequence[Relay]
    themes: Sequence[Theme]
    theme_steps: Sequence[ThemeStep]
    measures: Sequence[Measure]
    measure_themes: Sequence[Row[int, int]]
    measure_ideas: Sequence[Row[int, int]]
    dots: Sequence[Row[int, int, int]]
    paper_dots: dict[int, int]
    paper_sheets: int
    people: Sequence[Somebody]
    seats: Sequence[Row[int, int, int, int | None]]


def facts(session: Session, event_id: int) -> Facts | None:
    """Everything of this event, in order of numbers, or None if there is no such event."""
    event = session.get(Event, event_id)
    if event is None:
        return None
    return Facts(
        event=event,
        handover=session.get(Handover, event_id),
        written_at=session.scalar(select(Change.at).where(Change.event_id == event_id, Change.seq == event.seq))
        or event.created_at,
        rounds=structure.rounds(session, event_id),
        topics=structure.topics(session, event_id),
        tables=structure.tables(session, event_id),
        questions=structure.questions(session, event_id),
        ideas=session.scalars(select(Idea).where(Idea.event_id == event_id).order_by(Idea.number)).all(),
        supports=supports(session, event_id),
        links=session.execute(
            select(BuildsOn.idea, BuildsOn.source)
            .where(BuildsOn.event_id == event_id)
            .order_by(BuildsOn.idea, BuildsOn.source)
        ).all(),
        relay_cards=session.scalars(
            select(Relay).where(Relay.event_id == event_id).order_by(Relay.table, Relay.round)
        ).all(),
        themes=session.scalars(select(Theme).where(Theme.event_id == event_id).order_by(Theme.number)).all(),
        theme_steps=session.scalars(
            select(ThemeStep).where(ThemeStep.event_id == event_id).order_by(ThemeStep.number)
        ).all(),
        measures=session.scalars(
            select(Measure).where(Measure.event_id == event_id, Measure.removed_at.is_(None)).order_by(Measure.number)
        ).all(),
        measure_themes=session.execute(
            select(MeasureTheme.measure, MeasureTheme.theme)
            .where(MeasureTheme.event_id == event_id)
            .order_by(MeasureTheme.measure, MeasureTheme.theme)
        ).all(),
        measure_ideas=session.execute(
            select(MeasureIdea.measure, MeasureIdea.idea)
            .where(MeasureIdea.event_id == event_id)
            .order_by(MeasureIdea.measure, MeasureIdea.idea)
        ).all(),
        dots=session.execute(select(Dot.person, Dot.theme, Dot.dots).where(Dot.event_id == event_id)).all(),
        paper_dots=paper.dots(session, event_id),
        paper_sheets=paper.sheets(session, event_id),
        people=people(session, event_id),
        seats=session.execute(
            select(Seat.person, Seat.round, Seat.table, Seat.arrived_at).where(Seat.event_id == event_id)
        ).all(),
    )


def supports(session: Session, event_id: int) -> Counter[int]:
    """How many support each idea that has any support."""
    counts = select(Support.idea, func.count()).where(Support.event_id == event_id).group_by(Support.idea)
    return Counter({row[0]: row[1] for row in session.execute(counts)})


def people(session: Session, event_id: int) -> list[Somebody]:
    """Everybody who came and has not been erased; not those who were registered and stayed away."""
    came = (
        Person.event_id == event_id,
        Person.erased_at.is_(None),
        or_(Person.registered_at.is_(None), Person.came_at.is_not(None)),
    )
    rows = session.execute(select(Person.number, Person.group, Person.paper, Person.absent).where(*came))
    return [Somebody(*row) for row in rows]

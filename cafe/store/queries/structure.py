"""The structure of an event, as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from cafe.store.rows import (
    Closure,
    Company,
    Idea,
    Link,
    Measure,
    Person,
    Plan,
    Question,
    Round,
    Seat,
    Spare,
    Table,
    Theme,
    ThemeStep,
    Topic,
)

Numbered = (
    type[Company]
    | type[Idea]
    | type[Link]
    | type[Measure]
    | type[Person]
    | type[Plan]
    | type[Spare]
    | type[Table]
    | type[Theme]
    | type[ThemeStep]
    | type[Topic]
)


class Badge(NamedTuple):
    """What a hall knows of somebody."""

    number: int
    name: str
    group: str | None
    paper: bool
    absent: bool
    expected: bool
    """Registered, and has not come yet."""


def round_count(session: Session, event_id: int) -> int:
    """How many rounds the event has."""
    return session.scalar(select(func.count()).select_from(Round).where(Round.event_id == event_id)) or 0


def rounds(session: Session, event_id: int) -> Sequence[Round]:
    """The rounds in order."""
    return session.scalars(select(Round).where(Round.event_id == event_id).order_by(Round.number)).all()


def topics(session: Session, event_id: int) -> Sequence[Topic]:
    """The topics in the organiser's order."""
    return session.scalars(select(Topic).where(Topic.event_id == event_id).order_by(Topic.position)).all()


def tables(session: Session, event_id: int) -> Sequence[Table]:
    """The tables by number."""
    return session.scalars(select(Table).where(Table.event_id == event_id).order_by(Table.number)).all()


def questions(session: Session, event_id: int) -> Sequence[Question]:
    """The questions by round and topic."""
    statement = select(Question).where(Question.event_id == event_id).order_by(Question.round, Question.topic)
    return session.scalars(statement).all()


def people(session: Session, event_id: int) -> Sequence[Person]:
    """Everybody who has come and not been erased, by badge number."""
    statement = select(Person).where(Person.event_id == event_id, Person.erased_at.is_(None)).order_by(Person.number)
    return session.scalars(statement).all()


def badges(session: Session, event_id: int, *which: ColumnElement[bool]) -> dict[int, Badge]:
    """The same by number, and only what a hall knows of them: a tenth of the cost of rows that can be changed."""
    statement = (
        select(Person.number, Person.name, Person.group, Person.paper, Person.absent, Person.registered_at,
               Person.came_at)
        .where(Person.event_id == event_id, Person.erased_at.is_(None), *which)
        .order_by(Person.number)
    )  # fmt: skip
    return {
        number: Badge(number, name, group, paper, absent, registered_at is not None and came_at is None)
        for number, name, group, paper, absent, registered_at, came_at in session.execute(statement)
    }


def companies(session: Session, event_id: int) -> Sequence[Company]:
    """Who belongs together, and who is kept apart."""
    return session.scalars(select(Company).where(Company.event_id == event_id).order_by(Company.number)).all()


def closed(session: Session, event_id: int) -> set[int]:
    """The tables at which nobody is seated any more."""
    return set(session.scalars(select(Closure.table).where(Closure.event_id == event_id)))


def seats(session: Session, event_id: int, round_number: int) -> dict[int, int]:
    """Person → table in one round."""
    rows = session.execute(select(Seat.person, Seat.table).where(Seat.event_id == event_id, Seat.round == round_number))
    return dict(rows.all())


def next_number(session: Session, rows: Numbered, event_id: int) -> int:
    """The next free number within the event. The caller holds the event's lock, so no number is given twice."""
    return (session.scalar(select(func.max(rows.number)).where(rows.event_id == event_id)) or 0) + 1

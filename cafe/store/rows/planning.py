"""What a planner has to respect: who needs what, who belongs together, what people wish, which tables are closed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped

from cafe.store.rows.base import Base, EventId, Millis, Number


def of_person() -> ForeignKeyConstraint:
    """It goes with the person it is about."""
    return ForeignKeyConstraint(["event_id", "person"], ["person.event_id", "person.number"], ondelete="CASCADE")


class Need(Base):
    """What one person's seats have to respect."""

    __tablename__ = "need"
    __table_args__ = (of_person(),)

    event_id: Mapped[EventId]
    person: Mapped[Number]
    pinned: Mapped[int | None]  # a table
    must: Mapped[list[Any]]  # tables
    must_not: Mapped[list[Any]]


class Wish(Base):
    """The topics somebody would like to visit."""

    __tablename__ = "wish"
    __table_args__ = (of_person(),)

    event_id: Mapped[EventId]
    person: Mapped[Number]
    topics: Mapped[list[Any]]  # best first, three at the most


class Company(Base):
    """People who stay together, or two who are kept apart."""

    __tablename__ = "company"

    event_id: Mapped[EventId]
    number: Mapped[Number]
    together: Mapped[bool]
    people: Mapped[list[Any]]  # badge numbers


class Closure(Base):
    """A table at which nobody is seated any more."""

    __tablename__ = "closure"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "table"], ["cafe_table.event_id", "cafe_table.number"], ondelete="CASCADE"),
    )

    event_id: Mapped[EventId]
    table: Mapped[Number]
    at: Mapped[Millis]

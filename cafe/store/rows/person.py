"""People and where they sit."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from cafe.store.rows.base import Base, EventId, Millis, Number


class Person(Base):
    """Somebody at the café: a badge number, perhaps a pseudonym, perhaps a stakeholder group. Nothing else."""

    __tablename__ = "person"

    event_id: Mapped[EventId]
    number: Mapped[Number]
    name: Mapped[str] = mapped_column(default="")
    group: Mapped[str | None]
    personal_code: Mapped[str | None] = mapped_column(unique=True)  # digest; None for somebody on paper
    personal_key: Mapped[str | None]  # public and random: the code is derived from it, so it can be shown again
    paper: Mapped[bool] = mapped_column(default=False)
    absent: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[Millis]
    registered_at: Mapped[Millis | None]  # by the organiser, beforehand: there is a badge with a code
    came_at: Mapped[Millis | None]  # of those who were registered; the others came when they joined
    erased_at: Mapped[Millis | None]

    @property
    def expected(self) -> bool:
        """Whether she was registered and has not come yet."""
        return self.registered_at is not None and self.came_at is None


class Spare(Base):
    """A code on a card for somebody who comes unannounced. Whoever uses it first becomes a person with this code."""

    __tablename__ = "spare"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "person"], ["person.event_id", "person.number"], ondelete="CASCADE"),
    )

    event_id: Mapped[EventId]
    number: Mapped[Number]
    personal_code: Mapped[str] = mapped_column(unique=True)  # digest
    personal_key: Mapped[str]
    person: Mapped[int | None]  # who came by it
    made_at: Mapped[Millis]


class Seat(Base):
    """Who sits where in which round: one seat per person and round."""

    __tablename__ = "seat"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "person"], ["person.event_id", "person.number"], ondelete="CASCADE"),
        ForeignKeyConstraint(["event_id", "table"], ["cafe_table.event_id", "cafe_table.number"], ondelete="CASCADE"),
        Index("ix_seat_event_id_round_table", "event_id", "round", "table"),
    )

    event_id: Mapped[EventId]
    person: Mapped[Number]
    round: Mapped[Number]
    table: Mapped[int]
    arrived_at: Mapped[Millis | None]
    chosen: Mapped[bool] = mapped_column(default=False)  # by the person, in free choice


class Plan(Base):
    """A seating that was made for a round: a preview until it is published."""

    __tablename__ = "plan"

    event_id: Mapped[EventId]
    number: Mapped[Number]
    round: Mapped[int]
    policy: Mapped[str]
    seats: Mapped[dict[str, Any]]  # person number → table number
    explanation: Mapped[dict[str, Any]]
    created_at: Mapped[Millis]
    published_at: Mapped[Millis | None]
    dropped_at: Mapped[Millis | None]

"""Ideas, what they build on, and who supports them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from cafe.store.rows.base import Base, EventId, Millis, Number


class Idea(Base):
    """A short text at a table in a round. It is never deleted: it is withdrawn or hidden, and its number stays."""

    __tablename__ = "idea"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "table"], ["cafe_table.event_id", "cafe_table.number"]),
        ForeignKeyConstraint(["event_id", "author"], ["person.event_id", "person.number"]),
        ForeignKeyConstraint(["event_id", "theme"], ["theme.event_id", "theme.number"]),
        Index("ix_idea_event_id_table_round", "event_id", "table", "round"),
        CheckConstraint("state IN ('shown', 'withdrawn', 'hidden')", name="state"),
        Index(  # one paper card is one idea
            "ix_idea_event_id_card",
            "event_id",
            "card",
            unique=True,
            sqlite_where=text("card IS NOT NULL"),
            postgresql_where=text("card IS NOT NULL"),
        ),
    )

    event_id: Mapped[EventId]
    number: Mapped[Number]
    table: Mapped[int]
    topic: Mapped[int]
    round: Mapped[int]
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default="shown")
    by: Mapped[str] = mapped_column(default="phone")  # phone, host, paper
    card: Mapped[int | None]  # the number of the paper card it was written on
    author: Mapped[int | None]  # None when a host wrote for somebody, or the author has been erased
    scribe: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")  # why it was hidden
    theme: Mapped[int | None]
    created_at: Mapped[Millis]
    edited_at: Mapped[Millis | None]
    hidden_at: Mapped[Millis | None]


class BuildsOn(Base):
    """An idea takes up another one."""

    __tablename__ = "builds_on"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "idea"], ["idea.event_id", "idea.number"], ondelete="CASCADE"),
        ForeignKeyConstraint(["event_id", "source"], ["idea.event_id", "idea.number"], ondelete="CASCADE"),
    )

    event_id: Mapped[EventId]
    idea: Mapped[Number]
    source: Mapped[Number]


class Support(Base):
    """One per person and idea."""

    __tablename__ = "support"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "idea"], ["idea.event_id", "idea.number"], ondelete="CASCADE"),
        ForeignKeyConstraint(["event_id", "person"], ["person.event_id", "person.number"], ondelete="CASCADE"),
    )

    event_id: Mapped[EventId]
    idea: Mapped[Number]
    person: Mapped[Number]
    at: Mapped[Millis]

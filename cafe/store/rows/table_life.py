"""What happens at a table besides ideas: relay cards, raised hands, messages from the lead."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cafe.store.rows.base import Base, EventId, Millis, Number


class Relay(Base):
    """What a table passes on at the end of a round."""

    __tablename__ = "relay"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "table"], ["cafe_table.event_id", "cafe_table.number"], ondelete="CASCADE"),
    )

    event_id: Mapped[EventId]
    table: Mapped[Number]
    round: Mapped[Number]
    insights: Mapped[list[Any]]  # [{"text": …, "idea": number | null}], three at the most
    question: Mapped[str] = mapped_column(default="")
    saved_by: Mapped[int | None]
    saved_at: Mapped[Millis]


class HelpCall(Base):
    """A hand that is up. It goes when the call is answered."""

    __tablename__ = "help_call"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "table"], ["cafe_table.event_id", "cafe_table.number"], ondelete="CASCADE"),
    )

    event_id: Mapped[EventId]
    table: Mapped[Number]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[Millis]


class Announcement(Base):
    """The last message to the hall (table 0) or to one table."""

    __tablename__ = "announcement"

    event_id: Mapped[EventId]
    table: Mapped[Number]
    text: Mapped[str]
    at: Mapped[Millis]

"""Who may come in: sessions, role links, the organiser. Secrets are kept as digests only."""

from __future__ import annotations

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from cafe.store.rows.base import Base, EventId, Millis, Number


class Access(Base):
    """One device's right: of a person, or by a link. Ended, it is good for nothing."""

    __tablename__ = "access"
    __table_args__ = (Index("ix_access_event_id_person", "event_id", "person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(unique=True)  # SHA-256 of 256 random bits
    person: Mapped[int | None]
    link: Mapped[int | None]
    created_at: Mapped[Millis]
    ended_at: Mapped[Millis | None]


class Link(Base):
    """A link that gives a role. The token is derived from `key` and the server's secret, so it can be shown again."""

    __tablename__ = "link"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "table"], ["cafe_table.event_id", "cafe_table.number"], ondelete="CASCADE"),
    )

    event_id: Mapped[EventId]
    number: Mapped[Number]
    role: Mapped[str]
    table: Mapped[int | None]
    label: Mapped[str] = mapped_column(default="")
    key: Mapped[str] = mapped_column(unique=True)
    token: Mapped[str] = mapped_column(unique=True)
    person: Mapped[int | None]  # the host who came in by it
    created_at: Mapped[Millis]
    revoked_at: Mapped[Millis | None]


class Organiser(Base):
    """The one account of this server. `generation` goes up with each new password and ends old sessions."""

    __tablename__ = "organiser"

    id: Mapped[int] = mapped_column(primary_key=True)
    password: Mapped[str]  # argon2id
    generation: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[Millis]

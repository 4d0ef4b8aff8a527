"""The event and its structure: rounds, topics, tables, questions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cafe.domain.licences import USUAL
from cafe.store.rows.base import Base, EventId, Millis, Number


class Event(Base):
    """One World Café, and where it stands now."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    date: Mapped[str] = mapped_column(default="")
    starts: Mapped[str] = mapped_column(default="")
    ends: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="de")
    code: Mapped[str] = mapped_column(unique=True)
    policy: Mapped[str] = mapped_column(default="carousel")
    harvest_minutes: Mapped[int] = mapped_column(default=30)
    grace_seconds: Mapped[int] = mapped_column(default=60)
    dots_per_person: Mapped[int] = mapped_column(default=3)
    expected_people: Mapped[int] = mapped_column(default=0)
    groups: Mapped[list[str]] = mapped_column(default=list)
    fields: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[Millis]

    phase: Mapped[str] = mapped_column(default="draft")
    state: Mapped[str] = mapped_column(default="running")
    round: Mapped[int] = mapped_column(default=0)
    since: Mapped[Millis]
    ends_at: Mapped[Millis | None]
    remaining_ms: Mapped[Millis | None]
    undo: Mapped[dict[str, Any] | None]  # the step before the last one, while it may be taken back
    dots: Mapped[str] = mapped_column(default="none")  # none, open, closed
    asks_wishes: Mapped[bool | None]  # which topics people would like to visit

    seq: Mapped[int] = mapped_column(default=0)  # the newest line of the journal; drawn under this row's lock


class Wifi(Base):
    """The hall's guest network, for table cards. Apart from the event, so that nothing loads it but printing."""

    __tablename__ = "wifi"

    event_id: Mapped[EventId]
    name: Mapped[str]
    password: Mapped[str]
    encryption: Mapped[str]  # WPA, WEP, nopass


class Round(Base):
    """How long people talk, and how long they walk afterwards."""

    __tablename__ = "round"

    event_id: Mapped[EventId]
    number: Mapped[Number]
    minutes: Mapped[int]
    switch_minutes: Mapped[int]
    began_at: Mapped[Millis | None]  # as it really was
    ended_at: Mapped[Millis | None]


class Topic(Base):
    """What is talked about; several sibling tables may share one."""

    __tablename__ = "topic"

    event_id: Mapped[EventId]
    number: Mapped[Number]
    position: Mapped[int]
    title: Mapped[str]
    field: Mapped[str] = mapped_column(default="")
    face: Mapped[int]


class Table(Base):
    """A place with seats. `code` is its short code, on the card with the QR."""

    __tablename__ = "cafe_table"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "topic"], ["topic.event_id", "topic.number"]),
        UniqueConstraint("event_id", "host"),
        CheckConstraint("seats BETWEEN 3 AND 12", name="seats"),
    )

    event_id: Mapped[EventId]
    number: Mapped[Number]
    topic: Mapped[int]
    seats: Mapped[int]
    place: Mapped[str] = mapped_column(default="")
    step_free: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str] = mapped_column(unique=True)
    host: Mapped[int | None]  # the person who looks after it
    host_code: Mapped[str | None]  # digest of the code by which somebody may claim the role
    host_key: Mapped[str]  # public and random: the organiser's code for the table is derived from it


class Question(Base):
    """What a table is asked. Round 0: in every round; topic 0: at every table."""

    __tablename__ = "question"

    event_id: Mapped[EventId]
    round: Mapped[Number]
    topic: Mapped[Number]
    text: Mapped[str]


class Handover(Base):
    """What the organiser says of the results: whose they are, whom to ask, under which licence and where they lie."""

    __tablename__ = "handover"

    event_id: Mapped[EventId]
    publisher: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(default=USUAL)
    areas: Mapped[dict[str, Any]] = mapped_column(default=dict)  # field of action → area of the ranking, "" for none

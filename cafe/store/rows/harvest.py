"""The harvest: themes with their history, dots, measures with their evidence."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cafe.store.rows.base import Base, EventId, Millis, Number


class Theme(Base):
    """A group of ideas. Merged or removed it stays as a row: history is kept. Its ideas name it (idea.theme)."""

    __tablename__ = "theme"

    event_id: Mapped[EventId]
    number: Mapped[Number]
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    merged_into: Mapped[int | None]
    split_from: Mapped[int | None]
    created_at: Mapped[Millis]
    removed_at: Mapped[Millis | None]


class ThemeStep(Base):
    """One line of a theme's history: made, renamed, assigned, merged, split, removed."""

    __tablename__ = "theme_step"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "theme"], ["theme.event_id", "theme.number"], ondelete="CASCADE"),
    )

    event_id: Mapped[EventId]
    number: Mapped[Number]
    theme: Mapped[int]
    what: Mapped[str]
    details: Mapped[dict[str, Any]]
    role: Mapped[str]
    at: Mapped[Millis]


class Dot(Base):
    """How many dots a person has on a theme."""

    __tablename__ = "dot"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "theme"], ["theme.event_id", "theme.number"], ondelete="CASCADE"),
        ForeignKeyConstraint(["event_id", "person"], ["person.event_id", "person.number"], ondelete="CASCADE"),
        CheckConstraint("dots > 0", name="dots"),
    )

    event_id: Mapped[EventId]
    person: Mapped[Number]
    theme: Mapped[Number]
    dots: Mapped[int]


class PaperDots(Base):
    """Dots that were counted on a wall sheet of paper, in one sum."""

    __tablename__ = "paper_dots"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "theme"], ["theme.event_id", "theme.number"], ondelete="CASCADE"),
        CheckConstraint("dots >= 0", name="dots"),
    )

    event_id: Mapped[EventId]
    theme: Mapped[Number]
    dots: Mapped[int]


class PaperSheet(Base):
    """Somebody's numbered sheet of paper dots that was typed in: one sheet once."""

    __tablename__ = "paper_sheet"

    event_id: Mapped[EventId]
    number: Mapped[Number]
    entered_at: Mapped[Millis]


class PaperSheetDots(Base):
    """How many dots a sheet has on a theme."""

    __tablename__ = "paper_sheet_dots"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "sheet"], ["paper_sheet.event_id", "paper_sheet.number"], ondelete="CASCADE"),
        ForeignKeyConstraint(["event_id", "theme"], ["theme.event_id", "theme.number"], ondelete="CASCADE"),
        CheckConstraint("dots > 0", name="dots"),
    )

    event_id: Mapped[EventId]
    sheet: Mapped[Number]
    theme: Mapped[Number]
    dots: Mapped[int]


class Measure(Base):
    """What the city receives."""

    __tablename__ = "measure"

    event_id: Mapped[EventId]
    number: Mapped[Number]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    field: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[Millis]
    removed_at: Mapped[Millis | None]


class MeasureTheme(Base):
    """A measure answers a theme."""

    __tablename__ = "measure_theme"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "measure"], ["measure.event_id", "measure.number"], ondelete="CASCADE"),
        ForeignKeyConstraint(["event_id", "theme"], ["theme.event_id", "theme.number"], ondelete="CASCADE"),
    )

    event_id: Mapped[EventId]
    measure: Mapped[Number]
    theme: Mapped[Number]


class MeasureIdea(Base):
    """A measure rests on an idea."""

    __tablename__ = "measure_idea"
    __table_args__ = (
        ForeignKeyConstraint(["event_id", "measure"], ["measure.event_id", "measure.number"], ondelete="CASCADE"),
        ForeignKeyConstraint(["event_id", "idea"], ["idea.event_id", "idea.number"], ondelete="CASCADE"),
    )

    event_id: Mapped[EventId]
    measure: Mapped[Number]
    idea: Mapped[Number]

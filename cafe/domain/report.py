"""The Report: what a café leaves to the city, as one value. Every document is drawn from it, and from nothing else.

It holds no pseudonym, badge number, code, token or link: those never enter. Ideas, themes, measures, topics, tables and
rounds go by their numbers within the event, the same in every format and every export. Numbers of people by stakeholder
group went through `privacy`. Times are UTC, cut to the minute: who sat beside somebody typing at 14:03:27 would else
know whose idea it is. What each field means stands in docs/report-schema.md, field by field; a test holds it to this.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from cafe.domain.privacy import Slice

SCHEMA: Final = "world-cafe-report"
VERSION: Final = 1
"""Goes up when a field changes its meaning or goes away; new fields may come within a version."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """The instant the report shows: all up to journal line `seq`. If final, the event is over, `at` its last change."""

    seq: int
    at: datetime
    final: bool


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event as it stood on the poster, and what the organiser says of its results.

    `areas` go with `fields`: the area of the ranking each field of action counts for, "" for none.
    """

    title: str
    purpose: str
    place: str
    date: str
    starts: str
    ends: str
    language: str
    phase: str
    policy: str
    groups: tuple[str, ...]
    fields: tuple[str, ...]
    areas: tuple[str, ...]
    publisher: str
    contact: str
    email: str
    address: str
    licence: str


@dataclass(frozen=True, slots=True)
class IdeaCount:
    """How many ideas: those in the report, by the way they came, and those that are not in it."""

    shown: int
    phone: int
    host: int
    paper: int
    withdrawn: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The day in numbers."""

    people: int
    on_paper: int
    tables: int
    ideas: IdeaCount
    supports: int
    links: int
    relay_cards: int
    themes: int
    measures: int


@dataclass(frozen=True, slots=True)
class Round:
    """A round as planned and as it was; people are those who had a seat and were not absent."""

    number: int
    minutes: int
    switch_minutes: int
    began_at: datetime | None
    ended_at: datetime | None
    people: int
    writers: int
    ideas: IdeaCount


@dataclass(frozen=True, slots=True)
class Topic:
    """What was talked about; people are those who sat at one of its tables in at least one round."""

    number: int
    title: str
    field: str
    face: int
    tables: tuple[int, ...]
    people: int
    ideas: IdeaCount


@dataclass(frozen=True, slots=True)
class Table:
    """A table and what came from it."""

    number: int
    topic: int
    seats: int
    place: str
    step_free: bool
    hosted: bool
    ideas: IdeaCount


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked; round 0: in every round, topic 0: at every table."""

    round: int
    topic: int
    text: str


@dataclass(frozen=True, slots=True)
class Idea:
    """A thought, where and when it was written, and what became of it."""

    number: int
    table: int
    topic: int
    round: int
    text: str
    by: str
    supports: int
    builds_on: tuple[int, ...]
    built_on_by: tuple[int, ...]
    theme: int | None
    edited: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Insight:
    """One line of a relay card; `idea` is the one it was taken from."""

    text: str
    idea: int | None


@dataclass(frozen=True, slots=True)
class RelayCard:
    """What a table passed on at the end of a round; `id` is `<table>-<round>`."""

    id: str
    table: int
    topic: int
    round: int
    insights: tuple[Insight, ...]
    question: str


@dataclass(frozen=True, slots=True)
class ThemeStep:
    """One line of a theme's history; `ideas` and `themes` are the numbers it was about."""

    what: str
    ideas: tuple[int, ...]
    themes: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class ThemeDots:
    """How the theme was weighed; people are those who placed dots on a phone."""

    total: int
    phone: int
    paper: int
    people: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of ideas made in the harvest. `dots` is null until the dots are closed."""

    number: int
    title: str
    summary: str
    ideas: tuple[int, ...]
    supports: int
    merged_from: tuple[int, ...]
    split_from: int | None
    history: tuple[ThemeStep, ...]
    dots: ThemeDots | None


@dataclass(frozen=True, slots=True)
class FormerTheme:
    """A theme that was merged into another one: its name is kept, its ideas have moved."""

    number: int
    title: str
    merged_into: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """An idea a measure rests on, named by the measure itself or by way of a theme, and where it comes from."""

    idea: int
    named: bool
    theme: int | None
    table: int
    topic: int
    round: int
    supports: int
    relay_card: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """What the city receives, traceable to its ideas, tables, rounds and relay cards."""

    number: int
    title: str
    text: str
    field: str
    themes: tuple[int, ...]
    evidence: tuple[Evidence, ...]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Dots:
    """The prioritising: none, open or closed. Only when closed are there numbers."""

    state: str
    per_person: int
    people: int | None
    phone: int | None
    paper: int | None
    sheets: int | None


@dataclass(frozen=True, slots=True)
class ByGroup:
    """How many people of each slice took part in the topic or theme of this number, in the order of `Report.groups`.

    At a topic they sat in at least one round; to a theme they gave at least one dot. null is hidden (see privacy).
    """

    number: int
    people: int
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Top:
    """The ideas with the most support of one topic or table, the strongest first."""

    number: int
    ideas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Strongest:
    """The ideas with the most support: of all, of each topic, of each table. None without support is among them."""

    overall: tuple[int, ...]
    topics: tuple[Top, ...]
    tables: tuple[Top, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """How many ideas of one table took up an idea of another table, or of their own."""

    from_table: int
    to_table: int
    ideas: int


@dataclass(frozen=True, slots=True)
class Report:
    """One café at one instant."""

    schema: Literal["world-cafe-report"]
    version: Literal[1]
    as_of: AsOf
    event: Occasion
    totals: Totals
    rounds: tuple[Round, ...]
    topics: tuple[Topic, ...]
    tables: tuple[Table, ...]
    questions: tuple[Question, ...]
    ideas: tuple[Idea, ...]
    relay_cards: tuple[RelayCard, ...]
    themes: tuple[Theme, ...]
    former_themes: tuple[FormerTheme, ...]
    dots: Dots
    measures: tuple[Measure, ...]
    groups: tuple[Slice, ...]
    topics_by_group: tuple[ByGroup, ...]
    themes_by_group: tuple[ByGroup, ...]
    strongest: Strongest
    paths: tuple[Path, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything that is in it, and nothing was made of it."""
        return not (self.ideas or self.relay_cards or self.themes or self.measures)

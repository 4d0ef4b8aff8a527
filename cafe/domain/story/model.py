"""The parts of a story. Numbers and ids refer to the Report's ideas, themes, measures, tables and relay cards."""

from __future__ import annotations

from dataclasses import dataclass

from cafe.domain.report import Report


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What a table left open, with its relay card."""

    card: str
    text: str


@dataclass(frozen=True, slots=True)
class FromTopic:
    """How many ideas of a theme come from the tables of a topic."""

    topic: int
    ideas: int


@dataclass(frozen=True, slots=True)
class ThemeChapter:
    """A theme as it is told.

    `rank` and `share` (per cent of all dots) are null until dots are counted. `strongest`, `minority` and `others` are
    its ideas, each once.
    """

    number: int
    rank: int | None
    share: int | None
    measures: tuple[int, ...]
    strongest: tuple[int, ...]
    minority: tuple[int, ...]
    others: tuple[int, ...]
    relay_cards: tuple[str, ...]
    questions: tuple[OpenQuestion, ...]
    topics: tuple[FromTopic, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A table, or a topic where there are too many tables for a figure, with the ideas written there."""

    number: int
    ideas: int


@dataclass(frozen=True, slots=True)
class Flow:
    """So many times an idea at `end` took up one of `start`."""

    start: int
    end: int
    ideas: int


@dataclass(frozen=True, slots=True)
class Travels:
    """How thoughts travelled. `level` says what the stops are: "table" or "topic".

    The four counts are links; those between tables are counted again by topic and by round. `journeys` are the longest
    chains of ideas, each taking up the one before.
    """

    links: int
    own_table: int
    other_table: int
    other_topic: int
    later_round: int
    level: str
    stops: tuple[Stop, ...]
    flows: tuple[Flow, ...]
    journeys: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Who gave dots to a theme: all, and per cent of each part of `Report.groups`; null is not told."""

    theme: int
    people: int
    shares: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """How far the parts that are told lie apart on a theme. `high` and `low` are places in `Report.groups`."""

    theme: int
    parts: tuple[int, ...]
    high: int
    low: int
    high_share: int
    low_share: int


@dataclass(frozen=True, slots=True)
class Priorities:
    """What stakeholder groups weigh alike and what differently. `told` says whether anything may be said at all.

    `unclear` are the themes in between, and those for which too few parts are told. `first` has for each part the
    themes most of its people gave dots to, as far as they are told.
    """

    told: bool
    lines: tuple[GroupLine, ...]
    alike: tuple[Contrast, ...]
    different: tuple[Contrast, ...]
    unclear: tuple[int, ...]
    first: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class FieldSection:
    """A field of action with what belongs to it; "" is what has none."""

    field: str
    area: str
    measures: tuple[int, ...]
    topics: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AreaSection:
    """One of the ten areas of the ranking, with what belongs to it by way of its fields; "" is what has none."""

    area: str
    fields: tuple[str, ...]
    measures: tuple[int, ...]
    topics: tuple[int, ...]
    ideas: int


@dataclass(frozen=True, slots=True)
class AnnexRound:
    """The ideas of one table in one round."""

    round: int
    ideas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """A table's rounds."""

    table: int
    rounds: tuple[AnnexRound, ...]


@dataclass(frozen=True, slots=True)
class AnnexTopic:
    """A topic's tables."""

    topic: int
    tables: tuple[AnnexTable, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One report, told.

    `measures` are all of them in the city's order of fields; `themes` the weightiest first; `apart` the ideas in no
    theme and `other_cards` the relay cards that belong to none; `annex` every idea once.
    """

    report: Report
    measures: tuple[int, ...]
    themes: tuple[ThemeChapter, ...]
    apart: tuple[int, ...]
    other_cards: tuple[str, ...]
    travels: Travels
    priorities: Priorities
    fields: tuple[FieldSection, ...]
    areas: tuple[AreaSection, ...]
    annex: tuple[AnnexTopic, ...]

"""What a template is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cafe.domain.kinds import Question, RoundPlan, TableCard, TopicCard

AREAS = (
    "Smart-City-Strategie",
    "Digitale Infrastruktur",
    "Mobilität",
    "Energie & Umwelt",
    "Gebäude & Quartiere",
    "Gesundheit",
    "Bildung",
    "Verwaltung",
    "Tourismus",
    "Wirtschaft & Handel",
)
"""The ten areas of the Haselhorst Smart City ranking; proper names, so the same in every language."""

SEATS = 5
"""Four or five at a table is where everybody gets a word in."""


@dataclass(frozen=True, slots=True)
class EventTemplate:
    """An event before anybody has touched it."""

    name: str
    language: str
    title: str
    purpose: str
    place: str
    starts: str
    ends: str
    policy: str
    harvest_minutes: int
    expected_people: int
    groups: tuple[str, ...]
    topics: tuple[TopicCard, ...]
    tables: tuple[TableCard, ...]
    rounds: tuple[RoundPlan, ...]
    questions: tuple[Question, ...]
    areas: Mapping[str, str] = field(default_factory=dict)  # field of action → area of the ranking

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of action, in order."""
        return tuple(self.areas)


def rounds_of(count: int, minutes: int = 20, switch_minutes: int = 3) -> tuple[RoundPlan, ...]:
    """`count` rounds alike."""
    return tuple(RoundPlan(number, minutes, switch_minutes, None, None) for number in range(1, count + 1))


def tables_of(topics: int, siblings: int, seats: int = SEATS) -> tuple[TableCard, ...]:
    """`siblings` tables for each topic, side by side in the hall, so that a topic is found as a block of tables."""
    return tuple(
        TableCard(topic * siblings + sibling + 1, topic + 1, seats, "", step_free=False, host=None)
        for topic in range(topics)
        for sibling in range(siblings)
    )


def topics_of(rows: Sequence[tuple[str, str, int]]) -> tuple[TopicCard, ...]:
    """Topics from (title, field of action, face)."""
    return tuple(TopicCard(number, *row) for number, row in enumerate(rows, start=1))


GROUPS = {
    "de": (
        "Bürgerschaft",
        "Unternehmen",
        "Start-up/Gründung",
        "Wissenschaft/Bildung",
        "Verwaltung/Politik",
        "Verein/Ehrenamt",
        "Jugend/Schule",
    ),
    "en": (
        "Citizens",
        "Companies",
        "Start-ups and founders",
        "Research and education",
        "Administration and politics",
        "Clubs and volunteers",
        "Young people and schools",
    ),
}
"""Stakeholder groups to begin with. "No answer" is always offered and is not in the list."""

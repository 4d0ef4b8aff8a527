"""What an organiser should look at again before the doors open. A warning stops nobody: it says what might go wrong.

Source: the World Café's design principles (four or five at a table, open questions that matter), and practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cafe.domain.kinds import Question, RoundPlan, TableCard, TopicCard

SEATS_AT_MOST = 6
"""Above this a table splits into two conversations."""

PEOPLE_AT_LEAST = 3
"""Below this many to a table there is no conversation to carry on."""

WORDS_AT_MOST = 18
"""A longer question is not read out twice, and nobody remembers it."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the warnings look at."""

    starts: str
    ends: str
    harvest_minutes: int
    expected_people: int
    topics: Sequence[TopicCard]
    tables: Sequence[TableCard]
    rounds: Sequence[RoundPlan]
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to look at: `code` names the sentence, `section` the form it belongs to, `details` what it says."""

    code: str
    section: str
    details: dict[str, object] = field(default_factory=dict)


def of(outline: Outline) -> list[Advice]:
    """All warnings, in the order of the sections."""
    return [
        *slot_warnings(outline),
        *topic_warnings(outline),
        *table_warnings(outline),
        *question_warnings(outline),
    ]


def slot_warnings(outline: Outline) -> Iterator[Advice]:
    """Rounds, switches and harvest must fit between beginning and end."""
    slot = minutes_between(outline.starts, outline.ends)
    needed = minutes_needed(outline)
    if slot is not None and slot <= 0:
        yield Advice("ends_before_start", "basics", {"starts": outline.starts, "ends": outline.ends})
    elif slot is not None and needed > slot:
        yield Advice("slot_too_short", "rounds", {"needed": needed, "slot": slot, "over": needed - slot})


def topic_warnings(outline: Outline) -> Iterator[Advice]:
    """A topic without a table is talked about by nobody."""
    laid = {table.topic for table in outline.tables}
    for topic in outline.topics:
        if topic.number not in laid:
            yield Advice("topic_without_table", "topics", {"topic": topic.title})


def table_warnings(outline: Outline) -> Iterator[Advice]:
    """Seats: enough for everybody, and not too many at one table."""
    large = [table.number for table in outline.tables if table.seats > SEATS_AT_MOST]
    if large:
        yield Advice("table_too_large", "tables", {"tables": large, "at_most": SEATS_AT_MOST})
    seats = sum(table.seats for table in outline.tables)
    people = outline.expected_people
    if people > seats:
        yield Advice("more_people_than_seats", "tables", {"people": people, "seats": seats, "missing": people - seats})
    elif people and people < PEOPLE_AT_LEAST * len(outline.tables):
        yield Advice("too_many_tables", "tables", {"people": people, "tables": len(outline.tables)})


def question_warnings(outline: Outline) -> Iterator[Advice]:
    """Every table needs a question in every round: an open one, short enough to remember."""
    for topic, rounds in silent_rounds(outline).items():
        yield Advice("topic_without_question", "questions", {"topic": topic, "rounds": rounds})
    for text in dict.fromkeys(question.text for question in outline.questions if question.text):
        if is_closed(text):
            yield Advice("question_closed", "questions", {"question": text})
        if len(text.split()) > WORDS_AT_MOST:
            yield Advice("question_too_long", "questions", {"question": text, "words": len(text.split())})


def silent_rounds(outline: Outline) -> dict[str, list[int]]:
    """Topic title → the rounds in which its tables would sit before an empty page."""
    asked = {(question.round, question.topic) for question in outline.questions if question.text}
    silent: dict[str, list[int]] = {}
    for topic in outline.topics:
        missing = [
            plan.number
            for plan in outline.rounds
            if not asked & {(round_number, number) for round_number in (0, plan.number) for number in (0, topic.number)}
        ]
        if missing:
            silent[topic.title] = missing
    return silent


def minutes_needed(outline: Outline) -> int:
    """The minutes of all rounds, of the switches between them, and of the harvest."""
    talking = sum(plan.minutes for plan in outline.rounds)
    walking = sum(plan.switch_minutes for plan in outline.rounds[:-1])
    return talking + walking + outline.harvest_minutes


def minutes_between(starts: str, ends: str) -> int | None:
    """Minutes from "13:00" to "18:00"; None where one of them is missing or no time of day."""
    begin, end = minute_of_day(starts), minute_of_day(ends)
    return None if begin is None or end is None else end - begin


def minute_of_day(text: str) -> int | None:
    """Minutes since midnight of "13:05", or None."""
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text.strip())
    return int(match[1]) * 60 + int(match[2]) if match else None


GERMAN_VERBS = (
    "ist sind war waren wird werden wurde wurden hat haben hatte hatten habt hast bin bist seid kann können "
    "könnte könnten kannst könnt soll sollen sollte sollten muss müssen müsste müssten darf dürfen dürfte will "
    "wollen wollt willst würde würden mag mögen möchte möchten möchtest braucht brauchen brauchst gibt gäbe "
    "fehlt fehlen reicht reichen finden findest findet glauben glaubst denken denkst kennen kennst nutzen "
    "nutzt nutzst fahren fährst wissen weißt stimmt stimmen geht gehen macht machen lohnt wäre wären sei "
    "bringt bringen hilft helfen"
)
ENGLISH_VERBS = "is are were am do does did have has had can could shall should will would may might must"
"""Without "was": in German it opens the most open of questions."""

CLOSED_OPENINGS = frozenset(f"{GERMAN_VERBS} {ENGLISH_VERBS}".split())
"""A question that opens with a finite verb can be answered with yes or no, in both languages."""


def is_closed(question: str) -> bool:
    """Whether the question, or its last sentence if it has several, can be answered with yes or no."""
    sentences = [part for part in re.split(r"(?<=[.!?:])\s+", question.strip()) if part]
    asked = [part for part in sentences if part.endswith("?")] or sentences
    words = re.findall(r"[\w'’-]+", asked[-1].casefold()) if asked else []
    if words and words[0] in {"und", "oder", "aber", "and", "or", "but"}:
        words = words[1:]
    return bool(words) and words[0] in CLOSED_OPENINGS

"""Templates without fixed topics: one question for all, a new question each round, and a blank sheet."""

from __future__ import annotations

from dataclasses import replace

from cafe.domain.kinds import Question
from cafe.domain.templates.model import GROUPS, EventTemplate, rounds_of, tables_of, topics_of

SPROUT = 7
"""The face of a question that is still to grow."""

WORDS = {
    "de": {
        "topic": "Unsere gemeinsame Frage",
        "one-title": "World Café",
        "one-purpose": (
            "Wir sprechen in wechselnden Runden über eine Frage und sehen am Ende gemeinsam, was uns verbindet. "
            "Schreiben Sie hier, worauf die Ergebnisse Einfluss haben und wer sie erhält."
        ),
        "one": "Was brauchen wir, damit es uns hier in zehn Jahren gut geht?",
        "progressive-purpose": (
            "Jede Runde stellt eine neue Frage: erst, was wir erleben, dann, was möglich wäre, zuletzt, was wir "
            "tun. Schreiben Sie hier, worauf die Ergebnisse Einfluss haben und wer sie erhält."
        ),
        "first": "Was erleben Sie heute, das gut gelingt oder das Sie stört?",
        "second": "Wie sähe es aus, wenn es in fünf Jahren richtig gut wäre?",
        "third": "Womit fangen wir an, und was tragen Sie dazu bei?",
        "blank-topic": "Erstes Thema",
    },
    "en": {
        "topic": "The question we share",
        "one-title": "World Café",
        "one-purpose": (
            "We talk about one question in changing groups and see together at the end what connects us. Say here "
            "what the results can influence and who receives them."
        ),
        "one": "What do we need so that life here is good in ten years?",
        "progressive-purpose": (
            "Each round asks a new question: first what we live with, then what could be, last what we do. Say here "
            "what the results can influence and who receives them."
        ),
        "first": "What do you live with today that works well or bothers you?",
        "second": "What would it look like if it were really good in five years?",
        "third": "What do we begin with, and what do you bring to it?",
        "blank-topic": "First topic",
    },
}


def one_question(language: str) -> EventTemplate:
    """Everybody talks about the same question; only the company changes."""
    words = WORDS[language]
    return EventTemplate(
        name="one-question",
        language=language,
        title=words["one-title"],
        purpose=words["one-purpose"],
        place="",
        starts="14:00",
        ends="17:00",
        policy="mix",
        harvest_minutes=30,
        expected_people=40,
        groups=GROUPS[language],
        topics=topics_of([(words["topic"], "", SPROUT)]),
        tables=tables_of(topics=1, siblings=9),
        rounds=rounds_of(3),
        questions=(Question(0, 0, words["one"]),),
    )


def progressive(language: str) -> EventTemplate:
    """Each round takes the conversation a step further."""
    words = WORDS[language]
    return replace(
        one_question(language),
        name="progressive",
        purpose=words["progressive-purpose"],
        questions=tuple(
            Question(number, 0, words[word]) for number, word in enumerate(("first", "second", "third"), start=1)
        ),
    )


def blank(language: str) -> EventTemplate:
    """A topic, four tables, three rounds; the words are yours."""
    return replace(
        one_question(language),
        name="blank",
        purpose="",
        expected_people=0,
        topics=topics_of([(WORDS[language]["blank-topic"], "", SPROUT)]),
        tables=tables_of(topics=1, siblings=4),
        questions=(),
    )


ONE_QUESTION = (one_question("de"), one_question("en"))
PROGRESSIVE = (progressive("de"), progressive("en"))
BLANK = (blank("de"), blank("en"))

"""What an event can begin with."""

from __future__ import annotations

from collections import Counter

import pytest

from cafe.domain import warnings
from cafe.domain.templates import AREAS, NAMES, EventTemplate, area_of, find
from cafe.domain.text import IDEA_LENGTH, PROSE_LENGTH, TITLE_LENGTH
from cafe.domain.warnings import Outline

ALL = [find(name, language) for name in NAMES for language in ("de", "en")]


def outline(template: EventTemplate) -> Outline:
    return Outline(
        template.starts, template.ends, template.harvest_minutes, template.expected_people,
        template.topics, template.tables, template.rounds, template.questions,
    )  # fmt: skip


def test_there_are_four_templates():
    assert NAMES == ("stralsund", "one-question", "progressive", "blank")


def test_an_unknown_template_is_an_error():
    with pytest.raises(KeyError):
        find("karaoke")


@pytest.mark.parametrize("template", ALL, ids=lambda template: f"{template.name}-{template.language}")
def test_a_template_is_whole(template):
    topics = {topic.number for topic in template.topics}
    assert {table.topic for table in template.tables} == topics
    assert [table.number for table in template.tables] == list(range(1, len(template.tables) + 1))
    assert {question.topic for question in template.questions} <= topics | {0}
    assert {question.round for question in template.questions} <= {0, *(plan.number for plan in template.rounds)}
    assert {topic.field for topic in template.topics} <= {*template.fields, ""}
    assert len({topic.face for topic in template.topics}) == len(topics)
    assert all(3 <= table.seats <= 5 for table in template.tables)
    assert len(template.title) <= TITLE_LENGTH
    assert len(template.purpose) <= PROSE_LENGTH
    assert all(len(question.text) <= IDEA_LENGTH for question in template.questions)


@pytest.mark.parametrize("template", ALL, ids=lambda template: f"{template.name}-{template.language}")
def test_a_template_follows_its_own_advice(template):
    """Only the blank sheet asks for something: its questions."""
    expected = ["topic_without_question"] if template.name == "blank" else []
    assert [advice.code for advice in warnings.of(outline(template))] == expected


@pytest.mark.parametrize("name", NAMES)
def test_german_and_english_are_the_same_event(name):
    german, english = find(name, "de"), find(name, "en")
    assert german.tables == english.tables
    assert german.rounds == english.rounds
    assert [(question.round, question.topic) for question in german.questions] == [
        (question.round, question.topic) for question in english.questions
    ]
    assert len(german.groups) == len(english.groups)
    assert list(german.areas.values()) == list(english.areas.values())


def test_stralsund_has_six_topics_with_sibling_tables_and_a_question_for_each_round():
    template = find("stralsund")
    assert [topic.title for topic in template.topics] == [
        "Nachhaltige Mobilität", "Bildung", "Sicherheit und Cybersicherheit",
        "Versorgung und Energie", "Kultur und Freizeit", "Gesundheit und Soziales",
    ]  # fmt: skip
    assert set(Counter(table.topic for table in template.tables).values()) == {4}
    assert len({question.text for question in template.questions}) == 18
    assert [(plan.minutes, plan.switch_minutes) for plan in template.rounds] == [(20, 3)] * 3
    assert len(template.groups) == 7


def test_every_area_of_the_ranking_has_a_field_of_action_in_stralsund():
    template = find("stralsund")
    assert sorted(template.areas.values()) == sorted(AREAS)


def test_a_field_of_action_finds_its_area():
    assert area_of("Wege und Verkehr") == "Mobilität"
    assert area_of(" getting around ") == "Mobilität"
    assert area_of("Energie & Umwelt") == "Energie & Umwelt"
    assert area_of("Hafenfeste") is None

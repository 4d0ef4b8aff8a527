"""What an organiser is warned of before the doors open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cafe.domain import warnings
from cafe.domain.kinds import Question, RoundPlan, TableCard, TopicCard
from cafe.domain.warnings import Outline

SOUND = Outline(
    starts="13:00",
    ends="15:00",
    harvest_minutes=30,
    expected_people=10,
    topics=[TopicCard(1, "Energie", "", 1), TopicCard(2, "Bildung", "", 2)],
    tables=[TableCard(1, 1, 5, "", False, None), TableCard(2, 2, 5, "", False, None)],
    rounds=[RoundPlan(number, 20, 3, None, None) for number in (1, 2, 3)],
    questions=[Question(0, 0, "Was brauchen wir?")],
)


def codes(outline: Outline) -> list[str]:
    return [advice.code for advice in warnings.of(outline)]


def test_a_sound_event_is_left_in_peace():
    assert warnings.of(SOUND) == []


def test_a_table_above_six_seats_is_named():
    large = replace(
        SOUND, tables=[*SOUND.tables, TableCard(3, 1, 7, "", False, None), TableCard(4, 1, 6, "", False, None)]
    )
    [advice] = [advice for advice in warnings.of(large) if advice.code == "table_too_large"]
    assert advice.details["tables"] == [3]
    assert advice.section == "tables"


def test_more_people_than_seats_says_how_many_are_missing():
    [advice] = warnings.of(replace(SOUND, expected_people=13))
    assert (advice.code, advice.details["missing"]) == ("more_people_than_seats", 3)


def test_exactly_as_many_people_as_seats_is_fine():
    assert codes(replace(SOUND, expected_people=10)) == []


def test_two_people_to_a_table_are_too_few():
    assert codes(replace(SOUND, expected_people=5)) == ["too_many_tables"]


def test_an_unknown_number_of_people_warns_of_nothing():
    assert codes(replace(SOUND, expected_people=0)) == []


def test_the_last_switch_is_not_counted_because_the_harvest_follows():
    assert warnings.minutes_needed(SOUND) == 3 * 20 + 2 * 3 + 30


def test_an_afternoon_longer_than_its_slot_says_by_how_much():
    [advice] = warnings.of(replace(SOUND, ends="14:30"))
    assert (advice.code, advice.details) == ("slot_too_short", {"needed": 96, "slot": 90, "over": 6})


def test_an_afternoon_that_just_fits_is_fine():
    assert codes(replace(SOUND, ends="14:36")) == []


def test_an_end_before_the_beginning_is_noticed_and_the_slot_not_reckoned():
    assert codes(replace(SOUND, ends="12:00")) == ["ends_before_start"]


@pytest.mark.parametrize("ends", ["", "abends", "25:00"])
def test_without_a_time_of_day_there_is_no_slot(ends):
    assert codes(replace(SOUND, ends=ends)) == []


def test_a_topic_nobody_can_sit_at_is_named():
    lonely = replace(SOUND, topics=[*SOUND.topics, TopicCard(3, "Kultur", "", 3)])
    [advice] = warnings.of(lonely)
    assert (advice.code, advice.details) == ("topic_without_table", {"topic": "Kultur"})


def test_a_topic_without_a_question_names_its_silent_rounds():
    silent = replace(SOUND, questions=[Question(2, 0, "Was tun?"), Question(1, 1, "Wo drückt es?")])
    found = [(advice.details["topic"], advice.details["rounds"]) for advice in warnings.of(silent)]
    assert found == [("Energie", [3]), ("Bildung", [1, 3])]


def test_an_empty_question_asks_nothing():
    assert codes(replace(SOUND, questions=[Question(0, 0, "")])) == ["topic_without_question"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Soll die Innenstadt autofrei werden?",
        "Brauchen wir mehr Radwege?",
        "Gibt es genug Ärzte?",
        "Die Stadt wächst. Ist das gut?",
        "Und wollen Sie das?",
        "Should the old town be free of cars?",
        "Do we need more paths?",
    ],
)
def test_a_question_for_yes_or_no_is_closed(text):
    assert warnings.is_closed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Was brauchen wir?",
        "Wie kommen wir 2030 ans Ziel?",
        "In welcher Stadt wollen Sie leben?",
        "Stellen Sie sich vor, es ist 2035: Was ist anders?",
        "Ist-Zustand: Welche Wege fallen schwer?",
        "What keeps you from going out?",
        "Was tun?",
        "",
    ],
)
def test_a_question_that_invites_to_tell_is_open(text):
    assert not warnings.is_closed(text)


def test_the_same_closed_question_in_every_round_is_mentioned_once():
    closed = [Question(number, 0, "Sind wir bereit?") for number in (1, 2, 3)]
    assert codes(replace(SOUND, questions=closed)) == ["question_closed"]


def test_a_question_nobody_can_remember_is_too_long():
    eighteen = "Wie " + " ".join(["wort"] * 16) + " Ende?"
    assert codes(replace(SOUND, questions=[Question(0, 0, eighteen)])) == []
    assert codes(replace(SOUND, questions=[Question(0, 0, "Nun: " + eighteen)])) == ["question_too_long"]

"""What a report tells: which theme comes first, what few said, how far a thought came, where groups differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from cafe.domain import story
from cafe.domain.privacy import Slice
from cafe.domain.report import ByGroup, Dots, Idea, Insight, Measure, RelayCard, Report, Theme, ThemeDots
from cafe.domain.templates import AREAS
from tests.export.large import large

NOW = datetime(2022, 10, 26, 12, tzinfo=UTC)


def idea(number: int, **facts: Any) -> Idea:
    known: dict[str, Any] = {
        "table": 1, "topic": 1, "round": 1, "text": f"Idee {number}", "by": "phone", "supports": 0, "builds_on": (),
        "built_on_by": (), "theme": 1, "edited": False, "created_at": NOW,
    }  # fmt: skip
    return Idea(number=number, **{**known, **facts})


def theme(number: int, ideas: tuple[int, ...] = (), dots: int | None = None, **facts: Any) -> Theme:
    weight = None if dots is None else ThemeDots(dots, dots, 0, dots)
    known: dict[str, Any] = {
        "title": f"Themenfeld {number}", "summary": "", "supports": 0, "merged_from": (), "split_from": None,
        "history": (),
    }  # fmt: skip
    return Theme(number=number, ideas=ideas, dots=weight, **{**known, **facts})


def cafe(*ideas: Idea, **facts: Any) -> Report:
    """An event with these ideas, in theme 1 those that say so, and six tables on six topics."""
    mine = tuple(one.number for one in ideas if one.theme == 1)
    return replace(large(0, 0, 0), **{"ideas": ideas, "themes": (theme(1, mine),), "relay_cards": (), **facts})


def card(table: int, question: str, *sources: int | None) -> RelayCard:
    return RelayCard(f"{table}-1", table, table, 1, tuple(Insight("Einsicht", one) for one in sources), question)


def test_the_weightiest_theme_comes_first_and_equals_share_a_rank() -> None:
    themes = (theme(1, dots=5), theme(2, dots=10), theme(3, dots=5), theme(4, dots=0))
    told = story.tell(cafe(themes=themes, dots=Dots("closed", 3, 10, 20, 0, 0)))
    assert [(one.number, one.rank, one.share) for one in told.themes] == [
        (2, 1, 50), (1, 2, 25), (3, 2, 25), (4, 4, 0),
    ]  # fmt: skip


def test_while_dots_are_open_nobody_reads_a_rank_and_support_gives_the_order() -> None:
    themes = (theme(1, supports=1), theme(2, supports=4))
    told = story.tell(cafe(themes=themes, dots=Dots("open", 3, None, None, None, None)))
    assert [(one.number, one.rank, one.share) for one in told.themes] == [(2, None, None), (1, None, None)]


def test_each_idea_of_a_theme_is_told_once_as_strong_as_of_few_or_as_one_of_the_others() -> None:
    for chapter, found in zip(story.tell(large()).themes, sorted_themes(large()), strict=True):
        told = [*chapter.strongest, *chapter.minority, *chapter.others]
        assert sorted(told) == sorted(found.ideas)


def sorted_themes(report: Report) -> list[Theme]:
    return sorted(report.themes, key=lambda one: (-(one.dots.total if one.dots else 0), -one.supports, one.number))


def test_what_few_said_comes_from_where_few_said_something() -> None:
    many = [idea(number, supports=3) for number in range(1, 7)]
    quiet = [idea(7, table=2), idea(8, table=3), idea(9, table=4, topic=4), idea(10, table=4, topic=4)]
    chapter = story.tell(cafe(*many, *quiet)).themes[0]
    assert chapter.strongest == (1, 2, 3, 4, 5)
    assert chapter.minority == (9, 7, 8)  # the other topic first; one from each table
    assert chapter.others == (6, 10)


def test_an_idea_that_was_taken_up_or_had_support_is_no_minority() -> None:
    ideas = idea(1, supports=3), idea(2, table=2, built_on_by=(3,)), idea(3, table=3, supports=2), idea(4, table=4)
    assert story.tell(cafe(*ideas)).themes[0].minority == (4,)


def test_where_nothing_had_more_support_than_anything_else_nobody_is_a_minority() -> None:
    assert story.tell(cafe(idea(1, supports=1), idea(2, table=2))).themes[0].minority == ()


def test_open_questions_follow_the_ideas_their_relay_card_names() -> None:
    cards = (card(1, "Wer zahlt?", 1, None), card(2, "", 1), card(3, "Wann?", 3), card(4, "Warum?"))
    told = story.tell(cafe(idea(1), idea(2, table=4), idea(3, table=3, theme=None), relay_cards=cards))
    assert [question.text for question in told.themes[0].questions] == ["Wer zahlt?", "Warum?"]
    assert told.themes[0].relay_cards == ("1-1", "2-1", "4-1")
    assert told.other_cards == ("3-1",)
    assert told.apart == (3,)


def test_no_relay_card_is_lost() -> None:
    report = large()
    told = story.tell(report)
    named = {number for chapter in told.themes for number in chapter.relay_cards} | {*told.other_cards}
    assert named == {one.id for one in report.relay_cards}


def test_a_journey_goes_from_idea_to_idea_through_as_many_tables_as_it_can() -> None:
    ideas = (
        idea(1), idea(2, builds_on=(1,)), idea(3, builds_on=(2,)), idea(4, table=2, builds_on=(1,)),
        idea(5, table=3, builds_on=(3, 4)), idea(6, table=4), idea(7, table=5, builds_on=(6,)),
    )  # fmt: skip
    travels = story.tell(cafe(*ideas)).travels
    assert travels.journeys == ((1, 4, 5),)
    assert (travels.links, travels.own_table, travels.other_table) == (6, 2, 4)


def test_each_step_of_a_journey_is_a_link_and_no_idea_is_in_two() -> None:
    report = large()
    ideas = {one.number: one for one in report.ideas}
    journeys = story.tell(report).travels.journeys
    assert len(journeys) == 3
    assert all(first in ideas[second].builds_on for way in journeys for first, second in pairwise(way))
    assert len({number for way in journeys for number in way}) == sum(map(len, journeys))


def test_a_hall_of_many_tables_is_drawn_by_topic() -> None:
    report = large()
    travels = story.tell(report).travels
    assert (len(report.tables) > 30, travels.level, len(travels.stops)) == (True, "topic", 6)
    assert sum(flow.ideas for flow in travels.flows) == travels.links == report.totals.links
    assert sum(stop.ideas for stop in travels.stops) == len(report.ideas)


def by_group(*cells: tuple[int | None, ...]) -> story.Priorities:
    lines = tuple(ByGroup(at, 30, one) for at, one in enumerate(cells, 1))
    parts = (Slice(("Bürgerschaft",), 20), Slice(("Unternehmen",), 10), Slice(("Verwaltung", None), 10))
    themes = tuple(theme(at) for at in range(1, len(cells) + 1))
    return story.tell(cafe(groups=parts, themes=themes, themes_by_group=lines)).priorities


def test_groups_agree_where_shares_lie_together_and_differ_where_they_lie_apart() -> None:
    told = by_group((10, 5, 6), (20, 5, None), (10, 7, None), (None, 5, None))
    assert [(one.theme, one.high_share, one.low_share, one.parts) for one in told.alike] == [(1, 60, 50, (0, 1, 2))]
    assert [(one.theme, one.high, one.low, one.high_share) for one in told.different] == [(2, 0, 1, 100)]
    assert told.unclear == (3, 4)
    assert told.first == ((2, 1, 3), (3, 1, 2), (1,))


def test_of_hidden_cells_nothing_is_said() -> None:
    told = by_group((None, None, None))
    assert (told.told, told.alike, told.different, told.unclear) == (False, (), (), (1,))


@pytest.mark.parametrize("report", [large(), large(0, 0, 0)], ids=["full", "empty"])
def test_every_measure_and_topic_is_sorted_under_one_field_and_one_area(report: Report) -> None:
    told = story.tell(report)
    measures = [number for section in told.fields for number in section.measures]
    assert sorted(measures) == sorted(one.number for one in report.measures)
    assert told.measures == tuple(measures)
    for sections in (told.fields, told.areas):
        assert sorted(topic for one in sections for topic in one.topics) == [topic.number for topic in report.topics]
    assert [section.area for section in told.areas] == list(AREAS)
    assert sum(section.ideas for section in told.areas) == len(report.ideas)


def test_a_measure_without_a_field_stands_last_and_is_not_lost() -> None:
    measures = tuple(Measure(at, "Vorhaben", "", field, (), (), NOW) for at, field in enumerate(("", "Eigenes"), 1))
    told = story.tell(cafe(measures=measures))
    assert told.measures == (2, 1)
    assert [(one.field, one.measures) for one in told.fields][-2:] == [("Eigenes", (2,)), ("", (1,))]
    assert told.areas[-1].area == ""
    assert told.areas[-1].measures == (2, 1)


def test_an_invented_field_goes_to_the_area_its_organiser_chose() -> None:
    report = cafe(measures=(Measure(1, "Hafenkran", "", "Hafen", (), (), NOW),))
    invented = replace(report, event=replace(report.event, fields=("Hafen", "Fähren"), areas=("Tourismus", "")))
    told = story.tell(invented)
    assert [(one.field, one.area) for one in told.fields][:2] == [("Hafen", "Tourismus"), ("Fähren", "")]
    assert [one.area for one in told.areas if one.measures] == ["Tourismus"]


def test_without_any_area_the_ranking_is_left_out() -> None:
    report = cafe()
    assert story.tell(replace(report, event=replace(report.event, fields=("Hafen",), areas=("",)))).areas == ()


def test_the_annex_has_every_idea_once_at_its_topic_table_and_round() -> None:
    report = large()
    ideas = {one.number: one for one in report.ideas}
    found = []
    for topic in story.tell(report).annex:
        for table in topic.tables:
            for part in table.rounds:
                places = {(ideas[one].topic, ideas[one].table, ideas[one].round) for one in part.ideas}
                assert places == {(topic.topic, table.table, part.round)}
                found += part.ideas
    assert sorted(found) == sorted(ideas)
    assert len(found) == len(ideas)


def test_an_empty_event_has_a_story_too() -> None:
    told = story.tell(large(0, 0, 0))
    assert (told.themes, told.measures, told.annex, told.travels.journeys) == ((), (), (), ())

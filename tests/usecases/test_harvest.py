"""The harvest: themes with their history, dots, measures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cafe.domain.errors import Code
from cafe.domain.phases import Phase
from cafe.store.rows import ThemeStep
from tests.cast import Cafe

At = Callable[[Phase], Cafe]


@pytest.fixture
def harvest(cafe_at: At) -> Cafe:
    """In the harvest, with two themes."""
    cafe = cafe_at(Phase.HARVEST)
    cafe.do("thea", "theme.save", title="Wege", ideas=[1])
    cafe.do("thea", "theme.save", title="Abend", ideas=[2])
    return cafe


def themes(cafe: Cafe, who: str = "pia") -> dict[str, list[int]]:
    """Title → ideas."""
    return {theme["title"]: theme["ideas"] for theme in cafe.sees(who).get("theme", {}).values()}


def test_themes_are_made_while_the_talk_goes_on_and_shown_to_all_in_the_harvest(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    cafe.do("thea", "theme.save", title="Wege", ideas=[1])
    assert themes(cafe, "fadime") == {"Wege": [1]}
    assert themes(cafe) == {}
    cafe.do("fadime", "harvest.start", from_round=1)
    assert themes(cafe) == {"Wege": [1]}


def test_in_the_harvest_every_table_is_open_to_all(harvest: Cafe) -> None:
    assert {"1", "2", "3"} <= harvest.sees("pia")["idea"].keys()


def test_an_idea_is_in_one_theme_at_a_time(harvest: Cafe) -> None:
    harvest.do("thea", "idea.assign", ideas=[1, 3], theme=2)
    assert themes(harvest) == {"Wege": [], "Abend": [1, 2, 3]}
    harvest.do("thea", "idea.assign", ideas=[2], theme=None)
    assert themes(harvest)["Abend"] == [1, 3]


def test_merging_takes_ideas_and_dots_along_and_keeps_the_history(harvest: Cafe) -> None:
    harvest.do("thea", "dots.open", per_person=3)
    harvest.do("pia", "dots.place", theme=1, dots=1)
    harvest.do("pia", "dots.place", theme=2, dots=2)
    harvest.do("thea", "dots.enter_paper", theme=2, dots=5)
    harvest.do("thea", "theme.merge", themes=[2], into=1)
    harvest.do("thea", "dots.close")
    [theme] = harvest.sees("pia")["theme"].values()
    assert (theme["ideas"], theme["dots"], theme["paper_dots"], theme["merged_from"]) == ([1, 2], 8, 5, [2])
    with harvest.store.read() as session:
        assert [step.what for step in session.query(ThemeStep).order_by(ThemeStep.number)] == [
            "made", "assigned", "made", "assigned", "merged",
        ]  # fmt: skip


def test_splitting_makes_a_new_theme_that_knows_where_it_came_from(harvest: Cafe) -> None:
    harvest.do("thea", "idea.assign", ideas=[3], theme=1)
    new = harvest.do("thea", "theme.split", theme=1, ideas=[3], title="Bänke")["theme"]
    assert harvest.sees("pia")["theme"][str(new)]["split_from"] == 1
    assert themes(harvest)["Wege"] == [1]


def test_nobody_places_more_dots_than_there_are(harvest: Cafe) -> None:
    harvest.do("thea", "dots.open", per_person=3)
    harvest.do("pia", "dots.place", theme=1, dots=2)
    assert harvest.no("pia", "dots.place", theme=2, dots=2).reason == "no_dots_left"
    harvest.do("pia", "dots.place", theme=1, dots=0)
    harvest.do("pia", "dots.place", theme=2, dots=3)


def test_nobody_sees_counts_before_the_vote_is_closed(harvest: Cafe) -> None:
    harvest.do("thea", "dots.open", per_person=3)
    harvest.do("pia", "dots.place", theme=1, dots=2)
    for who in ("pia", "fadime", "saal"):
        assert all(theme["dots"] is None for theme in harvest.sees(who)["theme"].values())
        assert harvest.sees(who)["dots"]["dots"]["placed"] == 2
    harvest.do("thea", "dots.close")
    assert harvest.sees("pia")["theme"]["1"]["dots"] == 2
    assert harvest.no("pia", "dots.place", theme=1, dots=1).code == Code.TOO_LATE


def test_a_theme_with_dots_is_not_dissolved(harvest: Cafe) -> None:
    harvest.do("thea", "dots.open", per_person=3)
    harvest.do("pia", "dots.place", theme=1, dots=2)
    assert harvest.no("thea", "theme.remove", theme=1).reason == "theme_has_dots"
    harvest.do("thea", "theme.remove", theme=2)
    assert themes(harvest) == {"Wege": [1]}


def test_a_measure_names_its_evidence_and_only_what_stands(harvest: Cafe) -> None:
    measure = harvest.do("thea", "measure.save", title="Radnetz", field="Mobilität", themes=[1], ideas=[1])["measure"]
    assert harvest.sees("pia")["measure"][str(measure)]["ideas"] == [1]
    assert harvest.no("thea", "measure.save", title="X", themes=[9]).code == Code.NOT_FOUND
    assert harvest.no("thea", "measure.save", title="X", field="Raumfahrt").field == "field"

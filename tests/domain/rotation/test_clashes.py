"""Wishes that contradict each other are named as the smallest set that clashes, and the café still gets a plan."""

from __future__ import annotations

from typing import Any

import pytest

from cafe.domain.errors import Refused
from cafe.domain.rotation.clashes import Clash, relaxed
from cafe.domain.rotation.problem_json import problem_from
from tests.domain.rotation.cafes import CONTRADICTORY, planned, shelf, simple


def only_clash(cafe: dict[str, Any]) -> Clash:
    """The one clash of a café."""
    clashes = relaxed(problem_from(cafe))[1]
    assert len(clashes) == 1
    return clashes[0]


def people(*special: dict[str, Any], count: int = 12) -> list[dict[str, Any]]:
    """Twelve people, the first of them special."""
    return [{"id": f"P{index:02}", **(special[index] if index < len(special) else {})} for index in range(count)]


def test_together_and_apart_are_named_with_everybody_between() -> None:
    clash = only_clash(shelf("x1", CONTRADICTORY))
    assert (clash.code, clash.people, clash.dropped) == ("together_and_apart", ("P01", "P02", "P03"), ("P01", "P03"))


def test_a_family_larger_than_any_table_is_split_evenly() -> None:
    clash = only_clash(shelf("x2", CONTRADICTORY))
    assert clash.code == "unit_too_large"
    assert (clash.numbers, len(clash.people), len(clash.dropped)) == ({"people": 7, "seats": 6}, 7, 3)


def test_who_must_visit_more_than_they_can_is_named_with_the_tables() -> None:
    _, clashes = relaxed(problem_from(shelf("x3", CONTRADICTORY)))
    assert [(clash.code, clash.people, clash.tables) for clash in clashes] == [
        ("bound_must_visit", ("P01",), ("T01", "T02")),
        ("too_many_must_visit", ("P02",), ("T01", "T02", "T03", "T04")),
    ]


def test_too_few_seats_are_counted_for_every_round() -> None:
    clash = only_clash(shelf("x4", CONTRADICTORY))
    assert (clash.code, clash.rounds, clash.numbers["missing"]) == ("too_few_seats", (0, 1, 2), 2)


@pytest.mark.parametrize("name", ["x1", "x2", "x3", "x4"])
def test_a_contradictory_cafe_is_planned_all_the_same(name: str) -> None:
    cafe = shelf(name, CONTRADICTORY)
    plan = planned(cafe)
    everybody = sorted(person["id"] for person in cafe["participants"])
    assert all(sorted(one for at in sitting.values() for one in at) == everybody for sitting in plan.rounds)
    assert plan.explanation.broken
    assert plan.explanation.sentences[0].code.startswith("clash_")


CASES = {
    "host_pinned_elsewhere": simple(12, 3, 2, participants=people({"host_of": "T0", "pinned": "T1"})),
    "too_many_bound": simple(12, 3, 2, seats=4, participants=people(*[{"pinned": "T0"}] * 5)),
    "apart_bound_together": simple(
        12, 3, 2, participants=people({"host_of": "T0"}, {"pinned": "T0"}), keep_apart=[["P00", "P01"]]
    ),
    "together_bound_apart": simple(
        12,
        3,
        2,
        participants=people({"host_of": "T0"}, {"host_of": "T1"}),
        keep_together=[["P00", "P05"], ["P05", "P01"]],
    ),
    "bound_to_barred": simple(12, 3, 2, participants=people({"host_of": "T0", "must_not_visit": ["T0"]})),
    "no_table_left": simple(12, 3, 2, participants=people({"must_not_visit": ["T0", "T1", "T2"]})),
    "must_and_must_not": simple(12, 3, 2, participants=people({"must_visit": ["T0"], "must_not_visit": ["T0"]})),
    "too_many_visitors": simple(12, 3, 2, seats=4, participants=people(*[{"must_visit": ["T0"]}] * 9)),
    "too_many_apart": simple(
        12,
        3,
        2,
        keep_apart=[["P00", "P01"], ["P00", "P02"], ["P00", "P03"], ["P01", "P02"], ["P01", "P03"], ["P02", "P03"]],
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_each_contradiction_has_a_name_and_is_solved_by_what_gives_way(code: str) -> None:
    problem, clashes = relaxed(problem_from(CASES[code]))
    assert [clash.code for clash in clashes] == [code]
    assert relaxed(problem)[1] == ()


def test_wishes_that_can_be_kept_are_no_clash() -> None:
    assert all(relaxed(problem_from(shelf(name)))[1] == () for name in ("p06", "p14", "p16", "p18", "p20", "p24"))


@pytest.mark.parametrize(
    ("cafe", "reason"),
    [
        ({"rounds": 0}, "rotation_no_rounds"),
        ({"tables": []}, "rotation_no_tables"),
        ({"participants": [{"id": "P1"}, {"id": "P1"}]}, "rotation_person_twice"),
        ({"participants": [{"id": "P1", "host_of": "T9"}]}, "rotation_table_unknown"),
        ({"keep_together": [["P00", "P77"]]}, "rotation_person_unknown"),
        ({"keep_apart": [["P00", "P00"]]}, "rotation_apart_not_two"),
        ({"participants": [{"name": "without an id"}]}, "rotation_unreadable"),
    ],
)
def test_what_is_no_cafe_is_refused_with_a_reason(cafe: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        problem_from({**simple(12, 3, 2), **cafe})
    assert refusal.value.reason == reason


@pytest.mark.parametrize(("count", "tables", "rounds"), [(0, 1, 1), (1, 1, 1), (1, 3, 5), (2, 5, 4), (5, 1, 3)])
def test_even_the_smallest_cafe_gets_a_plan(count: int, tables: int, rounds: int) -> None:
    plan = planned(simple(count, tables, rounds))
    assert [sum(map(len, sitting.values())) for sitting in plan.rounds] == [count] * rounds

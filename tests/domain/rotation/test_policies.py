"""Five ways to change tables, one interface."""

from __future__ import annotations

from typing import Any

import pytest

from cafe.domain.rotation.plan import Plan
from cafe.domain.rotation.policies import Carousel, Choice, FixedSeats, HomeAgain, Mixing, Policy, planned
from cafe.domain.rotation.problem_json import problem_from
from cafe.domain.rotation.spreadsheets import seats_from_csv
from tests.domain.rotation.cafes import simple, written
from tests.domain.rotation.judge import verdict

HOSTED = [{"id": f"H{index}", "host_of": f"T{index}"} for index in range(4)]


def hosted(rounds: int = 3, **more: Any) -> dict[str, Any]:
    """Twenty-four people and a host at each of four tables."""
    cafe = simple(24, 4, rounds, seats=9, **more)
    return {**cafe, "participants": HOSTED + cafe["participants"]}


def plan_for(policy: Policy, cafe: dict[str, Any]) -> Plan:
    return planned(problem_from(cafe), policy, seconds=0.2, seed=3)


@pytest.mark.parametrize("policy", [Mixing(), Carousel(), HomeAgain(), Choice([{}] * 3), FixedSeats([{}] * 3)])
def test_every_policy_seats_everybody_and_leaves_hosts_at_their_table(policy: Policy) -> None:
    said = verdict(hosted(), written(plan_for(policy, hosted())))["broken"]
    assert said.keys() <= {"topic_repeat", "balance"}


def test_in_the_carousel_those_who_sit_together_go_on_together() -> None:
    plan = plan_for(Carousel(), hosted())
    groups = [
        {frozenset(one for one in people if one.startswith("P")) for people in sitting.values()}
        for sitting in plan.rounds
    ]
    assert groups[0] == groups[1] == groups[2]
    assert all(len({plan.seat(number, "P00") for number in range(3)}) == 3 for _ in range(1))


def test_in_the_last_round_everybody_comes_home() -> None:
    plan = plan_for(HomeAgain(), hosted())
    assert plan.rounds[2] == plan.rounds[0]
    assert plan.rounds[1] != plan.rounds[0]


def test_who_chooses_first_gets_the_seat_and_the_others_are_seated() -> None:
    wanted = {f"P{index:02}": "T1" for index in range(12)}
    plan = plan_for(Choice([wanted]), hosted(1))
    at_the_table = [one for one in plan.rounds[0]["T1"] if one.startswith("P")]
    assert at_the_table == [f"P{index:02}" for index in range(8)]
    assert sum(map(len, plan.rounds[0].values())) == 28


def test_who_chooses_a_topic_gets_one_of_its_tables() -> None:
    cafe = simple(12, 4, 1, seats=4)
    for index, table in enumerate(cafe["tables"]):
        table["topic"] = "Wald" if index < 2 else "Stadt"
    plan = plan_for(Choice([{f"P{index:02}": "Wald" for index in range(8)}]), cafe)
    assert sorted(plan.rounds[0]["T0"] + plan.rounds[0]["T1"]) == [f"P{index:02}" for index in range(8)]


def test_seats_from_a_list_are_kept_and_gaps_filled() -> None:
    fixed = seats_from_csv("person;round_1;round_2\nP00;T3;T1\nP01;;T1\n", 3)
    plan = plan_for(FixedSeats(fixed), hosted())
    assert (plan.seat(0, "P00"), plan.seat(1, "P00"), plan.seat(1, "P01")) == ("T3", "T1", "T1")
    assert plan.seat(0, "P01") is not None


def test_half_way_the_carousel_goes_on_from_where_people_sit() -> None:
    cafe = hosted()
    told = [dict(sitting) for sitting in plan_for(Carousel(), cafe).rounds]
    again = plan_for(Carousel(), {**cafe, "replan": {"from_round": 1, "announced": told}})
    assert [dict(sitting) for sitting in again.rounds] == told

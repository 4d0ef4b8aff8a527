"""What the planner promises for every café, not only for those on the shelf."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cafe.domain.rotation import Progress, plan_rounds
from cafe.domain.rotation.problem_json import problem_from
from tests.domain.rotation.cafes import feasible, planned, shelf, written
from tests.domain.rotation.judge import verdict
from tests.domain.rotation.kinds import drawn

few = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@settings(few, max_examples=40)
@given(feasible())
def test_wishes_that_can_be_kept_are_kept(cafe: dict[str, Any]) -> None:
    plan = planned(cafe, seconds=0.5)
    assert verdict(cafe, written(plan))["broken"] == {}
    assert plan.explanation.broken == ()
    assert plan.explanation.clashes == ()


@few
@given(feasible(), st.integers(0, 99))
def test_the_same_seed_gives_the_same_plan(cafe: dict[str, Any], seed: int) -> None:
    assert planned(cafe, 0.1, seed).rounds == planned(cafe, 0.1, seed).rounds


def cost(cafe: dict[str, Any], seconds: float, seed: int) -> int:
    """What the plan costs at the prices of weights.py: what the search makes small."""
    heard: list[Progress] = []
    plan_rounds(problem_from(cafe), seconds=seconds, seed=seed, progress=heard.append)
    return heard[-1].cost


@few
@given(feasible(), st.integers(0, 99))
def test_more_time_is_never_worse(cafe: dict[str, Any], seed: int) -> None:
    costs = [cost(cafe, seconds, seed) for seconds in (0.0, 0.02, 0.1, 0.3)]
    assert costs == sorted(costs, reverse=True)


@settings(few, max_examples=6)
@given(st.integers(0, 8), st.integers(0, 99))
def test_more_time_is_never_worse_for_any_kind_of_cafe(kind: int, seed: int) -> None:
    cafe = drawn(kind)
    costs = [cost(cafe, seconds, seed) for seconds in (0.0, 0.1, 0.4)]
    assert costs == sorted(costs, reverse=True)


@settings(few, max_examples=6)
@given(st.sampled_from(["p03", "p04", "p09", "p11", "p13", "p17"]), st.randoms(use_true_random=False))
def test_other_names_and_another_order_do_not_make_it_worse(name: str, chance: random.Random) -> None:
    cafe = shelf(name)
    again = renamed(cafe, chance)
    repeats, spread = (
        [getattr(planned(one, 0.6).explanation, number) for one in (cafe, again)]
        for number in ("repeats", "spread_excess")
    )
    assert repeats[1] <= repeats[0]
    assert spread[1] in {spread[0], 0}


def renamed(cafe: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The same café with other names, listed in another order."""
    people, tables = (chance.sample(cafe[kind], len(cafe[kind])) for kind in ("participants", "tables"))
    names = {table["id"]: f"table {number}" for number, table in enumerate(tables)}
    return {
        **cafe,
        "participants": [
            {**person, "id": f"person {number}", "host_of": names.get(person.get("host_of", ""))}
            for number, person in enumerate(people)
        ],
        "tables": [{**table, "id": names[table["id"]]} for table in tables],
    }


@few
@given(feasible(), st.integers(1, 2))
def test_planning_again_with_nothing_changed_changes_no_announced_seat(cafe: dict[str, Any], number: int) -> None:
    told = written(planned(cafe, 0.3))["rounds"]
    again = planned({**cafe, "replan": {"from_round": min(number, cafe["rounds"]), "announced": told}}, 0.1)
    assert again.explanation.changed == ()
    assert [dict(sitting) for sitting in again.rounds] == [
        {table: tuple(sorted(people)) for table, people in sitting.items()} for sitting in told
    ]

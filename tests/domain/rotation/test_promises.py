"""What the planner promises for every café, not only for those on the shelf."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.rotation.cafes import feasible, planned, shelf, simple, written
from tests.domain.rotation.judge import verdict

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


@few
@given(st.integers(20, 40), st.integers(4, 7), st.integers(0, 99))
def test_more_time_is_never_worse(people: int, tables: int, seed: int) -> None:
    cafe = simple(people, tables, 4)
    repeats = [planned(cafe, seconds, seed).explanation.repeats for seconds in (0.0, 0.02, 0.1, 0.3)]
    assert repeats == sorted(repeats, reverse=True)


@few
@given(st.randoms(use_true_random=False))
def test_other_names_and_another_order_do_not_make_it_worse(chance: random.Random) -> None:
    cafe = shelf("p04")
    other = {
        **cafe,
        "participants": chance.sample(cafe["participants"], 47),
        "tables": chance.sample(cafe["tables"], 6),
    }
    assert planned(other, 0.5).explanation.repeats == planned(cafe, 0.5).explanation.repeats


@few
@given(feasible(), st.integers(1, 2))
def test_planning_again_with_nothing_changed_changes_no_announced_seat(cafe: dict[str, Any], number: int) -> None:
    told = written(planned(cafe, 0.3))["rounds"]
    again = planned({**cafe, "replan": {"from_round": min(number, cafe["rounds"]), "announced": told}}, 0.1)
    assert again.explanation.changed == ()
    assert [dict(sitting) for sitting in again.rounds] == [
        {table: tuple(sorted(people)) for table, people in sitting.items()} for sitting in told
    ]

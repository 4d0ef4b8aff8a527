"""Cafés of the kinds on the shelf that the planner has never seen are planned by the rules too."""

from __future__ import annotations

import pytest

from tests.domain.rotation.cafes import planned, written
from tests.domain.rotation.judge import verdict
from tests.domain.rotation.kinds import KINDS, drawn


@pytest.mark.parametrize("seed", range(100, 100 + 2 * len(KINDS)))
def test_a_drawn_cafe_is_planned_by_the_rules(seed: int) -> None:
    cafe = drawn(seed)
    plan = planned(cafe, seconds=0.6)
    said = verdict(cafe, written(plan))
    assert plan.explanation.clashes == ()
    assert said["broken"] == {}
    assert plan.explanation.repeats_bound <= said["repeats"] == plan.explanation.repeats
    assert said["spread"] == plan.explanation.spread_excess
    assert said["changed"] == len(plan.explanation.changed or ())

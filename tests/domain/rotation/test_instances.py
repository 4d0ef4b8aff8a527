"""Every café on the shelf is planned by the rules and as well as promised, in the opinion of an independent judge."""

from __future__ import annotations

import pytest

from tests.domain.rotation.cafes import NAMES, planned, shelf, written
from tests.domain.rotation.judge import verdict

AT_MOST = {"p08": 1, "p12": 64, "p16": 3}
"""Repeats where the provable bound is not reached (or cannot be); all others are at their bound."""
TOPICS_RUN_OUT = {"p27": 17}
EVEN = {
    "p04", "p09", "p11", "p13", "p17", "p19", "p20", "p21", "p22", "p23", "p25", "p26", "p27",
}  # fmt: skip
"""Cafés whose groups are spread as evenly as can be."""


@pytest.mark.parametrize("name", NAMES)
def test_a_cafe_from_the_shelf_is_planned_by_the_rules_and_well(name: str) -> None:
    cafe = shelf(name)
    plan = planned(cafe, seconds=1)
    said = verdict(cafe, written(plan))
    least = plan.explanation.repeats_bound
    assert said["broken"] == ({"topic_repeat": TOPICS_RUN_OUT[name[:3]]} if name[:3] in TOPICS_RUN_OUT else {})
    assert said["repeats"] == plan.explanation.repeats
    assert least <= said["repeats"] <= AT_MOST.get(name[:3], least)
    assert said["spread"] == 0 or name[:3] not in EVEN
    assert said["changed"] == (plan.explanation.changed_bound or 0)


def test_where_topics_run_out_no_plan_could_repeat_fewer() -> None:
    plan = planned(shelf("p27"))
    assert plan.explanation.topics_again == plan.explanation.topics_again_bound == 17
    assert "topics_run_out" in [sentence.code for sentence in plan.explanation.sentences]

"""Cafés to plan: those on the shelf, and feasible ones that Hypothesis draws around a hidden plan."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from cafe.domain.rotation import Plan, plan_rounds
from cafe.domain.rotation.plan_json import plan_to_json
from cafe.domain.rotation.problem_json import problem_from

Json = dict[str, Any]

SHELF = Path(__file__).parent / "instances"
CONTRADICTORY = Path(__file__).parent / "infeasible"
NAMES = sorted(path.stem for path in SHELF.glob("*.json"))
GROUPS = ("Bürgerschaft", "Verwaltung", "Wirtschaft")


def shelf(name: str, folder: Path = SHELF) -> Json:
    """The café of this name, or the one whose name begins so."""
    path = next(path for path in sorted(folder.glob("*.json")) if path.stem.startswith(name))
    data: Json = json.loads(path.read_text(encoding="utf-8"))
    return data


def planned(cafe: Json, seconds: float = 0.3, seed: int = 7) -> Plan:
    """A plan for a café given as JSON values."""
    return plan_rounds(problem_from(cafe), seconds=seconds, seed=seed)


def written(plan: Plan) -> Json:
    """The plan as the file would say it."""
    data: Json = json.loads(plan_to_json(plan))
    return data


def simple(people: int, tables: int, rounds: int, seats: int = 20, **more: Any) -> Json:
    """A café without any wishes."""
    return {
        "id": "simple",
        "rounds": rounds,
        "tables": [{"id": f"T{index}", "capacity": seats} for index in range(tables)],
        "participants": [{"id": f"P{index:02}"} for index in range(people)],
        **more,
    }


@st.composite
def feasible(draw: st.DrawFn) -> Json:
    """A café with wishes that can all be kept, because a hidden plan keeps them.

    In the hidden plan person (start, stride) moves `stride` tables on after each round; hosts stay.
    """
    tables = draw(st.sampled_from([5, 7, 8, 11]))
    rounds = draw(st.integers(2, min(4, tables - 2)))
    strides = draw(st.integers(2, min(4, (tables - 1) // max(1, rounds - 1))))
    hosted = draw(st.booleans())
    routes = {}
    people: list[Json] = []
    for stride in range(0 if hosted else 1, strides + 1):
        for begin in range(tables):
            one = f"P{len(people):02}"
            routes[one] = [(begin + stride * number) % tables for number in range(rounds)]
            people.append(
                {"id": one, "group": draw(st.sampled_from(GROUPS)), **({} if stride else {"host_of": f"T{begin}"})}
            )
    movers = [person for person in people if "host_of" not in person]
    for person in draw(st.lists(st.sampled_from(movers), max_size=4, unique_by=lambda p: p["id"])):
        route = routes[person["id"]]
        person["must_visit"] = [f"T{draw(st.sampled_from(route))}"]
        person["must_not_visit"] = [f"T{draw(st.sampled_from([t for t in range(tables) if t not in route]))}"]
    strangers = [
        [one["id"], other["id"]]
        for one, other in combinations(movers, 2)
        if all(a != b for a, b in zip(routes[one["id"]], routes[other["id"]], strict=True))
    ]
    apart = draw(st.lists(st.sampled_from(strangers), max_size=4, unique_by=tuple)) if strangers else []
    companion = draw(st.sampled_from(movers))
    people.append({"id": "P99", "group": GROUPS[0]})
    return {
        "id": "drawn",
        "rounds": rounds,
        "tables": [{"id": f"T{index}", "capacity": strides + 3} for index in range(tables)],
        "participants": people,
        "keep_together": [[companion["id"], "P99"]],
        "keep_apart": apart,
    }

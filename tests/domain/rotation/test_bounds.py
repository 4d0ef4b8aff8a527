"""Lower bounds are never above what a plan reaches, and are as sharp as is known."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from cafe.domain.rotation.bounds import bounds
from cafe.domain.rotation.flow import fewest_together
from cafe.domain.rotation.problem_json import problem_from
from cafe.domain.rotation.room import compiled
from tests.domain.rotation.cafes import shelf, simple

KNOWN = {"p01": 16, "p04": 22, "p06": 6, "p07": 72, "p11": 48, "p12": 32, "p17": 36, "p05": 0, "p15": 0}


@pytest.mark.parametrize(("name", "repeats"), KNOWN.items())
def test_the_bound_of_repeats_is_the_known_one(name: str, repeats: int) -> None:
    assert bounds(compiled(problem_from(shelf(name)))).repeats == repeats


@pytest.mark.parametrize(("name", "changed"), [("p08", 1), ("p16", 13), ("p24", 29)])
def test_the_bound_of_changed_seats_is_the_known_one(name: str, changed: int) -> None:
    assert bounds(compiled(problem_from(shelf(name)))).changed == changed


def test_the_flow_finds_what_trying_everything_finds() -> None:
    rows, columns = {0: 3, 1: 2, 2: 2}, {0: 2, 1: 3, 2: 2}
    cells = [(row, column) for row, column in product(rows, columns) if row != column]
    best = min(
        sum(count * (count - 1) // 2 for count in filled)
        for filled in product(range(4), repeat=len(cells))
        if sum(filled) == 7
        and all(sum(n for n, cell in zip(filled, cells, strict=True) if cell[0] == row) <= rows[row] for row in rows)
        and all(
            sum(n for n, cell in zip(filled, cells, strict=True) if cell[1] == column) <= columns[column]
            for column in columns
        )
    )
    assert fewest_together(rows, columns, {(0, 0), (1, 1), (2, 2)}, 7) == best


def test_no_plan_of_a_tiny_cafe_beats_its_bound() -> None:
    seatings = [dict(zip(range(6), seats, strict=True)) for seats in product("ABC", repeat=6)]
    even = [seats for seats in seatings if all(1 <= list(seats.values()).count(table) <= 3 for table in "ABC")]
    first = {0: "A", 1: "A", 2: "B", 3: "B", 4: "C", 5: "C"}, {0: "A", 1: "A", 2: "A", 3: "B", 4: "B", 5: "C"}
    fewest = min(repeats(one, other) for one in first for other in even if all(one[p] != other[p] for p in one))
    assert bounds(compiled(problem_from(simple(6, 3, 2, seats=3)))).repeats == fewest


def repeats(one: dict[int, str], other: dict[int, str]) -> int:
    """Pairs that sit together in both rounds."""
    return sum(one[a] == one[b] and other[a] == other[b] for a, b in combinations(one, 2))

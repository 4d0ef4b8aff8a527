"""Designs keep what they promise: two routes share one point at most, and no route visits a topic twice."""

from __future__ import annotations

from itertools import combinations

import pytest

from cafe.domain.rotation.designs import Classes, classes, sibling_classes
from cafe.domain.rotation.squares import STARTERS, self_orthogonal


def shared(found: Classes) -> int:
    """Most points that two routes have in common."""
    routes = [route for row in found for route in row]
    return max(sum(a == b for a, b in zip(one, other, strict=True)) for one, other in combinations(routes, 2))


@pytest.mark.parametrize(("tables", "rounds"), [(5, 5), (7, 4), (8, 8), (9, 5), (11, 6), (16, 4), (25, 3), (27, 3)])
def test_a_prime_power_of_tables_seats_everybody_without_a_repeat(tables: int, rounds: int) -> None:
    found = classes(tables, rounds, tables)
    assert len(found) == tables - 1
    assert shared(found) == 1
    assert all(len(set(route)) == rounds for row in found for route in row)


@pytest.mark.parametrize("tables", [6, 10, 14, 22])
def test_three_rounds_at_an_even_number_of_tables_need_no_repeat(tables: int) -> None:
    found = classes(tables, 3, tables)
    assert sum(map(len, found)) == tables * (tables - 1)
    assert shared(found) == 1


@pytest.mark.parametrize("order", STARTERS)
def test_a_starter_grows_into_an_idempotent_self_orthogonal_square(order: int) -> None:
    square = self_orthogonal(order)
    everybody = range(order)
    assert [square[i][i] for i in everybody] == list(everybody)
    assert all(sorted(row) == list(everybody) for row in square)
    assert len({(square[i][j], square[j][i]) for i in everybody for j in everybody}) == order**2


@pytest.mark.parametrize("order", STARTERS)
def test_four_rounds_at_tables_as_large_as_they_are_many_need_no_repeat(order: int) -> None:
    found = classes(order, 4, order)
    assert sum(map(len, found)) == order * (order - 1)
    assert shared(found) == 1


@pytest.mark.parametrize(("tables", "rounds"), [(12, 5), (12, 6), (15, 4), (15, 5)])
def test_twelve_and_fifteen_full_tables_need_no_repeat(tables: int, rounds: int) -> None:
    found = classes(tables, rounds, tables)
    assert len(found) == tables - 1
    assert shared(found) == 1


def test_many_tables_are_served_by_cyclic_shifts() -> None:
    found = classes(100, 5, 10)
    assert len(found) == 10
    assert shared(found) == 1


def test_sibling_tables_of_one_topic_are_never_visited_both() -> None:
    found = sibling_classes(6, 3, 3, 5)
    assert len(found) == 5
    assert shared(found) == 1
    assert all(len({table // 3 for table in route}) == 3 for row in found for route in row)

"""The reader of these tests' tables knows the totals, the rule and its source, and still cannot pin a hidden cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafe.domain.privacy import LEAST, Line, Slice, protect, slices

Row = tuple[int, ...]


def cells(lines: Iterable[Line]) -> list[int | None]:
    return [cell for line in lines for cell in line.cells]


def test_large_groups_are_each_told() -> None:
    assert slices({"Bürgerschaft": 12, "Verwaltung": 7, None: 5}) == (
        Slice(("Bürgerschaft",), 12),
        Slice(("Verwaltung",), 7),
        Slice((None,), 5),
    )


def test_a_small_group_goes_together_with_those_who_said_nothing() -> None:
    assert slices({"Bürgerschaft": 12, "Jugend": 3, "Verwaltung": 7, None: 6}) == (
        Slice(("Bürgerschaft",), 12),
        Slice(("Verwaltung",), 7),
        Slice(("Jugend", None), 9),
    )


def test_a_small_rest_takes_a_large_group_along() -> None:
    assert slices({"Bürgerschaft": 12, "Verwaltung": 7, "Jugend": 1, None: 0}) == (
        Slice(("Bürgerschaft",), 12),
        Slice(("Verwaltung", "Jugend", None), 8),
    )


def test_one_group_or_a_handful_of_people_are_not_divided() -> None:
    assert slices({"Bürgerschaft": 12, None: 0}) == ()
    assert slices({"Bürgerschaft": 2, "Verwaltung": 2, None: 0}) == ()
    assert slices({None: 0}) == ()


def test_a_group_nobody_chose_is_left_out() -> None:
    assert slices({"Bürgerschaft": 12, "Jugend": 0, "Verwaltung": 7, None: 0}) == (
        Slice(("Bürgerschaft",), 12),
        Slice(("Verwaltung",), 7),
    )


def test_a_line_without_small_cells_is_shown_whole() -> None:
    assert protect([(6, 7, 8)], (10, 10, 10), 3) == (Line(21, (6, 7, 8)),)


def test_a_small_cell_is_hidden_with_the_last_one() -> None:
    assert protect([(12, 3, 6, 8)], (20, 10, 10, 10), 3) == (Line(29, (12, None, 6, None)),)


def test_the_cell_that_goes_along_is_not_chosen_by_its_size() -> None:
    assert protect([(3, 5, 9)], (10, 10, 10), 3) == protect([(4, 5, 8)], (10, 10, 10), 3)


def test_a_small_remainder_takes_one_more_cell_along() -> None:
    assert protect([(12, 9, 2, 0)], (20, 10, 10, 10), 3) == (Line(23, (12, None, None, None)),)


def test_a_line_that_says_too_much_is_hidden_whole_but_for_its_total() -> None:
    """Ten and four of fourteen: with the last group full, the small one could be four only."""
    assert protect([(4, 10)], (10, 10), 1) == (Line(14, (None, None)),)


def test_dots_that_are_all_spent_do_not_uncover_the_last_ones() -> None:
    """One dot each: were both sixes of the first group shown, its zeros on the other themes would be certain."""
    lines = protect([(6, 7), (6, 7), (0, 5)], (12, 19), 1)
    assert [line.people for line in lines] == [13, 13, 5]
    assert lines[0].cells != (6, 7) or lines[1].cells != (6, 7)


SMALL = 3


@pytest.mark.parametrize("groups", [2, 3, 4])
def test_no_group_can_be_pinned_by_one_who_knows_the_rule(groups: int) -> None:
    names: list[str | None] = [*"ABCD"[: groups - 1], None]
    worlds: dict[tuple[Slice, ...], list[Row]] = defaultdict(list)
    for row in product(range(9), repeat=groups):
        worlds[slices(dict(zip(names, row, strict=True)), SMALL)].append(row)
    for told, rows in worlds.items():
        assert all(part.people >= SMALL for part in told)
        for part in told:
            if len(part.groups) > 1 and part.people <= 9:  # beyond, the worlds of this test are cut off
                for group in part.groups:
                    assert len({row[names.index(group)] for row in rows}) > 1, (told, group)


@pytest.mark.parametrize("people", [*product(range(3, 9), repeat=2), *product(range(3, 7), repeat=3), (6, 3, 3, 5)])
def test_no_cell_of_a_line_can_be_pinned_by_one_who_knows_the_rule(people: Row) -> None:
    """Every line there could be is protected; a reader looks which of them look the same from outside."""
    worlds: dict[Line, list[Row]] = defaultdict(list)
    for row in product(*(range(most + 1) for most in people)):
        worlds[protect([row], people, 1, SMALL)[0]].append(row)
    for line, rows in worlds.items():
        assert_nothing_told(line, rows)


def assert_nothing_told(line: Line, rows: Sequence[Row]) -> None:
    """No cell below the bound is shown; no hidden one has a single value; the hidden are not too few together."""
    hidden = [at for at, cell in enumerate(line.cells) if cell is None]
    assert all(cell is None or cell >= SMALL for cell in line.cells)
    if line.people and hidden:
        for at in hidden:
            assert len({row[at] for row in rows}) > 1, (line, rows)
    if 0 < len(hidden) < len(line.cells):
        assert line.people - sum(cell or 0 for cell in line.cells) >= SMALL, line


@pytest.mark.parametrize(("people", "shares"), [((3, 4), 1), ((4, 4), 2), ((3, 5), 2), ((3, 4, 3), 1)])
def test_no_cell_can_be_pinned_by_all_lines_together(people: Row, shares: int) -> None:
    """Two rows, every world there could be, with the dots each group has to give as a further bound."""
    single = list(product(*(range(most + 1) for most in people)))
    worlds: dict[tuple[Line, ...], list[tuple[Row, Row]]] = defaultdict(list)
    for pair in product(single, repeat=2):
        if all(sum(cell) <= shares * most for cell, most in zip(zip(*pair, strict=True), people, strict=True)):
            worlds[protect(pair, people, shares, SMALL)].append(pair)
    for lines, pairs in worlds.items():
        for row, line in enumerate(lines):
            for at, cell in enumerate(line.cells):
                if cell is None and line.people:
                    assert len({pair[row][at] for pair in pairs}) > 1, (lines, pairs)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Row], Row, int]:
    people = tuple(draw(st.lists(st.integers(LEAST, 25), min_size=2, max_size=7)))
    shares = draw(st.integers(1, 5))
    left = [shares * most for most in people]
    rows: list[Row] = []
    for _ in range(draw(st.integers(1, 12))):
        row = tuple(draw(st.integers(0, min(most, rest))) for most, rest in zip(people, left, strict=True))
        left = [rest - cell for rest, cell in zip(left, row, strict=True)]
        rows.append(row)
    return rows, people, shares


@settings(max_examples=200, deadline=None)
@given(tables())
def test_tables_of_any_size_show_nothing_below_five(table: tuple[list[Row], Row, int]) -> None:
    rows, people, shares = table
    lines = protect(rows, people, shares)
    assert [line.people for line in lines] == [sum(row) for row in rows]
    for row, line in zip(rows, lines, strict=True):
        hidden = [at for at, cell in enumerate(line.cells) if cell is None]
        assert all(cell is None or (cell == row[at] and cell >= LEAST) for at, cell in enumerate(line.cells))
        assert len(hidden) != 1
        assert len(hidden) in {0, len(row)} or sum(row[at] for at in hidden) >= LEAST


@settings(max_examples=200, deadline=None)
@given(tables(), st.data())
def test_who_knows_a_line_and_its_total_has_three_values_for_each_hidden_cell(
    table: tuple[list[Row], Row, int], data: st.DataObject
) -> None:
    """The plain attack: the total less what is shown, and no cell above the size of its group."""
    rows, people, shares = table
    lines = protect(rows, people, shares)
    line = data.draw(st.sampled_from(lines))
    hidden = [at for at, cell in enumerate(line.cells) if cell is None]
    rest = line.people - sum(cell or 0 for cell in line.cells)
    if 0 < len(hidden) < len(people):
        for at in hidden:
            others = sum(people[other] for other in hidden if other != at)
            assert min(rest, people[at]) - max(0, rest - others) >= 2


def test_sixty_themes_and_eight_groups_take_no_time() -> None:
    rows = [tuple((theme * 7 + group * 5) % 9 for group in range(8)) for theme in range(60)]
    assert len(protect(rows, (25,) * 8, 20)) == 60

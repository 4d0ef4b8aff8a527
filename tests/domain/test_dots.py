"""Dots: n per person, placed as one likes, never more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafe.domain import dots
from cafe.domain.errors import Refused

PRESSES = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 6)), max_size=20)


@given(PRESSES, st.integers(1, 5))
def test_however_one_presses_there_are_never_more_dots_than_given(presses: list[tuple[int, int]], given_: int) -> None:
    mine: dict[int, int] = {}
    for theme, count in presses:
        left = given_ - sum(placed for other, placed in mine.items() if other != theme)
        if count > left:
            with pytest.raises(Refused) as refused:
                dots.place(mine, theme, count, given_)
            assert refused.value.details["left"] == left
            continue
        mine = dots.place(mine, theme, count, given_)
        assert mine.get(theme, 0) == count
        assert all(placed > 0 for placed in mine.values())
    assert sum(mine.values()) <= given_


def test_placing_again_replaces_and_none_takes_away() -> None:
    assert dots.place({1: 2, 2: 1}, 1, 1, 3) == {1: 1, 2: 1}
    assert dots.place({1: 2, 2: 1}, 1, 0, 3) == {2: 1}


def test_a_theme_without_ones_dots_can_be_cleared_without_harm() -> None:
    assert dots.place({2: 3}, 1, 0, 3) == {2: 3}


def test_the_refusal_tells_how_many_are_left() -> None:
    with pytest.raises(Refused) as refused:
        dots.place({1: 2}, 2, 2, 3)
    assert (refused.value.reason, refused.value.details["left"]) == ("no_dots_left", 1)

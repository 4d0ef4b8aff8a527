"""Pace: a burst goes through, and in the long run nobody gets more than her share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cafe.domain import pace
from cafe.domain.pace import Pace, Pacer

TEN = Pace(10, 5.0)


def test_a_burst_goes_through_and_the_next_one_waits() -> None:
    pacer = Pacer(TEN)
    assert [pacer.take("pia", 100.0) for _ in range(11)] == [True] * 10 + [False]
    assert pacer.take("quirin", 100.0), "others have their own"
    assert not pacer.take("pia", 100.4)
    assert pacer.take("pia", 100.5), "one more every half second"
    assert not pacer.take("pia", 100.5)
    assert [pacer.take("pia", 106.0) for _ in range(11)] == [True] * 10 + [False]


@given(st.lists(st.floats(0, 3), max_size=200))
def test_in_any_span_of_time_nobody_gets_more_than_a_burst_and_an_even_share(pauses: list[float]) -> None:
    pacer, now, taken = Pacer(TEN), 0.0, []
    for pause in pauses:
        now += pause
        if pacer.take("pia", now):
            taken.append(now)
    for first, began in enumerate(taken):
        for last in range(first, len(taken)):
            assert last - first + 1 <= 10 + (taken[last] - began) / 0.5 + 1e-6


@given(st.lists(st.floats(0.5, 60), max_size=50))
def test_who_keeps_the_pace_is_never_stopped(pauses: list[float]) -> None:
    pacer, now = Pacer(TEN), 0.0
    for pause in pauses:
        now += pause
        assert pacer.take("pia", now)


def test_who_has_paused_is_forgotten_and_who_has_not_is_not() -> None:
    pacer = Pacer(TEN)
    for number in range(pace.MANY - 1):
        assert pacer.take(number, 0.0)
    assert [pacer.take("pia", 99.0) for _ in range(10)] == [True] * 10
    assert pacer.take("quirin", 99.0)
    assert not pacer.take("pia", 99.0)
    assert len(pacer._due) == 2

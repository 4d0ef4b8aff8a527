"""The watch over the phones sees what it is there for."""

from __future__ import annotations

import time

from tests.browser.phones import dishonest, untrue

NOW = time.time() - 100


def said(*lines: tuple[str, float]) -> list[dict[str, object]]:
    """What a page said of its line, and how many seconds after the start of this test's afternoon."""
    return [{"line": line, "at": (NOW + at) * 1000} for line, at in lines]


def test_a_page_that_stays_connected_to_a_silent_wire_is_found_out():
    silence = [(NOW + 10, NOW + 60)]
    [lie] = dishonest(said(("opened", 0), ("live", 1), ("offline", 22)), silence)
    assert lie == "said to be connected 12.0 s after the last byte"


def test_so_is_one_that_says_it_again_before_anything_has_come_through():
    assert dishonest(said(("live", 1), ("offline", 15), ("live", 30), ("offline", 31)), [(NOW + 10, NOW + 60)])


def test_and_one_that_says_so_to_this_moment():
    assert dishonest(said(("live", 1)), [(NOW + 10, time.time())])


def test_one_that_owns_up_in_time_or_sleeps_is_honest():
    silence = [(NOW + 10, NOW + 60)]
    assert dishonest(said(("live", 1), ("offline", 17), ("live", 60.1)), silence) == []
    assert dishonest(said(("live", 1), ("frozen", 12), ("connecting", 59), ("live", 60.1)), silence) == []


def test_what_is_called_stored_must_be_stored_and_must_have_been_by_then():
    told = [{"what": "Radwege", "at": 2000.4}, {"what": "Bänke", "at": 2000.4}, {"what": "Busse", "at": 2000.4}]
    stored = {"Radwege": 2000, "Bänke": 2500}
    assert untrue(told, stored) == [f"called stored, and was not: {text}" for text in ("Bänke", "Busse")]

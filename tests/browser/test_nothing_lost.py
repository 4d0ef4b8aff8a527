"""Nothing is lost: rotations, dead spots, reloads, three tabs, sleeping phones, hostile networks, refused storage.

Each outage is short here; the long form of the same belongs to tests/faults. Whatever a phone has called stored while
one of these ran is compared with the database in the end (`Phones.close`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.served import Served
from tests.browser.phones import (
    HONEST_MS,
    Cafe,
    Phones,
    can_open_offline,
    each_once,
    honest_since,
    line,
    place,
    settled,
    write,
)
from tests.faults.wire import Sockets, Wire

BUSY_MS = 1_500
"""What a busy machine adds to a figure that is asserted."""


@pytest.fixture
def cafe(server: Served) -> Cafe:
    """An event of its own, in round 1."""
    return Cafe(server)


@pytest.fixture
def phones(chromium: Browser, cafe: Cafe) -> Iterator[Phones]:
    watched = Phones(chromium, cafe)
    yield watched
    watched.close()


@pytest.fixture
def wire(server: Served) -> Iterator[Wire]:
    with Wire(server.port) as one:
        yield one


def test_an_idea_typed_at_the_bell_in_a_dead_spot_with_a_reload_is_filed_once_at_the_old_table(
    phones: Phones, cafe: Cafe, wire: Wire
) -> None:
    pia = phones.phone(wire.url)
    line(pia, "live")
    began = place(pia)
    can_open_offline(pia)
    pia.get_by_test_id("composer-input").press_sequentially("Radwege am S")
    wire.cut()
    cafe.step("round.end", from_round=1)
    pia.get_by_test_id("composer-input").press_sequentially("und, auch")
    pia.reload()
    expect(pia.get_by_test_id("composer-input")).to_have_value("Radwege am Sund, auch")
    assert place(pia) == began
    pia.get_by_test_id("composer-input").press_sequentially(" im Winter")
    expect(pia.get_by_test_id("composer-place")).to_contain_text(f"Tisch {began[0]}, Runde {began[1]}")
    pia.get_by_test_id("post").click()
    expect(pia.get_by_test_id("idea-status").last).to_contain_text("auf diesem Gerät, noch nicht gespeichert")
    pia.reload()
    expect(pia.get_by_test_id("idea-copy")).to_contain_text("Radwege am Sund, auch im Winter")
    cafe.step("round.start", from_round=1)
    wire.heal()
    line(pia, "live")
    settled(pia)
    assert [row[:3] for row in cafe.stored("Radwege am S")] == [("Radwege am Sund, auch im Winter", *began)]


def test_three_tabs_of_one_person_offline_with_ten_ideas_each_are_thirty_ideas_once_each(
    phones: Phones, cafe: Cafe, wire: Wire
) -> None:
    tabs = [phones.phone(wire.url)]
    tabs += [phones.tab(phones.contexts[0], wire.url) for _ in range(2)]
    for tab in tabs:
        line(tab, "live")
    wire.cut()
    texts = [f"Tab {number}, Gedanke {index}" for number in range(3) for index in range(10)]
    for number, tab in enumerate(tabs):
        tab.bring_to_front()
        for index in range(10):
            write(tab, texts[number * 10 + index])
    expect(tabs[0].get_by_test_id("idea-copy")).to_have_count(30)
    wire.heal()
    for tab in tabs:
        settled(tab, 40)
    each_once(cafe, texts, "Tab ")
    for number in range(3):
        mine = [text for text, _, _, _ in cafe.stored(f"Tab {number},")]
        assert mine == texts[number * 10 : number * 10 + 10], "in the order in which they were written"

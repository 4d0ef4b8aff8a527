"""Nothing is lost: rotations, dead spots, reloads, three tabs, sleeping phones, hostile networks, refused storage.

Each outage is short; `make faults` runs the same ones at full length (`--long`). Whatever a phone has called stored
while one of these ran is held against the journal in the end, and its every "Verbunden" against what its wire had let
through (`Phones.close`).
"""

from __future__ import annotations

import os
import secrets
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from scripts.chromium import required
from scripts.pictures import FLAGS
from scripts.served import Served
from tests.browser.phones import (
    BUSY_MS,
    HONEST_MS,
    Cafe,
    Phones,
    can_open_offline,
    each_once,
    eventually,
    honest_since,
    line,
    place,
    settled,
    write,
)
from tests.conftest import Say
from tests.faults.wire import Sockets, Wire

BACK_MS = 5_000
"""The network is back, and so is the phone: live, and all that was written is stored."""

CONTENT_MS = 5_000
"""Whatever a network forbids: the table stands on the phone by then."""

DRAWN_MS = 100
RETURNED_MS = 10_000
KEPT_WITHIN_MS = 300
OLDER_RELEASE = "caches.open('cafe-older').then((cache) => cache.put('/t/shell?lang=de', new Response('older')))"
"""What the worker of the release before has left: its pages may still be open, its shell is no longer shown."""
WITH_TLS_ONLY = "[isSecureContext, navigator.serviceWorker, navigator.locks, crypto.randomUUID].filter(Boolean).length"
DOUBLE_TAP_MS = 450
WAITING = """async () => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open("cafe");
    asked.onsuccess = () => done(asked.result);
  });
  const count = await new Promise((done) => {
    const got = database.transaction("outbox").objectStore("outbox").count();
    got.onsuccess = () => done(got.result);
  });
  database.close();
  return count;
}"""
LEFT_BEHIND = """async () => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open("cafe");
    asked.onsuccess = () => done(asked.result);
  });
  const left = [];
  for (const shelf of database.objectStoreNames) {
    const got = database.transaction(shelf).objectStore(shelf).getAll();
    left.push(...(await new Promise((done) => { got.onsuccess = () => done(got.result); })));
  }
  database.close();
  return [...left, ...Object.keys(localStorage)].map((one) => JSON.stringify(one));
}"""
CLOCK = """
const now = Date.now;
Date.now = () => now() + %d;
"""
SECONDS_LEFT = """() => new Promise((done) => {
  const clock = document.querySelector(".clock-time");
  new MutationObserver(() => {
    const [minutes, seconds] = clock.textContent.split(":").map(Number);
    done([minutes * 60 + seconds, performance.timeOrigin + performance.now()]);
  }).observe(clock, { childList: true, characterData: true, subtree: true });
})"""
"""The seconds left, and when this machine saw them change."""
SHOWN = """() => new Promise((done) => {
  const drawn = () => document.querySelectorAll("[data-testid=idea-copy], [data-testid=idea]").length;
  const before = drawn();
  const began = performance.now();
  const look = () => (drawn() > before ? done(performance.now() - began) : requestAnimationFrame(look));
  document.querySelector("[data-testid=post]").click();
  look();
})"""
"""Sends what is in the composer; how many ms later it stands below it."""
LISTEN = """() => {
  window.sentences = 0;
  const region = document.querySelector("[data-live-region]");
  const words = { childList: true, characterData: true, subtree: true };
  new MutationObserver(() => { window.sentences += 1; }).observe(region, words);
}"""
READING = """() => {
  const items = [...document.querySelectorAll("[data-testid=idea]")];
  const item = items.find((one) => one.textContent.includes("Schon da 3"));
  return item.getBoundingClientRect().top;
}"""

SLEEPER = """
window.slept = 0;
const now = Date.now;
Date.now = () => now() + window.slept;
"""
"""A machine whose wall clock goes on while it sleeps, and the page's own does not."""

WAKING = ("dispatchEvent(new Event('pageshow'))", "document.dispatchEvent(new Event('visibilitychange'))")

REFUSED = """
const no = () => { throw new DOMException("denied", "SecurityError"); };
Object.defineProperty(window, "%s", { get: no });
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
REFUSALS = {
    "database": REFUSED % "indexedDB",
    "everything": REFUSED % "indexedDB" + "{" + REFUSED % "localStorage" + "}",
    "space": FULL,
}
"""What browsers withhold: in private mode, by a setting, on a full phone."""


@pytest.fixture(scope="module")
def cafe(server: Served) -> Cafe:
    """One event for all tests here; whoever rings its bell begins the next round."""
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
    phones: Phones, cafe: Cafe, wire: Wire, say: Say, long: bool
) -> None:
    """The network is gone for 90 s in the long form: first silent, then refusing."""
    thirty_seconds = 30_000 if long else 0
    pia = phones.phone(wire)
    pia.evaluate(OLDER_RELEASE)
    line(pia, "live")
    began = place(pia)
    can_open_offline(pia)
    pia.get_by_test_id("composer-input").press_sequentially("Radwege am S")
    wire.hole()
    cafe.end_round()
    pia.get_by_test_id("composer-input").press_sequentially("und, auch")
    pia.wait_for_timeout(thirty_seconds)
    pia.reload()
    expect(pia.get_by_test_id("composer-input")).to_have_value("Radwege am Sund, auch")
    assert place(pia) == began
    pia.get_by_test_id("composer-input").press_sequentially(" im Winter")
    expect(pia.get_by_test_id("composer-place")).to_contain_text(f"Tisch {began[0]}, Runde {began[1]}")
    pia.get_by_test_id("post").click()
    expect(pia.get_by_test_id("idea-status").last).to_contain_text("auf diesem Gerät, noch nicht gespeichert")
    pia.wait_for_timeout(thirty_seconds)
    wire.cut()
    pia.reload()
    expect(pia.get_by_test_id("idea-copy")).to_contain_text("Radwege am Sund, auch im Winter")
    cafe.next_round()
    pia.wait_for_timeout(thirty_seconds)
    back_again(pia, wire, say)
    assert [row[:3] for row in cafe.stored("Radwege am S")] == [("Radwege am Sund, auch im Winter", *began)]


def test_three_tabs_of_one_person_offline_with_ten_ideas_each_are_thirty_ideas_once_each(
    phones: Phones, cafe: Cafe, wire: Wire
) -> None:
    tabs = [phones.phone(wire)]
    tabs += [phones.tab(phones.contexts[0], wire) for _ in range(2)]
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


def test_a_phone_that_was_frozen_for_ten_minutes_shows_everything_soon_after_waking_and_keeps_draft_scroll_and_focus(
    phones: Phones, cafe: Cafe, wire: Wire, say: Say, long: bool
) -> None:
    """T12. Two phones, woken in two ways. Frozen for 90 s in the long form, and their wall clock says ten minutes."""
    tokens = [cafe.person(), cafe.person()]
    sleepers = [phones.phone(wire, token, SLEEPER) for token in tokens]
    beds = [context.new_cdp_session(page) for context, page in zip(phones.contexts, sleepers, strict=True)]
    for page, bed, token in zip(sleepers, beds, tokens, strict=True):
        line(page, "live")
        for index in range(10):
            cafe.post(token, f"Vor dem Schlaf {index} " + "mit vielen Worten über die Stadt am Sund " * 4)
        page.get_by_test_id("composer-input").press_sequentially("Ein halber Satz")
        expect(page.get_by_test_id("idea").filter(has_text="Vor dem Schlaf")).not_to_have_count(0)
        page.evaluate("scrollTo(0, 400)")
        bed.send("Page.setWebLifecycleState", {"state": "frozen"})
    wire.hole()
    neighbours = [cafe.neighbour(token) for token in tokens]
    for index in range(12):
        for neighbour in neighbours:
            cafe.post(neighbour, f"Während sie schlief {index}")
    time.sleep(90 if long else 0)
    wire.heal(drop=False)
    for page, bed, waking in zip(sleepers, beds, WAKING, strict=True):
        bed.send("Page.setWebLifecycleState", {"state": "active"})
        page.evaluate(f"() => {{ window.slept = 600_000; window.wokeAt = performance.now(); {waking} }}")
        missed = page.get_by_test_id("idea").filter(has_text="Während sie schlief")
        expect(missed.nth(11)).to_be_attached()
        line(page, "live")
        took = page.evaluate("performance.now() - window.wokeAt")
        assert took <= 2_000 + BUSY_MS, f"{took} ms"
        say(f"frozen: everything seen {took:.0f} ms after {waking}")
        expect(page.get_by_test_id("composer-input")).to_be_focused()
        expect(page.get_by_test_id("composer-input")).to_have_value("Ein halber Satz")
        assert abs(page.evaluate("scrollY") - 400) <= 2


def test_in_a_black_hole_the_phone_says_so_within_eight_seconds_and_all_that_was_written_arrives_once(
    phones: Phones, cafe: Cafe, wire: Wire, say: Say, long: bool
) -> None:
    """T04. 45 s of silence in the long form, and somebody who writes on."""
    texts = [f"Im Loch {index}" for index in range(15 if long else 12)]
    pia = phones.phone(wire)
    line(pia, "live")
    wire.hole()
    for text in texts:
        write(pia, text)
        pia.wait_for_timeout(3_000 if long else 0)
    line(pia, "offline")
    expect(pia.get_by_test_id("connection")).to_contain_text("Auf diesem Gerät gesichert")
    took = honest_since(pia, wire.silent_since)
    assert took <= HONEST_MS + BUSY_MS, f"{took} ms"
    say(f"black hole: stopped saying that it is connected {took:.0f} ms after the last byte")
    pia.get_by_test_id("composer-input").press_sequentially("Noch ein halber Satz")
    back_again(pia, wire, say)
    expect(pia.get_by_test_id("composer-input")).to_have_value("Noch ein halber Satz")
    each_once(cafe, texts, "Im Loch")
    eventually(lambda: pia.evaluate("window.told.length") == len(texts), pia)  # `Phones.close` looks at them


def test_where_the_network_comes_and_goes_phones_are_soon_back_and_each_text_is_stored_once(
    phones: Phones, cafe: Cafe, wire: Wire, say: Say, long: bool
) -> None:
    """T05, in real browsers: five seconds up, five down in the long form; silent, refusing, silent …"""
    flaps, up_and_down = (4, 5_000) if long else (2, 1_000)
    pages = [phones.phone(wire) for _ in range(3)]
    for page in pages:
        line(page, "live")
    texts: list[str] = []
    for flap in range(flaps):
        for change in (wire.cut if flap % 2 else wire.hole, wire.heal):
            change()
            for page in pages:
                texts.append(f"Kommt und geht {len(texts)}")
                write(page, texts[-1])
            pages[0].wait_for_timeout(up_and_down)
    for page in pages:
        back_again(page, wire, say)
    each_once(cafe, texts, "Kommt und geht")


def test_on_a_slow_and_lossy_network_ones_own_idea_stands_there_at_once(
    phones: Phones, cafe: Cafe, wire: Wire, say: Say, long: bool
) -> None:
    """T02, in a real browser."""
    texts = [f"Sofort zu sehen {index}" for index in range(20 if long else 5)]
    pia = phones.phone(wire)
    line(pia, "live")
    wire.up_seconds, wire.down_seconds, wire.jitter_seconds, wire.loss = 0.15, 0.15, 0.1, 0.05
    took = []
    for text in texts:
        pia.get_by_test_id("composer-input").fill(text)
        took.append(pia.evaluate(SHOWN))
        pia.wait_for_timeout(500)
    settled(pia)
    each_once(cafe, texts, "Sofort zu sehen")
    say(f"slow network: one's own idea is drawn after {sorted(took)[len(took) // 2]:.0f} ms")
    assert sorted(took)[len(took) // 2] <= DRAWN_MS, took


def test_what_arrived_though_its_answer_was_lost_is_stored_once(phones: Phones, cafe: Cafe, wire: Wire) -> None:
    pia = phones.phone(wire)
    line(pia, "live")
    wire.deafen()
    write(pia, "Die Antwort geht verloren")
    eventually(lambda: bool(cafe.stored("Die Antwort")), pia)
    expect(pia.get_by_test_id("idea-status").last).to_contain_text("noch nicht gespeichert")
    wire.heal()
    settled(pia)
    each_once(cafe, ["Die Antwort geht verloren"], "Die Antwort")


def test_what_a_captive_portal_answers_counts_for_nothing(phones: Phones, cafe: Cafe, wire: Wire) -> None:
    pia = phones.phone(wire)
    line(pia, "live")
    wire.capture()
    write(pia, "Hinter dem Portal")
    line(pia, "offline")
    expect(pia.get_by_test_id("idea-status").last).to_contain_text("noch nicht gespeichert")
    wire.heal()
    settled(pia)
    each_once(cafe, ["Hinter dem Portal"], "Hinter dem Portal")


@pytest.mark.parametrize("sockets", [Sockets.STRIP, Sockets.REFUSE, Sockets.HANG, Sockets.CUT])
def test_where_sockets_are_blocked_the_phone_polls_and_nothing_is_lost(
    phones: Phones, cafe: Cafe, wire: Wire, sockets: Sockets, say: Say, long: bool
) -> None:
    """T06. In the long form for longer, and with an outage early on."""
    wire.sockets, wire.records = sockets, True
    opened = time.monotonic()
    pia = phones.phone(wire)
    expect(pia.get_by_test_id("question")).to_be_visible()
    took = (time.monotonic() - opened) * 1000
    assert took <= CONTENT_MS, f"{took:.0f} ms"
    line(pia, "live")
    say(f"WebSockets ({sockets}): content after {took:.0f} ms, live after {(time.monotonic() - opened) * 1000:.0f} ms")
    # Many words that cannot be compressed: a socket is to be cut for its size.
    texts = [f"Trotz {sockets} {index} {secrets.token_urlsafe(170)}" for index in range(24 if long else 12)]
    for text in texts:
        write(pia, text)
        pia.wait_for_timeout(500 if long else 0)
        if long and text == texts[4] and sockets is not Sockets.CUT:  # which is an outage itself
            wire.hole()
            line(pia, "offline")
            wire.heal()
    settled(pia)
    assert wire.cuts >= (sockets is Sockets.CUT)
    assert (len(wire.polling_posts()) > 0) is (sockets is not Sockets.CUT or wire.cuts > 0)
    each_once(cafe, texts, f"Trotz {sockets} ")
    assert max((len(packets) for packets in wire.polling_posts()), default=0) <= 16
    assert wire.upgrades <= 3
    tried = wire.upgrades
    pia.reload()
    line(pia, "live")
    assert wire.upgrades == tried, "opened again, it takes the road that worked"


@pytest.mark.parametrize("refusal", REFUSALS)
def test_where_storage_is_refused_the_phone_warns_and_still_sends_what_was_written_offline(
    phones: Phones, cafe: Cafe, wire: Wire, refusal: str, say: Say, long: bool
) -> None:
    """T15. Offline for 10 s in the long form."""
    with_network, without = f"Ohne {refusal}, mit Netz", [f"Ohne {refusal}, ohne Netz {index}" for index in range(12)]
    pia = phones.phone(wire, script=REFUSALS[refusal])
    line(pia, "live")
    write(pia, with_network)
    expect(pia.get_by_test_id("storage")).to_be_visible()
    settled(pia)
    wire.cut()
    for text in without:
        write(pia, text)
    expect(pia.get_by_test_id("idea-status").last).to_contain_text("nur auf dieser Seite")
    pia.wait_for_timeout(10_000 if long else 0)
    back_again(pia, wire, say)
    each_once(cafe, [with_network, *without], f"Ohne {refusal}")


def test_where_only_the_quick_shelf_is_refused_the_other_keeps_all_over_a_reload(
    phones: Phones, cafe: Cafe, wire: Wire, say: Say
) -> None:
    """T15: localStorage throws, IndexedDB does not; so there is nothing to warn of."""
    pia = phones.phone(wire, script=REFUSED % "localStorage")
    line(pia, "live")
    can_open_offline(pia)
    wire.cut()
    write(pia, "Nur in der Datenbank des Geräts")
    expect(pia.get_by_test_id("idea-status").last).to_contain_text("auf diesem Gerät, noch nicht gespeichert")
    pia.get_by_test_id("composer-input").press_sequentially("Ein halber Satz")
    expect(pia.get_by_test_id("storage")).to_be_hidden()
    pia.wait_for_timeout(KEPT_WITHIN_MS)
    pia.reload()
    expect(pia.get_by_test_id("composer-input")).to_have_value("Ein halber Satz")
    back_again(pia, wire, say)
    each_once(cafe, ["Nur in der Datenbank des Geräts"], "Nur in der")


def test_wiped_and_signed_out_in_the_middle_the_personal_code_brings_her_back_and_her_words_are_sent(
    phones: Phones, cafe: Cafe, wire: Wire
) -> None:
    token, code = cafe.person_with_code()
    pia = phones.phone(wire, token)
    context = phones.contexts[0]
    line(pia, "live")
    wire.cut()
    write(pia, "Vor dem Aufräumen geschrieben")
    expect(pia.get_by_test_id("idea-copy")).to_have_count(1)
    browser = context.new_cdp_session(pia)
    browser.send("Storage.clearDataForOrigin", {"origin": wire.url, "storageTypes": "indexeddb,local_storage"})
    context.clear_cookies()
    wire.heal()
    expect(pia.get_by_test_id("over")).to_be_visible()
    began = time.monotonic()
    with context.expect_page() as opened:
        pia.get_by_test_id("over").get_by_role("link").click()
    door = opened.value
    door.get_by_test_id("personal-code").fill(code)
    door.get_by_test_id("return").click()
    line(door, "live")
    took = (time.monotonic() - began) * 1000
    assert took <= RETURNED_MS, f"{took:.0f} ms"
    pia.bring_to_front()
    pia.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    settled(pia)
    expect(pia.get_by_test_id("over")).to_be_hidden()
    each_once(cafe, ["Vor dem Aufräumen geschrieben"], "Vor dem Aufräumen")


def test_what_one_person_wrote_is_never_sent_or_shown_as_another_who_came_in_by_the_same_device(
    phones: Phones, cafe: Cafe, wire: Wire
) -> None:
    tokens = {"Pia": cafe.person(), "Quirin": cafe.person()}
    page = phones.phone(wire, tokens["Pia"])
    line(page, "live")
    can_open_offline(page)
    wire.cut()
    write(page, "Nur von Pia")
    become(phones.contexts[0], wire.url, tokens["Quirin"])
    wire.heal()
    expect(page.get_by_test_id("idea-copy")).to_have_count(0, timeout=15_000)
    line(page, "live")
    assert cafe.stored("Nur von Pia") == []
    wire.cut()
    page.reload()
    expect(page.get_by_test_id("topic")).not_to_be_empty()
    assert "Nur von Pia" not in page.content()
    become(phones.contexts[0], wire.url, tokens["Pia"])
    wire.heal()
    page.reload()
    eventually(lambda: len(cafe.stored("Nur von Pia")) == 1, page)


def back_again(page: Page, wire: Wire, say: Say) -> None:
    """The network is back: soon the phone is live, and nothing of its person's waits any more."""
    wire.heal()
    began = time.monotonic()
    line(page, "live")
    settled(page)
    took = (time.monotonic() - began) * 1000
    assert took <= BACK_MS + BUSY_MS, f"{took:.0f} ms"
    say(f"live, and everything stored, {took:.0f} ms after the network was back")


def become(context: BrowserContext, url: str, token: str) -> None:
    """Somebody else comes in by this browser."""
    context.add_cookies([{"name": "cafe_table", "value": token, "url": url}])


def test_on_plain_http_in_a_hall_tabs_share_one_outbox_and_nothing_is_lost_over_a_reload(
    phones: Phones, cafe: Cafe, server: Served
) -> None:
    with Wire(server.port, host="halle.test") as wire:
        tabs = [phones.phone(wire)]
        tabs.append(phones.tab(phones.contexts[0], wire))
        assert tabs[0].evaluate(WITH_TLS_ONLY) == 0
        for tab in tabs:
            line(tab, "live")
        wire.cut()
        texts = [f"Ohne TLS {number}, Gedanke {index}" for number in range(2) for index in range(6)]
        for number, tab in enumerate(tabs):
            tab.bring_to_front()
            for index in range(6):
                write(tab, texts[number * 6 + index])
        tabs[1].get_by_test_id("composer-input").press_sequentially("Ein halber Satz ohne TLS")
        wire.heal()
        tabs[1].reload()
        expect(tabs[1].get_by_test_id("composer-input")).to_have_value("Ein halber Satz ohne TLS")
        for tab in tabs:
            settled(tab)
        each_once(cafe, texts, "Ohne TLS")


def test_written_offline_and_closed_it_is_sent_in_the_background(phones: Phones, cafe: Cafe, wire: Wire) -> None:
    pia = phones.phone(wire)
    context = phones.contexts[0]
    line(pia, "live")
    can_open_offline(pia)
    elsewhere = context.new_page()
    elsewhere.goto(f"{wire.url}/privacy")
    pia.bring_to_front()
    wire.cut()
    texts = [f"Im Hintergrund {index}" for index in range(12)]
    for text in texts:
        write(pia, text)
    expect(pia.get_by_test_id("idea-copy")).to_have_count(12)
    eventually(lambda: pia.evaluate(WAITING) == 12, pia)
    pia.close()
    wire.heal()
    sync_now(context, elsewhere, wire.url)
    eventually(lambda: len(cafe.stored("Im Hintergrund")) == 12, elsewhere)
    each_once(cafe, texts, "Im Hintergrund")


def test_a_browser_that_is_killed_has_what_was_typed_and_what_was_sent_when_it_is_opened_again(
    playwright: Playwright, cafe: Cafe, wire: Wire, tmp_path: Path
) -> None:
    home = tmp_path / "phone"
    cookie = {"name": "cafe_table", "value": cafe.person(), "url": wire.url, "expires": time.time() + 3600}

    def opened() -> Page:
        context = playwright.chromium.launch_persistent_context(
            str(home), executable_path=required(), args=FLAGS, locale="de-DE"
        )
        context.add_cookies([cookie])  # type: ignore[list-item]  # a dictionary will do
        page = context.pages[0]
        page.goto(f"{wire.url}/t")
        line(page, "live")
        return page

    pia = opened()
    wire.cut()
    write(pia, "Abgeschickt ohne Netz")
    pia.get_by_test_id("composer-input").press_sequentially("Mitten im Satz")
    pia.wait_for_timeout(KEPT_WITHIN_MS)
    kill_browser(home)
    wire.heal()
    pia = opened()
    expect(pia.get_by_test_id("composer-input")).to_have_value("Mitten im Satz")
    settled(pia)
    each_once(cafe, ["Abgeschickt ohne Netz"], "Abgeschickt ohne Netz")
    pia.context.close()


def test_a_change_of_ones_own_idea_is_still_open_after_a_reload(phones: Phones, cafe: Cafe, wire: Wire) -> None:
    pia = phones.phone(wire)
    line(pia, "live")
    write(pia, "Bänke am Ufer")
    settled(pia)
    mine = pia.get_by_test_id("idea").filter(has_text="Bänke am Ufer")
    mine.get_by_test_id("edit").click()
    pia.get_by_test_id("editor-input").fill("Bänke und Schatten am Ufer")
    pia.reload()
    expect(pia.get_by_test_id("editor-input")).to_have_value("Bänke und Schatten am Ufer")
    pia.get_by_test_id("editor-save").click()
    eventually(lambda: bool(cafe.stored("Bänke und Schatten")), pia)
    pia.reload()
    line(pia, "live")
    expect(pia.get_by_test_id("editor-input")).to_have_count(0)


def test_a_hosts_relay_card_is_still_there_after_a_reload_until_it_is_saved(
    phones: Phones, cafe: Cafe, wire: Wire
) -> None:
    host = phones.phone(wire)
    host.goto(f"{wire.url}/back")
    host.get_by_test_id("personal-code").fill(cafe.host_code)
    host.get_by_test_id("return").click()
    line(host, "live")
    question = host.get_by_test_id("relay-question")
    host.get_by_test_id("relay-open").click()
    question.fill("Wer pflegt die Bänke?")
    host.reload()
    line(host, "live")
    host.get_by_test_id("relay-open").click()
    expect(question).to_have_value("Wer pflegt die Bänke?")
    host.get_by_test_id("relay-save").click()
    expect(host.get_by_test_id("relay-saved")).to_contain_text("Gespeichert")
    assert "Bänke" not in host.evaluate("JSON.stringify(localStorage)"), "the server has it now"


def test_what_others_do_touches_neither_focus_nor_scroll_nor_half_typed_words_and_is_told_once_in_five_seconds(
    phones: Phones, cafe: Cafe, wire: Wire
) -> None:
    token = cafe.person()
    pia = phones.phone(wire, token)
    line(pia, "live")
    neighbour = cafe.neighbour(token)
    for index in range(10):
        cafe.post(neighbour, f"Schon da {index}: " + "mit vielen Worten über die Stadt am Sund " * 4)
    expect(pia.get_by_test_id("idea").filter(has_text="Schon da")).to_have_count(10)
    pia.get_by_test_id("composer-input").press_sequentially("Halb ge")
    pia.evaluate("scrollTo(0, 400)")
    pia.evaluate(LISTEN)
    reading = pia.evaluate(READING)
    for index in range(10):
        cafe.post(neighbour, f"Neu {index}")
    expect(pia.get_by_test_id("idea").filter(has_text="Neu ")).to_have_count(10)
    assert abs(pia.evaluate(READING) - reading) < 2
    expect(pia.get_by_test_id("composer-input")).to_be_focused()
    pia.keyboard.type("tippt")
    expect(pia.get_by_test_id("composer-input")).to_have_value("Halb getippt")
    assert pia.evaluate("window.sentences") <= 1
    scrolled = pia.evaluate("scrollY")
    cafe.end_round()
    expect(pia.get_by_test_id("to-top")).to_be_visible()
    expect(pia.get_by_test_id("composer-input")).to_be_focused()
    expect(pia.get_by_test_id("composer-input")).to_have_value("Halb getippt")
    highest = pia.evaluate("document.documentElement.scrollHeight - innerHeight")
    assert pia.evaluate("scrollY") >= min(scrolled, highest) - 2
    pia.get_by_test_id("to-top").click()
    assert pia.evaluate("scrollY") == 0
    cafe.next_round()


def test_a_phone_whose_clock_is_an_hour_off_shows_the_time_that_all_others_show(
    phones: Phones, cafe: Cafe, wire: Wire
) -> None:
    wire.up_seconds, wire.down_seconds = 0.05, 0.15
    wrong = [0, 3_600_000, -3_600_000]
    all_phones = [phones.phone(wire, script=CLOCK % off) for off in wrong]
    for page in all_phones:
        line(page, "live")
    shown = [page.evaluate(SECONDS_LEFT) for page in all_phones]
    left = [value + read / 1000 for value, read in shown]
    assert max(left) - min(left) <= 2, left  # a second of rounding, and a second of a busy machine


def test_who_signs_out_leaves_nothing_on_the_device(phones: Phones, cafe: Cafe, wire: Wire) -> None:
    pia = phones.phone(wire)
    line(pia, "live")
    can_open_offline(pia)
    write(pia, "Gespeichert vor dem Gehen")
    settled(pia)
    pia.get_by_test_id("composer-input").press_sequentially("Nie gesendet")
    pia.get_by_test_id("me").locator("summary").first.click()
    pia.get_by_test_id("leave").click()
    expect(pia.get_by_test_id("leave-unsent")).to_contain_text("Ein Text ist noch nicht gesendet")
    pia.wait_for_timeout(DOUBLE_TAP_MS)
    other_tab = phones.tab(phones.contexts[0], wire)
    line(other_tab, "live")
    pia.bring_to_front()
    pia.get_by_test_id("leave-yes").click()
    for tab in (pia, other_tab):
        tab.wait_for_url(f"{wire.url}/")
    assert pia.evaluate(LEFT_BEHIND) == []


def sync_now(context: BrowserContext, page: Page, origin: str) -> None:
    """What the browser does once it finds the network back: wakes the worker for its Background Sync."""
    session = context.new_cdp_session(page)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.extend(
            one["registrationId"] for one in event["registrations"] if one["scopeURL"].startswith(origin)
        ),
    )
    session.send("ServiceWorker.enable")
    eventually(lambda: bool(registrations), page)
    wanted = {"origin": origin, "registrationId": registrations[-1], "tag": "outbox", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", wanted)


def kill_browser(home: Path) -> None:
    """Power off for the browser that lives in this folder: every process of it, by its id."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(home).encode() in (folder / "cmdline").read_bytes():
                os.kill(int(folder.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            continue

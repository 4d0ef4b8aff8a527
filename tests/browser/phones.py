"""Phones of people at a café whose network can be made bad, and what was really stored of what they wrote."""

from __future__ import annotations

import json
import math
import re
import secrets
import sqlite3
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, cast

from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.served import Served
from tests.browser.hall import PHONE, WAIT_MS
from tests.faults.wire import Wire

HONEST_MS = 8_000
"""Nobody is told "Verbunden" for longer than this without a sign of life."""

BUSY_MS = 1_500
"""What a busy machine adds to a figure that is asserted."""

WATCH = """
(() => {
  // What the page has told its person, and when: kept over reloads, read by the test at the end.
  const kept = (name) => JSON.parse(sessionStorage.getItem(name) ?? "[]");
  const keep = (name) => { try { sessionStorage.setItem(name, JSON.stringify(window[name])); } catch {} };
  const now = () => performance.timeOrigin + performance.now();  // some tests set the clock
  window.told = kept("told");
  window.lines = kept("lines");
  const seen = new Set(window.told.map(({ what }) => what));
  const tell = (what) => {
    if (seen.has(what)) return;
    seen.add(what);
    window.told.push({ what, at: now() });
    keep("told");
  };
  const says = (line) => {
    if (window.lines.at(-1)?.line === line) return;
    window.lines.push({ line, at: now() });
    keep("lines");
  };
  says("opened");
  document.addEventListener("freeze", () => says("frozen"));
  document.addEventListener("resume", () => setTimeout(look));
  addEventListener("pagehide", () => says("gone"));
  const look = () => {
    const line = document.querySelector("[data-connection]")?.dataset.connection;
    if (line) says(line);
    for (const item of document.querySelectorAll("[data-testid=idea], [data-testid=idea-copy]")) {
      const status = item.querySelector("[data-testid=idea-status]")?.textContent ?? "";
      if (/(^|· )gespeichert/.test(status)) tell(item.querySelector(".idea-text").textContent);
    }
  };
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(look).observe(document, everything);
})();
"""


@dataclass
class Cafe:
    """One event of its own on a running server, in round 1, with ways to act in it."""

    server: Served
    event: int = 0
    code: str = ""
    lead: str = ""
    host_code: str = ""

    def __post_init__(self) -> None:
        said = self.server.flask("demo", "--stage", "round-1", "--people", "6")
        self.event = int(re.findall(r"Event (\d+), code", said)[0])
        self.code = re.findall(r"code (\w{6})", said)[0]
        self.lead = re.findall(r"lead\s+\S+/r/(\S+)", said)[0]
        self.host_code = re.findall(r"host .*personal code (\S+)", said)[0]

    def person(self) -> str:
        """Somebody new comes in; returns her token."""
        token: str = self.ask("join", {"code": self.code})["token"]
        return token

    def person_with_code(self) -> tuple[str, str]:
        """Somebody new: her token and her personal code."""
        joined = self.ask("join", {"code": self.code})
        return joined["token"], joined["personal_code"]

    def neighbour(self, token: str) -> str:
        """Somebody else at the same table; returns her token."""
        table = self.ask("resume", {"since": 0}, token)["you"]["table"]
        found = self.ask("join", {"code": self.code, "table": table})
        seat = self.ask("resume", {"since": 0}, found["token"])["you"]
        if seat["table"] != table:
            self.step("seating.move", person=seat["person"], table=table)
        neighbour: str = found["token"]
        return neighbour

    def post(self, token: str, text: str) -> None:
        """An idea of somebody whose network is good."""
        answer = self.ask(
            "command", {"id": secrets.token_urlsafe(12), "name": "idea.post", "args": {"text": text}}, token
        )
        assert answer["ok"], answer

    def step(self, name: str, **args: Any) -> dict[str, Any]:
        """The lead does something."""
        command = {"id": secrets.token_urlsafe(12), "name": name, "args": args}
        answer = self.ask("command", command, self.lead)
        assert answer["ok"], answer
        return answer

    def ask(self, what: str, body: Any, token: str = "") -> dict[str, Any]:
        """The API, past every bad wire."""
        request = urllib.request.Request(
            f"{self.server.url}/api/v1/{what}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def end_round(self) -> None:
        """The bell rings."""
        self.step("round.end", from_round=self.round)

    def next_round(self) -> None:
        """Everybody sits again."""
        self.step("round.start", from_round=self.round)

    @property
    def round(self) -> int:
        """The round that runs, or ran last."""
        seen = self.ask("resume", {"since": 0}, self.lead)["snapshot"]
        number: int = seen["clock"]["clock"]["round"]
        return number

    def stored(self, part: str = "") -> list[tuple[str, int, int, int]]:
        """(text, table, round, when in ms) of each idea with `part` in it, as the database has them."""
        rows = self.rows(
            'select text, "table", round, created_at from idea where event_id = ? and instr(text, ?) order by number',
            self.event, part,
        )  # fmt: skip
        return cast("list[tuple[str, int, int, int]]", rows)

    def ever_stored(self) -> dict[str, int]:
        """All texts of ideas that were stored at any time, and when at first."""
        stored: dict[str, int] = {}
        kinds = "kind in ('idea', 'my_idea')"
        for value, at in self.rows(
            f"select value, at from change where event_id = ? and {kinds} order by seq", self.event
        ):
            if value is not None:
                stored.setdefault(json.loads(value)["text"], at)
        return stored

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database has, as a reader from outside sees it."""
        address = f"file:{self.server.instance / 'cafe.sqlite'}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as database:
            return database.execute(query, values).fetchall()


@dataclass
class Phones:
    """Phones that are watched: no page error, nothing called stored that is not, nobody "connected" to a dead line."""

    browser: Browser
    cafe: Cafe
    contexts: list[BrowserContext] = field(default_factory=list)
    pages: list[tuple[Page, Wire]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def phone(self, wire: Wire, token: str = "", script: str = "") -> Page:
        """A new device of somebody, opened at her table. `script` runs before the page's own."""
        context = self.browser.new_context(
            viewport={"width": PHONE["width"], "height": PHONE["height"]}, locale="de-DE", timezone_id="Europe/Berlin"
        )
        self.contexts.append(context)
        context.add_init_script(WATCH)
        if script:
            context.add_init_script(script)
        context.add_cookies([{"name": "cafe_table", "value": token or self.cafe.person(), "url": wire.url}])
        return self.tab(context, wire)

    def tab(self, context: BrowserContext, wire: Wire) -> Page:
        """Another tab of the same device."""
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        self.pages.append((page, wire))
        page.goto(f"{wire.url}/t")
        return page

    def close(self) -> None:
        """Nobody was told what was not so."""
        stored = self.cafe.ever_stored()
        lies: list[str] = []
        for page, wire in self.pages:
            if not page.is_closed():
                lies += untrue(page.evaluate("window.told ?? []"), stored)
                lies += dishonest(page.evaluate("window.lines ?? []"), wire.silent_times())
        for context in self.contexts:
            context.close()
        assert [*lies, *self.errors] == []


def untrue(told: list[dict[str, Any]], stored: dict[str, int]) -> list[str]:
    """What a page called stored that is not in the journal, or was not yet then. `stored`: text → when, in ms."""
    early = (one["what"] for one in told if stored.get(one["what"], math.inf) > one["at"] + 1)
    return [f"called stored, and was not: {text}" for text in early]


def dishonest(lines: list[dict[str, Any]], silences: list[tuple[float, float]]) -> list[str]:
    """Where a page said that it is connected though its wire had been silent for too long."""
    ends = [*(one["at"] for one in lines[1:]), time.time() * 1000]
    return [
        f"said to be connected {(min(until, to * 1000) / 1000 - since):.1f} s after the last byte"
        for said, until in zip(lines, ends, strict=True)
        for since, to in silences
        if said["line"] == "live" and min(until, to * 1000) > max(said["at"], since * 1000 + HONEST_MS + BUSY_MS)
    ]


def line(page: Page, state: str, seconds: float = 15) -> None:
    """Waits until the page says so of its line."""
    page.wait_for_selector(f"[data-connection={state}]", state="attached", timeout=seconds * 1000)


def write(page: Page, text: str) -> None:
    """Types an idea and sends it; does not wait for anything."""
    page.get_by_test_id("composer-input").fill(text)
    page.get_by_test_id("post").click()


def settled(page: Page, seconds: float = 20) -> None:
    """Waits until nothing of this page's waits any more."""
    expect(page.get_by_test_id("idea-copy")).to_have_count(0, timeout=seconds * 1000)


def place(page: Page) -> tuple[int, int]:
    """Table and round as the page's head says them."""
    table = int(re.findall(r"\d+", page.get_by_test_id("table-number").first.inner_text())[0])
    return table, int(re.findall(r"Runde (\d+)", page.get_by_test_id("phase").inner_text())[0])


PICTURES = """async () => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open("cafe");
    asked.onsuccess = () => done(asked.result);
  });
  const count = await new Promise((done) => {
    const got = database.transaction("pictures").objectStore("pictures").count();
    got.onsuccess = () => done(got.result);
  });
  database.close();
  return count;
}"""
"""How many pages' pictures are kept on the device."""


def can_open_offline(page: Page) -> None:
    """Waits until the worker keeps the page, and the device its picture."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    eventually(lambda: page.evaluate(PICTURES) == 1, page)


def eventually(holds: Callable[[], bool], page: Page, seconds: float = 15) -> None:
    """Looks again and again until something holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass"
        page.wait_for_timeout(100)


def honest_since(page: Page, silent_since: float) -> float:
    """How many ms after the wire went silent the page stopped saying that it is connected."""
    lines: list[dict[str, Any]] = page.evaluate("window.lines")
    silent = silent_since * 1000
    said = next((one for one in lines if one["at"] >= silent and one["line"] != "live"), None)
    assert said, f"still says it is connected, {time.time() * 1000 - silent:.0f} ms after the last byte"
    return float(said["at"] - silent)


def each_once(cafe: Cafe, texts: list[str], part: str) -> None:
    """Each of these is stored once, and nothing else with `part` in it."""
    assert Counter(text for text, _, _, _ in cafe.stored(part)) == Counter(texts)

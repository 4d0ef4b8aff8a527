"""One café from the first start to the export: an organiser, six phones, two hosts, a lead and the screen."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from playwright.sync_api import Locator, Page, expect

from scripts.served import Served
from tests.browser.hall import LAPTOP, PHONE, WALL, Hall, barriers, live

PASSWORD = "Backstein und Ostsee"
WIDTHS = (PHONE, LAPTOP)
DOUBLE_TAP_MS = 450
"""A question does not take the tap that opened it for its answer."""


def set_up(organiser: Page, server: Served) -> dict[str, str]:
    """From the one-time link to an open event; returns the links by role and the event's code."""
    first = re.search(r"/organise/first/\S+", server.log)
    assert first
    organiser.goto(server.url + first.group(0))
    for field in organiser.locator("input[type=password]").all():
        field.fill(PASSWORD)
    organiser.get_by_test_id("set-password").click()
    organiser.get_by_test_id("new-event").first.click()
    organiser.get_by_test_id("template-stralsund").check(force=True)
    organiser.get_by_test_id("create").click()
    organiser.wait_for_url(re.compile(r"/organise/\d+"))
    match = re.search(r"/organise/(\d+)", organiser.url)
    assert match
    event = match.group(1)
    links: dict[str, str] = {"event": event}
    organiser.goto(f"{server.url}/organise/{event}/links")
    for role in ("lead", "screen", "host"):
        organiser.get_by_test_id(f"create-{role}").click()
    for role in ("lead", "screen"):
        links[role] = organiser.get_by_test_id(f"role-{role}").get_by_test_id("link-url").first.input_value()
    hosts = organiser.get_by_test_id("role-host").get_by_test_id("link-url")
    links["host-1"], links["host-2"] = hosts.nth(0).input_value(), hosts.nth(1).input_value()
    organiser.goto(f"{server.url}/organise/{event}")
    press(organiser, "open")
    expect(organiser.get_by_test_id("open")).to_have_count(0)
    return links


def look_around(pages: dict[str, Page]) -> None:
    """axe on every page, on a phone and on a laptop; the screen at its own size only."""
    found = []
    for name, page in pages.items():
        for size in (WALL,) if name == "screen" else WIDTHS:
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
            found += [f"{name} at {size['width']}: {one}" for one in barriers(page)]
    assert not found, "\n".join(found)


def press(lead: Page, step: str = "next-step") -> None:
    """The lead's step, confirmed in place where it asks."""
    lead.get_by_test_id(step).click()
    yes = lead.get_by_test_id(f"{step}-yes")
    if yes.count():
        expect(yes).to_be_visible()
        lead.wait_for_timeout(DOUBLE_TAP_MS)
        yes.click()


def write(phone: Page, text: str) -> None:
    """An idea, until the phone says that it is stored."""
    phone.get_by_test_id("composer-input").fill(text)
    phone.get_by_test_id("post").click()
    mine = phone.get_by_test_id("idea").filter(has_text=text)
    expect(mine).to_have_count(1)
    expect(mine.get_by_test_id("idea-status")).to_contain_text("gespeichert")


def table_of(phone: Page) -> int:
    """The table's number as the page's head says it."""
    return int(re.findall(r"\d+", phone.get_by_test_id("table-number").first.inner_text())[0])


def test_six_phones_two_hosts_a_lead_and_the_screen_run_a_cafe_and_every_idea_is_in_the_export_once(
    hall: Hall, server: Served
) -> None:
    organiser = hall.device(LAPTOP)
    links = set_up(organiser, server)

    lead, screen = live_page(hall, links["lead"], LAPTOP), live_page(hall, links["screen"], WALL)
    code = screen.locator("body").inner_text()
    assert re.search(r"\b[2-9A-HJ-NP-Z]{6}\b", code)
    join = re.search(r"\b[2-9A-HJ-NP-Z]{6}\b", code).group(0)  # type: ignore[union-attr]  # asserted above

    hosts = [enter_as_host(hall, links[f"host-{number}"]) for number in (1, 2)]
    phones = [enter(hall, server, join) for _ in range(6)]
    pages = {"lead": lead, "screen": screen, "host": hosts[0], "phone": phones[0], "organiser": organiser}
    for phone in phones:
        phone.get_by_test_id("arrive").click()
        expect(phone.get_by_test_id("arrived")).to_be_visible()
    look_around(pages)

    posted: list[tuple[str, int, int]] = []
    for round_number in (1, 2):
        press(lead)
        for number, phone in enumerate(phones):
            expect(phone.get_by_test_id("phase")).to_contain_text(f"Runde {round_number} von")
            text = f"Runde {round_number}, Gedanke {number}: mehr Grün = mehr Stadt"
            write(phone, text)
            posted.append((text, table_of(phone), round_number))
        hosts[0].get_by_test_id("scribe").click()
        words = f"Runde {round_number}, für jemanden ohne Telefon"
        hosts[0].get_by_test_id("composer-input").fill(words)
        hosts[0].get_by_test_id("post").click()
        expect(hosts[0].get_by_test_id("idea").filter(has_text=words)).to_have_count(1)
        posted.append((words, table_of(hosts[0]), round_number))
        look_around(pages)
        press(lead)
        for phone in phones:
            expect(phone.get_by_test_id("next-step")).to_contain_text(re.compile("Weiter zu Tisch|Sie bleiben"))
            if phone.get_by_test_id("arrive").is_visible():
                phone.get_by_test_id("arrive").click()
                expect(phone.get_by_test_id("arrived")).to_be_visible()
        look_around(pages)
    assert {table for _, table, round_number in posted if round_number == 1}

    press(lead, "step-harvest_between")
    harvest(lead, server, phones)
    look_around({**pages, "desk": lead})
    lead.goto(f"{server.url}/lead")
    live(lead)
    press(lead, "step-close")
    for phone in phones:
        expect(phone.get_by_test_id("phase")).to_contain_text("Beendet")
    look_around(pages)

    exported = export_of(organiser, server, links["event"])
    topics = {table["number"]: table["topic"] for table in exported["tables"]}
    counted = Counter((idea["text"], idea["table"], idea["round"]) for idea in exported["ideas"])
    assert counted == Counter(posted)
    assert all(idea["topic"] == topics[idea["table"]] for idea in exported["ideas"])
    assert len(exported["themes"]) == 2
    assert sum(theme["dots"]["phone"] for theme in exported["themes"]) == 6
    assert len(exported["measures"]) == 1


def live_page(hall: Hall, link: str, size: dict[str, int]) -> Page:
    """A page opened by a role's link."""
    page = hall.device(size)
    page.goto(link)
    return live(page)


def enter_as_host(hall: Hall, link: str) -> Page:
    """A host opens her link and is in."""
    page = hall.device()
    page.goto(link)
    page.get_by_test_id("host-enter").first.click()
    page.wait_for_url(re.compile(r"/t\b"))
    return live(page)


def enter(hall: Hall, server: Served, code: str) -> Page:
    """A participant types the code and taps a group: in."""
    page = hall.device()
    page.goto(server.url)
    page.get_by_test_id("code").fill(code.lower())
    page.get_by_test_id("enter").click()
    page.get_by_test_id("group-none").click()
    page.wait_for_url(re.compile(r"/t\b"))
    return live(page)


def theme_of(desk: Page, title: str) -> Locator:
    """The theme with this title; the others name it too, to be merged into."""
    return desk.get_by_test_id("theme").filter(has=desk.get_by_test_id("theme-title").filter(has_text=title))


def harvest(lead: Page, server: Served, phones: list[Page]) -> None:
    """Two themes, dots by all, one measure: at the theme team's desk."""
    lead.goto(f"{server.url}/lead/harvest")
    live(lead)
    for title in ("Schatten im Sommer", "Ruhe am Abend"):
        lead.get_by_test_id("new-theme-title").fill(title)
        lead.get_by_test_id("new-theme").click()
        expect(theme_of(lead, title)).to_have_count(1)
    for title, count in (("Schatten im Sommer", 5), ("Ruhe am Abend", 3)):
        for index in range(count):
            lead.get_by_test_id("pool").get_by_test_id("pick").nth(index).check()
        lead.get_by_test_id("to-theme").click()
        lead.wait_for_timeout(DOUBLE_TAP_MS)
        lead.get_by_test_id("assign-to").filter(has_text=title).click()
        expect(theme_of(lead, title).get_by_test_id("idea")).to_have_count(count)
    lead.get_by_test_id("tab-dots").click()
    press(lead, "dots-open")
    for phone in phones:
        theme = phone.get_by_test_id("theme").filter(has_text="Schatten im Sommer")
        theme.get_by_test_id("dot-more").click()
        expect(theme.get_by_test_id("my-dots")).to_contain_text("1")
    press(lead, "dots-close")
    lead.get_by_test_id("tab-measures").click()
    lead.get_by_test_id("measure-new").click()
    lead.get_by_test_id("measure-name").fill("Straßenbäume in jedem Viertel")
    lead.get_by_test_id("measure-save").click()
    expect(lead.get_by_test_id("measure").filter(has_text="Straßenbäume")).to_have_count(1)


def export_of(organiser: Page, server: Served, event: str) -> dict[str, Any]:
    """The JSON the organiser downloads."""
    organiser.goto(f"{server.url}/organise/{event}/results")
    with organiser.expect_download() as download:
        organiser.get_by_test_id("download-report.json").click()
    return json.loads(download.value.path().read_text())  # type: ignore[no-any-return]  # our own export

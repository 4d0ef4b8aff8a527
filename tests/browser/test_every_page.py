"""Every page that stands still: the door, the organiser's desk, what is printed. No barrier, small or large."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from cafe import i18n
from scripts.served import Served
from tests.browser.hall import LAPTOP, PHONE, Hall, barriers
from tests.browser.test_whole_cafe import PASSWORD

DESK = (
    "",
    "basics",
    "topics",
    "tables",
    "rounds",
    "rhythm",
    "questions",
    "people",
    "handover",
    "wifi",
    "guests",
    "links",
    "results",
    "delete",
    "print",
)
DOOR = ("/", "/back", "/privacy", "/nirgends", "/organise/login")


def look(page: Page, url: str) -> list[str]:
    """What axe finds, and what runs out of a phone's width."""
    page.goto(url)
    found = []
    for size in (PHONE, LAPTOP):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        found += [f"at {size['width']}: {one}" for one in barriers(page)]
    return found


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_door_has_no_barriers(hall: Hall, server: Served, language: str) -> None:
    page = hall.device(expect=(404,))
    page.context.add_cookies([{"name": i18n.COOKIE, "value": language, "url": server.url}])
    code = re.findall(r"code (\w{6})", server.flask("demo", "--stage", "lobby", "--people", "12"))[0]
    found = [one for path in (*DOOR, f"/j/{code}") for one in look(page, server.url + path)]
    assert not found, "\n".join(found)
    assert page.locator("html").get_attribute("lang") == language


def test_the_organisers_desk_has_no_barriers(hall: Hall, server: Served) -> None:
    page = hall.device(LAPTOP)
    server.flask("demo", "--stage", "lobby", "--people", "12")
    first = re.search(r"/organise/first/\S+", server.log)
    assert first
    found = look(page, server.url + first.group(0))
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_test_id("set-password").click()
    page.wait_for_url("**/organise/")
    page.get_by_test_id("event").first.locator("a").first.click()
    page.wait_for_url(re.compile(r"/organise/\d+"))
    event = page.url.rstrip("/")
    for url in (
        f"{server.url}/organise/",
        f"{server.url}/organise/new",
        *(f"{event}/{part}".rstrip("/") for part in DESK),
    ):
        found += look(page, url)
    assert not found, "\n".join(found)

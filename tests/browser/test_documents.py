"""Taking documents home in a real browser, from a real server: with scripts, without, and called off."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from scripts.served import Served
from tests.browser.hall import LAPTOP, Hall


def lead_link(server: Served) -> str:
    """The link of the lead of a café that is over."""
    made = server.flask("demo", "--stage", "closed", "--people", "20")
    return re.findall(r"http\S+", next(line for line in made.splitlines() if "lead" in line))[0]


def test_the_lead_takes_a_document_home_and_sees_how_far_it_is(hall: Hall, server: Served) -> None:
    page = hall.device(LAPTOP)
    page.goto(lead_link(server))
    page.get_by_test_id("tab-exports").click()
    with page.expect_download() as taken:
        page.get_by_test_id("download-report.json").click()
    assert json.loads(Path(taken.value.path()).read_text())["schema"] == "world-cafe-report"
    assert taken.value.suggested_filename.endswith("report.json")


def test_without_scripts_a_link_waits_for_its_document(hall: Hall, server: Served) -> None:
    page = hall.device(LAPTOP, java_script_enabled=False)
    page.goto(lead_link(server))
    address = page.get_by_test_id("download-report.md").get_attribute("href")
    answer = page.context.request.get(f"{server.url}{address}")
    assert answer.ok
    assert answer.text().startswith("# ")


def test_a_document_that_is_called_off_is_not_fetched(hall: Hall, server: Served) -> None:
    page = hall.device(LAPTOP)
    page.goto(lead_link(server))
    page.get_by_test_id("tab-exports").click()
    waiting = {"state": "working", "share": 20, "words": "Wird vorbereitet: report.docx"}
    page.route("**/export/orders/*?*", lambda route: route.fulfill(json=waiting) if route.request.method == "GET"
               else route.continue_())  # fmt: skip
    line = page.locator("[data-document]").filter(has=page.get_by_test_id("download-report.md"))
    line.get_by_test_id("download-report.md").click()
    expect(line.get_by_role("status")).to_have_text("Wird vorbereitet: report.docx")
    expect(line.get_by_role("progressbar")).to_have_attribute("value", "20")
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as gone:
        line.get_by_role("button", name="Abbrechen").click()
    assert gone.value.status == 200
    expect(line.get_by_role("status")).to_be_hidden()
    expect(line.get_by_test_id("download-report.md")).to_be_focused()


def test_a_browser_that_hangs_up_leaves_no_process_and_no_document(hall: Hall, server: Served) -> None:
    page = hall.device(LAPTOP, java_script_enabled=False)
    page.goto(lead_link(server))
    address = page.get_by_test_id("download-package.zip").get_attribute("href")
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    made = server.log.count("document_made")
    with socket.create_connection(("127.0.0.1", server.port)) as wire:
        wire.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n\r\n".encode())
        until(lambda: children(server))
    until(lambda: not children(server))
    assert server.log.count("document_made") == made


def children(server: Served) -> set[str]:
    """Processes the server has started that are still there."""
    assert server.process
    tasks = Path(f"/proc/{server.process.pid}/task").iterdir()
    return {child for task in tasks for child in (task / "children").read_text().split()}


def until(come_true: Callable[[], object]) -> None:
    """Waits for something that will happen."""
    end = time.monotonic() + 30
    while not come_true():
        assert time.monotonic() < end
        time.sleep(0.02)

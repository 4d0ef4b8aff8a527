"""What a phone's first visit weighs, and how soon it can be used on a slow line.

    python -m bench.first_visit

Slow 4G as Chromium's own throttling gives it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip; a browser that has
never been here. "Usable" is when the page's module has taken over: its connection mark says live.
"""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.chromium import required
from scripts.pictures import FLAGS
from scripts.served import Served, served

DOWN, UP, LATENCY_MS = 1.6e6 / 8, 750e3 / 8, 150
TIMES = 5


def main() -> None:
    """Prints a table."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=required(), args=FLAGS)
        said = server.flask("demo", "--stage", "round-1")
        code = re.findall(r"code (\w{6})", said)[0]
        visits = [visit(browser, server, code) for _ in range(TIMES)]
        browser.close()
    for name, size in sorted(visits[0]["sizes"].items(), key=lambda entry: -entry[1]):
        print(f"{size:>8,} B  {name}")
    print(f"{sum(visits[0]['sizes'].values()):>8,} B  in all")
    for word in ("drawn", "usable"):
        times = sorted(each[word] for each in visits)
        print(f"{word}: median {statistics.median(times):.2f} s, worst {times[-1]:.2f} s of {TIMES} first visits")


def visit(browser: Browser, server: Served, code: str) -> dict[str, dict[str, int] | float]:
    """Somebody scans the event's code and is in: the weight of the table's page, and its times."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="de-DE")
    page = context.new_page()
    page.goto(f"{server.url}/j/{code}")
    page.get_by_test_id("group-none").click()
    page.wait_for_url("**/t*")
    cookies = context.cookies()
    context.close()

    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="de-DE")
    context.add_cookies(cookies)  # type: ignore[arg-type]  # what cookies() gives, add_cookies() takes
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY_MS, "downloadThroughput": DOWN, "uploadThroughput": UP},
    )
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    network.on("Network.responseReceived", lambda event: names.update({event["requestId"]: event["response"]["url"]}))
    network.on(
        "Network.loadingFinished",
        lambda event: sizes.update({short(names.get(event["requestId"], "?")): int(event["encodedDataLength"])}),
    )
    began = time.monotonic()
    page.goto(f"{server.url}/t", wait_until="commit")
    page.wait_for_selector("[data-testid=question]")
    drawn = time.monotonic() - began
    page.wait_for_selector("[data-connection=live]", state="attached")
    usable = time.monotonic() - began
    page.wait_for_timeout(500)
    context.close()
    return {"sizes": sizes, "drawn": drawn, "usable": usable}


def short(url: str) -> str:
    """A URL without host, release and query."""
    return re.sub(r"^https?://[^/]+|\?.*$|/static/[^/]+(?=/)", "", url)


if __name__ == "__main__":
    main()

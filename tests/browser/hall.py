"""A hall of browsers: each device is a context of its own, and each page is watched."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from scripts.served import ROOT

PHONE = {"width": 360, "height": 780}
LAPTOP = {"width": 1440, "height": 900}
WALL = {"width": 1920, "height": 1080}
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WAIT_MS = 15_000


@dataclass
class Hall:
    """All devices of one test."""

    browser: Browser
    url: str
    troubles: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def device(self, size: dict[str, int] = PHONE, *, expect: tuple[int, ...] = (), **options: Any) -> Page:
        """A device nobody has used before. `expect`: statuses above 399 that this test provokes on purpose."""
        context = self.browser.new_context(
            viewport={"width": size["width"], "height": size["height"]}, locale="de-DE",
            timezone_id="Europe/Berlin", **options,
        )  # fmt: skip
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        self.watch(page, expect)
        return page

    def watch(self, page: Page, expect: tuple[int, ...]) -> None:
        """Notes whatever must not happen."""

        def console(message: ConsoleMessage) -> None:
            provoked = any(f"status of {status}" in message.text for status in expect)
            if message.type in {"error", "warning"} and not provoked:
                self.troubles.append(f"{page.url}: console {message.type}: {message.text}")

        def request(asked: Request) -> None:
            parts = urlsplit(asked.url)
            if parts.scheme not in {"data", "blob"} and parts.netloc != urlsplit(self.url).netloc:
                self.troubles.append(f"{page.url}: request to another host: {asked.url}")

        def response(got: Response) -> None:
            if got.status >= 400 and got.status not in expect:
                self.troubles.append(f"{page.url}: {got.status} for {got.url}")

        page.on("console", console)
        page.on("request", request)
        page.on("response", response)
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))

    def close(self) -> None:
        """Everybody goes home; nothing may have been wrong."""
        for context in self.contexts:
            context.close()
        assert not self.troubles, "\n".join(self.troubles)


def live(page: Page) -> Page:
    """Waits until the page says that it is connected."""
    page.wait_for_selector("[data-connection=live]", state="attached")
    return page


def barriers(page: Page) -> list[str]:
    """What axe finds on this page: WCAG 2.2 AA and best practice, nothing switched off."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [
        f"{page.url}: {one['id']}: {one['help']}: " + json.dumps([node["html"][:160] for node in one["nodes"][:3]])
        for one in found["violations"]
    ]

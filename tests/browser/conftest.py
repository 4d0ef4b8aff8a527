"""Whole cafés in a real browser, against a real server.

Every page that a test opens is watched: a console error, a failed request or a request to another host fails the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from scripts.chromium import required
from scripts.pictures import FLAGS
from scripts.served import Served, served
from tests.browser.hall import Hall

HALL_WITHOUT_TLS = "--host-resolver-rules=MAP halle.test 127.0.0.1"
"""A name that is no localhost: over plain http a browser withholds there what it withholds from phones in a hall."""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One driver for all browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium."""
    browser = playwright.chromium.launch(executable_path=required(), args=[*FLAGS, HALL_WITHOUT_TLS])
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with an empty database."""
    with served(Path(tmp_path_factory.mktemp("cafe"))) as running:
        yield running


@pytest.fixture
def hall(chromium: Browser, server: Served) -> Iterator[Hall]:
    """A hall full of devices, all watched."""
    room = Hall(chromium, server.url)
    yield room
    room.close()

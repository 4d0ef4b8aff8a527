"""Whole cafés in a real browser, against a real server.

Every page that a test opens is watched: a console error, a failed request or a request to another host fails the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts.chromium import required
from scripts.pictures import FLAGS
from scripts.served import Served, served
from tests.browser.hall import Hall


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=required(), args=FLAGS)
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

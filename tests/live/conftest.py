"""The cast's café at each phase, for the tests of what everybody sees; and a broom behind those with real sockets."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.usecases.phases import Shelf

THREAD_SECONDS = 2.0


@pytest.fixture(scope="session")
def shelf(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Cafés by phase, made once."""
    return Shelf(empty_database, Path(tmp_path_factory.mktemp("shelf")))


@pytest.fixture(autouse=True)
def swept(request: pytest.FixtureRequest) -> Iterator[None]:
    """The Python client leaves closed sockets to the garbage collector: swept here, they trouble no later test."""
    before = set(threading.enumerate())
    yield
    if request.node.get_closest_marker("filterwarnings"):
        for thread in set(threading.enumerate()) - before:
            thread.join(THREAD_SECONDS)
        gc.collect()

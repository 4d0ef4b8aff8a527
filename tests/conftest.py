"""What all tests share: a database of its own for each, and the cast on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cafe.domain.phases import Phase
from cafe.store.migrate import migrate
from cafe.store.unit_of_work import Store
from tests.cast import Cafe, Clock, prepared

Say = Callable[[str], None]
SAID = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make faults` asks for the long form of what `make test` tries in a short one."""
    parser.addoption("--long", action="store_true", help="faults at full length: all the kills, the longest silences")


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether a fault comes at full length; in its short form it is the same, only smaller."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def say(request: pytest.FixtureRequest, long: bool) -> Say:
    """A line among the results of `make faults`: a figure that was seen."""
    return request.config.stash.setdefault(SAID, []).append if long else lambda _line: None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker (pytest-xdist) hands on what was seen."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["said"] = session.config.stash.get(SAID, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a worker has handed on; nothing, if it died."""
    node.config.stash.setdefault(SAID, []).extend(getattr(node, "workeroutput", {}).get("said", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What was seen, once the tests have run: while they run nobody hears them."""
    for line in config.stash.get(SAID, []):
        terminalreporter.line(line)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file; each test works on a copy."""
    path = Path(tmp_path_factory.mktemp("database")) / "empty.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> str:
    """The URL of a database nobody has used."""
    path = tmp_path / "cafe.sqlite"
    shutil.copy(empty_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until somebody moves it."""
    return Clock()


@pytest.fixture
def store(database: str, clock: Clock) -> Iterator[Store]:
    """A real store on that database."""
    opened = Store(database, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def cafe(store: Store, clock: Clock) -> Cafe:
    """The cast's event, in draft."""
    return prepared(store, clock)


@pytest.fixture
def cafe_at(cafe: Cafe) -> Callable[[Phase], Cafe]:
    """The cast's event at a phase."""
    return cafe.until

"""One café that was held, drawn once for all tests of the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from cafe.domain.report import Report
from cafe.usecases import report
from tests.export import cast
from tests.export.nasty import TEXTS


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The café of the cast."""
    return drawn(tmp_path_factory.mktemp("held"), cast.held())


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The same with each nasty text as an idea, from number 100 on."""
    ideas = [cast.idea(100 + at, 3, 1, text, theme=1) for at, text in enumerate(TEXTS)]
    return drawn(tmp_path_factory.mktemp("nasty"), [*cast.held(), *ideas])


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """An event nobody came to."""
    return drawn(tmp_path_factory.mktemp("empty"), cast.bare())


def drawn(path: Path, rows: list[object]) -> Report:
    with cast.database(path, rows) as store, store.read() as session:
        return report.build(session, 1, cast.START)

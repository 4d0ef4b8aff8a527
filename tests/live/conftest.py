"""The cast's café at each phase, for the tests of what everybody sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.usecases.phases import Shelf


@pytest.fixture(scope="session")
def shelf(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Cafés by phase, made once."""
    return Shelf(empty_database, Path(tmp_path_factory.mktemp("shelf")))

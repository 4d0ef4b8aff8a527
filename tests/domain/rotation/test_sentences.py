"""Every sentence that a plan can say is in the catalogue, so that the roof can have words for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from cafe.domain.rotation.plan import Stopped
from cafe.domain.rotation.sentences import CODES
from cafe.domain.rotation.weights import Emphasis
from tests.domain.rotation.cafes import CONTRADICTORY, SHELF, planned, shelf

PAGE = Path(__file__).parents[3] / "docs" / "rotation.md"
SOURCES = Path(__file__).parents[3] / "cafe" / "domain" / "rotation"


@pytest.mark.parametrize("path", sorted([*SHELF.glob("p0*.json"), *SHELF.glob("p27*"), *CONTRADICTORY.glob("*.json")]))
def test_sentences_have_the_parameters_of_the_catalogue(path: Path) -> None:
    for sentence in planned(shelf(path.stem, path.parent), 0.05).explanation.sentences:
        assert set(sentence.params) == set(CODES[sentence.code]), sentence.code


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_of_the_catalogue_is_idle(code: str) -> None:
    kind, _, name = code.partition("_")
    where = {"clash": "clashes.py", "broken": "explain.py"}.get(kind, "sentences.py")
    spoken = name if kind in {"clash", "broken"} else code
    assert f'"{spoken}"' in (SOURCES / where).read_text(encoding="utf-8")


def test_the_page_names_every_word_of_the_formats() -> None:
    page = PAGE.read_text(encoding="utf-8")
    words = [
        *(one for one in CODES if not one.startswith(("clash_", "broken_"))),
        *map(str, Emphasis),
        *map(str, Stopped),
    ]
    assert [word for word in words if f"`{word}`" not in page] == []

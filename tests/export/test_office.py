"""What a town hall's LibreOffice makes of our office files: it opens them, and reads what was written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cafe.domain.report import Report
from cafe.export import formats
from cafe.export.words import german
from scripts.libreoffice import converted
from tests.export import readers

READ_AS = {"word": "txt:Text (encoded):UTF8", "opendocument": "txt:Text (encoded):UTF8", "excel": "xlsx"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where LibreOffice works; it keeps its settings there from one file to the next."""
    return tmp_path_factory.mktemp("office")


def opened(report: Report, form: str, into: str, folder: Path) -> bytes:
    """One of our files as LibreOffice gives it back."""
    file = folder / f"ours-{form}.{formats.FORMATS[form].ending}"
    file.write_bytes(formats.renderer(form)(report, german))
    return converted(file, into, folder)


@pytest.mark.parametrize("form", ["word", "opendocument"])
def test_it_reads_every_nasty_text_in_a_document_as_it_was_typed(nasty: Report, form: str, folder: Path) -> None:
    text = opened(nasty, form, READ_AS[form], folder).decode("utf-8-sig")
    for idea in nasty.ideas:
        for line in idea.text.split("\n"):
            assert line in text, idea.number


@pytest.mark.parametrize("form", ["word", "opendocument"])
def test_it_sets_a_document_in_pages_with_contents_and_bookmarks(held: Report, form: str, folder: Path) -> None:
    told = readers.pages(opened(held, form, "pdf", folder))
    assert "Smarte Region Stralsund" in told
    assert "Maßnahme 1: Radweg nach Altefähr" in told
    assert "Inhalt" in told
    assert told.count("Worauf Maßnahme 1 beruht") == 1


def test_it_reads_every_cell_of_the_workbook_and_finds_no_formula(nasty: Report, folder: Path) -> None:
    ours = formats.renderer("excel")(nasty, german)
    (folder / "data.xlsx").write_bytes(ours)
    (folder / "back").mkdir()
    back = converted(folder / "data.xlsx", "xlsx", folder / "back")
    ideas = {row["number"]: row["text"] for row in readers.workbook(back)["ideas"]}
    assert ideas == {idea.number: idea.text for idea in nasty.ideas}
    sheets = [text for name, text in readers.unpacked(back).items() if "worksheets/" in name]
    assert {formula for sheet in sheets for formula in re.findall(rb"<f[ >].*?</f>", sheet)} <= {
        b'<f aca="false">TRUE()</f>', b'<f aca="false">FALSE()</f>',
    }, "so it writes what is true or false"  # fmt: skip

"""Typst behind its fence: what goes in as data stays text, and nothing else is read."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cafe import typesetting

AT = datetime(2022, 10, 26, 17, 0, tzinfo=UTC)

HEAD = '#set document(title: "Probe")\n'


def set_page(folder: Path, source: str, **inputs: str) -> bytes:
    main = folder / "main.typ"
    main.write_text(HEAD + source)
    return typesetting.pdf(main, inputs, AT)


def test_a_page_is_an_archival_and_accessible_pdf_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    first = set_page(tmp_path, "#sys.inputs.text", text="Fahrradstraßen am Sund")
    assert first == set_page(tmp_path, "#sys.inputs.text", text="Fahrradstraßen am Sund")
    assert b"<pdfaid:part>3</pdfaid:part>" in first
    assert b"<pdfuaid:part>1</pdfuaid:part>" in first


@pytest.mark.parametrize(
    "source",
    ['#read("/etc/passwd")', '#read("../secret.txt")', '#import "@preview/cetz:0.3.0"', '#image("/etc/passwd")'],
)
def test_a_source_reads_nothing_outside_its_folder_and_fetches_no_package(tmp_path: Path, source: str) -> None:
    (tmp_path / "secret.txt").write_text("CANARY")
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(typesetting.TypesettingError):
        set_page(inside, source)


def test_letters_of_this_machine_are_not_used() -> None:
    found = set(typesetting.fonts().families())
    assert found == set(typesetting.FAMILIES)
    assert all(Path(font.path or "").parent == typesetting.FONTS for font in typesetting.fonts().fonts())


def test_a_sign_that_no_typeface_has_gets_a_box_and_stays_in_the_file(tmp_path: Path) -> None:
    families = ", ".join(f'"{name}"' for name in typesetting.FAMILIES)
    source = f"#set text(font: ({families}), fallback: false)\n#sys.inputs.text"
    assert set_page(tmp_path, source, text="\U00013080 \U0001e900 \u1b05")


def test_the_last_resort_is_the_same_file_on_every_machine() -> None:
    digest = hashlib.sha256((typesetting.FONTS / "last-resort.ttf").read_bytes()).hexdigest()
    assert digest == "40f37625d5f48436d53048a3b885f9973bae5b86e2a42e3e4bbd2b68284eec8b"


def test_without_typefaces_the_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "FONTS", tmp_path)
    typesetting.fonts.cache_clear()
    with pytest.raises(RuntimeError, match="make setup"):
        typesetting.fonts()

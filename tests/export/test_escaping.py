"""Any text comes out as text."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cafe.domain.text import clean
from cafe.export import escaping
from tests.export.nasty import TEXTS

READERS = {"commonmark": MarkdownIt("commonmark"), "gfm": MarkdownIt("commonmark").enable(["table", "strikethrough"])}
"""Reading strictly, and as most sites do."""

TYPED = st.text().map(lambda text: clean(text, lines=True)).filter(bool)
MARKS = st.text(alphabet="\\`*_{}[]()#+-.!|<>~$^=:&;'\"@ \n1aä", min_size=1).map(lambda text: clean(text, lines=True))


def read(source: str, reader: str) -> str:
    """What a reader shows; anything but paragraphs of plain text is an error."""
    tokens = READERS[reader].parse(source)
    assert {token.type for token in tokens} == {"paragraph_open", "inline", "paragraph_close"}
    return "\n\n".join(shown(token) for token in tokens if token.type == "inline")


def shown(inline: Token) -> str:
    """The text of a line, in which only text and line breaks may stand."""
    assert inline.children is not None
    assert {part.type for part in inline.children} <= {"text", "text_special", "hardbreak"}
    return "".join("\n" if part.type == "hardbreak" else part.content for part in inline.children)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_nasty_text_in_markdown_is_read_as_it_was_typed(text: str, reader: str) -> None:
    assert read(escaping.markdown(text), reader) == text


@given(text=TYPED | MARKS.filter(bool))
def test_any_text_in_markdown_is_read_as_it_was_typed(text: str) -> None:
    for reader in READERS:
        assert read(escaping.markdown(text), reader) == text


@given(text=TYPED | MARKS.filter(bool))
def test_any_text_in_a_table_of_markdown_stays_in_its_cell(text: str) -> None:
    line = escaping.markdown_line(text)
    tokens = READERS["gfm"].parse(f"| a | b |\n| --- | --- |\n| {line} | Ende |\n")
    first, second = [token for token in tokens if token.type == "inline"][2:]
    assert (shown(first), shown(second)) == (text.replace("\n", " "), "Ende")


@given(text=TYPED | MARKS.filter(bool))
def test_any_text_in_a_heading_or_an_item_of_markdown_stays_in_it(text: str) -> None:
    line = escaping.markdown_line(text)
    for before, kind in (("### ", "heading_open"), ("- **1** ", "bullet_list_open")):
        tokens = READERS["gfm"].parse(f"{before}{line}\n")
        [inline] = [token for token in tokens if token.type == "inline"]
        assert tokens[0].type == kind
        assert inline.children is not None
        words = "".join(part.content for part in inline.children if part.type in {"text", "text_special"})
        assert words == ("1 " if kind == "bullet_list_open" else "") + text.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("https://x.example", r"https\://x.example"),
        ("WWW.x.example", r"WWW\.x.example"),
        ("mailto:x@y.example", r"mailto\:x\@y.example"),
        (":smile:", r"\:smile:"),
        ("um 13:00 am 26.10.2022", "um 13:00 am 26.10.2022"),
        (":100: 26. Tag", r"\:100: 26. Tag"),
        ("Ziel: 2030. Fertig!", "Ziel: 2030. Fertig!"),
    ],
)
def test_what_sites_turn_into_links_and_pictures_is_broken_by_a_backslash(text: str, escaped: str) -> None:
    assert escaping.markdown(text) == escaped


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_no_nasty_text_begins_a_cell_as_a_formula(text: str) -> None:
    assert_harmless(escaping.cell(text))
    assert escaping.uncell(escaping.cell(text)) == text


@given(text=TYPED)
def test_any_text_in_a_cell_is_harmless_and_comes_back(text: str) -> None:
    assert_harmless(escaping.cell(text))
    assert escaping.uncell(escaping.cell(text)) == text


@given(text=st.text())
def test_text_that_was_never_cleaned_is_harmless_too(text: str) -> None:
    assert_harmless(escaping.cell(text))
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerow([escaping.cell(text), "Ende"])
    [row] = csv.reader(io.StringIO(written.getvalue(), newline=""), delimiter=";")
    assert row == [escaping.cell(text), "Ende"]
    assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in escaping.plain(text))


def assert_harmless(cell: str) -> None:
    """Nothing a spreadsheet could begin a formula with, even after it has dropped blanks or folded wide letters."""
    first = unicodedata.normalize("NFKC", cell).lstrip()[:1]
    assert first not in {"=", "+", "-", "@", "−"} or not first

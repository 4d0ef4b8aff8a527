"""One layer between what people typed and what a format might take for more than text.

Whatever goes in comes out as text where the document is read. Texts were cleaned when they came in (domain/text.py);
they are cleaned again here, so that nothing depends on how a row got into the database.
"""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from cafe.domain.text import BIDI, INVISIBLE, clean

FORMULA = "=+-@\t\r\n＝＋－＠﹢﹣﹦﹫−"
"""What makes Excel, LibreOffice or Google Sheets read a cell as a formula: ASCII, full-width and small forms."""

ANYWHERE = re.compile(r"([\\`*_#\[\]<>&|~$^={}])")
"""Characters that can mean something to CommonMark, GFM, Pandoc, Kramdown or a maths extension wherever they stand."""

IMAGE = re.compile(r"!(?=\\\[)")
LINK = re.compile(r":(?=\S)(?!(?<=\d:)\d)|(?<=www)\.|(?<=\S)@(?=\S)", re.IGNORECASE)
"""The colon of https://… and :smile:, the dot of www., the @ of an address: readers make links or pictures of them."""

BLOCK = re.compile(r"^(\s*)([+\-:%]|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)
"""What begins a list, a rule or a definition at the start of a line."""


NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
SUSPECT = re.compile(
    f"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef"
    f"\U000f0000-\U0010ffff{NONCHARACTERS}{BIDI}{INVISIBLE}]"
)
"""A sign that `plain` takes out, or near enough: thousands of texts without one need no second cleaning."""


def all_plain(value: Any) -> Any:
    """The same value, lists and dictionaries all the way down, with each text in it as `plain` gives it."""
    match value:
        case str():
            return plain(value) if SUSPECT.search(value) else value
        case dict():
            return {key: all_plain(one) for key, one in value.items()}
        case list() | tuple():
            return [all_plain(one) for one in value]
        case _:
            return value


def plain(text: str) -> str:
    """The text without what no document can carry: control characters, bidi overrides, halves of characters."""
    return clean(text, lines=True)


def cell(text: str) -> str:
    """Text for a cell of a table that no spreadsheet takes for a formula: such text gets an apostrophe before it.

    Text that begins with an apostrophe gets one too, so `uncell` gives back exactly what was put in.
    """
    text = plain(text)
    return f"'{text}" if text.lstrip(" \u00a0")[:1] in {*FORMULA, "'"} and text else text


def uncell(text: str) -> str:
    """What `cell` was given."""
    return text.removeprefix("'")


def xml(text: str) -> str:
    """Text within XML or HTML, between tags or within quotation marks.

    `plain` has taken out what XML 1.0 cannot carry at all (control characters, halves of characters, the 66 code
    points that are none), so everything else comes out of a parser as it went in.
    """
    return escape(plain(text), {'"': "&quot;", "'": "&#39;"})


def markdown(text: str) -> str:
    """Text as paragraphs of Markdown; a single line break becomes a hard one."""
    return "\n\n".join(_paragraph(paragraph) for paragraph in plain(text).split("\n\n"))


def markdown_line(text: str) -> str:
    """Text within a line of Markdown, as a heading, a list item or a cell of a table is."""
    return _line(plain(text).replace("\n", " "))


def _paragraph(paragraph: str) -> str:
    """Lines that stay lines."""
    return "\\\n".join(_line(line) for line in paragraph.split("\n"))


def _line(line: str) -> str:
    """One line, escaped: what works anywhere first, then what works at its start."""
    line = ANYWHERE.sub(r"\\\1", line)
    line = IMAGE.sub(r"\\!", line)
    line = LINK.sub(lambda found: f"\\{found[0]}", line)
    return BLOCK.sub(_block, line)


def _block(found: re.Match[str]) -> str:
    """A number keeps its digits and gets its dot escaped; anything else is escaped itself."""
    space, mark = found[1], found[2]
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"

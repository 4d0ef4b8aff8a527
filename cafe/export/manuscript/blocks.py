"""What a manuscript is made of. All texts are as they were typed, cleaned; each format escapes them in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from cafe.export.escaping import plain


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line. `typed` by people, so in the event's language; `to` is the anchor it leads to."""

    text: str
    strong: bool = False
    typed: bool = False
    to: str = ""


Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is a chapter; the document's own title is none of these."""

    level: int
    text: Line
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`kind` is body, lead (larger, at the top) or quiet (a remark)."""

    text: Line
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Items:
    """A list. `anchors`, if there are any, one for each item."""

    items: tuple[Line, ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and a head; columns in `numbers` are set to the right; the first one names the row.

    The caption of a `titled` table stands in the heading above already; it is told to those who hear the document.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Part, ...], ...]
    numbers: frozenset[int] = frozenset()
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """A figure of bars; `rows` say all that it shows, so the table beside it stands for it."""

    caption: str
    rows: tuple[tuple[str, int], ...]


Block = Heading | Paragraph | Items | Table | Bars


def line(*parts: Part | str) -> Line:
    """A line of these pieces; what is only text is ours."""
    return tuple(Part(part) if isinstance(part, str) else part for part in parts)


def typed(text: str, *, strong: bool = False, to: str = "") -> Part:
    """What people wrote."""
    return Part(plain(text), strong=strong, typed=True, to=to)


def number(value: int | None, none: str = "–") -> Part:
    """A number in a cell."""
    return Part(none if value is None else str(value))


def text_of(text: Line) -> str:
    """A line without its marks."""
    return "".join(part.text for part in text)

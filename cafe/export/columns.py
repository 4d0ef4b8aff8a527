"""How wide the columns of a table are, from what stands in them."""

from __future__ import annotations

import re

from cafe.export.manuscript import Table

LETTER_CM, BOLD_CM = 0.15, 0.185
"""A letter of a table's type, on average; those of its head are bold."""

PADDING_CM = 0.35
WORD = 15
"""A word as long as this is not broken if it can be helped."""
LONGEST = 60
"""A text counts as no longer than this: it wraps."""


def widths(table: Table, page_cm: float) -> list[float]:
    """Centimetres for each column, `page_cm` in all: no word is broken, and the rest goes where most words are."""
    least = [longest_word(table, at) + PADDING_CM for at in range(len(table.head))]
    wanted = [
        max(0.0, average(table, at) * LETTER_CM - least[at]) if at not in table.numbers else 0.0
        for at in range(len(table.head))
    ]
    room, total = page_cm - sum(least), sum(wanted)
    if room <= 0:
        return [one * page_cm / sum(least) for one in least]
    share = [one / total for one in wanted] if total else [1 / len(least)] * len(least)
    return [one + room * part for one, part in zip(least, share, strict=True)]


def longest_word(table: Table, at: int) -> float:
    """Centimetres of the longest word in a column: the head's in full, those of cells up to a bound."""
    head = max(map(len, re.split(r"[\s/]", table.head[at])))
    cells = max((len(word) for row in table.rows for word in row[at].text.split()), default=0)
    return max(head * BOLD_CM, min(cells, WORD) * LETTER_CM)


def average(table: Table, at: int) -> float:
    """How long the cells of a column are, on average; at least as long as its head."""
    lengths = [min(len(row[at].text), LONGEST) for row in table.rows]
    return max(len(table.head[at]), sum(lengths) / len(lengths) if lengths else 0)

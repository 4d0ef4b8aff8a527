"""Dot voting: n dots per person, placed on themes as one likes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from cafe.domain.errors import Code, Refused


def place(mine: Mapping[int, int], theme: int, dots: int, per_person: int) -> dict[int, int]:
    """One's dots after putting `dots` on `theme` (0 takes them away).

    Raises Refused(conflict, "no_dots_left") if that would be more than `per_person` in all.
    """
    after = {**mine, theme: dots}
    if sum(after.values()) > per_person:
        others = sum(count for number, count in mine.items() if number != theme)
        raise Refused(Code.CONFLICT, "no_dots_left", field="dots", left=max(0, per_person - others))
    return {number: count for number, count in after.items() if count > 0}


def on_sheet(placed: Iterable[tuple[int, int]], per_person: int) -> dict[int, int]:
    """Theme → dots of one person's sheet of paper; a theme named twice gets both.

    Raises Refused(invalid, "sheet_too_full") with more than `per_person` in all: then one dot too many was drawn, and
    somebody has to look at the sheet. An empty one (nobody was convinced) is a sheet too.
    """
    dots: Counter[int] = Counter()
    for theme, count in placed:
        dots[theme] += count
    if dots.total() > per_person:
        raise Refused(Code.INVALID, "sheet_too_full", field="dots", most=per_person, over=dots.total() - per_person)
    return dict(dots)

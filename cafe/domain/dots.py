"""Dot voting: n dots per person, placed on themes as one likes."""

from __future__ import annotations

from collections.abc import Mapping

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

"""How many sit at each table when all sit as evenly as the seats allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Window:
    """The balanced size of a table, the least and most people it may have, and the whole numbers next to balanced."""

    target: Fraction
    least: int
    most: int
    floor: int
    ceiling: int


def balanced(capacities: Mapping[int, int], people: int) -> dict[int, Fraction]:
    """Balanced sizes by water filling: all tables rise to one level, a small one stops at its seats.

    With more people than seats every table is full.
    """
    left = sorted(capacities, key=lambda table: (capacities[table], table))
    rest, sizes = Fraction(people), dict[int, Fraction]()
    while left:
        level, smallest = rest / len(left), left[0]
        if capacities[smallest] > level:
            return sizes | dict.fromkeys(left, level)
        sizes[smallest] = Fraction(capacities[smallest])
        rest -= capacities[smallest]
        left.pop(0)
    return sizes


def windows(capacities: Mapping[int, int], people: int) -> dict[int, Window]:
    """The sizes within ±1 of balanced that are whole numbers and within the seats."""
    return {
        table: Window(
            target,
            max(0, ceiling(target - 1)),
            min(capacities[table], floor(target + 1)),
            floor(target),
            ceiling(target),
        )
        for table, target in balanced(capacities, people).items()
    }


def floor(number: Fraction) -> int:
    """The whole number below."""
    return number.numerator // number.denominator


def ceiling(number: Fraction) -> int:
    """The whole number above."""
    return -(-number.numerator // number.denominator)

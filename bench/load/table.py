"""The figures as a table: a row a figure, a column a server, and what ours is to the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

SERVERS = ("ours", "node", "naive")


@dataclass(frozen=True, slots=True)
class Result:
    """What one server did in one case."""

    scenario: str
    case: str
    server: str
    rate: float
    figures: Mapping[str, float]

    def as_dict(self) -> dict[str, Any]:
        """As it is written down."""
        return asdict(self)


def line(figures: Mapping[str, float]) -> str:
    """All figures in one line."""
    return ", ".join(f"{name} {short(value)}" for name, value in figures.items())


def drawn(results: Sequence[Result]) -> str:
    """A block per case."""
    return "\n\n".join(
        block(case, {each.server: each.figures for each in results if each.case == case})
        for case in dict.fromkeys(each.case for each in results)
    )


def block(case: str, of_case: Mapping[str, Mapping[str, float]]) -> str:
    """A row per figure; not every server knows every figure."""
    names = dict.fromkeys(name for figures in of_case.values() for name in figures)
    rows = [["", *SERVERS, "ours/node", "ours/naive"], *([name, *columns(name, of_case)] for name in names)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows]
    return "\n".join([case, *lines])


def columns(name: str, of_case: Mapping[str, Mapping[str, float]]) -> list[str]:
    """One figure of each server, and the ratios."""
    ours, *others = (of_case.get(server, {}).get(name) for server in SERVERS)
    cells = ["–" if value is None else short(value) for value in (ours, *others)]
    return cells + [f"{ours / other:.2f}" if ours is not None and other else "–" for other in others]


def short(value: float) -> str:
    """Three figures, and never an exponent."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.4f}" if value < 0.1 else f"{value:.3g}"

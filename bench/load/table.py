"""The figures as a table: a row a figure, a column a server, and what ours is to the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SERVERS = ("ours", "node", "naive")


def line(figures: Mapping[str, float]) -> str:
    """All figures in one line."""
    return ", ".join(f"{name} {short(value)}" for name, value in figures.items())


def drawn(results: Sequence[Mapping[str, object]]) -> str:
    """A block per case."""
    blocks: list[str] = []
    for case in dict.fromkeys(str(result["case"]) for result in results):
        of_case = {str(result["server"]): result for result in results if result["case"] == case}
        names = [name for name in next(iter(of_case.values())) if name not in {"case", "server", "phones"}]
        rows = [["", *SERVERS, "ours/node", "ours/naive"]]
        rows += [[name, *columns(name, of_case)] for name in names]
        widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
        lines = [
            "  ".join(cell.ljust(width) if not index else cell.rjust(width)
                      for index, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
            for row in rows
        ]  # fmt: skip
        blocks.append("\n".join([case, *lines]))
    return "\n\n".join(blocks)


def columns(name: str, of_case: Mapping[str, Mapping[str, object]]) -> list[str]:
    """One figure of each server, and the ratios."""
    values = [of_case.get(server, {}).get(name) for server in SERVERS]
    cells = [short(value) if isinstance(value, float | int) else "–" for value in values]
    ours = values[0]
    for other in values[1:]:
        both = isinstance(ours, float | int) and isinstance(other, float | int) and other
        cells.append(f"{ours / other:.2f}" if both else "–")  # type: ignore[operator]  # both are numbers here
    return cells


def short(value: float) -> str:
    """Three figures, and never an exponent."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.4f}" if value < 0.1 else f"{value:.3g}"

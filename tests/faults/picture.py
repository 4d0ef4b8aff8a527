"""How a hall comes back after its server was killed, as a picture.

python -m tests.faults.picture    draws what `make faults` has seen, into docs/pictures
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from scripts.served import ROOT
from tests.faults.conftest import RECOVERIES

LEFT, TOP, WIDTH, HEIGHT = 64, 72, 560, 260
SECONDS = 6
GOAL_SECONDS = 5
STEP = 2
"""Per cent of the phones."""

BLUE, BROWN = "#145a8d", "#a3530f"

Run = list[float]
"""Seconds after the port was open until each phone was complete, in order."""


def drawn(kills: list[Run], herds: list[Run]) -> str:
    """An SVG: a fine line for each kill, and the herd's."""
    words = (
        f"{len(kills)} kills of a server with {len(kills[0])} phones that write (blue), "
        f"and one with {len(herds[0]):,} phones (brown)"
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 24} {TOP + HEIGHT + 56}" role="img" '
        'font-family="sans-serif" font-size="12">',
        f"<title>How a hall comes back: {words}</title>",
        f'<rect width="{LEFT + WIDTH + 24}" height="{TOP + HEIGHT + 56}" fill="#fff"/>',
        '<text x="16" y="24" font-weight="bold" font-size="14">Phones that have, and have sent, everything</text>',
        f'<text x="16" y="44" fill="#444">{words}</text>',
        *axes(),
    ]
    for runs, colour, opacity in ((kills, BLUE, 0.35), (herds, BROWN, 1.0)):
        for run in runs:
            parts.append(
                f'<path d="{steps(run)}" fill="none" stroke="{colour}" stroke-width="1.5" opacity="{opacity}"/>'
            )
    return "\n".join([*parts, "</svg>", ""])


def axes() -> list[str]:
    """Per cent upwards, seconds to the right, the goal as a line."""
    parts = []
    for share in (0, 25, 50, 75, 100):
        y = TOP + HEIGHT * (1 - share / 100)
        parts.append(f'<path d="M{LEFT} {y:.1f}h{WIDTH}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{share} %</text>')
    for second in range(SECONDS + 1):
        parts.append(f'<text x="{x(second):.1f}" y="{TOP + HEIGHT + 20}" text-anchor="middle">{second}</text>')
    parts.append(f'<path d="M{x(GOAL_SECONDS):.1f} {TOP}v{HEIGHT}" stroke="#888" stroke-dasharray="4 4"/>')
    words = f"seconds after the port was open again; {GOAL_SECONDS} are allowed"
    parts.append(f'<text x="{LEFT}" y="{TOP + HEIGHT + 42}" fill="#444">{words}</text>')
    return parts


def steps(run: Sequence[float]) -> str:
    """The share of phones that were complete, over time."""
    path = f"M{LEFT} {TOP + HEIGHT}"
    for percent in range(STEP, 101, STEP):
        seconds = run[math.ceil(len(run) * percent / 100) - 1]
        path += f"H{x(seconds):.0f}V{TOP + HEIGHT * (1 - percent / 100):.0f}"
    return path + f"H{LEFT + WIDTH}"


def x(seconds: float) -> float:
    """Where a moment lies."""
    return LEFT + WIDTH * min(seconds, SECONDS) / SECONDS


if __name__ == "__main__":
    kill, herd = (json.loads((RECOVERIES / name).read_text()) for name in ("kill", "herd"))
    (ROOT / "docs/pictures/convergence.svg").write_text(drawn(kill, herd))

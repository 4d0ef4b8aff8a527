"""Latency against load as a picture: a line a server, both axes logarithmic, drawn by hand as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from bench.load.table import Result

LEFT, TOP, WIDTH, HEIGHT, BOTTOM, RIGHT = 64, 72, 560, 300, 56, 96
COLOURS = {"ours": "#145a8d", "node": "#2e7d4f", "naive": "#a33"}
NAMES = {"ours": "this café", "node": "Node", "naive": "naive Flask"}
SLOWEST_MS, QUICKEST_MS = 10_000, 1
GOAL_MS = 100

Point = tuple[float, float, float]
"""Posts per second, median and 99th percentile in milliseconds."""


def drawn(results: Sequence[Result]) -> str:
    """An SVG of all rungs of the ladder that were climbed."""
    rungs = [each for each in results if each.scenario == "ladder"]
    rates = sorted({each.rate for each in rungs}) or [1.0]
    scale = Scale(rates[0], rates[-1])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + RIGHT} {TOP + HEIGHT + BOTTOM}" '
        'role="img" font-family="sans-serif" font-size="12">',
        "<title>Latency against load: from a post to the last phone at its table</title>",
        f'<rect width="{LEFT + WIDTH + RIGHT}" height="{TOP + HEIGHT + BOTTOM}" fill="#fff"/>',
        '<text x="16" y="24" font-weight="bold" font-size="14">From a post to the last phone at its table</text>',
        '<text x="16" y="44" fill="#444">99th percentile (line) and median (dots), milliseconds</text>',
        *axes(scale, rates),
    ]
    for name, colour in COLOURS.items():
        points = [
            (each.rate, each.figures["table_p50_ms"], each.figures["table_p99_ms"])
            for each in rungs
            if each.server == name
        ]
        parts += line(scale, points, colour, NAMES[name])
    return "\n".join([*parts, "</svg>", ""])


class Scale:
    """Where a rate and a wait lie on the paper."""

    def __init__(self, least: float, most: float) -> None:
        self._least = least
        self._span = log10(most / least) or 1.0

    def x(self, rate: float) -> float:
        """To the right: more posts per second."""
        return LEFT + WIDTH * log10(rate / self._least) / self._span

    def y(self, wait: float) -> float:
        """Upwards: slower."""
        inside = min(max(wait, QUICKEST_MS), SLOWEST_MS)
        return TOP + HEIGHT * (1 - log10(inside / QUICKEST_MS) / log10(SLOWEST_MS / QUICKEST_MS))


def axes(scale: Scale, rates: Sequence[float]) -> list[str]:
    """Ground lines, and the goal."""
    parts: list[str] = []
    for wait in (1, 10, 100, 1_000, 10_000):
        y = scale.y(wait)
        parts.append(f'<path d="M{LEFT} {y:.1f}h{WIDTH}" stroke="{"#888" if wait == GOAL_MS else "#ddd"}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{wait:,}</text>')
    for rate in rates:
        x = scale.x(rate)
        parts.append(f'<text x="{x:.1f}" y="{TOP + HEIGHT + 20}" text-anchor="middle">{rate:,.0f}</text>')
    parts.append(f'<text x="{LEFT}" y="{TOP + HEIGHT + 42}" fill="#444">posts per second</text>')
    return parts


def line(scale: Scale, points: Sequence[Point], colour: str, name: str) -> list[str]:
    """One server."""
    if not points:
        return []
    path = "L".join(f"{scale.x(rate):.1f} {scale.y(p99):.1f}" for rate, _, p99 in points)
    rate, _, p99 = points[-1]
    return [
        f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        *(
            f'<circle cx="{scale.x(rate):.1f}" cy="{scale.y(p50):.1f}" r="3" fill="{colour}"/>'
            for rate, p50, _ in points
        ),
        f'<text x="{scale.x(rate) + 8:.1f}" y="{scale.y(p99) + 4:.1f}" fill="{colour}" font-weight="bold">'
        f"{name}</text>",
    ]

"""The measured repeats as a picture: a row per café, the bound, the trial and the planner side by side."""

from __future__ import annotations

from collections.abc import Sequence

ROW, LEFT, WIDTH, TOP = 18, 190, 520, 46


def picture(rows: Sequence[tuple[str, float, float, float]]) -> str:
    """An SVG of (café, planner, trial, bound), on a square-root scale so that 1 and 70 can both be seen."""
    most = max(max(row[1:]) for row in rows) or 1
    height = TOP + ROW * len(rows) + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 60} {height}" role="img" '
        'font-family="sans-serif" font-size="12">',
        "<title>Repeated meetings per café: provable bound, trial, planner after one second</title>",
        f'<rect width="{LEFT + WIDTH + 60}" height="{height}" fill="#fff"/>',
        '<text x="8" y="18" font-weight="bold">Repeated meetings after one second (square-root scale)</text>',
        '<path d="M8 34h14" stroke="#111" stroke-width="2"/><text x="28" y="38">provable bound</text>',
        '<circle cx="150" cy="34" r="4" fill="none" stroke="#a33"/><text x="160" y="38">trial</text>',
        '<circle cx="216" cy="34" r="4" fill="#145a8d"/><text x="226" y="38">this planner</text>',
    ]
    for index, (name, ours, trial, bound) in enumerate(rows):
        y = TOP + ROW * index + 12
        x_ours, x_trial, x_bound = (LEFT + WIDTH * (value / most) ** 0.5 for value in (ours, trial, bound))
        parts += [
            f'<text x="8" y="{y + 4}">{name}</text>',
            f'<path d="M{LEFT} {y}H{LEFT + WIDTH}" stroke="#ddd"/>',
            f'<path d="M{x_bound:.1f} {y - 6}v12" stroke="#111" stroke-width="2"/>',
            f'<circle cx="{x_trial:.1f}" cy="{y}" r="5" fill="none" stroke="#a33"/>',
            f'<circle cx="{x_ours:.1f}" cy="{y}" r="3" fill="#145a8d"/>',
            f'<text x="{LEFT + WIDTH + 12}" y="{y + 4}">{ours:g}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])

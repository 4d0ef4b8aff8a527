"""Where stakeholder groups agree and where not, from the protected cells alone (see privacy): nothing new is told."""

from __future__ import annotations

from cafe.domain.report import ByGroup, Report
from cafe.domain.story.model import Contrast, GroupLine, Priorities
from cafe.domain.story.themes import percent

ALIKE = 15
"""Parts whose shares lie at most so many percentage points apart weigh a theme alike."""

DIFFERENT = 30
"""From so many on, differently. In between it is left open: with a few dozen people that much is chance."""

FIRST = 3
"""So many themes are named as the first of each part."""


def priorities(report: Report) -> Priorities:
    """The themes by stakeholder group."""
    lines = tuple(line(report, one) for one in report.themes_by_group)
    contrasts = [contrast for one in lines if (contrast := compared(one))]
    alike = [one for one in contrasts if one.high_share - one.low_share <= ALIKE and one.high_share > 0]
    different = [one for one in contrasts if one.high_share - one.low_share >= DIFFERENT]
    clear = {one.theme for one in (*alike, *different)}
    return Priorities(
        told=any(share is not None for one in lines for share in one.shares),
        lines=lines,
        alike=tuple(sorted(alike, key=lambda one: (-one.high_share - one.low_share, one.theme))),
        different=tuple(sorted(different, key=lambda one: (one.low_share - one.high_share, one.theme))),
        unclear=tuple(one.theme for one in lines if one.theme not in clear),
        first=tuple(first(lines, at) for at in range(len(report.groups))),
    )


def line(report: Report, cells: ByGroup) -> GroupLine:
    """The cells of a theme as per cent of each part."""
    shares = (
        None if cell is None else percent(cell, part.people)
        for cell, part in zip(cells.cells, report.groups, strict=True)
    )
    return GroupLine(cells.number, cells.people, tuple(shares))


def compared(one: GroupLine) -> Contrast | None:
    """The two parts furthest apart, or none where fewer than two are told."""
    told = [(share, at) for at, share in enumerate(one.shares) if share is not None]
    if len(told) < 2:
        return None
    high, low = max(told, key=lambda pair: (pair[0], -pair[1])), min(told)
    return Contrast(one.theme, tuple(at for _, at in told), high[1], low[1], high[0], low[0])


def first(lines: tuple[GroupLine, ...], part: int) -> tuple[int, ...]:
    """The themes most people of a part gave dots to, as far as they are told."""
    told = [(share, one.theme) for one in lines if (share := one.shares[part])]
    return tuple(theme for _, theme in sorted(told, key=lambda pair: (-pair[0], pair[1]))[:FIRST])

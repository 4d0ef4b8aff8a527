"""What mattered to whom: the dots, and the same with the eyes of stakeholder groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cafe.domain.report import ByGroup
from cafe.domain.story import Contrast
from cafe.export import prose, words
from cafe.export.pdf import charts
from cafe.export.pdf.telling import Block, Telling, chapter, section, share, table

WIDEST = 8
"""Columns of a table by group: more would not fit a page, the parts then stand below each other."""


def by_group(t: Telling, head: str, names: Mapping[int, str], lines: Sequence[ByGroup]) -> Iterator[Block]:
    """A table by group, in several where it would be too wide; a mark shows each cell's share of its group."""
    _, report = t.translate, t.report
    for start in range(0, len(t.parts), WIDEST):
        columns = slice(start, start + WIDEST)
        people = [part.people for part in report.groups[columns]]
        yield {
            "is": "matrix",
            "head": [head, _("Alle"), *t.parts[columns]],
            "rows": [
                {
                    "label": names[line.number], "all": line.people,
                    "cells": [
                        {"text": _("n. a.") if cell is None else str(cell), "share": share(cell, of)}
                        for cell, of in zip(line.cells[columns], people, strict=True)
                    ],
                }
                for line in lines
            ],
        }  # fmt: skip
    yield {"is": "quiet", "text": _("n. a.: nicht ausgewiesen. Der Balken unter einer Zahl zeigt, welcher Anteil "
                                    "der Zielgruppe das ist; volle Breite ist die ganze Zielgruppe.")}  # fmt: skip


def priorities(t: Telling) -> Iterator[Block]:
    """How themes were weighed, in all and by stakeholder group."""
    _, report = t.translate, t.report
    yield chapter(_("Was wem wichtig ist"))
    if report.dots.state == "open":
        text = _("Die Vergabe der Punkte läuft noch. Zahlen stehen erst nach ihrem Ende im Bericht.")
        yield {"is": "note", "text": text}
    if report.dots.state != "closed" or not report.themes:
        if report.dots.state != "open":
            yield {"is": "note", "text": _("Es wurden keine Punkte vergeben.")}
        return
    yield {"is": "para", "text": _(
            "Punkte je Person: %(each)d. Personen, die am Gerät Punkte vergeben haben: %(people)d. "
            "Punkte von Geräten: %(phone)d, auf Papier: %(paper)d. Eingetragene Papierbogen: %(sheets)d."
        ) % {
        "each": report.dots.per_person, "people": report.dots.people or 0,
        "phone": report.dots.phone or 0, "paper": report.dots.paper or 0, "sheets": report.dots.sheets or 0,
    }}  # fmt: skip
    ranked = [t.themes[told.number] for told in t.story.themes]
    weights = [(theme.title, theme.dots.total) for theme in ranked if theme.dots]
    yield charts.bars(_("Punkte je Themenfeld"), weights, _)
    yield section(_("Alle Punkte"))
    yield table(
        [_("Nr."), _("Themenfeld"), _("Punkte"), _("davon auf Papier"), _("Personen am Gerät")],
        [
            [theme.number, theme.title, theme.dots.total, theme.dots.paper, theme.dots.people]
            for theme in ranked
            if theme.dots
        ],
        widths=[1, 8, 2, 2, 2], right=[2, 3, 4],
    )  # fmt: skip
    yield from lens(t)


def lens(t: Telling) -> Iterator[Block]:
    """What stakeholder groups weigh alike and what differently."""
    _, told = t.translate, t.story.priorities
    yield section(_("Mit den Augen der Zielgruppen"))
    if not told.told:
        yield {"is": "para", "text": _("Nach Zielgruppen wird hier nichts ausgewiesen.")
               + " " + words.privacy_note(_)}  # fmt: skip
        return
    alike = [(one, prose.alike(one, _)) for one in told.alike]
    different = [(one, prose.different(one, t.parts, _)) for one in told.different]
    yield {
        "is": "lens",
        "columns": [
            {"title": _("Das wiegen sie gleich"), "items": contrasts(t, alike),
             "empty": _("Bei keinem Themenfeld liegen alle ausgewiesenen Gruppen nah beieinander.")},
            {"title": _("Das wiegen sie verschieden"), "items": contrasts(t, different),
             "empty": _("Bei keinem Themenfeld liegen ausgewiesene Gruppen weit auseinander.")},
        ],
    }  # fmt: skip
    if told.unclear:
        numbers = words.numbered(sorted(told.unclear))
        yield {"is": "para", "text": _("Nicht eindeutig, oder es sind zu wenige Gruppen ausgewiesen, bei den "
                                       "Themenfeldern: %(numbers)s.") % {"numbers": numbers}}  # fmt: skip
    first = [
        [part, "; ".join(f"{number} {t.themes[number].title}" for number in mine) or "–"]
        for part, mine in zip(t.parts, told.first, strict=True)
    ]
    yield section(_("Was jede Zielgruppe zuerst nennt"))
    yield table([_("Zielgruppe"), _("Themenfelder, denen die meisten ihrer Personen Punkte gaben")], first,
                widths=[4, 10])  # fmt: skip
    yield section(_("Gewichtung nach Zielgruppen"))
    text = _("Wie viele Personen jeder Zielgruppe dem Themenfeld am Gerät mindestens einen Punkt gaben.")
    yield {"is": "para", "text": text}
    names = {number: f"{number} {theme.title}" for number, theme in t.themes.items()}
    order = {told.number: at for at, told in enumerate(t.story.themes)}
    lines = sorted(t.report.themes_by_group, key=lambda line: order[line.number])
    yield from by_group(t, _("Themenfeld"), names, lines)


def contrasts(t: Telling, found: Sequence[tuple[Contrast, str]]) -> list[Block]:
    """Themes with what is said of them."""
    return [{"n": one.theme, "title": t.themes[one.theme].title, "text": text} for one, text in found]

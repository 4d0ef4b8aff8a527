"""What stakeholder groups weigh alike and what differently, as far as that may be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cafe.domain.report import ByGroup
from cafe.export import prose, words
from cafe.export.manuscript.blocks import Block, Heading, Items, Paragraph, Part, Table, line, number, typed
from cafe.export.manuscript.telling import Telling

WIDEST = 6
"""Columns of a table by group: more would not fit a page; they are then shared out evenly among several tables."""


def priorities(t: Telling) -> Iterator[Block]:
    """The dots: all, by theme and by group."""
    _, report = t.translate, t.report
    if report.dots.state == "none":
        return
    yield Heading(1, line(_("Gewichtung mit Punkten")), "priorities")
    if report.dots.state != "closed":
        yield Paragraph(line(_("Die Punktvergabe ist noch offen. Zwischenstände werden nicht ausgewiesen.")))
        return
    yield Paragraph(
        line(_(
            "Punkte je Person: %(each)d. Personen, die am Gerät Punkte vergeben haben: %(people)d. "
            "Punkte von Geräten: %(phone)d, auf Papier: %(paper)d. Eingetragene Papierbogen: %(sheets)d."
        ) % {"each": report.dots.per_person, "people": report.dots.people or 0,
             "phone": report.dots.phone or 0, "paper": report.dots.paper or 0, "sheets": report.dots.sheets or 0})
    )  # fmt: skip
    told = [t.themes[one.number] for one in t.story.themes]
    rows = tuple(
        (Part(str(one.number), to=f"theme-{one.number}"), typed(one.title), number(one.dots.total),
         number(one.dots.phone), number(one.dots.paper), number(one.dots.people))
        for one in told if one.dots is not None
    )  # fmt: skip
    head = (_("Nr."), _("Themenfeld"), _("Punkte"), _("Geräte"), _("Papier"), _("Personen am Gerät"))
    if rows:
        yield Table(_("Punkte je Themenfeld"), head, rows, frozenset({0, 2, 3, 4, 5}))
    yield from by_group(
        t, _("Themenfelder nach Zielgruppen"), _("Themenfeld"),
        {one.number: f"{one.number} {typed(one.title).text}" for one in told}, report.themes_by_group,
    )  # fmt: skip
    yield from contrasts(t)


def contrasts(t: Telling) -> Iterator[Block]:
    """Where groups agree, and where not."""
    _, told = t.translate, t.story.priorities
    if not told.told:
        return
    if told.alike:
        yield Heading(2, line(_("Was alle ähnlich gewichten")))
        yield Items(tuple(line(*t.theme_name(one.theme), ": ", prose.alike(one, _)) for one in told.alike))
    if told.different:
        yield Heading(2, line(_("Was Gruppen verschieden gewichten")))
        yield Items(
            tuple(line(*t.theme_name(one.theme), ": ", prose.different(one, t.parts, _)) for one in told.different)
        )


def by_group(t: Telling, caption: str, head: str, names: dict[int, str], lines: Sequence[ByGroup]) -> Iterator[Block]:
    """A table by group, in several where it would be too wide."""
    _ = t.translate
    if not lines or not t.parts:
        return
    wide = -(-len(t.parts) // -(-len(t.parts) // WIDEST))
    for start in range(0, len(t.parts), wide):
        columns = slice(start, start + wide)
        heads = (head, _("Alle"), *t.parts[columns])
        rows = tuple(
            (Part(names[one.number], typed=True), number(one.people),
             *(number(cell, _("n. a.")) for cell in one.cells[columns]))
            for one in lines
        )  # fmt: skip
        yield Table(caption, heads, rows, frozenset(range(1, len(heads))))
    yield Paragraph(line(_("n. a.: nicht ausgewiesen."), " ", words.privacy_note(_)), "quiet")

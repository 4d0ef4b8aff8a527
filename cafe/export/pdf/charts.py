"""The figures of the PDF: their numbers, and what is said to those who don't see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cafe.domain.report import Report
from cafe.domain.story import Story
from cafe.export.words import Translate

MOST_BARS = 24
"""More bars than this are no figure any more; the table below has them all."""

MOST_ARCS = 120
"""The strongest flows that a figure shows."""

MOST_DOTS = 3_000
"""Dots on the title page; beyond that one stands for several ideas."""

Block = dict[str, Any]


def bars(title: str, rows: Sequence[tuple[str, int]], _: Translate, topics: Sequence[int] = ()) -> Block:
    """A bar for each row, longest possible for the largest; of topics each with its symbol."""
    shown = rows[:MOST_BARS]
    if len(rows) > len(shown):
        title = _("%(title)s (die ersten %(shown)d von %(all)d)") % {
            "title": title, "shown": len(shown), "all": len(rows),
        }  # fmt: skip
    told = "; ".join(f"{label}: {value}" for label, value in shown)
    return {
        "is": "bars", "title": title, "most": max((value for _label, value in shown), default=0),
        "rows": [{"label": label, "value": value} for label, value in shown], "topics": topics,
        "alt": _("Balkendiagramm. %(title)s. %(rows)s.") % {"title": title, "rows": told},
    }  # fmt: skip


def arcs(story: Story, topics: dict[int, str], _: Translate) -> Block:
    """Tables (or topics) in a row, an arc from each to those that took up its ideas."""
    travels = story.travels
    of_table = {table.number: table.topic for table in story.report.tables}
    by_topic = travels.level == "topic"
    place = {stop.number: at for at, stop in enumerate(travels.stops)}
    shown = [flow for flow in travels.flows if flow.start in place and flow.end in place][:MOST_ARCS]
    names = {number: (topics.get(number, "–") if by_topic else str(number)) for number in place}
    told = "; ".join(f"{names[flow.start]} → {names[flow.end]}: {flow.ideas}" for flow in shown[:12])
    return {
        "is": "arcs",
        "title": _("Welche Themen an welche anknüpften") if by_topic else _("Welche Tische an welche anknüpften"),
        "stops": [
            {"name": str(stop.number), "ideas": stop.ideas, "topic": stop.number if by_topic else of_table[stop.number]}
            for stop in travels.stops
        ],
        "topics": [{"n": number, "title": title} for number, title in topics.items()],
        "flows": [
            {"start": place[flow.start], "end": place[flow.end], "ideas": flow.ideas}
            for flow in sorted(shown, key=lambda flow: flow.ideas)
        ],
        "note": _("Bögen über der Linie führen nach rechts, Bögen darunter nach links: vom Tisch der früheren Idee zu "
                  "dem, der sie aufgriff. Je dicker ein Bogen, desto öfter; je größer ein Kreis, desto mehr Ideen. "
                  "Ein Ring: Der Tisch griff eigene Ideen auf."),
        "alt": _("Bogendiagramm. %(title)s. Die häufigsten Wege: %(told)s. Alle stehen in der Tabelle.")
        % {"title": _("Welche Themen an welche anknüpften") if by_topic else _("Welche Tische an welche anknüpften"),
           "told": told},
    }  # fmt: skip


def cover(report: Report, _: Translate) -> Block:
    """The hall as a picture: a circle for each table, a dot for each idea, bright where a measure rests on it."""
    carried = {evidence.idea for measure in report.measures for evidence in measure.evidence}
    per_dot = -(-len(report.ideas) // MOST_DOTS) or 1
    place = {topic.number: at for at, topic in enumerate(report.topics)}
    tables = sorted(report.tables, key=lambda table: (place.get(table.topic, len(place)), table.number))
    dots: dict[int, list[list[int]]] = {table.number: [] for table in tables}
    for at, idea in enumerate(report.ideas):
        if at % per_dot == 0 and idea.table in dots:
            dots[idea.table].append([idea.supports, int(idea.number in carried)])
    note = ""
    if per_dot > 1:
        note = _("Jeder Kreis ein Tisch, jeder Punkt %(number)d Ideen. Hell: Sie tragen eine Maßnahme.") % {
            "number": per_dot
        }
    elif tables:
        note = _("Jeder Kreis ein Tisch, jeder Punkt eine Idee. Hell: Sie trägt eine Maßnahme.")
    return {
        "tables": [sorted(dots[table.number], key=lambda dot: (-dot[1], -dot[0])) for table in tables],
        "note": note,
        "alt": _("Bild des Saals: Tische: %(tables)d, Ideen: %(ideas)d.")
        % {"tables": len(tables), "ideas": len(report.ideas)},
    }  # fmt: skip

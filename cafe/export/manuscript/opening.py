"""The first chapters: what it was about, what comes next, and the day in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from cafe.export import prose, words
from cafe.export.manuscript.blocks import Bars, Block, Heading, Items, Paragraph, Part, Table, line, number, typed
from cafe.export.manuscript.telling import Telling


def purpose(t: Telling) -> Iterator[Block]:
    """What it was about, what was asked, and what has to happen next."""
    _, event = t.translate, t.report.event
    yield Heading(1, line(_("Worum es ging, und wie es weitergeht")), "purpose")
    if event.purpose:
        yield Paragraph((typed(event.purpose),), "lead")
    if t.report.questions:
        yield Heading(2, line(_("Die Fragen an den Tischen")))
        yield Items(
            tuple(
                line(Part(words.question_scope(one.round, t.topics.get(one.topic), _) + ":", strong=True), " ",
                     typed(one.text))
                for one in t.report.questions
            )
        )  # fmt: skip
    yield Heading(2, line(_("Wie es weitergeht")))
    yield Items(tuple(line(Part(f"{name}.", strong=True), f" {text}") for name, text in prose.next_steps(t.story, _)))


def numbers(t: Telling) -> Iterator[Block]:
    """The day in numbers."""
    _, totals = t.translate, t.report.totals
    yield Heading(1, line(_("Der Tag in Zahlen")), "numbers")
    lines = [
        (_("Teilnehmende"), totals.people),
        (_("davon ohne eigenes Gerät"), totals.on_paper),
        (_("Tische"), totals.tables),
        (_("Runden"), len(t.report.rounds)),
        (_("Ideen in diesem Bericht"), totals.ideas.shown),
        (_("davon von der Tischleitung notiert"), totals.ideas.host),
        (_("davon von Papierkarten"), totals.ideas.paper),
        (_("Zurückgezogene Ideen (nicht enthalten)"), totals.ideas.withdrawn),
        (_("Ausgeblendete Ideen (nicht enthalten)"), totals.ideas.hidden),
        (_("Zuspruch"), totals.supports),
        (_("Anknüpfungen"), totals.links),
        (_("Staffelkarten"), totals.relay_cards),
        (_("Themenfelder"), totals.themes),
        (_("Maßnahmen"), totals.measures),
    ]
    rows = tuple((Part(name), number(value)) for name, value in lines)
    yield Table(_("Der Tag in Zahlen"), (_("Was"), _("Anzahl")), rows, frozenset({1}), titled=True)
    ways = tuple(
        (words.way(by, _), count)
        for by, count in (("phone", totals.ideas.phone), ("host", totals.ideas.host), ("paper", totals.ideas.paper))
    )
    if totals.ideas.shown:
        yield Bars(_("Ideen nach dem Weg, auf dem sie kamen"), ways)
    if t.report.strongest.overall:
        yield Heading(2, line(_("Ideen mit dem meisten Zuspruch")))
        yield Items(tuple(t.idea_line(one) for one in t.report.strongest.overall))

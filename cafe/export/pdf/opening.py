"""The first chapters: what it was about, what comes next, and the day in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from cafe.export import prose, words
from cafe.export.pdf import charts
from cafe.export.pdf.telling import Block, Telling, chapter, section, table

MOST_ROUNDS = 4
"""Questions of more rounds than this stand below each other."""

STRONGEST = 5
"""So many ideas follow the day's numbers, on the same page."""


def purpose(t: Telling) -> Iterator[Block]:
    """What it was about, what was asked, and what comes next."""
    _, event = t.translate, t.report.event
    yield chapter(_("Worum es ging, und wie es weitergeht"))
    if event.purpose:
        yield {"is": "lead", "text": event.purpose}
    yield section(_("Wie es weitergeht"))
    yield {"is": "steps", "items": [{"title": title, "text": text} for title, text in steps(t)]}
    if t.report.questions:
        yield section(_("Die Fragen an den Tischen"))
        yield questions(t)


def steps(t: Telling) -> prose.Paragraphs:
    """What has to happen next."""
    return prose.next_steps(t.story, t.translate)


def questions(t: Telling) -> Block:
    """What was asked, a row for each topic and a column for each round, as far as columns can be read."""
    _, asked = t.translate, {(one.round, one.topic): one.text for one in t.report.questions}
    rounds, topics = sorted({number for number, _topic in asked}), sorted({topic for _round, topic in asked})
    if len(rounds) > MOST_ROUNDS:
        rows = [[topic_name(t, topic), round_name(t, number), asked[number, topic]]
                for topic in topics for number in rounds if (number, topic) in asked]  # fmt: skip
        return table([_("Thema"), _("Runde"), _("Frage")], rows, widths=[4, 3, 10])
    head = [_("Thema"), *(round_name(t, number) for number in rounds)]
    rows = [[topic_name(t, topic), *(asked.get((number, topic), "–") for number in rounds)] for topic in topics]
    return table(head, rows, widths=[3, *[4] * len(rounds)])


def topic_name(t: Telling, number: int) -> str:
    """A topic's title; 0 stands for all of them."""
    _ = t.translate
    return t.topics.get(number, _("Alle Themen"))


def round_name(t: Telling, number: int) -> str:
    """A round; 0 stands for all of them."""
    _ = t.translate
    return _("Runde %(round)d") % {"round": number} if number else _("Alle Runden")


def numbers(t: Telling) -> Iterator[Block]:
    """The day in numbers."""
    _, totals, ideas = t.translate, t.report.totals, t.report.totals.ideas
    yield chapter(_("Der Tag in Zahlen"))
    yield {"is": "numbers", "items": [
        {"value": value, "label": label}
        for value, label in (
            (totals.people, _("Teilnehmende")), (ideas.shown, _("Ideen")), (totals.measures, _("Maßnahmen")),
            (totals.tables, _("Tische")), (len(t.report.rounds), _("Runden")),
            (totals.themes, _("Themenfelder")), (totals.supports, _("Zuspruch")),
            (totals.links, _("Anknüpfungen")), (totals.relay_cards, _("Staffelkarten")),
        )
    ]}  # fmt: skip
    yield section(_("Wie die Ideen kamen"))
    ways = [(words.way("phone", _), ideas.phone), (words.way("host", _), ideas.host),
            (words.way("paper", _), ideas.paper)]  # fmt: skip
    yield charts.bars(_("Ideen nach dem Weg, auf dem sie kamen"), ways, _)
    yield {"is": "para", "text": _(
        "Teilnehmende ohne eigenes Gerät: %(paper)d. Ideen, die nicht in diesem Bericht stehen: zurückgezogen "
        "%(withdrawn)d, ausgeblendet %(hidden)d."
    ) % {"paper": totals.on_paper, "withdrawn": ideas.withdrawn, "hidden": ideas.hidden}}  # fmt: skip
    strongest = [t.ideas[number] for number in t.report.strongest.overall[:STRONGEST]]
    if strongest:
        yield section(_("Die Ideen mit dem meisten Zuspruch"))
        yield {"is": "ideas", "style": "strong", "items": [t.item(idea) for idea in strongest]}

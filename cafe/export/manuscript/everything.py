"""The last chapters: every relay card, every idea, and how the report came about."""

from __future__ import annotations

from collections.abc import Iterator

from cafe.domain.report import Insight
from cafe.export import prose
from cafe.export.manuscript.blocks import Block, Heading, Items, Line, Paragraph, Part, line, typed
from cafe.export.manuscript.telling import Telling


def relay_cards(t: Telling) -> Iterator[Block]:
    """What tables passed on."""
    _ = t.translate
    if not t.report.relay_cards:
        return
    yield Heading(1, line(_("Staffelkarten")), "cards")
    for card in t.report.relay_cards:
        name = _("Staffelkarte %(id)s") % {"id": card.id}
        yield Heading(2, line(f"{name}: {t.card_place(card)} · ", t.topic(card.topic)), f"card-{card.id}")
        if card.insights:
            yield Items(tuple(insight(t, one) for one in card.insights))
        if card.question:
            yield Paragraph(line(Part(_("Offene Frage") + ":", strong=True), " ", typed(card.question)))


def insight(t: Telling, one: Insight) -> Line:
    """A line of a card, and the idea it was taken from."""
    if one.idea is None:
        return (typed(one.text),)
    _ = t.translate
    source = _("Idee %(number)d") % {"number": one.idea}
    return line(typed(one.text), " (", Part(source, to=f"idea-{one.idea}"), ")")


def all_ideas(t: Telling) -> Iterator[Block]:
    """Every idea by topic, table and round; here each has its anchor."""
    _ = t.translate
    if not t.report.ideas:
        return
    yield Heading(1, line(_("Alle Ideen")), "ideas")
    yield Paragraph(
        line(_("Im Wortlaut, nach Thema, Tisch und Runde. Die Nummer ist in allen Formaten dieselbe.")), "quiet"
    )
    for topic in t.story.annex:
        yield Heading(2, (t.topic(topic.topic),))
        for table in topic.tables:
            for each in table.rounds:
                place = {"table": table.table, "round": each.round}
                yield Heading(3, line(_("Tisch %(table)d, Runde %(round)d") % place))
                yield Items(tuple(t.idea_entry(one) for one in each.ideas), tuple(f"idea-{one}" for one in each.ideas))


def about(t: Telling) -> Iterator[Block]:
    """Method, limits, privacy."""
    _ = t.translate
    yield Heading(1, line(_("Zu diesem Bericht")), "about")
    yield Heading(2, line(_("Methode")))
    for name, text in prose.method(t.story, _):
        yield Paragraph(line(Part(f"{name}.", strong=True), f" {text}"))
    yield Heading(2, line(_("Was er nicht sagen kann")))
    yield Items(tuple(line(text) for text in prose.limits(_)))
    yield Heading(2, line(_("Schutz der Personen")))
    yield Items(tuple(line(text) for text in prose.protection(t.report, _)))

"""How the day went: which tables took up thoughts of which others, and who took part."""

from __future__ import annotations

from collections.abc import Iterator

from cafe.export import prose, words
from cafe.export.manuscript.blocks import Bars, Block, Heading, Items, Paragraph, Part, Table, line, number, typed
from cafe.export.manuscript.priorities import by_group
from cafe.export.manuscript.telling import Telling


def travels(t: Telling) -> Iterator[Block]:
    """Which tables took up thoughts of which others, and the longest ways a thought went."""
    _, told = t.translate, t.story.travels
    if not told.links:
        return
    yield Heading(1, line(_("Wie Gedanken gewandert sind")), "travels")
    yield Paragraph(line(prose.travelled(told, _)))
    names = {one.number: t.topics.get(one.number, "–") if told.level == "topic" else str(one.number)
             for one in told.stops}  # fmt: skip
    heads = ((_("Von Thema"), _("Zu Thema")) if told.level == "topic" else (_("Von Tisch"), _("Zu Tisch")))  # fmt: skip
    numbers = frozenset({2} if told.level == "topic" else {0, 1, 2})
    rows = tuple(
        (Part(names.get(one.start, str(one.start))), Part(names.get(one.end, str(one.end))), number(one.ideas))
        for one in told.flows
    )
    yield Table(_("Anknüpfungen zwischen Tischen"), (*heads, _("Anknüpfungen")), rows, numbers)
    for way in told.journeys:
        yield Heading(2, line(_("Der Weg eines Gedankens")))
        yield Paragraph(line(_("Jede Idee knüpft an die darüber an.")), "quiet")
        yield Items(tuple(t.idea_line(one) for one in way))


def participation(t: Telling) -> Iterator[Block]:
    """Rounds, topics and stakeholder groups."""
    _, report = t.translate, t.report
    yield Heading(1, line(_("Beteiligung")), "participation")
    if report.rounds:
        yield from rounds(t)
    if report.topics:
        yield from topics(t)
    yield Heading(2, line(_("Nach Zielgruppen")))
    if not report.groups:
        yield Paragraph(line(_("Eine Aufteilung nach Zielgruppen wird nicht ausgewiesen."), " ", words.privacy_note(_)))
        return
    people = tuple((name, part.people) for name, part in zip(t.parts, report.groups, strict=True))
    yield Bars(_("Personen nach Zielgruppen"), people)
    yield Table(
        _("Personen nach Zielgruppen"), (_("Zielgruppe"), _("Personen")),
        tuple((Part(name, typed=True), number(count)) for name, count in people), frozenset({1}), titled=True,
    )  # fmt: skip
    yield Paragraph(line(words.privacy_note(_)), "quiet")
    caption = _("Wie viele Personen jeder Zielgruppe in mindestens einer Runde an einem Tisch dieses Themas saßen.")
    yield from by_group(t, caption, _("Thema"), t.topics, report.topics_by_group)


def rounds(t: Telling) -> Iterator[Block]:
    """Who was there and wrote in each round."""
    _ = t.translate
    yield Heading(2, line(_("Nach Runden")))
    head = (_("Runde"), _("Minuten"), _("Personen"), _("Personen, die selbst schrieben"), _("Ideen"))
    rows = tuple(
        tuple(number(each) for each in (one.number, one.minutes, one.people, one.writers, one.ideas.shown))
        for one in t.report.rounds
    )
    yield Table(_("Nach Runden"), head, rows, frozenset(range(5)), titled=True)


def topics(t: Telling) -> Iterator[Block]:
    """Who talked about what, and what came of it."""
    _ = t.translate
    yield Heading(2, line(_("Nach Themen")))
    shown = tuple((t.topics[one.number], one.ideas.shown) for one in t.report.topics)
    if t.report.ideas:
        yield Bars(_("Ideen nach Themen"), shown)
    head = (_("Thema"), _("Handlungsfeld"), _("Tische"), _("Personen"), _("Ideen"))
    rows = tuple(
        (t.topic(one.number), typed(one.field or "–"), Part(words.numbered(one.tables) or "–"), number(one.people),
         number(one.ideas.shown))
        for one in t.report.topics
    )  # fmt: skip
    yield Table(_("Nach Themen"), head, rows, frozenset({3, 4}), titled=True)

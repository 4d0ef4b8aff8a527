"""What came of it: the measures on one page and one by one, then the themes with all that belongs to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cafe.domain.report import Evidence, Measure
from cafe.domain.story import ThemeChapter
from cafe.export import words
from cafe.export.pdf.telling import Block, Telling, chapter, ideas_of, section

MOST_CARDS = 10
"""So many relay cards and open questions of a theme are told; the others are named, and stand in the data."""


def overview(t: Telling) -> Iterator[Block]:
    """All measures on one page."""
    _ = t.translate
    yield chapter(_("Maßnahmen auf einen Blick"))
    if not t.report.measures:
        yield {"is": "note", "text": _("Es wurden keine Maßnahmen festgehalten.")}
        return
    head = [_("Nr."), _("Maßnahme"), _("Handlungsfeld"), _("Themenfelder"), _("Ideen"), _("Zuspruch"), _("Punkte")]
    rows = []
    for number in t.story.measures:
        one = t.measures[number]
        dots = [theme.dots for theme in map(t.themes.__getitem__, one.themes) if theme.dots]
        rows.append([
            number, one.title, one.field or "–", words.numbered(one.themes) or "–", len(one.evidence),
            sum(evidence.supports for evidence in one.evidence), sum(each.total for each in dots) if dots else "–",
        ])  # fmt: skip
    yield {"is": "overview", "head": head, "rows": rows}
    yield {"is": "quiet", "text": _(
        "Ideen: auf denen die Maßnahme beruht. Zuspruch: so oft wurde diesen Ideen zugesprochen. Punkte: die der "
        "genannten Themenfelder. Ein Themenfeld kann mehrere Maßnahmen tragen; Summen über Maßnahmen zählen doppelt."
    )}  # fmt: skip


def measure_chapter(t: Telling) -> Iterator[Block]:
    """Each measure with what it rests on."""
    _ = t.translate
    if not t.report.measures:
        return
    yield chapter(_("Die Maßnahmen im Einzelnen"))
    for number in t.story.measures:
        yield from measure(t, t.measures[number])


def measure(t: Telling, one: Measure) -> Iterator[Block]:
    """One measure."""
    _ = t.translate
    yield {
        "is": "measure", "n": one.number, "title": one.title, "text": one.text,
        "kicker": _("Maßnahme %(number)d") % {"number": one.number}, "field": one.field,
        "themes": [{"n": theme, "title": t.themes[theme].title} for theme in one.themes],
        "themes_label": _("Themenfelder"),
    }  # fmt: skip
    named = [evidence for evidence in one.evidence if evidence.named]
    if named:
        yield {
            "is": "ideas", "title": _("Worauf sie beruht"), "style": "plain",
            "items": [t.item(t.ideas[evidence.idea], card=evidence.relay_card) for evidence in named],
        }  # fmt: skip
    others = [evidence for evidence in one.evidence if not evidence.named]
    if others:
        title = _("Weitere Ideen aus den Themenfeldern") if named else _("Ideen aus den Themenfeldern")
        yield {"is": "refs", "title": title, "text": came_from(t, others), "numbers": ideas_of(others)}


def came_from(t: Telling, evidence: Sequence[Evidence]) -> str:
    """From how many tables and rounds these ideas come."""
    _ = t.translate
    return _("Ideen: %(ideas)d, von Tischen: %(tables)d, Zuspruch: %(supports)d") % {
        "ideas": len(evidence),
        "tables": len({one.table for one in evidence}),
        "supports": sum(one.supports for one in evidence),
    }


def theme_chapter(t: Telling) -> Iterator[Block]:
    """The themes, weightiest first, then what belongs to none."""
    _ = t.translate
    yield chapter(_("Die Themenfelder"))
    if not t.story.themes:
        yield {"is": "note", "text": _("Es wurden keine Themenfelder gebildet.")}
    for one in t.story.themes:
        yield from theme(t, one)
    if t.story.other_cards:
        yield section(_("Weitere Staffelkarten"))
        yield {"is": "cards", "items": [t.card(t.cards[card]) for card in t.story.other_cards]}


def theme(t: Telling, told: ThemeChapter) -> Iterator[Block]:
    """One theme with all that belongs to it."""
    _, theme = t.translate, t.themes[told.number]
    facts = [(_("Ideen"), len(theme.ideas)), (_("Zuspruch"), theme.supports)]
    if theme.dots:
        facts.append((_("Punkte"), theme.dots.total))
    yield {
        "is": "theme", "n": theme.number, "title": theme.title, "summary": theme.summary,
        "kicker": _("Themenfeld %(number)d") % {"number": theme.number},
        "rank": _("Rang %(rank)d") % {"rank": told.rank} if told.rank else "",
        "share": told.share, "facts": [{"label": label, "value": value} for label, value in facts],
        "from": ", ".join(f"{t.topics.get(one.topic, '–')} ({one.ideas})" for one in told.topics),
        "from_label": _("Woher die Ideen kommen"),
    }  # fmt: skip
    if told.measures:
        items = [{"n": number, "title": t.measures[number].title} for number in told.measures]
        yield {"is": "links", "title": _("Maßnahmen"), "items": items, "to": "measure"}
    if told.strongest:
        yield t.idea_list(_("Stärkste Ideen"), "strong", told.strongest)
    if told.minority:
        yield t.idea_list(_("Was wenige sagten"), "few", told.minority)
    yield from passed_on(t, told)
    if told.others:
        title = _("Weitere Ideen") if told.strongest or told.minority else _("Ideen")
        yield {"is": "refs", "title": title, "text": _("im Wortlaut im Anhang"), "numbers": told.others}


def passed_on(t: Telling, told: ThemeChapter) -> Iterator[Block]:
    """What its tables passed on and left open; in a hall of hundreds of tables the last ones are only named."""
    _ = t.translate
    cards = [t.card(t.cards[card], question=False) for card in told.relay_cards]
    cards = [card for card in cards if card["lines"]]
    if cards:
        yield {"is": "cards", "title": _("Was die Tische weitergaben"), "items": cards[:MOST_CARDS]}
        if more := told.relay_cards[MOST_CARDS:]:
            text = _("Weitere Staffelkarten, im Wortlaut in relay_cards.csv: %(ids)s") % {"ids": ", ".join(more)}
            yield {"is": "quiet", "text": text}
    if told.questions:
        items = [{"text": one.text, "meta": t.card_place(t.cards[one.card])} for one in told.questions[:MOST_CARDS]]
        yield {"is": "questions", "title": _("Offene Fragen"), "items": items}
        if more_questions := [one.card for one in told.questions[MOST_CARDS:]]:
            text = _("Weitere offene Fragen, auf den Staffelkarten: %(ids)s") % {"ids": ", ".join(more_questions)}
            yield {"is": "quiet", "text": text}

"""What came of it: measures at a glance and one by one, themes, and all of it by the city's fields and areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cafe.domain.report import Evidence, Measure, Theme
from cafe.domain.story import ThemeChapter
from cafe.export import words
from cafe.export.manuscript.blocks import Block, Heading, Items, Line, Paragraph, Part, Table, line, number, typed
from cafe.export.manuscript.telling import Telling


def overview(t: Telling) -> Iterator[Block]:
    """All measures on one page."""
    _ = t.translate
    yield Heading(1, line(_("Maßnahmen auf einen Blick")), "overview")
    if not t.report.measures:
        yield Paragraph(line(_("Es wurden keine Maßnahmen festgehalten.")))
        return
    head = (_("Nr."), _("Maßnahme"), _("Handlungsfeld"), _("Themenfelder"), _("Ideen"), _("Zuspruch"), _("Punkte"))
    yield Table(
        _("Maßnahmen auf einen Blick"),
        head,
        tuple(overview_row(t, t.measures[one]) for one in t.story.measures),
        frozenset({0, 4, 5, 6}),
        titled=True,
    )
    yield Paragraph(
        line(_(
            "Ideen: auf denen die Maßnahme beruht. Zuspruch: so oft wurde diesen Ideen zugesprochen. Punkte: die der "
            "genannten Themenfelder. Ein Themenfeld kann mehrere Maßnahmen tragen; Summen über Maßnahmen zählen "
                "doppelt."
        )),
        "quiet",
    )  # fmt: skip


def overview_row(t: Telling, one: Measure) -> tuple[Part, ...]:
    """A measure in short."""
    dots = [theme.dots.total for theme in map(t.themes.__getitem__, one.themes) if theme.dots]
    return (
        Part(str(one.number), to=f"measure-{one.number}"), typed(one.title), typed(one.field or "–"),
        Part(words.numbered(one.themes) or "–"), number(len(one.evidence)),
        number(sum(each.supports for each in one.evidence)), number(sum(dots) if dots else None),
    )  # fmt: skip


def measures(t: Telling) -> Iterator[Block]:
    """Each measure with all it rests on, in the city's order of fields."""
    _ = t.translate
    if not t.report.measures:
        return
    yield Heading(1, line(_("Die Maßnahmen im Einzelnen")), "measures")
    for field, numbers in groupby(t.story.measures, key=lambda one: t.measures[one].field):
        yield Heading(2, (typed(field),) if field else line(_("Ohne Handlungsfeld")))
        for one in numbers:
            yield from measure(t, t.measures[one])


def measure(t: Telling, one: Measure) -> Iterator[Block]:
    """One measure: what it says, its themes, and every idea behind it with table, round, topic and support."""
    _ = t.translate
    name = _("Maßnahme %(number)d") % {"number": one.number}
    yield Heading(3, line(f"{name}: ", typed(one.title)), f"measure-{one.number}")
    if one.text:
        yield Paragraph((typed(one.text),))
    if one.themes:
        yield Paragraph(labelled(_("Themenfelder"), [t.theme_name(theme) for theme in one.themes]))
    if not one.evidence:
        yield Paragraph(line(_("Es ist nicht vermerkt, auf welchen Ideen sie beruht.")), "quiet")
        return
    head = (_("Idee"), _("Wortlaut"), _("Tisch"), _("Runde"), _("Thema"), _("Zuspruch"), _("Themenfeld"),
            _("Staffelkarte"))  # fmt: skip
    rows = tuple(evidence(t, each) for each in one.evidence)
    yield Table(_("Worauf Maßnahme %(number)d beruht") % {"number": one.number}, head, rows, frozenset({0, 2, 3, 5, 6}))


def evidence(t: Telling, one: Evidence) -> tuple[Part, ...]:
    """An idea behind a measure, and where it comes from."""
    return (
        Part(str(one.idea), to=f"idea-{one.idea}"), typed(t.ideas[one.idea].text), number(one.table),
        number(one.round), t.topic(one.topic), number(one.supports), number(one.theme), Part(one.relay_card or "–"),
    )  # fmt: skip


def themes(t: Telling) -> Iterator[Block]:
    """The themes, weightiest first."""
    _ = t.translate
    yield Heading(1, line(_("Themenfelder")), "themes")
    if not t.story.themes:
        yield Paragraph(line(_("Es wurden keine Themenfelder gebildet.")))
    for told in t.story.themes:
        yield from theme(t, told, t.themes[told.number])
    if t.report.former_themes:
        yield Heading(2, line(_("Aufgegangene Themenfelder")))
        yield Items(
            tuple(
                line(f"{one.number} ", typed(one.title), " → ", *t.theme_name(one.merged_into))
                if one.merged_into in t.themes
                else line(f"{one.number} ", typed(one.title), f" → {one.merged_into}")
                for one in t.report.former_themes
            )
        )


def theme(t: Telling, told: ThemeChapter, one: Theme) -> Iterator[Block]:
    """One theme with all that belongs to it."""
    _ = t.translate
    name = _("Themenfeld %(number)d") % {"number": one.number}
    yield Heading(2, line(f"{name}: ", typed(one.title)), f"theme-{one.number}")
    if one.summary:
        yield Paragraph((typed(one.summary),))
    yield Paragraph(line(", ".join(weight(t, told, one))))
    if told.measures:
        yield Paragraph(labelled(_("Maßnahmen"), [t.measure_name(each) for each in told.measures]))
    yield from listed(t, _("Stärkste Ideen"), told.strongest)
    yield from listed(t, _("Was wenige sagten"), told.minority)
    if told.others:
        others = [(Part(str(each), to=f"idea-{each}"),) for each in told.others]
        yield Paragraph(labelled(_("Weitere Ideen, im Wortlaut unter „Alle Ideen“"), others))
    if told.questions:
        yield Heading(3, line(_("Offene Fragen")))
        yield Items(tuple(line(typed(each.text), f" ({t.card_place(t.cards[each.card])})") for each in told.questions))
    if told.relay_cards:
        cards = [(Part(each, to=f"card-{each}"),) for each in told.relay_cards]
        yield Paragraph(labelled(_("Staffelkarten"), cards))
    if one.history:
        yield Paragraph(labelled(_("Werdegang"), [(Part(step),) for step in history(t, one)]), "quiet")


def weight(t: Telling, told: ThemeChapter, one: Theme) -> Iterator[str]:
    """How much it weighs."""
    _ = t.translate
    if told.rank is not None:
        yield _("Rang %(rank)d") % {"rank": told.rank}
    yield _("Ideen: %(number)d") % {"number": len(one.ideas)}
    yield _("Zuspruch: %(number)d") % {"number": one.supports}
    if one.dots is not None:
        yield _("Punkte: %(total)d (Geräte: %(phone)d, Papier: %(paper)d)") % {
            "total": one.dots.total, "phone": one.dots.phone, "paper": one.dots.paper,
        }  # fmt: skip
    if told.share is not None:
        yield _("Anteil an allen Punkten: %(share)d Prozent") % {"share": told.share}


def history(t: Telling, one: Theme) -> Iterator[str]:
    """What was done to it, step by step."""
    _ = t.translate
    for step in one.history:
        what = words.step(step.what, _)
        about = [
            _("Ideen %(numbers)s") % {"numbers": words.numbered(step.ideas)} if step.ideas else "",
            _("Themenfelder %(numbers)s") % {"numbers": words.numbered(step.themes)} if step.themes else "",
        ]
        told = ", ".join(each for each in about if each)
        yield f"{what} ({told})" if told else what


def listed(t: Telling, title: str, ideas: Sequence[int]) -> Iterator[Block]:
    """Ideas below a small heading, if there are any."""
    if ideas:
        yield Heading(3, line(title))
        yield Items(tuple(t.idea_line(one) for one in ideas))


def labelled(name: str, entries: Sequence[Line]) -> Line:
    """A line that says what it is, with its entries one after the other."""
    parts: list[Part] = [Part(f"{name}:", strong=True), Part(" ")]
    for at, entry in enumerate(entries):
        parts += [Part("; "), *entry] if at else entry
    return tuple(parts)


def places(t: Telling) -> Iterator[Block]:
    """Measures and topics by the city's fields of action, and by the ten areas of the ranking."""
    _ = t.translate
    if not t.story.fields:
        return
    yield Heading(1, line(_("Nach Handlungsfeldern und Bereichen")), "places")
    head = (_("Handlungsfeld"), _("Bereich"), _("Maßnahmen"), _("Themen am Tisch"))
    rows = tuple(
        (typed(one.field) if one.field else Part(_("Ohne Handlungsfeld")), Part(one.area or "–"),
         Part(words.numbered(one.measures) or "–"), topics(t, one.topics))
        for one in t.story.fields
    )  # fmt: skip
    yield Table(_("Die Handlungsfelder der Stadt"), head, rows)
    if t.story.areas:
        heads = (_("Bereich"), _("Handlungsfelder"), _("Maßnahmen"), _("Themen am Tisch"), _("Ideen"))
        lines = tuple(
            (Part(one.area or _("Keinem Bereich zugeordnet")), typed("; ".join(one.fields) or "–"),
             Part(words.numbered(one.measures) or "–"), topics(t, one.topics), number(one.ideas))
            for one in t.story.areas
        )  # fmt: skip
        yield Table(_("Die zehn Bereiche des Smart-City-Rankings"), heads, lines, frozenset({4}))


def topics(t: Telling, numbers: Sequence[int]) -> Part:
    """Topics in a cell."""
    return typed("; ".join(t.topics.get(one, "–") for one in numbers) or "–")

"""The last chapters: by field and area, how the report was made, and every idea."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cafe.domain.report import Idea
from cafe.domain.story import FieldSection
from cafe.export import prose, words
from cafe.export.pdf.telling import Block, Telling, chapter, section, table
from cafe.export.sheets import SHEETS


def places(t: Telling) -> Iterator[Block]:
    """By the city's fields of action, and by the ten areas."""
    _ = t.translate
    yield chapter(_("Nach Handlungsfeldern und Bereichen"))
    yield section(_("Die Handlungsfelder der Stadt"))
    if not t.story.fields:
        yield {"is": "note", "text": _("Es sind keine Handlungsfelder hinterlegt.")}
    yield {"is": "sorted", "items": [field(t, one) for one in t.story.fields]}
    if not t.story.areas:
        return
    yield section(_("Die zehn Bereiche des Smart-City-Rankings"))
    text = _("Das Ranking von Haselhorst Associates vergleicht Städte in zehn Bereichen. Zugeordnet wird über das "
             "Handlungsfeld. Wo nichts steht, kam an diesem Tag nichts zusammen.")  # fmt: skip
    yield {"is": "para", "text": text}
    yield {"is": "sorted", "items": [
        {
            "name": one.area or _("Keinem Bereich zugeordnet"),
            "sub": ", ".join(field for field in one.fields if field != one.area),
            **contents(t, one.measures, one.topics),
        }
        for one in t.story.areas
    ]}  # fmt: skip


def field(t: Telling, one: FieldSection) -> Block:
    """A field with what belongs to it."""
    _ = t.translate
    return {
        "name": one.field or _("Ohne Handlungsfeld"),
        "sub": one.area if one.area != one.field else "",
        **contents(t, one.measures, one.topics),
    }


def contents(t: Telling, measures: Sequence[int], topics: Sequence[int]) -> Block:
    """Measures and topics of a field or an area."""
    _ = t.translate
    return {
        "measures": [{"n": number, "title": t.measures[number].title} for number in measures],
        "topics": "; ".join(t.topics[number] for number in topics),
        "topics_label": _("Thema am Tisch"),
        "empty": _("Keine Maßnahme, kein Thema am Tisch."),
    }


def about(t: Telling) -> Iterator[Block]:
    """Method, limits, protection of people, and the files inside."""
    _ = t.translate
    yield chapter(_("Wie dieser Bericht entstand"))
    yield section(_("Methode"))
    for title, text in prose.method(t.story, _):
        yield {"is": "labelled", "label": title, "text": text}
    yield section(_("Was er nicht sagen kann"))
    yield {"is": "points", "items": prose.limits(_)}
    yield section(_("Schutz der Personen"))
    yield {"is": "points", "items": prose.protection(t.report, _)}
    yield section(_("Die Daten in dieser Datei"))
    text = _("Diesem PDF sind die Daten beigefügt, aus denen es gemacht ist. Viele Programme zeigen sie unter "
             "„Anlagen“. Alle Nummern sind in allen Formaten dieselben.")  # fmt: skip
    yield {"is": "para", "text": text}
    yield table([_("Datei"), _("Inhalt")], files(t), widths=[4, 10])


def files(t: Telling) -> list[list[str]]:
    """The attached files and what is in them."""
    _ = t.translate
    return [
        ["report.json", _("der ganze Bericht als Daten")],
        *([f"{sheet.name}.csv", sheet.de if t.language == "de" else sheet.en] for sheet in SHEETS),
        ["data-dictionary.md", _("was jede Spalte bedeutet, deutsch und englisch")],
    ]


def annex(t: Telling) -> Iterator[Block]:
    """Every idea."""
    _ = t.translate
    if not t.report.ideas:
        return
    yield chapter(_("Anhang: Alle Ideen"))
    yield {"is": "para", "text": _("Im Wortlaut, nach Thema, Tisch und Runde. Die Nummer ist in allen Formaten "
                                   "dieselbe.")}  # fmt: skip
    yield {
        "is": "annex",
        "topics": [
            {
                "n": topic.topic, "title": t.topics.get(topic.topic, _("Ohne Thema")),
                "parts": [
                    {
                        "title": _("Tisch %(table)d, Runde %(round)d") % {"table": table.table, "round": part.round},
                        "items": [annex_item(t, t.ideas[number]) for number in part.ideas],
                    }
                    for table in topic.tables
                    for part in table.rounds
                ],
            }
            for topic in t.story.annex
        ],
    }  # fmt: skip


def annex_item(t: Telling, idea: Idea) -> Block:
    """An idea with what became of it."""
    _ = t.translate
    meta = []
    if idea.supports:
        meta.append(_("Zuspruch %(number)d") % {"number": idea.supports})
    if idea.builds_on:
        meta.append(_("knüpft an %(numbers)s an") % {"numbers": words.numbered(idea.builds_on)})
    if idea.theme is not None:
        meta.append(_("Themenfeld %(number)d") % {"number": idea.theme})
    if idea.by != "phone":
        meta.append(words.way(idea.by, _))
    return {"n": idea.number, "text": idea.text, "meta": " · ".join(meta)}

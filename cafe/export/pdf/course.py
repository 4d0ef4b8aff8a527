"""How it went: how thoughts travelled, and who took part."""

from __future__ import annotations

from collections.abc import Iterator

from cafe.export import prose, words
from cafe.export.pdf import charts
from cafe.export.pdf.lens import by_group
from cafe.export.pdf.telling import Block, Telling, chapter, section, table


def travels(t: Telling) -> Iterator[Block]:
    """How thoughts travelled."""
    _, travels = t.translate, t.story.travels
    yield chapter(_("Wie Gedanken gewandert sind"))
    if not travels.links:
        yield {"is": "note", "text": _("Keine Idee knüpft an eine andere an.")}
        return
    yield {"is": "lead", "text": prose.travelled(travels, _)}
    yield charts.arcs(t.story, t.topics, _)
    if travels.journeys:
        yield section(_("Die weitesten Wege"))
        yield {"is": "para", "text": _("Jede Idee knüpft an die darüber an.")}
        for way in travels.journeys:
            yield {"is": "journey", "items": [t.item(t.ideas[number]) for number in way]}
    yield section(_("Alle Anknüpfungen"))
    head = [_("Von Thema"), _("Zu Thema (wie oft)")] if travels.level == "topic" else [
        _("Von Tisch"), _("Zu Tisch (wie oft)"),
    ]  # fmt: skip
    to: dict[int, list[str]] = {stop.number: [] for stop in travels.stops}
    for flow in sorted(travels.flows, key=lambda flow: flow.end):
        to.setdefault(flow.start, []).append(f"{stop(t, flow.end)} ({flow.ideas})")
    rows = [[stop(t, start), ", ".join(ends)] for start, ends in to.items() if ends]
    yield table(head, rows, widths=[3, 12])


def stop(t: Telling, number: int) -> str:
    """A table by number, a topic by title."""
    return t.topics.get(number, "–") if t.story.travels.level == "topic" else str(number)


def participation(t: Telling) -> Iterator[Block]:
    """Rounds, topics and stakeholder groups."""
    _, report = t.translate, t.report
    yield chapter(_("Wer sich beteiligt hat"))
    if report.rounds:
        yield section(_("Nach Runden"))
        rounds = [(_("Runde %(round)d") % {"round": one.number}, one.people) for one in report.rounds]
        yield charts.bars(_("Personen je Runde"), rounds, _)
        yield table(
            [_("Runde"), _("Minuten"), _("Personen"), _("Personen, die selbst schrieben"), _("Ideen")],
            [[one.number, one.minutes, one.people, one.writers, one.ideas.shown] for one in report.rounds],
            widths=[2, 2, 2, 4, 2], right=[1, 2, 3, 4],
        )  # fmt: skip
    if report.topics:
        yield section(_("Nach Themen"))
        people = [(one.title, one.people) for one in report.topics]
        yield charts.bars(_("Personen je Thema"), people, _, topics=[one.number for one in report.topics])
        yield table(
            [_("Thema"), _("Handlungsfeld"), _("Tische"), _("Personen"), _("Ideen")],
            [
                [one.title, one.field or "–", words.numbered(one.tables) or "–", one.people, one.ideas.shown]
                for one in report.topics
            ],
            widths=[5, 4, 4, 2, 2], right=[3, 4],
        )  # fmt: skip
    yield from group_sections(t)


def group_sections(t: Telling) -> Iterator[Block]:
    """Who came, and who sat at which topic, by stakeholder group."""
    _, report = t.translate, t.report
    yield section(_("Nach Zielgruppen"))
    if not report.groups:
        text = _("Eine Aufteilung nach Zielgruppen wird nicht ausgewiesen.") + " " + words.privacy_note(_)
        yield {"is": "para", "text": text}
        return
    people = [part.people for part in report.groups]
    yield charts.bars(_("Personen je Zielgruppe"), list(zip(t.parts, people, strict=True)), _)
    rows = [[name, many] for name, many in zip(t.parts, people, strict=True)]
    yield table([_("Zielgruppe"), _("Personen")], rows, widths=[8, 2], right=[1])
    yield {"is": "quiet", "text": words.privacy_note(_)}
    if report.topics_by_group:
        yield section(_("Themen nach Zielgruppen"))
        text = _("Wie viele Personen jeder Zielgruppe in mindestens einer Runde an einem Tisch dieses Themas saßen.")
        yield {"is": "para", "text": text}
        yield from by_group(t, _("Thema"), t.topics, report.topics_by_group)

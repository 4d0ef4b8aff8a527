"""The report as Markdown: CommonMark with tables, to read as it is, to paste into a wiki, or to convert with Pandoc.

What people typed comes out as text whatever it looks like (see escaping). Ideas, measures and themes keep their
numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cafe.domain.report import ByGroup, Evidence, Idea, Insight, Measure, RelayCard, Report, Theme, ThemeStep
from cafe.export import words
from cafe.export.escaping import markdown, markdown_line
from cafe.export.words import Translate, german

WIDEST = 8
"""Columns of a table by group: more would not fit a page, the parts then stand below each other."""


def render(report: Report, _: Translate = german) -> bytes:
    """UTF-8, with a line break at the end. The same report gives the same bytes."""
    return ("\n\n".join(Document(report, _).blocks()) + "\n").encode()


class Document:
    """One report and the language it is told in. Each method gives the blocks of one section."""

    def __init__(self, report: Report, translate: Translate) -> None:
        self.report = report
        self.translate = translate
        self.ideas = {idea.number: idea for idea in report.ideas}
        self.topics = {topic.number: markdown_line(topic.title) for topic in report.topics}
        self.themes = {theme.number: markdown_line(theme.title) for theme in report.themes}

    def blocks(self) -> Iterator[str]:
        """The whole document, top to bottom: results first, then how they came about, then everything."""
        yield from self.title()
        yield from self.numbers()
        if self.report.is_empty:
            _ = self.translate
            yield _("Zu dieser Veranstaltung liegen keine Ideen, Themenfelder und Maßnahmen vor.")
        else:
            yield from self.measures()
            yield from self.theme_section()
            yield from self.priorities()
            yield from self.strongest()
            yield from self.travel()
        yield from self.participation()
        yield from self.questions()
        if not self.report.is_empty:
            yield from self.relay_cards()
            yield from self.all_ideas()
        yield from self.about()

    # -- what it was

    def title(self) -> Iterator[str]:
        """The head of the document, and how far it reaches."""
        _, event = self.translate, self.report.event
        yield heading(1, markdown_line(event.title) or _("World Café"))
        hours = "–".join(hour for hour in (event.starts, event.ends) if hour)
        facts = (words.date(event.date, _), hours, event.place)
        if line := " · ".join(markdown_line(fact) for fact in facts if fact):
            yield line
        stand = _("Stand: %(time)s, Journalzeile %(seq)d.") % {
            "time": words.instant(self.report.as_of.at, _),
            "seq": self.report.as_of.seq,
        }
        if not self.report.as_of.final:
            stand += " " + _("Vorläufig: Die Veranstaltung ist noch nicht beendet.")
        yield stand
        if event.purpose:
            yield heading(2, _("Worum es ging"))
            yield markdown(event.purpose)

    def numbers(self) -> Iterator[str]:
        """The day in numbers."""
        _, totals = self.translate, self.report.totals
        yield heading(2, _("Der Tag in Zahlen"))
        lines = [
            (_("Teilnehmende"), totals.people),
            (_("davon ohne eigenes Gerät"), totals.on_paper),
            (_("Tische"), totals.tables),
            (_("Runden"), len(self.report.rounds)),
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
        ]  # fmt: skip
        yield items(f"{name}: {number}" for name, number in lines)

    # -- what came of it

    def measures(self) -> Iterator[str]:
        """Measures by field of action, in the city's order."""
        _ = self.translate
        if not self.report.measures:
            return
        yield heading(2, _("Maßnahmen"))
        order = {field: at for at, field in enumerate(self.report.event.fields)}
        ranked = sorted(self.report.measures, key=lambda one: (order.get(one.field, len(order)), one.field, one.number))
        for field, measures in groupby(ranked, key=lambda one: one.field):
            yield heading(3, markdown_line(field) or _("Ohne Handlungsfeld"))
            for measure in measures:
                yield from self.measure(measure)

    def measure(self, measure: Measure) -> Iterator[str]:
        """One measure with what it rests on."""
        _ = self.translate
        yield heading(4, _("Maßnahme %(number)d") % {"number": measure.number}, markdown_line(measure.title))
        if measure.text:
            yield markdown(measure.text)
        if measure.themes:
            yield labelled(_("Themenfelder"), "; ".join(self.theme_name(number) for number in measure.themes))
        if measure.evidence:
            heads = [_("Idee"), _("Wortlaut"), _("Tisch"), _("Runde"), _("Thema"), _("Zuspruch"), _("Staffelkarte")]
            yield table(heads, [self.evidence(one) for one in measure.evidence])

    def evidence(self, one: Evidence) -> list[str]:
        """Where an idea behind a measure comes from."""
        text = markdown_line(self.ideas[one.idea].text)
        topic = self.topics.get(one.topic, "")
        return [str(one.idea), text, str(one.table), str(one.round), topic, str(one.supports), one.relay_card or "–"]

    def theme_name(self, number: int) -> str:
        """A theme by number and title."""
        return f"{number} {self.themes[number]}"

    def theme_section(self) -> Iterator[str]:
        """Themes, the weightiest first once the dots are counted."""
        _ = self.translate
        if not self.report.themes:
            return
        yield heading(2, _("Themenfelder"))
        for theme in sorted(self.report.themes, key=lambda one: (-(one.dots.total if one.dots else 0), one.number)):
            yield from self.theme(theme)

    def theme(self, theme: Theme) -> Iterator[str]:
        """One theme with its weight, its ideas and its history."""
        _ = self.translate
        yield heading(3, _("Themenfeld %(number)d") % {"number": theme.number}, self.themes[theme.number])
        if theme.summary:
            yield markdown(theme.summary)
        weight = [_("Ideen: %(number)d") % {"number": len(theme.ideas)}]
        weight.append(_("Zuspruch: %(number)d") % {"number": theme.supports})
        if theme.dots:
            weight.append(
                _("Punkte: %(total)d, davon auf Papier: %(paper)d")
                % {"total": theme.dots.total, "paper": theme.dots.paper}
            )
        yield " · ".join(weight)
        if theme.ideas:
            yield items(self.idea_line(self.ideas[number]) for number in theme.ideas)
        if theme.history:
            yield labelled(_("Werdegang"), "; ".join(self.step(step) for step in theme.history))

    def step(self, step: ThemeStep) -> str:
        """One line of history."""
        _ = self.translate
        former = {theme.number: theme.title for theme in self.report.former_themes}
        about = [_("Themenfeld %(number)d") % {"number": number} + titled(former.get(number)) for number in step.themes]
        about += [_("Ideen %(numbers)s") % {"numbers": words.numbered(step.ideas)}] if step.ideas else []
        return words.step(step.what, _) + (f" ({', '.join(about)})" if about else "")

    def priorities(self) -> Iterator[str]:
        """How the themes were weighed, in all and by stakeholder group."""
        _, report = self.translate, self.report
        if not report.themes or report.dots.state == "none":
            return
        yield heading(2, _("Gewichtung"))
        if report.dots.state != "closed":
            yield _("Die Vergabe der Punkte läuft noch. Zahlen stehen erst nach ihrem Ende im Bericht.")
            return
        yield _("Punkte je Person: %(each)d. Personen, die am Gerät Punkte vergeben haben: %(people)d. "
                "Punkte von Geräten: %(phone)d, auf Papier: %(paper)d.") % {
            "each": report.dots.per_person, "people": report.dots.people or 0,
            "phone": report.dots.phone or 0, "paper": report.dots.paper or 0,
        }  # fmt: skip
        heads = [_("Themenfeld"), _("Punkte"), _("davon auf Papier"), _("Personen am Gerät")]
        ranked = sorted(
            ((theme, theme.dots) for theme in report.themes if theme.dots),
            key=lambda pair: (-pair[1].total, pair[0].number),
        )
        yield table(
            heads,
            [
                [self.theme_name(theme.number), str(dots.total), str(dots.paper), str(dots.people)]
                for theme, dots in ranked
            ],
        )
        if report.themes_by_group:
            yield heading(3, _("Gewichtung nach Zielgruppen"))
            yield _("Wie viele Personen jeder Zielgruppe dem Themenfeld am Gerät mindestens einen Punkt gaben.")
            names = {number: self.theme_name(number) for number in self.themes}
            yield from self.by_group(_("Themenfeld"), names, report.themes_by_group)

    def strongest(self) -> Iterator[str]:
        """The ideas with the most support, of all and by topic."""
        _, strongest = self.translate, self.report.strongest
        if not strongest.overall:
            return
        yield heading(2, _("Ideen mit dem meisten Zuspruch"))
        yield items(self.supported(number) for number in strongest.overall)
        for top in strongest.topics:
            yield heading(3, self.topics[top.number])
            yield items(self.supported(number) for number in top.ideas)

    def supported(self, number: int) -> str:
        """An idea with its support."""
        _ = self.translate
        idea = self.ideas[number]
        return self.idea_line(idea) + " · " + _("Zuspruch: %(number)d") % {"number": idea.supports}

    def travel(self) -> Iterator[str]:
        """Which tables took up thoughts of which others."""
        _ = self.translate
        if not self.report.paths:
            return
        yield heading(2, _("Wie Gedanken gewandert sind"))
        yield _("Wie viele Ideen eines Tisches an Ideen eines anderen oder des eigenen Tisches anknüpfen.")
        heads = [_("Von Tisch"), _("Zu Tisch"), _("Anknüpfungen")]
        yield table(heads, [[str(path.from_table), str(path.to_table), str(path.ideas)] for path in self.report.paths])

    # -- who took part

    def participation(self) -> Iterator[str]:
        """Rounds, topics and stakeholder groups."""
        _, report = self.translate, self.report
        yield heading(2, _("Beteiligung"))
        if report.rounds:
            yield heading(3, _("Nach Runden"))
            heads = [_("Runde"), _("Minuten"), _("Personen"), _("Personen, die selbst schrieben"), _("Ideen")]
            yield table(
                heads,
                [
                    [str(one.number), str(one.minutes), str(one.people), str(one.writers), str(one.ideas.shown)]
                    for one in report.rounds
                ],
            )
        if report.topics:
            yield heading(3, _("Nach Themen"))
            heads = [_("Thema"), _("Handlungsfeld"), _("Tische"), _("Personen"), _("Ideen")]
            yield table(
                heads,
                [
                    [self.topics[one.number], markdown_line(one.field) or "–", words.numbered(one.tables) or "–",
                     str(one.people), str(one.ideas.shown)]
                    for one in report.topics
                ],
            )  # fmt: skip
        yield heading(3, _("Nach Zielgruppen"))
        if not report.groups:
            yield _("Eine Aufteilung nach Zielgruppen wird nicht ausgewiesen.") + " " + words.privacy_note(_)
            return
        yield table(
            [_("Zielgruppe"), _("Personen")],
            [[markdown_line(words.slice_name(part, _)), str(part.people)] for part in report.groups],
        )
        yield words.privacy_note(_)
        if report.topics_by_group:
            yield heading(3, _("Themen nach Zielgruppen"))
            yield _("Wie viele Personen jeder Zielgruppe in mindestens einer Runde an einem Tisch dieses Themas saßen.")
            yield from self.by_group(_("Thema"), self.topics, report.topics_by_group)

    def by_group(self, head: str, names: dict[int, str], lines: Sequence[ByGroup]) -> Iterator[str]:
        """A table by group, in several where it would be too wide."""
        _ = self.translate
        parts = [markdown_line(words.slice_name(part, _)) for part in self.report.groups]
        for start in range(0, len(parts), WIDEST):
            columns = slice(start, start + WIDEST)
            yield table(
                [head, _("Alle"), *parts[columns]],
                [
                    [names[line.number], str(line.people),
                     *(words.hidden_cell(_) if cell is None else str(cell) for cell in line.cells[columns])]
                    for line in lines
                ],
            )  # fmt: skip

    # -- everything

    def questions(self) -> Iterator[str]:
        """What was asked."""
        _ = self.translate
        if not self.report.questions:
            return
        yield heading(2, _("Die Fragen an den Tischen"))
        for one in self.report.questions:
            topic = self.topics.get(one.topic) if one.topic else None
            yield f"**{words.question_scope(one.round, topic, _)}:** {markdown(one.text)}"

    def relay_cards(self) -> Iterator[str]:
        """What tables passed on."""
        _ = self.translate
        if not self.report.relay_cards:
            return
        yield heading(2, _("Staffelkarten"))
        for card in self.report.relay_cards:
            yield from self.relay_card(card)

    def relay_card(self, card: RelayCard) -> Iterator[str]:
        """One card."""
        _ = self.translate
        place = _("Tisch %(table)d, Runde %(round)d") % {"table": card.table, "round": card.round}
        yield heading(3, _("Staffelkarte %(id)s") % {"id": card.id}, f"{place} · {self.topics.get(card.topic, '')}")
        if card.insights:
            yield items(self.insight(line) for line in card.insights)
        if card.question:
            yield labelled(_("Offene Frage"), markdown(card.question))

    def insight(self, line: Insight) -> str:
        """One line of a card, and the idea it was taken from."""
        _ = self.translate
        source = "" if line.idea is None else " (" + _("Idee %(number)d") % {"number": line.idea} + ")"
        return markdown_line(line.text) + source

    def all_ideas(self) -> Iterator[str]:
        """Every idea by topic, table and round."""
        _ = self.translate
        if not self.report.ideas:
            return
        yield heading(2, _("Alle Ideen"))
        order = {number: at for at, number in enumerate(self.topics)}

        def place(idea: Idea) -> tuple[int, int, int]:
            return (order.get(idea.topic, len(order)), idea.table, idea.round)

        ranked = sorted(self.report.ideas, key=lambda idea: (*place(idea), idea.number))
        for _topic, of_topic in groupby(ranked, key=lambda idea: idea.topic):
            yield heading(3, self.topics.get(_topic, str(_topic)))
            for _place, ideas in groupby(of_topic, key=place):
                here = list(ideas)
                yield heading(4, words.origin(here[0], _))
                yield items(self.idea_entry(idea) for idea in here)

    def idea_line(self, idea: Idea) -> str:
        """An idea with its number and where it was written."""
        return f"**{idea.number}** {markdown_line(idea.text)} ({words.origin(idea, self.translate)})"

    def idea_entry(self, idea: Idea) -> str:
        """An idea in the list of all: what is not the ordinary case is said after it."""
        _ = self.translate
        notes = [words.way(idea.by, _)] if idea.by != "phone" else []
        if idea.supports:
            notes.append(_("Zuspruch: %(number)d") % {"number": idea.supports})
        if idea.builds_on:
            notes.append(_("knüpft an: %(numbers)s") % {"numbers": words.numbered(idea.builds_on)})
        if idea.theme is not None:
            notes.append(_("Themenfeld %(number)d") % {"number": idea.theme})
        return f"**{idea.number}** {markdown_line(idea.text)}" + (f" ({', '.join(notes)})" if notes else "")

    def about(self) -> Iterator[str]:
        """Method, limits, privacy."""
        _ = self.translate
        yield heading(2, _("Zu diesem Bericht"))
        yield _(
            "In einem World Café sprechen wechselnde kleine Gruppen an Tischen über Fragen, halten Ideen fest und "
            "geben weiter, was sie gehört haben."
        )
        yield labelled(_("Wechsel der Tische"), words.policy(self.report.event.policy, _))
        yield _(
            "Wer teilgenommen hat, ist keine Stichprobe der Bevölkerung. Zuspruch und Punkte zeigen, was den "
            "Anwesenden wichtig war."
        )
        yield _(
            "Die Ideen sind im Wortlaut wiedergegeben. Namen und Kennungen von Personen sind nicht enthalten. Nummern "
            "von Ideen, Themenfeldern und Maßnahmen sind in allen Formaten dieses Berichts gleich."
        )


def heading(level: int, name: str, about: str = "") -> str:
    """A heading; `about` follows its name after a colon."""
    return f"{'#' * level} {name}" + (f": {about}" if about else "")


def labelled(name: str, text: str) -> str:
    """A line that says what it is."""
    return f"{name}: {text}"


def titled(title: str | None) -> str:
    """A title in quotation marks after something else, if there is one."""
    return "" if title is None else f" „{markdown_line(title)}“"


def items(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {line}" for line in lines)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; whatever stands in a cell has been escaped already."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

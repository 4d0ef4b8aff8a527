"""The report as tables, one per noun, each column described once. CSV files and their dictionary are drawn from it.

A column is a name (the same in every export), a type, a description in German and English, and where its value comes
from. An empty cell means: none, or, in the tables by group, not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cafe.domain.report import IdeaCount, Insight, RelayCard, Report

Value = str | int | bool | datetime | Sequence[int] | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `type` is text, number, yes/no, time or numbers (several, with spaces between them)."""

    name: str
    type: str
    de: str
    en: str
    value: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: what a row is, its columns, and its rows."""

    name: str
    de: str
    en: str
    columns: tuple[Column, ...]
    rows: Callable[[Report], Iterable[Any]]


def column(name: str, type_: str, de: str, en: str, value: Callable[[Any], Value] | None = None) -> Column:
    """A column whose value is, unless told otherwise, the field of the same name."""
    return Column(name, type_, de, en, value or (lambda row: getattr(row, name)))


def counts(of: Callable[[Any], IdeaCount] = lambda row: row.ideas) -> tuple[Column, ...]:
    """The columns that count ideas."""
    return (
        column("ideas", "number", "Ideen in diesem Bericht", "ideas in this report", lambda row: of(row).shown),
        column("ideas_phone", "number", "davon selbst geschrieben", "of these self-written", lambda row: of(row).phone),
        column("ideas_host", "number", "davon von der Tischleitung notiert", "of these noted by the table host",
               lambda row: of(row).host),
        column("ideas_paper", "number", "davon von Papierkarten", "of these from paper cards",
               lambda row: of(row).paper),
        column("ideas_withdrawn", "number", "zurückgezogene Ideen (nicht im Bericht)",
               "withdrawn ideas (not in this report)", lambda row: of(row).withdrawn),
        column("ideas_hidden", "number", "ausgeblendete Ideen (nicht im Bericht)",
               "hidden ideas (not in this report)", lambda row: of(row).hidden),
    )  # fmt: skip


EVENT = Sheet(
    "event", "Die Veranstaltung; genau eine Zeile", "the event; exactly one row",
    (
        column("title", "text", "Titel", "title", lambda r: r.event.title),
        column("purpose", "text", "Zweck: was beeinflusst werden kann", "purpose: what can be influenced",
               lambda r: r.event.purpose),
        column("place", "text", "Ort", "place", lambda r: r.event.place),
        column("date", "text", "Tag (JJJJ-MM-TT)", "day (YYYY-MM-DD)", lambda r: r.event.date),
        column("starts", "text", "Beginn (Ortszeit)", "start (local time)", lambda r: r.event.starts),
        column("ends", "text", "Ende (Ortszeit)", "end (local time)", lambda r: r.event.ends),
        column("language", "text", "Sprache der Veranstaltung", "language of the event", lambda r: r.event.language),
        column("phase", "text", "Stand: draft, lobby, round, switch, harvest, closed", "where it stands (same values)",
               lambda r: r.event.phase),
        column("policy", "text", "Tischwechsel: mix, carousel, choice", "how people change tables (same values)",
               lambda r: r.event.policy),
        column("publisher", "text", "Herausgeber der Daten", "publisher of the data", lambda r: r.event.publisher),
        column("contact", "text", "Stelle für Fragen", "whom to ask", lambda r: r.event.contact),
        column("email", "text", "E-Mail-Adresse für Fragen", "e-mail address for questions", lambda r: r.event.email),
        column("address", "text", "Internet-Adresse der Daten", "web address of the data", lambda r: r.event.address),
        column("licence", "text", "Lizenz", "licence", lambda r: r.event.licence),
        column("as_of_seq", "number", "Stand bis zu dieser Zeile des Journals", "as of this line of the journal",
               lambda r: r.as_of.seq),
        column("as_of", "time", "Zeit dieses Standes", "time of that state", lambda r: r.as_of.at),
        column("final", "yes/no", "endgültig: die Veranstaltung ist beendet", "final: the event is closed",
               lambda r: r.as_of.final),
        column("schema_version", "number", "Version des Datenmodells", "version of the data model",
               lambda r: r.version),
        column("people", "number", "Teilnehmende", "participants", lambda r: r.totals.people),
        column("people_on_paper", "number", "davon ohne eigenes Gerät", "of these without a device",
               lambda r: r.totals.on_paper),
        *counts(lambda r: r.totals.ideas),
        column("supports", "number", "Zuspruch insgesamt", "supports in all", lambda r: r.totals.supports),
        column("dots_state", "text", "Punkte: none, open, closed", "dots (same values)", lambda r: r.dots.state),
        column("dots_per_person", "number", "Punkte je Person", "dots per person", lambda r: r.dots.per_person),
        column("dots_people", "number", "Personen, die am Gerät Punkte vergeben haben",
               "people who placed dots on a device", lambda r: r.dots.people),
        column("dots_phone", "number", "Punkte von Geräten", "dots from devices", lambda r: r.dots.phone),
        column("dots_paper", "number", "Punkte auf Papier", "dots on paper", lambda r: r.dots.paper),
        column("dot_sheets", "number", "eingetragene Papierbogen mit Punkten", "paper dot sheets that were entered",
               lambda r: r.dots.sheets),
    ),
    lambda report: [report],
)  # fmt: skip

FIELDS = Sheet(
    "fields", "Handlungsfelder der Stadt", "the city's fields of action",
    (
        column("field", "text", "Handlungsfeld", "field of action", lambda pair: pair[0]),
        column("area", "text", "Bereich der Haselhorst-Rangliste, für den es zählt", "area of the Haselhorst ranking",
               lambda pair: pair[1]),
    ),
    lambda report: list(zip(report.event.fields, report.event.areas, strict=True)),
)  # fmt: skip

ROUNDS = Sheet(
    "rounds", "Runden", "rounds",
    (
        column("number", "number", "Nummer der Runde", "number of the round"),
        column("minutes", "number", "geplante Minuten", "planned minutes"),
        column("switch_minutes", "number", "geplante Minuten für den Wechsel", "planned minutes for the switch"),
        column("began_at", "time", "Beginn", "began at"),
        column("ended_at", "time", "Ende", "ended at"),
        column("people", "number", "Personen mit Platz, ohne Abwesende", "people with a seat, without absentees"),
        column("writers", "number", "Personen, die selbst mindestens eine Idee geschrieben haben",
               "people who wrote at least one idea themselves"),
        *counts(),
    ),
    lambda report: report.rounds,
)  # fmt: skip

TOPICS = Sheet(
    "topics", "Themen", "topics",
    (
        column("number", "number", "Nummer des Themas", "number of the topic"),
        column("title", "text", "Titel", "title"),
        column("field", "text", "Handlungsfeld", "field of action"),
        column("tables", "numbers", "Tische mit diesem Thema", "tables with this topic"),
        column("people", "number", "Personen, die in mindestens einer Runde dort saßen",
               "people who sat there in at least one round"),
        *counts(),
    ),
    lambda report: report.topics,
)  # fmt: skip

TABLES = Sheet(
    "tables", "Tische", "tables",
    (
        column("number", "number", "Nummer des Tisches", "number of the table"),
        column("topic", "number", "Thema", "topic"),
        column("seats", "number", "Plätze", "seats"),
        column("place", "text", "wo er steht", "where it stands"),
        column("step_free", "yes/no", "stufenlos erreichbar", "step-free"),
        column("hosted", "yes/no", "mit Tischleitung", "with a host"),
        *counts(),
    ),
    lambda report: report.tables,
)  # fmt: skip

QUESTIONS = Sheet(
    "questions", "Fragen an den Tischen", "questions asked at the tables",
    (
        column("round", "number", "Runde; 0: in jeder", "round; 0: in every round"),
        column("topic", "number", "Thema; 0: an jedem Tisch", "topic; 0: at every table"),
        column("text", "text", "die Frage", "the question"),
    ),
    lambda report: report.questions,
)  # fmt: skip

IDEAS = Sheet(
    "ideas", "Ideen", "ideas",
    (
        column("number", "number", "Nummer der Idee, in allen Formaten gleich",
               "number of the idea, the same in every format"),
        column("table", "number", "Tisch", "table"),
        column("topic", "number", "Thema", "topic"),
        column("round", "number", "Runde", "round"),
        column("text", "text", "Wortlaut", "wording"),
        column("by", "text", "phone: selbst geschrieben; host: von der Tischleitung notiert; paper: Papierkarte",
               "phone: self-written; host: noted by the table host; paper: paper card"),
        column("supports", "number", "Zuspruch", "supports"),
        column("theme", "number", "Themenfeld, dem sie zugeordnet ist", "theme it was assigned to"),
        column("edited", "yes/no", "nach dem Absenden geändert", "edited after it was sent"),
        column("created_at", "time", "geschrieben um, auf die Minute", "written at, to the minute"),
    ),
    lambda report: report.ideas,
)  # fmt: skip

LINKS = Sheet(
    "links", "Anknüpfungen: eine Idee greift eine andere auf", "links: an idea takes up another one",
    (
        column("idea", "number", "die spätere Idee", "the later idea", lambda pair: pair[0]),
        column("builds_on", "number", "die Idee, an die sie anknüpft", "the idea it builds on", lambda pair: pair[1]),
    ),
    lambda report: [(idea.number, source) for idea in report.ideas for source in idea.builds_on],
)  # fmt: skip

PATHS = Sheet(
    "paths", "Wege der Gedanken zwischen Tischen", "how thoughts travelled between tables",
    (
        column("from_table", "number", "Tisch der aufgegriffenen Idee", "table of the idea that was taken up"),
        column("to_table", "number", "Tisch der anknüpfenden Idee", "table of the idea that builds on it"),
        column("ideas", "number", "Anknüpfungen", "links"),
    ),
    lambda report: report.paths,
)  # fmt: skip


def insight(at: int) -> tuple[Column, Column]:
    """The columns of one line of a relay card."""

    def line(card: RelayCard) -> Insight | None:
        return card.insights[at] if at < len(card.insights) else None

    def text(card: RelayCard) -> str | None:
        return found.text if (found := line(card)) else None

    def idea(card: RelayCard) -> int | None:
        return found.idea if (found := line(card)) else None

    return (
        column(f"insight_{at + 1}", "text", f"{at + 1}. Erkenntnis", f"insight {at + 1}", text),
        column(f"idea_{at + 1}", "number", "die Idee, aus der sie stammt", "the idea it was taken from", idea),
    )


RELAY_CARDS = Sheet(
    "relay_cards", "Staffelkarten: was ein Tisch am Ende einer Runde weitergibt",
    "relay cards: what a table passes on at the end of a round",
    (
        column("id", "text", "Tisch-Runde", "table-round"),
        column("table", "number", "Tisch", "table"),
        column("topic", "number", "Thema", "topic"),
        column("round", "number", "Runde", "round"),
        *insight(0),
        *insight(1),
        *insight(2),
        column("question", "text", "offene Frage", "open question"),
    ),
    lambda report: report.relay_cards,
)  # fmt: skip

THEMES = Sheet(
    "themes", "Themenfelder aus der Ernte", "themes of the harvest",
    (
        column("number", "number", "Nummer des Themenfelds", "number of the theme"),
        column("title", "text", "Titel", "title"),
        column("summary", "text", "Zusammenfassung", "summary"),
        column("ideas", "numbers", "zugeordnete Ideen", "ideas assigned to it"),
        column("supports", "number", "Zuspruch dieser Ideen", "supports of these ideas"),
        column("merged_from", "numbers", "Themenfelder, die darin aufgegangen sind", "themes merged into it"),
        column("split_from", "number", "Themenfeld, aus dem es abgeteilt wurde", "theme it was split from"),
        column("dots", "number", "Punkte; leer, solange die Vergabe offen ist", "dots; empty until the dots are closed",
               lambda theme: theme.dots and theme.dots.total),
        column("dots_phone", "number", "davon von Geräten", "of these from devices",
               lambda theme: theme.dots and theme.dots.phone),
        column("dots_paper", "number", "davon auf Papier", "of these on paper",
               lambda theme: theme.dots and theme.dots.paper),
        column("dots_people", "number", "Personen, die am Gerät Punkte dafür gaben",
               "people who gave it dots on a device",
               lambda theme: theme.dots and theme.dots.people),
    ),
    lambda report: report.themes,
)  # fmt: skip

THEME_STEPS = Sheet(
    "theme_steps", "Werdegang der Themenfelder", "history of the themes",
    (
        column("theme", "number", "Themenfeld", "theme", lambda pair: pair[0]),
        column("what", "text", "made, renamed, assigned, taken_out, merged, split", "what was done (same values)",
               lambda pair: pair[1].what),
        column("ideas", "numbers", "betroffene Ideen", "ideas concerned", lambda pair: pair[1].ideas),
        column("themes", "numbers", "weitere beteiligte Themenfelder", "other themes concerned",
               lambda pair: pair[1].themes),
        column("at", "time", "wann", "when", lambda pair: pair[1].at),
    ),
    lambda report: [(theme.number, step) for theme in report.themes for step in theme.history],
)  # fmt: skip

FORMER_THEMES = Sheet(
    "former_themes", "Themenfelder, die in anderen aufgegangen sind", "themes that were merged into others",
    (
        column("number", "number", "Nummer", "number"),
        column("title", "text", "früherer Titel", "former title"),
        column("merged_into", "number", "aufgegangen in", "merged into"),
    ),
    lambda report: report.former_themes,
)  # fmt: skip

MEASURES = Sheet(
    "measures", "Maßnahmen und Strategiebeiträge", "measures",
    (
        column("number", "number", "Nummer der Maßnahme", "number of the measure"),
        column("title", "text", "Titel", "title"),
        column("text", "text", "Beschreibung", "description"),
        column("field", "text", "Handlungsfeld", "field of action"),
        column("themes", "numbers", "zugrunde liegende Themenfelder", "themes it answers"),
        column("saved_at", "time", "zuletzt gespeichert", "last saved"),
    ),
    lambda report: report.measures,
)  # fmt: skip

EVIDENCE = Sheet(
    "evidence", "Belege: auf welchen Ideen eine Maßnahme beruht", "evidence: the ideas a measure rests on",
    (
        column("measure", "number", "Maßnahme", "measure", lambda pair: pair[0]),
        column("idea", "number", "Idee", "idea", lambda pair: pair[1].idea),
        column("named", "yes/no", "ja: ausdrücklich genannt; nein: über ein Themenfeld",
               "true: named by the measure; false: by way of a theme", lambda pair: pair[1].named),
        column("theme", "number", "Themenfeld der Idee", "theme of the idea", lambda pair: pair[1].theme),
        column("table", "number", "Tisch der Idee", "table of the idea", lambda pair: pair[1].table),
        column("topic", "number", "Thema der Idee", "topic of the idea", lambda pair: pair[1].topic),
        column("round", "number", "Runde der Idee", "round of the idea", lambda pair: pair[1].round),
        column("supports", "number", "Zuspruch der Idee", "supports of the idea", lambda pair: pair[1].supports),
        column("relay_card", "text", "Staffelkarte dieses Tisches und dieser Runde",
               "relay card of that table and round",
               lambda pair: pair[1].relay_card),
    ),
    lambda report: [(measure.number, one) for measure in report.measures for one in measure.evidence],
)  # fmt: skip

GROUPS = Sheet(
    "groups", "Zielgruppen; kleine sind zu einem Teil zusammengefasst",
    "stakeholder groups; small ones are put together in one part",
    (
        column("part", "number", "Teil, in dem die Gruppe gezählt wird", "part the group is counted in",
               lambda pair: pair[0]),
        column("group", "text", "Zielgruppe; leer: keine Angabe", "stakeholder group; empty: not stated",
               lambda pair: pair[1]),
        column("people_in_part", "number", "Personen im ganzen Teil", "people in the whole part", lambda pair: pair[2]),
    ),
    lambda report: [
        (at, group, part.people) for at, part in enumerate(report.groups, 1) for group in part.groups
    ],
)  # fmt: skip


def by_group(name: str, of: str, de: str, en: str, lines: Callable[[Report], Iterable[Any]]) -> Sheet:
    """A table by group, one row for each topic or theme and part."""
    return Sheet(
        name, de, en,
        (
            column(of, "number", "Nummer", "number", lambda row: row[0].number),
            column("people", "number", "Personen insgesamt", "people in all", lambda row: row[0].people),
            column("part", "number", "Teil, siehe groups.csv", "part, see groups.csv", lambda row: row[1]),
            column("people_of_part", "number", "Personen aus diesem Teil; leer: nicht ausgewiesen",
                   "people of this part; empty: not told", lambda row: row[2]),
        ),
        lambda report: [(line, at, cell) for line in lines(report) for at, cell in enumerate(line.cells, 1)],
    )  # fmt: skip


SHEETS: tuple[Sheet, ...] = (
    EVENT, FIELDS, ROUNDS, TOPICS, TABLES, QUESTIONS, IDEAS, LINKS, PATHS, RELAY_CARDS, THEMES, THEME_STEPS,
    FORMER_THEMES, MEASURES, EVIDENCE, GROUPS,
    by_group("topics_by_group", "topic", "Wer an welchem Thema saß, nach Zielgruppen",
             "who sat at which topic, by group",
             lambda report: report.topics_by_group),
    by_group("themes_by_group", "theme", "Wer welchem Themenfeld Punkte gab, nach Zielgruppen",
             "who gave dots to which theme, by group", lambda report: report.themes_by_group),
)  # fmt: skip
"""All tables, in the order a reader wants them."""

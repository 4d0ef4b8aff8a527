"""What stands beside the data in the package: which file is what, what columns mean, what one may do with it."""

from __future__ import annotations

from collections.abc import Mapping

from cafe.domain.licences import LICENCES
from cafe.domain.report import Report
from cafe.export import csv_format, prose, words
from cafe.export.escaping import markdown_line, plain
from cafe.export.sheets import SHEETS
from cafe.export.words import Translate


def readme(report: Report, documents: Mapping[str, bytes], _: Translate) -> str:
    """README.md: in the language of the report; the dictionary of the data after it, in German and English."""
    event = report.event
    stand = _("Stand: %(time)s, Journalzeile %(seq)d.") % {"time": words.instant(report.as_of.at, _),
                                                           "seq": report.as_of.seq}  # fmt: skip
    whose = [one for one in (event.publisher, event.contact, event.email) if one]
    lines = [
        "# " + (markdown_line(event.title) or _("World Café")),
        markdown_line(" · ".join(fact for fact in (words.date(event.date, _), event.place) if fact)),
        stand if report.as_of.final else f"{stand} {prose.preliminary(_)}",
        (_("Herausgegeben von:") + " " + markdown_line(", ".join(whose))) if whose else "",
        "## " + _("Was in diesem Paket liegt"),
        "\n".join(f"- `{name}`: {markdown_line(use)}" for name, use in uses(documents, _)),
        _("Die Prüfsummen prüft `sha256sum --check SHA256SUMS`."),
        _("Diese Daten enthalten keine Namen und keine Kennungen von Personen. Nummern von Ideen, Themenfeldern und "
          "Maßnahmen sind in allen Dateien dieselben."),
        csv_format.dictionary().replace("\n## ", "\n### ").replace("# Daten eines", "## Daten eines", 1),
    ]  # fmt: skip
    return "\n\n".join(line for line in lines if line) + "\n"


def uses(documents: Mapping[str, bytes], _: Translate) -> list[tuple[str, str]]:
    """Each file and what it is."""
    known = {
        "report.pdf": _("der Bericht zum Lesen, Drucken und Ablegen"),
        "report.docx": _("derselbe Bericht für Word"),
        "report.odt": _("derselbe Bericht als OpenDocument"),
        "report.html": _("derselbe Bericht als eine Seite für den Browser"),
        "report.md": _("derselbe Bericht als Markdown"),
        "report.json": _("alle Daten in einer Datei"),
        "report.schema.json": _("das Schema dazu"),
        "data.xlsx": _("alle Tabellen in einer Arbeitsmappe"),
    }
    sheets = {f"csv/{sheet.name}.csv": sheet.de if words.language(_) == "de" else sheet.en for sheet in SHEETS}
    told = [(name, {**known, **sheets}.get(name, "")) for name in documents]
    return [
        *told,
        ("LICENSE.txt", _("was man mit den Daten tun darf")),
        ("dcat-ap-de.jsonld", _("Eintrag für Datenkataloge nach DCAT-AP.de")),
        ("SHA256SUMS", _("Prüfsummen aller Dateien")),
    ]


def licence(report: Report, _: Translate) -> str:
    """LICENSE.txt: the licence by name and where its text stands, and how the source is named."""
    chosen = LICENCES[report.event.licence]
    lines = [f"{chosen.name} ({chosen.key})", chosen.text]
    if chosen.names_source:
        source = source_of(report, _)
        lines += ["", _("Diese Quelle ist zu nennen:"), f"{source}, {chosen.key}, {chosen.text}"]
        lines += [_("Wer die Daten verändert, sagt das dazu.")]
    return "\n".join(lines) + "\n"


def source_of(report: Report, _: Translate) -> str:
    """How the source is named: who publishes it, and what it is."""
    event = report.event
    named = [event.publisher or _("Herausgeber unbekannt"), event.title or _("World Café"), words.date(event.date, _)]
    return plain(", ".join(one for one in named if one))

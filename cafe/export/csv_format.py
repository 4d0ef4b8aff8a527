"""The report as CSV: one file per noun and a data dictionary in German and English, in one ZIP.

UTF-8 with a byte order mark, semicolons, CRLF: so a double click in a German office opens it rightly; programs read
it as `utf-8-sig` with `;`, or take the files without the mark. No cell can be taken for a formula (see escaping). The
same report gives the same bytes: the ZIP's own times are fixed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from cafe.domain.report import Report
from cafe.export import archive, escaping
from cafe.export.sheets import SHEETS, Sheet, Value
from cafe.export.words import Translate, german


def render(report: Report, _: Translate = german) -> bytes:
    """The ZIP: README.md, which speaks both languages, then the files in reading order."""
    return packed(report, mark=True)


def render_plain(report: Report, _: Translate = german) -> bytes:
    """The same for programs that stumble over a byte order mark."""
    return packed(report, mark=False)


def packed(report: Report, *, mark: bool) -> bytes:
    """All files in one, with or without the mark."""
    tables = [(f"{sheet.name}.csv", file(sheet, report, mark=mark)) for sheet in SHEETS]
    return archive.pack([("README.md", dictionary().encode()), *tables])


def file(sheet: Sheet, report: Report, *, mark: bool = True) -> bytes:
    """One CSV file: a line of names, then the rows; `mark` is the byte order mark in front."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.name for column in sheet.columns])
    writer.writerows([written(column.value(row)) for column in sheet.columns] for row in sheet.rows(report))
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")


def written(value: Value) -> str:
    """A value as it stands in a cell. Only texts can be dangerous: numbers here are never negative."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return escaping.cell(value)
        case datetime():
            return f"{value:%Y-%m-%dT%H:%MZ}"
        case Sequence():
            return " ".join(str(number) for number in value)
        case _:
            return str(value)


def dictionary() -> str:
    """The README: how to read the files, and each column with type and meaning, in German and English."""
    return "\n".join([INTRODUCTION, *(described(sheet) for sheet in SHEETS)])


def described(sheet: Sheet) -> str:
    """One file's columns as a table."""
    rows = [f"| {column.name} | {column.type} | {column.de} | {column.en} |" for column in sheet.columns]
    head = [
        "",
        f"## {sheet.name}.csv",
        "",
        f"{sheet.de} · {sheet.en}",
        "",
        "| Spalte / column | Typ / type | Deutsch | English |",
    ]
    return "\n".join([*head, "| --- | --- | --- | --- |", *rows, ""])


INTRODUCTION = """\
# Daten eines World Cafés · Data of a World Café

## Lesen

Eine Datei je Gegenstand, UTF-8 mit Byte Order Mark (auf Wunsch ohne), Semikolon als Trennzeichen, Zeilenende CRLF,
Anführungszeichen nach RFC 4180. Zeiten sind UTC (`2022-10-26T12:40Z`), auf die Minute. Mehrere Nummern in einer Zelle
trennt ein Leerzeichen. Eine leere Zelle heißt: keine Angabe.

Beginnt ein Text mit einem Zeichen, das eine Tabellenkalkulation als Formel lesen könnte, steht ein Apostroph davor;
ebenso vor einem Text, der selbst mit einem Apostroph beginnt. Wer den Wortlaut weiterverarbeitet, nimmt ein
Apostroph am Anfang einer Zelle weg.

Nummern gelten innerhalb der Veranstaltung und sind in allen Formaten und Ausgaben gleich. Namen, Codes und
Kennungen von Personen sind nicht enthalten. Zahlen unter 5 Personen werden nach Zielgruppen nicht ausgewiesen, und
so viele weitere, dass sie sich nicht ausrechnen lassen. Zurückgezogene und ausgeblendete Ideen sind gezählt, aber
nicht enthalten. Wer teilnahm, ist keine Stichprobe.

## Reading

One file per noun, UTF-8 with byte order mark (without on request), semicolons between cells, CRLF at line ends,
quotes as in RFC 4180.
Times are UTC (`2022-10-26T12:40Z`), to the minute. Several numbers in one cell have a space between them. An empty
cell means: none.

A text that begins with a character which a spreadsheet might read as a formula has an apostrophe before it, and so
has a text that itself begins with an apostrophe. To get the exact wording, take one apostrophe off the beginning of
a cell.

Numbers count within the event and are the same in every format and every export. Names, codes and identifiers of
people are not included. Numbers of fewer than 5 people are not told by stakeholder group, nor so many others that
they could be computed. Withdrawn and hidden ideas are counted but not included. Those who took part are not a
sample.
"""

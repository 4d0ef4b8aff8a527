"""The report as a PDF to read, print and keep: PDF/A-3a and PDF/UA-1 at once, with the data files attached inside.

What is told, in which order and words, is worked out here (document) as blocks of plain data; how it looks stands in
the Typst sources beside it. What people typed is data all the way, so nothing in it can become a command.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from cafe import typesetting
from cafe.domain import story
from cafe.domain.report import Report
from cafe.export import csv_format, json_format
from cafe.export.escaping import all_plain
from cafe.export.pdf.document import content
from cafe.export.pdf.telling import Telling
from cafe.export.sheets import SHEETS
from cafe.export.words import Translate, german

MAIN = Path(__file__).resolve().parent / "typst" / "report.typ"

MOST_LINKED = 600
"""Up to so many ideas each number in the text is a link to the annex; links by the thousand cost time and memory."""


def render(report: Report, _: Translate = german) -> bytes:
    """The PDF. The same report gives the same bytes."""
    files = dict(attachments(report))
    document = all_plain(content(Telling(story.tell(report), _), list(files), typesetting.FAMILIES))
    inputs = {"document": msgspec.json.encode(document).decode(), **files}
    if len(report.ideas) <= MOST_LINKED:
        inputs["linked"] = "yes"
    if report.event.language != document["lang"]:
        inputs["spoken"] = report.event.language
    return typesetting.pdf(MAIN, inputs, report.as_of.at)


def attachments(report: Report) -> list[tuple[str, str]]:
    """The data files inside, by name: the whole report as JSON, each noun as CSV, and what the columns mean."""
    tables = [(f"{sheet.name}.csv", csv_format.file(sheet, report).decode("utf-8")) for sheet in SHEETS]
    return [
        ("report.json", json_format.render(report).decode()),
        *tables,
        ("data-dictionary.md", csv_format.dictionary()),
    ]

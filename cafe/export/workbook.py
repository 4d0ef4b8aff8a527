"""The report as an Excel workbook: one sheet per noun, with the columns of the CSV files; the first explains them.

Texts are written as texts, whatever they look like: no formula, no link, no number in disguise. The same report gives
the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from cafe.domain.report import Report
from cafe.export import words
from cafe.export.escaping import plain
from cafe.export.sheets import SHEETS, Column, Sheet, Value
from cafe.export.words import Translate, german

WIDEST = 70
NARROWEST = 9
SAMPLE = 200
"""Rows that are looked at for a column's width."""

SAFE = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "nan_inf_to_errors": False, "remove_timezone": True,
}  # fmt: skip


def render(report: Report, _: Translate = german) -> bytes:
    """The workbook as .xlsx."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, SAFE) as book:
        book.set_properties(
            {"title": plain(report.event.title)[:255], "author": plain(report.event.publisher) or "World Café",
             "comments": "", "created": report.as_of.at}
        )  # fmt: skip
        Workbook(book, _).write(report)
    return packed.getvalue()


class Workbook:
    """The sheets, and how their cells look."""

    def __init__(self, book: Any, translate: Translate) -> None:
        self.book = book
        self.translate = translate
        self.head = book.add_format(
            {"bold": True, "bg_color": "#EAF2F7", "bottom": 2, "bottom_color": "#0B4F79", "text_wrap": True,
             "valign": "top"}
        )  # fmt: skip
        self.text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.number = book.add_format({"valign": "top", "num_format": "0"})
        self.time = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.strong = book.add_format({"bold": True, "valign": "top"})

    def write(self, report: Report) -> None:
        """All sheets, the explanation first."""
        self.explain(report)
        for sheet in SHEETS:
            self.sheet(sheet, report)

    def explain(self, report: Report) -> None:
        """What each column of each sheet means."""
        _ = self.translate
        page = self.book.add_worksheet(_("Erklärung"))
        speaks_german = words.language(_) == "de"
        page.write_string(0, 0, plain(report.event.title) or _("World Café"), self.title)
        notes = [
            _("Ein Blatt je Gegenstand. Nummern sind in allen Blättern und Formaten dieselben. Zeiten sind UTC."),
            _("Eine leere Zelle heißt: keine Angabe; in den Blättern nach Zielgruppen: nicht ausgewiesen."),
            words.privacy_note(_),
        ]
        for at, note in enumerate(notes, 1):
            page.write_string(at, 0, note)
        top = len(notes) + 2
        heads = (_("Blatt"), _("Spalte"), _("Typ"), _("Bedeutung"))
        for at, head in enumerate(heads):
            page.write_string(top, at, head, self.head)
        row = top
        for sheet in SHEETS:
            for column in sheet.columns:
                row += 1
                page.write_url(row, 0, f"internal:'{sheet.name}'!A1", self.strong, sheet.name)
                page.write_string(row, 1, column.name, self.text)
                page.write_string(row, 2, column.type, self.text)
                page.write_string(row, 3, column.de if speaks_german else column.en, self.text)
        page.freeze_panes(top + 1, 0)
        page.autofilter(top, 0, row, len(heads) - 1)
        for at, wide in enumerate((18, 20, 12, 80)):
            page.set_column(at, at, wide)

    def sheet(self, sheet: Sheet, report: Report) -> None:
        """One noun."""
        page = self.book.add_worksheet(sheet.name)
        rows = [[column.value(row) for column in sheet.columns] for row in sheet.rows(report)]
        for at, column in enumerate(sheet.columns):
            page.write_string(0, at, column.name, self.head)
            page.set_column(at, at, width(column, [row[at] for row in rows[:SAMPLE]]))
            for down, row in enumerate(rows, 1):
                self.cell(page, down, at, row[at])
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, len(rows), len(sheet.columns) - 1)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)

    def cell(self, page: Any, row: int, at: int, value: Value) -> None:
        """A value by its own kind, so that nothing is guessed."""
        match value:
            case None | "":
                return
            case bool():
                page.write_boolean(row, at, value, self.number)
            case int():
                page.write_number(row, at, value, self.number)
            case datetime():
                page.write_datetime(row, at, value, self.time)
            case str():
                page.write_string(row, at, plain(value), self.text)
            case Sequence():
                page.write_string(row, at, " ".join(map(str, value)), self.text)


def width(column: Column, values: Sequence[Value]) -> float:
    """How wide a column is, in characters: as its words need, within bounds."""
    if column.type == "time":
        return 17
    lengths = [
        len(str(value)) if not isinstance(value, tuple) else 4 * len(value) for value in values if value is not None
    ]
    return float(min(WIDEST, max([NARROWEST, len(column.name) + 3, *lengths])))

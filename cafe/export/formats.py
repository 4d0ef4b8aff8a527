"""All forms in which a report is handed out, one line each. A form's module is loaded by the process that draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations, translation
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from cafe.domain.report import Report
from cafe.export.words import Translate

CATALOGUES = Path(__file__).resolve().parents[2] / "translations"


class Render(Protocol):
    """What draws a form: the same report and language give the same bytes."""

    def __call__(self, report: Report, _: Translate) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Format:
    """One form. `file` is its name in the package and, after the event's own part, of the download."""

    file: str
    media_type: str
    drawn_by: str  # "module:function" within cafe.export

    @property
    def ending(self) -> str:
        """What the file's name ends with."""
        return self.file.rpartition(".")[2]


OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: dict[str, Format] = {
    name: Format(file, media_type, drawn_by)
    for name, file, media_type, drawn_by in (
        ("pdf", "report.pdf", "application/pdf", "pdf:render"),
        ("word", "report.docx", f"{OFFICE}.wordprocessingml.document", "word:render"),
        ("opendocument", "report.odt", "application/vnd.oasis.opendocument.text", "opendocument:render"),
        ("html", "report.html", "text/html; charset=utf-8", "page:render"),
        ("markdown", "report.md", "text/markdown; charset=utf-8", "markdown:render"),
        ("excel", "data.xlsx", f"{OFFICE}.spreadsheetml.sheet", "workbook:render"),
        ("json", "report.json", "application/json", "json_format:render"),
        ("csv", "data.zip", "application/zip", "csv_format:render"),
        ("csv-plain", "data-without-bom.zip", "application/zip", "csv_format:render_plain"),
        ("package", "package.zip", "application/zip", "package:render"),
    )
}
"""Name, as on the command line, → form."""


def render(name: str, report: Report, language: str) -> bytes:
    """The report in one form and language. Raises KeyError for a form there is not."""
    return renderer(name)(report, translator(language))


def renderer(name: str) -> Render:
    """What draws this form."""
    module, _, function = FORMATS[name].drawn_by.partition(":")
    return cast("Render", getattr(import_module(f"cafe.export.{module}"), function))


@cache
def translator(language: str) -> Callable[[str], str]:
    """How documents speak in this language; German, the source, needs no catalogue."""
    if language == "de":
        return NullTranslations().gettext
    return translation("messages", CATALOGUES, [language], fallback=True).gettext

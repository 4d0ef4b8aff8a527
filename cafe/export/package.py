"""The whole hand-over in one ZIP: every form of the report, what the data mean, licence, catalogue record, checksums.

The same report gives the same bytes: each file does, and the ZIP's own times are fixed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cafe import confined
from cafe.domain.report import Report
from cafe.export import archive, catalogue_record, csv_format, formats, json_format, package_readme
from cafe.export.sheets import SHEETS
from cafe.export.words import Translate, german

ARCHIVES = ("package", "csv", "csv-plain")
"""Forms that are themselves a ZIP: their files lie in the package one by one."""

RECORD, SUMS = "dcat-ap-de.jsonld", "SHA256SUMS"


def render(report: Report, _: Translate = german) -> bytes:
    """The package: what to read first stands first."""
    documents = dict(drawn(report, _))
    first = {
        "README.md": package_readme.readme(report, documents, _).encode(),
        "LICENSE.txt": package_readme.licence(report, _).encode(),
    }
    record = {RECORD: catalogue_record.render(report, documents, _)}
    files = {**first, **documents, **record}
    return archive.pack([*files.items(), (SUMS, sums(files).encode())])


def drawn(report: Report, _: Translate) -> Iterator[tuple[str, bytes]]:
    """Every form and every table, telling how far it is."""
    names = [name for name in formats.FORMATS if name not in ARCHIVES]
    steps = len(names) + 1
    for at, name in enumerate(names):
        confined.progress(at, steps, name)
        yield formats.FORMATS[name].file, formats.renderer(name)(report, _)
    confined.progress(len(names), steps, "csv")
    yield "report.schema.json", json_format.schema_file()
    for sheet in SHEETS:
        yield f"csv/{sheet.name}.csv", csv_format.file(sheet, report)


def sums(files: dict[str, bytes]) -> str:
    """As `sha256sum --check` reads it."""
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())

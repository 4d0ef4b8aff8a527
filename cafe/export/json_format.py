"""The report as JSON: all of it, field by field as in domain/report.py. The schema is made from the same classes."""

from __future__ import annotations

from typing import Any

import msgspec

from cafe.domain.report import SCHEMA, VERSION, Report
from cafe.export.words import Translate, german

SCHEMA_ID = f"urn:{SCHEMA}:{VERSION}"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def render(report: Report, _: Translate = german) -> bytes:
    """UTF-8, indented, with a line break at the end, the same in every language."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def compact(report: Report) -> bytes:
    """The same in one line: how a report travels to the process that draws it."""
    return msgspec.json.encode(report)


def schema() -> dict[str, Any]:
    """The JSON Schema of `render`'s result: what docs/report.schema.json holds."""
    described: dict[str, Any] = msgspec.json.schema(Report)
    return {"$schema": DIALECT, "$id": SCHEMA_ID, "title": f"{SCHEMA} {VERSION}", **described}


def schema_file() -> bytes:
    """The same as a file."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"

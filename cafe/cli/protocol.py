"""The published protocol, drawn from the catalogue: docs/asyncapi.json, openapi.json, the tables of protocol.md.

The same code gives the same bytes, so a test can hold the files to the code.
"""

from __future__ import annotations

import json
from pathlib import Path

from cafe.cli import asyncapi, openapi, tables

DOCS = Path(__file__).resolve().parents[2] / "docs"


def write(*, check: bool, folder: Path = DOCS) -> list[str]:
    """Writes what is out of date, or with `check` only names it. Returns the names of these files."""
    stale = []
    for name, content in published(folder).items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            stale.append(name)
            if not check:
                path.write_text(content, encoding="utf-8")
    return stale


def published(folder: Path) -> dict[str, str]:
    """File name → what it should hold."""
    page = (folder / "protocol.md").read_text(encoding="utf-8")
    return {
        "asyncapi.json": as_text(asyncapi.document()),
        "openapi.json": as_text(openapi.document()),
        "protocol.md": tables.fill(page),
    }


def as_text(document: object) -> str:
    """JSON for people to read and for `diff` to compare."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

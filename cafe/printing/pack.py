"""The print pack as one PDF: which sheets, in which order, on which paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from cafe import typesetting
from cafe.domain.roster import Paper, Part, Roster
from cafe.printing.sheets import Translate, contents

MAIN = Path(__file__).resolve().parent / "typst" / "pack.typ"
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def render(roster: Roster, parts: Sequence[Part], paper: Paper, language: str, _: Translate) -> bytes:
    """The sheets of these parts. The same Roster gives the same bytes."""
    pack = {
        "title": _("Druckvorlagen") + " · " + roster.event.title,
        "language": language,
        "paper": paper.value,
        "families": typesetting.FAMILIES,
        "parts": [contents(roster, part, _) for part in parts],
    }
    return typesetting.pdf(MAIN, {"pack": msgspec.json.encode(pack).decode()}, dated(roster))


def dated(roster: Roster) -> datetime:
    """The day of the event: no clock decides what a file holds."""
    try:
        return datetime.fromisoformat(roster.event.date).replace(tzinfo=UTC)
    except ValueError:
        return NO_DAY

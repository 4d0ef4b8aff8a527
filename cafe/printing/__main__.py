"""python -m cafe.printing PART --paper a4|a5 --language de|en < roster.json > file.pdf

PART is one of those of the Roster, several with commas between them, or "all". Exit status 2: asked for wrongly; 1: it
failed, and stderr says where.
"""

from __future__ import annotations

import argparse
import gettext
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from cafe import confined
from cafe.domain.roster import PACK, Paper, Part, Roster
from cafe.printing.pack import render
from cafe.printing.sheets import Translate

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"
LANGUAGES = ("de", "en")


def made(arguments: Sequence[str], data: bytes) -> bytes:
    """The file that was asked for. Raises SystemExit(2) for what cannot be asked, DecodeError for what is no Roster."""
    asked = parser().parse_args(arguments)
    roster = msgspec.json.decode(data, type=Roster)
    return render(roster, asked.parts, asked.paper, asked.language, translate(asked.language))


def parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    known = argparse.ArgumentParser("python -m cafe.printing", description="The print pack of a World Café, as PDF.")
    known.add_argument("parts", type=parts, metavar="PART", help=f"all, or some of: {', '.join(Part)}")
    known.add_argument("--paper", type=Paper, choices=list(Paper), default=Paper.A4)
    known.add_argument("--language", choices=LANGUAGES, default="de")
    return known


def parts(names: str) -> tuple[Part, ...]:
    """Parts by name, in the order in which they were named."""
    return PACK if names == "all" else tuple(Part(name) for name in names.split(","))


def translate(language: str) -> Translate:
    """The catalogue of the pages; German is what the sentences are written in."""
    return gettext.translation("messages", TRANSLATIONS, [language], fallback=language == "de").gettext


if __name__ == "__main__":
    sys.exit(confined.main(made))

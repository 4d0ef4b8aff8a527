"""python -m cafe.printing PART --paper a4|a5 --language de|en < roster.json > file.pdf

PART is one of those of the Roster, several with commas between them, or "all". Exit code 2: asked for wrongly.
"""

from __future__ import annotations

import argparse
import gettext
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from cafe.domain.roster import PACK, Paper, Part, Roster
from cafe.printing.pack import render
from cafe.printing.sheets import Translate

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"
LANGUAGES = ("de", "en")


def made(arguments: Sequence[str], data: bytes) -> bytes:
    """The file that was asked for. Raises SystemExit(2) with a sentence for what cannot be asked."""
    asked = parser().parse_args(arguments)
    try:
        roster = msgspec.json.decode(data, type=Roster)
    except msgspec.DecodeError as error:
        raise SystemExit(f"This is no roster: {error}") from error
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


def main() -> None:
    """Reads a Roster, writes a PDF."""
    sys.stdout.buffer.write(made(sys.argv[1:], sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()

"""Sets pages with Typst: our own sources and data in, a PDF out, and nothing else is read or asked for.

What people typed goes in as data (`sys.inputs`), never into a source. Typst sees one folder of sources and the
typefaces in fonts/; no typeface of this machine, no package, no clock. So the same data gives the same bytes anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typst

if TYPE_CHECKING:
    from typst import PDFStandard as Standard  # known to type checkers only

FONTS = Path(__file__).resolve().parent.parent / "fonts"
"""Filled at set-up by scripts/fonts.py."""

NOWHERE = "/nonexistent"
"""Where Typst looks for packages: ours use none."""

FAMILIES = (
    "Atkinson Hyperlegible Next", "Noto Sans", "Vazirmatn", "Noto Sans Arabic", "Noto Sans Hebrew",
    "Noto Sans Ethiopic", "Noto Sans Thai", "MotoyaLCedar", "Noto Sans Symbols 2", "Noto Sans Math",
    "Noto Emoji", "Last Resort",
)  # fmt: skip
"""In this order each sign finds its typeface; the last has a box for all (MotoyaLCedar is Kosugi's family name)."""

ARCHIVAL_AND_ACCESSIBLE: Final[list[Standard]] = ["a-3a", "ua-1"]
"""PDF/A-3a: kept for good, files attached, structure told. PDF/UA-1: read aloud."""


class TypesettingError(RuntimeError):
    """Typst could not set a document; its words follow."""


def pdf(main: Path, inputs: Mapping[str, str], at: datetime) -> bytes:
    """The document that the source `main` makes of `inputs`, as PDF/A-3a and PDF/UA-1, dated `at` (UTC).

    A source reads only files beside or below it. Raises TypesettingError if it cannot be set, and RuntimeError where
    there are no typefaces.
    """
    compiler = typst.Compiler(
        root=str(main.parent),
        font_paths=fonts(),
        ignore_system_fonts=True,
        package_path=NOWHERE,
        package_cache_path=NOWHERE,
    )
    try:
        made = compiler.compile(
            str(main),
            format="pdf",
            sys_inputs=dict(inputs),
            pdf_standards=ARCHIVAL_AND_ACCESSIBLE,
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        raise TypesettingError(error.diagnostic) from error
    if not isinstance(made, bytes):
        raise TypesettingError("Typst gave no file")
    return made


def png(main: Path, inputs: Mapping[str, str], *, per_inch: float = 200) -> bytes:
    """The one page that the source `main` makes of `inputs`, as a picture. Raises as `pdf` does."""
    compiler = typst.Compiler(
        root=str(main.parent), font_paths=fonts(), ignore_system_fonts=True, package_path=NOWHERE,
        package_cache_path=NOWHERE,
    )  # fmt: skip
    try:
        made = compiler.compile(str(main), format="png", ppi=per_inch, sys_inputs=dict(inputs))
    except typst.TypstError as error:
        raise TypesettingError(error.diagnostic) from error
    if not isinstance(made, bytes):
        raise TypesettingError("Typst gave more than one page")
    return made


@cache
def fonts() -> typst.Fonts:
    """Our typefaces; raises RuntimeError where set-up has not brought them."""
    if not (FONTS / "last-resort.ttf").exists():
        raise RuntimeError("fonts/ is empty. Run: make setup")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])

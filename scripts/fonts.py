"""Fill fonts/ from node_modules: what documents are set in. Nobody serves these; they go into PDFs, letter by letter.

A report is read far away and years later, so every letter somebody typed must come out, whatever this machine has
installed: Typst is told to look nowhere else. Where no typeface has a sign, the last resort draws a box for it and
keeps the sign in the file: it can be copied, searched, and read aloud.
"""

import shutil
import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import cmap_format_13

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules" / "@expo-google-fonts"
FONTS = ROOT / "fonts"

FACES = {
    "atkinson-hyperlegible-next": ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold", "800ExtraBold"),
    "noto-sans": ("400Regular", "700Bold"),  # Greek, Cyrillic, Vietnamese
    "vazirmatn": ("400Regular", "700Bold"),  # Arabic, Persian; Noto draws dots apart: a copied letter comes twice
    "noto-sans-arabic": ("400Regular", "700Bold"),  # the rarer letters of this script
    "noto-sans-hebrew": ("400Regular", "700Bold"),
    "noto-sans-ethiopic": ("400Regular",),
    "noto-sans-thai": ("400Regular",),
    "kosugi": ("400Regular",),  # Japanese, and most Chinese characters
    "noto-emoji": ("400Regular",),  # outlines, as paper has no colours of its own
    "noto-sans-symbols-2": ("400Regular",),
    "noto-sans-math": ("400Regular",),
}
"""Package → the weights we set with."""

LAST_RESORT = "Last Resort"
EM = 1000


def main() -> None:
    """Write fonts/ afresh."""
    if not PACKAGES.is_dir():
        sys.exit("node_modules is missing. Run: make setup")
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir()
    for package, weights in FACES.items():
        for weight in weights:
            file = next((PACKAGES / package).rglob(f"*_{weight}.ttf"))
            shutil.copyfile(file, FONTS / file.name)
        shutil.copyfile(licence(PACKAGES / package), FONTS / f"{package}.LICENSE.txt")
    write_last_resort(FONTS / "last-resort.ttf")
    files = list(FONTS.glob("*.ttf"))
    print(f"fonts: {len(files)} typefaces, {sum(file.stat().st_size for file in files):,} bytes")


def licence(package: Path) -> Path:
    """Where a package says how its typeface may be used; Kosugi's (Apache 2.0) says so in its README."""
    return next(file for name in ("LICENSE_FONT", "LICENSE", "README.md") if (file := package / name).exists())


def write_last_resort(target: Path) -> None:
    """A typeface with a box for every character there is: one glyph, to which one table maps them all."""
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupGlyf({".notdef": box(), "box": box()})
    builder.setupHorizontalMetrics({".notdef": (600, 60), "box": (600, 60)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupCharacterMap({})
    every = cmap_format_13(13)
    every.platformID, every.platEncID, every.language = 3, 10, 0
    every.cmap = dict.fromkeys(range(0x21, 0x110000), "box")
    builder.font["cmap"].tables = [every]
    builder.setupNameTable({"familyName": LAST_RESORT, "styleName": "Regular", "psName": "LastResort-Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.setupHead(unitsPerEm=EM, created=0, modified=0)
    builder.font.recalcTimestamp = False  # the same file on every machine
    builder.save(target)


def box() -> object:
    """An upright rectangle, open inside."""
    pen = TTGlyphPen(None)
    for left, low, right, high, outside in ((60, 0, 540, 700, True), (110, 50, 490, 650, False)):
        corners = [(left, low), (left, high), (right, high), (right, low)]
        pen.moveTo(corners[0])
        for corner in corners[1:] if outside else reversed(corners[1:]):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    main()

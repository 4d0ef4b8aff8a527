"""Fill static/vendor from node_modules: the browser's libraries, the typeface cut to our letters, the icons we use.

Nobody's browser talks to anyone but our server, so everything a page needs lies here, each with its licence beside it.
"""

import re
import shutil
import sys
from collections.abc import Callable
from gzip import compress as gzip
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import brotli
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
ICON_NAMES = ROOT / "static" / "icons.txt"

SVG = "http://www.w3.org/2000/svg"
WEIGHTS = (400, 700)
"""Regular to bold is all the pages use; the thinner and heavier ends would cost as much again."""
FONT_FEATURES = ["ccmp", "locl", "mark", "mkmk", "tnum"]
"""Tabular figures for the clocks; the others place accents. Kerning is left out: a fifth of the file for little."""

EVERY_DAY = "äöüÄÖÜßéè·–—…„“”‚‘’«»×°§€−•\u00a0\u202f"
"""Beside ASCII, what German and English pages of a café are set with."""

TYPES = {
    "socket.io.d.ts": 'export { io, Manager, Socket } from "socket.io-client";\n',
    "idb.d.ts": 'export * from "idb";\n',
}
"""`tsc` reads these instead of the libraries' code."""


def main() -> None:
    """Write static/vendor afresh and say what each file weighs on the wire."""
    if not PACKAGES.is_dir():
        sys.exit("node_modules is missing. Run: make setup")
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    write_script("socket.io-client", "dist/socket.io.esm.min.js", "socket.io.js")
    write_script("idb", "build/index.js", "idb.js")
    every_day = {*range(0x20, 0x7F), *map(ord, EVERY_DAY)}
    write_typeface("latin", "atkinson.woff2", lambda letters: letters & every_day)
    write_typeface("latin", "atkinson-west.woff2", lambda letters: letters - every_day)
    write_typeface("latin-ext", "atkinson-ext.woff2", lambda letters: letters)
    write_icons()
    for name, text in TYPES.items():
        (VENDOR / name).write_text(text, encoding="utf-8")
    say_sizes()


def write_script(package: str, source: str, target: str) -> None:
    """Copy an ES module without its hint at a source map, which we don't serve."""
    code = (PACKAGES / package / source).read_text(encoding="utf-8")
    code = re.sub(r"^//# sourceMappingURL=.*\n?", "", code, flags=re.MULTILINE)
    (VENDOR / target).write_text(code, encoding="utf-8")
    copy_licence(package, target)


def write_typeface(letters: str, target: str, wanted: Callable[[set[int]], set[int]]) -> None:
    """Cut one file of Atkinson Hyperlegible Next to our weights and features, and to the `wanted` of its letters.

    The family comes in two files, `latin` and `latin-ext`. We make three: what every page needs, the other letters of
    western names, and those from further east. A browser fetches the last two only for a page that has such a letter
    (unicode-range in css/fonts.css).
    """
    package = "@fontsource-variable/atkinson-hyperlegible-next"
    source = PACKAGES / package / "files" / f"atkinson-hyperlegible-next-{letters}-wght-normal.woff2"
    options = subset.Options(layout_features=FONT_FEATURES, hinting=False, notdef_outline=True, name_IDs=[0, 1, 2])
    font = TTFont(source, recalcTimestamp=False)  # the same file on every machine
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted(set(font.getBestCmap())))
    subsetter.subset(font)
    # Saved and read again between the two steps: the instancer cannot work on the subsetter's half-read tables.
    halfway = BytesIO()
    font.flavor = None
    font.save(halfway)
    font = instancer.instantiateVariableFont(
        TTFont(BytesIO(halfway.getvalue()), recalcTimestamp=False), {"wght": WEIGHTS}
    )
    font.flavor = "woff2"
    font.save(VENDOR / target)
    copy_licence(package, target)


def write_icons() -> None:
    """Draw the icons named in static/icons.txt into one sprite, a symbol each.

    Stroke and colour are left to the page's CSS, so that an icon follows the text beside it.
    """
    ElementTree.register_namespace("", SVG)
    sprite = ElementTree.Element(f"{{{SVG}}}svg")
    for name in icon_names():
        icon = ElementTree.parse(PACKAGES / "lucide-static" / "icons" / f"{name}.svg").getroot()  # noqa: S314 - from our pinned package
        symbol = ElementTree.SubElement(sprite, f"{{{SVG}}}symbol", {"id": name, "viewBox": icon.get("viewBox", "")})
        for stroke in icon:
            stroke.tail = None
            symbol.append(stroke)
        symbol.tail = "\n"
    ElementTree.ElementTree(sprite).write(VENDOR / "icons.svg", encoding="utf-8")
    copy_licence("lucide-static", "icons.svg")


def icon_names() -> list[str]:
    """Names in static/icons.txt, without comments and blank lines; ends with a sentence where Lucide lacks one."""
    lines = (line.strip() for line in ICON_NAMES.read_text(encoding="utf-8").splitlines())
    names = sorted({line for line in lines if line and not line.startswith("#")})
    if unknown := [name for name in names if not (PACKAGES / "lucide-static" / "icons" / f"{name}.svg").exists()]:
        sys.exit(f"static/icons.txt names icons that Lucide doesn't have: {', '.join(unknown)}")
    return names


def copy_licence(package: str, target: str) -> None:
    """Put a package's licence beside the file made of it."""
    shutil.copyfile(PACKAGES / package / "LICENSE", VENDOR / f"{target}.LICENSE.txt")


def say_sizes() -> None:
    """Print each file's size as it is, and as a browser receives it."""
    print(f"{'static/vendor':20} {'bytes':>7} {'gzip':>7} {'brotli':>7}")
    for path in sorted(VENDOR.glob("*.*")):
        if path.suffix in {".js", ".svg", ".woff2"}:
            content = path.read_bytes()
            print(f"{path.name:20} {len(content):7} {len(gzip(content)):7} {len(brotli.compress(content)):7}")


if __name__ == "__main__":
    main()

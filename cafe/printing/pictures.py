"""What is drawn and not written: QR codes, and the symbols of the topics."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import segno

SPRITE = Path(__file__).resolve().parents[2] / "static" / "vendor" / "icons.svg"
"""The one set of icons, filled at set-up by scripts/vendor.py: a face looks the same on phone, screen and paper."""

SVG: Final = "http://www.w3.org/2000/svg"
FACES: Final = (
    "bike", "zap", "landmark", "handshake", "leaf", "anchor", "music", "heart-pulse", "network", "store",
    "graduation-cap", "house",
)  # fmt: skip
"""Face 1…12 → its symbol; static/js/lib/faces.js has the same list, and a test holds them together."""

NO_FACE: Final = "coffee"
BORDER: Final = 4
"""Modules of white around a code, as ISO/IEC 18004 wants it."""


def qr(text: str) -> str:
    """`text` as a QR code in SVG, black on nothing, with its quiet zone. Up to 15 % of it may be dirty or folded."""
    code = segno.make(text, error="m", micro=False)
    size = code.symbol_size(border=BORDER)[0]
    strokes = []
    for y, row in enumerate(code.matrix, start=BORDER):
        run = 0
        for x, dark in enumerate((*row, 0), start=BORDER):
            if dark:
                run += 1
            elif run:
                strokes.append(f"M{x - run} {y}h{run}v1h-{run}z")
                run = 0
    drawing = f'<path d="{"".join(strokes)}" fill="#000" shape-rendering="crispEdges"/>'
    return f'<svg xmlns="{SVG}" viewBox="0 0 {size} {size}">{drawing}</svg>'


@cache
def symbol(name: str) -> str:
    """An icon of the set as SVG, drawn in black."""
    found = sprite().find(f"{{{SVG}}}symbol[@id='{name}']")
    if found is None:
        raise LookupError(f"{SPRITE} has no {name}: add it to static/icons.txt and run: make setup")
    shapes = "".join(ElementTree.tostring(shape, encoding="unicode") for shape in found)
    style = 'fill="none" stroke="#000" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="{SVG}" viewBox="0 0 24 24" {style}>{shapes}</svg>'


@cache
def sprite() -> ElementTree.Element:
    """All icons."""
    ElementTree.register_namespace("", SVG)
    return ElementTree.parse(SPRITE).getroot()  # noqa: S314 - written by our own set-up


def face(number: int) -> str:
    """The symbol of a topic, the café's cup without one."""
    return symbol(FACES[number - 1] if 1 <= number <= len(FACES) else NO_FACE)

"""The symbols of the topics, as SVG: the same on phone, screen, paper and report."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

SPRITE = Path(__file__).resolve().parents[1] / "static" / "vendor" / "icons.svg"
"""The one set of icons, filled at set-up by scripts/vendor.py: a face looks the same on phone, screen and paper."""

SVG: Final = "http://www.w3.org/2000/svg"
FACES: Final = (
    "bike", "zap", "landmark", "handshake", "leaf", "anchor", "music", "heart-pulse", "network", "store",
    "graduation-cap", "house",
)  # fmt: skip
"""Face 1…12 → its symbol; static/js/lib/faces.js has the same list, and a test holds them together."""

NO_FACE: Final = "coffee"


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

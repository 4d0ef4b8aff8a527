"""Figures for documents that want a picture: bars, drawn by Typst from numbers and labels, the same bytes each time."""

from __future__ import annotations

import struct
from pathlib import Path

import msgspec

from cafe import typesetting
from cafe.export.manuscript import Bars

MAIN = Path(__file__).resolve().parent / "bars.typ"
WIDTH_CM = 16.0
"""Nearly as wide as the text of a page."""


def png(figure: Bars) -> bytes:
    """The figure as a picture, `WIDTH_CM` wide, on white."""
    most = max((value for _label, value in figure.rows), default=0) or 1
    rows = [{"label": label, "value": value, "share": value / most} for label, value in figure.rows]
    return typesetting.png(MAIN, {"rows": msgspec.json.encode(rows).decode(), "width": f"{WIDTH_CM}"})


def tall(picture: bytes) -> float:
    """How high such a picture is, in centimetres: its width and height stand in its first bytes."""
    wide, high = struct.unpack(">II", picture[16:24])
    return WIDTH_CM * float(high) / float(wide)


def told(figure: Bars) -> str:
    """What the figure shows, for those who don't see it."""
    return f"{figure.caption}: " + "; ".join(f"{label}: {value}" for label, value in figure.rows)

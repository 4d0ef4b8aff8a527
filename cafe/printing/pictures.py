"""What is drawn and not written: QR codes. The symbols of the topics stand in cafe/faces.py."""

from __future__ import annotations

from typing import Final

import segno

SVG: Final = "http://www.w3.org/2000/svg"
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

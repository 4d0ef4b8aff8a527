"""PDFs seen as a printer sees them: rendered, measured, their codes read by a real decoder, their words parsed back."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import zxingcpp

from scripts.poppler import required

MM_PER_INCH = 25.4
DARK = 160
"""Of 255: what a printer would put ink for. Quiet grey text is meant, the white of the paper is not."""

Page = np.ndarray[Any, np.dtype[np.uint8]]


def pages(pdf: bytes, dpi: int = 100) -> list[Page]:
    """Every page in shades of grey."""
    with TemporaryDirectory() as folder:
        call = [required("pdftoppm"), "-r", str(dpi), "-gray", "-", f"{folder}/page"]
        subprocess.run(call, input=pdf, check=True, capture_output=True)
        return [read(path) for path in sorted(Path(folder).iterdir())]


def read(path: Path) -> Page:
    """A binary PGM file."""
    head = re.match(rb"P5\s(\d+)\s(\d+)\s255\s", path.read_bytes())
    assert head
    width, height = int(head[1]), int(head[2])
    return np.frombuffer(path.read_bytes()[head.end() :], dtype=np.uint8).reshape(height, width)


def codes(page: Page) -> list[str]:
    """What the QR codes on a page say, from top to bottom and left to right."""
    found = zxingcpp.read_barcodes(np.ascontiguousarray(page), formats=zxingcpp.BarcodeFormat.QRCode)

    def place(code: zxingcpp.Barcode) -> tuple[int, int]:
        corner = code.position.top_left
        return corner.y // 40, corner.x

    return [code.text for code in sorted(found, key=place)]


def ink_near_the_edge(page: Page, dpi: int, mm: float = 3) -> bool:
    """Whether anything is drawn where printers cannot print."""
    margin = int(mm / MM_PER_INCH * dpi)
    inner = np.ones_like(page, dtype=bool)
    inner[margin:-margin, margin:-margin] = False
    return bool((page[inner] < DARK).any())


def words(pdf: bytes) -> str:
    """All words of the file."""
    return subprocess.run(
        [required("pdftotext"), "-raw", "-", "-"], input=pdf, check=True, capture_output=True
    ).stdout.decode()


def squeezed(text: str) -> str:
    """Without what a line break may have put in or taken away."""
    return re.sub(r"[\s\u00ad]+", "", text)

"""ZIP files that are the same bytes for the same content: a fixed time, fixed rights, a fixed order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time on each file: the earliest there is."""

STORED = {"mimetype"}
"""What OpenDocument wants to find first, and not compressed."""


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """These files in this order, readable by all."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name in STORED else zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever machine this runs on
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def unpack(packed: bytes) -> dict[str, bytes]:
    """Name → content, in the order they lie in."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}

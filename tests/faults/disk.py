"""What a power cut would have left on the disk, worked out from a diary of all that was written to it.

A write is on the disk for certain once its file was synced after it. Of what came later, any part may be there or not,
in any order, and of the last write perhaps only some sectors. So one run of a server is good for any number of power
cuts, at any moment.
"""

from __future__ import annotations

import random
import shutil
import struct
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from scripts.compiler import shared

SHIMS = Path(__file__).parent / "shims"
HEAD = struct.Struct("=QQQII")
SECTOR = 512
NANO = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done to a file."""

    at: float
    """Seconds since 1970."""
    path: Path
    what: str
    """w(rite), t(runcate), s(ync)"""
    offset: int
    content: bytes


class Disk:
    """A folder whose disk keeps a diary, and can be full."""

    def __init__(self, folder: Path, watched: Path) -> None:
        self.watched = watched
        self.diary = folder / "diary"
        self.flag = folder / "full"
        self._base = folder / "base"
        self._shim = shared(SHIMS / "disk.c", folder / "disk.so")
        shutil.copytree(watched, self._base)

    @property
    def settings(self) -> dict[str, str]:
        """What a program is to be started with to write to this disk. Call when nobody writes yet."""
        return {
            "LD_PRELOAD": str(self._shim),
            "DISK_DIR": str(self.watched),
            "DISK_DIARY": str(self.diary),
            "DISK_FULL": str(self.flag),
        }

    def fill(self) -> None:
        """From now on there is no space left."""
        self.flag.touch()

    def make_space(self) -> None:
        """There is space again."""
        self.flag.unlink(missing_ok=True)

    def entries(self) -> list[Entry]:
        """The diary."""
        found, data, at = [], self.diary.read_bytes(), 0
        while at < len(data):
            when, offset, length, path_length, what = HEAD.unpack_from(data, at)
            start = at + HEAD.size
            path = Path(data[start : start + path_length].decode())
            at = start + path_length + (length if chr(what) == "w" else 0)
            found.append(Entry(when / NANO, path, chr(what), offset, data[start + path_length : at]))
        return found

    def after_power_cut(
        self, entries: list[Entry], done: int, target: Path, kept: float, chance: random.Random
    ) -> Path:
        """The folder as it is found when the power went after the first `done` entries; returns `target`.

        What was not synced is there with probability `kept`, the last of it perhaps torn.
        """
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self._base, target)
        safe: dict[Path, int] = defaultdict(lambda: -1)
        for number, entry in enumerate(entries[:done]):
            if entry.what == "s":
                safe[entry.path] = number
        files: dict[Path, bytearray] = {}
        for number, entry in enumerate(entries[:done]):
            place = target / entry.path.relative_to(self.watched)
            if place not in files:
                files[place] = bytearray(place.read_bytes() if place.exists() else b"")
            if number <= safe[entry.path]:
                write(files[place], entry, len(entry.content))
            elif chance.random() < kept:
                torn = number == done - 1
                write(
                    files[place],
                    entry,
                    SECTOR * chance.randint(0, len(entry.content) // SECTOR) if torn else len(entry.content),
                )
        for place, content in files.items():
            place.write_bytes(content)
        return target


def write(file: bytearray, entry: Entry, length: int) -> None:
    """Does to the bytes of a file what was done to the file; of a write the first `length` bytes."""
    if entry.what == "t":
        del file[entry.offset :]
        file.extend(bytes(entry.offset - len(file)))
    elif entry.what == "w":
        file.extend(bytes(max(0, entry.offset - len(file))))
        file[entry.offset : entry.offset + length] = entry.content[:length]

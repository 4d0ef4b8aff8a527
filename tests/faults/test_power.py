"""The power goes: what was acknowledged before is on the disk, and the file is sound."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from scripts.served import Served, free_port
from tests.conftest import Say
from tests.faults.disk import Disk, Entry
from tests.faults.hall import WRITTEN, listens, opened
from tests.faults.history import Phase
from tests.faults.test_kills import CALM

WRITER = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("pragma journal_mode = wal")
database.execute(f"pragma synchronous = {sys.argv[2]}")
for number in range(int(sys.argv[3])):
    database.execute("insert into row values (?, ?)", (number, "x" * 400))
    print(time.time(), number, flush=True)
"""


def test_after_a_power_cut_at_any_moment_all_that_was_acknowledged_is_there(
    tmp_path: Path, long: bool, say: Say
) -> None:
    """T20."""
    people, posts_per_second, seconds, cuts, starts = (60, 200, 15, 50, 5) if long else (24, 60, 2, 4, 1)
    disks: list[Disk] = []

    def prepare(instance: Path) -> dict[str, str]:
        disks.append(Disk(tmp_path, instance))
        return disks[0].settings

    with opened(tmp_path, people, prepare=prepare) as hall, hall.crowd() as crowd:
        crowd.until(crowd.connected, 20)
        crowd.write_on(posts_per_second)
        time.sleep(seconds)
        hall.kill()
        crowd.fall_silent()
        promised = [(line.t, line.text) for line in hall.history.lines() if line.phase is Phase.OK]
    [disk], chance = disks, random.Random(20)
    entries = disk.entries()
    checked = 0
    for cut in range(cuts):
        done = chance.randrange(len(entries) // 4, len(entries))
        left = disk.after_power_cut(entries, done, tmp_path / "left", chance.choice([0, 0.3, 0.5, 1]), chance)
        due = {text for at, text in promised if at < entries[done - 1].at}
        assert due <= ideas_in(left / "cafe.sqlite"), f"cut {cut} after entry {done}"
        checked += len(due)
        if cut < starts:
            comes_up(left)
    assert checked > cuts * posts_per_second * seconds * 0.2, "there was something to lose"
    say(f"power: {cuts} cuts, {len(entries)} writes and syncs, {checked} acknowledged ideas looked for, none missing")


def ideas_in(path: Path) -> set[str]:
    """The ideas of the crowd in a database that must be sound."""
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        texts = [text for (text,) in database.execute("SELECT text FROM idea") if WRITTEN.match(text)]
    assert len(texts) == len(set(texts))
    return set(texts)


def comes_up(instance: Path) -> None:
    """A server starts on what was left."""
    server = Served(instance, free_port())
    began = time.monotonic()
    server.launch()
    try:
        while not listens(server.port):
            assert time.monotonic() - began < 3 * CALM, server.log
            time.sleep(0.02)
        assert server.answers()
    finally:
        server.stop()


@pytest.mark.parametrize(("how", "loses"), [("full", False), ("normal", True), ("off", True)])
def test_the_cut_is_sharp_where_a_database_is_not_told_to_sync_it_loses(tmp_path: Path, how: str, loses: bool) -> None:
    """The tool itself: SQLite with `synchronous` NORMAL or OFF must be caught losing what it said was stored."""
    watched = tmp_path / "watched"
    watched.mkdir()
    path = watched / "plain.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("create table row (number integer, text text)")
    disk = Disk(tmp_path, watched)
    said = subprocess.run(
        [sys.executable, "-c", WRITER, path, how, "400"],
        env=os.environ | disk.settings, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    promised = [(float(at), int(number)) for at, number in (line.split() for line in said.splitlines())]
    entries, chance = disk.entries(), random.Random(2)
    lost = sum(len(missing(disk, entries, promised, tmp_path / "left", chance)) for _ in range(10))
    assert (lost > 0) == loses, lost


def missing(
    disk: Disk, entries: list[Entry], promised: list[tuple[float, int]], left: Path, chance: random.Random
) -> set[int]:
    """What a cut at a drawn moment has taken of what was promised by then."""
    last = max(number for number, entry in enumerate(entries) if entry.at < promised[-1][0])
    done = chance.randrange(last // 3, last)
    disk.after_power_cut(entries, done, left, 0, chance)
    with closing(sqlite3.connect(left / "plain.sqlite")) as database:
        there = {number for (number,) in database.execute("select number from row")}
    shutil.rmtree(left)
    return {number for at, number in promised if at < entries[done - 1].at} - there

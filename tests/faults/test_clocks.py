"""Somebody sets the server's clock: no line is lost, no bell rings, and nobody's time jumps."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
from pathlib import Path

from scripts.compiler import shared
from tests.faults.disk import SHIMS
from tests.faults.hall import opened

HOUR, TEN_MINUTES = 3600, 600
BEACON_SECONDS = 4.0
TOLERATED_SECONDS = 1.0


def test_while_the_servers_clock_is_set_nobody_is_dropped_and_no_time_jumps(tmp_path: Path, long: bool) -> None:
    """T16, the server's part; what phones make of their own clocks is tested in tests/js/lib/time.test.js."""
    people, steps = (50, [HOUR, -HOUR, TEN_MINUTES, -TEN_MINUTES]) if long else (16, [HOUR])
    offset = tmp_path / "offset"

    def set_clock(seconds: int) -> None:
        with offset.open("r+b") as file:
            file.write(struct.pack("=q", seconds * 1_000_000_000))

    def prepare(_instance: Path) -> dict[str, str]:
        offset.write_bytes(bytes(8))
        return {"LD_PRELOAD": str(shared(SHIMS / "clock.c", tmp_path / "clock.so")), "CLOCK_OFFSET": str(offset)}

    with opened(tmp_path, people, prepare=prepare) as hall, hall.crowd() as crowd:
        crowd.until(crowd.connected, 20)
        crowd.write_on(posts_per_second=20)
        time.sleep(BEACON_SECONDS + 0.5)
        for step in steps:
            set_clock(step)
            time.sleep(BEACON_SECONDS + 1)
            set_clock(0)
            time.sleep(0.5 if not long else BEACON_SECONDS)
        crowd.fall_silent()
        crowd.until(crowd.settled, 5)
        for phone in crowd.phones.values():
            assert phone.connects == 1, "nobody had to dial again"
            assert phone.state["clock"]["clock"]["phase"] == "round", "no bell rang before its time"
            assert len(phone.beats) > len(steps)
            (at, said), *later = phone.beats
            for when, now in later:
                assert abs((now - said) / 1000 - (when - at)) < TOLERATED_SECONDS
        assert hall.seen_wrongly(crowd) == []
        assert hall.violations(long=long) == []


def test_the_clock_is_really_set(tmp_path: Path) -> None:
    """The tool itself: a program that asks for the hour is told another one."""
    offset = tmp_path / "offset"
    offset.write_bytes(struct.pack("=q", HOUR * 1_000_000_000))
    shim = shared(SHIMS / "clock.c", tmp_path / "clock.so")
    said = subprocess.run(
        [sys.executable, "-c", "import time; print(time.time(), time.time_ns() / 1e9)"],
        env=os.environ | {"LD_PRELOAD": str(shim), "CLOCK_OFFSET": str(offset)}, check=True, capture_output=True,
    ).stdout.split()  # fmt: skip
    assert all(abs(float(hour) - time.time() - HOUR) < 60 for hour in said)

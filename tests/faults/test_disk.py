"""The disk is full: nothing acknowledged is lost, reading goes on, and with space it all goes on."""

from __future__ import annotations

import time
from pathlib import Path

from tests.faults.disk import Disk
from tests.faults.hall import opened
from tests.faults.history import Line, Phase
from tests.faults.test_kills import CALM


def test_while_the_disk_is_full_people_read_on_and_what_they_write_waits_on_their_phones(
    tmp_path: Path, long: bool
) -> None:
    """T21."""
    people, times, seconds = (60, 5, 5) if long else (24, 1, 2)
    disks: list[Disk] = []

    def prepare(instance: Path) -> dict[str, str]:
        disks.append(Disk(tmp_path, instance))
        return disks[0].settings

    with opened(tmp_path, people, prepare=prepare) as hall, hall.crowd() as crowd:
        [disk] = disks
        crowd.until(crowd.connected, 20)
        for _ in range(times):
            crowd.write_on(posts_per_second=40)
            time.sleep(0.5)
            disk.fill()
            time.sleep(0.3)  # what was under way when the disk filled up
            told = len(told_yes(hall.history.lines()))
            time.sleep(seconds)
            assert len(told_yes(hall.history.lines())) == told, "called stored with no space to store it"
            assert crowd.connected(), "the lines hold"
            assert hall.server.answers(), "and pages are read"
            crowd.fall_silent()
            assert crowd.waiting() > 10, "people had written meanwhile"
            disk.make_space()
            crowd.until(crowd.settled, 10 * CALM)
        assert hall.seen_wrongly(crowd) == []
        assert hall.violations(long=long) == []


def told_yes(lines: list[Line]) -> list[Line]:
    """Those who were told that it is stored."""
    return [line for line in lines if line.phase is Phase.OK]

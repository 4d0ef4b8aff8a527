"""The server is killed, again and again, while a hall writes: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import random
import sqlite3
import time
from pathlib import Path

from tests.faults.conftest import Note
from tests.faults.convergence import recovery
from tests.faults.hall import Hall, opened

CALM = 3.0
"""Factor on demands in seconds for a machine that has other work: the figures seen stand in docs/reliability.md."""


def test_a_hall_whose_server_is_killed_again_and_again_loses_nothing(
    tmp_path: Path, long: bool, recoveries: Note
) -> None:
    """T19."""
    people, posts_per_second, kills = (300, 200, 50) if long else (60, 60, 2)
    chance = random.Random(19)
    with opened(tmp_path, people) as hall, hall.crowd() as crowd:
        crowd.until(crowd.connected, 20)
        ends_at = crowd.phones["p1"].state["clock"]["clock"]["ends_at"]
        for _ in range(kills):
            crowd.write_on(posts_per_second)
            time.sleep(chance.uniform(0.3, 1.2))
            hall.kill()
            crowd.fall_silent()
            hall.start()
            seen = recovery(hall, crowd, 5 * CALM)
            recoveries("kill", seen)
        assert crowd.phones["p1"].state["clock"]["clock"]["ends_at"] == ends_at, "the round goes on"
        assert hall.seen_wrongly(crowd) == []
        assert hall.violations(long=long) == []
        assert hall.history.acknowledged() > kills * posts_per_second * 0.2, "there was something to lose"
        whole(hall)


def test_a_herd_that_comes_back_at_once_has_its_picture_in_time(tmp_path: Path, long: bool, recoveries: Note) -> None:
    """T34."""
    people, ideas_each = (1000, 3) if long else (120, 3)
    with opened(tmp_path, people, ideas_each=ideas_each) as hall, hall.crowd() as crowd:
        crowd.until(crowd.connected, 60)
        hall.kill()
        hall.start()
        recoveries("herd", recovery(hall, crowd, 10 * CALM))
        assert hall.seen_wrongly(crowd) == []
        whole(hall)


def whole(hall: Hall) -> None:
    """The file itself is sound."""
    with sqlite3.connect(hall.server.instance / "cafe.sqlite") as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()

"""Another program locks the database: nobody who reads waits, and what is written waits and arrives once."""

from __future__ import annotations

import sqlite3
import threading
import time
import urllib.request
from contextlib import closing
from pathlib import Path

from tests.conftest import Say
from tests.faults.hall import Hall, opened
from tests.faults.test_kills import CALM

PAGE_SECONDS = 0.2
SETTLED_SECONDS = 10


def test_while_another_program_locks_the_database_pages_come_as_ever_and_ideas_wait(
    tmp_path: Path, long: bool, say: Say
) -> None:
    people, seconds = (100, 30) if long else (24, 4)
    with opened(tmp_path, people) as hall, hall.crowd() as crowd:
        crowd.until(crowd.connected, 20)
        crowd.write_on(posts_per_second=10)
        time.sleep(0.5)
        over = threading.Event()
        locker = threading.Thread(target=locking, args=(hall, seconds, over))
        locker.start()
        waits, waiting = [], 0
        while not over.is_set():
            waits.append(fetched(hall))
            waiting = max(waiting, crowd.waiting())
            time.sleep(0.05)
        locker.join()
        crowd.fall_silent()
        assert waiting > 10, "people had written meanwhile"
        crowd.until(crowd.settled, SETTLED_SECONDS * CALM)
        time.sleep(0.5)
        assert hall.seen_wrongly(crowd) == []
        assert hall.violations(long=long) == []
    waits.sort()
    slow = waits[len(waits) * 99 // 100]
    say(f"lock: {len(waits)} pages in {seconds} s, p99 {1000 * slow:.0f} ms")
    assert slow <= PAGE_SECONDS * CALM


def locking(hall: Hall, seconds: float, over: threading.Event) -> None:
    """A backup, a curious administrator: somebody holds the lock for so long."""
    with closing(sqlite3.connect(hall.server.instance / "cafe.sqlite", timeout=10, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        other.execute("ROLLBACK")
    over.set()


def fetched(hall: Hall) -> float:
    """Seconds until the door's page was there."""
    began = time.monotonic()
    with urllib.request.urlopen(hall.server.url, timeout=30) as page:
        page.read()
    return time.monotonic() - began

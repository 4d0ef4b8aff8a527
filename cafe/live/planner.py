"""The search for better seats, in a process of its own: the loop that serves phones is never held.

Whoever asks for a plan leaves one behind that is being searched for (usecases/seating.py). This is told here like every
other change, after its commit; the process is started, each better plan it reports is taken in through the lane, and
it is ended when the plan is announced, thrown away, or replaced by another.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import eventlet.green.subprocess
import msgspec
import structlog

from cafe.domain.kinds import Kind
from cafe.domain.rotation.problem_json import commission_to_json
from cafe.live.lane import Lane
from cafe.store.unit_of_work import News, Store
from cafe.usecases import planning

log = structlog.get_logger(__name__)

ROOT = Path(__file__).resolve().parent.parent.parent
AT_ONCE = 2
"""Searches at the same time, over all events; others wait, with the fair mix standing."""

PATIENCE = 3
EXTRA_SECONDS = 10
"""A search ends by its own count of steps; on a machine that is very busy it is ended after three times its seconds."""

LAST_WORDS_SECONDS = 3
TICK_SECONDS = 0.25
READ_BYTES = 65_536
ENDINGS = frozenset({0, 1, 2, -signal.SIGTERM, -signal.SIGKILL})
"""How a search may end: planned, planned with a broken rule, refused; or ended by us."""


class Order(msgspec.Struct):
    """What a change says of a plan, as far as it matters here."""

    plan: int
    state: str
    published: bool
    seconds: int


def lines_from(pipe: int) -> Iterator[bytes]:
    """What is written into a pipe, line by line. Eventlet's own pipes would be read letter by letter."""
    rest = b""
    while data := os.read(pipe, READ_BYTES):
        *whole, rest = (rest + data).split(b"\n")
        yield from whole
    if rest:
        yield rest


class Planner:
    """Starts and ends searches."""

    def __init__(self, store: Store, lane: Lane, server: Any, *, green: bool) -> None:
        self._store = store
        self._lane = lane
        self._server = server
        self._subprocess: Any = eventlet.green.subprocess if green else subprocess
        self._wanted: dict[int, Order] = {}
        self._running: dict[tuple[int, int], Any] = {}
        self._queue = server.eio.create_queue()
        server.start_background_task(self._tidy_up)
        for _ in range(AT_ONCE):
            server.start_background_task(self._serve)

    def hear(self, news: News) -> None:
        """After a commit: a plan is to be searched for, or no longer."""
        for event, lines in news.items():
            for line in lines:
                if line.kind == Kind.PLAN:
                    self._take(event, msgspec.json.decode(line.value, type=Order) if line.value else None)

    def _take(self, event: int, order: Order | None) -> None:
        """Notes the order; ends a search that nobody waits for any more."""
        if order is None or order.state != planning.SEARCHING or order.published:
            self._wanted.pop(event, None)
        elif event not in self._wanted or self._wanted[event].plan != order.plan:
            self._wanted[event] = order
            self._queue.put((event, order))
        for (of, plan), process in self._running.items():
            if of == event and not self._waits_for(event, plan):
                process.terminate()

    def _waits_for(self, event: int, plan: int) -> bool:
        """Whether somebody still waits for this plan."""
        return event in self._wanted and self._wanted[event].plan == plan

    def _serve(self) -> None:
        """One search after the other."""
        while True:
            event: int
            order: Order
            event, order = self._queue.get()
            if self._wanted.get(event) is not order:
                continue
            try:
                self._search(event, order)
            except Exception:  # a planner's trouble is not the café's: the fair mix stands
                log.exception("planning_failed", event_id=event)
            finally:
                self._running.pop((event, order.plan), None)
                if self._wanted.get(event) is order:
                    del self._wanted[event]
                self._lane.call(partial(planning.give_up, self._store, event, order.plan))

    def _search(self, event: int, order: Order) -> None:
        """Lets the planner search and takes in what it finds."""
        with self._store.read() as session:
            commission = planning.commission_for(session, event, order.plan)
            seed = planning.seed_of(session, event, order.plan)
        if commission is None:
            return
        process = self._subprocess.Popen(
            [
                sys.executable, "-m", "cafe.domain.rotation", "-", "--progress",
                "--seconds", str(order.seconds), "--seed", str(seed),
            ],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._running[(event, order.plan)] = process
        if not self._waits_for(event, order.plan):  # it was thrown away while this began
            process.terminate()
        if hasattr(os, "SCHED_IDLE"):
            os.sched_setscheduler(process.pid, os.SCHED_IDLE, os.sched_param(0))
        watch = self._server.start_background_task(self._watch, process, PATIENCE * order.seconds + EXTRA_SECONDS)
        try:
            process.stdin.write(commission_to_json(commission).encode())
            process.stdin.close()
            for line in lines_from(process.stdout.fileno()):
                if not self._lane.call(partial(planning.improve, self._store, event, order.plan, line)):
                    break
        finally:
            if process.poll() is None:
                process.kill()
            process.stdout.close()
            if process.wait() not in ENDINGS:
                log.error("planner_failed", event_id=event, returncode=process.returncode)
            watch.join()

    def _watch(self, process: Any, seconds: float) -> None:
        """Ends a search that does not end."""
        for end in (process.terminate, process.kill):
            waited = 0.0
            while process.poll() is None and waited < seconds:
                self._server.sleep(TICK_SECONDS)
                waited += TICK_SECONDS
            if process.poll() is not None:
                return
            end()
            seconds = LAST_WORDS_SECONDS

    def _tidy_up(self) -> None:
        """After a restart nobody searches for what was waited for before."""
        with self._store.read() as session:
            left = planning.searched_for(session)
        for event, plan in left:
            if self._waits_for(event, plan):  # asked for since then
                continue
            self._lane.call(partial(planning.give_up, self._store, event, plan))

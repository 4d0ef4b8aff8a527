"""Strangers send what no phone of ours ever would. They are answered or hung up on, and nobody else notices."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from tests.conftest import Say
from tests.faults.crowd import apart
from tests.faults.fuzzer import Findings, Fuzzer
from tests.faults.hall import Hall, opened
from tests.faults.mutations import Known

NEIGHBOURS, STRANGERS = 24, 40
POSTS_PER_SECOND = 8
PATHS = (
    "/", "/t", "/t/shell", "/t/code", "/t/leave", "/lead", "/screen", "/screen/qr.svg", "/back", "/organise",
    "/organise/login", "/health", "/metrics", "/worker.js", "/lang/en", "/j/ABCDEF", "/p/ABCDEF", "/r/nobody",
    "/qr/ABCDEF.svg", "/privacy",
)  # fmt: skip
MORE_MEMORY = 20 * 1024
WARM = 0.2
"""The share of cases that is sent before memory is measured: what is loaded once is no leak."""

SHORT_SEED = 42
GONE_SECONDS = 10
ESTABLISHED, CLOSE_WAIT = "01", "08"
"""As /proc/net/tcp says it."""


def test_whatever_strangers_send_nobody_else_notices(tmp_path: Path, long: bool, say: Say) -> None:
    """T42. CAFE_FUZZ_SEED repeats a run; `python -m tests.faults.fuzzer` sends single cases of one."""
    cases = 100_000 if long else 3_000
    seed = int(os.environ.get("CAFE_FUZZ_SEED", random.SystemRandom().randrange(10**6) if long else SHORT_SEED))
    with opened(tmp_path, NEIGHBOURS + STRANGERS, prepare=paced) as hall, hall.crowd(first=NEIGHBOURS) as crowd:
        crowd.until(crowd.connected, 20)
        strangers = tuple(hall.people.values())[NEIGHBOURS:]
        fuzzer = Fuzzer(
            hall.server.port, seed, Known(strangers, hall.code(), PATHS), hall.server.instance / "server.log"
        )
        crowd.write_on(POSTS_PER_SECOND)
        began = time.monotonic()
        apart(send(fuzzer, 0, int(cases * WARM)))
        memory = resident_kb(hall)
        found = apart(send(fuzzer, int(cases * WARM), cases))
        took = time.monotonic() - began
        crowd.fall_silent()
        crowd.until(crowd.settled, 10, "the neighbours' ideas are acknowledged")
        more = resident_kb(hall) - memory
        waits = hall.history.waits()
        p99 = waits[int(len(waits) * 0.99)]
        say(
            f"fuzz, seed {seed}: {found.sent.total()} cases in {took:.0f} s, "
            f"answers {dict(sorted(found.statuses.items()))}, lines closed {dict(sorted(found.closed.items()))}, "
            f"the slowest request {found.slowest:.2f} s, "
            f"{more / 1024:+.1f} MiB; neighbours: {len(waits)} ideas, p99 {p99 * 1000:.0f} ms"
        )
        assert found.faults == [], f"seed {seed}: {len(found.faults)} faults, as {found.faults[0]}"
        assert found.sent.total() == cases
        assert hall.server.process
        assert hall.server.process.poll() is None, "the server lives"
        assert more <= MORE_MEMORY
        assert p99 <= 0.3 * (1 if long else 3), "a short run has few ideas, and a start among them"
        assert hall.seen_wrongly(crowd) == []
        assert hall.violations() == []
        crowd.until(lambda: connections(hall) == NEIGHBOURS, GONE_SECONDS, "whoever has gone leaves nothing open")
        assert "Traceback" not in hall.server.log


def paced(_: Path) -> dict[str, str]:
    """As in earnest: nobody may ask as fast as she likes."""
    return {"CAFE_RATE_LIMIT": "1"}


async def send(fuzzer: Fuzzer, first: int, last: int) -> Findings:
    """Cases from `first` to before `last`: three quarters frames, the rest requests and polls."""
    frames, requests = (round(first * 0.75), round(last * 0.75)), (round(first * 0.17), round(last * 0.17))
    polls = (first - frames[0] - requests[0], last - frames[1] - requests[1])
    return await fuzzer.run(range(*frames), range(*requests), range(*polls))


def resident_kb(hall: Hall) -> int:
    """The server's memory."""
    assert hall.server.process
    status = Path(f"/proc/{hall.server.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def connections(hall: Hall) -> int:
    """How many the server holds, those included that the other side has ended."""
    here = f":{hall.server.port:04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[1].endswith(here) and row[3] in {ESTABLISHED, CLOSE_WAIT} for row in rows)

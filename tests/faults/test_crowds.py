"""Whole halls on a good network, and a server that stops for a while: everybody sees the same, and soon."""

from __future__ import annotations

import asyncio
import json
import random
import time
from pathlib import Path

from tests.conftest import Say
from tests.faults.conftest import Note
from tests.faults.convergence import recovery
from tests.faults.crowd import Crowd, Phone
from tests.faults.hall import opened
from tests.faults.test_kills import CALM


def test_a_hall_that_writes_for_a_while_loses_nothing_and_waits_for_nothing(
    tmp_path: Path, long: bool, say: Say
) -> None:
    """T01."""
    people, seconds = (300, 60) if long else (60, 3)
    with opened(tmp_path, people) as hall, hall.crowd() as crowd:
        crowd.until(crowd.connected, 20)
        crowd.write_on(posts_per_second=20)
        time.sleep(seconds)
        crowd.fall_silent()
        crowd.until(crowd.settled, 5)
        time.sleep(0.5)
        assert hall.seen_wrongly(crowd) == []
        assert hall.violations(long=long) == []
        waits = hall.history.waits()
        median, slow = waits[len(waits) // 2], waits[len(waits) * 99 // 100]
        say(f"baseline: {len(waits)} ideas, acknowledged after {1000 * median:.0f} ms, p99 {1000 * slow:.0f} ms")
        assert median <= 0.04 * CALM


def test_a_server_that_stood_still_goes_on_and_nobody_has_to_come_in_again(
    tmp_path: Path, long: bool, recoveries: Note
) -> None:
    """T29."""
    people, times, seconds = (100, 2, 30) if long else (40, 1, 2)
    with opened(tmp_path, people) as hall, hall.crowd() as crowd:
        crowd.until(crowd.connected, 20)
        for _ in range(times):
            crowd.write_on(posts_per_second=30)
            time.sleep(0.5)
            hall.freeze()
            time.sleep(seconds)
            crowd.fall_silent()
            waiting = crowd.waiting()
            hall.thaw()
            hall.opened_at = time.monotonic()
            recoveries("stall", recovery(hall, crowd, 5 * CALM))
            assert waiting > 10, "people had written meanwhile"
        assert {phone.over for phone in crowd.phones.values()} == {""}, "nobody was sent away"
        assert hall.seen_wrongly(crowd) == []
        assert hall.violations(long=long) == []


def test_people_who_all_come_in_at_once_while_others_write_see_what_all_see(
    tmp_path: Path, long: bool, say: Say
) -> None:
    """T17."""
    people, newcomers, posts_per_second, seconds = (300, 2000, 200, 40) if long else (40, 60, 40, 2)
    with opened(tmp_path, people, spare=newcomers) as hall, hall.crowd() as crowd:
        crowd.until(crowd.connected, 20)
        code = hall.code()
        crowd.write_on(posts_per_second)
        waits = sorted(crowd.do(coming_in(crowd, code, newcomers, seconds), 300))
        crowd.fall_silent()
        crowd.until(crowd.settled, 20)
        time.sleep(1)
        assert len(crowd.phones) == people + newcomers
        assert hall.seen_wrongly(crowd) == []
        assert hall.violations() == []
        say(f"joins: {newcomers} in {seconds} s, usable after {waits[len(waits) // 2]:.2f} s (median), "
            f"{waits[len(waits) * 99 // 100]:.2f} s (p99)")  # fmt: skip
        assert waits[len(waits) * 99 // 100] <= 2 * CALM


async def coming_in(crowd: Crowd, code: str, people: int, seconds: float) -> list[float]:
    """So many come in within so many seconds, at moments of their own; how long each waited until the page was live."""
    chance = random.Random(17)

    async def one(number: int) -> float:
        await asyncio.sleep(chance.uniform(0, seconds))
        began = time.monotonic()
        token = await joined(crowd.port, code)
        phone = crowd.phones[f"n{number}"] = Phone(f"n{number}", token, crowd)
        await crowd.start([phone])
        while not phone.live:
            await asyncio.sleep(0.01)
        return phone.resumed_at - began

    return await asyncio.gather(*(one(number) for number in range(people)))


async def joined(port: int, code: str) -> str:
    """Somebody types the code; returns her token."""
    body = json.dumps({"code": code}).encode()
    head = (
        "POST /api/v1/join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    token: str = json.loads(answer.partition(b"\r\n\r\n")[2])["token"]
    return token

"""One of three hundred phones behind one address floods the hall. She alone is slowed down."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from bench.load.hall import SEATS
from bench.load.wire import CLOSE, TEXT, Frames, Mask, upgrade
from tests.conftest import Say
from tests.faults.crowd import apart
from tests.faults.hall import Hall, opened
from tests.faults.history import Phase

A_SECOND = 500
POSTS_PER_SECOND = 60
"""What the others write, all together: each of 300 an idea in five seconds."""

BURST = 30
"""Ideas a person may have taken at once; then one a second (cafe/usecases/limits.py)."""

Message = Callable[[int], bytes]
"""Message n of a flood."""


def idea(number: int) -> bytes:
    """An idea, and another one."""
    return b'42%d["command",{"id":"flood-%08d","name":"idea.post","args":{"text":"Ich, %d"}}]' % (
        number,
        number,
        number,
    )


def ten_ideas(number: int) -> bytes:
    """As an outbox that has waited: ten in a message, though not five hundred of these a second."""
    ideas = [
        {"id": f"flood-{number * 10 + one:08d}", "name": "idea.post", "args": {"text": f"Ich, {number}.{one}"}}
        for one in range(10)
    ]
    return b"42%d" % number + msgspec.json.encode(["command", ideas])


def everything(number: int) -> bytes:
    """Resumes from the beginning, the dearest thing that can be asked for without changing anything."""
    return b'42%d["resume",{"since":0}]' % number


def typing(number: int) -> bytes:
    """Says that she types, and that she does not."""
    return b'42["hint",{"typing":%s}]' % (b"true" if number % 2 else b"false")


FLOODS: dict[str, Message] = {"ideas": idea, "ten ideas": ten_ideas, "resumes": everything, "hints": typing}


@dataclass(slots=True)
class Flood:
    """What one phone sent, and what it was told."""

    sent: int = 0
    taken: list[float] = field(default_factory=list)
    """When an idea was acknowledged, in seconds since the flood began."""
    limited: list[float] = field(default_factory=list)
    """When one was refused as too fast."""
    closed: bool = False

    async def run(self, port: int, token: str, message: Message, seconds: float) -> None:
        """Floods for so long, whether anybody listens or not."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        mask = Mask()
        writer.write(upgrade(port, deflate=False))
        await reader.readuntil(b"\r\n\r\n")
        writer.write(mask.frame(b"40" + json.dumps({"token": token}).encode()))
        writer.write(mask.frame(b'420["resume",{"since":0}]'))
        began = time.monotonic()
        listening = asyncio.create_task(self._listen(reader, began))
        while (now := time.monotonic() - began) < seconds and not self.closed:
            while self.sent < now * A_SECOND:
                self.sent += 1
                writer.write(mask.frame(message(self.sent)))
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        listening.cancel()
        writer.close()

    async def _listen(self, reader: asyncio.StreamReader, began: float) -> None:
        frames = Frames()
        while data := await reader.read(65_536):
            now = time.monotonic() - began
            for opcode, said in frames.feed(data):
                self.closed = self.closed or opcode == CLOSE
                if opcode == TEXT and said[:2] == b"43":
                    self.taken += [now] * said.count(b'"ok":true')
                    self.limited += [now] * said.count(b'"rate_limited"')
        self.closed = True


@dataclass(slots=True)
class Waits:
    """How long others waited, flood by flood."""

    counted: int = 0

    def since(self, hall: Hall) -> list[float]:
        """Seconds from asking to being told yes, of what was answered since the last look."""
        lines = hall.history.lines()
        asked = {line.id: line.t for line in lines if line.phase is Phase.INVOKE}
        told = [line for line in lines if line.phase is Phase.OK]
        new, self.counted = told[self.counted :], len(told)
        return sorted(line.t - asked[line.id] for line in new)


def test_one_phone_that_floods_slows_down_nobody_but_itself(tmp_path: Path, long: bool, say: Say) -> None:
    """T50, and the same with batches of ten, with resumes, with hints."""
    people, seconds = (300, 20.0) if long else (40, 1.5)
    with opened(tmp_path, people, prepare=paced) as hall, hall.crowd(first=people - len(FLOODS)) as crowd:
        crowd.until(crowd.connected, 30)
        others, waits = list(crowd.phones), Waits()
        for (name, message), token in zip(FLOODS.items(), list(hall.people.values())[-len(FLOODS) :], strict=True):
            flood = Flood()
            crowd.write_on(POSTS_PER_SECOND if long else len(others) / 5, others)
            apart(flood.run(hall.server.port, token, message, seconds))
            crowd.fall_silent()
            crowd.until(crowd.settled, 5, "everybody else's ideas are acknowledged")
            seen = waits.since(hall)
            p99 = seen[int(len(seen) * 0.99)]
            say(
                f"flood of {name}: {flood.sent} messages in {seconds:g} s, {len(flood.taken)} taken, "
                f"{len(flood.limited)} limited, the first after {min(flood.limited, default=0):.2f} s; "
                f"{len(others)} others: {len(seen)} ideas, "
                f"p50 {seen[len(seen) // 2] * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms"
            )
            assert p99 <= 0.3 * (1 if long else 3), f"a flood of {name}; a short run has few ideas"
            if flood.taken:
                assert min(flood.limited) <= 1, "she is told soon"
                assert len(flood.taken) <= BURST + seconds + 1, "what a person may, she may"
        assert [line for line in hall.history.lines() if line.phase is Phase.FAIL] == [], "nobody else is refused"
        readers = [name for name, phone in crowd.phones.items() if sees(phone.state, "Ich, ")]
        assert len(readers) < SEATS, "no other table sees a word of it"
        assert hall.seen_wrongly(crowd) == []
        assert hall.violations() == []


def paced(_: Path) -> dict[str, str]:
    """As in earnest: nobody may ask as fast as she likes."""
    return {"CAFE_RATE_LIMIT": "1"}


def sees(state: dict[str, dict[str, dict[str, object]]], text: str) -> bool:
    """Whether a phone shows such an idea."""
    return any(str(one["text"]).startswith(text) for one in state.get("idea", {}).values())

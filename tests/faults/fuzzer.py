"""Carries mutated frames and requests to a server, many at a time, and notes what a server must not do.

What it finds is said with the seed and the number of the case, and can be had again alone:
`python -m tests.faults.fuzzer PORT SEED road FIRST COUNT` on a running server.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from bench.load.wire import Frames, Mask, upgrade
from tests.faults.mutations import PING, PONG, Case, Known, frame_case, polling_case, request_case

OPEN_SECONDS = 5.0
"""No request may be open for longer."""

IN_A_ROW = 12
"""Cases on one line before it is asked whether it lives."""

AT_ONCE = 8
A_SECOND = 1_250
"""Cases at the most: a server is not to be worn out here but led astray."""

STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
SID = re.compile(rb'"sid":"([^"]+)"')
DELIBERATE = 503


@dataclass(slots=True)
class Findings:
    """What was sent, what came of it, and what was wrong."""

    sent: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    closed: Counter[int] = field(default_factory=Counter)
    """WebSocket close codes; 0: without a word."""

    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    refused_lines: int = 0

    def fault(self, what: str, names: str) -> None:
        """Something a server must not do."""
        self.faults.append(f"{what}: {names}")


class Fuzzer:
    """The strangers: each takes the next case as soon as it is through with its last."""

    def __init__(self, port: int, seed: int, known: Known, log: Path | None = None) -> None:
        self.findings = Findings()
        self._port = port
        self._seed = seed
        self._known = known
        self._log = log
        self._logged = log.stat().st_size if log else 0
        self._mask = Mask()
        self._calls = 0
        self._next = 0.0

    async def _turn(self, kind: str) -> None:
        """Waits until the next case is due, and counts it."""
        self.findings.sent[kind] += 1
        now = time.monotonic()
        self._next = max(self._next, now - 0.1) + 1 / A_SECOND
        if self._next > now:
            await asyncio.sleep(self._next - now)

    async def run(self, frames: range, requests: range, polls: range) -> Findings:
        """Sends these cases of the seed."""
        roads: list[tuple[Iterator[int], Callable[[Iterator[int]], Awaitable[None]]]] = [
            (iter(frames), self._talk), (iter(requests), self._ask), (iter(polls), self._poll),
        ]  # fmt: skip
        await asyncio.gather(*(road(numbers) for numbers, road in roads for _ in range(AT_ONCE)))
        return self.findings

    # -- frames

    async def _talk(self, numbers: Iterator[int]) -> None:
        """Lines, one after the other, until there are no cases left."""
        left = next(numbers, None)
        while left is not None:
            line = await self._line()
            if line is None:
                self.findings.refused_lines += 1
                continue
            left = await self._use(line, left, numbers)

    async def _use(self, line: Line, first: int, numbers: Iterator[int]) -> int | None:
        """Sends cases on a line until it is closed. Returns the number to go on with."""
        number: int | None = first
        try:
            while number is not None:
                names, ends = [], False
                while number is not None and not ends and len(names) < IN_A_ROW:
                    case = frame_case(self._seed, number)
                    await self._turn("frames")
                    names.append(f"{number} ({case.name})")
                    line.write(case.data)
                    ends = case.ends
                    number = next(numbers, None)
                label = f"seed {self._seed}, frames {', '.join(names)}"
                began = time.monotonic()
                alive = await line.last_word() if ends else await line.answers()
                self._took(began, label)
                self._read_log(label)
                if not alive:
                    self.findings.closed[line.status] += 1
                    return number
            return None
        finally:
            line.close()

    async def _line(self) -> Line | None:
        """An open line on which somebody has said who she is."""
        self._calls += 1
        token = self._known.tokens[self._calls % len(self._known.tokens)]
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            writer.write(upgrade(self._port, deflate=False))
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), OPEN_SECONDS)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            self.findings.fault("no line", repr(error))
            return None
        if b" 101 " not in head[:16]:
            self.findings.fault("no line", repr(head[:60]))
            return None
        line = Line(reader, writer, self._mask)
        line.write(self._mask.frame(b"40" + json.dumps({"token": token}).encode()))
        return line

    # -- requests

    async def _ask(self, numbers: Iterator[int]) -> None:
        """A connection each."""
        for number in numbers:
            case = request_case(self._seed, number, self._known)
            await self._turn("requests")
            await self._exchange(case, f"seed {self._seed}, requests {number} ({case.name})")

    async def _exchange(self, case: Case, label: str) -> bytes:
        """Sends it, says that nothing more comes, and takes the answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        answer, began = b"", time.monotonic()
        try:
            async with asyncio.timeout(OPEN_SECONDS * 2):
                writer.write(case.data)
                with contextlib.suppress(OSError):
                    await writer.drain()
                    writer.write_eof()
                began = time.monotonic()
                answer = await reader.read()
        except ConnectionError:
            pass
        except TimeoutError:
            self.findings.fault("no answer", label)
        finally:
            writer.close()
        self._took(began, label)
        self._read_log(label)
        for status in map(int, STATUS.findall(answer)):
            self.findings.statuses[status] += 1
            if status >= 500 and status != DELIBERATE:
                self.findings.fault(f"answered {status}", f"{label}, {case.data[:200]!r}")
        return answer

    # -- polling

    async def _poll(self, numbers: Iterator[int]) -> None:
        """Polling sessions; a new one whenever the server has ended the last."""
        left = True
        while left:
            left = await self._session(numbers)

    async def _session(self, numbers: Iterator[int]) -> bool:
        """A session and some POSTs to it. Whether there are cases left."""
        head = b"Host: 127.0.0.1\r\n\r\n"
        opened = await self._exchange(
            Case("open", b"GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n" + head), "a polling session is opened"
        )
        sid = SID.search(opened)
        if sid is None:
            self.findings.fault("no polling session", repr(opened[:200]))
            return next(numbers, None) is not None
        path = b"/socket.io/?EIO=4&transport=polling&sid=" + sid[1]
        token = self._known.tokens[self._calls % len(self._known.tokens)]
        await self._exchange(
            Case("connect", posted(path, b"40" + json.dumps({"token": token}).encode())), "a phone polls"
        )
        for number in islice(numbers, IN_A_ROW):
            case = polling_case(self._seed, number)
            await self._turn("polls")
            label = f"seed {self._seed}, polls {number} ({case.name})"
            answer = await self._exchange(Case(case.name, posted(path, case.data)), label)
            if b" 200 " not in answer[:16]:
                return True
        await self._exchange(Case("close", posted(path, b"1")), "a polling session is closed")
        return await self._more(numbers)

    @staticmethod
    async def _more(numbers: Iterator[int]) -> bool:
        """Whether the range has something left, without taking it."""
        return bool(numbers.__length_hint__())

    # -- what is wrong

    def _took(self, began: float, label: str) -> None:
        took = time.monotonic() - began
        self.findings.slowest = max(self.findings.slowest, took)
        if took > OPEN_SECONDS:
            self.findings.fault(f"open for {took:.1f} s", label)

    def _read_log(self, label: str) -> None:
        """Tells who was on the line when the log grew a traceback."""
        if self._log is None or (size := self._log.stat().st_size) == self._logged:
            return
        with self._log.open("rb") as log:
            log.seek(self._logged)
            news = log.read()
        self._logged = size
        if b"Traceback" in news or b"level=error" in news or b"level=critical" in news:
            self.findings.fault(f"logged {news[-1500:].decode(errors='replace')}", f"about when {label} was sent")


def posted(path: bytes, body: bytes) -> bytes:
    """A polling POST."""
    return b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n%s" % (path, len(body), body)


class Line:
    """A WebSocket, as far as a stranger cares."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, mask: Mask) -> None:
        self.status = 0
        self._reader = reader
        self._writer = writer
        self._mask = mask
        self._frames = Frames()
        self._asked = 0

    def write(self, data: bytes) -> None:
        """Sends, if somebody is there."""
        if not self._writer.transport.is_closing():
            self._writer.write(data)

    def close(self) -> None:
        """Hangs up."""
        self._writer.close()

    async def answers(self) -> bool:
        """Whether a ping is answered, rather than the line closed. Returns in any case."""
        self._asked += 1
        word = b"alive %d" % self._asked
        self.write(self._mask.frame(word, PING))
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                return await self._heard(word)
        except TimeoutError:
            return await self.last_word()  # it waits for the rest of a frame, perhaps

    async def last_word(self) -> bool:
        """Says that nothing more comes; the server must close then. Never alive afterwards."""
        with contextlib.suppress(OSError):
            self._writer.write_eof()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(OPEN_SECONDS * 2):
                while await self._heard(b""):
                    pass
        return False

    async def _heard(self, word: bytes) -> bool:
        """Reads until that pong, or until the line is closed."""
        while True:
            try:
                data = await self._reader.read(65_536)
            except OSError:
                return False
            if not data:
                return False
            for opcode, message in self._frames.feed(data):
                if opcode == PONG and message == word:
                    return True
                if opcode == 8 and len(message) >= 2:
                    self.status = int.from_bytes(message[:2])


def main() -> None:
    """Sends some cases to a running server."""
    port, seed, road, first, count = (int(word) if word.isdigit() else word for word in sys.argv[1:6])
    known = Known(("nobody",), "WRONG", ("/",))
    numbers = range(int(first), int(first) + int(count))
    none = range(0)
    fuzzer = Fuzzer(int(port), int(seed), known)
    found = asyncio.run(
        fuzzer.run(
            numbers if road == "frames" else none,
            numbers if road == "requests" else none,
            numbers if road == "polls" else none,
        )
    )
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()

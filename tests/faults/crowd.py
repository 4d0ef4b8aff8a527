"""A crowd of phones without faces: each keeps its outbox and its view as the protocol says, through whatever happens.

They live in one thread with a loop of their own; a test acts on the server meanwhile and looks at them from outside.

    with Crowd(hall, history) as crowd:
        crowd.write_on(posts_per_second=200)
        hall.server.kill()
        hall.server.start()
        crowd.fall_silent()
        crowd.until(crowd.settled, 5)
"""

from __future__ import annotations

import asyncio
import random
import secrets
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, TypeVar

import msgspec

from bench.load.wire import CLOSE, PING, PONG, TEXT, Frames, Mask, upgrade
from tests.faults.history import History, Line, Phase

Result = TypeVar("Result")

TOGETHER = 10
"""Commands in one message at the most, the next message only after the answer."""

FIRST_WAIT, LONGEST_WAIT = 0.2, 3.0
"""Seconds before a lost connection is tried again; each is drawn, so that a thousand phones don't come at once."""

SILENCE = 12.0
"""Seconds without a byte after which a connection counts as lost."""

PATIENCE = 8.0
"""Seconds without an answer after which what was asked is asked again, under the same id."""

RESUME = 0
"""Acknowledgement id of a resume; commands count from 1."""

FINAL_CODES = frozenset({"invalid", "forbidden", "not_found", "conflict", "too_late", "too_large"})


@dataclass(slots=True)
class Wanted:
    """A command in the outbox."""

    id: str
    name: str
    args: dict[str, Any]


class Phone(asyncio.Protocol):
    """One person's device."""

    def __init__(self, name: str, token: str, crowd: Crowd) -> None:
        self.name = name
        self.token = token
        self.outbox: list[Wanted] = []
        self.state: dict[str, dict[str, Any]] = {}
        self.heads: dict[str, int] = {}
        self.live = False
        """Connected, and the view is complete as far as the phone knows."""
        self.connects = 0
        self.resumed_at = 0.0
        self.beats: list[tuple[float, int]] = []
        """When each beat came (of time.monotonic), and what hour it said (ms)."""
        self.over = ""
        self.life: asyncio.Task[None] | None = None
        self._crowd = crowd
        self._mask = Mask()
        self._frames = Frames()
        self._head: bytes | None = b""
        self._transport: asyncio.Transport | None = None
        self._gone = asyncio.Event()
        self._heard_at = self._asked_at = 0.0
        self._acks = RESUME
        self._since = 0
        self._in_flight: list[Wanted] = []
        self._resuming = self._again = False
        self._waiting: list[dict[str, Any]] = []
        self._not_before = 0.0

    # -- what its person does

    def ask(self, command: str, **args: Any) -> str:
        """Puts a command into the outbox; returns its id."""
        wanted = Wanted(secrets.token_urlsafe(12), command, args)
        self._crowd.history.write(Line(self.name, command, wanted.id, Phase.INVOKE, text=args.get("text", "")))
        self.outbox.append(wanted)
        self._pump()
        return wanted.id

    # -- the line

    async def live_on(self) -> None:
        """Dials, and dials again, until the crowd goes home."""
        loop, wait = asyncio.get_running_loop(), FIRST_WAIT
        while not self._crowd.going_home and not self.over:
            self._gone.clear()
            try:
                await loop.create_connection(lambda: self, "127.0.0.1", self._crowd.port)
                await self._watch()
                wait = FIRST_WAIT if self.resumed_at >= self._heard_at - SILENCE else wait
            except OSError:
                pass
            self._lost()
            await asyncio.sleep(random.uniform(wait / 2, wait))
            wait = min(LONGEST_WAIT, wait * 1.6)

    def hang_up(self) -> None:
        """The connection goes; the phone will dial again."""
        if self._transport:
            self._transport.abort()

    async def _watch(self) -> None:
        """Until the connection has gone or has said nothing for too long."""
        while not self._gone.is_set():
            try:
                await asyncio.wait_for(self._gone.wait(), 1.0)
            except TimeoutError:
                self._look_at_the_time()

    def _look_at_the_time(self) -> None:
        """Silence ends a connection, and so does a resume without an answer; a command without one is asked again."""
        now = time.monotonic()
        late = now - self._asked_at > self._crowd.patience
        if now - self._heard_at > SILENCE or (self._resuming and late):
            self.hang_up()
        elif self._in_flight and late:
            self._give_up_waiting()
            self._pump()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._head, self._frames = b"", Frames()
        self._heard_at = time.monotonic()
        self.connects += 1
        transport.write(upgrade(self._crowd.port, deflate=False))

    def connection_lost(self, error: Exception | None) -> None:
        self._lost()
        self._gone.set()

    def _lost(self) -> None:
        """Whatever was under way may have arrived or not."""
        self._transport = None
        self.live = self._resuming = self._again = False
        self._waiting.clear()
        self._give_up_waiting()

    def _give_up_waiting(self) -> None:
        """What is under way counts as not sent; an answer that comes after all comes to nobody."""
        self._acks += 1
        for wanted in self._in_flight:
            self._crowd.history.write(Line(self.name, wanted.name, wanted.id, Phase.INFO))
        self._in_flight.clear()

    def data_received(self, data: bytes) -> None:
        self._heard_at = time.monotonic()
        if self._head is not None:
            head, gap, data = (self._head + data).partition(b"\r\n\r\n")
            if not gap:
                self._head = head
                return
            if b" 101 " not in head[:16]:
                self.hang_up()
                return
            self._head = None
        for opcode, message in self._frames.feed(data):
            if opcode == TEXT:
                self._take(message)
            elif opcode == PING:
                self._write(message, PONG)
            elif opcode == CLOSE:
                self.hang_up()

    def _write(self, message: bytes, opcode: int = TEXT) -> None:
        if self._transport:
            self._transport.write(self._mask.frame(message, opcode))

    # -- the protocol

    def _take(self, message: bytes) -> None:
        if message[:2] == b"42":
            event, body = msgspec.json.decode(message[2:])
            if event == "changes":
                self._changed(body)
            elif event == "heads":
                self._beat(body)
            elif event == "over":
                self.over = body["code"]
        elif message[:2] == b"43":
            cut = message.index(b"[")
            number, [body] = int(message[2:cut]), msgspec.json.decode(message[cut:])
            if number == RESUME:
                self._resumed(body)
            elif number == self._acks:
                self._answered(body)
        elif message == b"2":
            self._write(b"3")
        elif message[:1] == b"0":
            self._write(b"40" + msgspec.json.encode({"token": self.token}))
        elif message[:2] == b"40":
            self._resume()
        elif message[:2] == b"44":
            self.over = message[2:].decode()
            self.hang_up()

    def _resume(self) -> None:
        if self._resuming:
            self._again = True
            return
        self._resuming, self._asked_at = True, time.monotonic()
        self._write(b'42%d["resume",{"since":%d}]' % (RESUME, self._since))

    def _resumed(self, answer: dict[str, Any]) -> None:
        self._resuming = False
        if not answer.get("audiences"):
            self.over = answer["error"]["code"]
            return
        if self._again:
            self._again = False
            self._resume()
            return
        self.heads = answer["audiences"]
        self._since = answer["seq"]
        if "snapshot" in answer:
            self.state = answer["snapshot"]
        for change in answer.get("changes", ()):
            self._apply(change)
        waiting, self._waiting = self._waiting, []
        if not self.live:
            self.live, self.resumed_at = True, time.monotonic()
        self._changed([change for change in waiting if change["seq"] > answer["seq"]])
        self._pump()

    def _changed(self, changes: list[dict[str, Any]]) -> None:
        if self._resuming:
            self._waiting += changes
            return
        for index, change in enumerate(changes):
            held = self.heads.get(change["audience"])
            if held is None or change["seq"] <= held:
                continue
            if change["prev"] != held:
                self._waiting += changes[index:]
                self._resume()
                return
            self.heads[change["audience"]] = change["seq"]
            self._apply(change)

    def _apply(self, change: dict[str, Any]) -> None:
        kind, id_, value = change["kind"], change["id"], change["value"]
        if value is not None:
            self.state.setdefault(kind, {})[id_] = value
        elif kind in self.state:
            self.state[kind].pop(id_, None)
            if not self.state[kind]:
                del self.state[kind]

    def _beat(self, beat: dict[str, Any]) -> None:
        if "now" in beat:
            self.beats.append((time.monotonic(), beat["now"]))
        behind = beat.get("resume", False) or any(
            self.heads.get(audience, head) < head for audience, head in beat.get("heads", {}).items()
        )
        if behind:
            self._resume()

    # -- the outbox

    def _pump(self) -> None:
        """Sends what waits: in order, ten at the most, and nothing while an answer is awaited."""
        wait = self._not_before - time.monotonic()
        if not self.live or self._in_flight or not self.outbox:
            return
        if wait > 0:
            asyncio.get_running_loop().call_later(wait, self._pump)
            return
        self._in_flight, self._asked_at = self.outbox[:TOGETHER], time.monotonic()
        self._acks += 1
        body = [{"id": one.id, "name": one.name, "args": one.args} for one in self._in_flight]
        self._write(b"42%d" % self._acks + msgspec.json.encode(["command", body]))

    def _answered(self, answers: object) -> None:
        asked, self._in_flight = self._in_flight, []
        for wanted, answer in zip(asked, answers if isinstance(answers, list) else [], strict=False):
            if answer["id"] != wanted.id:
                continue
            code = answer.get("error", {}).get("code")
            if answer["ok"] or code in FINAL_CODES:
                self.outbox.remove(wanted)
                self._crowd.history.write(told(self.name, wanted, answer))
            else:
                self._not_before = time.monotonic() + answer["error"].get("retry_after", 1)
        self._pump()


def told(client: str, wanted: Wanted, answer: dict[str, Any]) -> Line:
    """An answer as it stands in the history."""
    result = answer.get("result", {})
    return Line(
        client, wanted.name, wanted.id, Phase.OK if answer["ok"] else Phase.FAIL, text=wanted.args.get("text", ""),
        idea=result.get("idea", 0), table=result.get("table", 0), round=result.get("round", 0),
        seq=answer.get("seq", 0), code=answer.get("error", {}).get("code", ""),
    )  # fmt: skip


def apart(act: Coroutine[Any, Any, Result]) -> Result:
    """Runs strangers in a loop and a thread of their own, so that they hold up no phone of the crowd."""
    with ThreadPoolExecutor(1, "strangers") as thread:
        return thread.submit(asyncio.run, act).result()


@dataclass
class Crowd:
    """Phones of these people (name → token) at a port; a proxy's, where their network is to be bad."""

    port: int
    tokens: dict[str, str]
    history: History
    phones: dict[str, Phone] = field(default_factory=dict)
    patience: float = PATIENCE
    going_home: bool = False

    def __enter__(self) -> Crowd:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="crowd", daemon=True)
        self._thread.start()
        self.come(self.tokens)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.going_home = True
        self.do(self._leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def do(self, act: Coroutine[Any, Any, Any], seconds: float = 30) -> Any:
        """Runs something among the phones; returns what it returns."""
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(seconds)

    def come(self, tokens: dict[str, str]) -> list[Phone]:
        """These people switch their phones on; returns them, before they are connected."""
        phones = [Phone(name, token, self) for name, token in tokens.items()]
        self.phones |= {phone.name: phone for phone in phones}
        self.do(self.start(phones))
        return phones

    def write_on(self, posts_per_second: float, writers: Sequence[str] = (), *, words: str = "Gedanke") -> None:
        """From now on these people (all, if none are named) write in turn, connected or not."""
        names = list(writers or self.phones)
        random.Random(7).shuffle(names)
        self._writing = asyncio.run_coroutine_threadsafe(self._write(names, 1 / posts_per_second, words), self._loop)

    def fall_silent(self) -> None:
        """Nobody writes any more."""
        self._loop.call_soon_threadsafe(self._writing.cancel)

    def ask(self, who: str, command: str, **args: Any) -> str:
        """One person does something; returns the command's id."""

        async def act() -> str:
            return self.phones[who].ask(command, **args)

        id_: str = self.do(act())
        return id_

    def each(self, act: Callable[[Phone], object]) -> None:
        """Everybody does something, at once."""

        async def all_act() -> None:
            for phone in self.phones.values():
                act(phone)

        self.do(all_act())

    def until(self, holds: Callable[[], bool], seconds: float, trouble: str = "it did not come to pass") -> float:
        """Waits until something holds; returns how many seconds that took. Fails after `seconds`."""
        began = time.monotonic()
        while not holds():
            assert time.monotonic() - began < seconds, f"{trouble} within {seconds:g} s"
            time.sleep(0.02)
        return time.monotonic() - began

    def connected(self) -> bool:
        """Whether all are connected and have their picture."""
        return all(phone.live for phone in list(self.phones.values()))

    def settled(self) -> bool:
        """Whether all are connected, and nothing waits in any outbox."""
        return all(phone.live and not phone.outbox for phone in list(self.phones.values()))

    def waiting(self) -> int:
        """How many commands wait in all outboxes."""
        return sum(len(phone.outbox) for phone in list(self.phones.values()))

    async def start(self, phones: list[Phone]) -> None:
        """These phones dial; to be called among them."""
        for phone in phones:
            phone.life = asyncio.create_task(phone.live_on())

    async def _leave(self) -> None:
        for phone in self.phones.values():
            phone.hang_up()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _write(self, names: list[str], pause: float, words: str) -> None:
        began = time.monotonic()
        number = 0
        while True:
            name = names[number % len(names)]
            number += 1
            self.phones[name].ask("idea.post", text=f"{words} {number} von {name}, {secrets.token_hex(3)}")
            await asyncio.sleep(max(0.0, began + number * pause - time.monotonic()))

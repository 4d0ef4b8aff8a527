"""A wire between phones and the server that can be made bad: silent, cut, slow, lossy, deaf, hostile to sockets.

    with Wire(server.port) as wire:
        phone.goto(f"{wire.url}/t")
        wire.hole()         # silence: nothing passes, nothing is refused, nobody is told
        wire.heal()

Plain TCP. What a radio link loses, TCP repeats: nobody above it sees a loss, but a stall, and whatever comes behind it
waits. So that is how a loss is made here. It looks into a connection only where WebSockets or answers go astray.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import random
import re
import select
import socket
import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType

CHUNK = 65_536
LOOK_SECONDS = 0.02
IDLE_SECONDS = 0.2
CUT_AFTER_BYTES = 10_000
MOMENT_SECONDS = 3.0
WEBSOCKET = re.compile(rb"^GET .*\r\n(?:.*\r\n)*?upgrade: *websocket", re.IGNORECASE)
KEY = re.compile(rb"sec-websocket-key: *(\S+)", re.IGNORECASE)
POST = re.compile(rb"POST (/socket\.io/\S*) HTTP/1\.1\r\n(?:.*\r\n)*?content-length: *(\d+)\r\n(?:.*\r\n)*?\r\n", re.I)
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
RECORD_SEPARATOR = b"\x1e"
SEGMENT_BYTES = 1_448
SHORTEST_TIMEOUT_SECONDS = 0.2
"""What Linux waits at least before it sends a segment again that nobody has acknowledged."""

FEW_SEGMENTS = 3
"""With more of them on their way the others tell of the lost one, and it is sent again after one round trip."""

ACK_PACKET = b"43"
"""How Socket.IO begins an acknowledgement within Engine.IO's message."""
PORTAL_PAGE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 48\r\nConnection: close\r\n\r\n"
    b"<!doctype html><title>ok</title>Bitte anmelden. "
)


class State(StrEnum):
    """What becomes of bytes."""

    OPEN = "open"
    HOLE = "hole"
    """Nothing passes, and nobody is told: a lift, a cellar, a router that has hung."""
    CUT = "cut"
    """Connections are closed and new ones refused: the network says no."""
    PORTAL = "portal"
    """A captive portal: it answers everything, with a page of its own."""
    DEAF = "deaf"
    """What phones say arrives; what the server says does not."""


class Sockets(StrEnum):
    """What becomes of WebSockets."""

    PASS = "pass"
    STRIP = "strip"
    """A proxy that knows no Upgrade header."""
    REFUSE = "refuse"
    """A firewall that answers 403."""
    HANG = "hang"
    """One that says 101 and then nothing."""
    CUT = "cut"
    """One that closes them after 10 kB."""


@dataclass
class Wire:
    """A TCP proxy on 127.0.0.1 in front of a server on this machine."""

    server_port: int
    sockets: Sockets = Sockets.PASS
    host: str = "localhost"
    state: State = State.OPEN
    up_seconds: float = 0.0
    down_seconds: float = 0.0
    jitter_seconds: float = 0.0
    """At most so much more each way, by chance."""
    loss: float = 0.0
    """The share of segments lost, each way."""
    eats_acks: bool = False
    """Commands arrive and changes come back; only the answers to commands are lost."""
    eaten: int = 0
    """How many answers were."""
    seed: int = 1
    heard: list[bytes] = field(default_factory=list)
    """What phones sent, one entry per connection; kept while `records`."""
    records: bool = False
    silent_since: float = 0.0
    silences: list[tuple[float, float]] = field(default_factory=list)
    """When (from, to, in seconds) nothing of the server's came through to any phone for longer than a moment."""
    cuts: int = 0
    """How many WebSockets were closed for their size."""
    upgrades: int = 0
    """How often a WebSocket was tried."""
    port: int = 0
    _passed_at: float = field(default_factory=time.time)
    _listener: socket.socket | None = None
    _ended: bool = False
    _calls: list[tuple[socket.socket, ...]] = field(default_factory=list)
    _chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    @property
    def url(self) -> str:
        """What phones open."""
        return f"http://{self.host}:{self.port}"

    def __enter__(self) -> Wire:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        if self._listener:
            self._listener.close()
        self._hang_up()

    # -- what happens to the line

    @property
    def reached(self) -> int:
        """How many connections have come through to the server."""
        return len(self.heard)

    def hole(self) -> None:
        """From now on nothing passes and nobody is told."""
        self.state, self.silent_since = State.HOLE, time.time()

    def cut(self) -> None:
        """Closes every connection and refuses new ones."""
        self.state, self.silent_since = State.CUT, time.time()
        self._hang_up()

    def deafen(self) -> None:
        """Phones are heard, and hear nothing."""
        self.state, self.silent_since = State.DEAF, time.time()

    def capture(self) -> None:
        """From now on a captive portal answers whatever is asked."""
        self.state, self.silent_since = State.PORTAL, time.time()
        self._hang_up()

    def heal(self, *, drop: bool = True) -> None:
        """The network is back. `drop`: as after a real outage, connections from before it are dead."""
        if drop and self.state is not State.OPEN:
            self._hang_up()
        self.state = State.OPEN

    def silent_times(self) -> list[tuple[float, float]]:
        """`silences`, with one that still lasts."""
        return [*self.silences, (self._passed_at, time.time())]

    def polling_posts(self) -> list[list[bytes]]:
        """The Engine.IO packets of each polling POST that was recorded."""
        return [
            stream[match.end() : match.end() + int(match[2])].split(RECORD_SEPARATOR)
            for stream in self.heard
            for match in POST.finditer(stream)
        ]

    # -- how it works

    def _hang_up(self) -> None:
        calls, self._calls = self._calls, []
        for ends in calls:
            for end in ends:
                close(end)

    def _accept(self) -> None:
        while not self._ended and self._listener:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._call, args=(phone,), daemon=True).start()

    def _call(self, phone: socket.socket) -> None:
        """One connection, from its first byte to its end."""
        if self.state is State.CUT:
            close(phone)
            return
        if self.state is State.PORTAL:
            self._answer_all(phone)
            return
        self._calls.append((phone,))
        try:
            head = self._first_words(phone)
            if head is None:
                close(phone)
                return
            is_socket = bool(WEBSOCKET.match(head))
            self.upgrades += is_socket
            if is_socket and self.sockets is Sockets.REFUSE:
                phone.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                close(phone)
                return
            if is_socket and self.sockets is Sockets.HANG:
                phone.sendall(handshake(head))
                return
            if is_socket and self.sockets is Sockets.STRIP:
                head = re.sub(rb"(?im)^(?:upgrade|connection):.*\r\n", b"", head)
            server = socket.create_connection(("127.0.0.1", self.server_port))
        except (OSError, ValueError):
            close(phone)
            return
        self._calls.append((phone, server))
        self.heard.append(b"")
        limit = CUT_AFTER_BYTES if is_socket and self.sockets is Sockets.CUT else None
        up = threading.Thread(target=self._pump, args=(phone, server, head, len(self.heard) - 1), daemon=True)
        up.start()
        self._pump(server, phone, limit=limit, frames=Frames() if is_socket else None)

    def _answer_all(self, phone: socket.socket) -> None:
        """As cheerful as a captive portal."""
        with contextlib.suppress(OSError, ValueError):
            if self._first_words(phone) is not None:
                phone.sendall(PORTAL_PAGE)
        close(phone)

    def _first_words(self, phone: socket.socket) -> bytes | None:
        """The head of the first request; None if the line dies before it has come."""
        head = b""
        while b"\r\n\r\n" not in head:
            if self.state is State.HOLE:
                time.sleep(LOOK_SECONDS)
                continue
            if not readable(phone):
                if self._ended:
                    return None
                continue
            more = phone.recv(CHUNK)
            if not more:
                return None
            head += more
        return head

    def _pump(
        self, source: socket.socket, target: socket.socket, first: bytes = b"", index: int | None = None, *,
        limit: int | None = None, frames: Frames | None = None,
    ) -> None:  # fmt: skip
        """Carries bytes one way. `index` says where they are recorded, and that the way is up, to the server."""
        goes_up, passed, more, due = index is not None, 0, True, time.monotonic()
        waiting: list[tuple[float, bytes]] = [(due := due + self._delay(goes_up, len(first)), first)] if first else []
        try:
            while not self._ended and (more or waiting):
                if self._silences(goes_up):
                    time.sleep(LOOK_SECONDS)
                    continue
                pause = max(0.0, min(IDLE_SECONDS, waiting[0][0] - time.monotonic())) if waiting else IDLE_SECONDS
                if not more:
                    time.sleep(pause)
                elif readable(source, pause):
                    if self._silences(goes_up):
                        continue
                    chunk = source.recv(CHUNK)
                    more = bool(chunk)
                    due = max(due, time.monotonic() + self._delay(goes_up, len(chunk)))  # nothing overtakes on TCP
                    waiting.append((due, self._without_acks(chunk, frames) if frames else chunk))
                while waiting and waiting[0][0] <= time.monotonic():
                    chunk = waiting.pop(0)[1]
                    if index is not None and self.records:
                        self.heard[index] += chunk
                    passed += len(chunk)
                    target.sendall(chunk)
                    if not goes_up:
                        self._passed_down()
                    if limit is not None and passed > limit:
                        self.cuts += 1
                        return
        except (OSError, ValueError):  # closed under our hands
            pass
        finally:
            if not (self.state is State.HOLE or self.state is State.DEAF):
                close(source)
                close(target)

    def _silences(self, goes_up: bool) -> bool:
        """Whether nothing passes this way."""
        return self.state is State.HOLE or (self.state is State.DEAF and not goes_up)

    def _passed_down(self) -> None:
        now = time.time()
        if now - self._passed_at > MOMENT_SECONDS:
            self.silences.append((self._passed_at, now))
        self._passed_at = now

    def _delay(self, goes_up: bool, size: int) -> float:
        """How many seconds so many bytes are on their way."""
        plain = self.up_seconds if goes_up else self.down_seconds
        return plain + self._chance.uniform(0, self.jitter_seconds) + self._stall(-(-size // SEGMENT_BYTES))

    def _stall(self, segments: int) -> float:
        """How many seconds TCP needs to make good what of so many segments was lost."""
        if all(self._chance.random() >= self.loss for _ in range(segments)):
            return 0.0
        round_trip = self.up_seconds + self.down_seconds + self.jitter_seconds
        if segments > FEW_SEGMENTS:
            return round_trip
        timeout = max(SHORTEST_TIMEOUT_SECONDS, 2 * round_trip)
        stall = timeout
        while self._chance.random() < self.loss:  # sent again, and lost again
            timeout *= 2
            stall += timeout
        return stall

    def _without_acks(self, chunk: bytes, frames: Frames) -> bytes:
        """What is let through of it: whole frames only, and no answer to a command while these are eaten."""
        passed = b""
        for frame, payload in frames.feed(chunk):
            if self.eats_acks and payload.startswith(ACK_PACKET) and b'"ok"' in payload:
                self.eaten += 1
            else:
                passed += frame
        return passed


class Frames:
    """The way down of a WebSocket, frame by frame. Before them goes the answer to the upgrade."""

    def __init__(self) -> None:
        self._rest = b""
        self._opened = False

    def feed(self, chunk: bytes) -> list[tuple[bytes, bytes]]:
        """What is whole by now: each frame as it came, and its payload (compressed, if it was)."""
        self._rest += chunk
        whole: list[tuple[bytes, bytes]] = []
        if not self._opened:
            head, mark, rest = self._rest.partition(b"\r\n\r\n")
            if not mark:
                return []
            self._opened, self._rest = True, rest
            whole.append((head + mark, b""))
        while (sizes := frame_sizes(self._rest)) and len(self._rest) >= sum(sizes):
            frame, self._rest = self._rest[: sum(sizes)], self._rest[sum(sizes) :]
            whole.append((frame, frame[sizes[0] :]))
        return whole


def frame_sizes(data: bytes) -> tuple[int, int] | None:
    """How long a server's frame is that begins here: head and payload. None as long as its head has not come."""
    for short, head, size in ((126, 4, data[2:4]), (127, 10, data[2:10])):
        if len(data) >= 2 and data[1] == short:
            return (head, int.from_bytes(size, "big")) if len(data) >= head else None
    return (2, data[1]) if len(data) >= 2 else None


def readable(end: socket.socket, seconds: float = LOOK_SECONDS) -> bool:
    """Whether something has come, or comes within so many seconds."""
    return bool(select.select([end], [], [], seconds)[0])


def handshake(head: bytes) -> bytes:
    """A real 101, as of a server that means it."""
    key = KEY.search(head)
    accept = base64.b64encode(hashlib.sha1((key[1] if key else b"") + MAGIC, usedforsecurity=False).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + (accept + b"\r\n\r\n")
    )


def close(end: socket.socket) -> None:
    """Ends a connection for both sides, whatever state it is in."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()

"""A wire between phones and the server that can be made bad: silent, cut, slow, deaf one way, hostile to sockets.

    with Wire(server.port) as wire:
        phone.goto(f"{wire.url}/t")
        wire.hole()         # silence: nothing passes, nothing is refused, nobody is told
        wire.heal()

Plain TCP; it looks into the first request of a connection only where it is to treat WebSockets badly.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
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
CUT_AFTER_BYTES = 10_000
WEBSOCKET = re.compile(rb"^GET .*\r\n(?:.*\r\n)*?upgrade: *websocket", re.IGNORECASE)
KEY = re.compile(rb"sec-websocket-key: *(\S+)", re.IGNORECASE)
POST = re.compile(rb"POST (/socket\.io/\S*) HTTP/1\.1\r\n(?:.*\r\n)*?content-length: *(\d+)\r\n(?:.*\r\n)*?\r\n", re.I)
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
RECORD_SEPARATOR = b"\x1e"
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
    heard: list[bytes] = field(default_factory=list)
    """What phones sent, one entry per connection; kept while `records`."""
    records: bool = False
    silent_since: float = 0.0
    cuts: int = 0
    """How many WebSockets were closed for their size."""
    upgrades: int = 0
    """How often a WebSocket was tried."""
    port: int = 0
    _listener: socket.socket | None = None
    _ended: bool = False
    _calls: list[tuple[socket.socket, ...]] = field(default_factory=list)

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
        self._pump(server, phone, limit=limit)

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
        limit: int | None = None,
    ) -> None:  # fmt: skip
        """Carries bytes one way. `index` says where they are recorded, and that the way is up, to the server."""
        goes_up, passed = index is not None, 0
        waiting: list[tuple[float, bytes]] = [(time.monotonic() + self._delay(goes_up), first)] if first else []
        try:
            while not self._ended:
                if self.state is State.HOLE or (self.state is State.DEAF and not goes_up):
                    time.sleep(LOOK_SECONDS)
                    continue
                if readable(source):
                    chunk = source.recv(CHUNK)
                    if not chunk:
                        break
                    waiting.append((time.monotonic() + self._delay(goes_up), chunk))
                while waiting and waiting[0][0] <= time.monotonic():
                    chunk = waiting.pop(0)[1]
                    if index is not None and self.records:
                        self.heard[index] += chunk
                    passed += len(chunk)
                    target.sendall(chunk)
                    if limit is not None and passed > limit:
                        self.cuts += 1
                        return
        except (OSError, ValueError):  # closed under our hands
            pass
        finally:
            if not (self.state is State.HOLE or self.state is State.DEAF):
                close(source)
                close(target)

    def _delay(self, goes_up: bool) -> float:
        return self.up_seconds if goes_up else self.down_seconds


def readable(end: socket.socket) -> bool:
    """Whether something has come, within a moment."""
    return bool(select.select([end], [], [], LOOK_SECONDS)[0])


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

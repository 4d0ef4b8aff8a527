"""A hall full of phones in one process: one epoll, raw sockets, no thread and no client library."""

from __future__ import annotations

import re
import select
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.load.dialects import Dialect
from bench.load.wire import CLOSE, PING, PONG, TEXT, Broken, Frames, Mask, upgrade

READ_BYTES = 262_144
PATIENCE_SECONDS = 10.0
"""A phone that is not in by then tries again, as socket.io clients do."""

RESUME_ACK = 0
"""Acknowledgement id of a resume; posts count from 1."""

NUMBER = re.compile(rb'"text":\s*"~(\d{8})')
SEQ = re.compile(rb'"seq":\s*(\d+)')
EACH_READ, WHEN_WRITABLE = select.EPOLLIN, select.EPOLLIN | select.EPOLLOUT

Answered = Callable[["Phone", int, bytes], None]
Heard = Callable[["Phone", list[bytes]], None]
Told = Callable[["Phone", bytes], None]


@dataclass(slots=True, eq=False)
class Phone:
    """One connection, what it has been promised and what it has been sent."""

    token: str
    table: int | None
    """None: an event-wide screen, or the lead."""

    screen: bool = False
    mask: Mask = field(default_factory=Mask)
    frames: Frames = field(default_factory=Frames)
    sock: socket.socket = field(init=False)
    head: bytes | None = b""
    """The HTTP answer as far as it has come; None once it is a WebSocket."""

    out: bytes = b""
    dialled_at: float = 0.0
    ready: bool = False
    acks: int = RESUME_ACK
    seq: int = 0
    resumes: int = 0
    resumed_at: float = 0.0
    acked: list[int] = field(default_factory=list)
    got: list[bytes] = field(default_factory=list)
    caught_up: set[bytes] = field(default_factory=set)
    """Ideas that came with a resume on the way: a server may tell a slow phone to ask instead of queueing for it."""


class Herd:
    """All phones of a run, and the loop that serves them."""

    def __init__(self, port: int, dialect: Dialect, *, deflate: bool = False) -> None:
        self.dialect = dialect
        self.received = 0
        self.redials = 0
        self.answered: Answered = lambda phone, ack, message: None
        self.heard: Heard = lambda phone, numbers: phone.got.extend(numbers)
        self.told: Told | None = None
        """Called with each message that is not an answer, where a scenario wants to look for itself."""

        self._port = port
        self._upgrade = upgrade(port, deflate=deflate)
        self._epoll = select.epoll()
        self._phones: dict[int, Phone] = {}
        self._find = dialect.mark.findall

    def connect(self, phones: Sequence[Phone], seconds: float) -> None:
        """All come at once, and each has resumed when this returns. Raises Broken after `seconds`."""
        for phone in phones:
            self._dial(phone)
        deadline = time.perf_counter() + seconds
        while outside := [phone for phone in phones if not phone.ready]:
            now = time.perf_counter()
            if now > deadline:
                raise Broken(f"{self.dialect.name}: {len(outside)} phones have not come in within {seconds:g} s")
            for phone in outside:
                if now - phone.dialled_at > PATIENCE_SECONDS:
                    self._hang_up(phone)
                    self._dial(phone)
                    self.redials += 1
            self.turn(0.02)

    def close(self) -> None:
        """Everybody goes."""
        for phone in self._phones.values():
            phone.sock.close()
        self._phones.clear()
        self._epoll.close()

    def send(self, phone: Phone, message: bytes) -> None:
        """Sends one Socket.IO packet."""
        self._write(phone, phone.mask.frame(message))

    def resume(self, phone: Phone) -> None:
        """Asks for what was missed."""
        self.send(phone, self.dialect.resume(RESUME_ACK, phone.seq))

    def turn(self, timeout: float) -> None:
        """Waits at most `timeout` seconds for news and takes what there is."""
        for handle, mask in self._epoll.poll(timeout):
            phone = self._phones.get(handle)
            if phone is None:
                continue  # lost by what came before it in this turn
            if mask & select.EPOLLOUT:
                self._epoll.modify(handle, EACH_READ)
                waiting, phone.out = phone.out, b""
                self._write(phone, waiting)
            if mask & ~select.EPOLLOUT:
                self._read(phone)

    def until(self, done: Callable[[], bool], seconds: float, trouble: str) -> None:
        """Turns until `done`. Raises Broken with the trouble after that many seconds."""
        deadline = time.perf_counter() + seconds
        while not done():
            if time.perf_counter() > deadline:
                raise Broken(f"{self.dialect.name}: {trouble} within {seconds:g} s")
            self.turn(0.02)

    def rest(self, seconds: float) -> None:
        """Turns for that long, whatever happens."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            self.turn(left)

    def _dial(self, phone: Phone) -> None:
        """Opens a connection; the rest follows from what comes back."""
        phone.sock = socket.socket()
        phone.sock.setblocking(False)
        phone.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        phone.sock.connect_ex(("127.0.0.1", self._port))
        phone.head, phone.out, phone.frames = b"", b"", Frames()
        phone.dialled_at = time.perf_counter()
        self._phones[phone.sock.fileno()] = phone
        self._epoll.register(phone.sock, EACH_READ)
        self._write(phone, self._upgrade)

    def _hang_up(self, phone: Phone) -> None:
        """Gives a connection up, if it is not lost already."""
        if self._phones.pop(phone.sock.fileno(), None):
            self._epoll.unregister(phone.sock)
            phone.sock.close()

    def _lost(self, phone: Phone, why: str) -> None:
        """On the way in a phone tries again when its patience ends; later a lost connection ends the measurement."""
        if phone.ready:
            raise Broken(f"{self.dialect.name}: {why}")
        self._hang_up(phone)

    def _write(self, phone: Phone, data: bytes) -> None:
        if phone.out:
            phone.out += data
            return
        try:
            sent = phone.sock.send(data)
        except BlockingIOError:
            sent = 0
        except ConnectionError as error:
            self._lost(phone, str(error))
            return
        if sent < len(data):
            phone.out = data[sent:]
            self._epoll.modify(phone.sock, WHEN_WRITABLE)

    def _read(self, phone: Phone) -> None:
        try:
            data = phone.sock.recv(READ_BYTES)
        except BlockingIOError:
            return
        except ConnectionError as error:
            self._lost(phone, str(error))
            return
        if not data:
            self._lost(phone, "the server closed a phone's connection")
            return
        self.received += len(data)
        if phone.head is not None:
            data = self._shake_hands(phone, data)
        numbers: list[bytes] = []
        for opcode, message in phone.frames.feed(data):
            if opcode == TEXT:
                if message[:2] == b"42":
                    numbers += self._find(message)
                    if self.told:
                        self.told(phone, message)
                    if message[:10] == b'42["heads"' and b'"resume":true' in message:
                        self.resume(phone)
                else:
                    self._serve(phone, message)
            elif opcode == CLOSE:
                raise Broken(f"{self.dialect.name}: the server closed a phone's WebSocket: {message!r}")
            elif opcode == PING:
                self._write(phone, phone.mask.frame(message, PONG))
        if numbers:
            self.heard(phone, numbers)

    def _shake_hands(self, phone: Phone, data: bytes) -> bytes:
        """Takes the answer to the upgrade; returns what comes behind it."""
        head, gap, rest = ((phone.head or b"") + data).partition(b"\r\n\r\n")
        if not gap:
            phone.head = head
            return b""
        if b" 101 " not in head[:16]:
            raise Broken(f"{self.dialect.name}: no WebSocket: {head[:80]!r}")
        phone.head = None
        return rest

    def _serve(self, phone: Phone, message: bytes) -> None:
        """All but events: answers, heartbeats, and the steps of connecting."""
        if message[:2] == b"43":
            cut = message.index(b"[", 2)
            ack = int(message[2:cut])
            if ack == RESUME_ACK:
                self._take(phone, message)
            else:
                self.answered(phone, ack, message)
        elif message == b"2":
            self.send(phone, b"3")
        elif message[:1] == b"0":
            self.send(phone, self.dialect.auth(phone.token))
        elif message[:2] == b"40":
            self.resume(phone)
        else:
            raise Broken(f"{self.dialect.name}: {message[:200]!r}")

    def _take(self, phone: Phone, message: bytes) -> None:
        """What a resume brought."""
        seq = SEQ.search(message)
        if seq is None:
            raise Broken(f"{self.dialect.name}: a resume was refused: {message[:200]!r}")
        phone.seq = int(seq[1])
        if phone.ready:
            phone.caught_up.update(NUMBER.findall(message))
        phone.resumes += 1
        phone.resumed_at = time.perf_counter()
        phone.ready = True

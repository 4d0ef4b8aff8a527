"""The wire under Socket.IO: WebSockets without a greenlet, a queue and an encoding for each phone.

python-engineio gives every WebSocket a reading and a writing greenlet, a queue between them, and packs each message
once per phone. Under eventlet that is most of what a delivery costs. Here a connection is a `Line`: the hub calls it
when bytes have come, frames for it are joined and written in one call, and what goes to a room is packed once. The
protocol and all else (handshake, polling, upgrade, rooms, connect and disconnect) stay the libraries'.

This is the one place that knows their private parts (python-engineio 4.15, eventlet 0.41; pinned, and held to them by
tests/live/test_wire.py): the `_async` table of a server, a socket's `queue` and its websocket handler, and the hub's
listeners. CAFE_WIRE=0 goes without it; everything works, at three times the cost (docs/performance.md).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any

import eventlet
import eventlet.hubs
import msgspec
import structlog
from engineio import packet as eio
from eventlet.websocket import WebSocketWSGI
from socketio import Manager

from cafe.live.frames import CLOSE, NOT_UTF8, PING, PONG, PROTOCOL_ERROR, TEXT, Broken, FrameReader, closing, frame

log = structlog.get_logger(__name__)

READ_BYTES = 65_536
PENDING_BYTES = 262_144
"""A phone that takes no more than this is sent no changes until it has caught up; then it resumes."""

OUTSTANDING = 40
"""Commands of one phone that may wait for their answers before no more of its bytes are read."""

CHANGES = "changes"
PING_FRAME = frame(b"2")
EVENT_WITH_ACK = b"42"
COMMAND_HEAD = b'["command",'
PONG_PACKET = b"3"

OnCommand = Callable[["Line", bytes, Any], None]
"""A command has come on a line: the number of its acknowledgement, and what was asked."""


class Line:
    """One WebSocket. To python-engineio it is the queue that a socket's packets are put on."""

    __slots__ = (
        "_asked_at", "_closing", "_dropped", "_ended", "_heard_at", "_inbox", "_pending", "_queued", "_reader",
        "_reading", "_sock", "_socket", "_wires", "_working", "_writing", "outstanding", "sid",
    )  # fmt: skip

    def __init__(self, wires: Wires, socket: Any, sock: Any) -> None:
        self.sid: str | None = None  # of Socket.IO, once somebody has been let in
        self.outstanding = 0
        self._wires = wires
        self._socket = socket
        self._sock = sock
        self._reader = FrameReader(wires.limit)
        self._queued: list[bytes] = []
        self._pending = b""
        self._inbox: deque[str] = deque()
        self._working = self._closing = self._dropped = False
        self._reading: Any = None
        self._writing: Any = None
        self._heard_at = time.monotonic()
        self._asked_at: float | None = None
        self._ended = eventlet.event.Event()

    # -- the life of a line

    def serve(self, waiting: list[Any]) -> None:
        """Stands until the connection ends. `waiting` are packets from before it was a line."""
        self._wires.lines.add(self)
        try:
            for packet in waiting:
                self.put(packet)
            self._read_on()
            self._ended.wait()
        finally:
            self._wires.lines.discard(self)
            for listener in (self._reading, self._writing):
                if listener is not None:
                    self._wires.hub.remove(listener)
            self._reading = self._writing = None

    def end(self) -> None:
        """Nothing more comes or goes."""
        if not self._ended.ready():
            self._ended.send()

    def check(self, now: float, interval: float, timeout: float) -> None:
        """Asks whether the phone is still there, or gives it up. `now` is of a clock that nobody can set."""
        if self._asked_at is not None:
            if now - self._asked_at > timeout:
                self.end()
        elif now - self._heard_at >= interval:
            self._asked_at = now
            self.push(PING_FRAME)

    # -- what python-engineio asks of a queue

    def put(self, packet: Any, *_: object, **__: object) -> None:
        """Sends a packet; None is the end."""
        if packet is None:
            self._closing = True
            self._wires.flush_later(self)
            return
        self.push(frame(packet.encode().encode()))  # text: nothing here sends bytes

    def join(self) -> None:
        """Nobody has to wait: what was put is written at the next turn of the hub."""

    # -- out

    def push(self, whole: bytes) -> None:
        """Sends a frame, together with whatever else is for this phone in this turn of the hub."""
        if not self._queued:
            self._wires.flush_later(self)
        self._queued.append(whole)

    def push_change(self, whole: bytes) -> None:
        """Sends a frame that a resume makes up for: a phone that takes nothing is not queued for for ever."""
        if self._dropped or len(self._pending) > PENDING_BYTES:
            self._dropped = True
        else:
            self.push(whole)

    def flush(self) -> None:
        """Writes what is due, as far as the phone takes it."""
        data = b"".join((self._pending, *self._queued)) if self._pending else b"".join(self._queued)
        self._queued.clear()
        if self._writing is None and data:
            data = data[self._send(data) :]
        self._pending = data
        if data and self._writing is None and not self._ended.ready():
            self._writing = self._listen(self._wires.hub.WRITE, self._writable)
        elif self._closing and not data:
            self.end()

    def _writable(self, _fileno: int) -> None:
        """The phone takes bytes again."""
        self._pending = self._pending[self._send(self._pending) :]
        if self._pending and not self._ended.ready():
            return
        self._wires.hub.remove(self._writing)
        self._writing = None
        if self._dropped:
            self._dropped = False
            self.push(self._wires.resume_frame)
        elif self._closing:
            self.end()

    def _send(self, data: bytes) -> int:
        """How many bytes went out."""
        try:
            sent: int = self._sock.send(data)
        except BlockingIOError:
            return 0
        except OSError:
            self.end()
            return len(data)
        return sent

    # -- in

    def _read_on(self) -> None:
        if self._reading is None and not self._ended.ready():
            self._reading = self._listen(self._wires.hub.READ, self._readable)

    def _readable(self, _fileno: int) -> None:
        """Bytes have come. Called by the hub: nothing here may wait."""
        if self._ended.ready():
            return
        try:
            data = self._sock.recv(READ_BYTES)
            if not data:
                self.end()
                return
            for opcode, payload in self._reader.feed(data):
                self._take(opcode, payload)
        except BlockingIOError:
            pass
        except Broken as broken:
            self.push(closing(broken.status))
            self.put(None)
        except OSError:
            self.end()
        if self.outstanding > OUTSTANDING and self._reading is not None:
            self._wires.hub.remove(self._reading)
            self._reading = None

    def _take(self, opcode: int, payload: bytes) -> None:
        """One message."""
        if opcode == TEXT:
            if payload == PONG_PACKET:
                self._heard_at, self._asked_at = time.monotonic(), None
                self._socket.last_ping = None  # the library's own first ping is answered too
                return
            if not self._working and self._take_quickly(payload):
                return
            try:
                self._inbox.append(payload.decode())
            except UnicodeDecodeError:
                raise Broken(NOT_UTF8) from None
            if not self._working:
                self._working = True
                eventlet.spawn_n(self._work)
        elif opcode == PING:
            self.push(frame(payload, PONG))
        elif opcode == CLOSE:
            self.push(frame(payload[:2], CLOSE))
            self.put(None)
        elif opcode != PONG:
            raise Broken(PROTOCOL_ERROR)  # nothing binary is ever sent

    def _take_quickly(self, payload: bytes) -> bool:
        """What comes most often needs no greenlet: a command."""
        at = payload.find(b"[", 2, 24)
        number = payload[2:at]
        if self.sid is None or payload[:2] != EVENT_WITH_ACK or not number.isdigit():
            return False
        if not payload.startswith(COMMAND_HEAD, at):
            return False
        try:
            asked = msgspec.json.decode(payload[at:])
        except (msgspec.DecodeError, RecursionError):
            return False  # the library says what is wrong with it
        self.outstanding += 1
        self._wires.on_command(self, number, asked[1] if len(asked) > 1 else None)
        return True

    def answer(self, number: bytes, body: object) -> None:
        """Acknowledges a command."""
        self.push(frame(b"43" + number + msgspec.json.encode([body])))
        self.outstanding -= 1
        if self._reading is None and self.outstanding <= OUTSTANDING // 2:
            self._read_on()

    def _work(self) -> None:
        """Everything else, in order, in a greenlet that may wait."""
        try:
            while self._inbox:
                self._socket.receive(eio.Packet(encoded_packet=self._inbox.popleft()))
        except Exception:
            log.exception("line_failed")
            self.end()
        finally:
            self._working = False

    def _listen(self, what: str, then: Callable[[int], None]) -> Any:
        """Asks the hub to call `then` whenever the socket can be read, or written."""
        return self._wires.hub.add(what, self._sock.fileno(), then, lambda *_: self.end(), self.end)


class Wires:
    """All lines of a server."""

    def __init__(self, server: Any, limit: int) -> None:
        self.lines: set[Line] = set()
        self.limit = limit
        self.on_command: OnCommand = unheard
        self.resume_frame = frame(b'42["heads",{"resume":true}]')
        self.hub = eventlet.hubs.get_hub()
        self._due: list[Line] = []
        self._eio = server.eio
        self._eio._async = {**self._eio._async, "websocket": self._websocket}  # this server's own, not the module's
        server.start_background_task(self._ask_around)

    def line_of(self, eio_sid: str) -> Line | None:
        """The line of an Engine.IO socket; None where it polls."""
        socket = self._eio.sockets.get(eio_sid)
        return socket.queue if socket is not None and isinstance(socket.queue, Line) else None

    def flush_later(self, line: Line) -> None:
        """Writes what is due on this line once whatever runs now has said all it has to say."""
        if not self._due:
            self.hub.schedule_call_global(0, self._flush)
        self._due.append(line)

    def _flush(self) -> None:
        due, self._due = self._due, []
        for line in due:
            line.flush()

    def _ask_around(self) -> None:
        """Pings every phone in its turn."""
        while True:
            eventlet.sleep(1)
            now = time.monotonic()
            for line in list(self.lines):
                line.check(now, self._eio.ping_interval, self._eio.ping_timeout)

    def _websocket(self, handler: Any, _server: object) -> Callable[[dict[str, Any], Any], Any]:
        """What python-engineio calls for a WebSocket: `handler` is the method of the socket it is for."""
        socket = handler.__self__

        def upgrade(environ: dict[str, Any], start_response: Any) -> Any:
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)  # no deflate: 300 kB a phone for messages this short
            return WebSocketWSGI(lambda websocket: self._serve(socket, websocket))(environ, start_response)

        return upgrade

    def _serve(self, socket: Any, websocket: Any) -> None:
        """A WebSocket from its handshake to its end."""
        websocket.socket.settimeout(self._eio.ping_interval + self._eio.ping_timeout)
        if socket.connected and not upgraded(socket, websocket):
            return
        socket.connected = socket.upgraded = True
        waiting, line = taken_from(socket.queue), Line(self, socket, websocket.socket.fd)
        socket.queue = line
        try:
            line.serve(waiting)
        finally:
            socket.close(wait=False, abort=True, reason=self._eio.reason.TRANSPORT_CLOSE)


def upgraded(socket: Any, websocket: Any) -> bool:
    """The change from polling to WebSocket (Engine.IO protocol 4, "Upgrade"): probe, and the word to go over."""
    socket.upgrading = True
    try:
        if websocket.wait() != "2probe":
            return False
        websocket.send("3probe")
        socket.queue.put(eio.Packet(eio.NOOP))  # lets the poll that waits go home
        return bool(websocket.wait() == "5")
    finally:
        socket.upgrading = False


def taken_from(queue: Any) -> list[Any]:
    """What was put on a queue, in order."""
    packets = []
    while not queue.empty():
        packets.append(queue.get(block=False))
        queue.task_done()
    return packets


def unheard(line: Line, number: bytes, asked: object) -> None:
    """Before anybody listens nothing can be asked."""
    raise RuntimeError("a command came before the server was ready")


class PackedOnce(Manager):  # type: ignore[misc]  # python-socketio has no types
    """Rooms whose messages are encoded and framed once, however many phones there are in them."""

    def emit(
        self, event: str, data: Any, namespace: str, room: Any = None, skip_sid: Any = None, callback: Any = None,
        to: Any = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        """As the library's; what it would pack for each line is packed for all."""
        text = b"2" + msgspec.json.encode([event, data])
        whole, packet = frame(b"4" + text), None
        for _, eio_sid in self.get_participants(namespace, to or room):
            socket = self.server.eio.sockets.get(eio_sid)
            if socket is not None and isinstance(socket.queue, Line):
                if event == CHANGES:
                    socket.queue.push_change(whole)
                else:
                    socket.queue.push(whole)
            else:
                packet = packet or eio.Packet(eio.MESSAGE, text.decode())
                self.server._send_eio_packet(eio_sid, packet)

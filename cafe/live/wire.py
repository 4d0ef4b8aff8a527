"""The wire under Socket.IO: WebSockets without a greenlet, a queue and an encoding for each phone.

python-engineio gives every WebSocket a reading and a writing greenlet, a queue between them, and packs each message
once per phone. Under eventlet that is most of what a delivery costs. Here a connection is a `Line`: the hub calls it
when bytes have come, frames for it are joined and written in one call, and what goes to a room is packed once. The
protocol and all else (handshake, polling, upgrade, rooms, connect and disconnect) stay the libraries'.

This is the one place that knows their private parts (python-engineio 4.15, eventlet 0.41; pinned, and held to them by
tests/live/test_wire.py): the `_async` table of a server, a socket's `queue` and its websocket handler, the hub's
listeners, and what eventlet's server does when a request is over. CAFE_WIRE=0 goes without it; everything works, at
several times the cost (docs/performance.md).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any

import eventlet
import eventlet.hubs
import eventlet.wsgi
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
"""Commands, or other messages, of one phone that may wait before no more of its bytes are read."""

CHANGES = "changes"
PING_FRAME = frame(b"2")
EVENT_WITH_ACK = b"42"
COMMAND_HEAD = b'["command",'
PONG_PACKET = b"3"
PACKETS = (b"1", b"4")
"""What else a client says on an open line: that it goes, and messages."""

TRANSPORT_CLOSE = "transport close"
CONNECT_SECONDS = 10
"""So long a socket may be open without anybody having said who she is."""

KEEP = "cafe.keep"
"""In a request's environment: tells the server that the connection is no longer its own. See `Door`."""

OnCommand = Callable[["Line", bytes, Any], None]
"""A command has come on a line: the number of its acknowledgement, and what was asked."""


class Door(eventlet.wsgi.HttpProtocol):  # type: ignore[misc]  # eventlet has no types
    """An HTTP connection. One that has become a line is left open when its request is over: no greenlet waits in it."""

    kept = False

    def get_environ(self) -> dict[str, Any]:
        """The request, with the way to keep its connection."""
        environ: dict[str, Any] = super().get_environ()
        environ[KEEP] = self.keep
        return environ

    def keep(self) -> None:
        """Somebody else reads, writes and closes this connection from now on."""
        self.kept = True

    def log_message(self, *_: object) -> None:
        """A request that is none is answered, not written down: the line would hold an address."""

    def finish(self) -> None:
        """Closes the connection, unless it was kept. Nothing goes round in a circle: all of it is free at once."""
        self.__dict__.pop("environ", {}).pop(KEEP, None)
        if not self.kept:
            super().finish()
            return
        self.rfile.close()
        self.wfile.close()
        self.conn_state[1] = Kept()  # what the server would close in its turn


class Kept:
    """Stands where the server looks for a connection that is no longer its own."""

    def shutdown(self, _how: int) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class Line:
    """One WebSocket. To python-engineio it is the queue that a socket's packets are put on."""

    __slots__ = (
        "_asked_at", "_closing", "_dropped", "_heard_at", "_inbox", "_owner", "_pending", "_queued", "_reader",
        "_reading", "_sock", "_socket", "_wires", "_working", "_writing", "outstanding", "over", "sid",
    )  # fmt: skip

    def __init__(self, wires: Wires, socket: Any, sock: Any, owner: object = None) -> None:
        self.sid: str | None = None  # of Socket.IO, once somebody has been let in
        self.outstanding = 0
        self._wires = wires
        self._socket = socket
        self._sock = sock
        self._owner = owner  # eventlet's own socket closes the descriptor when nobody holds it any more
        self._reader = FrameReader(wires.limit)
        self._queued: list[bytes] = []
        self._pending = b""
        self._inbox: deque[str] = deque()
        self._working = self._closing = self._dropped = False
        self._reading: Any = None
        self._writing: Any = None
        self._heard_at = time.monotonic()
        self._asked_at: float | None = None
        self.over = False

    # -- the life of a line

    def start(self, waiting: list[Any]) -> None:
        """Reads from now on. `waiting` are packets from before it was a line."""
        self._wires.lines.add(self)
        for packet in waiting:
            self.put(packet)
        self._read_on()

    def end(self) -> None:
        """Nothing more comes or goes."""
        if self.over:
            return
        self.over = True
        self._wires.lines.discard(self)
        for listener in (self._reading, self._writing):
            if listener is not None:
                self._wires.hub.remove(listener)
        self._reading = self._writing = None
        eventlet.spawn_n(self._bury)

    def _bury(self) -> None:
        """Tells the library, and gives the socket back."""
        try:
            self._socket.close(wait=False, abort=True, reason=TRANSPORT_CLOSE)
        finally:
            self._sock.close()
            self._socket = self._owner = None  # it holds us as its queue: neither would be free before a sweep

    def check(self, now: float, interval: float, timeout: float) -> None:
        """Asks whether the phone is still there, or gives it up. `now` is of a clock that nobody can set."""
        if self._asked_at is not None:
            if now - self._asked_at > timeout:
                self.end()
        elif self.sid is None and now - self._heard_at > CONNECT_SECONDS:
            self.end()  # it has opened a socket and not said who it is
        elif now - self._heard_at >= interval:
            self._asked_at = now
            self.push(PING_FRAME)

    # -- what python-engineio asks of a queue

    def put(self, packet: Any, *_: object, **__: object) -> None:
        """Sends a packet; None is the end."""
        if packet is None:
            self._say_goodbye(frame(b"", CLOSE))
            return
        self.push(frame(packet.encode().encode()))  # text: nothing here sends bytes

    def join(self) -> None:
        """Nobody has to wait: what was put is written at the next turn of the hub."""

    # -- out

    def push(self, whole: bytes) -> None:
        """Sends a frame, together with whatever else is for this phone in this turn of the hub."""
        if self.over:
            return
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
        if self.over:
            return
        data = b"".join((self._pending, *self._queued)) if self._pending else b"".join(self._queued)
        self._queued.clear()
        if self._writing is None and data:
            data = data[self._send(data) :]
        self._pending = data
        if data and self._writing is None and not self.over:
            self._writing = self._listen(self._wires.hub.WRITE, self._writable)
        elif self._closing and not data:
            self.end()

    def _writable(self, _fileno: int) -> None:
        """The phone takes bytes again."""
        self._pending = self._pending[self._send(self._pending) :]
        if self._pending and not self.over:
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
        if self._reading is None and not self.over:
            self._reading = self._listen(self._wires.hub.READ, self._readable)

    def _readable(self, _fileno: int) -> None:
        """Bytes have come. Called by the hub: nothing here may wait."""
        if self.over:
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
            self._say_goodbye(closing(broken.status))
        except OSError:
            self.end()
        if max(self.outstanding, len(self._inbox)) > OUTSTANDING and self._reading is not None:
            self._wires.hub.remove(self._reading)
            self._reading = None

    def _take(self, opcode: int, payload: bytes) -> None:
        """One message."""
        if opcode == TEXT:
            if payload == PONG_PACKET:
                self._heard_at, self._asked_at = time.monotonic(), None
                self._socket.last_ping = None  # the library's own first ping is answered too
                return
            if payload[:1] not in PACKETS:
                raise Broken(PROTOCOL_ERROR)
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
            self._say_goodbye(frame(payload[:2], CLOSE))
        elif opcode != PONG:
            raise Broken(PROTOCOL_ERROR)  # nothing binary is ever sent

    def _say_goodbye(self, last: bytes) -> None:
        """Closes with this frame, once all that was for this phone has gone out."""
        if not self._closing:
            self._closing = True
            self.push(last)

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
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return False  # no phone of ours; manners.py ends it
        self.outstanding += 1
        self._wires.on_command(self, number, asked[1] if len(asked) > 1 else None)
        return True

    def answer(self, number: bytes, body: object) -> None:
        """Acknowledges a command."""
        self.push(frame(b"43" + number + msgspec.json.encode([body])))
        self.outstanding -= 1
        self._catch_up()

    def _catch_up(self) -> None:
        """Reads again, once most of what was asked has been answered."""
        if self._reading is None and max(self.outstanding, len(self._inbox)) <= OUTSTANDING // 2:
            self._read_on()

    def _work(self) -> None:
        """Everything else, in order, in a greenlet that may wait."""
        try:
            while self._inbox and self._socket:
                self._socket.receive(eio.Packet(encoded_packet=self._inbox.popleft()))
                self._catch_up()
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
        self._connected = self._eio.handlers["connect"]
        self._eio.on("connect", self._let_in)
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
            keep = environ.pop(KEEP)
            return WebSocketWSGI(lambda websocket: self._serve(socket, websocket, keep))(environ, start_response)

        return upgrade

    def _serve(self, socket: Any, websocket: Any, keep: Callable[[], None]) -> None:
        """Makes a line of a WebSocket whose handshake is done. The request ends here, the connection stays."""
        websocket.socket.settimeout(self._eio.ping_interval + self._eio.ping_timeout)
        if socket.connected and not upgraded(socket, websocket):
            return
        socket.connected = socket.upgraded = True
        waiting, line = taken_from(socket.queue), Line(self, socket, websocket.socket.fd, websocket.socket)
        socket.queue = line
        keep()
        websocket.websocket_closed = True  # for the library, which would now say goodbye
        line.start(waiting)

    def _let_in(self, eio_sid: str, environ: dict[str, Any]) -> Any:
        """A WebSocket is pinged by us: the library would keep a greenlet for it."""
        if environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            self._eio.sockets[eio_sid].last_ping = None
        return self._connected(eio_sid, environ)


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

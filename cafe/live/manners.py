"""What a client may say. Whoever says anything else is hung up on, without a word in the log.

The libraries under Socket.IO take whatever comes apart, answer oddities with a stack trace in the log, keep half a
binary message for ever, and let somebody come in a second time over the same connection, which nobody would ever see
out. All they are given has been looked at here: each message of a session (`mind`), and the packets in a polling POST,
which they would lose without telling (`Porter`). What comes over a WebSocket in the first place, `wire.Line` reads
itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

import msgspec
from engineio.payload import Payload

EVENTS = frozenset({"command", "resume", "hint"})
"""All the messages there are (docs/protocol.md)."""

HEARD = re.compile(r"2[0-9]{0,15}(?=\[)")
"""A message: an event, perhaps with the number of its acknowledgement. Default namespace only."""

COMING = re.compile(r"0(?:/[^,]*,?)?(?=\{|$)")
GOING = re.compile(r"1(?:/[^,]*,?)?")

KEY = re.compile(r"[A-Za-z0-9+/]{22}==")
SEPARATOR = b"\x1e"
CLOSE, PONG, MESSAGE = b"1", b"3", b"4"
"""The kinds of Engine.IO packets a client has to send once its session is open."""

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]
Application = Callable[[Environ, Any], Iterable[bytes]]


def fit(message: object) -> bool:
    """Whether this is a Socket.IO packet that a client of ours may send."""
    if not isinstance(message, str):
        return False
    event = HEARD.match(message)
    if event:
        said = decoded(message[event.end() :])
        return isinstance(said, list) and 0 < len(said) <= 2 and isinstance(said[0], str) and said[0] in EVENTS
    coming = COMING.match(message)
    if coming:
        return coming.end() == len(message) or isinstance(decoded(message[coming.end() :]), dict)
    return GOING.fullmatch(message) is not None


def decoded(text: str) -> object:
    """The JSON value; None where it is none."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return None


def mind(server: Any) -> None:
    """From now on a Socket.IO server hears only what is fit, and lets nobody in twice on one connection."""
    hear = server.eio.handlers["message"]

    def heard(eio_sid: str, message: object) -> None:
        if eio_sid not in server.environ:
            return  # it has been hung up on in the middle of a row of packets
        again = isinstance(message, str) and COMING.match(message)
        if not fit(message) or (again and server.manager.sid_from_eio_sid(eio_sid, "/")):
            hang_up(server.eio, eio_sid)
            return
        hear(eio_sid, message)

    server.eio.on("message", heard)


def hang_up(server: Any, eio_sid: str) -> None:
    """Ends a session at once. The library's own `disconnect` would wait until somebody polls."""
    socket = server.sockets.pop(eio_sid, None)
    if socket is not None:
        socket.close(wait=False)


class Porter:
    """Before Engine.IO: a POST that could not be read whole is refused whole, and so is half a handshake."""

    def __init__(self, application: Application, server: Any, path: str, limit: int) -> None:
        self._application = application
        self._server = server
        self._path = path
        self._limit = limit

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Passes the request on, or answers it."""
        status = None
        if environ.get("PATH_INFO", "").startswith(self._path):
            if environ["REQUEST_METHOD"] == "POST":
                sid = parse_qs(environ.get("QUERY_STRING", "")).get("sid", [""])[0]
                status = self._objection(environ, sid)
                if status:
                    hang_up(self._server, sid)
            elif "HTTP_UPGRADE" in environ and not is_handshake(environ):
                status = "400 Bad Request"
        return no(start_response, status) if status else self._application(environ, start_response)

    def _objection(self, environ: Environ, sid: str) -> str | None:
        """What is wrong with a POST; what is right is read here, and whole."""
        session = self._server.sockets.get(sid)
        if session is None or session.closed:
            return "400 Bad Request"
        length = environ.get("CONTENT_LENGTH") or ""
        if not (length.isascii() and length.isdigit()):
            return "411 Length Required"
        if len(length) > 9 or int(length) > self._limit:
            return "413 Content Too Large"
        body = environ["wsgi.input"].read(int(length))
        packets = body.split(SEPARATOR)
        if len(packets) > Payload.max_decode_packets:
            return "413 Content Too Large"
        if len(body) < int(length) or not all(map(readable, packets)):
            return "400 Bad Request"
        environ["wsgi.input"] = BytesIO(body)
        return None


def is_handshake(environ: Environ) -> bool:
    """Whether a WebSocket can come of it (RFC 6455, section 4.2.1). Eventlet falls over some that are none."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ["HTTP_UPGRADE"].lower() == "websocket"
        and "upgrade" in environ.get("HTTP_CONNECTION", "").lower().replace(" ", "").split(",")
        and environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13"
        and KEY.fullmatch(environ.get("HTTP_SEC_WEBSOCKET_KEY", "")) is not None
    )


def readable(packet: bytes) -> bool:
    """Whether Engine.IO can make something of it."""
    try:
        packet.decode()
    except UnicodeDecodeError:
        return False
    return packet in {CLOSE, PONG} or packet[:1] == MESSAGE


def no(start_response: StartResponse, status: str) -> Iterable[bytes]:
    """A short answer."""
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", "0"), ("Cache-Control", "no-store")])
    return [b""]

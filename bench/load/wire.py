"""WebSocket frames and Socket.IO packets, made and read by hand: a phone that costs the machine next to nothing.

What a client library would do per phone and message is done here per read of a socket, on bytes. Only what a server may
send to a client is understood; anything else is an error, loudly.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
COMPRESSED = 0x40
TAIL = b"\x00\x00\xff\xff"
"""What a compressed message leaves out at its end (RFC 7692)."""


class Broken(Exception):  # noqa: N818 - a finding, not a bug of the load program
    """The server closed a connection, or said something that is no well-formed answer."""


def upgrade(port: int, *, deflate: bool) -> bytes:
    """The request that opens a WebSocket straight away, as socket.io clients do with transports: ["websocket"]."""
    lines = [
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
    ]
    if deflate:
        lines.append("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
    return "\r\n".join([*lines, "", ""]).encode()


class Mask:
    """One phone's masking key. A fresh one for each frame would only cost the load program more."""

    __slots__ = ("_key",)

    def __init__(self) -> None:
        self._key = os.urandom(4)

    def frame(self, payload: bytes, opcode: int = TEXT) -> bytes:
        """A masked frame, as clients must send it."""
        size = len(payload)
        head = bytes((0x80 | opcode, 0x80 | size)) if size < 126 else bytes((0x80 | opcode, 0xFE)) + size.to_bytes(2)
        pad = (self._key * (size // 4 + 1))[:size]
        return head + self._key + (int.from_bytes(payload) ^ int.from_bytes(pad)).to_bytes(size)


class Frames:
    """Cuts what comes from one socket into messages; keeps what is not whole yet."""

    __slots__ = ("_inflate", "_rest")

    def __init__(self) -> None:
        self._rest = b""
        self._inflate = zlib.decompressobj(wbits=-15)

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """(opcode, message) for each whole frame. Raises Broken on fragments, which none of our servers send."""
        if self._rest:
            data = self._rest + data
        at, end = 0, len(data)
        while end - at >= 2:
            first, size, start = data[at], data[at + 1], at + 2
            if size == 126:
                size, start = int.from_bytes(data[at + 2 : at + 4]), at + 4
            elif size == 127:
                size, start = int.from_bytes(data[at + 2 : at + 10]), at + 10
            if start + size > end:
                break
            if first & 0xB0 != 0x80:
                raise Broken(f"a frame of kind {first:#x}")
            message = data[start : start + size]
            if first & COMPRESSED:
                message = self._inflate.decompress(message + TAIL)
            yield first & 0xF, message
            at = start + size
        self._rest = data[at:]

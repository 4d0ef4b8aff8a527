"""WebSocket frames, read and written (RFC 6455, section 5). No sockets here: bytes in, messages out."""

from __future__ import annotations

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
CONTINUATION = 0
FINAL, RESERVED, OPCODE, MASKED, SHORT = 0x80, 0x70, 0x0F, 0x80, 0x7F
LENGTH_IN_TWO, LENGTH_IN_EIGHT = 126, 127
CONTROL_LIMIT = 125

Message = tuple[int, bytes]
"""Opcode and payload of a whole message, its fragments joined."""


class Broken(Exception):  # noqa: N818 - what a peer did, not a bug of ours
    """The peer broke the protocol; `status` is the code to close with (section 7.4.1)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


PROTOCOL_ERROR, NOT_UTF8, TOO_BIG = 1002, 1007, 1009


class FrameReader:
    """Gathers a client's bytes and gives its messages, each at most `limit` bytes long."""

    __slots__ = ("_buffer", "_limit", "_opcode", "_parts", "_size")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._buffer = b""
        self._parts: list[bytes] = []
        self._size = 0
        self._opcode = CONTINUATION

    def feed(self, data: bytes) -> list[Message]:
        """The messages that are whole with these bytes. Raises Broken."""
        buffer = self._buffer + data if self._buffer else data
        found: list[Message] = []
        at, size = 0, len(buffer)
        while size - at >= 2:
            first, second = buffer[at], buffer[at + 1]
            if first & RESERVED or not second & MASKED:
                raise Broken(PROTOCOL_ERROR)
            length, head = second & SHORT, 6
            if length == LENGTH_IN_TWO:
                head = 8
                length = int.from_bytes(buffer[at + 2 : at + 4]) if size - at >= head else length
            elif length == LENGTH_IN_EIGHT:
                head = 14
                length = int.from_bytes(buffer[at + 2 : at + 10]) if size - at >= head else length
            if length + self._size > self._limit:
                raise Broken(TOO_BIG)
            start, end = at + head, at + head + length
            if end > size:
                break
            self._take(first, unmasked(buffer[start:end], buffer[start - 4 : start]), found)
            at = end
        self._buffer = buffer[at:]
        return found

    def _take(self, first: int, payload: bytes, found: list[Message]) -> None:
        """One frame: a control frame, a whole message, or a part of one."""
        opcode, final = first & OPCODE, first & FINAL
        if opcode >= CLOSE:
            if opcode > PONG or not final or len(payload) > CONTROL_LIMIT:
                raise Broken(PROTOCOL_ERROR)
            found.append((opcode, payload))
            return
        going_on = self._opcode != CONTINUATION
        if opcode > BINARY or going_on is not (opcode == CONTINUATION):
            raise Broken(PROTOCOL_ERROR)
        if final and not going_on:
            found.append((opcode, payload))
            return
        self._opcode = self._opcode or opcode
        self._parts.append(payload)
        self._size += len(payload)
        if final:
            found.append((self._opcode, b"".join(self._parts)))
            self._opcode, self._parts, self._size = CONTINUATION, [], 0


def unmasked(data: bytes, key: bytes) -> bytes:
    """The payload a client has masked (section 5.3); as one large number, since Python adds bytes up one by one."""
    length = len(data)
    mask = (key * (length // 4 + 1))[:length]
    return (int.from_bytes(data) ^ int.from_bytes(mask)).to_bytes(length)


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """A whole message in one frame, as a server sends it: unmasked."""
    length = len(payload)
    if length < LENGTH_IN_TWO:
        head = bytes((FINAL | opcode, length))
    elif length < 1 << 16:
        head = bytes((FINAL | opcode, LENGTH_IN_TWO)) + length.to_bytes(2)
    else:
        head = bytes((FINAL | opcode, LENGTH_IN_EIGHT)) + length.to_bytes(8)
    return head + payload


def closing(status: int) -> bytes:
    """The frame that ends a connection."""
    return frame(status.to_bytes(2), CLOSE)

"""A lead who asks for one plan after the other and hears of them as her page does; prints the seconds each took.

python -m bench.lead PORT TOKEN
"""

from __future__ import annotations

import json
import socket
import sys
import time
import uuid
from collections.abc import Iterator
from typing import Any

from bench.load.wire import PING, PONG, TEXT, Frames, Mask, upgrade

ASKED = {"policy": "mix", "all_rounds": True, "seconds": 3}


class Lead:
    """Her page, without a page."""

    def __init__(self, port: int, token: str) -> None:
        self._mask, self._frames = Mask(), Frames()
        self._line = socket.create_connection(("127.0.0.1", port))
        self._line.sendall(upgrade(port, deflate=False))
        head = b""
        while b"\r\n\r\n" not in head:
            head += self._line.recv(1)
        self._say(b"40" + json.dumps({"token": token}).encode())
        self._say(b'420["resume",{"since":0}]')

    def plans(self) -> Iterator[float]:
        """Asks and waits, again and again; yields the seconds until each plan was done."""
        while True:
            began = time.monotonic()
            asked = {"id": str(uuid.uuid4()), "name": "seating.plan", "args": ASKED}
            self._say(b"421" + json.dumps(["command", asked]).encode())
            states = (self._state(change) for change in self._changes())
            next(state for state in states if state == "searching")
            next(state for state in states if state not in (None, "searching"))
            yield time.monotonic() - began

    @staticmethod
    def _state(change: dict[str, Any]) -> str | None:
        """How far a plan is, if the change is about one."""
        return change["value"]["state"] if change["kind"] == "plan" and change["value"] else None

    def _changes(self) -> Iterator[dict[str, Any]]:
        """What she hears."""
        while data := self._line.recv(65_536):
            for opcode, message in self._frames.feed(data):
                if opcode == PING:
                    self._line.sendall(self._mask.frame(message, PONG))
                elif opcode == TEXT and message == b"2":
                    self._say(b"3")
                elif opcode == TEXT and message.startswith(b'42["changes",'):
                    yield from json.loads(message[2:])[1]

    def _say(self, message: bytes) -> None:
        self._line.sendall(self._mask.frame(message))


if __name__ == "__main__":
    for seconds in Lead(int(sys.argv[1]), sys.argv[2]).plans():
        sys.stdout.write(f"{seconds}\n")
        sys.stdout.flush()

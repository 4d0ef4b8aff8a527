"""What each server is told, and how its deliveries are recognised: the same café in three accents."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass

FILLER = "Fahrradstraßen am Sund, mit Licht, Bänken und Platz für alle im Winter"
"""With its number an idea of some 80 characters."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one server is spoken to."""

    name: str
    mark: re.Pattern[bytes]
    """Finds the numbers of the ideas in what a phone is sent: one match is one delivery."""

    step: bytes
    """Stands in what tells a phone that the whole event has moved on."""

    seat: bytes = b"\0"
    """Stands in what tells a person her next seat; only the café has seats."""

    def auth(self, token: str) -> bytes:
        """The Socket.IO packet that says who this is."""
        return b"40" + (json.dumps({"token": token}) if self.name == "ours" else token).encode()

    def post(self, ack: int, number: int) -> bytes:
        """An idea of some 80 characters that carries its number."""
        text = f"~{number:08d} {FILLER}"
        if self.name == "ours":
            return (
                f'42{ack}["command",{{"id":"load:{number:08d}","name":"idea.post","args":{{"text":"{text}"}}}}]'
            ).encode()
        return f'42{ack}["post",{{"text":"{text}"}}]'.encode()

    def resume(self, ack: int, since: int) -> bytes:
        """What a phone asks first, and whenever it is told that its sight has changed."""
        return f'42{ack}["resume",{{"since":{since}}}]'.encode()

    def move(self, ack: int, name: str, from_round: int) -> bytes:
        """The lead's step."""
        args = {"id": secrets.token_urlsafe(12), "name": name, "args": {"from_round": from_round}}
        return f"42{ack}{json.dumps(['command' if self.name == 'ours' else 'step', args])}".encode()


PLAIN = re.compile(rb'"text":\s*"~(\d{8})')

OURS = Dialect(
    "ours",
    # One's own idea comes as "my_idea" too, and counts once. No brace stands inside an idea's value before its text.
    re.compile(rb'"kind":"idea"[^{]*\{[^}~]*~(\d{8})'),
    step=b'"kind":"clock"',
    seat=b'"kind":"you"',
)
NODE = Dialect("node", PLAIN, step=b'42["step"')
NAIVE = Dialect("naive", PLAIN, step=b'42["step"')

DIALECTS = {dialect.name: dialect for dialect in (OURS, NODE, NAIVE)}

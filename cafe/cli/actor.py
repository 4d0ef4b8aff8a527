"""Somebody who acts through the gate from the terminal: the same way in as everybody else."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

import click

from cafe.usecases.gate import Gate, Request
from cafe.usecases.keys import Keyring, digest, new_key, new_token, personal_code_digest
from cafe.usecases.viewer import Caller


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who came in, and by what."""

    caller: Caller
    event: int
    token: str
    person: int | None = None
    table: int | None = None
    code: str = ""


class Actor:
    """Acts as organiser, and brings people in."""

    def __init__(self, gate: Gate, keys: Keyring) -> None:
        self._gate = gate
        self._keys = keys

    def do(self, caller: Caller, command: str, /, **args: Any) -> dict[str, Any]:
        """Runs a command that must succeed. Raises click.ClickException with the reason if it is refused."""
        answer = self._gate.run(Request(secrets.token_urlsafe(16), command, args, caller))
        if answer.refused:
            raise click.ClickException(f"{command}: {answer.refused.code.value} ({answer.refused.reason})")
        return answer.result

    def create(self, template: str, *, title: str = "", date: str = "", language: str = "de") -> Caller:
        """A new event; returns its organiser."""
        event = self.do(
            Caller(organiser=True), "event.create", template=template, title=title, date=date, language=language
        )
        return Caller(organiser=True, event=int(event["event"]))

    def link(self, organiser: Caller, role: str, table: int | None = None) -> str:
        """A link for a role; returns its token."""
        key = new_key()
        token = self._keys.link_token(key)
        self.do(organiser, "link.create", role=role, table=table, key=key, token=digest(token))
        return token

    def join(self, code: str, *, name: str = "", group: str | None = None) -> Somebody:
        """A participant comes in by a code."""
        token, key = new_token(), new_key()
        personal = self._keys.personal_code(key)
        result = self.do(
            Caller(), "person.join", code=code, name=name, group=group, token=digest(token), personal_key=key,
            personal_code=personal_code_digest(personal),
        )  # fmt: skip
        caller = Caller(access=int(result["access"]))
        return Somebody(caller, result["event"], token, result["person"], result["table"], personal)

    def host(self, link_token: str, *, name: str = "", group: str | None = None) -> Somebody:
        """A host comes in by her link."""
        token, key = new_token(), new_key()
        personal = self._keys.personal_code(key)
        result = self.do(
            Caller(), "link.open", link=digest(link_token), name=name, group=group, token=digest(token),
            personal_key=key, personal_code=personal_code_digest(personal),
        )  # fmt: skip
        caller = Caller(access=int(result["access"]))
        return Somebody(caller, result["event"], token, result["person"], result["table"], personal)

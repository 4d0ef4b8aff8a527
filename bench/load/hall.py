"""Sets up the hall that all three servers serve: who sits where, with which token. Ours through its own gate."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bench.load.herd import Phone
from cafe.cli.actor import Actor
from cafe.settings import kept_secret
from cafe.store.migrate import migrate
from cafe.store.queries import structure
from cafe.store.unit_of_work import Store
from cafe.usecases.gate import Gate, Request
from cafe.usecases.keys import Keyring, digest, new_key, new_token, personal_code_digest
from cafe.usecases.viewer import Caller, find_access

SEATS = 8
SCREENS = 3
TOGETHER = 50
ROUND = {"minutes": 90, "switch_minutes": 90}
ROUNDS = 6

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Furnishing:
    """What a hall is like before the first phone comes."""

    phones: int
    ideas_each: int = 0
    started: bool = True
    """Whether round 1 runs; else the lobby is open."""

    spare: int = 0
    """Chairs for people who come later."""


@dataclass(frozen=True, slots=True)
class Seating:
    """Who may come in: tokens, and where each sits."""

    people: list[tuple[str, int]]
    screens: list[str]
    lead: str

    def hall(self) -> Hall:
        """Everybody outside the door, with nothing heard yet."""
        return Hall(
            [Phone(token, table) for token, table in self.people],
            [Phone(token, None, screen=True) for token in self.screens],
            Phone(self.lead, None),
        )


@dataclass(slots=True)
class Hall:
    """The people and screens of one event, each ready to connect."""

    phones: list[Phone]
    screens: list[Phone]
    lead: Phone
    by_table: dict[int, list[Phone]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for phone in self.phones:
            if phone.table is not None:
                self.by_table.setdefault(phone.table, []).append(phone)

    @property
    def everybody(self) -> list[Phone]:
        """All connections but the lead's."""
        return self.phones + self.screens


def plain(phones: int) -> Seating:
    """For servers that believe whoever connects."""
    tables = [index // SEATS + 1 for index in range(phones)]
    screen = '{"screen":true}'
    return Seating([(json.dumps({"table": table}), table) for table in tables], [screen] * SCREENS, screen)


def furnish(database: Path, wanted: Furnishing) -> None:
    """Ideas from before, in the plain servers' one table."""
    with sqlite3.connect(database) as rows:
        rows.executemany(
            "INSERT INTO idea (place, text, at) VALUES (?, ?, 0)",
            [
                (index % wanted.phones // SEATS + 1, earlier(index))
                for index in range(wanted.phones * wanted.ideas_each)
            ],
        )
    rows.close()


def earlier(index: int) -> str:
    """An idea from before the measurement: some 80 characters without a number to be counted."""
    return f"Idee {index}: ein Platz für alle am Sund, mit Licht, Bänken, Bäumen und Wasser"


def cafe(instance: Path, wanted: Furnishing) -> Seating:
    """An event in the café's own database, made by acting through the gate."""
    instance.mkdir(parents=True)
    url = f"sqlite:///{instance / 'cafe.sqlite'}"
    migrate(url)
    store = Store(url)
    try:
        gate = Gate(store, rate_limit=False)
        actor = Actor(gate, Keyring(kept_secret(instance / "secret_key")))
        organiser = opened(actor, store, -(-(wanted.phones + wanted.spare) // SEATS))
        people = joined(gate, store, organiser.event or 0, wanted.phones)
        lead = actor.link(organiser, "lead")
        if wanted.started:
            actor.do(known(store, lead), "round.start", from_round=0)
        callers = [known(store, token) for token, _ in people] if wanted.ideas_each else []
        for some in parts(callers * wanted.ideas_each):
            run(gate, [Request(new_key(), "idea.post", {"text": earlier(0)}, caller) for caller in some])
        return Seating(people, [actor.link(organiser, "screen") for _ in range(SCREENS)], lead)
    finally:
        store.close()


def known(store: Store, token: str) -> Caller:
    """Who has this token."""
    with store.read() as session:
        access = find_access(session, digest(token))
    return Caller(access=access.id if access else None)


def opened(actor: Actor, store: Store, tables: int) -> Caller:
    """An event with that many tables of eight, doors open."""
    organiser = actor.create("stralsund", title="Last")
    actor.do(organiser, "rounds.save", rounds=[ROUND] * ROUNDS)
    with store.read() as session:
        topics = [row.number for row in structure.topics(session, organiser.event or 0)]
        existing = len(structure.tables(session, organiser.event or 0))
    wanted = [
        {"topic": topics[index % len(topics)], "seats": SEATS, **({"number": index + 1} if index < existing else {})}
        for index in range(tables)
    ]
    actor.do(organiser, "tables.save", tables=wanted)
    actor.do(organiser, "event.open")
    return organiser


def joined(gate: Gate, store: Store, event: int, phones: int) -> list[tuple[str, int]]:
    """Everybody scans the code on a table with eight chairs."""
    with store.read() as session:
        codes = [table.code for table in structure.tables(session, event)]
    people: list[tuple[str, int]] = []
    for some in parts(range(phones)):
        tokens = [new_token() for _ in some]
        answers = run(gate, [joining(codes[index // SEATS], token) for index, token in zip(some, tokens, strict=True)])
        people += [(token, answer["table"]) for token, answer in zip(tokens, answers, strict=True)]
    return people


def joining(code: str, token: str) -> Request:
    """One person comes in."""
    personal = personal_code_digest(secrets.token_hex(8))
    args = {"code": code, "name": "", "token": digest(token), "personal_key": new_key(), "personal_code": personal}
    return Request(new_key(), "person.join", args, Caller())


def run(gate: Gate, requests: Sequence[Request]) -> list[dict[str, Any]]:
    """Commands that must succeed, in one transaction."""
    answers = gate.run_batch(requests)
    for answer in answers:
        if answer.refused:
            raise RuntimeError(f"{answer.refused.code.value} ({answer.refused.reason})")
    return [answer.result for answer in answers]


def parts(items: Sequence[T]) -> list[Sequence[T]]:
    """`items` in handfuls."""
    return [items[start : start + TOGETHER] for start in range(0, len(items), TOGETHER)]

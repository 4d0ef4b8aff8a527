"""A café on a real server that may be hurt: killed, stopped, started again; and what it holds, seen from outside."""

from __future__ import annotations

import json
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bench.load.hall import Furnishing
from bench.load.hall import cafe as furnished
from cafe.export import formats
from cafe.store.journal import heads_of
from cafe.store.rows import Access, Change, Event, Idea
from cafe.store.unit_of_work import Store
from cafe.usecases import content, feed, report
from cafe.usecases.keys import digest
from cafe.usecases.viewer import Caller, viewer_of
from scripts.served import Served, free_port
from tests.export import readers
from tests.faults.crowd import Crowd
from tests.faults.history import History, Stored, violations

SHORT_EXPORTS = ("json", "csv", "excel", "markdown")
LONG_EXPORTS = (*SHORT_EXPORTS, "html", "word", "opendocument")
WRITTEN = re.compile(r"\w+ \d+ von \w+, [0-9a-f]{6}")
"""An idea as the crowd writes them: found in a document's running text."""

PORT_SECONDS = 30


@dataclass
class Hall:
    """An event with people at tables, in round 1, on a server of its own."""

    server: Served
    people: dict[str, str]
    """Name → token."""
    lead: str
    history: History
    opened_at: float = 0.0
    """When the port was open after the last start (of time.monotonic)."""

    def crowd(self, port: int | None = None, *, first: int | None = None) -> Crowd:
        """Phones of these people (of the `first` so many), not yet connected; `port` of a proxy before the server."""
        return Crowd(port or self.server.port, dict(list(self.people.items())[:first]), self.history)

    def code(self) -> str:
        """What newcomers type."""
        with self.store() as store, store.read() as session:
            return session.get_one(Event, 1).code

    # -- what is done to it

    def kill(self) -> None:
        """The process ends between two instructions."""
        self.server.kill()

    def start(self) -> None:
        """As a supervisor would; notes when the port was open."""
        self.server.launch()
        deadline = time.monotonic() + PORT_SECONDS
        while not listens(self.server.port):
            assert time.monotonic() < deadline, self.server.log
            time.sleep(0.01)
        self.opened_at = time.monotonic()

    def freeze(self) -> None:
        """The process stops where it is."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on as if nothing had been."""
        self._send(signal.SIGCONT)

    def _send(self, number: signal.Signals) -> None:
        assert self.server.process
        self.server.process.send_signal(number)

    # -- what it holds

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The database, read by another process than the server."""
        store = Store(f"sqlite:///{self.server.instance / 'cafe.sqlite'}")
        try:
            yield store
        finally:
            store.close()

    def stored(self) -> list[Stored]:
        """The crowd's ideas, as the database has them."""
        with self.store() as store, store.read() as session:
            ideas = session.scalars(select(Idea).where(Idea.event_id == 1).order_by(Idea.number)).all()
            return [Stored(row.number, row.text, row.table, row.round) for row in ideas if WRITTEN.match(row.text)]

    def violations(self, *, long: bool = False, drained: bool = True) -> list[str]:
        """Whatever is not as it was promised; see history.py. Long: held against every format that has all ideas."""
        stored = self.stored()
        with self.store() as store, store.read() as session:
            journal = list(session.scalars(select(Change.seq).where(Change.event_id == 1)))
            drawn = report.build(session, 1, 0)
            exports = {name: exported(name, formats.render(name, drawn, "de")) for name in exports_of(long=long)}
        return violations(self.history.lines(), stored, journal, exports, drained=drained)

    def seen_wrongly(self, crowd: Crowd) -> list[str]:
        """The phones whose view is not what a fresh snapshot gives them. Only while nobody acts."""
        with self.store() as store, store.read() as session:
            event = session.get_one(Event, 1)
            sights = {}
            for name, phone in crowd.phones.items():
                access = session.scalar(select(Access.id).where(Access.token == digest(phone.token)))
                viewer = viewer_of(session, Caller(access=access))
                assert viewer
                sights[name] = feed.sight(session, viewer)
            parts = content.contents(session, event, frozenset().union(*sights.values()))
            return [
                name
                for name, sight in sights.items()
                if crowd.phones[name].state != feed.together(parts[audience] for audience in sight)
            ]

    def heads(self) -> dict[str, int]:
        """The newest seq on each audience."""
        with self.store() as store, store.read() as session:
            return heads_of(session, 1)


def exports_of(*, long: bool) -> tuple[str, ...]:
    """The formats that are read back."""
    return LONG_EXPORTS if long else SHORT_EXPORTS


def exported(name: str, document: bytes) -> list[str]:
    """The ideas of the crowd in a document: all of them where it is data, each once where it is prose."""
    if name == "json":
        rows: list[dict[str, Any]] = json.loads(document)["ideas"]
    elif name == "csv":
        rows = list(readers.tables(readers.unpacked(document))["ideas"])
    elif name == "excel":
        rows = readers.workbook(document)["ideas"]
    else:
        blocks = readers.DOCUMENTS[formats.FORMATS[name].file](document)
        return sorted(set(WRITTEN.findall(str(blocks))))
    return [row["text"] for row in rows if WRITTEN.match(row["text"])]


def listens(port: int) -> bool:
    """Whether somebody is at the port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def opened(
    folder: Path,
    people: int,
    *,
    ideas_each: int = 0,
    spare: int = 0,
    prepare: Callable[[Path], dict[str, str]] = lambda instance: {},
) -> Iterator[Hall]:
    """A hall with so many people at tables of eight, round 1 running, and a server; stopped at the end.

    `spare` chairs are free. `prepare` is given the folder before the server starts, and returns settings for it.
    """
    instance = folder / "server"
    seating = furnished(instance, Furnishing(people, ideas_each, spare=spare))
    server = Served(instance, free_port(), {"CAFE_RATE_LIMIT": "0", **prepare(instance)})
    history = History(folder / "history.jsonl")
    named = {f"p{number}": token for number, (token, _) in enumerate(seating.people, start=1)}
    hall = Hall(server, named, seating.lead, history)
    hall.start()
    try:
        yield hall
    finally:
        hall.thaw()
        server.stop()
        history.close()

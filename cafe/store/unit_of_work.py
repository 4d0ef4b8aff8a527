"""One transaction: rows, changes and receipts, all or nothing.

`Store` opens databases and transactions; `Work` is what a use-case writes through. Nothing here waits for anything but
the database, and nothing yields between BEGIN and COMMIT.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from cafe.domain.kinds import Kind
from cafe.store import journal
from cafe.store.engine import open_engine
from cafe.store.rows import Event

LOCK_WAIT_SECONDS = 2.0
"""How long commands wait for a foreign write lock before they are told `unavailable`."""


class Unavailable(Exception):  # noqa: N818 - a state of the world, not a bug
    """The database cannot store just now: locked, full, gone. Nothing was stored."""


class Work:
    """What a use-case holds while it decides and writes: the session, the event, the hour, and the changes so far."""

    def __init__(self, session: Session, now: int) -> None:
        self.session = session
        self.now = now
        self.touched: set[int] = set()
        self._event: Event | None = None
        self._changes: dict[tuple[str, str, str], journal.Draft] = {}

    @property
    def event(self) -> Event:
        """The event this command is about."""
        if self._event is None:
            raise LookupError("this command is about no event")
        return self._event

    @property
    def event_id(self) -> int | None:
        """The event's id, None for a command about no event."""
        return self._event.id if self._event else None

    def enter(self, event_id: int) -> Event | None:
        """Takes the event and its lock: whoever holds it draws the next seq."""
        self._event = self.session.scalar(select(Event).where(Event.id == event_id).with_for_update())
        return self._event

    def put(self, audience: str, kind: Kind, id_: object, value: object, *, sight: bool = False) -> None:
        """Journals that `audience` sees this object now; the last word within one command counts."""
        self._note(audience, kind, str(id_), msgspec.json.encode(value).decode(), sight)

    def remove(self, audience: str, kind: Kind, id_: object, *, sight: bool = False) -> None:
        """Journals that `audience` does not see this object any more."""
        self._note(audience, kind, str(id_), None, sight)

    def say_nothing_to(self, audience: str) -> None:
        """Takes back what was noted for an audience in this command."""
        self._changes = {key: draft for key, draft in self._changes.items() if draft.audience != audience}

    def write_changes(self) -> int:
        """Writes what was noted, in order, and returns the newest seq of the event (0 without an event)."""
        if self._event is None:
            return 0
        if self._changes:
            journal.append(self.session, self._event, list(self._changes.values()), self.now)
            self.touched.add(self._event.id)
            self._changes.clear()
        return self._event.seq

    def forget_changes(self) -> None:
        """After a rollback to the savepoint."""
        self._changes.clear()
        self._event = None

    def forget_event(self) -> None:
        """After the event has been deleted: there is no journal left to write to."""
        self.forget_changes()

    def _note(self, audience: str, kind: Kind, id_: str, value: str | None, sight: bool) -> None:
        key = (audience, kind, id_)
        sight = sight or (key in self._changes and self._changes[key].sight)
        self._changes.pop(key, None)
        self._changes[key] = journal.Draft(audience, kind, id_, value, sight)


class Store:
    """The café's memory.

    `pause` waits without stopping others (eventlet's sleep on the server); `run_blocking` runs a call that waits for
    the disk where that stops nobody else.
    """

    def __init__(
        self,
        url: str,
        *,
        clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        pause: Callable[[float], None] = time.sleep,
        run_blocking: Callable[[Callable[[], Any]], Any] = lambda call: call(),
    ) -> None:
        self.url = url
        self.now = clock
        self._pause = pause
        self._run_blocking = run_blocking
        self._reading = open_engine(url, writing=False)
        self._writing = open_engine(url, writing=True)
        self._read_session = sessionmaker(self._reading, expire_on_commit=False)
        self._write_session = sessionmaker(self._writing, expire_on_commit=False)
        self._listeners: list[Callable[[set[int]], None]] = []

    def after_commit(self, listener: Callable[[set[int]], None]) -> None:
        """Registers who is woken, after a commit, with the ids of the events that changed."""
        self._listeners.append(listener)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one consistent instant and writes nothing."""
        with self._read_session() as session, session.begin():
            yield session
            session.expunge_all()  # rows read here stay readable after the session has gone
            session.rollback()

    @contextmanager
    def write(self) -> Iterator[Work]:
        """One transaction. Raises Unavailable, with nothing stored, if the database does not take it."""
        session = self._write_session()
        work = Work(session, self.now())
        try:
            self._take_lock(session)
            yield work
            session.flush()
            self._commit(session)
        except OperationalError as error:
            session.rollback()
            raise Unavailable(str(error.orig)) from error
        except BaseException:
            session.rollback()
            raise
        finally:
            session.close()
        for listener in self._listeners:
            if work.touched:
                listener(work.touched)

    def close(self) -> None:
        """Gives all connections back; SQLite folds its log into the file."""
        self._reading.dispose()
        self._writing.dispose()

    def _take_lock(self, session: Session) -> None:
        """BEGIN, waiting politely while somebody else holds the write lock."""
        deadline = time.monotonic() + LOCK_WAIT_SECONDS
        while True:
            try:
                session.connection()
                return
            except OperationalError:
                session.rollback()
                if time.monotonic() >= deadline:
                    raise
                self._pause(0.02)

    def _commit(self, session: Session) -> None:
        """Commits where waiting for the disk stops nobody else."""
        raw = session.connection().connection.dbapi_connection
        if self._writing.dialect.name == "sqlite" and raw is not None:
            try:
                self._run_blocking(lambda: raw.execute("COMMIT"))
            except self._writing.dialect.loaded_dbapi.Error as error:
                raise Unavailable(str(error)) from error
        session.commit()

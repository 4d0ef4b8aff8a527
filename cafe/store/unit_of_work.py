"""One transaction: rows, changes and receipts, all or nothing.

`Store` opens databases and transactions; `Work` is what a use-case writes through. Nothing here waits for anything but
the database, and nothing yields between BEGIN and COMMIT.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker
from sqlalchemy.orm.util import identity_key

from cafe.domain.kinds import Kind
from cafe.store import hours, inserts, journal
from cafe.store.engine import open_engine
from cafe.store.memory import Memory
from cafe.store.rows import Change, Event
from cafe.store.rows.base import Base

T = TypeVar("T")

LOCK_WAIT_SECONDS = 2.0
"""How long commands wait for a foreign write lock before they are told `unavailable`."""

News = Mapping[int, Sequence[journal.Line]]
"""Event → the lines a commit has added to its journal; none where the event itself has gone."""


class Unavailable(Exception):  # noqa: N818 - a state of the world, not a bug
    """The database cannot store just now: locked, full, gone. Nothing was stored."""


class Work:
    """What a use-case holds while it decides and writes: the session, the event, the hour, and the changes so far.

    Rows that are only ever added are gathered (`insert`) and written together: a batch of a hundred ideas is four
    statements. Whoever takes the session finds them written.
    """

    def __init__(self, session: Session, now: int, memory: Memory | None = None) -> None:
        self.now = now
        self.news: dict[int, list[journal.Line]] = {}
        self.remembers = False
        self._session = session
        self._memory = memory or Memory()
        self._event: Event | None = None
        self._event_id = 0  # beside it: asking a row for its id, twenty times a command, would be felt
        self._entered: dict[int, Event] = {}
        self._changes: dict[tuple[str, str, str], journal.Draft] = {}
        self._rows: list[tuple[type[Base], inserts.Row]] = []
        self._amendments: list[inserts.Change] = []
        self._commands_rows = 0
        self._commands_amendments = 0
        self._in_command = False
        self._savepoint: SessionTransaction | None = None
        self._said: dict[int, int] = {}
        self._driver: object = None
        self._count_before: int | None = None

    # -- reading

    @property
    def session(self) -> Session:
        """The session, for everything that is more than adding a row."""
        if self._in_command and self._savepoint is None:
            self._open_savepoint()
        self._write_rows()
        return self._session

    @property
    def event(self) -> Event:
        """The event this command is about."""
        if self._event is None:
            raise LookupError("this command is about no event")
        return self._event

    @property
    def event_id(self) -> int | None:
        """The event's id, None for a command about no event."""
        return self._event_id or None

    @property
    def memory_version(self) -> int:
        """Changes whenever something that was remembered may be so no longer."""
        return self._memory.version

    def enter(self, event_id: int) -> Event | None:
        """Takes the event and its lock: whoever holds it draws the next seq."""
        event = self._entered.get(event_id)
        if event is None:
            event = self._session.scalar(select(Event).where(Event.id == event_id).with_for_update())
            if event is not None:
                self._entered[event_id] = event
        if event is not None and not self.remembers:
            self._memory.forget_facts(event_id)
        self._about(event)
        return event

    def recall(self, fact: Hashable, build: Callable[[], T], *, event: int | None = None) -> T:
        """A fact about the event, looked up at most once as long as nothing has changed that it may rest on."""
        if not self.remembers:
            return build()
        facts = self._memory.facts((self._event_id or self.event.id) if event is None else event)
        if fact not in facts:
            facts[fact] = build()
        found: T = facts[fact]
        return found

    def forget(self, fact: Hashable) -> None:
        """A fact about the event is so no longer."""
        self._memory.facts(self.event.id).pop(fact, None)

    def disturb(self) -> None:
        """A command that is quiet as a rule changes seats or people after all."""
        self.remembers = False
        self._memory.forget_facts(self.event.id)

    # -- writing

    def insert(self, rows: type[Base], values: inserts.Row) -> None:
        """Adds a row, with a value for every column, in order."""
        self._rows.append((rows, values))

    def amend(self, rows: type[Base], key: inserts.Row, column: str, value: object) -> None:
        """Changes one column of a row that is there already, or among those to be added."""
        self._amendments.append((rows, key, column, value))

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
        seq = self._event.seq
        if self._changes:
            event_id = self._event_id
            heads = self._memory.heads(event_id, seq)
            if heads is None:
                heads = journal.heads_of(self.session, event_id)
            lines = journal.lines_of(self._changes.values(), seq, heads, self.now)
            seq = self._event.seq = lines[-1].seq
            self._memory.keep_heads(event_id, seq, heads)
            self._rows += [(Change, (event_id, *line)) for line in lines]
            self.news.setdefault(event_id, []).extend(lines)
            self._changes.clear()
        return seq

    def forget_event(self) -> None:
        """After the event has been deleted: there is no journal left to write to."""
        gone = self.event.id
        self._memory.forget_event(gone)
        self._entered.pop(gone, None)
        self.news[gone] = []
        self._changes.clear()
        self._about(None)

    # -- one command among others

    def begin_command(self, *, remembers: bool) -> None:
        """From here on, up to `keep_command` or `drop_command`, all belongs to one command.

        It gets a savepoint, a quiet one only if it takes the session: most of those just add rows.
        """
        self.remembers = remembers
        self._changes.clear()
        self._about(None)
        self._commands_rows = len(self._rows)
        self._commands_amendments = len(self._amendments)
        self._said = {event: len(lines) for event, lines in self.news.items()}
        self._in_command = True
        if not remembers:
            self._open_savepoint()

    def keep_command(self) -> None:
        """The command is carried out, as far as this transaction is."""
        if self._savepoint is not None:
            self._savepoint.commit()
        self._end_command()

    def drop_command(self) -> None:
        """The command is taken back; those before it stand."""
        wrote = (
            bool(self._changes)
            or len(self._rows) > self._commands_rows
            or len(self._amendments) > self._commands_amendments
            or self._has_written()
        )
        if self._savepoint is not None:
            self._savepoint.rollback()
            if wrote:
                self._entered.clear()
        del self._rows[self._commands_rows :]
        del self._amendments[self._commands_amendments :]
        for event in [event for event, lines in self.news.items() if len(lines) > self._said.get(event, 0)]:
            del self.news[event][self._said.get(event, 0) :]
            if not self.news[event]:
                del self.news[event]
            self._memory.forget_event(event)
        if wrote and self._event is not None:
            self._memory.forget_event(self._event_id)
        self._changes.clear()
        self._end_command()

    def finish(self) -> None:
        """Writes what has been gathered; what a command without memory has touched is forgotten."""
        self._write_rows()
        self._session.flush()

    def _open_savepoint(self) -> None:
        """Before anything is written through the session, or changed in what it holds; what came before stands."""
        mine, my_amendments = self._rows[self._commands_rows :], self._amendments[self._commands_amendments :]
        del self._rows[self._commands_rows :]
        del self._amendments[self._commands_amendments :]
        self._write_rows()
        self._driver = self._session.connection().connection.dbapi_connection
        self._savepoint = self._session.begin_nested()
        self._count_before = self._rows_written()
        self._rows, self._amendments = mine, my_amendments

    def _has_written(self) -> bool:
        """Whether the command has written through the session; if it only looked, what is remembered stays true."""
        if self._savepoint is None:
            return False
        session, count = self._session, self._rows_written()
        return bool(session.dirty or session.new or session.deleted) or count is None or count != self._count_before

    def _rows_written(self) -> int | None:
        """How many rows this connection has ever written, None where the driver does not count."""
        return getattr(self._driver, "total_changes", None)

    def _end_command(self) -> None:
        if self._event is not None and not self.remembers:
            self._memory.forget_facts(self._event_id)
        self._savepoint = None
        self._about(None)
        self._in_command = False

    def _about(self, event: Event | None) -> None:
        """From here on the command is about this event."""
        self._event, self._event_id = event, 0 if event is None else event.id

    def _note(self, audience: str, kind: Kind, id_: str, value: str | None, sight: bool) -> None:
        key = (audience, kind, id_)
        if key in self._changes:
            sight = sight or self._changes.pop(key).sight
        self._changes[key] = journal.Draft(audience, kind, id_, value, sight)

    def _write_rows(self) -> None:
        if self._rows:
            rows, self._rows = self._rows, []
            self._session.flush()  # rows may point at what the session holds
            inserts.write(self._session.connection(), rows)
        if self._amendments:
            changes, self._amendments = self._amendments, []
            inserts.amend(self._session.connection(), changes)
            for kind, key, column, _ in changes:
                held = self._session.identity_map.get(identity_key(kind, key))
                if held is not None:
                    self._session.expire(held, [column])
        self._commands_rows = self._commands_amendments = 0


class Store:
    """The café's memory.

    `pause` waits without stopping others (eventlet's sleep on the server); `run_blocking` runs a call that waits for
    the disk where that stops nobody else.
    """

    def __init__(
        self,
        url: str,
        *,
        clock: Callable[[], int] | None = None,
        pause: Callable[[float], None] = time.sleep,
        run_blocking: Callable[[Callable[[], Any]], Any] = lambda call: call(),
    ) -> None:
        self.url = url
        self.now = clock or hours.steady()
        self._pause = pause
        self._run_blocking = run_blocking
        self._reading = open_engine(url, writing=False)
        self._writing = open_engine(url, writing=True)
        self._read_session = sessionmaker(self._reading, expire_on_commit=False)
        self._write_session = sessionmaker(self._writing, expire_on_commit=False)
        self._listeners: list[Callable[[News], None]] = []
        self._memory = Memory()
        self._others_wrote = -1

    def after_commit(self, listener: Callable[[News], None]) -> None:
        """Registers who is told, after a commit, what is new in the journals."""
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
        work = Work(session, self.now(), self._memory)
        try:
            self._take_lock(session)
            self._notice_others(session)
            yield work
            work.finish()
            self._commit(session)
        except OperationalError as error:
            self._memory.forget_all()
            session.rollback()
            raise Unavailable(str(error.orig)) from error
        except BaseException:
            self._memory.forget_all()
            session.rollback()
            raise
        finally:
            session.close()
        if work.news:
            for listener in self._listeners:
                listener(work.news)

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

    def _notice_others(self, session: Session) -> None:
        """Forgets everything if another connection has written: SQLite tells so, elsewhere it may always have."""
        raw = session.connection().connection.dbapi_connection
        if self._writing.dialect.name != "sqlite" or raw is None:
            self._memory.forget_all()
            return
        version = raw.execute("PRAGMA data_version").fetchone()[0]
        if version != self._others_wrote:
            self._memory.forget_all()
            self._others_wrote = version

    def _commit(self, session: Session) -> None:
        """Commits where waiting for the disk stops nobody else."""
        raw = session.connection().connection.dbapi_connection
        if self._writing.dialect.name == "sqlite" and raw is not None:
            try:
                self._run_blocking(lambda: raw.execute("COMMIT"))
            except self._writing.dialect.loaded_dbapi.Error as error:
                raise Unavailable(str(error)) from error
        session.commit()

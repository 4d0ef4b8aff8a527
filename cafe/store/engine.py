"""The databases we speak, and how each is opened: SQLite for one machine, PostgreSQL for several processes."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

READERS = 20
"""Connections for reading: pages, resumes, exports."""


def open_engine(url: str, *, writing: bool) -> Engine:
    """An engine for reading, or the one for writing (one connection: commands are written by one hand)."""
    if not url.startswith("sqlite"):
        isolation = "READ COMMITTED" if writing else "REPEATABLE READ"
        return create_engine(url, pool_size=1 if writing else READERS, isolation_level=isolation, pool_pre_ping=True)
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1 if writing else READERS,
        max_overflow=0 if writing else READERS,
        # Waiting for a lock inside SQLite would stop every greenlet; the caller waits instead (see Store.write).
        connect_args={"check_same_thread": False, "timeout": 0 if writing else 5},
    )
    event.listen(engine, "connect", prepare_sqlite)
    event.listen(engine, "begin", begin_immediate if writing else begin_deferred)
    return engine


def prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """WAL with FULL: a commit that was acknowledged survives a power cut. Erased texts are overwritten."""
    connection.isolation_level = None  # SQLAlchemy's own BEGIN below, not sqlite3's guesses
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "cache_size = -16000",
        "wal_autocheckpoint = 8000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def begin_immediate(connection: Any) -> None:
    """Writers take the lock at once: a late upgrade could fail halfway."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def begin_deferred(connection: Any) -> None:
    """Readers see one consistent instant."""
    connection.exec_driver_sql("BEGIN")

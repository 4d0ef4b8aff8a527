"""Receipts: the answer a command id got, so that asking again changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection

from cafe.store.inserts import marks
from cafe.store.rows import Receipt
from cafe.store.unit_of_work import Work

Key = tuple[str, str]
"""Who asked, and the command's id."""


class Kept(NamedTuple):
    """What a receipt says; `result` is JSON."""

    digest: str
    seq: int
    result: str


AT_ONCE = 500
"""Keys in one statement: databases bound the number of parameters."""


def find(work: Work, keys: Collection[Key]) -> dict[Key, Kept]:
    """The receipts of these commands, as far as they were carried out before."""
    found: dict[Key, Kept] = {}
    wanted, connection = list(keys), work.session.connection()
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        rows = connection.exec_driver_sql(statement(connection, len(some)), tuple(part for key in some for part in key))
        found.update(((actor, id_), Kept(digest, seq, result)) for actor, id_, digest, seq, result in rows)
    return found


def statement(connection: Connection, count: int) -> str:
    """The driver's own words: this is asked once a batch, and building it anew would cost more than answering it.

    A join, since SQLite reads the whole table for `(actor, id) IN (VALUES …)`.
    """
    asked = ",".join([f"({marks(connection.dialect, 2)})"] * count)
    return (
        f"WITH asked(actor, id) AS (VALUES {asked})"  # noqa: S608 - marks only
        " SELECT receipt.actor, receipt.id, digest, seq, result"
        " FROM asked JOIN receipt ON receipt.id = asked.id AND receipt.actor = asked.actor"
    )


def keep(work: Work, key: Key, kept: Kept) -> None:
    """Stores the answer, in the same transaction as what the command did."""
    actor, id_ = key
    work.insert(Receipt, (id_, actor, work.event_id, *kept, work.now))

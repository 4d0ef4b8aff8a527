"""Receipts: the answer a command id got, so that asking again changes nothing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe.store.rows import Receipt


def find(session: Session, actor: str, command_id: str) -> Receipt | None:
    """The receipt of this actor's command, if it was carried out before."""
    return session.get(Receipt, (actor, command_id))


def keep(session: Session, receipt: Receipt) -> None:
    """Stores the answer, in the same transaction as what the command did."""
    session.add(receipt)
    session.flush()

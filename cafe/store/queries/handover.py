"""Whom people can ask about their data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.store.rows import Event, Handover

AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers for an event's data. What nobody has said is empty."""

    publisher: str
    contact: str
    email: str


def contacts(session: Session, own: Collection[int]) -> list[Contact]:
    """Those of these events, or, for somebody who belongs to none, of all that have opened; each once, newest first."""
    columns = select(Handover.publisher, Handover.contact, Handover.email).join(Event, Event.id == Handover.event_id)
    which = Event.id.in_(own) if own else Event.phase != "draft"
    rows = session.execute(columns.where(which).order_by(Event.id.desc()))
    found = dict.fromkeys(Contact(*row) for row in rows)
    return [one for one in found if one.publisher or one.contact or one.email][:AT_MOST]

"""The journal: one gap-free order of changes per event, each naming the one before on its audience."""

from __future__ import annotations

from collections.abc import Collection, Iterable, MutableMapping
from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from cafe.domain.kinds import Kind
from cafe.store.rows import Change, Event


class Draft(NamedTuple):
    """A change without its place in the order. `value` is JSON, None for a removal."""

    audience: str
    kind: Kind
    id: str
    value: str | None
    sight: bool = False


class Line(NamedTuple):
    """A line of the journal: the columns of its row after the event's, in their order."""

    seq: int
    audience: str
    prev: int
    kind: str
    id: str
    value: str | None
    sight: bool
    at: int


LINE = (Change.seq, Change.audience, Change.prev, Change.kind, Change.id, Change.value, Change.sight, Change.at)


def lines_of(drafts: Iterable[Draft], seq: int, heads: MutableMapping[str, int], now: int) -> list[Line]:
    """The lines that `drafts` become after `seq`, in order; the caller writes them, and holds the event's row.

    Under that row's lock no number is skipped. `heads` are the newest lines of all audiences; they are moved on.
    """
    lines = []
    for draft in drafts:
        seq += 1
        audience = draft.audience
        lines.append(
            Line(seq, audience, heads.get(audience, 0), draft.kind.value, draft.id, draft.value, draft.sight, now)
        )
        heads[audience] = seq
    return lines


def heads_of(session: Session, event_id: int) -> dict[str, int]:
    """The newest seq on each audience that has one. Reads the whole journal: whoever asks keeps what she hears."""
    newest = select(Change.audience, func.max(Change.seq)).where(Change.event_id == event_id).group_by(Change.audience)
    return dict(session.execute(newest).all())


def since(session: Session, event_id: int, seq: int, limit: int = 10_000) -> list[Line]:
    """All changes after `seq`, in order: what the publisher hands out where it was not told."""
    statement = select(*LINE).where(Change.event_id == event_id, Change.seq > seq).order_by(Change.seq).limit(limit)
    return [Line(*line) for line in session.execute(statement)]


def since_for(session: Session, event_id: int, seq: int, audiences: Iterable[str], limit: int) -> list[Line]:
    """The changes after `seq` on these audiences, in order, `limit` at the most."""
    statement = (
        select(*LINE)
        .where(Change.event_id == event_id, Change.seq > seq, Change.audience.in_(list(audiences)))
        .order_by(Change.seq)
        .limit(limit)
    )
    return [Line(*line) for line in session.execute(statement)]


def newest(session: Session, event_id: int) -> int | None:
    """The newest seq of an event, or None if there is no such event."""
    return session.scalar(select(Event.seq).where(Event.id == event_id))


def redact(session: Session, event_id: int, kinds: Collection[Kind], id_: str | None = None) -> None:
    """Takes erased words out of old lines (all ids of these kinds, or one): erasing that spares the journal is none."""
    statement = update(Change).where(Change.event_id == event_id, Change.kind.in_([kind.value for kind in kinds]))
    if id_ is not None:
        statement = statement.where(Change.id == id_)
    session.execute(statement.values(value=None))


def redact_audience(session: Session, event_id: int, audience: str) -> None:
    """The same for everything that one audience was ever told."""
    session.execute(update(Change).where(Change.event_id == event_id, Change.audience == audience).values(value=None))

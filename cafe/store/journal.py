"""The journal: one gap-free order of changes per event, each naming the one before on its audience."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.orm import Session

from cafe.domain.kinds import Kind
from cafe.store.rows import Change, Event, Head


@dataclass(frozen=True, slots=True)
class Draft:
    """A change without its place in the order. `value` is JSON, None for a removal."""

    audience: str
    kind: Kind
    id: str
    value: str | None
    sight: bool = False


Line = Row[int, str, int, str, str, str | None, bool, int]
"""seq, audience, prev, kind, id, value, sight, at."""

LINE = (Change.seq, Change.audience, Change.prev, Change.kind, Change.id, Change.value, Change.sight, Change.at)


def append(session: Session, event: Event, drafts: Sequence[Draft], now: int) -> None:
    """Writes `drafts` in order. The caller holds the event's row: under its lock no number is skipped."""
    heads = heads_of(session, event.id, {draft.audience for draft in drafts})
    old = set(heads)
    lines = []
    for draft in drafts:
        event.seq += 1
        lines.append(
            {
                "event_id": event.id,
                "seq": event.seq,
                "audience": draft.audience,
                "prev": heads.get(draft.audience, 0),
                "kind": draft.kind.value,
                "id": draft.id,
                "value": draft.value,
                "sight": draft.sight,
                "at": now,
            }
        )
        heads[draft.audience] = event.seq
    session.flush()
    session.execute(insert(Change), lines)
    new = [{"event_id": event.id, "audience": name, "seq": seq} for name, seq in heads.items() if name not in old]
    if new:
        session.execute(insert(Head), new)
    known = [{"a": name, "s": seq} for name, seq in heads.items() if name in old]
    if known:
        session.connection().execute(
            update(Head.__table__)  # type: ignore[arg-type]  # __table__ is typed as FromClause
            .where(Head.event_id == event.id, Head.audience == bindparam("a"))
            .values(seq=bindparam("s")),
            known,
        )


def heads_of(session: Session, event_id: int, audiences: Collection[str]) -> dict[str, int]:
    """The newest seq on each of these audiences that has one."""
    names = list(audiences)
    heads: dict[str, int] = {}
    for start in range(0, len(names), 500):  # databases bound the number of parameters
        rows = session.execute(
            select(Head.audience, Head.seq).where(
                Head.event_id == event_id, Head.audience.in_(names[start : start + 500])
            )
        )
        heads.update((name, seq) for name, seq in rows)
    return heads


def since(session: Session, event_id: int, seq: int, limit: int = 10_000) -> Sequence[Line]:
    """All changes after `seq`, in order: what the publisher hands out."""
    statement = select(*LINE).where(Change.event_id == event_id, Change.seq > seq).order_by(Change.seq).limit(limit)
    return session.execute(statement).all()


def since_for(session: Session, event_id: int, seq: int, audiences: Iterable[str], limit: int) -> Sequence[Line]:
    """The changes after `seq` on these audiences, in order, `limit` at the most."""
    statement = (
        select(*LINE)
        .where(Change.event_id == event_id, Change.seq > seq, Change.audience.in_(list(audiences)))
        .order_by(Change.seq)
        .limit(limit)
    )
    return session.execute(statement).all()


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

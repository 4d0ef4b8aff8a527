"""What a viewer is given: everything she may see, or what is new since a seq she knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from cafe.store import journal
from cafe.store.rows import Event
from cafe.usecases import board as boards
from cafe.usecases import content
from cafe.usecases.content import Content
from cafe.usecases.viewer import Viewer

CHANGES_AT_MOST = 400
"""Beyond this many missed changes a snapshot is cheaper, for the phone too."""

LINES_LOOKED_THROUGH = 10_000
"""Whoever has been away for longer than this gets a snapshot at once: to look for her own among all would cost more."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The answer to `resume`; exactly one of `changes` and `snapshot` is set. Values are JSON already."""

    now: int
    you: dict[str, Any]
    seq: int
    audiences: dict[str, int]
    changes: list[dict[str, Any]] | None = None
    snapshot: boards.Raw | None = None

    def on_wire(self) -> dict[str, Any]:
        """As it goes over the wire, for the codec of the house."""
        body: dict[str, Any] = {"now": self.now, "you": self.you, "seq": self.seq, "audiences": self.audiences}
        if self.snapshot is not None:
            return body | {"snapshot": self.snapshot}
        return body | {"changes": self.changes}

    def as_dict(self) -> dict[str, Any]:
        """The same in plain values, for a page to draw."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self.on_wire()))
        return plain


def resume(session: Session, viewer: Viewer, since: int, now: int) -> Resumed:
    """What `viewer` missed since `since`, or a snapshot where that is cheaper or its sight has changed."""
    board = boards.board_of(session, viewer.event)
    if board is None:
        raise LookupError(f"no event {viewer.event}")
    audiences = board.sight(session, viewer)
    heads = {audience: board.heads.get(audience, 0) for audience in audiences}
    you = {"role": viewer.role.value, "person": viewer.person, "table": viewer.table, "event": viewer.event}
    if max(0, board.seq - LINES_LOOKED_THROUGH) < since <= board.seq:
        lines = journal.since_for(session, viewer.event, since, audiences, CHANGES_AT_MOST + 1)
        if len(lines) <= CHANGES_AT_MOST and not any(line.sight for line in lines):
            return Resumed(now, you, board.seq, heads, changes=[change_of(line) for line in lines])
    return Resumed(now, you, board.seq, heads, snapshot=board.content(audiences))


def change_of(line: journal.Line) -> dict[str, Any]:
    """A journal line as it goes over the wire."""
    return {
        "seq": line.seq,
        "audience": line.audience,
        "prev": line.prev,
        "kind": line.kind,
        "id": line.id,
        "value": None if line.value is None else msgspec.Raw(line.value.encode()),
        "at": line.at,
    }


def snapshot(session: Session, viewer: Viewer) -> Content:
    """All that `viewer` may see now, read from the rows."""
    event = session.get_one(Event, viewer.event)
    return together(content.contents(session, event, sight(session, viewer)).values())


def together(parts: Iterable[Content]) -> Content:
    """What stands on several audiences, as one who sees them all sees it."""
    merged: Content = {}
    for part in parts:
        for kind, objects in part.items():
            merged.setdefault(kind, {}).update(objects)
    return merged


def sight(session: Session, viewer: Viewer) -> frozenset[str]:
    """The audiences `viewer` belongs to, as things stand."""
    board = boards.board_of(session, viewer.event)
    return board.sight(session, viewer) if board else frozenset()

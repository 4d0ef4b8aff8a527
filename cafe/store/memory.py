"""What the one writing hand remembers of an event from one transaction to the next.

Who somebody is, where she sits, how many ideas there are: hundreds of commands ask the same within a minute. A fact is
kept until something it may rest on has changed: a command that is not `quiet` (see the catalogue), a rollback, another
process that wrote. So what is decided here is always decided from the database's present state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import Any

EVERY_EVENT = 0
"""For facts that are asked for before the event is known; they are forgotten with those of any event."""


class Memory:
    """Facts by event; `version` goes up whenever some are forgotten."""

    def __init__(self) -> None:
        self.version = 0
        self._facts: dict[int, dict[Hashable, Any]] = defaultdict(dict)
        self._heads: dict[int, tuple[int, dict[str, int]]] = {}

    def facts(self, event: int) -> dict[Hashable, Any]:
        """What is remembered of an event."""
        return self._facts[event]

    def heads(self, event: int, seq: int) -> dict[str, int] | None:
        """Audience → the newest seq on it, if they are known as of this seq of the event."""
        as_of, heads = self._heads.get(event, (-1, {}))
        return heads if as_of == seq else None

    def keep_heads(self, event: int, seq: int, heads: dict[str, int]) -> None:
        """These are the heads as of this seq."""
        self._heads[event] = (seq, heads)

    def forget_facts(self, event: int) -> None:
        """Something has changed that facts of this event may rest on."""
        self.version += 1
        self._facts.pop(event, None)
        self._facts.pop(EVERY_EVENT, None)

    def forget_event(self, event: int) -> None:
        """The event's journal is not what it was: a rollback, or the event is gone."""
        self.forget_facts(event)
        self._heads.pop(event, None)

    def forget_all(self) -> None:
        """Somebody else has written, or a whole transaction was taken back."""
        self.version += 1
        self._facts.clear()
        self._heads.clear()

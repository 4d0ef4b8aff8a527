"""How often somebody may ask: per person, never per address, since a whole hall shares one."""

from __future__ import annotations

import time

from cafe.domain.errors import Code, Refused
from cafe.domain.pace import Pace, Pacer

BURST = Pace(20, 2)
"""An outbox that has waited out a dead spot sends ten at a time; nobody types faster."""

STEADY = Pace(120, 60)

IDEAS = Pace(30, 30)
"""Ideas fast enough for a scribe with a pile of cards, too slow to flood a table."""

IDEA_COMMANDS = frozenset({"idea.post", "idea.scribe"})


class Limits:
    """Counts commands per actor in this process."""

    def __init__(self) -> None:
        self._burst, self._steady, self._ideas = Pacer(BURST), Pacer(STEADY), Pacer(IDEAS)

    def count(self, actor: str, name: str) -> None:
        """Counts one command. Raises Refused(rate_limited) with the seconds to wait."""
        now = time.monotonic()
        if not self._burst.take(actor, now):
            raise Refused(Code.RATE_LIMITED, "too_fast", retry_after=2.0)
        if not self._steady.take(actor, now) or (name in IDEA_COMMANDS and not self._ideas.take(actor, now)):
            raise Refused(Code.RATE_LIMITED, "too_fast", retry_after=5.0)

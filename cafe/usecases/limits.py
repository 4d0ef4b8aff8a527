"""How often somebody may ask: per person, never per address, since a whole hall shares one."""

from __future__ import annotations

from limits import RateLimitItemPerMinute, RateLimitItemPerSecond, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from cafe.domain.errors import Code, Refused

BURST = RateLimitItemPerSecond(20, 2)
"""An outbox that has waited out a dead spot sends ten at a time; nobody types faster."""

STEADY = RateLimitItemPerMinute(120)

IDEAS = parse("30 per 30 seconds")
"""Ideas fast enough for a scribe with a pile of cards, too slow to flood a table."""

IDEA_COMMANDS = frozenset({"idea.post", "idea.scribe"})


class Limits:
    """Counts commands per actor in this process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, actor: str, name: str) -> None:
        """Counts one command. Raises Refused(rate_limited) with the seconds to wait."""
        wanted = [BURST, STEADY] + ([IDEAS] if name in IDEA_COMMANDS else [])
        for item in wanted:
            if not self._limiter.hit(item, actor, name if item is IDEAS else "any"):
                raise Refused(Code.RATE_LIMITED, "too_fast", retry_after=2.0 if item is BURST else 5.0)

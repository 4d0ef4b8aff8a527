"""How often somebody may: a burst, and then so many in so many seconds."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

MANY = 10_000
"""When so many have been counted, those who have paused long enough are forgotten."""


@dataclass(frozen=True, slots=True)
class Pace:
    """So many at once, and afterwards so many in `seconds`, evenly."""

    count: int
    seconds: float


class Pacer:
    """Counts by the generic cell rate algorithm (ITU-T I.371): one number per person says all.

    The number is when all that was asked so far would have been due, had it come evenly. Who is no further ahead of the
    clock than a whole burst may go on.
    """

    def __init__(self, pace: Pace) -> None:
        self._step = pace.seconds / pace.count
        self._ahead = pace.seconds - self._step
        self._due: dict[Hashable, float] = {}

    def take(self, who: Hashable, now: float) -> bool:
        """Whether `who` may, at `now` in seconds of a clock that nobody sets; if so it is counted."""
        due = self._due.get(who, now)
        if due - now > self._ahead:
            return False
        if len(self._due) >= MANY:
            self._due = {one: when for one, when in self._due.items() if when > now}
        self._due[who] = max(due, now) + self._step
        return True

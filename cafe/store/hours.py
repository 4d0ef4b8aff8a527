"""The café's hour: the machine's, as it was when the program began, moved on by a clock that nobody can set.

A laptop in a hall finds a network and sets its clock by it, in the middle of a round. Deadlines lie in the database as
hours; were they held against a clock that jumps, the bell would ring at once, or never.
"""

from __future__ import annotations

import time
from collections.abc import Callable

NANO_PER_MILLI = 1_000_000


def steady() -> Callable[[], int]:
    """A clock in milliseconds since 1970 that neither jumps nor stands still while the machine sleeps."""
    began = time.time_ns() - since_start()
    return lambda: (began + since_start()) // NANO_PER_MILLI


def since_start() -> int:
    """Nanoseconds since some moment before; on Linux they go on while the machine sleeps."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    return time.monotonic_ns()

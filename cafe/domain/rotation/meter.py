"""Work instead of time: what each step of the search costs, and how much is left to spend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cafe.domain.rotation.seating import Seating


@dataclass(frozen=True, slots=True)
class Rates:
    """What steps cost in millionths of a second, measured once and then fixed: they are a currency, not a clock."""

    step: float
    done: float
    look: float
    unit: float
    shift: float
    route: float


def rates(seating: Seating) -> Rates:
    """The prices for this café: dearer with more people, rounds and wishes."""
    room, people, rounds = seating.room, max(1, seating.room.people), len(seating.room.rounds)
    wishing = sum(map(bool, room.wishes)) / people
    strict = sum(seating.strict) / people
    large = people / 2_000
    return Rates(
        step=0.44 + 0.9 * large + 0.3 * large * large + 1.4 * wishing + 1.4 * strict + 0.5 * seating.told,
        done=1.3 + large,
        look=0.32 + people / 15_000 + 0.03 * rounds + 0.6 * (wishing + strict) + 0.25 * seating.told,
        unit=14.0 + people / 800,
        shift=2.4 + people / 2_000,
        route=0.3 + 0.11 * rounds + 8.0 * (wishing + strict) + people / 8_000,
    )


SWEEP = 16.0
"""What it costs to begin a sweep."""


@dataclass(slots=True)
class Meter:
    """How much work is left, in millionths of a second on the machine the constants were measured on.

    It counts steps, not time: the same problem gets the same number of steps everywhere. The clock has its say only
    through `should_stop`.
    """

    left: float
    should_stop: Callable[[], bool]
    stopped: bool = False

    def spend(self, work: float) -> bool:
        """Spends work; whether there is any left."""
        self.left -= work
        if self.should_stop():
            self.stopped = True
        return self.left > 0 and not self.stopped

"""From problem to plan: relax what clashes, begin with a design, search as far as the seconds reach, explain.

The same problem, seed and seconds give the same plan on every machine. For that, seconds are turned into work by a
published rate (`WORK_PER_SECOND`) and every step of the search has a published price; no clock is read. The clock's
only word is `should_stop`: whoever calls may end the search at any time, and the plan then says that it was ended so.

The search is one endless programme of stages that does not know how long it may run, so more time is a longer prefix
of the same programme; and the best seating met on the way is the answer. So more time never gives a worse plan.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from cafe.domain.rotation import start
from cafe.domain.rotation.bounds import Bounds, bounds
from cafe.domain.rotation.clashes import Clash, relaxed
from cafe.domain.rotation.explain import explained, named
from cafe.domain.rotation.meter import Meter
from cafe.domain.rotation.plan import Plan, Stopped
from cafe.domain.rotation.problem import Problem
from cafe.domain.rotation.programme import programme
from cafe.domain.rotation.room import Room, compiled
from cafe.domain.rotation.search import Search
from cafe.domain.rotation.seating import Seating, Seats
from cafe.domain.rotation.weights import DEFAULT, Weights

WORK_PER_SECOND = 920_000
"""Millionths of a second of work in a second of budget: start-up, reading and writing want theirs too."""


@dataclass(frozen=True, slots=True)
class Job:
    """A problem made ready for the search, and what is needed to say afterwards how good a seating is."""

    problem: Problem
    clashes: tuple[Clash, ...]
    room: Room
    least: Bounds
    weights: Weights
    seed: int

    def plan(self, seats: Seats, stopped: Stopped) -> Plan:
        """The plan that a seating is, explained."""
        seating = Seating(self.room, self.weights, seats)
        explanation = explained(self.problem, seating, self.least, self.clashes)
        return Plan(self.problem.id, named(seating), explanation, stopped, self.seed)


@dataclass(frozen=True, slots=True)
class Progress:
    """The best so far: its cost in price units, the share of the work that is done, and who would sit where."""

    cost: int
    done: float
    job: Job
    seats: Seats

    def plan(self) -> Plan:
        """The plan as it would be if the search ended now; takes a while for large cafés."""
        return self.job.plan(self.seats, Stopped.SEARCHING)


def never() -> bool:
    """Nobody says stop."""
    return False


def ignored(progress: Progress) -> None:
    """Nobody listens."""


def plan_rounds(
    problem: Problem,
    *,
    seconds: float = 1.0,
    seed: int = 0,
    weights: Weights = DEFAULT,
    should_stop: Callable[[], bool] = never,
    progress: Callable[[Progress], None] = ignored,
) -> Plan:
    """The best plan that `seconds` of search find.

    `should_stop` is asked some thousand times a second; `progress` hears of every better seating. Contradictory wishes
    are named in the explanation and the least of them gives way. Refused is raised only where Problem itself refuses.
    """
    possible, clashes = relaxed(problem)
    room = compiled(possible)
    job = Job(problem, clashes, room, bounds(room), weights, seed)
    seats, stopped = searched(job, Meter(seconds * WORK_PER_SECOND, should_stop), progress)
    return job.plan(seats, stopped)


def searched(job: Job, meter: Meter, progress: Callable[[Progress], None]) -> tuple[Seats, Stopped]:
    """The best seats, and why the search ended."""
    room, weights, least = job.room, job.weights, job.least
    chance = random.Random(job.seed)  # noqa: S311 - a draw, not a secret
    enough = perfect(room, weights, least)
    whole = max(1.0, meter.left)
    first = start.first_seats(room, weights, chance)
    search = Search(room, weights, first.seats, chance)

    def report() -> None:
        progress(Progress(search.best.cost, min(1.0, 1 - meter.left / whole), job, search.best.seats))

    search.on_better = report
    report()
    if search.best.cost <= enough or not search.rounds:
        return search.best.seats, Stopped.PERFECT if search.best.cost <= enough else Stopped.SETTLED
    meter.left -= reading(room) + first.work
    for stage in programme(search, least, first):
        if meter.left <= 0 or not stage(meter, enough):
            break
    if meter.stopped:
        return search.best.seats, Stopped.DEADLINE
    return search.best.seats, Stopped.PERFECT if search.best.cost <= enough else Stopped.BUDGET


def perfect(room: Room, weights: Weights, least: Bounds) -> int:
    """The cost below which no plan can be: nothing is left to search for."""
    if not room.topic_rule:
        return -1  # how many topics must come again is not bounded: search on
    cost = least.repeats * weights.repeat + least.spread * weights.spread + least.changed * weights.seat_changed
    return cost + least.topics_again * weights.topic_rule


def reading(room: Room) -> float:
    """The price of reading the problem and of writing the plan."""
    return (100.0 if room.people < 3_000 else 250.0) * room.people

"""From problem to plan: relax what clashes, begin with a design, search as far as the seconds reach, explain.

The same problem, seed and seconds give the same plan on every machine. For that, seconds are turned into work by a
published rate (`WORK_PER_SECOND`) and every step of the search has a published price; no clock is read. The clock's
only word is `should_stop`: whoever calls may end the search at any time, and the plan then says that it was ended so.

The search is one endless programme of stages that does not know how long it may run, so more time is a longer prefix
of the same programme; and the best seating met on the way is the answer. So more time never gives a worse plan.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cafe.domain.rotation import start
from cafe.domain.rotation.bounds import Bounds, bounds
from cafe.domain.rotation.clashes import Clash, relaxed
from cafe.domain.rotation.explain import explained, named
from cafe.domain.rotation.plan import Plan, Stopped
from cafe.domain.rotation.problem import Problem
from cafe.domain.rotation.room import Room, compiled
from cafe.domain.rotation.search import Meter, Search
from cafe.domain.rotation.seating import Seating, Seats
from cafe.domain.rotation.weights import DEFAULT, Weights

WORK_PER_SECOND = 960_000
"""Millionths of a second of work in a second of budget: start-up, reading and writing want theirs too."""


MANY_PEOPLE = 400
"""Above this number the best seating can always be mended, and beginning anew would cost more than it brings."""


FEW_SEATS = 400
"""Below this number of seats in all rounds it pays to begin anew even when no repeat is left to mend."""


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
    seats, designed = first_seats(room, weights, chance)
    search = Search(room, weights, seats, chance)

    def report() -> None:
        progress(Progress(search.best.cost, min(1.0, 1 - meter.left / whole), job, search.best.seats))

    search.on_better = report
    report()
    if search.best.cost <= enough or not search.rounds:
        return search.best.seats, Stopped.PERFECT if search.best.cost <= enough else Stopped.SETTLED
    meter.left -= first_work(room, designed=designed)
    for stage in programme(search, least, designed=designed):
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


def first_seats(room: Room, weights: Weights, chance: random.Random) -> tuple[Seats, bool]:
    """Where the search begins, and whether that is a design."""
    if room.problem.replan:
        return start.as_announced(room, weights, chance), False
    designed = start.by_design(room, weights, chance)
    return (designed, True) if designed else (start.one_by_one(room, weights, chance), False)


def first_work(room: Room, *, designed: bool) -> float:
    """The price of reading the problem and of the first seating."""
    reading = (150.0 if room.people < 3_000 else 250.0) * room.people
    return reading + (100_000 if designed and 8 < room.tables < 24 else 8.0 * room.people * len(room.rounds))


Stage = Callable[[Meter, int], bool]


def programme(search: Search, least: Bounds, *, designed: bool) -> Iterator[Stage]:
    """The stages of the search, without end, each longer than those before.

    A stage starts from the best so far: with exchanges of whole routes as long as a design holds, then exchanges of two
    seats, now gently and now hotter; or, while the repeats are not at their bound, once in a while from new seats.
    """
    room = search.room
    seats = room.people * len(room.rounds)
    gentle = 120 if room.people <= MANY_PEOPLE else 15
    if designed:
        if room.people > MANY_PEOPLE:
            yield from_best(search, 550_000, gentle, 4)
        yield reordering(search, 120_000, 60)
        if tight(room) and search.rules_kept():
            yield reordering(search, 250_000, 60)
            yield reordering(search, 250_000, 120)
        yield from_best(search, 225_000, min(40, gentle), 8)
        yield from_best(search, 225_000, min(40, gentle), 8)
    elif room.problem.replan:
        yield from_best(search, 100_000, 300, 10)
        yield from_best(search, 150_000, 3_000, 10)
    else:
        yield from_best(search, 600_000, gentle, 8)
    work = max(200_000.0, 400.0 * seats)
    for number in range(1_000_000):
        if not at_bound(search, least):
            yield from_best(search, work, (400, 150, 1_000)[number % 3], 8)
            yield (
                anew(search, work, 1_000)
                if number % 3 == 2 or not designed
                else anew(search, work, gentle, designed=True)
            )
        elif seats < FEW_SEATS and number % 2:
            yield anew(search, work, 1_000)
        else:
            yield from_best(search, work, (gentle, 60, 200)[number % 3], 8)
        yield reordering(search, work / 2, 100)
        work *= 1.3


def tight(room: Room) -> bool:
    """Whether a design is so full that hardly any exchange within a round leaves it whole."""
    movers = min((len(one.free) for one in room.rounds), default=0)
    return room.topics == room.tables and movers >= 0.85 * room.tables * (room.tables - 1)


def at_bound(search: Search, least: Bounds) -> bool:
    """Whether the best seating keeps the rules and has no repeat too many."""
    price = search.price
    allowed = least.repeats * price.repeat + least.topics_again * price.topic_rule + least.changed * price.seat_changed
    return search.best.cost < allowed + price.repeat


def from_best(search: Search, work: float, hot: float, cold: float) -> Stage:
    """Exchanges from the best seating on."""

    def stage(meter: Meter, enough: int) -> bool:
        search.back_to_best()
        return search.anneal(work, hot, cold, meter, enough)

    return stage


def reordering(search: Search, work: float, hot: float) -> Stage:
    """Exchanges of whole routes from the best seating on."""

    def stage(meter: Meter, enough: int) -> bool:
        search.back_to_best()
        return search.reorder(work, hot, 10, meter, enough)

    return stage


def anew(search: Search, work: float, hot: float, *, designed: bool = False) -> Stage:
    """Exchanges from new seats on, by another draw of the design if there is one."""

    def stage(meter: Meter, enough: int) -> bool:
        if search.room.problem.replan or search.room.people > MANY_PEOPLE:
            search.back_to_best()
        else:
            seats = start.by_design(search.room, search.price, search.chance) if designed else None
            search.sit_down(seats or start.one_by_one(search.room, search.price, search.chance))
            meter.left -= first_work(search.room, designed=designed)
        return search.anneal(work, hot, 8, meter, enough)

    return stage

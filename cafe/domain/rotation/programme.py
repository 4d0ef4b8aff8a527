"""The programme of the search: which stages follow each other, how hot and how long.

It is endless and does not know how long it may run, so more time is a longer prefix of the same programme. What is best
is remembered throughout, so a stage may spoil as much as it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cafe.domain.rotation import start
from cafe.domain.rotation.bounds import Bounds
from cafe.domain.rotation.meter import Meter
from cafe.domain.rotation.room import Room
from cafe.domain.rotation.search import Search
from cafe.domain.rotation.start import Start

MANY_PEOPLE = 400
"""Above this number the best seating can always be mended, and beginning anew would cost more than it brings."""


FEW_SEATS = 200
"""Up to this number of seats in all rounds a search can boil, and beginning anew pays even when no repeat is left."""

CHEAP = 30_000
"""A design that is drawn with less work than this can be drawn again."""

LUKEWARM, STIRRED, COOL, WARM, WARMER, HOT, HOTTER, MOLTEN = (
    (15, 4), (60, 25), (60, 8), (120, 8), (200, 8), (400, 8), (1_000, 8), (3_000, 10),
)  # fmt: skip
"""How dear a worse step may be at the beginning and at the end of a stage, in price units: `weights.py`."""
BOILING = ((600, 230, 6), (600, 230, 6), (600, 230, 6))
SIMMERING = ((120, 8, 1), (350, 80, 4), (250, 50, 3))
"""The same, and how many times its price an uneven spread counts meanwhile (`Search.be_zealous`)."""

Stage = Callable[[Meter, int], bool]


def programme(search: Search, least: Bounds, first: Start) -> Iterator[Stage]:
    """The stages of the search, without end, each longer than those before; most start from the best so far.

    A design comes first: its routes are given to other people until groups and wishes are served, and only then are
    single seats exchanged. How hot is a matter of size: in a small café a search that boils meets every good seating
    soon; in a large one it would only ever spoil what a design has achieved.
    """
    room = search.room
    yield from opening(search, first)
    seats = room.people * len(room.rounds)
    large = room.people > MANY_PEOPLE
    gentle = LUKEWARM if large else WARM
    mixing = search.seating.groups > 1 and not large and not room.problem.replan
    work = max(300_000.0 if seats <= FEW_SEATS else 150_000.0, 300.0 * seats)
    for number in range(1_000_000):
        if mixing and number % 4 != 3:
            yield from_best(search, work, *(BOILING if seats <= FEW_SEATS else SIMMERING)[number % 4])
        elif not at_bound(search, least):
            yield from_best(search, work, *(HOT, WARMER, HOTTER)[number % 3])
            if number % 3 == 2 or not first.designed:
                yield anew(search, work, *HOTTER)
            else:
                yield anew(search, work, *gentle, designed=True)
        elif seats <= FEW_SEATS and number % 2:
            yield anew(search, work, *HOTTER)
        else:
            yield from_best(search, work, *(gentle, COOL, WARMER)[number % 3])
        if not mixing or number % 4 == 3:
            yield reordering(search, work / 2, *COOL)
        work *= 1.2


def opening(search: Search, first: Start) -> Iterator[Stage]:
    """The first stages: to the point where most cafés are as good as can be."""
    room = search.room
    if room.problem.replan:
        yield from_best(search, 100_000, *HOT)
        yield from_best(search, 150_000, *MOLTEN)
    elif not first.designed:
        yield from_best(search, 450_000, *COOL)
    elif room.people > MANY_PEOPLE:
        yield from_best(search, 550_000, *LUKEWARM)
        yield reordering(search, 120_000, *COOL)
    else:
        yield reordering(search, 60_000, *COOL)
        if room.people * len(room.rounds) <= FEW_SEATS:
            return
        if first.work < CHEAP:
            yield redealt(search, 60_000, *COOL)
            yield redealt(search, 60_000, *COOL)
        if tight(room) and search.rules_kept():
            for _ in range(4):
                yield reordering(search, 100_000, *STIRRED)
        else:
            yield reordering(search, 100_000, *STIRRED)
            yield from_best(search, 225_000, *COOL)


def tight(room: Room) -> bool:
    """Whether a design is so full that hardly any exchange within a round leaves it whole."""
    movers = min((len(one.free) for one in room.rounds), default=0)
    return room.topics == room.tables and movers >= 0.85 * room.tables * (room.tables - 1)


def at_bound(search: Search, least: Bounds) -> bool:
    """Whether the best seating keeps the rules and has no repeat too many."""
    price = search.price
    allowed = least.repeats * price.repeat + least.topics_again * price.topic_rule + least.changed * price.seat_changed
    return search.best.cost < allowed + price.repeat


def from_best(search: Search, work: float, hot: float, cold: float, zeal: int = 1) -> Stage:
    """Exchanges from the best seating on."""

    def stage(meter: Meter, enough: int) -> bool:
        search.be_zealous(zeal)
        search.back_to_best()
        return search.anneal(work, hot, cold, meter, enough)

    return stage


def reordering(search: Search, work: float, hot: float, cold: float) -> Stage:
    """Exchanges of whole routes from the best seating on."""

    def stage(meter: Meter, enough: int) -> bool:
        search.be_zealous(1)
        search.back_to_best()
        return search.reorder(work, hot, cold, meter, enough)

    return stage


def redealt(search: Search, work: float, hot: float, cold: float) -> Stage:
    """The design drawn again: other people on its routes, and exchanges of whole routes from there on."""

    def stage(meter: Meter, enough: int) -> bool:
        again = start.first_seats(search.room, search.price, search.chance)
        search.sit_down(again.seats)
        meter.left -= again.work
        return search.reorder(work, hot, cold, meter, enough)

    return stage


def anew(search: Search, work: float, hot: float, cold: float, *, designed: bool = False) -> Stage:
    """Exchanges from new seats on, by another draw of the design if there is one."""

    def stage(meter: Meter, enough: int) -> bool:
        search.be_zealous(1)
        if search.room.problem.replan or search.room.people > MANY_PEOPLE:
            search.back_to_best()
        else:
            again = start.first_seats(search.room, search.price, search.chance, by_design=designed)
            search.sit_down(again.seats)
            meter.left -= again.work
        return search.anneal(work, hot, cold, meter, enough)

    return stage

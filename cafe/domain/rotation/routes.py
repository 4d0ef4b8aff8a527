"""Which routes of a design people take: as many at each table as it has seats for, although tables are never alike.

Hosts, pinned people and small tables make the seats left for those who travel uneven. So not whole classes are taken but
single routes, and exchanged one by one (WalkSAT's way: pick what is wrong, try all that could mend it; Selman, Kautz,
Cohen 1994) until every table has its number in every round. As long as no route is taken by two units, nobody meets twice.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from cafe.domain.rotation import designs
from cafe.domain.rotation.room import Room
from cafe.domain.rotation.weights import Weights

Route = designs.Route

PRICED = 90_000
"""So many times a route is priced for a unit at most."""
AMPLE_ROUTES = 300
MANY_ROUTES = 150
"""More routes than this are not all tried for a unit, but a sample of them."""


def suitable_routes(room: Room) -> list[Route]:
    """The routes of a design over the tables that are open in all rounds, class by class."""
    rounds = len(room.rounds)
    always = [table for table in range(room.tables) if all(table in one.windows for one in room.rounds)]
    if len(always) < 3:
        return []
    movers = max(len(one.free) for one in room.rounds)
    wanted = -(-movers // len(always)) + 1
    by_topic: dict[int, list[int]] = {}
    for table in always:
        by_topic.setdefault(room.topic_of[table], []).append(table)
    sizes = {len(tables) for tables in by_topic.values()}
    if len(sizes) > 1:
        return []
    siblings = sizes.pop()
    if siblings == 1:
        found = designs.classes(len(always), rounds, wanted)
    else:
        found = designs.sibling_classes(len(by_topic), siblings, rounds, wanted)
    order = [table for tables in by_topic.values() for table in tables]
    return [tuple(order[table] for table in route) for row in found for route in row]


@dataclass(slots=True)
class Journey:
    """Who travels which route, and how many that makes at each table."""

    room: Room
    routes: Sequence[Route]
    again: int
    """What it costs that a unit takes a route that another one has."""
    off: int
    """What each person costs that a table has too many or too few."""
    taken: dict[int, int] = field(default_factory=dict)
    """Unit → route, by number."""
    riders: list[int] = field(init=False)
    heads: list[list[int]] = field(init=False)
    least: list[list[int]] = field(init=False)
    most: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        room = self.room
        self.riders = [0] * len(self.routes)
        self.heads = [[0] * room.tables for _ in room.rounds]
        self.least = [[0] * room.tables for _ in room.rounds]
        self.most = [[room.people] * room.tables for _ in room.rounds]
        always = set.intersection(*(set(one.free) for one in room.rounds))
        for number, one in enumerate(room.rounds):
            others = len([person for person in one.free if person not in always])
            for table, window in one.windows.items():
                held = one.held.count(table)
                self.most[number][table] = window.ceiling - held
                self.least[number][table] = window.floor - held - (-(-others // len(one.open)))

    def take(self, unit: int, route: int) -> None:
        """Puts a unit on a route."""
        self.taken[unit] = route
        self.riders[route] += 1
        for number, table in enumerate(self.routes[route]):
            self.heads[number][table] += len(self.room.units[unit])

    def leave(self, unit: int) -> int:
        """Takes a unit off its route; returns which it was."""
        route = self.taken.pop(unit)
        self.riders[route] -= 1
        for number, table in enumerate(self.routes[route]):
            self.heads[number][table] -= len(self.room.units[unit])
        return route

    def fits(self, unit: int, route: int) -> bool:
        """Whether a unit finds seats on a route."""
        size = len(self.room.units[unit])
        return all(
            self.heads[number][table] + size <= self.most[number][table] for number, table in enumerate(self.routes[route])
        )

    def boarding_cost(self, unit: int, route: int) -> int:
        """What it costs to put a unit on a route: seats too many or too few, wishes missed, pairs that travel together."""
        size, cost = len(self.room.units[unit]), self.again * self.riders[route]
        for number, table in enumerate(self.routes[route]):
            heads, least, most = self.heads[number][table], self.least[number][table], self.most[number][table]
            after = heads + size
            if after > most:
                cost += self.off * (after - max(most, heads))
            if heads < least:
                cost -= self.off * (min(after, least) - heads)
        for person in self.room.units[unit]:
            if self.room.must[person] or self.room.must_not[person]:
                path = self.routes[route]
                cost += 2 * self.off * sum(table not in path for table in self.room.must[person])
                cost += 2 * self.off * sum(table in self.room.must_not[person] for table in path)
        return cost

    def troubles(self) -> list[tuple[int, int]]:
        """(round, table) with too many or too few."""
        return [
            (number, table)
            for number, one in enumerate(self.room.rounds)
            for table in one.open
            if not self.least[number][table] <= self.heads[number][table] <= self.most[number][table]
        ]


def travel(room: Room, price: Weights, routes: Sequence[Route], chance: random.Random) -> dict[int, Route]:
    """A route for each unit that is free in all rounds, those of one group on neighbouring ones: unit → route."""
    journey = Journey(room, routes, again=price.repeat * (len(room.rounds) - 1), off=price.repeat * 2)
    always = set.intersection(*(set(one.free) for one in room.rounds))
    units = [index for index, unit in enumerate(room.units) if all(person in always for person in unit)]
    chance.shuffle(units)
    units.sort(key=lambda unit: (-len(room.units[unit]), room.group_of[room.units[unit][0]]))
    waiting = board(journey, units)
    if len(routes) > AMPLE_ROUTES:  # room enough to seat the rest one by one without meeting anybody twice
        return {unit: routes[route] for unit, route in journey.taken.items()}
    for unit in waiting:
        best = min(sampled(range(len(routes)), chance), key=lambda route: (journey.boarding_cost(unit, route), route))
        journey.take(unit, best)
    if waiting or journey.troubles():
        mend(journey, chance)
    return {unit: routes[route] for unit, route in journey.taken.items()}


def board(journey: Journey, units: Sequence[int]) -> list[int]:
    """Fills the routes in order, one unit on each, then a second time; returns those who found no seats."""
    waiting = list(reversed(units))
    for _ in range(2):
        for route in range(len(journey.routes)):
            if not waiting:
                return []
            if journey.fits(waiting[-1], route):
                journey.take(waiting.pop(), route)
    return waiting


def mend(journey: Journey, chance: random.Random) -> None:
    """Exchanges routes until every table has its number, or the steps are spent; keeps the best."""
    units = list(journey.taken)
    cost, best_cost, best = 0, 0, dict(journey.taken)
    moved: dict[int, int] = {}
    wrong: list[tuple[int, int]] = []
    for step in range(PRICED // min(MANY_ROUTES, len(journey.routes))):
        wrong = journey.troubles() if step % 4 == 0 or not wrong else wrong
        doubled = [unit for unit in units if journey.riders[journey.taken[unit]] > 1]
        if not wrong and not doubled:
            break
        unit = drawn_unit(journey, units, wrong, doubled, chance)
        if moved.get(unit, -100) > step - 8:
            continue
        old = journey.leave(unit)
        before = journey.boarding_cost(unit, old)
        options = [route for route in sampled(range(len(journey.routes)), chance) if route != old]
        new = min(options, key=lambda route: (journey.boarding_cost(unit, route), chance.random()))
        change = journey.boarding_cost(unit, new) - before
        if change > journey.off and chance.random() > 0.1:
            new, change = old, 0
        journey.take(unit, new)
        moved[unit] = step
        cost += change
        if cost < best_cost:
            best_cost, best = cost, dict(journey.taken)
    for unit in units:
        if journey.taken[unit] != best[unit]:
            journey.leave(unit)
            journey.take(unit, best[unit])


def drawn_unit(
    journey: Journey, units: Sequence[int], wrong: Sequence[tuple[int, int]], doubled: Sequence[int], chance: random.Random
) -> int:
    """A unit that sits where there are too many, or travels as a second one; anybody where there are too few."""
    if wrong and (not doubled or chance.random() < 0.7):
        number, table = wrong[int(chance.random() * len(wrong))]
        if journey.heads[number][table] > journey.most[number][table]:
            here = [unit for unit in units if journey.routes[journey.taken[unit]][number] == table]
            if here:
                return here[int(chance.random() * len(here))]
    elif doubled:
        return doubled[int(chance.random() * len(doubled))]
    return units[int(chance.random() * len(units))]


def sampled(routes: range, chance: random.Random) -> Sequence[int]:
    """All routes, or a draw of them where there are very many."""
    return routes if len(routes) <= MANY_ROUTES else [int(chance.random() * len(routes)) for _ in range(MANY_ROUTES)]

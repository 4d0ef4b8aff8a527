"""Which routes of a design people take: as many at each table as it has seats for, although tables are never alike.

Hosts, pinned people and small tables make the seats left for those who travel uneven. So not whole classes are taken
but single routes, and exchanged one by one (WalkSAT's way: pick what is wrong, try all that could mend it; Selman,
Kautz, Cohen 1994) until every table has its number in every round. As long as no route is taken by two units, nobody
meets twice.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cafe.domain.rotation import designs
from cafe.domain.rotation.room import Room
from cafe.domain.rotation.thresholds import DRAWS, THRESHOLDS
from cafe.domain.rotation.weights import Weights

Route = designs.Route

STEPS = 3_000
"""Exchanges of routes at most, in each attempt."""
PRICED = 300_000
"""So many prices are looked at, at most, in each attempt."""
LOOK = 0.25
"""What a look at a price costs, in millionths of a second: a currency, as in meter.py."""
ATTEMPTS = (True, True, False, True)
"""Which attempts are bold; `mend` says what that means."""
AMPLE_ROUTES = 300
"""With more routes than this there is room enough to seat one by one whoever finds no route, without a repeat."""


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
    through: list[list[list[int]]] = field(init=False)
    """The routes through each table of each round."""
    prices: list[int] = field(init=False)
    """What it costs one more person to take each route; kept up to date point by point."""
    work: float = 0.0
    """What it took to find out, in millionths of a second: `meter.Meter`."""

    def __post_init__(self) -> None:
        room = self.room
        self.riders = [0] * len(self.routes)
        self.heads = [[0] * room.tables for _ in room.rounds]
        self.least = [[0] * room.tables for _ in room.rounds]
        self.most = [[room.people] * room.tables for _ in room.rounds]
        always = set.intersection(*(set(one.free) for one in room.rounds))
        for number, one in enumerate(room.rounds):
            others = len([person for person in one.free if person not in always])
            held = Counter(one.held)
            for table, window in one.windows.items():
                self.most[number][table] = window.ceiling - held[table]
                self.least[number][table] = window.floor - held[table] - (-(-others // len(one.open)))
        self.through = [[[] for _ in range(room.tables)] for _ in room.rounds]
        for index, route in enumerate(self.routes):
            for number, table in enumerate(route):
                self.through[number][table].append(index)
        self.prices = [sum(self.one_more(number, table) for number, table in enumerate(route)) for route in self.routes]

    def itinerary(self) -> dict[int, Route]:
        """Unit → route."""
        return {unit: self.routes[route] for unit, route in self.taken.items()}

    def one_more(self, number: int, table: int) -> int:
        """What one more person at a table costs."""
        heads = self.heads[number][table]
        return self.off * ((heads >= self.most[number][table]) - (heads < self.least[number][table]))

    def crowd(self, route: int, people: int) -> None:
        """Counts people in or out at all tables of a route, and what one more would cost there."""
        for number, table in enumerate(self.routes[route]):
            before = self.one_more(number, table)
            self.heads[number][table] += people
            change = self.one_more(number, table) - before
            if change:
                for other in self.through[number][table]:
                    self.prices[other] += change

    def take(self, unit: int, route: int) -> None:
        """Puts a unit on a route."""
        self.taken[unit] = route
        self.riders[route] += 1
        self.prices[route] += self.again
        self.crowd(route, len(self.room.units[unit]))

    def leave(self, unit: int) -> int:
        """Takes a unit off its route; returns which it was."""
        route = self.taken.pop(unit)
        self.riders[route] -= 1
        self.prices[route] -= self.again
        self.crowd(route, -len(self.room.units[unit]))
        return route

    def prices_for(self, unit: int) -> list[int]:
        """What each route costs a unit."""
        people = self.room.units[unit]
        if len(people) == 1 and not self.room.must[people[0]] and not self.room.must_not[people[0]]:
            return self.prices
        return [self.boarding_cost(unit, route) for route in range(len(self.routes))]

    def fits(self, unit: int, route: int) -> bool:
        """Whether a unit finds seats on a route."""
        size = len(self.room.units[unit])
        return all(
            self.heads[number][table] + size <= self.most[number][table]
            for number, table in enumerate(self.routes[route])
        )

    def boarding_cost(self, unit: int, route: int) -> int:
        """What it costs to put a unit on a route: seats too many or too few, wishes missed, company on the way."""
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

    def doubled(self) -> list[int]:
        """Units that share a route with another one."""
        return [unit for unit, route in self.taken.items() if self.riders[route] > 1]

    def perfect(self) -> bool:
        """Whether every table has its number and no more pairs travel together than there are too few routes."""
        company = sum(max(0, riders - 1) for riders in self.riders)
        return company <= max(0, len(self.taken) - len(self.routes)) and not self.troubles()

    def troubles(self) -> list[tuple[int, int]]:
        """(round, table) with too many or too few."""
        return [
            (number, table)
            for number, one in enumerate(self.room.rounds)
            for table in one.open
            if not self.least[number][table] <= self.heads[number][table] <= self.most[number][table]
        ]


def journeys(room: Room, price: Weights, routes: Sequence[Route], chance: random.Random) -> Iterator[Journey]:
    """Ways to give each unit that is free in all rounds a route. A perfect one is the last.

    People of one group get neighbouring routes. Several draws, because the best of them differ much in what it costs to
    seat those who found no route.
    """
    always = set.intersection(*(set(one.free) for one in room.rounds))
    units = [index for index, unit in enumerate(room.units) if all(person in always for person in unit)]
    chance.shuffle(units)
    units = in_rows(room, units)
    for bold in ATTEMPTS if units else ():
        journey = Journey(
            room, routes, again=price.repeat * (len(room.rounds) - 1), off=price.repeat * (3 if bold else 2)
        )
        waiting = board(journey, units)
        if len(routes) <= AMPLE_ROUTES:
            for unit in waiting:
                journey.take(unit, cheapest(journey.prices_for(unit), -1, chance))
            if waiting or journey.troubles():
                mend(journey, chance, bold=bold)
        yield journey
        if len(routes) > AMPLE_ROUTES or journey.perfect():
            return


def in_rows(room: Room, units: Sequence[int]) -> list[int]:
    """An order in which as many as there are tables are of one group, and so have a class of the design to themselves.

    A class puts one of them at every table. What is left of each group shares a class with what is left of others.
    """
    companions = [unit for unit in units if len(room.units[unit]) > 1]
    by_group: dict[int, list[int]] = {}
    for unit in units:
        if len(room.units[unit]) == 1:
            by_group.setdefault(room.group_of[room.units[unit][0]], []).append(unit)
    rows: list[list[int]] = [companions] if companions else []
    parts: list[list[int]] = []
    for _, singles in sorted(by_group.items()):
        full = len(singles) // room.tables * room.tables
        rows += [singles[index : index + room.tables] for index in range(0, full, room.tables)]
        parts.append(singles[full:])
    for part in sorted(parts, key=len, reverse=True):
        row = next((row for row in rows if len(row) + len(part) <= room.tables), None)
        if row is None:
            rows.append(part)
        else:
            row += part
    rows.sort(key=lambda row: (row[:1] != companions[:1], -len(row)))  # companions need two seats on one route: first
    while len(rows) > 1 and len(rows[0]) < room.tables:
        rows[0].append(rows[-1].pop())
        rows = [row for row in rows if row]
    return [unit for row in rows for unit in row]


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


def mend(journey: Journey, chance: random.Random, *, bold: bool) -> None:
    """Exchanges routes until every table has its number, or the steps are spent; keeps the best.

    Boldly, a worse route is taken as long as it puts but one person too many somewhere; else the dearer the rarer.
    Tables of very different size want the one, hosts and pinned people the other.
    """
    units = list(journey.taken)
    cost, best_cost, best = 0.0, 0.0, dict(journey.taken)
    barred: dict[tuple[int, int], int] = {}
    heat = journey.again / 4
    wrong: list[tuple[int, int]] = []
    doubled: list[int] = []
    for step in range(min(STEPS, PRICED // len(journey.routes))):
        journey.work += LOOK * len(journey.routes)
        if step % 4 == 0:
            wrong, doubled = journey.troubles(), journey.doubled()
            if not wrong and journey.perfect():
                break
        unit = drawn_unit(journey, units, wrong, doubled, chance)
        if bold and barred.get((unit, -1), -1) > step:
            continue
        old = journey.leave(unit)
        prices = journey.prices_for(unit)
        new = (
            cheapest(prices, old, chance)
            if bold
            else nearly_cheapest(prices, unit, old, step, barred, heat / 2, chance)
        )
        change = prices[new] - prices[old]  # before anybody boards: the prices are live
        limit = (journey.off if chance.random() > 0.1 else 1e9) if bold else heat * THRESHOLDS[step % DRAWS] / 1_000
        if change > limit:
            journey.take(unit, old)
            continue
        journey.take(unit, new)
        barred[unit, -1 if bold else old] = step + 9
        cost += change
        if cost < best_cost:
            best_cost, best = cost, dict(journey.taken)
    for unit in units:
        if journey.taken[unit] != best[unit]:
            journey.leave(unit)
            journey.take(unit, best[unit])


def cheapest(prices: Sequence[int], old: int, chance: random.Random) -> int:
    """One of the cheapest routes but the old one, drawn."""
    least = min(price for route, price in enumerate(prices) if route != old)
    options = [route for route, price in enumerate(prices) if price == least and route != old]
    return options[int(chance.random() * len(options))]


def nearly_cheapest(
    prices: Sequence[int],
    unit: int,
    old: int,
    step: int,
    barred: dict[tuple[int, int], int],
    noise: float,
    chance: random.Random,
) -> int:
    """A route among the cheapest, blurred a little, that the unit has not left just now."""
    rand = chance.random
    ranked = sorted((price + noise * rand(), route) for route, price in enumerate(prices))
    return next((route for _, route in ranked if route != old and barred.get((unit, route), -1) <= step), old)


def drawn_unit(
    journey: Journey,
    units: Sequence[int],
    wrong: Sequence[tuple[int, int]],
    doubled: Sequence[int],
    chance: random.Random,
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

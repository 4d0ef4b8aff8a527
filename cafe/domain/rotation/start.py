"""Where the search begins: a design, or the announced seats when re-planning, else one person at a time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cafe.domain.rotation.room import NOWHERE, Room
from cafe.domain.rotation.routes import journeys, suitable_routes
from cafe.domain.rotation.score import score
from cafe.domain.rotation.seating import Seating, Seats
from cafe.domain.rotation.weights import Weights

MANY_TABLES = 30
"""Above this many tables a person is offered a sample of them."""
FILLING = 8.0
"""What it takes to give somebody a seat, in millionths of a second: `meter.Meter`."""


@dataclass(frozen=True, slots=True)
class Start:
    """The first seats, what they took to find in millionths of a second of work, and whether they are a design."""

    seats: Seats
    work: float
    designed: bool = False


def first_seats(room: Room, price: Weights, chance: random.Random, *, by_design: bool = True) -> Start:
    """The seats that the search begins with."""
    designed = designed_seats(room, price, chance) if by_design and not room.problem.replan else None
    if designed:
        return designed
    seating = (as_announced if room.problem.replan else one_by_one)(room, price, chance)
    return Start(seating, FILLING * room.people * len(room.rounds))


def designed_seats(room: Room, price: Weights, chance: random.Random) -> Start | None:
    """Seats after a design, the rest one at a time; None where no design fits this café."""
    routes = suitable_routes(room)
    best, worth, work = None, 0, FILLING * room.people * len(room.rounds)
    for journey in journeys(room, price, routes, chance) if routes else ():
        seating = Seating(room, price)
        for unit, route in journey.itinerary().items():
            for number, table in enumerate(route):
                for person in room.units[unit]:
                    seating.sit(number, person, table)
        fill(room, seating, chance)
        counted = score(seating)
        cost = counted.rules * price.rule + counted.repeats * price.repeat
        work += journey.work
        if best is None or cost < worth:
            best, worth = seating.copy_seats(), cost
    return Start(best, work, designed=True) if best else None


def one_by_one(room: Room, price: Weights, chance: random.Random) -> Seats:
    """Each person in turn, drawn, at the table that costs least."""
    seating = Seating(room, price)
    fill(room, seating, chance)
    return seating.copy_seats()


def as_announced(room: Room, price: Weights, chance: random.Random) -> Seats:
    """Everybody where they were told to sit, as far as the table is there and has room; then those without a seat."""
    seating = Seating(room, price)
    for number in range(room.first, len(room.rounds)):
        one = room.rounds[number]
        together = {person: unit for unit in room.units for person in unit}
        for person in one.free:
            table = room.announced[number][person]
            if table in one.windows and all(
                room.announced[number][other] in {table, NOWHERE} for other in together[person] if other in one.free
            ):
                seating.sit(number, person, table)
    fill(room, seating, chance)
    return seating.copy_seats()


def fill(room: Room, seating: Seating, chance: random.Random) -> None:
    """Seats everybody who has no seat yet, round by round, at least cost; then levels the tables."""
    for number in range(room.first, len(room.rounds)):
        one = room.rounds[number]
        free = set(one.free)
        waiting = []
        for unit in room.units:
            members = [person for person in unit if person in free and seating.seat[number][person] == NOWHERE]
            if members:
                waiting.append(members)
        waiting = interleaved(waiting, room.group_of, chance)
        for members in waiting:
            companion = next((other for other in room.units[room.unit_of[members[0]]]
                              if other in free and seating.seat[number][other] != NOWHERE), None)  # fmt: skip
            table = (
                seating.seat[number][companion]
                if companion is not None
                else best_table(room, seating, number, members, chance)
            )
            for person in members:
                seating.sit(number, person, table)
        level(room, seating, number)


def interleaved(units: list[list[int]], group_of: Sequence[int], chance: random.Random) -> list[list[int]]:
    """A drawn order, companions first, each group spread evenly, so that the last tables are not of one kind."""
    by_group: dict[int, list[list[int]]] = {}
    for unit in units:
        by_group.setdefault(group_of[unit[0]], []).append(unit)
    placed: list[tuple[int, float, list[int]]] = []
    for members in by_group.values():
        chance.shuffle(members)
        placed += [(-len(unit), (index + chance.random()) / len(members), unit) for index, unit in enumerate(members)]
    return [unit for _, _, unit in sorted(placed)]


def best_table(room: Room, seating: Seating, number: int, members: Sequence[int], chance: random.Random) -> int:
    """The table that costs least for these people, of those with the most room to the balanced size."""
    one, size = room.rounds[number], seating.size[number]
    heads = len(members)
    options = [table for table in one.open if size[table] + heads <= one.windows[table].ceiling]
    options = options or [table for table in one.open if size[table] + heads <= one.windows[table].most]
    options = options or sorted(one.open, key=lambda table: size[table] - one.windows[table].most)[:1]
    if len(options) > MANY_TABLES:
        options = chance.sample(options, MANY_TABLES) + [
            table for person in members for table in room.must[person] if table in options
        ]
    met = [seating.met_elsewhere(number, person) for person in members]
    return min(options, key=lambda table: (place_cost(seating, number, members, met, table), size[table], table))


def place_cost(seating: Seating, number: int, members: Iterable[int], met: Iterable[int], table: int) -> int:
    """What it costs to give people without a seat one at this table."""
    room, price, total = seating.room, seating.price, 0
    mask, topic = seating.mask[number][table], room.topic_of[table]
    for person, known in zip(members, met, strict=True):
        total += price.repeat * (known & mask).bit_count()
        if seating.topic_count[person * seating.fields + topic]:
            total += seating.topic_price[person]
        total += seating.more[number][table * seating.groups + seating.group[person]]
        if seating.special[person]:
            total += price.rule * ((table in room.must_not[person]) + (room.apart[person] & mask).bit_count())
            if table in room.must[person] and all(seat[person] != table for seat in seating.seat):
                total -= price.rule
            if topic in room.wishes[person] and not seating.topic_count[person * seating.fields + topic]:
                total -= price.first_wish_missed
            if room.announced[number][person] not in {NOWHERE, table}:
                total += price.seat_changed
    return total


def level(room: Room, seating: Seating, number: int) -> None:
    """Moves single people from tables over their window to such with room, and to tables under it, at least cost."""
    one, size, seat = room.rounds[number], seating.size[number], seating.seat[number]
    free = set(one.free)
    alone = [
        person
        for person in one.free
        if not any(other in free for other in room.units[room.unit_of[person]] if other != person)
    ]
    for _ in range(len(one.here)):
        over = {table for table in one.open if size[table] > one.windows[table].most}
        under = {table for table in one.open if size[table] < one.windows[table].least}
        if not over and not under:
            return
        givers = over or {table for table in one.open if size[table] > one.windows[table].least}
        takers = under or {table for table in one.open if size[table] < one.windows[table].most}
        moves = [(person, table) for person in alone if seat[person] in givers for table in takers]
        if not moves:
            return
        person, table = min(
            moves, key=lambda move: (seating.exchange_cost(number, (move[0],), (), seat[move[0]], move[1]), move)
        )
        seating.move(number, person, table)

"""Who sits where: three simple ways, and a seat for everybody who comes late.

Fair and quick rather than best: each person in turn is given the table that costs least. Everything is a function of
its arguments; the same seed gives the same seating.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Seats = Mapping[int, int]
"""Person → table, by number."""


class Policy(StrEnum):
    """How people change tables."""

    MIX = "mix"  # so that people meet
    CAROUSEL = "carousel"  # groups move on together along a ring of topics
    CHOICE = "choice"  # people choose, the plan fills in those who don't
    HOME = "home"  # so that people meet; in the last round everybody comes back to where they began
    FIXED = "fixed"  # seats from a list that somebody made, the plan fills in the rest


@dataclass(frozen=True, slots=True)
class Place:
    """A table as the planner sees it; the host's seat is one of `seats`."""

    number: int
    topic: int
    seats: int


@dataclass(frozen=True, slots=True)
class Guest:
    """A person as the planner sees one."""

    number: int
    group: str | None = None
    hosts: int | None = None


@dataclass(frozen=True, slots=True)
class Seating:
    """A seating, and the codes of what could not be kept."""

    seats: dict[int, int]
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a seating means, in numbers a lead can weigh."""

    moved: int
    repeats: int
    new_faces_mean: float
    smallest: int
    largest: int


COST_TOPIC_AGAIN = 1_000
COST_MET_AGAIN = 30
COST_SAME_GROUP = 8
COST_FILL = 3
MANY_TABLES = 40
"""Above this many tables a person is offered a sample: 2,000 people are then seated in well under a second."""


class Room:
    """The tables while they fill: who sits where, and what that means for the next person."""

    def __init__(self, places: Sequence[Place], past: Sequence[Seats], groups: Mapping[int, str | None]) -> None:
        self.places = places
        self.groups = groups
        self.seats: dict[int, int] = {}
        self.members: dict[int, list[int]] = {place.number: [] for place in places}
        self._topic_of = {place.number: place.topic for place in places}
        self._past = past
        self._tables_then: list[dict[int, list[int]]] | None = None
        self._met: dict[int, Counter[int]] = {}
        self._topics: dict[int, set[int]] = {}

    def met(self, person: int) -> Counter[int]:
        """Whom somebody has sat with, and how often."""
        if person not in self._met:
            self._met[person] = Counter(
                other
                for number, round_seats in enumerate(self._past)
                if person in round_seats
                for other in self._sat_then(number)[round_seats[person]]
                if other != person
            )
        return self._met[person]

    def topics(self, person: int) -> set[int]:
        """At which topics somebody has sat."""
        if person not in self._topics:
            tables = (round_seats.get(person, 0) for round_seats in self._past)
            self._topics[person] = {self._topic_of[table] for table in tables if table in self._topic_of}
        return self._topics[person]

    def _sat_then(self, number: int) -> dict[int, list[int]]:
        """Table → its people, in an earlier round."""
        if self._tables_then is None:
            self._tables_then = [sitting(round_seats) for round_seats in self._past]
        return self._tables_then[number]

    def sit(self, person: int, table: int) -> None:
        """Gives the seat."""
        self.seats[person] = table
        self.members[table].append(person)

    def cost(self, person: int, place: Place) -> float:
        """What it costs, in tenths of a nuisance, to seat this person there."""
        members = self.members[place.number]
        met = self.met(person)
        group = self.groups.get(person)
        return (
            (COST_TOPIC_AGAIN if place.topic in self.topics(person) else 0)
            + (COST_MET_AGAIN * sum(met[other] for other in members) if met else 0)
            + (COST_SAME_GROUP * sum(self.groups.get(other) == group for other in members) if group else 0)
            + COST_FILL * 10 * len(members) / place.seats
        )

    def free(self, place: Place, limit: int) -> bool:
        """Whether another person fits, by the seats and by an even share."""
        return len(self.members[place.number]) < min(place.seats, limit)


def plan(
    policy: Policy, guests: Sequence[Guest], places: Sequence[Place], past: Sequence[Seats], chosen: Seats, seed: int
) -> Seating:
    """A seating of all `guests` for the next round.

    `past` are the seatings of the rounds before, `chosen` what people have chosen themselves. Hosts sit at their table.
    A table never gets more than its seats; who finds none is left out and noted (`not_all_seated`).
    """
    room = Room(places, past, {guest.number: guest.group for guest in guests})
    known = {place.number for place in places}
    for guest in guests:
        if guest.hosts in known:
            room.sit(guest.number, guest.hosts)
    waiting = sorted(guest.number for guest in guests if guest.number not in room.seats)
    if policy in {Policy.CHOICE, Policy.FIXED}:
        waiting = keep(room, waiting, chosen)
    if policy is Policy.CAROUSEL and past:
        waiting = keep(room, waiting, shifted(places, past[-1]))
    left = fill(room, waiting, seed)
    topic_of = {place.number: place.topic for place in places}
    hosts = {guest.number for guest in guests if guest.hosts}
    again = any(topic_of[table] in room.topics(person) for person, table in room.seats.items() if person not in hosts)
    notes = ["not_all_seated"] * bool(left) + ["topic_repeat"] * again
    return Seating(room.seats, notes)


def seat_late(
    late: Sequence[Guest],
    places: Sequence[Place],
    taken: Seats,
    past: Sequence[Seats],
    groups: Mapping[int, str | None],
    wished: Mapping[int, int] | None = None,
) -> dict[int, int]:
    """The least disturbing free seats for those who come late, one after the other; who finds none is left out.

    A `wished` table (person → table) is theirs if it has a free seat. `groups` are those of everybody, late or not.
    """
    room = Room(places, past, groups)
    for person, table in taken.items():
        if table in room.members:
            room.sit(person, table)
    by_number = {place.number: place for place in places}
    found = {}
    for guest in late:
        place = by_number.get((wished or {}).get(guest.number, 0))
        if place is None or not room.free(place, place.seats):
            open_places = [place for place in places if room.free(place, place.seats)]
            place = min(open_places, key=lambda place: (room.cost(guest.number, place), place.number), default=None)
        if place is not None:
            room.sit(guest.number, place.number)
            found[guest.number] = place.number
    return found


def fitted(wanted: Seats, guests: Sequence[Guest], places: Sequence[Place]) -> dict[int, int]:
    """What still holds of a seating made earlier, for those who are here now.

    Hosts sit at their own table; where a table has become too small, those who came last wait for another seat.
    """
    room = Room(places, [], {})
    known = {place.number for place in places}
    for guest in guests:
        if guest.hosts in known:
            room.sit(guest.number, guest.hosts)
    keep(room, sorted(guest.number for guest in guests if guest.number not in room.seats), wanted)
    return room.seats


def explain(seats: Seats, places: Sequence[Place], past: Sequence[Seats]) -> Explanation:
    """The numbers a lead sees beside a preview."""
    met: set[tuple[int, int]] = set()
    for round_seats in past:
        met.update(pairs(round_seats))
    now = set(pairs(seats))
    sizes = [len(people) for people in sitting(seats).values()] or [0]
    new = len(now - met)
    before = past[-1] if past else {}
    return Explanation(
        moved=sum(before.get(person) not in (None, table) for person, table in seats.items()),
        repeats=len(now & met),
        new_faces_mean=round(2 * new / len(seats), 1) if seats else 0.0,
        smallest=min(sizes) if len(sitting(seats)) == len(places) else 0,
        largest=max(sizes),
    )


def sitting(seats: Seats) -> dict[int, list[int]]:
    """Table → its people."""
    tables: dict[int, list[int]] = defaultdict(list)
    for person, table in seats.items():
        tables[table].append(person)
    return tables


def pairs(seats: Seats) -> Iterable[tuple[int, int]]:
    """All pairs that sit together, the smaller number first."""
    for people in sitting(seats).values():
        people.sort()
        for index, one in enumerate(people):
            for other in people[index + 1 :]:
                yield one, other


def ring(places: Sequence[Place]) -> list[Place]:
    """The tables in an order in which the next one has another topic, as far as topics allow."""
    by_topic: dict[int, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda place: place.number):
        by_topic[place.topic].append(place)
    rows = sorted(by_topic.values(), key=lambda row: (-len(row), row[0].topic))
    longest = max(map(len, rows), default=0)
    return [row[index] for index in range(longest) for row in rows if index < len(row)]


def shifted(places: Sequence[Place], before: Seats) -> dict[int, int]:
    """Everybody one table further along the ring."""
    order = [place.number for place in ring(places)]
    onward = {table: order[(index + 1) % len(order)] for index, table in enumerate(order)}
    return {person: onward[table] for person, table in before.items() if table in onward}


def keep(room: Room, waiting: Sequence[int], wanted: Seats) -> list[int]:
    """Seats those whose wanted table has room; returns the others."""
    by_number = {place.number: place for place in room.places}
    rest = []
    for person in waiting:
        place = by_number.get(wanted.get(person, 0))
        if place and room.free(place, place.seats):
            room.sit(person, place.number)
        else:
            rest.append(person)
    return rest


def fill(room: Room, waiting: Sequence[int], seed: int) -> list[int]:
    """Seats everybody who still waits, evenly and at least cost; returns those for whom there is no seat."""
    chance = random.Random(seed)  # noqa: S311 - a fair draw, not a secret
    order = interleaved(waiting, room.groups, chance)
    limit = even_share(room.places, len(waiting) + len(room.seats))
    left = []
    for person in order:
        free = [place for place in room.places if room.free(place, limit)] or [
            place for place in room.places if room.free(place, place.seats)
        ]
        if not free:
            left.append(person)
            continue
        if len(free) > MANY_TABLES:
            emptiest = sorted(free, key=lambda place: len(room.members[place.number]) / place.seats)[:MANY_TABLES]
            free = emptiest + chance.sample(free, 8)
        best = min(free, key=lambda place: (room.cost(person, place), place.number))
        room.sit(person, best.number)
    return left


def interleaved(people: Sequence[int], groups: Mapping[int, str | None], chance: random.Random) -> list[int]:
    """A drawn order in which each stakeholder group is spread evenly, so that the last tables are not of one kind."""
    by_group: dict[str | None, list[int]] = defaultdict(list)
    for person in sorted(people):
        by_group[groups.get(person)].append(person)
    placed: list[tuple[float, int]] = []
    for members in by_group.values():
        chance.shuffle(members)
        placed += [((index + chance.random()) / len(members), person) for index, person in enumerate(members)]
    return [person for _, person in sorted(placed)]


def even_share(places: Sequence[Place], people: int) -> int:
    """The size at which all fit when tables fill evenly and small ones only up to their seats."""
    share = 1
    while sum(min(place.seats, share) for place in places) < people and share < 12:
        share += 1
    return share

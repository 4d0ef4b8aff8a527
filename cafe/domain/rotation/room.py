"""The problem in whole numbers, as the search needs it: people, tables, topics and groups are indices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cafe.domain.rotation.levels import Window, ceiling, floor, windows
from cafe.domain.rotation.problem import Person, Problem

NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Round:
    """One round: who is there, which tables are open, how many each takes, whose seat is settled."""

    here: tuple[int, ...]
    open: tuple[int, ...]
    windows: dict[int, Window]
    held: tuple[int, ...]
    """Per person: the table where they sit whatever the plan says (host, pinned, decided, past), or NOWHERE."""
    free: tuple[int, ...]
    """Those whose seat is the plan's to choose."""


@dataclass(frozen=True, slots=True)
class Room:
    """A problem without contradictions (clashes.py sees to that), compiled."""

    problem: Problem
    people: int
    tables: int
    topics: int
    topic_of: tuple[int, ...]
    topic_names: tuple[str, ...]
    group_of: tuple[int, ...]
    group_names: tuple[str, ...]
    units: tuple[tuple[int, ...], ...]
    unit_of: tuple[int, ...]
    anchor: tuple[int, ...]
    """Per person: the table they are bound to (their own or a companion's), or NOWHERE; it may be closed at times."""
    apart: tuple[int, ...]
    """Per person, as bits: whom to keep apart from."""
    forced: tuple[int, ...]
    """Per person, as bits: whose meetings do not count, because they are wished or cannot be helped. Oneself too."""
    must: tuple[tuple[int, ...], ...]
    must_not: tuple[frozenset[int], ...]
    wishes: tuple[tuple[int, ...], ...]
    announced: tuple[tuple[int, ...], ...]
    chose: tuple[bool, ...]
    """Per person: whether some seat was decided for them beforehand, so that they may well see a topic again."""
    rounds: tuple[Round, ...] = field(default=())

    @property
    def first(self) -> int:
        """The first round that may change."""
        return self.problem.from_round

    @property
    def topic_rule(self) -> bool:
        """Nobody twice at a topic holds as long as there are at least as many topics as rounds."""
        return len(self.rounds) <= self.topics

    def bound_by_topics(self, person: int) -> bool:
        """Whether the topic rule protects this person: hosts and pinned people stay, and who has chosen, has chosen."""
        return self.topic_rule and self.anchor[person] == NOWHERE and not self.chose[person]

    def ideal(self, number: int, table: int, group: int) -> tuple[int, int]:
        """Fewest and most of a group that a table has when the group is spread evenly over the room."""
        here = self.rounds[number].here
        share = Fraction(sum(self.group_of[person] == group for person in here), max(1, len(here)))
        even = self.rounds[number].windows[table].target * share
        return floor(even), ceiling(even)

    def ideals(self, number: int) -> dict[int, list[tuple[int, int]]]:
        """`ideal` of every open table and group of a round, in one go."""
        counts = [0] * len(self.group_names)
        here = self.rounds[number].here
        for person in here:
            if self.group_of[person] != NOWHERE:
                counts[self.group_of[person]] += 1
        known: dict[Fraction, list[tuple[int, int]]] = {}
        result = {}
        for table, window in self.rounds[number].windows.items():
            if window.target not in known:
                shares = [window.target * count / max(1, len(here)) for count in counts]
                known[window.target] = [(floor(share), ceiling(share)) for share in shares]
            result[table] = known[window.target]
        return result


def compiled(problem: Problem) -> Room:
    """The problem as numbers."""
    tables = {table.id: index for index, table in enumerate(problem.tables)}
    people = {person.id: index for index, person in enumerate(problem.people)}
    subjects = numbered(table.subject for table in problem.tables)
    groups = numbered(person.group for person in problem.people if person.group)
    units = united(problem, people)
    unit_of = [0] * len(people)
    for index, unit in enumerate(units):
        for person in unit:
            unit_of[person] = index
    own = [tables.get(person.host_of or person.pinned or "", NOWHERE) for person in problem.people]
    anchor = [max(own[other] for other in units[unit_of[person]]) for person in range(len(people))]
    announced = announced_seats(problem, people, tables)
    room = Room(
        problem=problem,
        people=len(people),
        tables=len(tables),
        topics=len(subjects),
        topic_of=tuple(subjects[table.subject] for table in problem.tables),
        topic_names=tuple(subjects),
        group_of=tuple(groups.get(person.group or "", NOWHERE) for person in problem.people),
        group_names=tuple(groups),
        units=units,
        unit_of=tuple(unit_of),
        anchor=tuple(anchor),
        apart=apart_bits(problem, people),
        forced=forced_bits(units, anchor),
        must=tuple(tuple(tables[one] for one in person.must_visit) for person in problem.people),
        must_not=tuple(frozenset(tables[one] for one in person.must_not_visit) for person in problem.people),
        wishes=tuple(wished_topics(person, subjects) for person in problem.people),
        announced=announced,
        chose=tuple(any(person.id in seats for seats in problem.decided) for person in problem.people),
    )
    rounds = tuple(compiled_round(room, number, own, people, tables) for number in range(problem.rounds))
    object.__setattr__(room, "rounds", rounds)  # the rounds need the room they belong to
    return room


def numbered(names: Iterable[str]) -> dict[str, int]:
    """Each name once, numbered in order of appearance."""
    return {name: index for index, name in enumerate(dict.fromkeys(names))}


def wished_topics(person: Person, subjects: dict[str, int]) -> tuple[int, ...]:
    """The first three wishes that are topics of this café."""
    return tuple(subjects[topic] for topic in dict.fromkeys(person.wishes) if topic in subjects)[:3]


def united(problem: Problem, people: dict[str, int]) -> tuple[tuple[int, ...], ...]:
    """Keep-together units: whoever shares a wish with somebody shares it with their companions too."""
    leader = list(range(len(people)))

    def lead(person: int) -> int:
        while leader[person] != person:
            leader[person] = leader[leader[person]]
            person = leader[person]
        return person

    for ids in problem.keep_together:
        for other in ids[1:]:
            leader[lead(people[other])] = lead(people[ids[0]])
    units: dict[int, list[int]] = {}
    for person in range(len(people)):
        units.setdefault(lead(person), []).append(person)
    return tuple(tuple(unit) for unit in units.values())


def apart_bits(problem: Problem, people: dict[str, int]) -> tuple[int, ...]:
    """Per person, as bits: whom to keep apart from."""
    bits = [0] * len(people)
    for one, other in problem.keep_apart:
        bits[people[one]] |= 1 << people[other]
        bits[people[other]] |= 1 << people[one]
    return tuple(bits)


def forced_bits(units: Sequence[Sequence[int]], anchor: Sequence[int]) -> tuple[int, ...]:
    """Per person, as bits: oneself, one's companions, and those bound to the same table."""
    bits = [0] * len(anchor)
    at_anchor: dict[int, int] = {}
    for person, table in enumerate(anchor):
        if table != NOWHERE:
            at_anchor[table] = at_anchor.get(table, 0) | 1 << person
    for unit in units:
        mask = sum(1 << person for person in unit)
        for person in unit:
            bits[person] = mask | at_anchor.get(anchor[person], 0)
    return tuple(bits)


def announced_seats(problem: Problem, people: dict[str, int], tables: dict[str, int]) -> tuple[tuple[int, ...], ...]:
    """Per round and person: the announced table, or NOWHERE."""
    seats = [[NOWHERE] * len(people) for _ in range(problem.rounds)]
    if problem.replan:
        for number, sitting in enumerate(problem.replan.announced):
            for table, ids in sitting.items():
                for one in ids:
                    if one in people and table in tables:  # a name struck off the list since is no seat any more
                        seats[number][people[one]] = tables[table]
    return tuple(map(tuple, seats))


def compiled_round(room: Room, number: int, own: list[int], people: dict[str, int], tables: dict[str, int]) -> Round:
    """One round as numbers."""
    problem = room.problem
    here = tuple(index for index, person in enumerate(problem.people) if person.comes_in(number))
    opened = tuple(index for index, table in enumerate(problem.tables) if table.opens_in(number))
    held = [NOWHERE] * room.people
    if number < problem.from_round:
        held = list(room.announced[number])
        here = tuple(person for person in range(room.people) if held[person] != NOWHERE)
    else:
        settle(room, number, held, here, opened, own)
        for one, table in (problem.decided[number] if problem.decided else {}).items():
            if tables[table] in opened and problem.people[people[one]].comes_in(number):
                held[people[one]] = tables[table]
    free = tuple(person for person in here if held[person] == NOWHERE)
    capacities = {table: problem.tables[table].capacity for table in opened}
    sizes = windows(capacities, len(here))
    there = set(free)
    largest = max((len(there.intersection(unit)) for unit in room.units if len(unit) > 1), default=0)
    if problem.even and any(window.most < largest for window in sizes.values()):
        sizes = {
            table: replace(one, most=min(capacities[table], max(one.most, largest))) for table, one in sizes.items()
        }
    if not problem.even:
        sizes = {table: replace(window, least=0, most=capacities[table]) for table, window in sizes.items()}
    return Round(here, opened, sizes, tuple(held), free)


def settle(
    room: Room, number: int, held: list[int], here: Sequence[int], opened: Sequence[int], own: list[int]
) -> None:
    """Seats hosts and pinned people, and those who must stay with one of them who is there."""
    is_open, is_here = set(opened), set(here)
    for unit in room.units:
        bound = [person for person in unit if own[person] in is_open]
        if any(person in is_here for person in bound):
            for person in unit:
                if person in is_here:
                    held[person] = own[bound[0]]

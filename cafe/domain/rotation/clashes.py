"""Wishes that cannot all be kept: named as the smallest set that clashes, and what gives way.

What gives way is always the least of them in the order of the hard rules: seats, hosts and fixed people, keep together,
keep apart, must and must not. A plan is then made without it, so the café is never without one.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from cafe.domain.rotation.problem import Person, Problem


class Remedy(StrEnum):
    """What has given way; the sentence about a clash says that this would solve it."""

    ADD_SEATS = "add_seats"
    OPEN_TABLES = "open_tables"
    DROP_PIN = "drop_pin"
    MOVE_SOMEBODY = "move_somebody"
    SPLIT_UNIT = "split_unit"
    DROP_TOGETHER = "drop_together"
    DROP_APART = "drop_apart"
    DROP_MUST_VISIT = "drop_must_visit"
    DROP_MUST_NOT_VISIT = "drop_must_not_visit"
    DROP_DECIDED = "drop_decided"


@dataclass(frozen=True, slots=True)
class Clash:
    """A smallest set of things that cannot be together, and what gives way.

    `code` names the sentence; `people`, `tables` and `rounds` are the culprits, `numbers` what the sentence counts;
    `dropped` names whose wish gave way.
    """

    code: str
    remedy: Remedy
    people: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    rounds: tuple[int, ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()


Found = tuple[Problem, list[Clash]]


def relaxed(problem: Problem) -> tuple[Problem, tuple[Clash, ...]]:
    """The problem without contradictions, and those it had."""
    checks: list[Callable[[Problem], Found]] = [
        seats_suffice, one_table_each, bound_fit, companions_agree, companions_fit, apart_possible, apart_colourable,
        must_not_leaves_some, must_possible, must_fits,
    ]  # fmt: skip
    clashes: list[Clash] = []
    for check in checks:
        problem, found = check(problem)
        clashes += found
    return problem, tuple(clashes)


def seats_suffice(problem: Problem) -> Found:
    """There are seats for all in every round that is still to come; else chairs are added, evenly."""
    clashes = []
    asked = problem
    for number in range(problem.from_round, problem.rounds):
        people = len(present(asked, number))
        opened = {table.id for table in asked.tables if table.opens_in(number)}
        if people and not opened:
            clashes.append(Clash("no_table_open", Remedy.OPEN_TABLES, rounds=(number,), numbers={"people": people}))
            opened = {table.id for table in asked.tables}
            tables = (replace(t, open=None if t.open is None else t.open | {number}) for t in problem.tables)
            problem = replace(problem, tables=tuple(tables))
        seats = sum(table.capacity for table in asked.tables if table.id in opened)
        if people > seats:
            numbers = {"people": people, "seats": seats, "missing": people - seats}
            clashes.append(Clash("too_few_seats", Remedy.ADD_SEATS, rounds=(number,), numbers=numbers))
        there = sum(table.capacity for table in problem.tables if table.id in opened)
        if people > there:
            problem = with_chairs(problem, opened, people - there)
    return problem, merged(clashes)


def with_chairs(problem: Problem, tables: set[str], chairs: int) -> Problem:
    """More seats at these tables, the small ones first."""
    seats = {table.id: table.capacity for table in problem.tables}
    for _ in range(chairs):
        seats[min(sorted(tables), key=seats.__getitem__)] += 1
    return replace(problem, tables=tuple(replace(table, capacity=seats[table.id]) for table in problem.tables))


def merged(clashes: Iterable[Clash]) -> list[Clash]:
    """One clash where several rounds have the same."""
    by_kind: dict[tuple[object, ...], Clash] = {}
    for clash in clashes:
        key = (clash.code, clash.people, clash.tables, tuple(sorted(clash.numbers.items())))
        known = by_kind.get(key)
        by_kind[key] = replace(known, rounds=known.rounds + clash.rounds) if known else clash
    return list(by_kind.values())


def one_table_each(problem: Problem) -> Found:
    """Nobody hosts one table and is pinned to another."""
    clashes, people = [], []
    for person in problem.people:
        if person.host_of and person.pinned and person.host_of != person.pinned:
            tables = (person.host_of, person.pinned)
            clashes.append(Clash("host_pinned_elsewhere", Remedy.DROP_PIN, (person.id,), tables, dropped=(person.id,)))
            people.append(replace(person, pinned=None))
        else:
            people.append(person)
    return replace(problem, people=tuple(people)), clashes


def bound_fit(problem: Problem) -> Found:
    """A table has seats for its hosts, pinned people and those whose seat there is decided."""
    clashes: list[Clash] = []
    for number in range(problem.from_round, problem.rounds):
        decided = dict(problem.decided[number]) if problem.decided else {}
        bound_here = [p for p in problem.people if (p.host_of or p.pinned or p.id in decided) and p.comes_in(number)]
        here = {person.id for person in bound_here}
        for table in problem.tables:
            if not table.opens_in(number) or not bound_here:
                continue
            hosts = [p.id for p in bound_here if p.host_of == table.id]
            pinned = [p.id for p in bound_here if p.pinned == table.id and not p.host_of]
            chosen = [
                one for one, where in decided.items() if where == table.id and one in here and one not in hosts + pinned
            ]
            over = (hosts + pinned + chosen)[table.capacity :]
            if not over:
                continue
            bound = tuple(hosts + pinned + chosen)
            remedy = Remedy.DROP_DECIDED if set(over) <= set(chosen) else Remedy.DROP_PIN
            numbers = {"people": len(bound), "seats": table.capacity}
            clashes.append(Clash("too_many_bound", remedy, bound, (table.id,), (number,), numbers, tuple(over)))
            problem = unbound(problem, number, set(over), table.id)
    return problem, clashes


def unbound(problem: Problem, number: int, people: set[str], table: str) -> Problem:
    """The problem in which these people are not bound to this table any more."""
    loose = [
        replace(p, host_of=None if p.host_of == table else p.host_of, pinned=None if p.pinned == table else p.pinned)
        if p.id in people
        else p
        for p in problem.people
    ]
    decided = [dict(seats) for seats in problem.decided]
    if decided:
        decided[number] = {one: where for one, where in decided[number].items() if one not in people or where != table}
    return replace(problem, people=tuple(loose), decided=tuple(decided))


def companions_agree(problem: Problem) -> Found:
    """Nobody is to stay with two people who are bound to different tables."""
    bound = {person.id: person.host_of or person.pinned for person in problem.people if person.host_of or person.pinned}
    clashes: list[Clash] = []
    kept: list[tuple[str, ...]] = []
    for group in problem.keep_together:
        anchors = anchored([*kept, group], bound)
        clash = next((pair for pair in anchors if bound[pair[0]] != bound[pair[1]]), None)
        if clash is None:
            kept.append(group)
            continue
        chain = shortest_chain([*kept, group], *clash)
        tables = (str(bound[clash[0]]), str(bound[clash[1]]))
        clashes.append(Clash("together_bound_apart", Remedy.DROP_TOGETHER, chain, tables, dropped=group))
    return replace(problem, keep_together=tuple(kept)), clashes


def anchored(groups: Sequence[Sequence[str]], bound: dict[str, str | None]) -> list[tuple[str, str]]:
    """Pairs of bound people who belong to one unit."""
    pairs = []
    for unit in joined(groups):
        anchors = sorted(person for person in unit if person in bound)
        pairs += list(pairwise(anchors))
    return pairs


def joined(groups: Sequence[Sequence[str]]) -> list[list[str]]:
    """Units: groups that share somebody are one."""
    units: list[list[str]] = []
    for group in groups:
        touching = [unit for unit in units if set(unit) & set(group)]
        units = [unit for unit in units if unit not in touching]
        units.append(list(dict.fromkeys([*(person for unit in touching for person in unit), *group])))
    return units


def shortest_chain(groups: Sequence[Sequence[str]], start: str, end: str) -> tuple[str, ...]:
    """The fewest people through whom two hang together (breadth first)."""
    before: dict[str, str] = {start: start}
    queue = deque([start])
    while queue and end not in before:
        person = queue.popleft()
        for group in groups:
            if person in group:
                for other in group:
                    if other not in before:
                        before[other] = person
                        queue.append(other)
    chain = [end]
    while chain[-1] != start:
        chain.append(before[chain[-1]])
    return tuple(reversed(chain))


def companions_fit(problem: Problem) -> Found:
    """Companions find a table with as many seats, beside those who are bound to it; else the unit is split."""
    clashes, kept = [], list(problem.keep_together)
    for unit in joined(problem.keep_together):
        coming = range(problem.from_round, problem.rounds)
        room, number = min(((most_room(problem, unit, n), n) for n in coming), default=(len(unit), 0))
        size = sum(person.comes_in(number) for person in problem.people if person.id in set(unit))
        if size <= room:
            continue
        own = [group for group in kept if set(group) & set(unit)]
        kept = [group for group in kept if group not in own]
        parts = -(-len(unit) // max(1, room))
        pieces = [tuple(unit[index::parts]) for index in range(parts)]
        kept += [piece for piece in pieces if len(piece) > 1]
        numbers = {"people": size, "seats": room}
        clashes.append(
            Clash("unit_too_large", Remedy.SPLIT_UNIT, tuple(unit), (), (number,), numbers, tuple(unit[1::parts]))
        )
    return replace(problem, keep_together=tuple(kept)), clashes


def most_room(problem: Problem, unit: Sequence[str], number: int) -> int:
    """The most of this unit that any table open to it can seat in a round."""
    inside = set(unit)
    bound = Counter(
        str(p.host_of or p.pinned)
        for p in problem.people
        if (p.host_of or p.pinned) and p.comes_in(number) and p.id not in inside
    )
    own = {p.host_of or p.pinned for p in problem.people if p.id in inside} - {None}
    opened = {table.id for table in problem.tables if table.opens_in(number)}
    tables = [table for table in problem.tables if table.id in opened and (not own & opened or table.id in own)]
    return max((table.capacity - bound[table.id] for table in tables), default=0)


def apart_possible(problem: Problem) -> Found:
    """Nobody is to be kept apart from a companion, or from somebody bound to the same table."""
    clashes, kept = [], []
    bound = {person.id: person.host_of or person.pinned for person in problem.people}
    unit_of = {person: index for index, unit in enumerate(joined(problem.keep_together)) for person in unit}
    anchors: dict[int, str] = {}
    for person, index in unit_of.items():
        if bound[person]:
            anchors[index] = str(bound[person])
    for one, other in dict.fromkeys(problem.keep_apart):
        if one in unit_of and unit_of[one] == unit_of.get(other):
            chain = shortest_chain(problem.keep_together, one, other)
            clashes.append(Clash("together_and_apart", Remedy.DROP_APART, chain, dropped=(one, other)))
            continue
        table = bound[one] or anchors.get(unit_of.get(one, -1))
        if table and table == (bound[other] or anchors.get(unit_of.get(other, -1))):
            clashes.append(
                Clash("apart_bound_together", Remedy.DROP_APART, (one, other), (str(table),), dropped=(one, other))
            )
            continue
        kept.append((one, other))
    return replace(problem, keep_apart=tuple(kept)), clashes


def apart_colourable(problem: Problem) -> Found:
    """People who are all to be kept apart from each other are no more than there are tables."""
    clashes = []
    pairs = list(problem.keep_apart)
    units = {person: min(unit) for unit in joined(problem.keep_together) for person in unit}
    for number in range(problem.from_round, problem.rounds):
        here = {person.id for person in present(problem, number)}
        tables = sum(table.opens_in(number) for table in problem.tables)
        while True:
            meant = {
                pair: (units.get(pair[0], pair[0]), units.get(pair[1], pair[1]))
                for pair in pairs
                if here.issuperset(pair)
            }
            crowd = crowd_apart(list(meant.values()), tables + 1)
            if crowd is None:
                break
            culprits = [pair for pair, ends in meant.items() if set(ends) <= set(crowd)]
            pairs.remove(culprits[-1])
            people = tuple(dict.fromkeys(person for pair in culprits for person in pair))
            numbers = {"people": len(crowd), "tables": tables}
            clash = Clash("too_many_apart", Remedy.DROP_APART, people, (), (number,), numbers, culprits[-1])
            clashes.append(clash)
    return replace(problem, keep_apart=tuple(pairs)), clashes


def crowd_apart(pairs: Sequence[tuple[str, str]], size: int) -> list[str] | None:
    """So many people who are pairwise to be kept apart (a clique; the graphs are small), or None."""
    apart: dict[str, set[str]] = {}
    for one, other in pairs:
        apart.setdefault(one, set()).add(other)
        apart.setdefault(other, set()).add(one)

    def grown(crowd: list[str], others: list[str]) -> list[str] | None:
        if len(crowd) == size:
            return crowd
        for index, person in enumerate(others):
            if len(crowd) + len(others) - index < size:
                return None
            found = grown([*crowd, person], [other for other in others[index + 1 :] if other in apart[person]])
            if found:
                return found
        return None

    return grown([], sorted(person for person, others in apart.items() if len(others) >= size - 1))


def must_not_leaves_some(problem: Problem) -> Found:
    """What somebody, or a unit, must not visit leaves a table to sit at in every round, and not the own one out."""
    clashes: list[Clash] = []
    units = {person: tuple(unit) for unit in joined(problem.keep_together) for person in unit}
    people = {person.id: person for person in problem.people}
    for person in problem.people:
        if not person.must_not_visit:
            continue
        own = {people[other].host_of or people[other].pinned for other in units.get(person.id, (person.id,))} - {None}
        if own & person.must_not_visit:
            tables = tuple(sorted(map(str, own & person.must_not_visit)))
            clashes.append(
                Clash("bound_to_barred", Remedy.DROP_MUST_NOT_VISIT, (person.id,), tables, dropped=(person.id,))
            )
            people[person.id] = replace(person, must_not_visit=person.must_not_visit - own)
    open_in = {
        n: {table.id: table.capacity for table in problem.tables if table.opens_in(n)}
        for n in range(problem.from_round, problem.rounds)
    }
    barring = [person.id for person in problem.people if person.must_not_visit]
    for unit in dict.fromkeys(units.get(one, (one,)) for one in barring):
        for number, seats in open_in.items():
            here = [one for one in unit if people[one].comes_in(number)]
            opened = {table for table, capacity in seats.items() if capacity >= len(here)}
            barred = frozenset().union(*(people[one].must_not_visit for one in here)) if here else frozenset()
            if here and opened and opened <= barred:
                worst = max(here, key=lambda one: (len(people[one].must_not_visit), one))
                tables = tuple(sorted(opened))
                clashes.append(
                    Clash("no_table_left", Remedy.DROP_MUST_NOT_VISIT, tuple(here), tables, (number,), dropped=(worst,))
                )
                people[worst] = replace(people[worst], must_not_visit=frozenset())
    return replace(problem, people=tuple(people[person.id] for person in problem.people)), clashes


def must_possible(problem: Problem) -> Found:
    """Everybody can visit what they must in the rounds they are there for: a matching of tables and rounds."""
    clashes: list[Clash] = []
    units = {person: tuple(unit) for unit in joined(problem.keep_together) for person in unit}
    people = {person.id: person for person in problem.people}
    for person in problem.people:
        if not person.must_visit:
            continue
        keep: list[str] = []
        for table in dict.fromkeys(person.must_visit):
            clash = why_not(problem, people, units.get(person.id, (person.id,)), person, [*keep, table])
            if clash:
                clashes.append(clash)
            else:
                keep.append(table)
        people[person.id] = replace(person, must_visit=tuple(keep))
    return replace(problem, people=tuple(people[person.id] for person in problem.people)), clashes


def why_not(
    problem: Problem, people: dict[str, Person], unit: Sequence[str], person: Person, tables: list[str]
) -> Clash | None:
    """Why somebody cannot visit all these tables; None if they can."""
    newest = tables[-1]
    seen = visited(problem, person.id)
    if newest in seen:
        return None
    barred = frozenset().union(*(people[other].must_not_visit for other in unit))
    if newest in barred:
        culprits = tuple(other for other in unit if newest in people[other].must_not_visit)
        who = tuple(dict.fromkeys((person.id, *culprits)))
        return Clash("must_and_must_not", Remedy.DROP_MUST_VISIT, who, (newest,), dropped=(person.id,))
    options = {table: rounds_for(problem, people, unit, person, table) for table in tables if table not in seen}
    matched: dict[int, str] = {}
    reached: set[str] = set()

    def place(table: str, tried: set[int]) -> bool:
        reached.add(table)
        for number in options[table]:
            if number in tried:
                continue
            tried.add(number)
            if number not in matched or place(matched[number], tried):
                matched[number] = table
                return True
        return False

    for table in options:
        reached.clear()
        if not place(table, set()):
            rounds = tuple(sorted({number for one in reached for number in options[one]}))
            numbers = {"tables": len(reached), "rounds": len(rounds)}
            own = bound_table(people, unit)
            code = "bound_must_visit" if own else "too_many_must_visit" if len(reached) > 1 else "must_visit_closed"
            return Clash(
                code,
                Remedy.DROP_MUST_VISIT,
                (person.id,),
                (*((own,) if own else ()), *sorted(reached)),
                rounds,
                numbers,
                (person.id,),
            )
    return None


def bound_table(people: dict[str, Person], unit: Sequence[str]) -> str | None:
    """The table a unit is bound to."""
    return next(
        (people[one].host_of or people[one].pinned for one in unit if people[one].host_of or people[one].pinned), None
    )


def rounds_for(
    problem: Problem, people: dict[str, Person], unit: Sequence[str], person: Person, table: str
) -> list[int]:
    """The rounds in which somebody could sit at a table."""
    tables = {one.id: one for one in problem.tables}
    numbers = []
    others = [p for p in people.values() if table in {p.host_of, p.pinned} and p.id not in unit]
    for number in range(problem.from_round, problem.rounds):
        taken = sum(other.comes_in(number) for other in others)
        if tables[table].capacity - taken < sum(people[one].comes_in(number) for one in unit):
            continue
        own = [
            o.host_of or o.pinned
            for o in (people[one] for one in unit)
            if (o.host_of or o.pinned) and o.comes_in(number)
        ]
        held = next((one for one in own if one and tables[one].opens_in(number)), None)
        held = held or (problem.decided[number].get(person.id) if problem.decided else None)
        if person.comes_in(number) and tables[table].opens_in(number) and held in {None, table}:
            numbers.append(number)
    return numbers


def visited(problem: Problem, person: str) -> set[str]:
    """Where somebody has sat already."""
    if not problem.replan:
        return set()
    past = problem.replan.announced[: problem.from_round]
    return {table for sitting in past for table, people in sitting.items() if person in people}


def must_fits(problem: Problem) -> Found:
    """A table has seats, over all rounds, for everybody who must visit it."""
    clashes: list[Clash] = []
    people = {person.id: person for person in problem.people}
    wanting = [person for person in problem.people if person.must_visit]
    for table in problem.tables:
        coming = [p.id for p in wanting if table.id in p.must_visit and table.id not in visited(problem, p.id)]
        if not coming:
            continue
        coming = [one for one in coming if table.id not in {people[one].host_of, people[one].pinned}]
        seats = 0
        for number in range(problem.from_round, problem.rounds):
            if table.opens_in(number):
                seats += table.capacity - sum(
                    p.comes_in(number) and table.id in {p.host_of, p.pinned} for p in problem.people
                )
        if len(coming) > seats:
            over = tuple(coming[seats:])
            numbers = {"people": len(coming), "seats": seats}
            clashes.append(
                Clash(
                    "too_many_visitors",
                    Remedy.DROP_MUST_VISIT,
                    tuple(coming),
                    (table.id,),
                    numbers=numbers,
                    dropped=over,
                )
            )
            for one in over:
                people[one] = replace(people[one], must_visit=tuple(t for t in people[one].must_visit if t != table.id))
    return replace(problem, people=tuple(people[person.id] for person in problem.people)), clashes


def present(problem: Problem, number: int) -> list[Person]:
    """Who is there in a round."""
    return [person for person in problem.people if person.comes_in(number)]

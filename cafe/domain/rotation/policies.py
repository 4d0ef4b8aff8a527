"""Five ways to let people change tables, behind one interface.

A policy turns a problem into one in which it has settled the seats that are its business; what it leaves open, the
search fills. So whichever way is chosen, hosts, wishes, capacity, late arrivals and re-planning work alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from cafe.domain.rotation.clashes import relaxed
from cafe.domain.rotation.engine import Progress, ignored, never, plan_rounds
from cafe.domain.rotation.plan import Plan
from cafe.domain.rotation.problem import Problem, Replan, Sitting
from cafe.domain.rotation.room import compiled
from cafe.domain.rotation.weights import DEFAULT, Weights

Draft = Callable[[Problem], Plan]
"""Plans a part of the problem, for policies that build on a planned round."""


class Policy(Protocol):
    """A way to let people change tables."""

    def settle(self, problem: Problem, draft: Draft) -> Problem:
        """The problem with the seats decided that this policy decides."""
        ...


@dataclass(frozen=True, slots=True)
class Mixing:
    """Everybody anywhere, so that people meet: the search decides all."""

    def settle(self, problem: Problem, draft: Draft) -> Problem:
        """Nothing is settled beforehand."""
        return problem


@dataclass(frozen=True, slots=True)
class Carousel:
    """Those who sit together go on together, one table further along the ring of topics after each round.

    The first round to come is planned for mixed groups; a table that is too small for those who come, or closed, or
    unsuitable for somebody, leaves them to the search.
    """

    def settle(self, problem: Problem, draft: Draft) -> Problem:
        """Seats of all rounds but the first, from the first."""
        k = problem.from_round
        if k >= problem.rounds:
            return problem
        sittings = list(problem.replan.announced[:k]) if problem.replan else []
        if not sittings:
            sittings = [draft(shortened(problem, 1)).rounds[0]]
        decided = [dict(seats) for seats in problem.decided] or [{} for _ in range(problem.rounds)]
        known = len(sittings)
        for number in range(known, problem.rounds):
            onward = moved_on(problem, sittings[-1], number)
            decided[number] |= {person: table for table, people in onward.items() for person in people}
            sittings.append(onward)
        if k == 0:
            decided[0] |= {person: table for table, people in sittings[0].items() for person in people}
        return replace(problem, decided=tuple(decided))


@dataclass(frozen=True, slots=True)
class Choice:
    """People choose a table or a topic on their phone, first come, first served; who has not chosen is seated.

    `chosen` holds per round what people chose, in the order in which they did: person → table or topic.
    """

    chosen: Sequence[Mapping[str, str]]

    def settle(self, problem: Problem, draft: Draft) -> Problem:
        """Seats for those whose choice has room."""
        decided = [dict(seats) for seats in problem.decided] or [{} for _ in range(problem.rounds)]
        for number in range(problem.from_round, problem.rounds):
            wanted = self.chosen[number] if number < len(self.chosen) else {}
            decided[number] |= seats_by_choice(problem, wanted, number)
        return replace(problem, decided=tuple(decided), even=False)


@dataclass(frozen=True, slots=True)
class HomeAgain:
    """All mix, and in the last round everybody comes back to the table where they began."""

    inner: Policy = field(default_factory=Mixing)

    def settle(self, problem: Problem, draft: Draft) -> Problem:
        """Seats of all rounds: those before the last as planned, the last as the first."""
        last = problem.rounds - 1
        if last < 1 or problem.from_round > last:
            return self.inner.settle(problem, draft)
        before = draft(self.inner.settle(shortened(problem, last), draft))
        decided = [
            {person: table for table, people in sitting.items() for person in people} for sitting in before.rounds
        ]
        home: dict[str, str] = {}
        for seats in reversed(decided):
            home |= seats
        opened = {table.id for table in problem.tables if table.opens_in(last)}
        back = {p.id: home[p.id] for p in problem.people if p.comes_in(last) and home.get(p.id) in opened}
        return replace(problem, decided=(*decided, within_seats(problem, back, last)))


@dataclass(frozen=True, slots=True)
class FixedSeats:
    """Seats from a list that somebody made; empty fields are filled."""

    seats: Sequence[Mapping[str, str]]

    def settle(self, problem: Problem, draft: Draft) -> Problem:
        """The seats of the list."""
        decided = tuple(dict(self.seats[n]) if n < len(self.seats) else {} for n in range(problem.rounds))
        return replace(problem, decided=decided, even=False)


def planned(
    problem: Problem,
    policy: Policy | None = None,
    *,
    seconds: float = 1.0,
    seed: int = 0,
    weights: Weights = DEFAULT,
    should_stop: Callable[[], bool] = never,
    progress: Callable[[Progress], None] = ignored,
) -> Plan:
    """A plan after a policy. Half of the seconds are the policy's own where it plans a part first."""

    def draft(part: Problem) -> Plan:
        return plan_rounds(part, seconds=seconds / 2, seed=seed, weights=weights, should_stop=should_stop)

    settled = policy.settle(problem, draft) if policy else problem
    return plan_rounds(settled, seconds=seconds, seed=seed, weights=weights, should_stop=should_stop, progress=progress)


def shortened(problem: Problem, rounds: int) -> Problem:
    """The same café with its first rounds only."""
    replan = problem.replan
    if replan:
        replan = Replan(min(replan.from_round, rounds), replan.announced[:rounds])
    people = tuple(replace(person, must_visit=person.must_visit if rounds > 1 else ()) for person in problem.people)
    return replace(problem, rounds=rounds, replan=replan, decided=problem.decided[:rounds], people=people)


def ring(problem: Problem, number: int) -> list[str]:
    """The tables that are open, in an order in which the next one has another topic, as far as topics allow."""
    by_topic: dict[str, list[str]] = {}
    for table in problem.tables:
        if table.opens_in(number):
            by_topic.setdefault(table.subject, []).append(table.id)
    rows = sorted(by_topic.values(), key=len, reverse=True)
    longest = max(map(len, rows), default=0)
    return [row[index] for index in range(longest) for row in rows if index < len(row)]


def moved_on(problem: Problem, before: Sitting, number: int) -> dict[str, tuple[str, ...]]:
    """Everybody one table further, but those who stay, who may not go there, and for whom there is no seat."""
    order = ring(problem, number)
    people = {person.id: person for person in problem.people}
    here = {person.id for person in problem.people if person.comes_in(number)}
    stay = {p.id for p in problem.people if (p.host_of or p.pinned) in order}
    possible, _ = relaxed(problem)
    room = compiled(possible).rounds[number]
    most = {problem.tables[table].id: window.most - room.held.count(table) for table, window in room.windows.items()}
    onward: dict[str, tuple[str, ...]] = {}
    for table, sitting in before.items():
        if table not in order:
            continue
        following = order[(order.index(table) + 1) % len(order)]
        going = [one for one in sitting if one in here - stay and following not in people[one].must_not_visit]
        onward[following] = tuple(going[: max(0, most.get(following, 0))])
    return onward


def seats_by_choice(problem: Problem, wanted: Mapping[str, str], number: int) -> dict[str, str]:
    """Who gets the table, or a table of the topic, that they chose."""
    left = {table.id: table.capacity for table in problem.tables if table.opens_in(number)}
    people = {person.id: person for person in problem.people}
    for person in problem.people:
        own = person.host_of or person.pinned
        if own in left and person.comes_in(number):
            left[own] -= 1
    seats: dict[str, str] = {}
    subjects = {table.id: table.subject for table in problem.tables}
    for one, choice in wanted.items():
        chooser = people.get(one)
        if chooser is None or not chooser.comes_in(number) or (chooser.host_of or chooser.pinned) in left:
            continue
        tables = [table for table in left if choice in {table, subjects[table]} and table not in chooser.must_not_visit]
        free = [table for table in tables if left[table] > 0]
        if free:
            seats[one] = max(free, key=lambda table: left[table])
            left[seats[one]] -= 1
    return seats


def within_seats(problem: Problem, seats: Mapping[str, str], number: int) -> dict[str, str]:
    """As many of these seats as the tables have; hosts and pinned people need no deciding."""
    left = {table.id: table.capacity for table in problem.tables if table.opens_in(number)}
    own = {person.id: person.host_of or person.pinned for person in problem.people}
    for person in problem.people:
        bound = own[person.id]
        if bound in left and person.comes_in(number):
            left[bound] -= 1
    kept = {}
    for one, table in seats.items():
        if own[one] not in left and left[table] > 0:
            kept[one] = table
            left[table] -= 1
    return kept

"""An independent judge of plans: counts from the two JSON files alone, without a line of the planner.

`verdict(problem, plan)` says which hard rules are broken, how often, and what the plan is worth.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import Any

Json = dict[str, Any]


def verdict(problem: Json, plan: Json) -> Json:
    """Counts of broken hard rules (only those above 0), and the numbers of a plan."""
    cafe = Cafe(problem)
    seats = [{person: table for table, people in sitting.items() for person in people} for sitting in plan["rounds"]]
    broken: Counter[str] = Counter()
    if len(seats) != cafe.rounds:
        return {"broken": {"structure": 1}}
    for number in range(cafe.rounds):
        structure(cafe, plan["rounds"][number], number, broken)
        if number >= cafe.first:
            sizes(cafe, seats[number], number, broken)
            wishes(cafe, seats[number], number, broken)
        elif seats[number] != cafe.told[number]:
            broken["past_changed"] += 1
    for person in cafe.people:
        visited = {where[person["id"]] for where in seats if person["id"] in where}
        broken["must_visit_missed"] += len(set(person.get("must_visit") or ()) - visited)
        broken["topic_repeat"] += topics_again(cafe, person["id"], seats)
    return {"broken": {rule: count for rule, count in broken.items() if count}, **numbers(cafe, seats)}


class Cafe:
    """What the rules need to know about a problem."""

    def __init__(self, problem: Json) -> None:
        self.rounds: int = problem["rounds"]
        self.people: list[Json] = problem["participants"]
        self.person = {person["id"]: person for person in self.people}
        self.tables = {table["id"]: table for table in problem["tables"]}
        self.topic = {name: table.get("topic") or name for name, table in self.tables.items()}
        self.together = problem.get("keep_together") or []
        self.apart = problem.get("keep_apart") or []
        replan = problem.get("replan")
        self.first: int = replan["from_round"] if replan else 0
        announced = replan["announced"] if replan else []
        self.told = [{person: table for table, people in sitting.items() for person in people} for sitting in announced]
        self.unit = self.units()
        self.anchor = {p["id"]: self.anchored(p["id"]) for p in self.people}
        self.balanced = [self.levels(number) for number in range(self.rounds)]

    def here(self, person: str, number: int) -> bool:
        present = self.person[person].get("present")
        return present is None or number in present

    def is_open(self, table: str, number: int) -> bool:
        opened = self.tables[table].get("open")
        return opened is None or number in opened

    def units(self) -> dict[str, frozenset[str]]:
        unit = {person["id"]: frozenset([person["id"]]) for person in self.people}
        for group in self.together:
            whole = frozenset().union(*(unit[one] for one in group))
            unit.update(dict.fromkeys(whole, whole))
        return unit

    def own(self, person: str) -> str | None:
        return self.person[person].get("host_of") or self.person[person].get("pinned")

    def anchored(self, person: str) -> str | None:
        return next((self.own(other) for other in self.unit[person] if self.own(other)), None)

    def bound(self, person: str, number: int) -> str | None:
        """Where somebody has to sit: at the own table, or with a companion who is there and has one."""
        companions = [person, *(other for other in self.unit[person] if self.here(other, number))]
        return next((t for t in map(self.own, companions) if t and self.is_open(t, number)), None)

    def levels(self, number: int) -> dict[str, Fraction]:
        """Water filling: one level for all, small tables full."""
        left = Fraction(sum(self.here(person["id"], number) for person in self.people))
        tables = sorted((t for t in self.tables if self.is_open(t, number)), key=lambda t: self.tables[t]["capacity"])
        level: dict[str, Fraction] = {}
        for index, table in enumerate(tables):
            level[table] = min(Fraction(self.tables[table]["capacity"]), left / (len(tables) - index))
            left -= level[table]
        return level


def structure(cafe: Cafe, sitting: dict[str, list[str]], number: int, broken: Counter[str]) -> None:
    seated = Counter(person for people in sitting.values() for person in people)
    there = {person["id"] for person in cafe.people if cafe.here(person["id"], number)}
    broken["structure"] += sum(count > 1 for count in seated.values()) + len(seated.keys() ^ there)
    for table, people in sitting.items():
        if table not in cafe.tables or (people and not cafe.is_open(table, number)):
            broken["structure"] += 1
        elif len(people) > cafe.tables[table]["capacity"]:
            broken["capacity"] += 1


def sizes(cafe: Cafe, seats: dict[str, str], number: int, broken: Counter[str]) -> None:
    heads = Counter(seats.values())
    broken["balance"] += sum(abs(heads[table] - level) > 1 for table, level in cafe.balanced[number].items())


def wishes(cafe: Cafe, seats: dict[str, str], number: int, broken: Counter[str]) -> None:
    for one, table in seats.items():
        person = cafe.person[one]
        for key in ("host_of", "pinned"):
            own = person.get(key)
            broken[f"{key}_moved"] += bool(own and cafe.is_open(own, number) and own != table)
        broken["must_not_visit_seen"] += table in (person.get("must_not_visit") or ())
    for group in cafe.together:
        broken["together_split"] += len({seats[one] for one in group if one in seats}) > 1
    for one, other in cafe.apart:
        broken["apart_met"] += one in seats and seats[one] == seats.get(other)


def topics_again(cafe: Cafe, person: str, seats: list[dict[str, str]]) -> int:
    """Seats at a topic seen before, beyond what closed tables make unavoidable."""
    if cafe.rounds > len(set(cafe.topic.values())) or cafe.anchor[person]:
        return 0
    seen = [cafe.topic[where[person]] for where in seats if person in where]
    again = len(seen) - len(set(seen))
    return max(0, again - (len(seen) - reachable(cafe, person, seats))) if again else 0


def reachable(cafe: Cafe, person: str, seats: list[dict[str, str]]) -> int:
    """Most different topics somebody can see: a matching of rounds and topics."""
    past = {cafe.topic[seats[n][person]] for n in range(cafe.first) if person in seats[n]}
    barred = set(cafe.person[person].get("must_not_visit") or ())
    matched: dict[str, int] = {}

    def place(number: int, tried: set[str]) -> bool:
        tables = [t for t in cafe.tables if cafe.is_open(t, number) and t not in barred]
        for topic in {cafe.topic[table] for table in tables} - past - tried:
            tried.add(topic)
            if topic not in matched or place(matched[topic], tried):
                matched[topic] = number
                return True
        return False

    coming = [n for n in range(cafe.first, cafe.rounds) if cafe.here(person, n)]
    return len(past) + sum(place(number, set()) for number in coming)


def numbers(cafe: Cafe, seats: list[dict[str, str]]) -> Json:
    meetings: Counter[tuple[str, str]] = Counter()
    for where in seats:
        tables = defaultdict(list)
        for person, table in where.items():
            tables[table].append(person)
        for people in tables.values():
            meetings.update(combinations(sorted(people), 2))
    counted = {pair: count for pair, count in meetings.items() if not must_meet(cafe, *pair)}
    return {
        "repeats": sum(count - 1 for count in counted.values()),
        "spread": sum(spread(cafe, seats[number], number) for number in range(cafe.first, cafe.rounds)),
        "changed": sum(
            cafe.told[n].get(person, table) != table
            for n in range(cafe.first, len(cafe.told))
            for person, table in seats[n].items()
        ),
    }


def must_meet(cafe: Cafe, one: str, other: str) -> bool:
    return other in cafe.unit[one] or (cafe.anchor[one] is not None and cafe.anchor[one] == cafe.anchor[other])


def spread(cafe: Cafe, seats: dict[str, str], number: int) -> int:
    heads = Counter((table, cafe.person[person].get("group")) for person, table in seats.items())
    groups = Counter(cafe.person[person].get("group") for person in seats)
    excess = 0
    for group, count in groups.items():
        for table, level in cafe.balanced[number].items():
            even = level * count / len(seats)
            if group:
                excess += max(0, floor(even) - heads[table, group], heads[table, group] - ceil(even))
    return excess

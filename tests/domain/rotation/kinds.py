"""Cafés of the kinds that stand on the shelf, drawn: as many as wanted, and new to the planner."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from cafe.domain.rotation import plan_rounds
from cafe.domain.rotation.problem_json import problem_from

Json = dict[str, Any]
GROUPS = {"citizens": 34, "companies": 20, "science": 16, "administration": 14, "startups": 10, "schools": 6}


def drawn(seed: int) -> Json:
    """A café: its kind goes by turns, everything else is drawn."""
    chance = random.Random(seed)
    kind = KINDS[seed % len(KINDS)]
    cafe = kind(chance)
    return {"format": "worldcafe-rotation-instance/1", "id": f"{kind.__name__}-{seed}", **cafe}


def plain(chance: random.Random) -> Json:
    """People and tables of a kind."""
    tables, rounds = chance.randint(4, 20), chance.randint(3, 5)
    return cafe_of(chance, tables, rounds, round(tables * chance.uniform(3.0, 8.0)))


def hosted(chance: random.Random) -> Json:
    """A host at each table, some with two, and a few people pinned."""
    cafe = plain(chance)
    for table, person in zip(cafe["tables"], cafe["participants"], strict=False):
        person["host_of"] = table["id"]
    for person in cafe["participants"][len(cafe["tables"]) :][: chance.randint(0, 3)]:
        person[chance.choice(("pinned", "host_of"))] = chance.choice(cafe["tables"])["id"]
    return cafe


def uneven(chance: random.Random) -> Json:
    """Tables of four sizes, nearly full."""
    cafe = hosted(chance)
    people = len(cafe["participants"])
    level = people / len(cafe["tables"])
    for table in cafe["tables"]:
        table["capacity"] = max(4, round(level * chance.choice((0.75, 1.0, 1.25, 1.5))))
    while sum(table["capacity"] for table in cafe["tables"]) < people:
        chance.choice(cafe["tables"])["capacity"] += 1
    return cafe


def wishing(chance: random.Random) -> Json:
    """Wishes of all kinds, that a hidden plan keeps."""
    cafe = hosted(chance)
    movers = [person for person in cafe["participants"] if not person.get("host_of") and not person.get("pinned")]
    tables = [table["id"] for table in cafe["tables"]]
    some = chance.sample(movers, min(len(movers), 6 + len(movers) // 12))
    for person in some[::3]:
        person["must_visit"] = chance.sample(tables, chance.randint(1, 2))
    for person in some[1::3]:
        person["must_not_visit"] = chance.sample(tables, chance.randint(1, 2))
    names = [person["id"] for person in chance.sample(movers, len(movers))]
    together = len(movers) // 30 + 1
    cafe["keep_together"] = [names[2 * index : 2 * index + 2] for index in range(together)]
    rest = names[2 * together :]
    cafe["keep_apart"] = [rest[2 * index : 2 * index + 2] for index in range(min(len(rest) // 2, len(movers) // 9))]
    return cafe


def siblings(chance: random.Random) -> Json:
    """Several tables for each topic, and people who wish for topics."""
    topics, rounds = chance.randint(4, 8), chance.randint(3, 4)
    each = chance.randint(2, 4)
    tables = topics * each
    cafe = cafe_of(chance, tables, rounds, round(tables * chance.uniform(3.5, 5.5)))
    for index, table in enumerate(cafe["tables"]):
        table["topic"] = f"topic-{index // each + 1}"
    if chance.random() < 0.5:
        for table, person in zip(cafe["tables"], cafe["participants"], strict=False):
            person["host_of"] = table["id"]
    names = [f"topic-{number + 1}" for number in range(topics)]
    for person in cafe["participants"]:
        if not person.get("host_of") and chance.random() < 0.7:
            person["wishes"] = chance.sample(names, 3)
    return cafe


def crowded(chance: random.Random) -> Json:
    """More people than there are routes without a repeat."""
    tables = chance.randint(5, 13)
    return cafe_of(chance, tables, chance.randint(3, 4), round(tables * chance.uniform(tables * 0.9, tables * 1.15)))


def repeated(chance: random.Random) -> Json:
    """More rounds than topics."""
    tables = chance.randint(3, 4)
    return cafe_of(chance, tables, tables + chance.randint(1, 2), tables * chance.randint(4, 6))


def large(chance: random.Random) -> Json:
    """Hundreds of people."""
    tables = chance.randint(25, 120)
    cafe = cafe_of(chance, tables, chance.randint(3, 6), round(tables * chance.uniform(6.0, 10.0)))
    if chance.random() < 0.5:
        for table, person in zip(cafe["tables"], cafe["participants"], strict=False):
            person["host_of"] = table["id"]
    return cafe


def replanned(chance: random.Random) -> Json:
    """Some come late, some stay away, some leave early, and perhaps a table closes."""
    cafe = wishing(chance)
    rounds, people = cafe["rounds"], cafe["participants"]
    told = plan_rounds(problem_from({"id": "before", **cafe}), seconds=0.3, seed=1).rounds
    first = chance.randint(1, rounds - 1)
    loose = [person for person in people if not {"host_of", "pinned", "must_visit"} & person.keys()]
    announced = [{table: list(ids) for table, ids in sitting.items()} for sitting in told]
    for person in chance.sample(loose, min(len(loose), len(people) // 15)):
        if chance.random() < 0.5:
            person["present"] = list(range(first))
        else:
            person["present"] = []
            for sitting in announced[:first]:
                for ids in sitting.values():
                    if person["id"] in ids:
                        ids.remove(person["id"])
    for number in range(max(1, len(people) // 25)):
        late = {"id": f"L{number}", "group": chance.choice(list(GROUPS)), "present": list(range(first, rounds))}
        people.append(late)
    closing = chance.choice(cafe["tables"])["id"]
    if (
        chance.random() < 0.4
        and len(cafe["tables"]) > 6
        and all(closing not in (p.get("must_visit") or ()) for p in people)
    ):
        next(table for table in cafe["tables"] if table["id"] == closing)["open"] = list(range(first))
        for table in cafe["tables"]:
            table["capacity"] += 2
    return {**cafe, "replan": {"from_round": first, "announced": announced}}


KINDS: tuple[Callable[[random.Random], Json], ...] = (
    plain, hosted, uneven, wishing, siblings, crowded, repeated, large, replanned,
)  # fmt: skip


def cafe_of(chance: random.Random, tables: int, rounds: int, people: int) -> Json:
    """People in groups at tables with two seats to spare."""
    seats = -(-people // tables) + 2
    kinds = chance.choices(list(GROUPS), list(GROUPS.values()), k=people)
    return {
        "rounds": min(rounds, 6),
        "tables": [{"id": f"T{index + 1:02}", "capacity": seats} for index in range(tables)],
        "participants": [{"id": f"P{index + 1:03}", "group": kind} for index, kind in enumerate(kinds)],
    }

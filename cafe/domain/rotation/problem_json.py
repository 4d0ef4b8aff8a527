"""Problems as JSON: what other programs hand in, and how the café writes it for the planner's process.

Texts in, texts out; files are read and written in __main__.py. docs/rotation.md lists the fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cafe.domain.errors import Code, Refused
from cafe.domain.rotation.commission import Commission
from cafe.domain.rotation.policies import Carousel, Choice, FixedSeats, HomeAgain, Mixing, Policy
from cafe.domain.rotation.problem import Person, Problem, Replan, Table
from cafe.domain.rotation.weights import Emphasis

PROBLEM_FORMAT = "worldcafe-rotation-instance/1"

UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)
"""What plain values of the wrong shape raise while they are read."""


def commission_from_json(text: str) -> Commission:
    """The problem, policy and emphasis that a JSON text describes; refuses what it cannot read, and says where."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise Refused(Code.INVALID, "rotation_not_json", message=str(error)) from error
    return commission_from(data)


def commission_from(data: Mapping[str, Any]) -> Commission:
    """The commission that plain values describe: a problem with, if wanted, `policy` and `emphasis` beside it."""
    problem = problem_from(data)
    try:
        words = tuple(Emphasis(word) for word in data.get("emphasis") or ())
        return Commission(problem, policy_from(data.get("policy") or "mixing"), words)
    except UNREADABLE as error:
        raise Refused(Code.INVALID, "rotation_unreadable", message=f"{type(error).__name__}: {error}") from error


def problem_from(data: Mapping[str, Any]) -> Problem:
    """The problem that plain values describe."""
    if not isinstance(data, Mapping) or data.get("format", PROBLEM_FORMAT) != PROBLEM_FORMAT:
        raise Refused(Code.INVALID, "rotation_format_unknown")
    try:
        return Problem(
            id=str(data["id"]),
            rounds=int(data["rounds"]),
            tables=tuple(map(table_from, data["tables"])),
            people=tuple(map(person_from, data["participants"])),
            keep_together=tuple(tuple(map(str, ids)) for ids in data.get("keep_together") or ()),
            keep_apart=tuple((str(one), str(other)) for one, other in data.get("keep_apart") or ()),
            replan=replan_from(data["replan"]) if data.get("replan") else None,
            decided=seats_from(data.get("decided") or ()),
            even=bool(data.get("even", True)),
            title=str(data.get("title", "")),
        )
    except UNREADABLE as error:
        raise Refused(Code.INVALID, "rotation_unreadable", message=f"{type(error).__name__}: {error}") from error


def table_from(data: Mapping[str, Any]) -> Table:
    """A table from plain values."""
    opened = data.get("open")
    return Table(
        str(data["id"]),
        int(data["capacity"]),
        str(data.get("topic") or ""),
        None if opened is None else rounds_from(opened),
    )


def person_from(data: Mapping[str, Any]) -> Person:
    """A person from plain values."""
    present = data.get("present")
    return Person(
        id=str(data["id"]),
        group=data.get("group") or None,
        host_of=data.get("host_of") or None,
        pinned=data.get("pinned") or None,
        must_visit=tuple(data.get("must_visit") or ()),
        must_not_visit=frozenset(data.get("must_not_visit") or ()),
        present=None if present is None else rounds_from(present),
        wishes=tuple(data.get("wishes") or ()),
    )


def replan_from(data: Mapping[str, Any]) -> Replan:
    """What has happened and what was announced, from plain values."""
    sittings = ({str(t): tuple(map(str, ids)) for t, ids in sitting.items()} for sitting in data["announced"])
    return Replan(int(data["from_round"]), tuple(sittings))


def rounds_from(numbers: Iterable[Any]) -> frozenset[int]:
    """Rounds by number."""
    return frozenset(map(int, numbers))


def seats_from(rounds: Iterable[Mapping[Any, Any]]) -> tuple[dict[str, str], ...]:
    """Per round: person → table (or topic, where people choose)."""
    return tuple({str(person): str(table) for person, table in seats.items()} for seats in rounds)


def policy_from(data: str | Mapping[str, Any]) -> Policy:
    """The policy of this name; `seats` beside it for those that need some. Raises KeyError for a name there is not."""
    if isinstance(data, str):
        data = {"kind": data}
    seats = seats_from(data.get("seats") or ())
    policies: dict[str, Policy] = {
        "mixing": Mixing(), "carousel": Carousel(), "choice": Choice(seats), "fixed": FixedSeats(seats),
    }  # fmt: skip
    if data["kind"] == "home_again":
        return HomeAgain(policy_from(data.get("inner") or "mixing"))
    return policies[data["kind"]]


def commission_to_json(commission: Commission) -> str:
    """The commission as JSON: what `commission_from_json` reads as the same again."""
    data = {
        **problem_to(commission.problem),
        "policy": policy_to(commission.policy),
        "emphasis": [word.value for word in commission.emphasis],
    }
    return json.dumps(data, ensure_ascii=False)


def problem_to(problem: Problem) -> dict[str, Any]:
    """The problem in plain values; what says nothing is left out."""
    replan = problem.replan
    data = {
        "format": PROBLEM_FORMAT,
        "id": problem.id,
        "title": problem.title,
        "rounds": problem.rounds,
        "tables": list(map(table_to, problem.tables)),
        "participants": list(map(person_to, problem.people)),
        "keep_together": list(map(list, problem.keep_together)),
        "keep_apart": list(map(list, problem.keep_apart)),
        "replan": replan and {"from_round": replan.from_round, "announced": list(map(dict, replan.announced))},
        "decided": list(map(dict, problem.decided)),
    }
    return said(data) | {"tables": data["tables"], "participants": data["participants"], "even": problem.even}


def table_to(table: Table) -> dict[str, Any]:
    """A table in plain values."""
    return said({"id": table.id, "capacity": table.capacity, "topic": table.topic}) | rounds_to("open", table.open)


def person_to(person: Person) -> dict[str, Any]:
    """A person in plain values."""
    data = {
        "id": person.id, "group": person.group, "host_of": person.host_of, "pinned": person.pinned,
        "must_visit": list(person.must_visit), "must_not_visit": sorted(person.must_not_visit),
        "wishes": list(person.wishes),
    }  # fmt: skip
    return said(data) | rounds_to("present", person.present)


def rounds_to(name: str, numbers: frozenset[int] | None) -> dict[str, list[int]]:
    """Rounds by number; nothing for all of them, for an empty list says: in none."""
    return {} if numbers is None else {name: sorted(numbers)}


def said(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something."""
    return {name: value for name, value in data.items() if value}


def policy_to(policy: Policy) -> dict[str, Any]:
    """The policy in plain values."""
    match policy:
        case HomeAgain(inner):
            return {"kind": "home_again", "inner": policy_to(inner)}
        case Choice(seats):
            return {"kind": "choice", "seats": list(map(dict, seats))}
        case FixedSeats(seats):
            return {"kind": "fixed", "seats": list(map(dict, seats))}
        case Carousel():
            return {"kind": "carousel"}
        case Mixing():
            return {"kind": "mixing"}
    raise TypeError(f"no name for the policy {policy!r}")

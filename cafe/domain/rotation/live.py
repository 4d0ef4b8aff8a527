"""While the café runs: late arrivals, re-planning from the next round on, and who changes seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cafe.domain.rotation.engine import plan_rounds
from cafe.domain.rotation.plan import Plan
from cafe.domain.rotation.problem import Problem, Replan, Sitting
from cafe.domain.rotation.weights import DEFAULT, Weights


@dataclass(frozen=True, slots=True)
class Move:
    """What changes for one person in one round; None stands for no seat."""

    person: str
    round: int
    old: str | None
    new: str | None


def from_round(problem: Problem, announced: Iterable[Sitting], number: int) -> Problem:
    """The problem to be re-planned: before round `number` is history, after it `announced` is what people were told.

    `problem` describes the situation as it is now: who is present, which tables are open, who hosts.
    """
    sittings = (*announced, *({} for _ in range(problem.rounds)))[: problem.rounds]
    return replace(problem, replan=Replan(number, tuple(sittings)))


def seated_late(
    problem: Problem, announced: Iterable[Sitting], number: int, *, seed: int = 0, weights: Weights = DEFAULT
) -> Plan:
    """The announced seats with the new ones beside them, at the least disturbing seats, at once.

    Nobody who has a seat is moved unless sizes leave no choice. Takes milliseconds; no search.
    """
    return plan_rounds(from_round(problem, announced, number), seconds=0, seed=seed, weights=weights)


def moves(before: Iterable[Sitting], after: Iterable[Sitting], number: int) -> tuple[Move, ...]:
    """What changes from round `number` on, for the preview and for the phones."""
    changes = []
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        if index < number:
            continue
        was, now = seats_of(old), seats_of(new)
        for person in sorted(was.keys() | now.keys()):
            if was.get(person) != now.get(person):
                changes.append(Move(person, index, was.get(person), now.get(person)))
    return tuple(changes)


def seats_of(sitting: Sitting) -> Mapping[str, str]:
    """Person → table."""
    return {person: table for table, people in sitting.items() for person in people}

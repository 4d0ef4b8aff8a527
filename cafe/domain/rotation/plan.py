"""The answer: who sits where in which round, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cafe.domain.rotation.clashes import Clash
from cafe.domain.rotation.problem import Sitting


class Stopped(StrEnum):
    """Why the search ended, or that it has not."""

    SEARCHING = "searching"  # the best so far, reported while the search goes on

    PERFECT = "perfect"  # everything is at its bound: there is nothing left to find
    BUDGET = "budget"  # the steps that the seconds are worth are done; the same on every machine
    DEADLINE = "deadline"  # the clock, or the caller, said stop: another machine may have come further
    SETTLED = "settled"  # there was nothing to choose


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as code and parameters; the roof translates it."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Broken:
    """One case of a hard rule that the plan does not keep, with whom and what it concerns."""

    rule: str
    round: int | None = None
    people: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """An announced seat that has changed."""

    person: str
    round: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Wished:
    """How many of those with topic wishes see their first, some, none of them."""

    people: int
    first: int
    some: int
    none: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The numbers of a plan beside what is provably possible, and the sentences that say so."""

    repeats: int
    repeats_bound: int
    repeat_pairs: int
    most_meetings: int
    new_faces_fewest: int
    new_faces_mean: float
    smallest_table: int
    largest_table: int
    spread_excess: int | None
    spread_bound: int | None
    topics_again: int
    topics_again_bound: int
    wished: Wished | None
    changed: tuple[Changed, ...] | None
    changed_bound: int | None
    mix: tuple[Mapping[str, Mapping[str, int]], ...]
    """Per round: table → group → heads."""
    broken: tuple[Broken, ...]
    clashes: tuple[Clash, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All rounds of a café, the past ones too."""

    problem: str
    rounds: tuple[Sitting, ...]
    explanation: Explanation
    stopped: Stopped
    seed: int

    def seat(self, number: int, person: str) -> str | None:
        """The table of somebody in a round, or None."""
        return next((table for table, people in self.rounds[number].items() if person in people), None)

    def new_faces(self, number: int, person: str) -> int:
        """How many at somebody's table they have not sat with before: what the phone says. Never who."""
        before: set[str] = {person}
        for sitting in self.rounds[:number]:
            before.update(*(people for people in sitting.values() if person in people))
        return sum(
            other not in before for people in self.rounds[number].values() if person in people for other in people
        )

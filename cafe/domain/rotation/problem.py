"""What is to be planned: people, tables, wishes, and what has already happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cafe.domain.errors import Code, Refused

Sitting = Mapping[str, tuple[str, ...]]
"""One round: table → the people at it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `capacity` counts the host's seat; sibling tables share a `topic`; `open` is None for all rounds."""

    id: str
    capacity: int
    topic: str = ""
    open: frozenset[int] | None = None

    @property
    def subject(self) -> str:
        """The topic, or the table's own name where it has a topic of its own."""
        return self.topic or self.id

    def opens_in(self, number: int) -> bool:
        """Whether the table exists in round `number`."""
        return self.open is None or number in self.open


@dataclass(frozen=True, slots=True)
class Person:
    """A participant. `present` is None for all rounds; `wishes` are topics, best first."""

    id: str
    group: str | None = None
    host_of: str | None = None
    pinned: str | None = None
    must_visit: tuple[str, ...] = ()
    must_not_visit: frozenset[str] = frozenset()
    present: frozenset[int] | None = None
    wishes: tuple[str, ...] = ()

    def comes_in(self, number: int) -> bool:
        """Whether the person is there in round `number`."""
        return self.present is None or number in self.present


@dataclass(frozen=True, slots=True)
class Replan:
    """Rounds before `from_round` are history; from there on `announced` is what people were told."""

    from_round: int
    announced: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A café to be planned. Rounds are numbered 0 … rounds − 1.

    `decided` holds seats that a policy or a person has settled already: one mapping person → table per round (or none
    at all). They are kept like a host's seat. Where people choose for themselves, tables need not be `even`: a table
    then takes whoever comes, up to its seats.
    """

    id: str
    rounds: int
    tables: tuple[Table, ...]
    people: tuple[Person, ...]
    keep_together: tuple[tuple[str, ...], ...] = ()
    keep_apart: tuple[tuple[str, str], ...] = ()
    replan: Replan | None = None
    decided: tuple[Mapping[str, str], ...] = ()
    even: bool = True
    title: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        refuse_unless_sound(self)

    @property
    def from_round(self) -> int:
        """The first round that may still change."""
        return self.replan.from_round if self.replan else 0


def refuse_unless_sound(problem: Problem) -> None:
    """Refuses what cannot be read as a café at all: no tables, no rounds, unknown or doubled ids.

    Wishes that contradict each other are no reason to refuse; clashes.py names them and the plan is made without.
    """
    if problem.rounds < 1:
        raise Refused(Code.INVALID, "rotation_no_rounds")
    if not problem.tables:
        raise Refused(Code.INVALID, "rotation_no_tables")
    tables, people = (table.id for table in problem.tables), (person.id for person in problem.people)
    refuse_doubled(tables, "rotation_table_twice")
    refuse_doubled(people, "rotation_person_twice")
    for table in problem.tables:
        if table.capacity < 1:
            raise Refused(Code.INVALID, "rotation_no_seats", table=table.id)
    refuse_unknown_tables(problem)
    refuse_unknown_people(problem)
    refuse_unfit_rounds(problem)


def refuse_doubled(ids: Iterable[str], reason: str) -> None:
    """Refuses an id that stands there twice."""
    for one, count in Counter(ids).items():
        if count > 1:
            raise Refused(Code.INVALID, reason, id=one)


def refuse_unknown_tables(problem: Problem) -> None:
    """Refuses a wish for a table that there is not."""
    known = {table.id for table in problem.tables}
    for person in problem.people:
        for table in (person.host_of, person.pinned, *person.must_visit, *person.must_not_visit):
            if table is not None and table not in known:
                raise Refused(Code.INVALID, "rotation_table_unknown", table=table, person=person.id)
    for round_seats in problem.decided:
        for person_id, table_id in round_seats.items():
            if table_id not in known:
                raise Refused(Code.INVALID, "rotation_table_unknown", table=table_id, person=person_id)


def refuse_unknown_people(problem: Problem) -> None:
    """Refuses a wish that names somebody who is not on the list."""
    known = {person.id for person in problem.people}
    named = [*problem.keep_together, *problem.keep_apart, *(tuple(seats) for seats in problem.decided)]
    for ids in named:
        for one in ids:
            if one not in known:
                raise Refused(Code.INVALID, "rotation_person_unknown", person=one)
    for pair in problem.keep_apart:
        if len(pair) != 2 or pair[0] == pair[1]:
            raise Refused(Code.INVALID, "rotation_apart_not_two", people=list(pair))


def refuse_unfit_rounds(problem: Problem) -> None:
    """Refuses rounds that do not fit: history for more rounds than there are, seats decided for too few."""
    replan = problem.replan
    if replan and not (0 <= replan.from_round <= problem.rounds and len(replan.announced) == problem.rounds):
        raise Refused(Code.INVALID, "rotation_history_unfit", rounds=problem.rounds)
    if len(problem.decided) not in {0, problem.rounds}:
        raise Refused(Code.INVALID, "rotation_decided_unfit", rounds=problem.rounds)

"""Plans that are searched for: what the planner is asked, and what becomes of its answers.

The search itself runs in a process of its own (live/planner.py). Here an event's rows become the planner's problem,
and its plans, better and better, take the place of the simple fair mix that stood there from the first moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.domain.rotation.commission import Commission
from cafe.domain.rotation.policies import Carousel, Choice, FixedSeats, HomeAgain, Mixing, Policy
from cafe.domain.rotation.problem import Person as Guest
from cafe.domain.rotation.problem import Problem, Replan, Sitting
from cafe.domain.rotation.problem import Table as Place
from cafe.domain.rotation.weights import Emphasis
from cafe.store.queries import structure
from cafe.store.rows import Event, Person, Plan, Seat
from cafe.store.unit_of_work import Store, Work
from cafe.usecases import show

SEARCHING, DONE, STOPPED = "searching", "done", "stopped"

AllSeats = Mapping[int, Mapping[int, int]]
"""Round → person → table."""


def commission_for(session: Session, event_id: int, number: int) -> Commission | None:
    """What the planner is asked for this plan; None if nobody waits for it any more."""
    plan = session.get(Plan, (event_id, number))
    event = session.get(Event, event_id)
    if plan is None or event is None or plan.explanation.get("state") != SEARCHING or is_over(plan):
        return None
    last = structure.round_count(session, event_id) if plan.explanation["all_rounds"] else plan.round
    seats = all_seats(session, event_id)
    words = tuple(Emphasis(word) for word in plan.explanation["emphasis"])
    return Commission(problem_of(session, event, plan.round, last, seats), policy_of(session, plan, last), words)


def seed_of(session: Session, event_id: int, number: int) -> int:
    """The seed somebody named; the same one gives the same plan."""
    plan = session.get_one(Plan, (event_id, number))
    return int(plan.explanation.get("seed", 1))


def is_over(plan: Plan) -> bool:
    """Whether a plan was announced or thrown away: it stays as it is."""
    return plan.published_at is not None or plan.dropped_at is not None


def all_seats(session: Session, event_id: int) -> dict[int, dict[int, int]]:
    """Every seat of the event, as it happened and as it is announced."""
    seats: dict[int, dict[int, int]] = {}
    statement = select(Seat.round, Seat.person, Seat.table).where(Seat.event_id == event_id)
    for number, person, table in session.execute(statement):
        seats.setdefault(number, {})[person] = table
    return seats


def problem_of(session: Session, event: Event, first: int, last: int, seats: AllSeats) -> Problem:
    """The café from round `first` to `last`, with the rounds before as they happened. The planner counts from 0."""
    asked, hosts = show.Asked(session, event), show.hosts_of(session, event)
    closed = structure.closed(session, event.id)
    before = frozenset(range(first - 1))
    tables = structure.tables(session, event.id)
    people = list(structure.badges(session, event.id).values())
    known, numbers = {table.number for table in tables}, {person.number for person in people}
    guests = []
    for person in people:
        need = asked.needs.get(person.number)
        was = frozenset(number for number in before if person.number in seats.get(number + 1, {}))
        comes = frozenset() if person.absent else frozenset(range(first - 1, last))
        guests.append(
            Guest(
                id=str(person.number),
                group=person.group,
                host_of=name(hosts.get(person.number)),
                pinned=name(need.pinned) if need and need.pinned in known else None,
                must_visit=tuple(str(one) for one in need.must if one in known) if need else (),
                must_not_visit=frozenset(str(one) for one in need.must_not if one in known) if need else frozenset(),
                present=was | comes,
                wishes=tuple(map(str, asked.wishes.get(person.number, ()))),
            )
        )
    companies = [(row.together, [str(one) for one in row.people if one in numbers]) for row in
                 structure.companies(session, event.id)]  # fmt: skip
    announced = tuple(sitting(seats.get(number, {}), numbers, known) for number in range(1, last + 1))
    return Problem(
        id=f"event {event.id}",
        rounds=last,
        tables=tuple(
            Place(str(table.number), table.seats, str(table.topic), before if table.number in closed else None)
            for table in tables
        ),
        people=tuple(guests),
        keep_together=tuple(tuple(people) for together, people in companies if together and len(people) > 1),
        keep_apart=tuple((people[0], people[1]) for together, people in companies if not together and len(people) == 2),
        replan=Replan(first - 1, announced) if first > 1 or any(announced) else None,
    )


def name(number: int | None) -> str | None:
    """A number as the planner's id."""
    return None if number is None else str(number)


def sitting(seats: Mapping[int, int], people: set[int], tables: set[int]) -> Sitting:
    """Person → table, turned round for the planner; who was erased is not spoken of."""
    by_table: dict[str, list[str]] = {}
    for person, table in sorted(seats.items()):
        if person in people and table in tables:
            by_table.setdefault(str(table), []).append(str(person))
    return {table: tuple(members) for table, members in by_table.items()}


def policy_of(session: Session, plan: Plan, last: int) -> Policy:
    """How people change tables in this plan."""
    if plan.policy == "carousel":
        return Carousel()
    if plan.policy == "home":
        return HomeAgain() if last == structure.round_count(session, plan.event_id) else Mixing()
    if plan.policy == "choice":
        return Choice(chosen(session, plan.event_id, last))
    if plan.policy == "fixed":
        rounds: list[dict[str, str]] = [{} for _ in range(last)]
        for number, person, table in plan.explanation["fixed"]:
            if number <= last:
                rounds[number - 1][str(person)] = str(table)
        return FixedSeats(tuple(rounds))
    return Mixing()


def chosen(session: Session, event_id: int, last: int) -> tuple[dict[str, str], ...]:
    """What people have chosen themselves, round by round."""
    rounds: list[dict[str, str]] = [{} for _ in range(last)]
    statement = select(Seat.round, Seat.person, Seat.table).where(
        Seat.event_id == event_id, Seat.chosen.is_(True), Seat.round <= last
    )
    for number, person, table in session.execute(statement):
        rounds[number - 1][str(person)] = str(table)
    return tuple(rounds)


def improve(store: Store, event_id: int, number: int, line: bytes) -> bool:
    """Puts a plan of the planner in the place of the one before. False if nobody waits for it any more."""
    found = msgspec.json.decode(line)
    with store.write() as work:
        plan = waited_for(work, event_id, number)
        if plan is None:
            return False
        if "refused" in found:
            plan.explanation = {
                **plan.explanation,
                "state": STOPPED,
                "facts": [{"code": found["refused"]["reason"], "params": found["refused"]["details"]}],
            }
        else:
            take_over(work, plan, found)
        show.show_plan(work)
        work.write_changes()
        return True


def waited_for(work: Work, event_id: int, number: int) -> Plan | None:
    """The plan, if its search is still wanted."""
    work.remembers = True  # until it is announced it moves nobody, and what is known of people stays true
    if work.enter(event_id) is None:
        return None
    plan = work.session.get(Plan, (event_id, number))
    wanted = plan is not None and not is_over(plan) and plan.explanation.get("state") == SEARCHING
    return plan if wanted else None


def take_over(work: Work, plan: Plan, found: Mapping[str, Any]) -> None:
    """Seats and numbers of a better plan."""
    numbers = found["explanation"]
    rounds = {number: seats_of(table) for number, table in enumerate(found["rounds"], start=1)}
    before = structure.seats(work.session, plan.event_id, plan.round - 1) if plan.round > 1 else {}
    seats = rounds[plan.round]
    plan.seats = seats
    plan.explanation = {
        **plan.explanation,
        "state": DONE if found["done"] >= 1 else SEARCHING,
        "done": found["done"],
        "later": {str(number): seats for number, seats in rounds.items() if number > plan.round},
        "moved": sum(before.get(int(person)) not in (None, table) for person, table in seats.items()),
        "notes": [],
        "repeats": numbers["repeats"],
        "bound": numbers["repeats_bound"],
        "most_meetings": numbers["most_meetings"],
        "new_faces_fewest": numbers["new_faces_fewest"],
        "new_faces_mean": round(numbers["new_faces_mean"], 1),
        "smallest": numbers["smallest_table"],
        "largest": numbers["largest_table"],
        "spread": numbers["spread_excess"],
        "spread_bound": numbers["spread_bound"],
        "mix": mixed(work, seats),
        "wished": numbers["wished"],
        "changes": [changed(one) for one in numbers["changed"] or []],
        "facts": [*numbers["sentences"], *({"code": "broken_case", "params": case} for case in numbers["broken"])],
    }


def mixed(work: Work, seats: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Table → stakeholder group → people; those who have not said theirs are "no group"."""
    said = work.session.execute(select(Person.number, Person.group).where(Person.event_id == work.event.id))
    groups = {str(number): group or "" for number, group in said}
    mix: dict[str, dict[str, int]] = {}
    for person, table in seats.items():
        of_table = mix.setdefault(str(table), {})
        group = groups.get(person, "")
        of_table[group] = of_table.get(group, 0) + 1
    return mix


def seats_of(tables: Mapping[str, list[str]]) -> dict[str, int]:
    """Person → table, from table → people."""
    return {person: int(table) for table, people in tables.items() for person in people}


def changed(one: Mapping[str, Any]) -> dict[str, int]:
    """A change of seat with the café's numbers; the planner counts rounds from 0."""
    return {
        "person": int(one["person"]), "round": one["round"] + 1, "old": int(one["old"]), "new": int(one["new"]),
    }  # fmt: skip


def give_up(store: Store, event_id: int, number: int) -> bool:
    """The search ended without a last word (its process was killed): what stands, stands."""
    with store.write() as work:
        plan = waited_for(work, event_id, number)
        if plan is None:
            return False
        plan.explanation = {**plan.explanation, "state": STOPPED}
        show.show_plan(work)
        work.write_changes()
        return True


def searched_for(session: Session) -> list[tuple[int, int]]:
    """Event and number of every plan that somebody waits for: after a restart nobody searches for it any more."""
    plans = session.scalars(select(Plan).where(Plan.published_at.is_(None), Plan.dropped_at.is_(None)))
    return [(plan.event_id, plan.number) for plan in plans if plan.explanation.get("state") == SEARCHING]

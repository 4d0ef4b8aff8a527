"""Seats: planned, published, chosen, moved. The rules of who may sit where are in domain/seating.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select

from cafe.domain import seating as rules
from cafe.domain.errors import Code, Refused
from cafe.domain.phases import Phase
from cafe.domain.seating import Guest, Place, Policy
from cafe.store.queries import structure
from cafe.store.queries.structure import Badge
from cafe.store.rows import Person, Plan, Seat, Table
from cafe.store.unit_of_work import Work
from cafe.usecases import show
from cafe.usecases.parameters import FixedSeat, MovePerson, Nothing, OneTable, PlanSeating, PublishSeating
from cafe.usecases.planning import SEARCHING, STOPPED
from cafe.usecases.viewer import Viewer

Result = dict[str, object]


def make_plan(work: Work, viewer: Viewer, p: PlanSeating) -> Result:
    """A preview for the next round, or for all that are left: in a round for those after it, else from the next on.

    A fair mix stands there at once. Then the planner searches for as long as it was given, and whatever it finds takes
    its place; what stands may be announced at any moment.
    """
    round_number = round_to_plan(work)
    policy = Policy(p.policy or work.event.policy)
    fixed = fixed_seats(work, p.fixed)
    older = previews(work)
    row = fair_plan(work, round_number, policy, p.seed, fixed.get(round_number))
    for old in older:
        old.dropped_at = work.now
    row.explanation = row.explanation | {
        "state": SEARCHING, "done": 0.0, "seconds": p.seconds, "seed": p.seed, "emphasis": list(p.emphasis),
        "all_rounds": p.all_rounds, "fixed": [[one.round, one.person, one.table] for one in p.fixed],
    }  # fmt: skip
    show.show_plan(work)
    return {"plan": row.number, "round": round_number}


def previews(work: Work) -> list[Plan]:
    """Plans that were neither announced nor thrown away."""
    waiting = (Plan.published_at.is_(None), Plan.dropped_at.is_(None))
    return list(work.session.scalars(select(Plan).where(Plan.event_id == work.event.id, *waiting)))


def drop(work: Work, viewer: Viewer, p: PublishSeating) -> Result:
    """Throws a preview away; the search for it ends."""
    plan = work.session.get(Plan, (work.event.id, p.plan))
    if plan is None or plan.dropped_at is not None:
        raise Refused(Code.NOT_FOUND, "plan_gone")
    if plan.published_at is not None:
        raise Refused(Code.CONFLICT, "already_done")
    plan.dropped_at = work.now
    show.show_plan(work)
    return {}


def fixed_seats(work: Work, fixed: Sequence[FixedSeat]) -> dict[int, dict[int, int]]:
    """Seats from a list, round by round. Raises Refused(not_found) for somebody, or a table, that there is not."""
    people = show.badges_of(work).keys() if fixed else set()
    tables = {table.number for table in structure.tables(work.session, work.event.id)} if fixed else set()
    rounds: dict[int, dict[int, int]] = {}
    for one in fixed:
        if one.person not in people:
            raise Refused(Code.NOT_FOUND, "fixed_person_unknown", field="fixed", person=one.person)
        if one.table not in tables:
            raise Refused(Code.NOT_FOUND, "fixed_table_unknown", field="fixed", table=one.table)
        if one.person in rounds.setdefault(one.round, {}):
            raise Refused(Code.INVALID, "fixed_twice", field="fixed", person=one.person, round=one.round)
        rounds[one.round][one.person] = one.table
    return rounds


def round_to_plan(work: Work) -> int:
    """Raises Refused(conflict) when no round is left to plan."""
    event = work.event
    current = show.seat_round(work.session, event)
    wanted = current + 1 if event.phase == Phase.ROUND else current
    if wanted > structure.round_count(work.session, event.id):
        raise Refused(Code.CONFLICT, "no_more_rounds")
    return wanted


def fair_plan(work: Work, round_number: int, policy: Policy, seed: int, fixed: Mapping[int, int] | None = None) -> Plan:
    """A simple, fair seating of everybody who is here, by the event's rules; stored with what a lead wants to know."""
    places, past = places_of(work), past_of(work, round_number)
    if not places:
        raise Refused(Code.CONFLICT, "no_tables")
    chosen = chosen_seats(work, round_number) if policy is Policy.CHOICE else fixed or {}
    seating = rules.plan(policy, guests_of(work), places, past, chosen, seed)
    facts = rules.explain(seating.seats, places, past)
    row = Plan(
        event_id=work.event.id,
        number=structure.next_number(work.session, Plan, work.event.id),
        round=round_number,
        policy=policy.value,
        seats={str(person): table for person, table in seating.seats.items()},
        explanation={
            "moved": facts.moved,
            "repeats": facts.repeats,
            "new_faces_mean": facts.new_faces_mean,
            "smallest": facts.smallest,
            "largest": facts.largest,
            "notes": seating.notes,
        },
        created_at=work.now,
        published_at=None,
        dropped_at=None,
    )
    work.session.add(row)
    work.session.flush()
    return row


def publish(work: Work, viewer: Viewer, p: PublishSeating) -> Result:
    """Announces a plan: before the bell it waits for the switch, in a lobby or switch people move now."""
    plan = work.session.get(Plan, (work.event.id, p.plan))
    if plan is None or plan.dropped_at is not None:
        raise Refused(Code.NOT_FOUND, "plan_gone")
    if plan.published_at is not None:
        raise Refused(Code.CONFLICT, "already_done")
    if plan.round != round_to_plan(work):
        raise Refused(Code.TOO_LATE, "plan_gone")
    plan.published_at = work.now
    if plan.explanation.get("state") == SEARCHING:
        plan.explanation = plan.explanation | {"state": STOPPED}
    seat_everybody(work, plan.round, numbered(plan.seats))
    for later, seats in plan.explanation.get("later", {}).items():
        write_seats(work, int(later), numbered(seats))
    show.show_plan(work)
    return {"round": plan.round}


def numbered(seats: Mapping[str, int]) -> dict[int, int]:
    """Seats as they lie in a plan, with numbers for people."""
    return {int(person): table for person, table in seats.items()}


def write_seats(work: Work, round_number: int, wanted: Mapping[int, int]) -> None:
    """Makes `wanted` the seating of a round. Who keeps a table keeps having arrived there."""
    session, event = work.session, work.event
    before = structure.seats(session, event.id, round_number)
    hosts = show.hosts_in(work)
    changed = {person for person in before.keys() | wanted.keys() if before.get(person) != wanted.get(person)}
    freed = sorted(changed & before.keys())
    for start in range(0, len(freed), 500):
        some = freed[start : start + 500]
        session.execute(
            delete(Seat).where(Seat.event_id == event.id, Seat.round == round_number, Seat.person.in_(some)),
            execution_options={"synchronize_session": "fetch"},
        )
    for person in sorted(changed & wanted.keys()):
        table = wanted[person]
        arrived_at = work.now if hosts.get(person) == table else None  # hosts don't walk
        work.insert(Seat, (event.id, person, round_number, table, arrived_at, False))
    if changed and round_number == show.seat_round(session, event):
        tables = {seats[person] for seats in (before, wanted) for person in changed if person in seats}
        show.show_tables_seated(work, tables, moved=changed)


def prepare_round(work: Work, round_number: int) -> None:
    """Before people walk: a seat for everybody who is here and has none, by the event's policy.

    A plan that was published stands; who came after it is filled in. In free choice people choose first, and the rest
    is filled in when the round begins.
    """
    policy = Policy(work.event.policy)
    standing = structure.seats(work.session, work.event.id, round_number)
    if standing.keys() & {person.number for person in present(work)}:
        seat_everybody(work, round_number, standing)
    elif policy is Policy.CHOICE:
        write_seats(work, round_number, rules.fitted({}, guests_of(work), places_of(work)))
    else:
        plan = fair_plan(work, round_number, policy, seed=round_number)
        plan.published_at = work.now
        write_seats(work, round_number, numbered(plan.seats))


def seat_everybody(work: Work, round_number: int, wanted: Mapping[int, int]) -> None:
    """Makes `wanted` the seating as far as it still fits, and seats everybody else who is here where it disturbs least.

    Since it was made, people have come and gone, a table may have found a host, another one lost seats.
    """
    guests, places = guests_of(work), places_of(work)
    standing = rules.fitted(wanted, guests, places)
    late = [guest for guest in guests if guest.number not in standing]
    if late:
        own = {guest.number: guest.hosts for guest in late if guest.hosts is not None}
        past = past_of(work, round_number)
        standing |= rules.seat_late(late, places, standing, past, groups_of(guests), own)
    write_seats(work, round_number, standing)


def seat_latecomer(work: Work, person: int, *, wished: int | None, arrived: bool) -> int | None:
    """A seat at once, in the round that holds; the wished table if it is free. None in a harvest, when nobody moves.

    Raises Refused(conflict, "hall_full") when every seat is taken.
    """
    if work.event.phase in show.OPEN_PHASES:
        show.show_people(work, {person}, moved={person})
        return None
    sitting = show.sitting_of(work)
    taken = {one: table for one, table in sitting.now.items() if one != person}
    past = [sitting.rounds[number] for number in range(1, sitting.round)]
    table = late_seat(work, person, work.recall("places", lambda: places_of(work)), taken, past, wished)
    sit(work, person, table, arrived=arrived and table == wished)
    return table


def late_seat(
    work: Work,
    person: int,
    places: Sequence[Place],
    taken: Mapping[int, int],
    past: Sequence[Mapping[int, int]],
    wished: int | None = None,
) -> int:
    """Where somebody sits who comes now. Raises Refused(conflict, "hall_full") when every seat is taken."""
    groups = {number: badge.group for number, badge in show.badges_of(work).items()}
    found = rules.seat_late([Guest(person)], places, taken, past, groups, {} if wished is None else {person: wished})
    if person not in found:
        raise Refused(Code.CONFLICT, "hall_full")
    return found[person]


def bring_back(work: Work, person: Person) -> None:
    """An absent person is here again and gets a seat; a host her own table's, even if it is full by now."""
    work.disturb()
    person.absent = False
    hosted = show.hosts_in(work).get(person.number)
    if hosted is not None and work.event.phase not in show.OPEN_PHASES:
        make_room(work, hosted, person.number, show.seat_round(work.session, work.event))
    seat_latecomer(work, person.number, wished=hosted, arrived=True)


def sit(work: Work, person: int, table: int, *, arrived: bool, chosen: bool = False) -> None:
    """Gives one seat in the round that holds, and tells everybody whom it concerns."""
    sitting, arrived_at = show.sitting_of(work), work.now if arrived else None
    tables = {table}
    if person in sitting.now:
        work.disturb()
        seat = work.session.get_one(Seat, (work.event.id, person, sitting.round))
        tables.add(seat.table)
        seat.table, seat.arrived_at, seat.chosen = table, arrived_at, chosen
    else:
        work.insert(Seat, (work.event.id, person, sitting.round, table, arrived_at, chosen))
        sitting.seat(person, table, arrived=arrived)
    show.show_tables_seated(work, tables, {person}, moved={person})


def unseat(work: Work, person: int) -> None:
    """The seat of the round that holds, and any announced later one, is free again."""
    session, event = work.session, work.event
    round_number = show.seat_round(session, event)
    rows = session.scalars(
        select(Seat).where(Seat.event_id == event.id, Seat.person == person, Seat.round >= round_number)
    ).all()
    tables = {seat.table for seat in rows if seat.round == round_number}
    for seat in rows:
        session.delete(seat)
    show.show_tables_seated(work, tables, {person}, moved={person})


def move(work: Work, viewer: Viewer, p: MovePerson) -> Result:
    """The lead moves one person to another table now."""
    person = work.session.get(Person, (viewer.event, p.person))
    if person is None or person.erased_at is not None or person.absent:
        raise Refused(Code.NOT_FOUND, "person_unknown", field="person")
    if person.number in show.hosts_in(work):
        raise Refused(Code.CONFLICT, "hosts_stay", field="person")
    take(work, person.number, p.table, chosen=False)
    return {"table": p.table}


def choose(work: Work, viewer: Viewer, p: OneTable) -> Result:
    """In free choice a person picks a table with a free seat, before the round begins."""
    if work.event.policy != Policy.CHOICE:
        raise Refused(Code.FORBIDDEN, "no_free_choice")
    if viewer.person in show.hosts_in(work):
        raise Refused(Code.CONFLICT, "hosts_stay")
    take(work, viewer.somebody, p.table, chosen=True)
    return {"table": p.table}


def take(work: Work, person: int, table: int, *, chosen: bool) -> None:
    """Sits somebody down at a given table. Raises Refused(conflict, "table_full") where no seat is free."""
    round_number = show.seat_round(work.session, work.event)
    place = work.session.get(Table, (work.event.id, table))
    if place is None:
        raise Refused(Code.NOT_FOUND, "table_unknown", field="table")
    taken = structure.seats(work.session, work.event.id, round_number)
    if taken.get(person) == table:
        return
    if table in structure.closed(work.session, work.event.id):
        raise Refused(Code.CONFLICT, "table_closed", field="table", table=table)
    if sum(seat == table for seat in taken.values()) >= place.seats:
        raise Refused(Code.CONFLICT, "table_full", field="table", table=table)
    sit(work, person, table, arrived=False, chosen=chosen)


def arrive(work: Work, viewer: Viewer, p: Nothing) -> Result:
    """ "Ich bin da." An absent person is thereby back."""
    if show.badges_of(work)[viewer.somebody].absent:
        bring_back(work, work.session.get_one(Person, (viewer.event, viewer.somebody)))
        return {}
    sitting = show.sitting_of(work)
    if viewer.somebody not in sitting.now:
        raise Refused(Code.CONFLICT, "no_seat")
    if viewer.somebody not in sitting.arrived:
        mark_arrived(work, viewer.somebody)
    return {"table": sitting.now[viewer.somebody]}


def mark_arrived(work: Work, person: int) -> None:
    """Notes that somebody has come to her seat."""
    sitting = show.sitting_of(work)
    work.amend(Seat, (work.event.id, person, sitting.round), "arrived_at", work.now)
    sitting.arrived.add(person)
    show.show_presence(work, sitting.now[person])
    show.show_people(work, {person})


def make_host(work: Work, person: int, table: int) -> None:
    """Gives a table to a person, who sits there from now on; a former host becomes a participant and keeps her seat."""
    session, event = work.session, work.event
    row = session.get_one(Table, (event.id, table))
    former = row.host
    for other in session.scalars(select(Table).where(Table.event_id == event.id, Table.host == person)):
        other.host = None
        show.show_tables(work, [other.number])
    session.flush()
    row.host = person
    session.flush()
    show.show_tables(work, [table])
    concerned = {one for one in (person, former) if one is not None}
    if event.phase in show.OPEN_PHASES:
        show.show_people(work, concerned, moved=concerned)
        return
    round_number = show.seat_round(session, event)
    make_room(work, table, person, round_number)
    seat = session.get(Seat, (event.id, person, round_number))
    if seat is None or seat.table != table:
        sit(work, person, table, arrived=True)
    show.show_people(work, concerned, moved=concerned)


def make_room(work: Work, table: int, host: int, round_number: int) -> None:
    """A host always has a seat: at a full table the guest who came last is seated anew."""
    taken = structure.seats(work.session, work.event.id, round_number)
    row = work.session.get_one(Table, (work.event.id, table))
    guests = [person for person, seat in taken.items() if seat == table and person != host]
    if len(guests) < row.seats:
        return
    last = max(guests)
    others = [place for place in places_of(work) if place.number != table]
    sit(work, last, late_seat(work, last, others, taken, past_of(work, round_number)), arrived=False)


def seat_hosts(work: Work) -> None:
    """Who has taken a table over since the step that is taken back sits there now, too."""
    if work.event.phase in show.OPEN_PHASES:
        return
    seats = structure.seats(work.session, work.event.id, show.seat_round_of(work))
    for host, table in show.hosts_in(work).items():
        if seats.get(host, table) != table:
            make_host(work, host, table)


def release_host(work: Work, person: int) -> None:
    """A table without its host: the person stays a participant."""
    hosted = show.hosts_in(work).get(person)
    if hosted is None:
        return
    work.session.get_one(Table, (work.event.id, hosted)).host = None
    show.show_tables(work, [hosted])
    show.show_people(work, {person}, moved={person})  # an absent host has no seat, and saw the table as its host only


# -- what the planner needs to know


def present(work: Work) -> list[Badge]:
    """Everybody who is here, or expected."""
    return [badge for badge in show.badges_of(work).values() if not badge.absent]


def guests_of(work: Work) -> list[Guest]:
    """Everybody who is here, as the planner sees them."""
    hosts = show.hosts_in(work)
    return [Guest(person.number, person.group, hosts.get(person.number)) for person in present(work)]


def groups_of(guests: Sequence[Guest]) -> dict[int, str | None]:
    """Person → stakeholder group."""
    return {guest.number: guest.group for guest in guests}


def places_of(work: Work) -> list[Place]:
    """The tables at which people are seated, as the planner sees them."""
    closed = structure.closed(work.session, work.event.id)
    tables = structure.tables(work.session, work.event.id)
    return [Place(row.number, row.topic, row.seats) for row in tables if row.number not in closed]


def past_of(work: Work, round_number: int) -> list[dict[int, int]]:
    """The seatings of the rounds before this one, in order."""
    return [structure.seats(work.session, work.event.id, earlier) for earlier in range(1, round_number)]


def chosen_seats(work: Work, round_number: int) -> dict[int, int]:
    """What people have chosen themselves for a round."""
    rows = work.session.execute(
        select(Seat.person, Seat.table).where(
            Seat.event_id == work.event.id, Seat.round == round_number, Seat.chosen.is_(True)
        )
    )
    return dict(rows.all())

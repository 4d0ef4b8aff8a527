"""What there is to say about a seating: numbers, what could not be kept, and who is concerned."""

from __future__ import annotations

from collections import Counter

from cafe.domain.rotation.bounds import Bounds
from cafe.domain.rotation.clashes import Clash
from cafe.domain.rotation.levels import windows
from cafe.domain.rotation.plan import Broken, Changed, Explanation, Wished
from cafe.domain.rotation.problem import Problem, Sitting
from cafe.domain.rotation.room import NOWHERE, Room
from cafe.domain.rotation.score import spread, topics_twice
from cafe.domain.rotation.seating import Seating
from cafe.domain.rotation.sentences import sentences


def explained(problem: Problem, seating: Seating, least: Bounds, clashes: tuple[Clash, ...]) -> Explanation:
    """The explanation of a seating. `problem` is as it was asked, with the wishes that clashed."""
    room = seating.room
    meetings = met(seating)
    again = [count for pair, count in meetings.items() if count > 1 and not room.forced[pair[0]] >> pair[1] & 1]
    faces = new_faces(room, meetings)
    sizes = [seating.size[number][table] for number in coming(room) for table in room.rounds[number].open]
    grouped = bool(room.group_names)
    explanation = Explanation(
        repeats=sum(again) - len(again),
        repeats_bound=least.repeats,
        repeat_pairs=len(again),
        most_meetings=max(meetings.values(), default=0),
        new_faces_fewest=min(faces, default=0),
        new_faces_mean=round(sum(faces) / len(faces), 2) if faces else 0.0,
        smallest_table=min(sizes, default=0),
        largest_table=max(sizes, default=0),
        spread_excess=spread(seating) if grouped else None,
        spread_bound=least.spread if grouped else None,
        topics_again=sum(topics_twice(seating, p) for p in range(room.people) if room.anchor[p] == NOWHERE),
        topics_again_bound=least.topics_again,
        wished=wished(seating),
        changed=changed(seating) if problem.replan else None,
        changed_bound=least.changed if problem.replan else None,
        mix=mix(seating),
        broken=broken(problem, seating),
        clashes=clashes,
        sentences=(),
    )
    object.__setattr__(explanation, "sentences", sentences(explanation))  # they speak of the other fields
    return explanation


def coming(room: Room) -> range:
    """The rounds that the plan decides."""
    return range(room.first, len(room.rounds))


def met(seating: Seating) -> Counter[tuple[int, int]]:
    """How often each pair sits together."""
    meetings: Counter[tuple[int, int]] = Counter()
    for seats in sittings(seating):
        for people in seats.values():
            for index, one in enumerate(people):
                meetings.update((one, other) for other in people[index + 1 :])
    return meetings


def sittings(seating: Seating) -> list[dict[int, list[int]]]:
    """Per round: table → people, by number."""
    rounds = []
    for number, one in enumerate(seating.room.rounds):
        tables: dict[int, list[int]] = {}
        for person in one.here:
            if seating.seat[number][person] != NOWHERE:
                tables.setdefault(seating.seat[number][person], []).append(person)
        rounds.append(dict(sorted(tables.items())))
    return rounds


def named(seating: Seating) -> tuple[Sitting, ...]:
    """The seating in the names of the problem."""
    problem = seating.room.problem
    return tuple(
        {
            problem.tables[table].id: tuple(problem.people[person].id for person in people)
            for table, people in seats.items()
        }
        for seats in sittings(seating)
    )


def new_faces(room: Room, meetings: Counter[tuple[int, int]]) -> list[int]:
    """How many different people each of those meets who are there all the time."""
    faces = [0] * room.people
    for one, other in meetings:
        faces[one] += 1
        faces[other] += 1
    times = Counter(person for one in room.rounds for person in one.here)
    return [count for person, count in enumerate(faces) if times[person] == len(room.rounds)]


def wished(seating: Seating) -> Wished | None:
    """How far the topic wishes are kept."""
    room = seating.room
    first = some = people = 0
    for person, topics in enumerate(room.wishes):
        if topics:
            seen = [seating.topic_count[person * seating.fields + topic] > 0 for topic in topics]
            people, first, some = people + 1, first + seen[0], some + any(seen)
    return Wished(people, first, some, people - some) if people else None


def changed(seating: Seating) -> tuple[Changed, ...]:
    """Everybody who now sits elsewhere than announced."""
    room = seating.room
    people, tables = room.problem.people, room.problem.tables
    return tuple(
        Changed(people[person].id, number, tables[told].id, tables[now].id)
        for number in coming(room)
        for person, (told, now) in enumerate(zip(room.announced[number], seating.seat[number], strict=True))
        if told != NOWHERE and now not in {NOWHERE, told}
    )


def mix(seating: Seating) -> tuple[dict[str, dict[str, int]], ...]:
    """Per round: table → group → heads."""
    room = seating.room
    if not room.group_names:
        return ()
    pictures = []
    for seats in sittings(seating):
        picture = {}
        for table, people in seats.items():
            heads = Counter(room.group_names[room.group_of[p]] for p in people if room.group_of[p] != NOWHERE)
            picture[room.problem.tables[table].id] = dict(sorted(heads.items()))
        pictures.append(picture)
    return tuple(pictures)


def broken(problem: Problem, seating: Seating) -> tuple[Broken, ...]:
    """Every case of a hard rule that is not kept, by the problem as it was asked."""
    found: list[Broken] = []
    seats = named(seating)
    at = [{person: table for table, people in sitting.items() for person in people} for sitting in seats]
    for number in coming(seating.room):
        found += sizes_broken(problem, seating, number)
        found += wishes_broken(problem, at[number], number)
    for person in problem.people:
        visited = {where[person.id] for where in at if person.id in where}
        for table in person.must_visit:
            if table not in visited:
                found.append(Broken("must_visit_missed", None, (person.id,), (table,)))
    room = seating.room
    for index, person in enumerate(problem.people):
        if room.bound_by_topics(index) and topics_twice(seating, index):
            tables = [(number, where[person.id]) for number, where in enumerate(at) if person.id in where]
            topic = Counter(room.topic_of[seating.seat[number][index]] for number, _ in tables).most_common(1)[0][0]
            twice = [(n, table) for n, table in tables if room.topic_of[seating.seat[n][index]] == topic]
            found.append(Broken("topic_again", twice[-1][0], (person.id,), tuple(table for _, table in twice)))
    return tuple(found)


def sizes_broken(problem: Problem, seating: Seating, number: int) -> list[Broken]:
    """Tables with more people than seats, or with a size that is not balanced."""
    found = []
    room = seating.room.rounds[number]
    even = windows({table: seating.room.problem.tables[table].capacity for table in room.open}, len(room.here))
    for table, window in even.items():
        size, asked = seating.size[number][table], problem.tables[table]
        if size and not asked.opens_in(number):
            found.append(Broken("table_closed", number, (), (asked.id,)))
        elif size > asked.capacity:
            found.append(Broken("over_capacity", number, (), (asked.id,)))
        elif problem.even and not window.least <= size <= window.most:
            found.append(Broken("size_unbalanced", number, (), (asked.id,)))
    return found


def wishes_broken(problem: Problem, at: dict[str, str], number: int) -> list[Broken]:
    """Hosts and pinned people elsewhere, companions parted, people met who were to be kept apart, barred tables."""
    found = []
    opened = {table.id for table in problem.tables if table.opens_in(number)}
    for person in problem.people:
        here = at.get(person.id)
        if here is None:
            continue
        for rule, own in (("host_moved", person.host_of), ("pinned_moved", person.pinned)):
            if own in opened and here != own:
                found.append(Broken(rule, number, (person.id,), (str(own), here)))
        if here in person.must_not_visit:
            found.append(Broken("must_not_visit_seen", number, (person.id,), (here,)))
    for group in problem.keep_together:
        if len({at[person] for person in group if person in at}) > 1:
            found.append(Broken("together_parted", number, group, tuple(sorted({at[p] for p in group if p in at}))))
    for one, other in problem.keep_apart:
        if one in at and at[one] == at.get(other):
            found.append(Broken("apart_met", number, (one, other), (at[one],)))
    return found

"""What no plan can beat: lower bounds that hold for every plan that keeps the hard rules, each with its proof.

They are what "12 meet again; fewer than 8 is impossible" rests on, and they tell the search when it is done.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cafe.domain.rotation.flow import fewest_together
from cafe.domain.rotation.room import NOWHERE, Room

FLOW_TABLES = 20
FLOW_PEOPLE = 400
"""Up to this size the exact flow is worked out; beyond, its relaxation."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least there can be of each nuisance."""

    repeats: int
    spread: int
    changed: int
    topics_again: int


def bounds(room: Room, *, exact: bool = True) -> Bounds:
    """All lower bounds of a problem; `exact` spends up to a tenth of a second more on the bound of repeats."""
    again = topics_again(room)
    return Bounds(
        repeats=max(
            by_rounds(room, strict=room.topic_rule and not again and not unavoidable(room), exact=exact),
            by_counting(room),
        ),
        spread=forced_spread(room),
        changed=forced_changes(room),
        topics_again=again,
    )


def by_rounds(room: Room, *, strict: bool, exact: bool) -> int:
    """Repeats counted round by round.

    Proof: a repeat in round b is a pair that has sat together in an earlier round; in particular every pair that sits
    together both in a and in b is one, for each single a < b. Hence the repeats of round b are at least the most,
    over a, of `fewest_pairs(a, b)`; the rounds b add up. What happened before `first` is counted as it is. (The
    argument is the pigeonhole bound of the social golfer problem, e.g. Harvey, Winterer 2005, made quantitative.)
    """
    known: dict[tuple[object, ...], int] = {}
    total = past_repeats(room)
    signatures = [(one.here, one.open, one.held) for one in room.rounds]
    for later in range(max(1, room.first), len(room.rounds)):
        most = 0
        for earlier in range(later):
            key = (earlier if earlier < room.first else signatures[earlier], signatures[later])
            if key not in known:
                known[key] = fewest_pairs(room, earlier, later, strict=strict, exact=exact)
            most = max(most, known[key])
        total += most
    return total


def fewest_pairs(room: Room, earlier: int, later: int, *, strict: bool, exact: bool) -> int:
    """Fewest pairs that sit together in two rounds.

    Proof: let x(s, t) be how many movers go from table s to table t. They make C(x(s, t), 2) pairs, a convex cost
    over a transportation polytope: rows are what a table holds in the one round, columns in the other; where nobody
    returns to a topic, the cells of one topic are empty. The minimum is a min-cost flow (Ahuja, Magnanti, Orlin,
    "Network Flows", 1993, ch. 14). With columns (or rows) relaxed, the m movers of a table spread as evenly as can be
    over the k tables open to them. Pairs whose meetings do not count are taken off: they could all be among those.
    """
    movers = movers_of(room, earlier, later)
    strict = strict and all(map(room.bound_by_topics, movers))
    wished = sum(count * (count - 1) // 2 for count in Counter(kin(room, person) for person in movers).values())
    if earlier < room.first:
        heads = Counter(room.rounds[earlier].held[person] for person in movers)
        tables = {table: len(open_to(room, table, later, strict=strict)) for table in heads}
        return max(0, sum(split(count, tables[table]) for table, count in heads.items()) - wished)
    best = max(
        spread_out(room, earlier, later, len(movers), strict=strict),
        spread_out(room, later, earlier, len(movers), strict=strict),
    )
    small = (
        len(movers) <= FLOW_PEOPLE and max(len(room.rounds[number].open) for number in (earlier, later)) <= FLOW_TABLES
    )
    if exact and small:
        rows, columns = seats_for_movers(room, earlier), seats_for_movers(room, later)
        closed = {
            (one, other) for one in rows for other in columns if strict and room.topic_of[one] == room.topic_of[other]
        }
        best = max(best, fewest_together(rows, columns, closed, len(movers)))
    return max(0, best - wished)


def kin(room: Room, person: int) -> tuple[bool, int]:
    """Whose meetings with this person do not count: those bound to the same table, or else the companions."""
    anchor = room.anchor[person]
    return (False, anchor) if anchor != NOWHERE else (True, room.unit_of[person])


def movers_of(room: Room, earlier: int, later: int) -> list[int]:
    """Those who are there in both rounds and held in neither."""
    here = set(room.rounds[earlier].here)
    return [person for person in room.rounds[later].free if person in here and not stays(room, earlier, person)]


def stays(room: Room, number: int, person: int) -> bool:
    """Whether who somebody is settles their seat; in the past, whether they sat where they are bound to."""
    held = room.rounds[number].held[person]
    return held != NOWHERE and (number >= room.first or held == room.anchor[person])


def seats_for_movers(room: Room, number: int) -> dict[int, int]:
    """The most movers each table can take in a round."""
    one = room.rounds[number]
    held = Counter(one.held[person] for person in one.here)
    return {table: max(0, one.windows[table].most - held[table]) for table in one.open}


def open_to(room: Room, table: int, number: int, *, strict: bool) -> list[int]:
    """The tables of a round to which somebody from this table may go."""
    return [other for other in room.rounds[number].open if not strict or room.topic_of[other] != room.topic_of[table]]


def spread_out(room: Room, source: int, target: int, movers: int, *, strict: bool) -> int:
    """Fewest pairs when only the tables of one round are looked at: seats are filled where one more costs least."""
    seats = seats_for_movers(room, source)
    of_topic = Counter(room.topic_of[table] for table in room.rounds[target].open) if strict else Counter()
    reach = {table: len(room.rounds[target].open) - of_topic[room.topic_of[table]] for table in seats}
    total, left, step = 0, movers, 0
    while left > 0:
        room_here = sum(
            min(count, reach[table] * (step + 1)) - min(count, reach[table] * step)
            for table, count in seats.items()
            if reach[table]
        )
        if not room_here:
            break
        taken = min(left, room_here)
        total += taken * step
        left, step = left - taken, step + 1
    return total


def split(people: int, tables: int) -> int:
    """Fewest pairs when people spread over so many tables."""
    if tables <= 0:
        return people * (people - 1) // 2
    each, more = divmod(people, tables)
    return more * (each + 1) * each // 2 + (tables - more) * each * (each - 1) // 2


def past_repeats(room: Room) -> int:
    """Repeats that have already happened."""
    met: Counter[tuple[int, int]] = Counter()
    for one in room.rounds[: room.first]:
        at: dict[int, list[int]] = {}
        for person in one.here:
            at.setdefault(one.held[person], []).append(person)
        for people in at.values():
            for index, person in enumerate(people):
                met.update((person, other) for other in people[index + 1 :] if not room.forced[person] >> other & 1)
    return sum(met.values()) - len(met)


def by_counting(room: Room) -> int:
    """Meetings that must take place, less the pairs there are.

    Proof: repeats are meetings less different pairs that meet. A round has at least the meetings of its most even sizes
    (convexity); different pairs are at most those who are ever there together and may meet at all.
    """
    meetings = sum(fewest_meetings(room, number) for number in range(len(room.rounds)))
    if meetings <= room.people * (room.people - 1) // 4:
        return 0  # far from running out of pairs: no need to count them
    forced = possible = 0
    present = [
        sum(1 << n for n, one in enumerate(room.rounds) if person in set(one.here)) for person in range(room.people)
    ]
    for person in range(room.people):
        for other in range(person + 1, room.people):
            common = (present[person] & present[other]).bit_count()
            if room.forced[person] >> other & 1:
                forced += common
            elif common and (room.first or not room.apart[person] >> other & 1):
                possible += 1
    return max(0, meetings - forced - possible)


def fewest_meetings(room: Room, number: int) -> int:
    """The meetings of a round at its most even sizes, or as they were."""
    one = room.rounds[number]
    if number < room.first:
        sizes = list(Counter(one.held[person] for person in one.here).values())
    else:
        sizes, left = [0] * len(one.open), len(one.here)
        most = [one.windows[table].most for table in one.open]
        for level in range(max(most, default=0)):
            for index, limit in enumerate(most):
                if left and sizes[index] == level < limit:
                    sizes[index] += 1
                    left -= 1
    return sum(size * (size - 1) // 2 for size in sizes)


def topics_again(room: Room) -> int:
    """Seats at a topic that their people know already, although there are as many topics as rounds.

    Proof: in the rounds still to come the tables of a topic have at least their least seats, hosts and pinned people
    apart. If these are more than there are people who move, the rest sits there for a second time. Topics add up, for a
    seat belongs to one topic.
    """
    if not room.topic_rule:
        return 0
    least = [0] * room.topics
    movers: set[int] = set()
    for one in room.rounds[room.first :]:
        held = Counter(one.held[person] for person in one.here)
        movers.update(person for person in one.free if room.anchor[person] == NOWHERE)
        bound = sum(room.anchor[person] != NOWHERE for person in one.free)
        for table in one.open:
            least[room.topic_of[table]] += max(0, one.windows[table].least - held[table])
        for topic in range(room.topics):
            least[topic] -= bound  # freed by a closed table: the rule does not bind them, they may sit anywhere
    return sum(max(0, seats - len(movers)) for seats in least)


def unavoidable(room: Room) -> bool:
    """Whether somebody has fewer topics left than rounds to come, so that the topic rule cannot bind them."""
    every = frozenset(range(room.topics))
    open_topics = [frozenset(room.topic_of[table] for table in one.open) for one in room.rounds]
    if not room.first and all(topics == every for topics in open_topics) and not any(room.must_not):
        return False
    return any(
        most_topics(room, person, open_topics)
        < sum(one.held[person] != NOWHERE or person in set(one.free) for one in room.rounds)
        for person in range(room.people)
        if room.anchor[person] == NOWHERE
        and (room.first or room.must_not[person] or any(t != every for t in open_topics))
    )


def most_topics(room: Room, person: int, open_topics: list[frozenset[int]]) -> int:
    """Most different topics somebody can see: a bipartite matching of rounds and topics (König 1931)."""
    seen = {room.topic_of[one.held[person]] for one in room.rounds[: room.first] if one.held[person] != NOWHERE}
    barred = {topic for topic in range(room.topics) if barred_topic(room, person, topic)}
    matched: dict[int, int] = {}

    def place(number: int, tried: set[int]) -> bool:
        for topic in open_topics[number]:
            if topic in seen or topic in barred or topic in tried:
                continue
            tried.add(topic)
            if topic not in matched or place(matched[topic], tried):
                matched[topic] = number
                return True
        return False

    coming = [number for number in range(room.first, len(room.rounds)) if person in room.rounds[number].here]
    return len(seen) + sum(place(number, set()) for number in coming)


def barred_topic(room: Room, person: int, topic: int) -> bool:
    """Whether somebody may visit no table of a topic."""
    return bool(room.must_not[person]) and all(
        table in room.must_not[person] for table in range(room.tables) if room.topic_of[table] == topic
    )


def forced_changes(room: Room) -> int:
    """Announced seats that cannot be kept.

    Proof: a table that was told to more people than it takes loses the rest (all, if it closes). A table that lacks
    people for its least size gets them from others, as far as nobody without an announced seat comes.
    """
    total = 0
    for number in range(room.first, len(room.rounds) if room.problem.replan else 0):
        one = room.rounds[number]
        told = Counter(room.announced[number][person] for person in one.here)
        new = told.pop(NOWHERE, 0)
        over = sum(max(0, count - (one.windows[t].most if t in one.windows else 0)) for t, count in told.items())
        under = sum(max(0, window.least - told[table]) for table, window in one.windows.items()) - new
        total += max(0, over, under)
    return total


def forced_spread(room: Room) -> int:
    """Excess that hosts, pinned people and companions force.

    Proof: heads of one group who are bound to a table, less the most an even share allows there; and companions of one
    group who are more than any table's share.
    """
    total = 0
    for number in range(room.first, len(room.rounds)):
        one = room.rounds[number]
        if not room.group_names or not one.open:
            continue
        ideals = room.ideals(number)
        bound = Counter(
            (one.held[p], room.group_of[p]) for p in one.here if one.held[p] != NOWHERE and room.group_of[p] != NOWHERE
        )
        total += sum(
            max(0, count - ideals[table][group][1]) for (table, group), count in bound.items() if table in ideals
        )
        free = set(one.free)
        for unit in room.units:
            if len(unit) > 1:
                heads = Counter(room.group_of[person] for person in unit if person in free)
                total += sum(
                    max(0, count - max(ideal[group][1] for ideal in ideals.values()))
                    for group, count in heads.items()
                    if group != NOWHERE
                )
    return total

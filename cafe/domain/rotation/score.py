"""What a seating costs, counted from nothing: what search.py only ever changes by differences."""

from __future__ import annotations

from dataclasses import dataclass

from cafe.domain.rotation.room import NOWHERE
from cafe.domain.rotation.seating import Seating


@dataclass(frozen=True, slots=True)
class Score:
    """The parts of the cost, each counted in its own unit."""

    rules: int
    repeats: int
    spread: int
    wishes: int
    changed: int
    uneven: int
    topics_again: int


def score(seating: Seating) -> Score:
    """Counts everything there is to count about a seating."""
    room = seating.room
    return Score(
        rules=broken(seating),
        repeats=repeats(seating),
        spread=spread(seating),
        wishes=sum(wishes(seating, person) for person in range(room.people)),
        changed=changed(seating),
        uneven=uneven(seating),
        topics_again=sum(topics_twice(seating, p) for p in range(room.people) if seating.topic_price[p]),
    )


def cost(seating: Seating) -> int:
    """The weighed sum of a seating's score."""
    counted, price = score(seating), seating.price
    return (
        counted.rules * price.rule
        + counted.repeats * price.repeat
        + counted.spread * price.spread
        + counted.wishes
        + counted.changed * price.seat_changed
        + counted.uneven * price.uneven_size
        + counted.topics_again * (price.topic_rule if seating.room.topic_rule else price.topic_again)
    )


def repeats(seating: Seating) -> int:
    """Meetings less different pairs, of the pairs that count."""
    total = 0
    for person, clear in enumerate(seating.clear):
        union = meetings = 0
        for seat, mask in zip(seating.seat, seating.mask, strict=True):
            if seat[person] != NOWHERE:
                union |= mask[seat[person]]
                meetings += (mask[seat[person]] & clear).bit_count()
        total += meetings - (union & clear).bit_count()
    return total // 2


def broken(seating: Seating) -> int:
    """Broken hard rules that the search may break on its way."""
    room, count = seating.room, 0
    for person in range(room.people):
        visited = {seat[person] for seat in seating.seat}
        count += sum(table not in visited for table in room.must[person])
    for number in range(room.first, len(room.rounds)):
        seat, mask = seating.seat[number], seating.mask[number]
        met_apart = 0
        for person in room.rounds[number].here:
            if seat[person] == NOWHERE:
                continue
            count += seat[person] in room.must_not[person]
            met_apart += (room.apart[person] & mask[seat[person]]).bit_count()
        count += met_apart // 2
        for table, window in room.rounds[number].windows.items():
            size = seating.size[number][table]
            count += max(0, size - window.most, window.least - size)
    return count


def topics_twice(seating: Seating, person: int) -> int:
    """How many seats of a person are at a topic they know already."""
    topics = [seating.room.topic_of[seat[person]] for seat in seating.seat if seat[person] != NOWHERE]
    return len(topics) - len(set(topics))


def wishes(seating: Seating, person: int) -> int:
    """What somebody's topic wishes cost as they are kept now."""
    wished = seating.room.wishes[person]
    base = person * seating.fields
    return seating.wish_cost([seating.topic_count[base + topic] for topic in wished]) if wished else 0


def spread(seating: Seating) -> int:
    """How far the heads of each group at each table are outside of an even share, summed."""
    room, total = seating.room, 0
    if seating.groups == 1:
        return 0
    for number in range(room.first, len(room.rounds)):
        counts = seating.group_count[number]
        for table, ideals in room.ideals(number).items():
            base = table * seating.groups
            for group, (least, most) in enumerate(ideals):
                heads = counts[base + group]
                if heads < least:
                    total += least - heads
                elif heads > most:
                    total += heads - most
    return total


def changed(seating: Seating) -> int:
    """Announced seats that are somebody's no more."""
    room = seating.room
    return sum(
        told != NOWHERE and now not in {NOWHERE, told}
        for number in range(room.first, len(room.rounds))
        for told, now in zip(room.announced[number], seating.seat[number], strict=True)
    )


def uneven(seating: Seating) -> int:
    """Tables that use the slack of one seat."""
    room = seating.room
    return sum(
        not window.floor <= seating.size[number][table] <= window.ceiling
        for number in range(room.first, len(room.rounds))
        for table, window in room.rounds[number].windows.items()
    )

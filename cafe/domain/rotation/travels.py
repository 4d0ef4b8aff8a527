"""Exchanges of whole routes: the pattern of meetings stays, other people take its places.

Where a design, or a long search, has brought the repeats down, this is a search among the permutations of its people:
nobody meets anybody more often than before, but groups are spread better and more wishes are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cafe.domain.rotation.reasons import short_of, wants_more
from cafe.domain.rotation.seating import Seating
from cafe.domain.rotation.thresholds import DRAWS


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What some exchanges have changed the cost by, how many were tried and done, and the last threshold drawn."""

    change: int
    tried: int
    done: int
    draw: int


def exchange_routes(
    seating: Seating,
    people: Sequence[int],
    rounds: Sequence[int],
    tries: int,
    limits: Sequence[int],
    draw: int,
    rand: Callable[[], float],
) -> Exchanged:
    """Two of these people exchange their seats of all rounds, so many times, where that is worth it."""
    seats = [(seating.seat[number], seating.more[number], seating.fewer[number]) for number in rounds]
    group, groups, special = seating.group, seating.groups, seating.special
    hot = unhappy(seating, people, rounds)
    by_round = (short_of(seating, number, people) for number in rounds)
    near = [[person for part in parts for person in part] for parts in zip(*by_round, strict=True)]
    everyone, heads, gain, done = len(people), len(hot), 0, 0
    tries = tries if hot else 0
    for step in range(tries):
        one = hot[int(rand() * heads)] if step & 3 else people[int(rand() * everyone)]
        if step & 1 and (there_short := near[group[one]]):
            other = there_short[int(rand() * len(there_short))]
        else:
            other = people[int(rand() * everyone)]
        kind, other_kind = group[one], group[other]
        wishing = special[one] or special[other]
        if one == other or (kind == other_kind and not wishing):
            continue
        change = 0
        if kind != other_kind:
            for seat, more, fewer in seats:
                here, there = seat[one] * groups, seat[other] * groups
                if here != there:
                    change += fewer[here + kind] + more[here + other_kind]
                    change += fewer[there + other_kind] + more[there + kind]
        if wishing:
            change += swapped_wishes(seating, one, other)
        draw = (draw + 1) & (DRAWS - 1)
        if change <= limits[draw]:
            gain += change
            done += 1
            swap_routes(seating, rounds, one, other)
    return Exchanged(gain, tries, done, draw)


def unhappy(seating: Seating, people: Sequence[int], rounds: Sequence[int]) -> list[int]:
    """Those whose group is not in order at one of their tables, or whose wishes are not kept."""
    groups, group = seating.groups, seating.group
    hot: set[int] = set()
    for number in rounds:
        seat, fewer, more = seating.seat[number], seating.fewer[number], seating.more[number]
        short = {cell % groups for cell in range(len(more)) if more[cell] < 0} if groups > 1 else set()
        hot.update(
            person
            for person in people
            if group[person] in short
            or fewer[seat[person] * groups + group[person]] < 0
            or (seating.special[person] and wants_more(seating, number, person, seat[person]))
        )
    return sorted(hot)


def swap_routes(seating: Seating, rounds: Sequence[int], one: int, other: int) -> None:
    """Exchanges the seats of two people in all rounds."""
    for number in rounds:
        here, there = seating.seat[number][one], seating.seat[number][other]
        if here != there:
            seating.move(number, one, there)
            seating.move(number, other, here)


def swapped_wishes(seating: Seating, one: int, other: int) -> int:
    """What the exchange of routes means for the wishes of the two."""
    room, change = seating.room, 0
    routes = [[seat[person] for seat in seating.seat] for person in (one, other)]
    for person, mine, theirs in ((one, routes[0], routes[1]), (other, routes[1], routes[0])):
        if seating.special[person]:
            change += wish_price(seating, person, theirs) - wish_price(seating, person, mine)
            if room.apart[person]:
                aside = room.apart[person] & ~(1 << one | 1 << other)
                for number, (old, new) in enumerate(zip(mine, theirs, strict=True)):
                    mask = seating.mask[number]
                    met = (aside & mask[new]).bit_count() - (aside & mask[old]).bit_count()
                    change += seating.price.rule * met
    return change


def wish_price(seating: Seating, person: int, route: Sequence[int]) -> int:
    """What a route costs somebody by the tables and topics they wished for or against."""
    room = seating.room
    price = seating.price.rule * sum(table in room.must_not[person] for table in route)
    price += seating.price.rule * sum(table not in route for table in room.must[person])
    if room.wishes[person]:
        topics = [room.topic_of[table] for table in route]
        price += seating.wish_cost([topics.count(topic) for topic in room.wishes[person]])
    return price

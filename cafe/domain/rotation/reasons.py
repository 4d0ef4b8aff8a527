"""Who has a reason to move, and whom a table is short of: where the search looks first."""

from __future__ import annotations

from collections.abc import Sequence

from cafe.domain.rotation.room import NOWHERE
from cafe.domain.rotation.seating import Seating


def to_move(
    seating: Seating, number: int, people: Sequence[int], met: Sequence[int], *, grave_alone: bool
) -> list[int]:
    """Those who have a reason to move: they meet somebody again, or their group, topics or wishes are not in order.

    `met` holds whom each of them meets in other rounds, as bits. With `grave_alone` only those with a grave reason, as
    long as there are any: a few would be lost among many.
    """
    seat, mask = seating.seat[number], seating.mask[number]
    topics, topic_of, fields = seating.topic_count, seating.room.topic_of, seating.fields
    topic_price = seating.topic_price
    grave = [
        person
        for person in people
        if met[person] & mask[seat[person]]
        or (topic_price[person] and topics[person * fields + topic_of[seat[person]]] > 1)
        or (seating.strict[person] and is_wronged(seating, number, person, seat[person]))
    ]
    if grave and grave_alone:
        return grave
    groups, fewer, group = seating.groups, seating.fewer[number], seating.group
    light: list[int] = []
    if groups > 1:
        light = [person for person in people if fewer[seat[person] * groups + group[person]] < 0]
        light += wanted_elsewhere(seating, number, people)
    wishing = [
        person for person in people if seating.special[person] and wants_more(seating, number, person, seat[person])
    ]
    return grave + light + wishing


def is_wronged(seating: Seating, number: int, person: int, table: int) -> bool:
    """Whether a hard wish of this person is broken."""
    room = seating.room
    if table in room.must_not[person] or room.apart[person] & seating.mask[number][table]:
        return True
    return bool(room.must[person]) and any(
        all(seat[person] != one for seat in seating.seat) for one in room.must[person]
    )


def wants_more(seating: Seating, number: int, person: int, table: int) -> bool:
    """Whether a wish of this person is not kept, a hard or a soft one."""
    room = seating.room
    if seating.strict[person] and is_wronged(seating, number, person, table):
        return True
    if seating.told and room.announced[number][person] not in {NOWHERE, table}:
        return True
    base = person * seating.fields
    return any(not seating.topic_count[base + topic] for topic in room.wishes[person])


def wanted_elsewhere(seating: Seating, number: int, people: Sequence[int]) -> list[int]:
    """People of a group that some table has too few of."""
    groups = seating.groups
    more = seating.more[number]
    short = {cell % groups for cell in range(len(more)) if more[cell] < 0}
    return [person for person in people if seating.group[person] in short] if short else []


def short_of(seating: Seating, number: int, people: Sequence[int]) -> list[list[int]]:
    """Per group: who sits at a table that has too few of it."""
    groups = seating.groups
    near: list[list[int]] = [[] for _ in range(groups)]
    if groups == 1:
        return near
    more, seat = seating.more[number], seating.seat[number]
    lacking: dict[int, list[int]] = {}
    for cell, price in enumerate(more):
        if price < 0:
            lacking.setdefault(cell // groups, []).append(cell % groups)
    if lacking:
        for person in people:
            for kind in lacking.get(seat[person], ()):
                near[kind].append(person)
    return near

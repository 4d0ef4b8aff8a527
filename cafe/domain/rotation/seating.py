"""A seating of all rounds that can be changed: who sits where, and the counts that tell what a change costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cafe.domain.rotation.room import NOWHERE, Room
from cafe.domain.rotation.weights import Weights

Seats = list[list[int]]
"""Per round and person: the table, or NOWHERE."""


class Seating:
    """The tables of all rounds while they are planned.

    People at a table are the bits of one whole number, so that "how many of these has she met" is one AND and one
    population count, whatever the size of the table. Each price is a difference: what it costs more (or less) than now.
    """

    __slots__ = (
        "clear", "fewer", "fields", "group", "group_cost", "group_count", "groups", "mask", "missed", "more", "price",
        "room", "seat", "size", "special", "strict", "told", "topic_count", "topic_price",
    )  # fmt: skip

    def __init__(self, room: Room, price: Weights, seats: Seats | None = None) -> None:
        self.room = room
        self.price = price
        self.groups = len(room.group_names) + 1  # the last one is of those without a group: it costs nothing anywhere
        self.group = [group if group != NOWHERE else self.groups - 1 for group in room.group_of]
        self.fields = room.topics
        everyone = (1 << room.people) - 1
        self.clear = [everyone & ~forced for forced in room.forced]
        self.told = room.problem.replan is not None
        self.strict = [bool(room.must[one] or room.must_not[one] or room.apart[one]) for one in range(room.people)]
        self.special = [self.is_special(person) for person in range(room.people)]
        misses = (price.first_wish_missed, price.second_wish_missed, price.third_wish_missed)
        self.missed = [dict(zip(wishes, misses, strict=False)) for wishes in room.wishes]
        self.topic_price = [
            price.topic_rule if room.bound_by_topics(person) else 0 if room.topic_rule else price.topic_again
            for person in range(room.people)
        ]
        self.seat: Seats = [[NOWHERE] * room.people for _ in room.rounds]
        self.mask = [[0] * room.tables for _ in room.rounds]
        self.size = [[0] * room.tables for _ in room.rounds]
        self.topic_count = bytearray(room.people * room.topics)
        self.group_cost = [self.group_costs(number) for number in range(len(room.rounds))]
        self.group_count = [[0] * (room.tables * self.groups) for _ in room.rounds]
        self.more = [self.first_steps(number) for number in range(len(room.rounds))]
        self.fewer = [[0] * (room.tables * self.groups) for _ in room.rounds]
        for number, one in enumerate(room.rounds):
            wanted = seats[number] if seats else one.held
            for person in one.here:
                if wanted[person] != NOWHERE:
                    self.sit(number, person, wanted[person])

    def is_special(self, person: int) -> bool:
        """Whether a change of table means more for this person than topics, meetings and groups."""
        room = self.room
        told = any(seats[person] != NOWHERE for seats in room.announced[room.first :])
        return self.strict[person] or bool(room.wishes[person]) or told

    def group_costs(self, number: int) -> list[list[int]]:
        """Per table and group: what each head count costs."""
        if self.groups == 1 or number < self.room.first:
            return []
        heads = range(self.room.people + 3)
        free = [0] * len(heads)
        known: dict[tuple[int, int], list[int]] = {}
        costs = [free] * (self.room.tables * self.groups)
        for table, ideals in self.room.ideals(number).items():
            for group, (least, top) in enumerate(ideals):
                if (least, top) not in known:
                    known[least, top] = [self.price.spread * max(0, least - count, count - top) for count in heads]
                costs[table * self.groups + group] = known[least, top]
        return costs

    def first_steps(self, number: int) -> list[int]:
        """What the first of a group at each table costs."""
        costs = self.group_cost[number]
        return [row[1] - row[0] for row in costs] if costs else [0] * (self.room.tables * self.groups)

    def sit(self, number: int, person: int, table: int) -> None:
        """Gives a seat to somebody who has none in this round."""
        self.seat[number][person] = table
        self.mask[number][table] |= 1 << person
        self.size[number][table] += 1
        self.topic_count[person * self.fields + self.room.topic_of[table]] += 1
        self.count(number, table * self.groups + self.group[person], 1)

    def rise(self, number: int, person: int) -> int:
        """Takes the seat away again; returns the table."""
        table = self.seat[number][person]
        self.seat[number][person] = NOWHERE
        self.mask[number][table] &= ~(1 << person)
        self.size[number][table] -= 1
        self.topic_count[person * self.fields + self.room.topic_of[table]] -= 1
        self.count(number, table * self.groups + self.group[person], -1)
        return table

    def move(self, number: int, person: int, table: int) -> None:
        """Seats somebody elsewhere."""
        self.rise(number, person)
        self.sit(number, person, table)

    def count(self, number: int, cell: int, change: int) -> None:
        """Counts one more or fewer of a group at a table, and what the next step up or down would cost."""
        self.group_count[number][cell] += change
        costs = self.group_cost[number]
        if costs:
            row, heads = costs[cell], self.group_count[number][cell]
            self.more[number][cell] = row[heads + 1] - row[heads]
            self.fewer[number][cell] = row[heads - 1] - row[heads] if heads else 0

    def spread_cost(self, number: int) -> int:
        """What the spread of the groups costs in a round."""
        return sum(row[heads] for row, heads in zip(self.group_cost[number], self.group_count[number], strict=False))

    def met_elsewhere(self, number: int, person: int) -> int:
        """As bits: whom this person meets in other rounds, without those whose meetings do not count."""
        met = 0
        for other, (seat, mask) in enumerate(zip(self.seat, self.mask, strict=True)):
            if other != number and seat[person] != NOWHERE:
                met |= mask[seat[person]]
        return met & self.clear[person]

    def personal(self, number: int, person: int, old: int, new: int) -> int:
        """What it means for the person alone, wishes of all kinds, to sit at `new` instead of `old` in this round."""
        room, change = self.room, 0
        if self.missed[person]:
            topic_of = room.topic_of
            if topic_of[old] != topic_of[new]:
                change = self.wish_change(person, topic_of[old], topic_of[new])
        if self.told:
            told = room.announced[number][person]
            if told != NOWHERE:
                change += self.price.seat_changed * ((new != told) - (old != told))
        if not self.strict[person]:
            return change
        broken = (new in room.must_not[person]) - (old in room.must_not[person])
        if apart := room.apart[person]:
            mask = self.mask[number]
            broken += (apart & mask[new]).bit_count() - (apart & mask[old]).bit_count()
        if room.must[person]:
            elsewhere = {seat[person] for other, seat in enumerate(self.seat) if other != number}
            broken += sum((one == old) - (one == new) for one in room.must[person] if one not in elsewhere)
        return change + self.price.rule * broken

    def wish_change(self, person: int, old: int, new: int) -> int:
        """What seeing the topic `new` instead of `old` means for somebody's topic wishes."""
        missed, counts, base = self.missed[person], self.topic_count, person * self.fields
        cost = found = 0
        if new in missed and not counts[base + new]:
            cost, found = -missed[new], 1
        if old in missed and counts[base + old] == 1:
            cost += missed[old]
            found -= 1
        if found:
            seen = sum(counts[base + topic] > 0 for topic in missed)
            cost += self.price.no_wish_seen * ((not seen + found) - (not seen))
        return cost

    def wish_cost(self, seen: Sequence[int]) -> int:
        """What it costs that of somebody's wishes only these were seen."""
        price = self.price
        missed = (price.first_wish_missed, price.second_wish_missed, price.third_wish_missed)
        cost = sum(one for one, times in zip(missed, seen, strict=False) if not times)
        return cost if any(seen) else cost + price.no_wish_seen

    def topical(self, person: int, old: int, new: int) -> int:
        """What the change of topic means for the rule that nobody sits at a topic twice."""
        old, new = self.room.topic_of[old], self.room.topic_of[new]
        if old == new:
            return 0
        base = person * self.fields
        return self.topic_price[person] * ((self.topic_count[base + new] > 0) - (self.topic_count[base + old] > 1))

    def exchange_cost(self, number: int, these: Sequence[int], those: Sequence[int], old: int, new: int) -> int:
        """What it costs to send `these` from `old` to `new` and `those` back. Sizes are the caller's business."""
        mask = self.mask[number]
        leaving, coming = sum(1 << one for one in these), sum(1 << one for one in those)
        rest_old, rest_new = mask[old] & ~leaving, mask[new] & ~coming
        cost = 0
        for people, here, there, staying, joining in (
            (these, old, new, rest_old, rest_new), (those, new, old, rest_new, rest_old),
        ):  # fmt: skip
            for person in people:
                met = self.met_elsewhere(number, person)
                cost += self.price.repeat * ((met & joining).bit_count() - (met & staying).bit_count())
                cost += self.topical(person, here, there)
                if self.special[person]:
                    cost += self.personal(number, person, here, there)
                    apart = self.room.apart[person]  # personal() counts those who are on the move themselves
                    if apart:
                        own, others = (leaving, coming) if here == old else (coming, leaving)
                        cost += self.price.rule * ((apart & own).bit_count() - (apart & others).bit_count())
        return (
            cost + self.regroup_cost(number, these, those, old, new) + self.uneven_cost(number, these, those, old, new)
        )

    def regroup_cost(self, number: int, these: Sequence[int], those: Sequence[int], old: int, new: int) -> int:
        """What the exchange means for the spread of the groups."""
        costs, counts, cost = self.group_cost[number], self.group_count[number], 0
        if not costs:
            return 0
        change: dict[int, int] = {}
        for people, sign in ((these, 1), (those, -1)):
            for person in people:
                change[self.group[person]] = change.get(self.group[person], 0) + sign
        for group, heads in change.items():
            for cell, step in ((old * self.groups + group, -heads), (new * self.groups + group, heads)):
                cost += costs[cell][counts[cell] + step] - costs[cell][counts[cell]]
        return cost

    def uneven_cost(self, number: int, these: Sequence[int], those: Sequence[int], old: int, new: int) -> int:
        """What the exchange means for tables that use the slack of one seat."""
        step = len(these) - len(those)
        if not step:
            return 0
        size = self.size[number]
        return sum(
            self.uneven(number, table, size[table] + change) - self.uneven(number, table, size[table])
            for table, change in ((old, -step), (new, step))
        )

    def uneven(self, number: int, table: int, size: int) -> int:
        """The price of a size off the balanced one; out of the window it is that of a broken rule for every seat."""
        window = self.room.rounds[number].windows[table]
        off = max(0, size - window.most, window.least - size)
        return self.price.rule * off + self.price.uneven_size * (not window.floor <= size <= window.ceiling)

    def exchange(self, number: int, these: Iterable[int], those: Iterable[int], old: int, new: int) -> None:
        """Does what `exchange_cost` has priced."""
        for person in these:
            self.move(number, person, new)
        for person in those:
            self.move(number, person, old)

    def copy_seats(self) -> Seats:
        """The seats as they are now."""
        return [list(seats) for seats in self.seat]

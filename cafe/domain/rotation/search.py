"""Search by exchanges: simulated annealing whose every step costs the same, and no clock in sight.

A step draws two people of one round and exchanges their tables if that is cheaper, or not much dearer: the dearer the
rarer, and ever rarer as the room cools (Kirkpatrick, Gelatt, Vecchi 1983, "Optimization by Simulated Annealing").
Half of the draws are from those who have a reason to move, after the min-conflicts rule (Minton et al. 1992); for the
social golfer problem exchanges of two guided by conflicts are the best local search known (Dotú, Van Hentenryck
2005).

Two things make plain Python quick enough. As long as only one round is worked on, whom people meet in the *other*
rounds stands still, so it is computed once for some hundred steps; and the tables are bit sets, so a step is four
ANDs with population counts. Prices are whole numbers and the draw of thresholds is a fixed list: the same on every
machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from cafe.domain.rotation.meter import SWEEP, Meter, rates
from cafe.domain.rotation.reasons import short_of, to_move
from cafe.domain.rotation.room import NOWHERE, Room
from cafe.domain.rotation.score import cost, score
from cafe.domain.rotation.seating import Seating, Seats
from cafe.domain.rotation.thresholds import DRAWS, THRESHOLDS
from cafe.domain.rotation.travels import exchange_routes
from cafe.domain.rotation.weights import Weights

TRAVELS = 3
"""Exchanges of routes in one go, for each who travels."""


@dataclass(slots=True)
class Best:
    """The best seating so far."""

    cost: int
    seats: Seats


@dataclass(slots=True)
class Movers:
    """Who can be moved how, in one round."""

    singles: list[int]
    units: list[tuple[int, ...]]
    slack: bool


class Search:
    """One seating, made better step by step."""

    def __init__(self, room: Room, price: Weights, seats: Seats, chance: random.Random) -> None:
        self.room = room
        self.price = price
        self.chance = chance
        self.zeal = 1
        self.surcharge = [0] * len(room.rounds)
        self.seating = Seating(room, price, seats)
        self.cost = cost(self.seating)
        self.best = Best(self.cost, self.seating.copy_seats())
        self.rounds = [number for number in range(room.first, len(room.rounds)) if room.rounds[number].free]
        self.movers = {number: self.who_moves(number) for number in self.rounds}
        self.travellers = self.who_travels()
        self.draw = 0
        self.turn = 0
        self.on_better: Callable[[], None] = lambda: None
        self.rates = rates(self.seating)

    def who_moves(self, number: int) -> Movers:
        """Those whose seat is free, alone or with their companions."""
        one = self.room.rounds[number]
        free = set(one.free)
        singles, units = [], []
        for unit in self.room.units:
            members = tuple(person for person in unit if person in free)
            if len(members) == 1:
                singles.append(members[0])
            elif members:
                units.append(members)
        slack = any(window.least < window.most for window in one.windows.values())
        return Movers(sorted(singles), units, slack)

    def who_travels(self) -> list[int]:
        """Those who can exchange whole routes: alone, free in every round, without history."""
        if self.room.first or self.room.problem.replan or not self.rounds or len(self.rounds) < len(self.room.rounds):
            return []
        free = set.intersection(*(set(movers.singles) for movers in self.movers.values()))
        return sorted(person for person in free if self.room.anchor[person] == NOWHERE)

    def anneal(self, work: float, hot: float, cold: float, meter: Meter, enough: int) -> bool:
        """Cools from `hot` to `cold` price units over about `work`; whether there is work left and reason to go on."""
        spent = 0.0
        reorders = bool(self.travellers) and (self.seating.groups > 1 or any(self.seating.special))
        while spent < work:
            limits = self.limits(hot * (cold / hot) ** min(1.0, spent / work))
            for number in self.rounds:
                done = self.sweep(number, limits)
                spent += done
                self.charge((number,))
                self.keep_best()
                if not meter.spend(done) or self.best.cost <= enough:
                    return False
            if reorders:
                done = self.exchange_routes(limits)
                spent += done
                self.keep_best()
                if not meter.spend(done) or self.best.cost <= enough:
                    return False
        return True

    def reorder(self, work: float, hot: float, cold: float, meter: Meter, enough: int) -> bool:
        """Cools with exchanges of whole routes alone: what a design has achieved is not touched."""
        spent = 0.0
        while spent < work and self.travellers:
            limits = self.limits(hot * (cold / hot) ** min(1.0, spent / work))
            done = self.exchange_routes(limits)
            spent += done
            self.keep_best()
            if not meter.spend(done) or self.best.cost <= enough:
                return False
        return True

    def limits(self, heat: float) -> list[int]:
        """How much dearer each of the coming steps may be."""
        return [int(heat * threshold) // 1_000 for threshold in THRESHOLDS]

    def keep_best(self) -> None:
        """Remembers the seating if it is the best so far, at the prices without surcharge."""
        worth = self.cost - sum(self.surcharge)
        if worth < self.best.cost:
            self.best = Best(worth, self.seating.copy_seats())
            self.on_better()

    def be_zealous(self, zeal: int) -> None:
        """From now on an uneven spread costs the search so many times its price: what is *best* is not affected.

        With the true prices, all seatings with the fewest repeats are islands in a sea of repeats. The closer the
        prices are to each other, the lower the passes between them.
        """
        if zeal != self.zeal:
            self.zeal = zeal
            self.sit_down(self.best.seats)

    def charge(self, numbers: Iterable[int]) -> None:
        """Counts what the spread in these rounds costs above its true price."""
        if self.zeal > 1:
            for number in numbers:
                self.surcharge[number] = self.seating.spread_cost(number) // self.zeal * (self.zeal - 1)

    def rules_kept(self) -> bool:
        """Whether the best seating keeps every hard rule."""
        return score(Seating(self.room, self.price, self.best.seats)).rules == 0

    def sit_down(self, seats: Seats) -> None:
        """Seats everybody anew; the best seating stays remembered."""
        self.seating = Seating(self.room, replace(self.price, spread=self.price.spread * self.zeal), seats)
        self.cost = cost(self.seating)
        self.surcharge = [0] * len(self.room.rounds)
        self.charge(self.rounds)
        self.keep_best()

    def back_to_best(self) -> None:
        """Sits everybody back to where the best seating has them."""
        for number in self.rounds:
            wanted, now = self.best.seats[number], self.seating.seat[number]
            for person in self.room.rounds[number].free:
                if now[person] != wanted[person]:
                    self.seating.move(number, person, wanted[person])
        self.charge(self.rounds)
        self.cost = self.best.cost + sum(self.surcharge)

    def sweep(self, number: int, limits: Sequence[int]) -> float:
        """Some hundred steps in one round; the work done."""
        movers = self.movers[number]
        met = self.meetings_elsewhere(number, movers.singles)
        self.turn += 1
        hot = to_move(self.seating, number, movers.singles, met, grave_alone=bool(self.turn & 1))
        count = len(movers.singles)
        steps = max(100, 3 * count) if hot else max(50, count // 2)
        work = self.rates.look * count + SWEEP
        if count > 1:
            done = self.swap(number, movers.singles, hot, met, steps, limits)
            work += steps * self.rates.step + done * self.rates.done
        if movers.units:
            tries = max(4, steps // 20)
            self.move_units(number, movers, tries, limits)
            work += tries * self.rates.unit
        if movers.slack and movers.singles:
            tries = steps // 12
            self.shift(number, hot or movers.singles, tries, limits)
            work += tries * self.rates.shift
        return work

    def meetings_elsewhere(self, number: int, people: Sequence[int]) -> list[int]:
        """Per person, as bits: whom they meet in the other rounds."""
        clear = self.seating.clear
        met = [0] * self.room.people
        others = [
            (seat, mask)
            for other, (seat, mask) in enumerate(zip(self.seating.seat, self.seating.mask, strict=True))
            if other != number
        ]
        for person in people:
            bits = 0
            for seat, mask in others:
                if (table := seat[person]) >= 0:
                    bits |= mask[table]
            met[person] = bits & clear[person]
        return met

    def swap(
        self,
        number: int,
        free: Sequence[int],
        hot: Sequence[int],
        met: Sequence[int],
        steps: int,
        limits: Sequence[int],
    ) -> int:
        """Exchanges of two people; how many were done.

        The hot loop of the planner: everything is a local name, nothing is a call.
        """
        seating = self.seating
        seat, mask = seating.seat[number], seating.mask[number]
        topics, fields, topic_of, topic_price = (
            seating.topic_count,
            seating.fields,
            self.room.topic_of,
            seating.topic_price,
        )
        group, groups, more, fewer = seating.group, seating.groups, seating.more[number], seating.fewer[number]
        special, apart, personal, rule = seating.special, self.room.apart, seating.personal, self.price.rule
        repeat = self.price.repeat
        rand = self.chance.random
        everyone, heads, warm, draw, cost = len(free), len(hot), len(hot) > 0, self.draw, self.cost
        by_topic = any(topic_price)
        near = short_of(seating, number, free)
        done = 0
        for step in range(steps):
            one = hot[int(rand() * heads)] if warm and step & 3 else free[int(rand() * everyone)]
            if step & 1 and (there_short := near[group[one]]):
                other = there_short[int(rand() * len(there_short))]
            else:
                other = free[int(rand() * everyone)]
            here, there = seat[one], seat[other]
            if here == there:
                continue
            met_one, met_other, mask_here, mask_there = met[one], met[other], mask[here], mask[there]
            change = (
                (met_one & mask_there).bit_count()
                - (met_one & mask_here).bit_count()
                + (met_other & mask_here).bit_count()
                - (met_other & mask_there).bit_count()
            )
            if met_one >> other & 1:
                change -= 2  # each was counted among those the other would join
            draw = (draw + 1) & (DRAWS - 1)
            limit = limits[draw]
            change *= repeat
            if by_topic:
                old, new = topic_of[here], topic_of[there]
                if old != new:
                    base = one * fields
                    if topics[base + new]:
                        change += topic_price[one]
                    if topics[base + old] > 1:
                        change -= topic_price[one]
                    base = other * fields
                    if topics[base + old]:
                        change += topic_price[other]
                    if topics[base + new] > 1:
                        change -= topic_price[other]
            kind, other_kind = group[one], group[other]
            if kind != other_kind:
                base, away = here * groups, there * groups
                change += fewer[base + kind] + more[base + other_kind] + fewer[away + other_kind] + more[away + kind]
            if special[one]:
                change += personal(number, one, here, there)
                if apart[one] >> other & 1:
                    change -= 2 * rule  # they pass each other
            if special[other]:
                change += personal(number, other, there, here)
            if change > limit:
                continue
            cost += change
            done += 1
            both = 1 << one | 1 << other
            mask[here] ^= both
            mask[there] ^= both
            seat[one], seat[other] = there, here
            old, new = topic_of[here], topic_of[there]
            if old != new:
                topics[one * fields + old] -= 1
                topics[one * fields + new] += 1
                topics[other * fields + new] -= 1
                topics[other * fields + old] += 1
            if kind != other_kind:
                seating.count(number, base + kind, -1)
                seating.count(number, base + other_kind, 1)
                seating.count(number, away + other_kind, -1)
                seating.count(number, away + kind, 1)
        self.draw, self.cost = draw, cost
        return done

    def threshold(self, limits: Sequence[int]) -> int:
        """The next draw of how much dearer a step may be."""
        self.draw = (self.draw + 1) & (DRAWS - 1)
        return limits[self.draw]

    def pick(self, people: Sequence[int]) -> int:
        """Somebody."""
        return people[int(self.chance.random() * len(people))]

    def shift(self, number: int, people: Sequence[int], tries: int, limits: Sequence[int]) -> None:
        """One person goes to a table that can take one more, from one that can do with one less."""
        seating, one = self.seating, self.room.rounds[number]
        seat, size = seating.seat[number], seating.size[number]
        for _ in range(tries):
            person, table = self.pick(people), self.pick(one.open)
            here = seat[person]
            if here == table or size[here] <= one.windows[here].least or size[table] >= one.windows[table].most:
                continue
            change = seating.exchange_cost(number, (person,), (), here, table)
            if change <= self.threshold(limits):
                seating.move(number, person, table)
                self.cost += change

    def move_units(self, number: int, movers: Movers, tries: int, limits: Sequence[int]) -> None:
        """Companions change tables, and as many others come back for them, or fewer where sizes allow."""
        seating, one = self.seating, self.room.rounds[number]
        seat, size, mask = seating.seat[number], seating.size[number], seating.mask[number]
        loose = sum(1 << person for person in movers.singles)
        for _ in range(tries):
            unit = movers.units[int(self.chance.random() * len(movers.units))]
            here, table = seat[unit[0]], self.pick(one.open)
            if here == table:
                continue
            spare = min(len(unit), one.windows[table].most - size[table], size[here] - one.windows[here].least)
            wanted = len(unit) - (int(self.chance.random() * (spare + 1)) if spare > 0 else 0)
            back = self.others_back(movers, seat, table, bits(mask[table] & loose), wanted)
            if len(back) != wanted:
                continue
            change = seating.exchange_cost(number, unit, back, here, table)
            if change <= self.threshold(limits):
                seating.exchange(number, unit, back, here, table)
                self.cost += change

    def others_back(
        self, movers: Movers, seat: Sequence[int], table: int, singles: list[int], wanted: int
    ) -> list[int]:
        """So many people of a table, drawn: singles, or at times companions and singles to make up the number."""
        back: list[int] = []
        if self.chance.random() < 0.3 or len(singles) < wanted:
            there = [unit for unit in movers.units if seat[unit[0]] == table and len(unit) <= wanted]
            if there:
                back.extend(there[int(self.chance.random() * len(there))])
        return back + self.sample(singles, min(len(singles), wanted - len(back)))

    def sample(self, people: list[int], count: int) -> list[int]:
        """So many of them, drawn."""
        for index in range(count):
            chosen = index + int(self.chance.random() * (len(people) - index))
            people[index], people[chosen] = people[chosen], people[index]
        return people[:count]

    def exchange_routes(self, limits: Sequence[int]) -> float:
        """Some exchanges of whole routes; the work done."""
        people, rounds, rates = self.travellers, len(self.rounds), self.rates
        tries = TRAVELS * len(people)
        made = exchange_routes(self.seating, people, self.rounds, tries, limits, self.draw, self.chance.random)
        self.cost, self.draw = self.cost + made.change, made.draw
        work = made.tried * rates.route + 3 * made.done * rates.done * rounds + rates.look * len(people) * rounds
        self.charge(self.rounds)
        return work


def bits(mask: int) -> list[int]:
    """The people in a bit set."""
    people = []
    while mask:
        low = mask & -mask
        people.append(low.bit_length() - 1)
        mask ^= low
    return people

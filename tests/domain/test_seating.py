"""Seats: whatever the hall looks like, nobody is lost, no table is overfilled, and hosts stay at their tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafe.domain import seating
from cafe.domain.seating import Guest, Place, Policy

GROUPS = ("Bürgerschaft", "Unternehmen", None)


@dataclass(frozen=True)
class Hall:
    """A hall as Hypothesis draws it."""

    guests: list[Guest]
    places: list[Place]
    past: list[dict[int, int]]
    chosen: dict[int, int]


@st.composite
def halls(draw: st.DrawFn) -> Hall:
    """Any hall: small tables and large, hosts or none, people who were there before and people who come late."""
    places = [
        Place(number, draw(st.integers(1, 3)), draw(st.integers(3, 6)))
        for number in range(1, draw(st.integers(1, 7)) + 1)
    ]
    tables = [place.number for place in places]
    hosted = draw(st.lists(st.sampled_from(tables), unique=True, max_size=len(tables)))
    count = draw(st.integers(len(hosted), 30))
    guests = [
        Guest(number, draw(st.sampled_from(GROUPS)), hosted[number - 1] if number <= len(hosted) else None)
        for number in range(1, count + 1)
    ]
    numbers = [guest.number for guest in guests]
    anywhere = st.dictionaries(st.sampled_from(numbers), st.sampled_from(tables)) if numbers else st.just({})
    return Hall(guests, places, draw(st.lists(anywhere, max_size=2)), draw(anywhere))


def check(hall: Hall, seats: dict[int, int]) -> None:
    """What holds for every seating."""
    capacity = {place.number: place.seats for place in hall.places}
    assert seats.keys() <= {guest.number for guest in hall.guests}, "nobody is made up"
    for table, people in Counter(seats.values()).items():
        assert people <= capacity[table], "no table has more people than seats"
    for guest in hall.guests:
        if guest.hosts is not None:
            assert seats[guest.number] == guest.hosts, "a host stays"


@given(halls(), st.sampled_from(Policy), st.integers(0, 2**31))
@settings(deadline=None)
def test_everybody_for_whom_there_is_a_chair_sits_on_one(hall: Hall, policy: Policy, seed: int) -> None:
    made = seating.plan(policy, hall.guests, hall.places, hall.past, hall.chosen, seed)
    check(hall, made.seats)
    chairs = sum(place.seats for place in hall.places)
    assert len(made.seats) == min(len(hall.guests), chairs)
    assert ("not_all_seated" in made.notes) == (len(hall.guests) > chairs)


@given(halls(), st.sampled_from(Policy), st.integers(0, 2**31))
@settings(deadline=None)
def test_the_same_seed_gives_the_same_seating(hall: Hall, policy: Policy, seed: int) -> None:
    first = seating.plan(policy, hall.guests, hall.places, hall.past, hall.chosen, seed)
    again = seating.plan(policy, list(reversed(hall.guests)), hall.places, hall.past, dict(hall.chosen), seed)
    assert first.seats == again.seats


@given(halls())
def test_what_is_kept_of_an_older_plan_fits_the_hall_as_it_is_now(hall: Hall) -> None:
    kept = seating.fitted(hall.chosen, hall.guests, hall.places)
    check(hall, kept)
    for person, table in kept.items():
        assert hall.chosen.get(person) == table or hall.guests[person - 1].hosts == table


@given(halls())
def test_a_latecomer_gets_a_free_chair_while_there_is_one(hall: Hall) -> None:
    taken = seating.plan(Policy.MIX, hall.guests, hall.places, hall.past, {}, 1).seats
    late = Guest(99, "Bürgerschaft")
    table = seating.seat_late([late], hall.places, taken, hall.past, {}).get(late.number)
    filled = Counter(taken.values())
    free = {place.number for place in hall.places if filled[place.number] < place.seats}
    assert table in free if free else table is None


@given(halls())
def test_the_wished_table_is_given_if_it_has_a_free_chair(hall: Hall) -> None:
    taken = seating.plan(Policy.MIX, hall.guests, hall.places, hall.past, {}, 1).seats
    filled = Counter(taken.values())
    for place in hall.places:
        table = seating.seat_late([Guest(99)], hall.places, taken, hall.past, {}, {99: place.number}).get(99)
        assert (table == place.number) == (filled[place.number] < place.seats)


@given(halls())
def test_the_numbers_beside_a_preview_are_counted_right(hall: Hall) -> None:
    seats = seating.plan(Policy.MIX, hall.guests, hall.places, hall.past, {}, 1).seats
    facts = seating.explain(seats, hall.places, hall.past)
    met = {
        frozenset((one, other))
        for earlier in hall.past
        for one in earlier
        for other in earlier
        if one < other and earlier[one] == earlier[other]
    }
    together = [(one, other) for one in seats for other in seats if one < other and seats[one] == seats[other]]
    assert facts.repeats == sum(frozenset(pair) in met for pair in together)
    sizes = [sum(table == place.number for table in seats.values()) for place in hall.places]
    assert (facts.smallest, facts.largest) == (min(sizes), max(sizes))
    before = hall.past[-1] if hall.past else {}
    assert facts.moved == sum(person in before and before[person] != table for person, table in seats.items())


def test_in_a_carousel_a_group_moves_on_together_to_another_topic() -> None:
    places = [Place(number, number % 3 + 1, 5) for number in range(1, 7)]
    guests = [Guest(number) for number in range(1, 19)]
    first = {number: (number - 1) // 3 + 1 for number in range(1, 19)}
    second = seating.plan(Policy.CAROUSEL, guests, places, [first], {}, 1).seats
    topic = {place.number: place.topic for place in places}
    for table in range(1, 7):
        group = [person for person, where in first.items() if where == table]
        assert len({second[person] for person in group}) == 1
        assert topic[second[group[0]]] != topic[table]


def test_mixing_brings_people_together_who_have_not_met() -> None:
    places = [Place(number, number, 4) for number in range(1, 7)]
    guests = [Guest(number) for number in range(1, 25)]
    by_chance = 36 * 36 / 276  # pairs at the tables, of all pairs there are
    repeats = []
    for seed in range(10):
        past: list[dict[int, int]] = []
        notes: list[str] = []
        for number in range(3):
            made = seating.plan(Policy.MIX, guests, places, past, {}, seed + number)
            repeats += [seating.explain(made.seats, places, past).repeats] * (number == 1)
            past.append(made.seats)
            notes += made.notes
        again = [person for person in range(1, 25) if len({seats[person] for seats in past}) < 3]
        assert len(again) <= 3, "a new topic each round for nearly everybody"
        assert ("topic_repeat" in notes) == bool(again), "and the lead is told of the others"
    assert sum(repeats) / len(repeats) < by_chance / 2


def test_two_thousand_people_are_seated_while_one_waits() -> None:
    places = [Place(number, number % 6 + 1, 5) for number in range(1, 441)]
    guests = [Guest(number, GROUPS[number % 3]) for number in range(1, 2_001)]
    seats = seating.plan(Policy.MIX, guests, places, [], {}, 7).seats
    assert len(seats) == 2_000


@pytest.mark.parametrize("policy", list(Policy))
def test_an_empty_hall_needs_no_plan(policy: Policy) -> None:
    assert seating.plan(policy, [], [Place(1, 1, 5)], [], {}, 1).seats == {}

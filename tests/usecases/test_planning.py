"""Planning seats: what the planner is asked, and what becomes of its answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cafe.domain.phases import Phase
from cafe.domain.rotation.commission import Commission
from cafe.domain.rotation.plan_json import plan_to_line
from cafe.store.queries import structure
from cafe.usecases import planning
from tests.cast import Cafe

At = Callable[[Phase], Cafe]


@pytest.fixture
def cafe(cafe_at: At) -> Cafe:
    """The first round runs."""
    return cafe_at(Phase.ROUND)


def commission(cafe: Cafe, plan: int) -> Commission:
    """What the planner is asked."""
    with cafe.store.read() as session:
        found = planning.commission_for(session, cafe.event, plan)
    assert found is not None
    return found


def searched(cafe: Cafe, **args: Any) -> dict[str, Any]:
    """A plan as it stands once the planner has had its say."""
    made = cafe.do("fadime", "seating.plan", **{"policy": "mix", "seconds": 1, **args})["plan"]
    plan = commission(cafe, made).carried_out(seconds=0.2)
    assert planning.improve(cafe.store, cafe.event, made, plan_to_line(plan, 1).encode())
    value: dict[str, Any] = cafe.sees("fadime")["plan"]["plan"]
    return value


def seat(value: dict[str, Any], person: int) -> int:
    """Where somebody sits in a plan."""
    return next(int(table) for table, people in value["seats"].items() if person in people)


def seats(cafe: Cafe, round_number: int) -> dict[int, int]:
    """Person → table, as stored."""
    with cafe.store.read() as session:
        return structure.seats(session, cafe.event, round_number)


def test_a_fair_mix_stands_from_the_first_moment_and_can_be_announced(cafe: Cafe) -> None:
    made = cafe.do("fadime", "seating.plan")["plan"]
    value = cafe.sees("fadime")["plan"]["plan"]
    assert (value["state"], value["done"]) == ("searching", 0)
    assert sum(map(len, value["seats"].values())) == len(cafe.sees("fadime")["person"])
    cafe.do("fadime", "seating.publish", plan=made)
    assert cafe.sees("fadime")["plan"]["plan"]["state"] == "stopped"


def test_what_the_planner_finds_takes_its_place_with_all_its_numbers(cafe: Cafe) -> None:
    value = searched(cafe)
    assert (value["state"], value["done"], value["round"]) == ("done", 1, 2)
    assert value["bound"] is not None
    assert value["repeats"] >= value["bound"]
    assert {fact["code"].split("_")[0] for fact in value["facts"]} >= {"repeats", "sizes"}
    assert sum(sum(groups.values()) for groups in value["mix"].values()) == len(cafe.sees("fadime")["person"])


def test_all_rounds_can_be_planned_and_announced_at_once(cafe: Cafe) -> None:
    value = searched(cafe, all_rounds=True)
    assert set(value["later"]) == {"3"}
    cafe.do("fadime", "seating.publish", plan=value["plan"])
    assert len(seats(cafe, 2)) == len(seats(cafe, 3)) == len(cafe.sees("fadime")["person"])
    cafe.do("fadime", "round.end", from_round=1)
    assert seats(cafe, 2)[cafe.numbers["pia"]] == seat(value, cafe.numbers["pia"])


def test_planned_anew_the_past_stays_and_it_says_who_would_change(cafe: Cafe) -> None:
    cafe.do("fadime", "seating.publish", plan=searched(cafe, all_rounds=True)["plan"])
    announced, past = seats(cafe, 2), seats(cafe, 1)
    again = searched(cafe, all_rounds=True)
    assert again["changes"] == []
    cafe.do("fadime", "person.absent", person=cafe.numbers["rita"], absent=True)
    cafe.do("fadime", "table.close", table=announced[cafe.numbers["pia"]])
    later = searched(cafe, all_rounds=True)
    told = {change["person"]: change for change in later["changes"] if change["round"] == 2}
    assert told[cafe.numbers["pia"]]["old"] == announced[cafe.numbers["pia"]]
    for person, table in announced.items():
        if person != cafe.numbers["rita"]:
            assert seat(later, person) == (told[person]["new"] if person in told else table)
    assert str(announced[cafe.numbers["pia"]]) not in later["seats"]
    assert seats(cafe, 1).items() <= past.items(), "but for Rita, who has left"


def test_needs_companies_and_wishes_are_kept(cafe: Cafe) -> None:
    pia, quirin, rita = (cafe.numbers[who] for who in ("pia", "quirin", "rita"))
    cafe.do("fadime", "person.needs", person=pia, pinned=5)
    cafe.do("fadime", "company.save", people=[pia, rita], together=True)
    cafe.do("fadime", "company.save", people=[pia, quirin], together=False)
    value = searched(cafe)
    assert seat(value, pia) == seat(value, rita) == 5
    assert seat(value, quirin) != 5
    assert cafe.sees("fadime")["person"][str(pia)]["pinned"] == 5


def test_what_cannot_be_kept_is_named_with_whom_it_concerns(cafe: Cafe) -> None:
    pia, quirin = cafe.numbers["pia"], cafe.numbers["quirin"]
    for together in (True, False):
        cafe.do("fadime", "company.save", people=[pia, quirin], together=together)
    facts = {fact["code"]: fact["params"] for fact in searched(cafe)["facts"]}
    assert set(facts["clash_together_and_apart"]["people"]) == {str(pia), str(quirin)}
    assert facts["clash_together_and_apart"]["remedy"]


def test_seats_from_a_list_are_taken_and_the_rest_is_filled(cafe: Cafe) -> None:
    pia = cafe.numbers["pia"]
    value = searched(cafe, policy="fixed", fixed=[[2, pia, 6]])
    assert seat(value, pia) == 6
    assert sum(map(len, value["seats"].values())) == len(cafe.sees("fadime")["person"])
    assert cafe.no("fadime", "seating.plan", policy="fixed", fixed=[[2, 999, 6]]).reason == "fixed_person_unknown"
    assert cafe.no("fadime", "seating.plan", policy="fixed", fixed=[[2, pia, 99]]).reason == "fixed_table_unknown"
    assert cafe.no("fadime", "seating.plan", policy="fixed", fixed=[[2, pia, 6], [2, pia, 5]]).reason == "fixed_twice"


def test_in_the_last_round_everybody_comes_home(cafe: Cafe) -> None:
    began = seats(cafe, 1)
    value = searched(cafe, policy="home", all_rounds=True)
    last = {int(person): int(table) for table, people in value["later"]["3"].items() for person in people}
    assert last == began


def test_nobody_is_seated_at_a_closed_table_and_one_stays_open(cafe: Cafe) -> None:
    for table in (1, 2, 5, 6, 3):
        cafe.do("fadime", "table.close", table=table)
    assert cafe.no("fadime", "table.close", table=4).reason == "last_table"
    for table in (1, 2):
        cafe.do("fadime", "table.open", table=table)
    cafe.do("fadime", "round.end", from_round=1)
    assert set(seats(cafe, 2).values()) <= {1, 2, 4}


def test_topic_wishes_are_asked_only_where_the_organiser_wants_it(cafe: Cafe) -> None:
    topics = sorted(map(int, cafe.sees("saal")["topic"]))
    assert cafe.no("pia", "wish.save", topics=topics[:1]).reason == "wishes_not_asked"
    cafe.do("olga", "event.edit", title="Strategie-Café", policy="mix", asks_wishes=True)
    assert cafe.no("pia", "wish.save", topics=[77]).reason == "topic_unknown"
    cafe.do("pia", "wish.save", topics=[topics[2], topics[0]])
    assert cafe.sees("pia")["you"]["you"]["wishes"] == [topics[2], topics[0]]
    assert searched(cafe)["wished"]["people"] == 1


def test_a_plan_that_was_thrown_away_takes_no_better_one(cafe: Cafe) -> None:
    made = cafe.do("fadime", "seating.plan")["plan"]
    plan = commission(cafe, made).carried_out(seconds=0.1)
    cafe.do("fadime", "seating.drop", plan=made)
    assert not planning.improve(cafe.store, cafe.event, made, plan_to_line(plan, 1).encode())
    assert "plan" not in cafe.sees("fadime")


def test_a_search_that_dies_leaves_what_stands(cafe: Cafe) -> None:
    made = cafe.do("fadime", "seating.plan")["plan"]
    with cafe.store.read() as session:
        assert planning.searched_for(session) == [(cafe.event, made)]
    assert planning.give_up(cafe.store, cafe.event, made)
    assert cafe.sees("fadime")["plan"]["plan"]["state"] == "stopped"
    cafe.do("fadime", "seating.publish", plan=made)


def test_who_is_forgotten_is_in_no_list_of_the_planner(cafe: Cafe) -> None:
    pia, quirin = cafe.numbers["pia"], cafe.numbers["quirin"]
    cafe.do("fadime", "person.needs", person=pia, must=[5])
    cafe.do("fadime", "company.save", people=[pia, quirin], together=False)
    cafe.do("pia", "person.erase")
    assert cafe.sees("fadime").get("company", {}) == {}
    assert str(pia) not in cafe.sees("fadime")["person"]

"""People come late, stay away, leave; tables close; hosts go. What was announced stays as far as may be."""

from __future__ import annotations

import json
import time
from typing import Any

from cafe.domain.rotation import Progress, plan_rounds
from cafe.domain.rotation.live import from_round, moves, seated_late
from cafe.domain.rotation.plan import Stopped
from cafe.domain.rotation.problem_json import problem_from
from tests.domain.rotation.cafes import planned, shelf, simple, written
from tests.domain.rotation.judge import verdict


def a_hundred() -> dict[str, Any]:
    """A hundred people, six topics with four tables each, a host per table."""
    return shelf("p26")


def test_twelve_who_come_late_get_seats_and_nobody_else_moves() -> None:
    cafe = a_hundred()
    told = planned(cafe).rounds
    late = [{"id": f"L{number}", "present": [1, 2]} for number in range(12)]
    problem = problem_from({**cafe, "participants": cafe["participants"] + late})
    begun = time.process_time()
    plan = seated_late(problem, told, 1)
    assert time.process_time() - begun < 1
    assert {move.person for move in moves(told, plan.rounds, 1)} == {person["id"] for person in late}
    assert plan.explanation.changed == ()


def test_no_shows_and_a_host_who_leaves_change_as_little_as_possible() -> None:
    cafe = a_hundred()
    told = planned(cafe).rounds
    now = json.loads(json.dumps(cafe))
    for person in now["participants"][40:49]:
        person["present"] = [0]
    host = next(person for person in now["participants"] if "host_of" in person)
    host["present"] = [0]
    problem = from_round(problem_from(now), told, 1)
    plan = plan_rounds(problem, seconds=0.5)
    cafe_again = {**now, "replan": {"from_round": 1, "announced": [dict(sitting) for sitting in told]}}
    assert verdict(cafe_again, written(plan))["broken"] == {}
    assert plan.rounds[0] == {table: tuple(sorted(people)) for table, people in told[0].items()}
    assert len(plan.explanation.changed or ()) == plan.explanation.changed_bound


def test_a_person_moved_by_hand_stays_where_they_were_put() -> None:
    cafe = simple(20, 4, 3)
    told = [{table: list(people) for table, people in sitting.items()} for sitting in planned(cafe).rounds]
    old = next(table for table in told[1] if "P03" in told[1][table])
    new = next(table for table in told[1] if table not in {old, *(t for t in told[0] if "P03" in told[0][t])})
    told[1][old].remove("P03")
    told[1][new].append("P03")
    plan = planned({**cafe, "decided": [{}, {"P03": new}, {}], "replan": {"from_round": 1, "announced": told}})
    assert plan.seat(1, "P03") == new


def test_the_best_so_far_can_be_taken_at_any_time() -> None:
    heard: list[Progress] = []
    plan = plan_rounds(problem_from(shelf("p12")), seconds=0.4, progress=heard.append)
    assert len(heard) > 2
    assert [one.cost for one in heard] == sorted((one.cost for one in heard), reverse=True)
    assert heard[-1].plan().rounds == plan.rounds


def test_who_says_stop_gets_a_plan_that_says_so() -> None:
    plan = plan_rounds(problem_from(shelf("p12")), seconds=60, should_stop=lambda: True)
    assert plan.stopped is Stopped.DEADLINE
    assert verdict(shelf("p12"), written(plan))["broken"] == {}


def test_the_phone_says_how_many_are_new_to_you() -> None:
    plan = planned(simple(12, 4, 2))
    first = plan.seat(0, "P00")
    assert plan.new_faces(0, "P00") == len(plan.rounds[0][str(first)]) - 1 == 2


def test_two_thousand_people_are_planned_in_a_second_without_a_repeat() -> None:
    cafe = simple(2_000, 250, 4, seats=9)
    begun = time.process_time()
    plan = planned(cafe, seconds=1)
    assert time.process_time() - begun < 2  # a loaded machine counts more than a quiet one
    assert plan.explanation.repeats == 0

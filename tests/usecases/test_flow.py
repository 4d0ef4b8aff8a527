"""The afternoon moves on: by the lead's steps, and at the bell by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cafe.domain.errors import Code
from cafe.domain.phases import Phase
from tests.cast import Cafe

At = Callable[[Phase], Cafe]


def clock_of(cafe: Cafe) -> tuple[str, str, int]:
    face = cafe.sees("saal")["clock"]["clock"]
    return face["phase"], face["state"], face["round"]


def test_an_afternoon_goes_from_the_lobby_to_the_end(cafe_at: At) -> None:
    cafe = cafe_at(Phase.CLOSED)
    assert clock_of(cafe) == ("closed", "running", 3)


def test_two_leads_pressing_at_once_do_one_step(cafe_at: At) -> None:
    cafe = cafe_at(Phase.LOBBY)
    cafe.do("fadime", "round.start", from_round=0)
    refused = cafe.no("cem", "round.start", from_round=0)
    assert (refused.code, refused.reason) == (Code.CONFLICT, "already_done")
    assert clock_of(cafe) == ("round", "running", 1)


def test_the_bell_ends_a_round_once_and_the_switch_begins(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    assert not cafe.ring()
    cafe.clock.forward(minutes=18)
    assert cafe.ring()
    assert not cafe.ring()
    assert clock_of(cafe) == ("switch", "running", 1)


def test_after_the_last_round_there_is_no_switch(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    for number in (1, 2):
        cafe.do("fadime", "round.start", from_round=number)
        cafe.do("fadime", "round.end", from_round=number + 1)
    assert clock_of(cafe) == ("round", "ended", 3)
    assert cafe.no("fadime", "round.start", from_round=3).code == Code.CONFLICT


def test_nobody_takes_back_what_the_bell_did(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.clock.forward(minutes=18)
    cafe.ring()
    assert cafe.no("fadime", "step.undo").reason == "nothing_to_undo"


def test_a_step_can_be_taken_back_for_ten_seconds(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    before = cafe.sees("pia")
    cafe.do("fadime", "round.end", from_round=1)
    cafe.clock.forward(seconds=10)
    cafe.do("fadime", "step.undo")
    after = cafe.sees("pia")
    assert after["you"] == before["you"]
    assert {**after["clock"]["clock"], "undo_until": None} == {**before["clock"]["clock"], "undo_until": None}
    assert after["round"] == before["round"]


def test_who_took_a_table_over_since_sits_there_also_after_the_step_is_taken_back(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    old = cafe.sees("rita")["you"]["you"]["table"]
    cafe.do("fadime", "round.end", from_round=1)
    cafe.do("holger", "host.handover", code="XYZ789")
    cafe.do("rita", "host.claim", code="XYZ789")
    cafe.do("fadime", "step.undo")
    assert old != 3 == cafe.sees("rita")["you"]["you"]["table"]


def test_after_ten_seconds_a_step_stands(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("fadime", "round.end", from_round=1)
    cafe.clock.forward(seconds=10.001)
    assert cafe.no("fadime", "step.undo").code == Code.TOO_LATE
    assert clock_of(cafe)[0] == "switch"


def test_a_pause_keeps_what_is_left_and_no_bell_rings(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("fadime", "clock.pause")
    cafe.clock.forward(minutes=60)
    assert not cafe.ring()
    cafe.do("fadime", "clock.resume")
    assert cafe.row().ends_at == cafe.clock.now + 18 * 60_000


@pytest.mark.parametrize(("minutes", "left"), [(5, 23), (-3, 15), (-90, 0)])
def test_minutes_are_added_and_taken_but_never_below_none(cafe_at: At, minutes: int, left: int) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("fadime", "clock.extend", minutes=minutes)
    assert cafe.row().ends_at == cafe.clock.now + left * 60_000


def test_at_the_switch_everybody_has_a_seat_at_another_topic(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    for who in ("pia", "quirin", "rita", "guest-0", "guest-1"):
        you = cafe.sees(who)["you"]["you"]
        tables = cafe.sees("saal")["table"]
        assert tables[str(you["table"])]["topic"] != tables[str(you["from_table"])]["topic"]
    assert cafe.sees("holger")["you"]["you"]["table"] == 3


def test_a_published_plan_is_the_seating_of_the_next_round(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    plan = cafe.do("fadime", "seating.plan", policy="mix", seed=5)["plan"]
    seats = cafe.sees("fadime")["plan"]["plan"]["seats"]
    cafe.do("fadime", "seating.publish", plan=plan)
    cafe.do("fadime", "round.end", from_round=1)
    routes = {table: route["numbers"] for table, route in cafe.sees("saal")["route"].items() if route["numbers"]}
    assert routes == seats


def test_an_event_without_tables_does_not_open(cafe: Cafe) -> None:
    cafe.do("olga", "tables.save", tables=[])
    assert cafe.no("fadime", "event.open").reason == "not_ready"


def test_closing_ends_the_voting_and_undoing_it_opens_the_voting_again(cafe_at: At) -> None:
    cafe = cafe_at(Phase.HARVEST)
    cafe.do("fadime", "theme.save", title="Wege", ideas=[1])
    cafe.do("fadime", "dots.open")
    cafe.do("fadime", "event.close", from_round=3)
    assert cafe.sees("pia")["dots"]["dots"]["state"] == "closed"
    cafe.do("fadime", "step.undo")
    assert cafe.sees("pia")["dots"]["dots"]["state"] == "open"

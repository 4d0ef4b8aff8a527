"""People come, come back, move, leave, and may be forgotten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text as sql

from cafe.domain.errors import Code
from cafe.domain.phases import Phase
from cafe.usecases.keys import digest
from tests.cast import GROUPS, STEFAN, Cafe

At = Callable[[Phase], Cafe]


def test_whoever_scans_a_table_sits_there_and_is_there(cafe_at: At) -> None:
    cafe = cafe_at(Phase.LOBBY)
    cafe.join("anna", 5)
    you = cafe.sees("anna")["you"]["you"]
    assert (you["table"], you["arrived"]) == (5, True)


def test_a_latecomer_gets_a_seat_at_once_in_any_round(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    assert cafe.join("anna")["table"] in range(1, 7)
    cafe.do("fadime", "round.end", from_round=1)
    assert cafe.join("bernd")["table"] in range(1, 7)


def test_at_a_full_table_the_latecomer_sits_elsewhere_and_in_a_full_hall_hears_so(cafe_at: At) -> None:
    cafe = cafe_at(Phase.LOBBY)
    seats = [cafe.join(f"late-{number}", 3)["table"] for number in range(21)]
    assert 0 < seats.count(3) <= 5
    routes = cafe.sees("saal")["route"].values()
    assert all(len(route["numbers"]) <= 5 for route in routes)
    assert sum(len(route["numbers"]) for route in routes) == 30
    refused = cafe.no(
        STEFAN, "person.join", code=cafe.code(), token=digest("x"), personal_key="k" * 16, personal_code=digest("y")
    )
    assert refused.reason == "hall_full"


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        ({"code": "NOSUCH"}, "code_unknown"),
        ({"group": "Adel"}, "group_unknown"),
        ({"name": "Gastgeber 3"}, "name_poses"),
    ],
)
def test_a_wrong_code_group_or_name_is_refused_and_nobody_is_seated(
    cafe_at: At, args: dict[str, str], reason: str
) -> None:
    cafe = cafe_at(Phase.LOBBY)
    before = cafe.row().seq
    asked = {"code": cafe.code(), "token": digest("x"), "personal_key": "k" * 16, "personal_code": digest("y")}
    assert cafe.no(STEFAN, "person.join", **{**asked, **args}).reason == reason
    assert cafe.row().seq == before


def test_the_door_is_shut_before_the_lobby_and_after_the_end(cafe: Cafe) -> None:
    asked = {"token": digest("x"), "personal_key": "k" * 16, "personal_code": digest("y")}
    assert cafe.no(STEFAN, "person.join", code=cafe.code(), **asked).reason == "not_open_yet"
    cafe.until(Phase.CLOSED)
    assert cafe.no(STEFAN, "person.join", code=cafe.code(), **asked).code == Code.TOO_LATE


def test_the_personal_code_brings_a_person_to_another_device(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    back = cafe.do(
        STEFAN, "person.return", personal_code=digest(f"code {cafe.event} pia"), token=digest("second phone")
    )
    assert back["person"] == cafe.numbers["pia"]
    assert cafe.no(STEFAN, "person.return", personal_code=digest("guess"), token=digest("z")).code == Code.NOT_FOUND


def test_an_absent_person_frees_her_seat_and_gets_one_when_she_is_back(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    rita = cafe.numbers["rita"]
    table = str(cafe.sees("rita")["you"]["you"]["table"])
    cafe.do("fadime", "person.absent", person=rita)
    assert rita not in cafe.sees("saal")["route"][table]["numbers"]
    assert cafe.sees("rita")["you"]["you"]["absent"]
    cafe.do("rita", "seat.arrive")
    you = cafe.sees("rita")["you"]["you"]
    assert not you["absent"]
    assert you["table"] is not None


def test_the_lead_moves_one_person_but_no_host_and_not_to_a_full_table(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("fadime", "seating.move", person=cafe.numbers["pia"], table=6)
    assert cafe.sees("pia")["you"]["you"]["table"] == 6
    assert cafe.no("fadime", "seating.move", person=cafe.numbers["holger"], table=6).reason == "hosts_stay"
    for number in range(4):
        cafe.join(f"late-{number}", 6)
    assert cafe.no("fadime", "seating.move", person=cafe.numbers["quirin"], table=6).reason == "table_full"


def test_whoever_has_moved_no_longer_sees_the_old_table(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("fadime", "seating.move", person=cafe.numbers["pia"], table=6)
    idea = cafe.do("holger", "idea.post", text="Erst nach dem Umzug")["idea"]
    assert str(idea) not in cafe.sees("pia").get("idea", {})


def test_in_free_choice_people_choose_and_the_rest_is_filled_in(cafe: Cafe) -> None:
    cafe.do("olga", "event.edit", title="Freie Wahl", groups=GROUPS, policy="choice")
    cafe.until(Phase.SWITCH)
    assert cafe.sees("pia")["you"]["you"]["table"] is None
    cafe.do("pia", "seat.choose", table=5)
    assert cafe.sees("pia")["you"]["you"]["table"] == 5
    cafe.do("fadime", "round.start", from_round=1)
    assert cafe.sees("quirin")["you"]["you"]["table"] is not None
    assert cafe.sees("pia")["you"]["you"]["table"] == 5


@pytest.mark.parametrize("hosts", [False, True])
def test_erasing_leaves_no_word_of_a_person_in_the_database(cafe_at: At, hosts: bool) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.join("anna", 3, name="Kormoranauge", group=GROUPS[0])
    if hosts:
        cafe.do("fadime", "host.issue", table=3, key="a-public-random-key", code="XYZ789")
        cafe.do("anna", "host.claim", code="XYZ789")
    idea = cafe.do("anna", "idea.post", text="Unverwechselbarer Gedanke")["idea"]
    cafe.do("anna", "idea.edit", idea=idea, text="Zweiter unverwechselbarer Gedanke")
    cafe.do("anna", "person.erase", ideas_too=True)
    assert cafe.no("anna", "seat.arrive").code == Code.UNAUTHENTICATED
    with cafe.store.read() as session:
        tables = session.execute(sql("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        rows = [str(row) for table in tables for row in session.execute(sql(f'SELECT * FROM "{table}"'))]
    assert not [row for row in rows if "Kormoranauge" in row or "unverwechselbar" in row.lower()]


def test_erased_without_the_ideas_they_stay_without_an_author(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    idea = cafe.do("pia", "idea.post", text="Bleibt")["idea"]
    cafe.do("pia", "person.erase")
    assert cafe.sees("holger")["idea"][str(idea)]["text"] == "Bleibt"

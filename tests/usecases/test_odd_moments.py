"""What happens between two steps: somebody comes, leaves, takes a table or takes words back at an awkward moment."""

from __future__ import annotations

from collections.abc import Callable

from cafe.domain.errors import Code
from cafe.domain.phases import Phase
from tests.cast import Cafe

At = Callable[[Phase], Cafe]


def table_of(cafe: Cafe, who: str) -> int | None:
    """Where somebody sits."""
    table: int | None = cafe.sees(who)["you"]["you"]["table"]
    return table


def sizes(cafe: Cafe) -> dict[int, int]:
    """Table → how many sit there."""
    return {route["table"]: len(route["numbers"]) for route in cafe.sees("saal")["route"].values()}


def journal(cafe: Cafe, since: int = 0) -> list[tuple[str, str, str, str | None]]:
    """Audience, kind, id and value of each line after `since`."""
    statement = f"SELECT audience, kind, id, value FROM change WHERE event_id = {cafe.event} AND seq > {since}"
    with cafe.store.read() as session:
        return [tuple(line) for line in session.connection().exec_driver_sql(statement)]  # type: ignore[misc]


def test_whoever_comes_after_a_plan_was_made_keeps_the_seat_she_got(cafe_at: At) -> None:
    cafe = cafe_at(Phase.LOBBY)
    plan = cafe.do("fadime", "seating.plan", policy="mix")["plan"]
    cafe.join("late")
    cafe.do("fadime", "seating.publish", plan=plan)
    assert table_of(cafe, "late") is not None


def test_a_table_that_finds_a_host_after_the_plan_gives_her_a_seat_and_overfills_nothing(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    for number in range(17):
        cafe.join(f"more-{number}")
    plan = cafe.do("fadime", "seating.plan", policy="mix")["plan"]
    cafe.do("fadime", "seating.publish", plan=plan)
    seats = cafe.sees("fadime")["plan"]["plan"]["seats"]
    elsewhere = next(
        int(table) for table, people in seats.items() if table != "3" and cafe.numbers["rita"] not in people
    )
    cafe.do("olga", "host.issue", table=elsewhere, key="a-public-random-key", code="ABCDEF")
    cafe.do("rita", "host.claim", code="ABCDEF")
    cafe.do("fadime", "round.end", from_round=1)
    assert table_of(cafe, "rita") == elsewhere
    assert max(sizes(cafe).values()) <= 5
    assert sum(sizes(cafe).values()) == len(cafe.numbers), "everybody has a seat"


def test_a_table_that_lost_seats_after_the_plan_is_not_overfilled(cafe_at: At) -> None:
    cafe = cafe_at(Phase.LOBBY)
    for number in range(20):
        cafe.join(f"more-{number}")
    cafe.do("fadime", "round.start", from_round=0)
    for number in range(18):
        cafe.do("fadime", "person.absent", person=cafe.numbers[f"more-{number}"])
    plan = cafe.do("fadime", "seating.plan", policy="mix")["plan"]
    cafe.do("fadime", "seating.publish", plan=plan)
    tables = cafe.sees("saal")["table"].values()
    smaller = [{"number": row["number"], "topic": row["topic"], "seats": 3} for row in tables if row["number"] != 3]
    unchanged = [{"number": row["number"], "topic": row["topic"], "seats": 5} for row in tables if row["number"] == 3]
    cafe.do("olga", "tables.save", tables=unchanged + smaller)
    cafe.do("fadime", "round.end", from_round=1)
    assert all(size <= 3 for table, size in sizes(cafe).items() if table != 3)


def test_a_host_who_comes_back_to_her_full_table_gets_her_seat(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("fadime", "person.absent", person=cafe.numbers["holger"])
    for number in range(4):
        cafe.join(f"more-{number}", 3)
    cafe.do("holger", "seat.arrive")
    assert table_of(cafe, "holger") == 3
    assert sizes(cafe)[3] == 5
    assert cafe.do("holger", "relay.save", round=1, question="Was nun?")["table"] == 3


def test_without_a_seat_one_is_told_so_and_not_that_it_will_be_saved_later(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("fadime", "person.absent", person=cafe.numbers["pia"])
    refused = cafe.no("pia", "idea.post", text="Noch ein Gedanke")
    assert (refused.code, refused.reason) == (Code.CONFLICT, "no_seat")


def test_an_absent_host_whose_link_is_taken_back_loses_sight_of_the_table(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("fadime", "person.absent", person=cafe.numbers["holger"])
    seq = cafe.row().seq
    cafe.do("olga", "link.revoke", link=cafe.links["holger"])
    own = f"person:{cafe.numbers['holger']}"
    with cafe.store.read() as session:
        statement = f"SELECT sight FROM change WHERE seq > {seq} AND audience = '{own}'"
        assert session.connection().exec_driver_sql(statement).scalars().all() == [1]


def test_a_last_round_that_goes_on_has_not_ended(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    for number in (1, 2):
        cafe.do("fadime", "round.start", from_round=number)
        cafe.do("fadime", "round.end", from_round=number + 1)
    cafe.do("fadime", "clock.extend", minutes=3)
    assert cafe.sees("saal")["round"]["3"]["ended_at"] is None
    cafe.do("fadime", "step.undo")
    assert cafe.sees("saal")["round"]["3"]["ended_at"] == cafe.clock.now


def test_a_measure_rests_on_the_ideas_that_stand_and_can_be_saved_again(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    number = cafe.do("thea", "measure.save", title="Radnetz", ideas=[1, 2])["measure"]

    def evidence() -> list[int]:
        ideas: list[int] = cafe.sees("thea")["measure"][str(number)]["ideas"]
        return ideas

    cafe.do("pia", "idea.withdraw", idea=1)
    assert evidence() == [2]
    cafe.do("thea", "measure.save", measure=number, title="Radnetz am Sund", ideas=evidence())
    cafe.do("fadime", "idea.hide", idea=2, reason="Werbung")
    assert evidence() == []
    cafe.do("fadime", "idea.restore", idea=2)
    assert evidence() == [2]


def test_a_quote_goes_with_the_idea_it_was_taken_from(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    cafe.do("fadime", "idea.hide", idea=1, reason="nennt Pia Fahrradstraßen")
    cafe.do("pia", "person.erase", ideas_too=True)
    assert [
        line for line in journal(cafe) if line[3] and ("Fahrradstraßen" in line[3] or "Sichere Wege" in line[3])
    ] == []
    card = cafe.sees("holger")["relay"]["3:1"]
    assert (card["insights"], card["question"]) == ([], "Wer zahlt?")


def test_who_is_erased_no_longer_counts_where_she_wrote_before_she_was_moved(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("pia", "idea.post", text="Fahrradstraßen am Sund")
    cafe.do("fadime", "seating.move", person=cafe.numbers["pia"], table=4)
    seq = cafe.row().seq
    cafe.do("pia", "person.erase")
    assert cafe.sees("holger")["presence"]["3"]["wrote"] == 0
    assert ("table:3", "presence", "3") in {line[:3] for line in journal(cafe, seq)}, "and the table is told"


def test_dots_that_are_placed_are_not_made_fewer_by_editing_the_event(cafe_at: At) -> None:
    cafe = cafe_at(Phase.HARVEST)
    cafe.do("thea", "theme.save", title="Wege")
    cafe.do("thea", "dots.open", per_person=3)
    assert cafe.no("olga", "event.edit", title="Strategie-Café", dots_per_person=1).reason == "fewer_dots"
    cafe.do("olga", "event.edit", title="Strategie-Café", dots_per_person=4)


def test_a_number_no_database_can_hold_is_invalid(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    for number in (10**30, -1, 0, 1.5, True, "1", None):
        assert cafe.no("pia", "idea.edit", idea=number, text="Anders").code == Code.INVALID, number

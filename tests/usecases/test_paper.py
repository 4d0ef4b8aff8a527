"""Paper is equal: cards, dot sheets, people registered beforehand, spare codes, the guests' network."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from sqlalchemy import select

from cafe.domain.errors import Code
from cafe.domain.phases import Phase
from cafe.store.queries import setup
from cafe.store.rows import Change, Person, Receipt, Seat
from cafe.usecases import report
from cafe.usecases.keys import digest
from tests.cast import GROUPS, STEFAN, Cafe

PHONES = itertools.count()
At = Callable[[Phase], Cafe]
TABLE_3 = {"table": 3, "round": 1}


def come(cafe: Cafe, who: str):
    """Somebody scans her badge, on a phone of her own each time."""
    return cafe.ask(
        STEFAN, "person.return", personal_code=digest(f"badge of {who}"), token=digest(f"phone {next(PHONES)}")
    )


def spare(word: str) -> dict[str, str]:
    """What the roof makes of a spare card."""
    return {"personal_key": f"key-of-{word:->16}", "personal_code": digest(f"badge of {word}")}


def told(cafe: Cafe, number: int):
    """What staff see of somebody."""
    return cafe.sees("fadime")["person"][str(number)]


def of_report(cafe: Cafe):
    """The report as it stands."""
    with cafe.store.read() as session:
        return report.build(session, cafe.event, cafe.clock.now)


# -- cards


@pytest.fixture
def talking(cafe_at: At) -> Cafe:
    """The first round."""
    return cafe_at(Phase.ROUND)


def test_a_hosts_card_is_an_idea_from_paper(talking: Cafe) -> None:
    idea = talking.do("holger", "idea.scribe", text="Bänke am Wasser", card=305)["idea"]
    assert talking.sees("pia")["idea"][str(idea)]["by"] == "paper"
    assert of_report(talking).totals.ideas.paper == 1


def test_one_card_is_one_idea_whoever_types_it(talking: Cafe) -> None:
    talking.do("holger", "idea.scribe", text="Bänke am Wasser", card=305)
    refused = talking.no("thea", "idea.scribe", text="Bänke am Wasser", card=305, drafted={"table": 4, "round": 1})
    assert (refused.code, refused.reason, refused.field) == (Code.CONFLICT, "card_used", "card")
    assert refused.details == {"card": 305, "table": 3, "round": 1}


def test_the_desk_types_cards_of_any_table_and_names_table_and_round(talking: Cafe) -> None:
    done = talking.do("thea", "idea.scribe", text="Mehr Licht", card=401, drafted={"table": 4, "round": 1})
    assert (done["table"], done["round"]) == (4, 1)
    for wanted, reason in (
        ({"card": 402}, "card_needs_place"),
        ({"drafted": TABLE_3}, "card_missing"),
        ({"card": 402, "drafted": {"table": 4, "round": 2}}, "round_not_begun"),
        ({"card": 402, "drafted": {"table": 99, "round": 1}}, "table_unknown"),
    ):
        assert talking.no("thea", "idea.scribe", text="Mehr Licht", **wanted).reason == reason


def test_a_mistyped_card_is_mended_or_taken_back_and_then_free_again(talking: Cafe) -> None:
    idea = talking.do("thea", "idea.scribe", text="Mehr Lcht", card=301, drafted=TABLE_3)["idea"]
    talking.do("cem", "idea.edit", idea=idea, text="Mehr Licht")
    talking.do("thea", "idea.withdraw", idea=idea)
    talking.do("holger", "idea.scribe", text="Mehr Licht", card=301)


def test_staff_do_not_mend_what_people_wrote_themselves(talking: Cafe) -> None:
    idea = talking.do("pia", "idea.post", text="Fahrradstraßen am Sund")["idea"]
    noted = talking.do("holger", "idea.scribe", text="Sagt Paula")["idea"]
    for number in (idea, noted):
        assert talking.no("fadime", "idea.edit", idea=number, text="Anders").reason == "idea_not_yours"
        assert talking.no("fadime", "idea.withdraw", idea=number).reason == "idea_not_yours"


# -- dots


@pytest.fixture
def voting(cafe_at: At) -> Cafe:
    """The harvest, with two themes and three dots each."""
    cafe = cafe_at(Phase.HARVEST)
    cafe.do("thea", "theme.save", title="Wege", ideas=[1])
    cafe.do("thea", "theme.save", title="Abend", ideas=[2])
    cafe.do("thea", "dots.open", per_person=3)
    return cafe


def sheet(number: int, **themes: int):
    """A sheet as the desk types it: theme_1=2."""
    placed = [{"theme": int(name.removeprefix("theme_")), "dots": dots} for name, dots in themes.items()]
    return {"number": number, "dots": placed}


def counts(cafe: Cafe):
    """Theme → (all dots, those from paper), once they are counted."""
    return {theme["title"]: (theme["dots"], theme["paper_dots"]) for theme in cafe.sees("pia")["theme"].values()}


def test_paper_sheets_reach_the_same_totals_as_phones(voting: Cafe) -> None:
    voting.do("pia", "dots.place", theme=1, dots=3)
    voting.do("thea", "dots.enter_paper", sheets=[sheet(1, theme_1=1, theme_2=2), sheet(2, theme_2=3), sheet(3)])
    assert voting.sees("saal")["dots"]["dots"] | {"state": ""} == {
        "state": "", "per_person": 3, "placed": 9, "people": 1, "sheets": 3,
    }  # fmt: skip
    voting.do("thea", "dots.close")
    assert counts(voting) == {"Wege": (4, 1), "Abend": (5, 5)}
    found = of_report(voting)
    assert (found.dots.phone, found.dots.paper) == (3, 6)


def test_one_sheet_counts_once_and_none_of_a_bad_batch(voting: Cafe) -> None:
    voting.do("thea", "dots.enter_paper", sheets=[sheet(7, theme_1=3)])
    refused = voting.no("cem", "dots.enter_paper", sheets=[sheet(8, theme_1=1), sheet(7, theme_2=3)])
    assert (refused.reason, refused.field, refused.details) == ("sheet_used", "sheets.1.number", {"sheet": 7})
    assert voting.sees("thea")["dots"]["dots"]["placed"] == 3
    voting.do("cem", "dots.enter_paper", sheets=[sheet(8, theme_1=1)])


def test_a_sheet_with_too_many_dots_is_looked_at_again(voting: Cafe) -> None:
    refused = voting.no("thea", "dots.enter_paper", sheets=[sheet(1, theme_1=2, theme_2=2)])
    assert (refused.reason, refused.details) == ("sheet_too_full", {"most": 3, "over": 1})
    twice = {"number": 1, "dots": [{"theme": 1, "dots": 2}, {"theme": 1, "dots": 1}]}
    voting.do("thea", "dots.enter_paper", sheets=[twice])
    voting.do("thea", "dots.close")
    assert counts(voting)["Wege"] == (3, 3)


def test_a_mistyped_sheet_is_taken_out_and_entered_again_also_after_the_count(voting: Cafe) -> None:
    voting.do("thea", "dots.enter_paper", sheets=[sheet(1, theme_1=3)])
    voting.do("thea", "dots.close")
    voting.do("thea", "dots.void_sheet", sheet=1)
    assert voting.no("thea", "dots.void_sheet", sheet=1).reason == "sheet_unknown"
    assert counts(voting)["Wege"] == (0, 0)
    voting.do("thea", "dots.enter_paper", sheets=[sheet(1, theme_2=3)])
    assert counts(voting) == {"Wege": (0, 0), "Abend": (3, 3)}


def test_sheets_and_the_walls_count_add_up_and_move_along_when_themes_are_merged(voting: Cafe) -> None:
    voting.do("thea", "dots.enter_paper", sheets=[sheet(1, theme_1=1, theme_2=2), sheet(2, theme_2=1)])
    voting.do("thea", "dots.enter_paper", theme=2, dots=10)
    assert voting.no("thea", "theme.remove", theme=1).reason == "theme_has_dots"
    voting.do("thea", "theme.merge", themes=[2], into=1)
    voting.do("thea", "dots.close")
    assert counts(voting) == {"Wege": (14, 14)}


@pytest.mark.parametrize("args", [{}, {"theme": 1}, {"dots": 3}, {"theme": 1, "dots": 3, "sheets": [sheet(1)]}])
def test_either_a_sum_or_sheets(voting: Cafe, args) -> None:
    assert voting.no("thea", "dots.enter_paper", **args).code == Code.INVALID


# -- registered beforehand


def test_registered_people_have_a_seat_and_are_expected(cafe: Cafe) -> None:
    numbers = cafe.register("nadja", "ole", group=GROUPS[0])
    assert numbers == [1, 2]
    for number in numbers:
        card = told(cafe, number)
        assert (card["expected"], card["paper"], card["group"]) == (True, True, GROUPS[0])
        assert card["table"]


def test_a_badge_takes_the_seat_once_the_doors_are_open(cafe: Cafe) -> None:
    [number] = cafe.register("nadja")
    seat = told(cafe, number)["table"]
    assert come(cafe, "nadja").refused.reason == "not_open_yet"
    cafe.do("fadime", "event.open")
    answer = come(cafe, "nadja")
    assert answer.result["person"] == number
    card = told(cafe, number)
    assert (card["expected"], card["paper"], card["table"]) == (False, False, seat)
    assert come(cafe, "nadja").result["person"] == number, "on a second phone the same person"


def test_somebody_with_a_badge_and_no_phone_is_here_when_staff_say_so(cafe: Cafe) -> None:
    [number] = cafe.register("paul")
    cafe.do("fadime", "event.open")
    cafe.do("fadime", "person.absent", person=number, absent=False)
    card = told(cafe, number)
    assert (card["expected"], card["paper"]) == (False, True)
    assert of_report(cafe).totals.on_paper == 1


def test_who_stays_away_is_not_counted(cafe_at: At) -> None:
    cafe = cafe_at(Phase.LOBBY)
    before = of_report(cafe).totals.people
    cafe.register("emil", "nadja")
    assert of_report(cafe).totals.people == before
    come(cafe, "nadja")
    assert of_report(cafe).totals.people == before + 1


def test_seats_of_those_who_stay_away_are_given_to_others_and_they_may_still_come(cafe: Cafe) -> None:
    numbers = cafe.register(*(f"guest-{number}" for number in range(30)))
    cafe.do("fadime", "event.open")
    come(cafe, "guest-0")
    cafe.do("fadime", "person.absent", person=numbers[1], absent=False)
    assert cafe.do("fadime", "person.release")["people"] == 28
    assert [number for number in numbers if told(cafe, number)["table"]] == numbers[:2]
    assert cafe.no("fadime", "person.release").reason == "already_done"
    cafe.join("rita")
    assert come(cafe, "guest-2").result["person"] == numbers[2]
    late = told(cafe, numbers[2])
    assert late["table"]
    assert (late["expected"], late["absent"]) == (False, False)


def test_registrations_are_taken_back_without_a_trace(cafe: Cafe) -> None:
    numbers = cafe.register("nadja", "ole")
    cafe.do("olga", "person.unregister", people=numbers)
    with cafe.store.read() as session:
        assert session.scalars(select(Person)).all() == []
        assert session.scalars(select(Seat)).all() == []
        assert not any("Nadja" in (line.value or "") for line in session.scalars(select(Change)))
    assert cafe.register("nadja") == [1]


def test_who_has_come_is_not_taken_back(cafe: Cafe) -> None:
    numbers = cafe.register("nadja", "ole")
    cafe.do("fadime", "event.open")
    come(cafe, "ole")
    assert cafe.no("olga", "person.unregister", people=numbers).reason == "person_has_come"
    assert told(cafe, numbers[0])["expected"]


def test_nobody_is_registered_for_a_seat_that_does_not_exist(cafe: Cafe) -> None:
    cafe.register(*(f"guest-{number}" for number in range(30)))
    with pytest.raises(AssertionError, match="more_than_seats"):
        cafe.register("one-too-many")


def test_tables_may_still_change_before_the_doors_open(cafe: Cafe) -> None:
    cafe.register(*(f"guest-{number}" for number in range(20)))
    topics = [table["topic"] for table in cafe.sees("saal")["table"].values()]
    cafe.do("olga", "tables.save", tables=[{"number": n, "topic": topics[n - 1], "seats": 6} for n in (1, 2, 3)])
    cafe.do("olga", "tables.save", tables=[{"number": n, "topic": topics[n - 1], "seats": 3} for n in (1, 2, 3)])
    seated = [person["table"] for person in cafe.sees("fadime")["person"].values() if person["table"]]
    assert all(seated.count(number) <= 3 for number in (1, 2, 3))
    cafe.do("olga", "tables.save", tables=[{"number": n, "topic": topics[n - 1], "seats": 8} for n in (1, 2, 3)])
    cafe.do("fadime", "event.open")
    cafe.do("fadime", "round.start", from_round=0)
    assert all(person["table"] for person in cafe.sees("fadime")["person"].values())


# -- spare codes


def test_a_spare_card_makes_one_person_of_whoever_uses_it_first(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("olga", "spare.make", spares=[spare("somebody"), spare("another")])
    first = come(cafe, "somebody").result["person"]
    assert told(cafe, first)["table"]
    assert not told(cafe, first)["paper"]
    assert come(cafe, "somebody").result["person"] == first
    assert come(cafe, "another").result["person"] != first


@pytest.mark.parametrize(("phase", "reason"), [(Phase.DRAFT, "not_open_yet"), (Phase.CLOSED, "event_closed")])
def test_a_spare_card_opens_no_shut_door(cafe_at: At, phase: Phase, reason: str) -> None:
    cafe = cafe_at(Phase.DRAFT)
    cafe.do("olga", "spare.make", spares=[spare("somebody")])
    cafe.until(phase)
    assert come(cafe, "somebody").refused.reason == reason


# -- the guests' network


def wifi(cafe: Cafe):
    """What is kept of it."""
    with cafe.store.read() as session:
        return setup.setup_of(session, cafe.event).wifi


def test_the_network_is_kept_for_printing_and_nobody_else(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("olga", "wifi.save", name="Rathaus; Gast", password='Sund:"Hafen"\\7', encryption="WPA")
    assert (wifi(cafe).name, wifi(cafe).password) == ("Rathaus; Gast", 'Sund:"Hafen"\\7')
    everybody = [cafe.sees(who) for who in ("pia", "holger", "fadime", "thea", "saal")]
    assert "Hafen" not in repr(everybody)
    with cafe.store.read() as session:
        kept = [*session.scalars(select(Change.value)), *session.scalars(select(Receipt.result))]
        assert not any("Hafen" in (text or "") for text in kept)
        assert "Hafen" not in repr(report.build(session, cafe.event, cafe.clock.now))
    cafe.do("olga", "wifi.save", name="")
    assert wifi(cafe) is None


@pytest.mark.parametrize(
    ("password", "encryption", "reason"),
    [("kurz", "WPA", "wifi_password_length"), ("", "WEP", "text_missing"), ("Sund\tHafen", "WPA", "field_invalid")],
)
def test_a_password_that_no_network_takes_is_refused(cafe: Cafe, password, encryption, reason) -> None:
    assert cafe.no("olga", "wifi.save", name="Gast", password=password, encryption=encryption).reason == reason


def test_an_open_network_keeps_no_password(cafe: Cafe) -> None:
    cafe.do("olga", "wifi.save", name="Gast", password="ungebraucht", encryption="nopass")
    assert wifi(cafe).password == ""

"""What happens at a table: ideas, support, hosts, relay cards, and what stays among those who sit there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cafe.domain.errors import Code
from cafe.domain.phases import Phase
from tests.cast import Cafe

At = Callable[[Phase], Cafe]


def test_an_idea_is_seen_at_its_table_and_not_at_the_next_one(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    idea = str(cafe.do("pia", "idea.post", text="Fahrradstraßen am Sund")["idea"])
    assert cafe.sees("holger")["idea"][idea]["text"] == "Fahrradstraßen am Sund"
    assert idea in cafe.sees("fadime")["idea"]
    assert idea not in cafe.sees("quirin").get("idea", {})


def test_an_idea_never_says_whose_it_is(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    idea = str(cafe.do("pia", "idea.post", text="Ein Gedanke")["idea"])
    for who in ("holger", "fadime", "saal"):
        assert not {"author", "person", "name", "scribe"} & cafe.sees(who)["idea"][idea].keys()
    assert idea in cafe.sees("pia")["my_idea"]


def test_a_text_begun_before_the_bell_is_filed_where_it_was_begun(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    result = cafe.do("pia", "idea.post", text="Noch zu Ende gedacht", drafted={"table": 3, "round": 1})
    assert (result["table"], result["round"]) == (3, 1)
    assert str(result["idea"]) in cafe.sees("holger")["idea"]


def test_nobody_files_at_a_table_where_she_never_sat(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    assert cafe.no("pia", "idea.post", text="Fremd", drafted={"table": 4, "round": 1}).code == Code.FORBIDDEN


def test_nothing_is_filed_in_a_round_that_has_not_begun(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    assert cafe.no("pia", "idea.post", text="Voraus", drafted={"table": 3, "round": 2}).reason == "round_not_begun"


def test_after_closing_nothing_more_is_taken_in(cafe_at: At) -> None:
    cafe = cafe_at(Phase.CLOSED)
    refused = cafe.no("pia", "idea.post", text="Zu spät", drafted={"table": 3, "round": 1})
    assert refused.code == Code.TOO_LATE


def test_one_builds_on_what_one_has_seen_at_an_earlier_table(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    cafe.do("fadime", "round.start", from_round=1)
    idea = cafe.do("pia", "idea.post", text="Dazu Rastplätze", builds_on=[1])["idea"]
    table = str(cafe.sees("pia")["you"]["you"]["table"])
    assert cafe.sees("pia")["idea"]["1"]["table"] == 3
    assert cafe.sees("saal")["idea"][str(idea)]["builds_on"] == [1]
    assert table != "3"


def test_one_does_not_build_on_what_one_has_not_seen(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    foreign = cafe.do("quirin", "idea.post", text="Rufbus")["idea"]
    assert cafe.no("pia", "idea.post", text="Dazu", builds_on=[foreign]).code == Code.NOT_FOUND
    assert cafe.no("pia", "idea.support", idea=foreign).code == Code.NOT_FOUND


def test_only_the_author_edits_and_withdraws(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    idea = cafe.do("pia", "idea.post", text="Erst so")["idea"]
    assert cafe.no("holger", "idea.edit", idea=idea, text="Anders").code == Code.NOT_FOUND
    cafe.do("pia", "idea.edit", idea=idea, text="Dann so")
    assert cafe.sees("holger")["idea"][str(idea)]["edited"]
    cafe.do("pia", "idea.withdraw", idea=idea)
    assert str(idea) not in cafe.sees("holger").get("idea", {})
    assert cafe.no("pia", "idea.edit", idea=idea, text="Doch").reason == "idea_gone"


def test_support_counts_once_and_not_for_ones_own(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    idea = cafe.do("pia", "idea.post", text="Gut")["idea"]
    for _ in range(2):
        cafe.do("holger", "idea.support", idea=idea)
    assert cafe.sees("pia")["idea"][str(idea)]["supports"] == 1
    assert cafe.no("pia", "idea.support", idea=idea).reason == "own_idea"
    cafe.do("holger", "idea.unsupport", idea=idea)
    assert cafe.sees("pia")["idea"][str(idea)]["supports"] == 0


@pytest.mark.parametrize(
    ("text", "reason"), [("", "text_missing"), ("  \u200b\n", "text_missing"), ("a" * 281, "text_too_long")]
)
def test_an_empty_or_overlong_text_is_refused_at_its_field(cafe_at: At, text: str, reason: str) -> None:
    refused = cafe_at(Phase.ROUND).no("pia", "idea.post", text=text)
    assert (refused.code, refused.reason, refused.field) == (Code.INVALID, reason, "text")


def test_280_characters_fit_emoji_and_all(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    assert cafe.do("pia", "idea.post", text="🚲" * 280)


def test_who_writes_is_there_and_the_host_sees_how_many_have_written(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    before = cafe.sees("holger")["presence"]["3"]
    cafe.do("pia", "idea.post", text="Eins")
    cafe.do("pia", "idea.post", text="Zwei")
    assert cafe.sees("holger")["presence"]["3"]["wrote"] == before["wrote"] + 1


def test_a_host_stays_and_need_not_say_that_she_is_there(cafe_at: At) -> None:
    assert cafe_at(Phase.SWITCH).sees("holger")["you"]["you"]["arrived"]


def test_a_relay_card_awaits_the_next_group(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    at_three = next(who for who in ("pia", "quirin", "rita", "guest-0", "guest-1", "guest-2", "guest-3")
                    if cafe.sees(who)["you"]["you"]["table"] == 3)  # fmt: skip
    card = cafe.sees(at_three)["relay"]["3:1"]
    assert card["insights"] == [{"text": "Sichere Wege", "idea": 1}]
    assert card["question"] == "Wer zahlt?"


def test_a_relay_card_names_ideas_of_its_own_table_only(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    foreign = cafe.do("quirin", "idea.post", text="Rufbus")["idea"]
    lines = [{"text": "Geborgt", "idea": foreign}]
    assert cafe.no("holger", "relay.save", round=1, insights=lines).code == Code.NOT_FOUND


def test_a_host_hands_over_by_a_code_that_works_once(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("holger", "host.handover", code="ABC234")
    cafe.do("pia", "host.claim", code="abc-234")
    assert cafe.sees("pia")["you"]["you"]["hosts"] == 3
    assert cafe.no("quirin", "host.claim", code="ABC234").code == Code.NOT_FOUND
    assert cafe.no("holger", "help.call").code == Code.FORBIDDEN


def test_a_code_for_a_full_table_makes_room_for_its_host(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    for number in range(3):
        cafe.join(f"late-{number}", 4)
    cafe.do("fadime", "host.issue", table=4, key="a-public-random-key", code="XYZ789")
    cafe.do("rita", "host.claim", code="XYZ789")
    seated = cafe.sees("saal")["route"]["4"]["numbers"]
    assert cafe.numbers["rita"] in seated
    assert len(seated) <= 5


def test_a_hidden_idea_is_kept_with_its_reason_and_comes_back(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    idea = cafe.do("pia", "idea.post", text="Herr Müller soll gehen")["idea"]
    cafe.do("fadime", "idea.hide", idea=idea, reason="nennt eine Person")
    assert str(idea) not in cafe.sees("holger").get("idea", {})
    assert cafe.sees("pia")["my_idea"][str(idea)]["state"] == "hidden"
    assert cafe.sees("thea")["hidden"][str(idea)]["reason"] == "nennt eine Person"
    cafe.do("fadime", "idea.restore", idea=idea)
    assert str(idea) in cafe.sees("holger")["idea"]
    assert "hidden" not in cafe.sees("thea")


def test_a_message_to_one_table_is_not_heard_at_the_next(cafe_at: At) -> None:
    cafe = cafe_at(Phase.ROUND)
    cafe.do("fadime", "announcement.send", text="Bitte leiser", table=3)
    assert cafe.sees("pia")["announcement"]["table:3"]["text"] == "Bitte leiser"
    assert "announcement" not in cafe.sees("quirin")

"""The Roster: drawn from the café as it stands, with the secrets of the part that is printed and no others."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
import pytest

from cafe.domain.phases import Phase
from cafe.domain.roster import PACK, Part, Roster
from cafe.store.rows import Table
from cafe.usecases import roster
from tests.cast import GROUPS, Cafe

At = Callable[[Phase], Cafe]


class Doors:
    """The roof's part: each secret can be told from the others."""

    def site(self) -> str:
        return "cafe.example"

    def join(self, code: str) -> str:
        return f"https://cafe.example/j/{code}"

    def person(self, key: str) -> tuple[str, str]:
        return f"CODE-{key}", f"https://cafe.example/p/CODE-{key}"

    def host_link(self, key: str) -> str:
        return f"https://cafe.example/r/HOSTLINK-{key}"

    def host_code(self, table: Table) -> str:
        return f"HOSTCODE-{table.number}"


def drawn(cafe: Cafe, *parts: Part) -> Roster:
    """The Roster for these parts."""
    with cafe.store.read() as session:
        return roster.build(session, cafe.event, Doors(), roster.Wishes(parts))


@pytest.fixture
def full(cafe_at: At) -> Cafe:
    """A round with everybody, registered people, spare cards and a network."""
    cafe = cafe_at(Phase.ROUND)
    cafe.register("nadja", "ole", group=GROUPS[0])
    cafe.do("olga", "spare.make", spares=[{"personal_key": "key-of-a-spare-card", "personal_code": "a" * 64}])
    cafe.do("olga", "wifi.save", name="Gast", password="Sund und Hafen")
    return cafe


SECRETS = {
    "key-of-": {Part.BADGES, Part.SPARES},
    "HOSTLINK": {Part.HOSTS},
    "HOSTCODE": {Part.HOSTS},
    "Sund und Hafen": {Part.TENTS, Part.DOOR},
    "Nadja": {Part.BADGES},
}
"""Canary → the parts in whose Roster it may be."""


@pytest.mark.parametrize("part", Part)
def test_each_part_holds_only_its_own_secrets(full: Cafe, part: Part) -> None:
    text = msgspec.json.encode(drawn(full, part)).decode()
    assert {canary for canary in SECRETS if canary in text} == {
        canary for canary, parts in SECRETS.items() if part in parts
    }


def test_the_whole_pack_holds_no_hosts_door(full: Cafe) -> None:
    text = msgspec.json.encode(drawn(full, *PACK)).decode()
    assert "HOST" not in text.replace("hosts", "")


def test_nothing_on_paper_says_what_is_kept_of_a_secret(full: Cafe) -> None:
    text = msgspec.json.encode(drawn(full, *Part)).decode()
    assert not any(len(word) == 64 for word in json.dumps(text).split('"')), "no digest"


def test_everybody_has_a_badge_and_only_registered_people_a_code_on_it(full: Cafe) -> None:
    badges = {badge.number: badge for badge in drawn(full, Part.BADGES).badges}
    assert badges.keys() == {int(number) for number in full.sees("fadime")["person"]}
    with_code = {number for number, badge in badges.items() if badge.code}
    assert with_code == {full.numbers["nadja"], full.numbers["ole"]}


def test_a_badge_shows_the_way_as_far_as_it_is_known(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    known = {badge.number: badge for badge in drawn(cafe, Part.BADGES).badges}
    pia = known[cafe.numbers["pia"]]
    assert pia.route[0] == 3
    assert pia.route[1] == cafe.sees("pia")["you"]["you"]["table"]
    assert pia.route[2] is None
    assert known[cafe.numbers["holger"]].hosts == 3


def test_each_table_is_asked_what_its_people_are_asked(cafe: Cafe) -> None:
    topics = [table["topic"] for table in cafe.sees("saal")["table"].values()]
    questions = [
        {"round": 0, "topic": 0, "text": "Für alle?"},
        {"round": 2, "topic": 0, "text": "In der zweiten?"},
        {"round": 0, "topic": topics[0], "text": "Nur hier?"},
        {"round": 3, "topic": topics[0], "text": "Hier zuletzt?"},
    ]
    cafe.do("olga", "questions.save", questions=questions)
    tables = drawn(cafe, Part.TENTS).tables
    assert tables[0].questions == ("Nur hier?", "Nur hier?", "Hier zuletzt?")
    assert tables[1].questions == ("Für alle?", "In der zweiten?", "Für alle?")


def test_a_spare_card_is_printed_until_it_is_used(full: Cafe) -> None:
    assert len(drawn(full, Part.SPARES).spares) == 1
    full.do("stefan", "person.return", personal_code="a" * 64, token="b" * 64)
    assert drawn(full, Part.SPARES).spares == ()


def test_dot_sheets_know_the_themes_from_the_harvest_on(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    cafe.do("thea", "theme.save", title="Wege", ideas=[1])
    assert drawn(cafe, Part.DOTS).themes == ()
    cafe.do("fadime", "round.start", from_round=1)
    cafe.do("fadime", "round.end", from_round=2)
    cafe.do("fadime", "round.start", from_round=2)
    cafe.do("fadime", "round.end", from_round=3)
    cafe.do("fadime", "harvest.start", from_round=3)
    assert [theme.title for theme in drawn(cafe, Part.DOTS).themes] == ["Wege"]

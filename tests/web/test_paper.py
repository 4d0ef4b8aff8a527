"""The organiser registers people and prints; a badge's code takes the seat."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from cafe.store.rows import Spare
from cafe.usecases.keys import normal_code
from cafe.web import security
from cafe.web.organise_guests import Line, read_line
from tests.printing.paper import codes, pages, words

NONCE = "a-nonce-of-one-form-0001"
GROUPS = ["Bürgerschaft", "Verein/Ehrenamt"]


def register(organiser, stralsund, text="Nadja; Bürgerschaft\nOle", nonce=NONCE):
    """Pastes a list."""
    return organiser.post(f"{stralsund.url}/guests", data={"list": text, "nonce": nonce})


def badge_code(app, person) -> str:
    """What stands on her badge."""
    with app.app_context():
        return security.personal_code_of(person.personal_key)


# -- the list


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("Nadja", Line("Nadja")),
        ("Nadja;Bürgerschaft", Line("Nadja", "Bürgerschaft")),
        ("Nadja\tbürgerschaft", Line("Nadja", "Bürgerschaft")),
        ('"Nadja", "Verein/Ehrenamt"', Line("Nadja", "Verein/Ehrenamt")),
        ("Müller, Nadja", Line("Müller, Nadja")),
        ("Müller, Nadja; Bürgerschaft", Line("Müller, Nadja", "Bürgerschaft")),
        ("Nadja;", Line("Nadja")),
        (";Bürgerschaft", Line("", "Bürgerschaft")),
    ],
)
def test_a_line_of_the_list_is_a_name_and_perhaps_a_group(row, line):
    assert read_line(row, GROUPS) == line


def test_a_pasted_list_registers_people(stralsund, organiser):
    assert register(organiser, stralsund).status_code == 303
    assert [(one.name, one.group, one.expected) for one in stralsund.people] == [
        ("Nadja", "Bürgerschaft", True), ("Ole", None, True),
    ]  # fmt: skip
    page = organiser.get(f"{stralsund.url}/guests").text
    assert page.count('data-testid="guest"') == 2


def test_pressing_twice_registers_nobody_twice(stralsund, organiser):
    register(organiser, stralsund)
    register(organiser, stralsund)
    assert len(stralsund.people) == 2


def test_a_hundred_badges_by_number(stralsund, organiser):
    organiser.post(f"{stralsund.url}/guests", data={"count": "100", "nonce": NONCE})
    assert len(stralsund.people) == 100
    assert len({one.personal_code for one in stralsund.people}) == 100


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nadja\nOle; Seefahrt", "Zeile 2: Diese Gruppe gibt es hier nicht"),
        ("x" * 41, "Zeile 1: Das sind 1 Zeichen zu viel"),
        ("Leitung", "Zeile 1: Dieser Name klingt nach einer Rolle"),
        (" \n ", "Hier fehlt noch etwas"),
        ("Nadja\n" * 501, "Höchstens 500 passen in eine Liste"),
        ("Nadja\n" * 121, "mehr Menschen als Plätze"),
    ],
)
def test_a_bad_list_comes_back_with_the_line_that_is_meant(stralsund, organiser, text, said):
    answer = register(organiser, stralsund, text)
    assert answer.status_code == 400
    assert said in answer.text


def test_what_was_registered_before_a_no_is_not_asked_for_again(stralsund, organiser):
    answer = register(organiser, stralsund, "\n".join(f"Gast {number}" for number in range(130)))
    assert len(stralsund.people) == 100, "in commands of 25, of which the fifth was too much for 120 seats"
    field = re.search(r"<textarea[^>]*data-testid=\"list\"[^>]*>(.*?)</textarea>", answer.text, re.DOTALL)
    assert field
    assert field[1].split("\n")[0] == "Gast 100"


def test_who_does_not_come_after_all_is_taken_off_the_list(stralsund, organiser):
    register(organiser, stralsund)
    assert organiser.post(f"{stralsund.url}/guests/remove", data={"person": "1"}).status_code == 303
    assert [one.name for one in stralsund.people] == ["Ole"]


# -- coming in by a badge


def test_a_badge_opens_a_page_that_does_nothing_until_somebody_presses(app, stralsund, organiser, visitor):
    register(organiser, stralsund)
    code = badge_code(app, stralsund.people[0])
    organiser.post(f"{stralsund.url}/open")
    phone = visitor()
    page = phone.get(f"/p/{code}")
    assert page.status_code == 200
    assert stralsund.people[0].expected
    answer = phone.post("/back", data={"code": normal_code(code)})
    assert (answer.status_code, answer.location) == (303, "/t")
    assert not stralsund.people[0].expected
    assert "Nadja" in phone.get("/t").text


def test_a_badges_code_can_be_typed_where_all_codes_are_typed(app, stralsund, organiser, visitor):
    register(organiser, stralsund)
    code = badge_code(app, stralsund.people[1])
    answer = visitor().get("/", query_string={"code": code.lower()})
    assert answer.location == f"/p/{normal_code(code)}"


def test_before_the_doors_open_a_badge_says_so(app, stralsund, organiser, visitor):
    register(organiser, stralsund)
    answer = visitor().post("/back", data={"code": badge_code(app, stralsund.people[0])})
    assert "noch nicht offen" in answer.text


def test_a_spare_card_makes_a_new_person(app, open_stralsund, organiser, visitor):
    organiser.post(f"{open_stralsund.url}/guests/spares", data={"spares": "3", "nonce": NONCE})
    with open_stralsund.house.store.read() as session:
        keys = session.scalars(select(Spare.personal_key)).all()
    assert len(keys) == 3
    with app.app_context():
        code = security.personal_code_of(keys[0])
    assert visitor().post("/back", data={"code": code}).location == "/t"
    assert len(open_stralsund.people) == 1


# -- printing


def test_the_print_page_offers_every_part(stralsund, organiser):
    page = organiser.get(f"{stralsund.url}/print").text
    for part in ("all", "tents", "door", "sign", "guide", "cards", "dots", "hosts"):
        assert f'data-testid="print-{part}"' in page
    assert 'data-testid="print-badges"' not in page, "nobody is registered yet"
    register(organiser, stralsund)
    assert 'data-testid="print-badges"' in organiser.get(f"{stralsund.url}/print").text


def test_tents_come_out_with_each_tables_code_and_the_halls_network(stralsund, organiser):
    network = {"name": "Rathaus", "password": "Sund und Hafen", "encryption": "WPA", "do": "save"}
    assert organiser.post(f"{stralsund.url}/wifi", data=network).status_code == 303
    answer = organiser.get(f"{stralsund.url}/print/tents.pdf")
    assert answer.mimetype == "application/pdf"
    assert "print-tents.pdf" in answer.headers["Content-Disposition"]
    drawn = pages(answer.data, dpi=120)
    assert len(drawn) == len(stralsund.now.tables)
    network, door, *_other_side = sorted(set(codes(drawn[0])))
    assert network == "WIFI:T:WPA;S:Rathaus;P:Sund und Hafen;;"
    assert door.endswith(f"/j/{stralsund.now.tables[0].code}")


def test_badges_come_out_with_the_code_that_takes_the_seat(app, stralsund, organiser, visitor):
    register(organiser, stralsund)
    answer = organiser.get(f"{stralsund.url}/print/badges.pdf?paper=a5")
    [page] = pages(answer.data, dpi=150)
    found = [code.rsplit("/p/", 1)[1] for code in codes(page)]
    assert set(found) == {badge_code(app, one) for one in stralsund.people}
    organiser.post(f"{stralsund.url}/open")
    code = found[0]
    assert visitor().post("/back", data={"code": code}).location == "/t"


def test_hosts_doors_are_in_their_own_file_only(stralsund, organiser):
    organiser.post(f"{stralsund.url}/links", data={"role": "host"})
    whole = organiser.get(f"{stralsund.url}/print/all.pdf").data
    slips = organiser.get(f"{stralsund.url}/print/hosts.pdf").data
    found = [code for page in pages(slips, dpi=120) for code in codes(page)]
    assert len(found) == 24
    assert all("/r/" in code for code in found)
    assert not [code for page in pages(whole, dpi=120) for code in codes(page) if "/r/" in code]


def test_the_page_orders_and_fetches_as_all_documents_are(stralsund, organiser):
    asked = {"X-Cafe-Page": "organise"}
    refused = organiser.post(f"{stralsund.url}/print/orders?file=sign")
    assert refused.status_code == 403, "another site cannot send the header"
    ticket = organiser.post(f"{stralsund.url}/print/orders?file=sign", headers=asked).json["ticket"]
    stralsund.house.workshop.find(stralsund.id, ticket).wait()
    assert organiser.get(f"{stralsund.url}/print/orders/{ticket}").json["state"] == "ready"
    file = organiser.get(f"{stralsund.url}/print/orders/{ticket}/file")
    assert "Was geschieht mit Ihren Ideen?" in words(file.data).replace("\n", " ")


def test_an_unknown_part_is_a_page_that_says_so(stralsund, organiser):
    assert organiser.get(f"{stralsund.url}/print/karaoke.pdf").status_code == 404


def test_odd_numbers_in_the_address_do_no_harm(stralsund, organiser):
    page = organiser.get(f"{stralsund.url}/print?paper=a0&cards=-5&sheets=99999999")
    assert page.status_code == 200
    assert 'value="2000"' in page.text

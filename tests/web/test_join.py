"""The door: by code, by personal code, by link. Nobody is kept waiting, nobody becomes two people."""

from __future__ import annotations

import re

import pytest

from cafe.store.queries import structure
from cafe.web import join, security


def nonce_of(page: str) -> str:
    """The number of the form on this page."""
    return re.search(r'name="nonce" value="([^"]+)"', page)[1]


def code_of(organiser, url):
    """The short code that an event's page shows."""
    return re.search(r'class="code[^"]*">([^<]+)<', organiser.get(url).text)[1]


def come_in(client, code, **said):
    """Opens the door and taps a group."""
    page = client.get(f"/j/{code}").text
    return client.post(f"/j/{code}", data={"nonce": nonce_of(page), "name": "", "group": ""} | said)


# -- the code


def test_the_start_page_leads_on_by_the_code_however_it_is_typed(open_stralsund, visitor):
    code = open_stralsund.now.event.code
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
        answer = visitor().get("/", query_string={"code": typed})
        assert answer.location == f"/j/{code}"


def test_an_address_that_is_no_text_is_nobodys_link(open_stralsund, visitor):
    answer = visitor().get("/", environ_overrides={"QUERY_STRING": "code=\xd6"})  # as WSGI has bytes
    assert answer.status_code == 400
    assert "<h1" in answer.text


@pytest.mark.parametrize("typed", ["FALSCH", "<script>", "x" * 500, "ÄÖÜ", "%00"])
def test_a_wrong_code_stays_in_its_field_and_says_what_to_do(open_stralsund, visitor, typed):
    answer = visitor().get("/", query_string={"code": typed})
    assert answer.status_code == 404
    assert "Diesen Code gibt es nicht" in answer.text
    assert "<script>" not in answer.text.split('data-testid="code"')[0].rsplit("<input", 1)[1]


def test_a_wrong_qr_code_is_the_start_page_with_a_word(open_stralsund, visitor):
    answer = visitor().get("/j/FALSCH")
    assert answer.status_code == 404
    assert 'value="FALSCH"' in answer.text
    assert "Diesen Code gibt es nicht" in answer.text


def test_before_the_doors_open_the_page_says_so_and_nobody_comes_in(stralsund, visitor):
    pia, code = visitor(), stralsund.now.event.code
    assert 'data-testid="not-open"' in pia.get(f"/j/{code}").text
    answer = pia.post(f"/j/{code}", data={"nonce": "n" * 22, "name": "Pia", "group": ""})
    assert 'data-testid="not-open"' in answer.text
    assert stralsund.people == []


# -- coming in


def test_one_tap_on_a_group_is_enough(open_stralsund, visitor):
    pia = visitor()
    answer = come_in(pia, open_stralsund.now.event.code, group="Verein/Ehrenamt")
    assert answer.status_code == 303
    assert answer.location == "/t?welcome=1"
    [person] = open_stralsund.people
    assert (person.name, person.group) == ("", "Verein/Ehrenamt")


def test_name_and_no_answer_are_fine_too(open_stralsund, visitor):
    come_in(visitor(), open_stralsund.now.event.code, name="Pia", group="")
    [person] = open_stralsund.people
    assert (person.name, person.group) == ("Pia", None)


def test_a_tables_code_gives_a_seat_at_that_table(open_stralsund, visitor):
    table = open_stralsund.now.tables[6]
    page = visitor().get(f"/j/{table.code}").text
    assert "Bildung" in page
    quirin = visitor()
    come_in(quirin, table.code)
    with open_stralsund.house.store.read() as session:
        assert structure.seats(session, open_stralsund.id, 1) == {1: 7}


def test_the_same_phone_comes_back_as_the_same_person(open_stralsund, visitor):
    pia, code = visitor(), open_stralsund.now.event.code
    come_in(pia, code, name="Pia")
    assert pia.get(f"/j/{code}").location == "/t"
    assert pia.get(f"/j/{open_stralsund.now.tables[0].code}").location == "/t"
    assert "Zurück an meinen Tisch" in pia.get("/").text
    assert len(open_stralsund.people) == 1


def test_pressing_twice_makes_one_person(open_stralsund, visitor):
    pia, code = visitor(), open_stralsund.now.event.code
    form = {"nonce": nonce_of(pia.get(f"/j/{code}").text), "name": "Pia", "group": "Unternehmen"}
    assert [pia.post(f"/j/{code}", data=form).status_code for _ in range(3)] == [303, 303, 303]
    assert len(open_stralsund.people) == 1


def test_pressing_another_group_at_once_makes_one_person(open_stralsund, visitor):
    pia, code = visitor(), open_stralsund.now.event.code
    form = {"nonce": nonce_of(pia.get(f"/j/{code}").text), "name": "Pia"}
    for group in ("Unternehmen", "Jugend/Schule"):
        assert pia.post(f"/j/{code}", data=form | {"group": group}).status_code == 303
    [person] = open_stralsund.people
    assert person.group == "Unternehmen"


def test_two_phones_are_two_people(open_stralsund, visitor):
    for _ in range(2):
        come_in(visitor(), open_stralsund.now.event.code)
    assert [person.number for person in open_stralsund.people] == [1, 2]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "Gastgeberin"}, "klingt nach einer Rolle"),
        ({"name": "x" * 41}, "1 Zeichen zu viel"),
        ({"group": "Piraten"}, "Diese Gruppe gibt es hier nicht"),
    ],
)
def test_a_no_at_the_door_keeps_the_name_and_says_what_to_do(open_stralsund, visitor, said, words):
    answer = come_in(visitor(), open_stralsund.now.event.code, **{"name": "Pia"} | said)
    assert answer.status_code == 409
    assert words in answer.text
    assert (said.get("name") or "Pia") in answer.text
    assert open_stralsund.people == []


def test_after_a_no_the_next_try_goes_in(open_stralsund, visitor):
    pia, code = visitor(), open_stralsund.now.event.code
    answer = come_in(pia, code, name="Leitung")
    again = pia.post(f"/j/{code}", data={"nonce": nonce_of(answer.text), "name": "Pia", "group": ""})
    assert again.status_code == 303
    assert [person.name for person in open_stralsund.people] == ["Pia"]


def test_a_full_hall_says_whom_to_ask(organiser, visitor, app):
    wanted = {"template": "blank", "title": "Kleines Café", "date": "", "language": "de"}
    url = organiser.post("/organise/new", data=wanted).location
    organiser.post(
        f"{url}/tables", data={"tables.0.number": "1", "tables.0.topic": "1", "tables.0.seats": "3", "do": "save"}
    )
    organiser.post(f"{url}/open")
    code = code_of(organiser, url)
    assert [come_in(visitor(), code).status_code for _ in range(3)] == [303, 303, 303]
    late = come_in(visitor(), code)
    assert late.status_code == 409
    assert "an die Leitung" in late.text


# -- coming back


def test_the_personal_code_brings_a_person_to_another_device(open_stralsund, visitor):
    pia = visitor()
    come_in(pia, open_stralsund.now.event.code, name="Pia")
    code = personal_code(pia)
    tablet = visitor()
    for typed in (code, code.lower().replace("-", " ")):
        assert tablet.post("/back", data={"code": typed}).location == "/t"
    assert tablet.get(f"/j/{open_stralsund.now.event.code}").location == "/t"
    assert len(open_stralsund.people) == 1


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA-AAAA", "x" * 500])
def test_a_wrong_personal_code_says_what_to_do(open_stralsund, visitor, typed):
    answer = visitor().post("/back", data={"code": typed})
    assert answer.status_code == 404
    assert "ist nicht bekannt" in answer.text


def test_only_digests_of_tokens_and_codes_are_kept(open_stralsund, visitor, tmp_path):
    pia = visitor()
    come_in(pia, open_stralsund.now.event.code, name="Pia")
    token = pia.get_cookie("cafe_table").value
    code = personal_code(pia)
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("cafe.sqlite*"))
    assert b"Pia" in kept
    assert token.encode() not in kept
    assert code.encode() not in kept
    assert code.replace("-", "").encode() not in kept


# -- hosts


def host_link(stralsund, organiser, table: int) -> str:
    organiser.post(f"{stralsund.url}/links", data={"role": "host", "table": str(table)})
    [link] = [link for link in stralsund.links("host") if link.table == table]
    with organiser.application.app_context():
        return f"/r/{security.link_token(link.key)}"


def test_a_host_says_her_name_and_looks_after_her_table(open_stralsund, organiser, visitor):
    path = host_link(open_stralsund, organiser, 3)
    holger = visitor()
    assert "Sie betreuen Tisch 3." in holger.get(path).text
    assert holger.post(path, data={"name": "Holger"}).location == "/t?welcome=1"
    assert open_stralsund.now.tables[2].host == open_stralsund.people[0].number
    assert holger.get(path).location == "/t"


def test_opening_a_hosts_link_changes_nothing_before_she_says_so(open_stralsund, organiser, visitor):
    visitor().get(host_link(open_stralsund, organiser, 3))
    assert open_stralsund.people == []


def test_a_host_on_another_device_is_the_same_person(open_stralsund, organiser, visitor):
    path = host_link(open_stralsund, organiser, 3)
    visitor().post(path, data={"name": "Holger"})
    tablet = visitor()
    assert "Hier weitermachen" in tablet.get(path).text
    assert tablet.post(path).location == "/t"
    assert len(open_stralsund.people) == 1


@pytest.mark.parametrize("token", ["falsch", "x" * 400, "%00"])
def test_a_link_nobody_gave_opens_nothing(open_stralsund, visitor, token):
    for answer in (visitor().get(f"/r/{token}"), visitor().post(f"/r/{token}")):
        assert answer.status_code == 404
        assert "gilt nicht mehr" in answer.text


# -- languages, errors, privacy


@pytest.mark.parametrize(("language", "day"), [("de", "26. Oktober 2026"), ("en-US", "26 October 2026")])
def test_a_day_is_written_as_in_germany_or_as_in_britain(stralsund, visitor, language, day):
    assert day in visitor(language).get(f"/j/{stralsund.now.event.code}").text


def test_the_browsers_wish_the_switch_and_the_events_language_decide(open_stralsund, visitor):
    code = open_stralsund.now.event.code
    assert '<html lang="de"' in visitor("de-AT,de;q=0.9").get(f"/j/{code}").text
    assert '<html lang="en"' in visitor("en-GB").get(f"/j/{code}").text
    assert '<html lang="de"' in visitor("fr").get(f"/j/{code}").text
    switched = visitor("de")
    assert switched.post("/lang/en", data={"next": f"/j/{code}"}).location == f"/j/{code}"
    assert '<html lang="en"' in switched.get(f"/j/{code}").text


def test_an_english_event_speaks_english_to_a_browser_that_asks_for_neither(organiser, visitor):
    url = organiser.post(
        "/organise/new", data={"template": "blank", "title": "", "date": "", "language": "en"}
    ).location
    code = code_of(organiser, url)
    assert '<html lang="en"' in visitor("fr").get(f"/j/{code}").text


@pytest.mark.parametrize("elsewhere", ["https://example.org", "//example.org", "/\\example.org", "/\t/example.org"])
def test_the_language_switch_leads_nowhere_else(visitor, elsewhere):
    assert visitor().post("/lang/en", data={"next": elsewhere}).location == "/"


def test_an_unknown_language_is_no_page(visitor):
    assert visitor().post("/lang/tlh").status_code == 404


def test_the_privacy_page_needs_nothing(visitor):
    answer = visitor().get("/privacy")
    assert answer.status_code == 200
    assert answer.headers.getlist("Set-Cookie") == [] or all(
        "cafe_table" not in one for one in answer.headers.getlist("Set-Cookie")
    )


@pytest.mark.parametrize(("path", "status"), [("/nirgends", 404), ("/organise/new/x", 404)])
def test_an_error_page_says_what_to_do_and_how_to_go_on(visitor, path, status):
    answer = visitor().get(path)
    assert answer.status_code == status
    assert 'data-testid="error-page"' in answer.text
    assert 'href="/"' in answer.text


def test_a_mistake_of_ours_is_told_without_its_trace(app, visitor, monkeypatch):
    def broken(*_args, **_named):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(join, "place_of", broken)
    answer = visitor().get("/j/ABCDEF")
    assert answer.status_code == 500
    assert "ein Fehler unterlaufen" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_programs_get_their_errors_in_json(visitor):
    answer = visitor().get("/api/v1/nirgends")
    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "not_found"


def personal_code(client) -> str:
    """The code that the welcome page would show."""
    with client.application.test_request_context(
        headers={"Cookie": f"cafe_welcome={client.get_cookie('cafe_welcome').value}"}
    ):
        return security.take_welcome_code()

"""The organiser sets an event up: every form acts through the gate, and what was typed is never lost."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from cafe.web import security

PASSWORD = "vier Wörter im Café"


def basics(**changed):
    """The form "Eckdaten" as a browser sends it."""
    filled = {
        "title": "Café am Sund", "purpose": "Wir hören zu.", "place": "Rathaus", "date": "2026-10-26",
        "starts": "13:00",
        "ends": "18:00", "language": "de", "expected_people": "80", "do": "save",
    }  # fmt: skip
    return filled | changed


def topic_rows(*titles, numbers=()):
    """The form "Themen" with these rows."""
    form = {}
    for index, title in enumerate(titles):
        form |= {f"topics.{index}.title": title, f"topics.{index}.field": "", f"topics.{index}.face": str(index + 1)}
        form[f"topics.{index}.number"] = str(numbers[index]) if index < len(numbers) else ""
    return form


def table_rows(*rows):
    """The form "Tische": (number, topic, seats) each."""
    form = {}
    for index, (number, topic, seats) in enumerate(rows):
        at = f"tables.{index}"
        form |= {
            f"{at}.number": str(number or ""),
            f"{at}.topic": str(topic),
            f"{at}.seats": str(seats),
            f"{at}.place": "",
        }
    return form


# -- the door


def first_link(app):
    """The one-time link that the server shows on its first start."""
    with app.app_context():
        return f"/organise/first/{security.first_token()}"


def test_the_one_time_link_sets_the_password_and_is_used_up(app, visitor):
    link = first_link(app)
    fadime = visitor()
    assert fadime.get(link).status_code == 200
    assert fadime.post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert fadime.get("/organise/").status_code == 200
    assert visitor().get(link).status_code == 404
    assert (
        visitor().post(link, data={"password": "ein anderes Passwort", "again": "ein anderes Passwort"}).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [("zu kurz", "zu kurz", "mindestens zwölf Zeichen"), (PASSWORD, PASSWORD + "!", "verschieden")],
)
def test_a_first_password_must_be_long_and_typed_twice(app, visitor, password, again, words):
    link = first_link(app)
    answer = visitor().post(link, data={"password": password, "again": again})
    assert answer.status_code == 400
    assert words in answer.text
    assert visitor().get(link).status_code == 200, "the link is still good"


def test_a_wrong_password_says_so_and_opens_nothing(organiser, visitor):
    stefan = visitor()
    answer = stefan.post("/organise/login", data={"password": "falsch geraten 123"})
    assert answer.status_code == 403
    assert "stimmt nicht" in answer.text
    assert stefan.get("/organise/").status_code == 302


def test_after_logging_in_one_is_where_one_wanted_to_go(stralsund, visitor):
    fadime = visitor()
    asked = fadime.get(f"{stralsund.url}/tables")
    assert asked.status_code == 302
    page = fadime.get(asked.location)
    assert f'value="{stralsund.url}/tables' in page.text
    answer = fadime.post("/organise/login", data={"password": PASSWORD, "next": f"{stralsund.url}/tables"})
    assert answer.location == f"{stralsund.url}/tables"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"]
)
def test_logging_in_leads_nowhere_else(organiser, visitor, elsewhere):
    answer = visitor().post("/organise/login", data={"password": PASSWORD, "next": elsewhere})
    assert answer.location == "/"


def test_another_password_ends_the_other_sessions(organiser, visitor):
    other = visitor()
    other.post("/organise/login", data={"password": PASSWORD})
    new = "ein ganz neues Passwort"
    assert (
        organiser.post("/organise/password", data={"old": PASSWORD, "password": new, "again": new}).status_code == 303
    )
    assert organiser.get("/organise/").status_code == 200
    assert other.get("/organise/").status_code == 302


def test_logging_out_ends_the_session(organiser):
    organiser.post("/organise/logout")
    assert organiser.get("/organise/").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/basics",
        "/topics",
        "/tables",
        "/rounds",
        "/rhythm",
        "/questions",
        "/people",
        "/links",
        "/print",
        "/print/all.pdf",
        "/print/hosts.pdf",
        "/guests",
        "/wifi",
        "/delete",
        "/links/1.svg",
    ],
)
def test_nobody_else_sees_an_organisers_page(stralsund, visitor, path):
    assert visitor().get(stralsund.url + path).status_code == 302


@pytest.mark.parametrize(
    "path",
    ["/basics", "/open", "/duplicate", "/delete", "/links", "/links/1/revoke", "/guests", "/guests/spares", "/wifi"],
)
def test_nobody_else_changes_anything(stralsund, visitor, path):
    before = stralsund.now.event.title
    assert visitor().post(stralsund.url + path, data=basics()).status_code == 302
    assert stralsund.now.event.title == before
    assert stralsund.now.event.phase == "draft"


def test_forms_need_their_token(app, organiser, stralsund, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answer = organiser.post(f"{stralsund.url}/basics", data=basics())
    assert answer.status_code == 400
    assert "Formular" in answer.text
    assert stralsund.now.event.title != "Café am Sund"


# -- events


def test_the_stralsund_template_brings_its_whole_structure(stralsund):
    now = stralsund.now
    assert (len(now.topics), len(now.tables), len(now.rounds), len(now.questions)) == (6, 24, 3, 18)
    assert now.event.title == "Smart-City-Strategie für Stralsund und Umland"
    assert now.event.date == "2026-10-26"


@pytest.mark.parametrize("template", ["stralsund", "one-question", "progressive", "blank"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_template_becomes_an_event_in_both_languages(organiser, template, language):
    answer = organiser.post(
        "/organise/new", data={"template": template, "title": "Mein Café", "date": "", "language": language}
    )
    assert answer.status_code == 303
    page = organiser.get(answer.location).text
    assert "Mein Café" in page
    assert f'lang="{language}">Mein Café' in page


def test_a_new_event_with_a_wrong_date_keeps_what_was_typed(organiser):
    answer = organiser.post(
        "/organise/new", data={"template": "blank", "title": "Mein Café", "date": "26.10.2026", "language": "de"}
    )
    assert answer.status_code == 400
    assert 'value="Mein Café"' in answer.text
    assert "Jahr-Monat-Tag" in answer.text


def test_the_list_names_every_event_with_its_phase(open_stralsund, organiser):
    organiser.post("/organise/new", data={"template": "blank", "title": "Zweites Café", "date": "", "language": "de"})
    page = organiser.get("/organise/").text
    assert page.count('data-testid="event"') == 2
    assert "Zweites Café" in page
    assert "Türen offen" in page
    assert "Entwurf" in page


def test_a_copy_has_the_structure_and_new_codes(stralsund, organiser):
    answer = organiser.post(f"{stralsund.url}/duplicate")
    assert answer.status_code == 303
    page = organiser.get(answer.location).text
    assert "(Kopie)" in page
    assert stralsund.now.event.code not in page


def test_an_event_is_deleted_only_by_its_title(stralsund, organiser):
    wrong = organiser.post(f"{stralsund.url}/delete", data={"title": "Smart City"})
    assert wrong.status_code == 400
    assert 'value="Smart City"' in wrong.text
    right = organiser.post(f"{stralsund.url}/delete", data={"title": "Smart-City-Strategie für Stralsund und Umland"})
    assert right.status_code == 303
    assert organiser.get(stralsund.url).status_code == 404


def test_opening_the_doors_leads_to_the_lobby_once(stralsund, organiser):
    assert organiser.post(f"{stralsund.url}/open").status_code == 303
    assert stralsund.now.event.phase == "lobby"
    again = organiser.post(f"{stralsund.url}/open")
    assert again.status_code == 409
    assert "gerade nicht möglich" in again.text


# -- sections


@pytest.mark.parametrize(
    "section", ["basics", "topics", "tables", "rounds", "rhythm", "questions", "people", "handover", "wifi"]
)
def test_a_section_saved_untouched_changes_nothing(stralsund, organiser, section):
    """What a browser sends back is what the form showed: read from the page itself."""
    before = structure(stralsund.now)
    answer = organiser.post(
        f"{stralsund.url}/{section}", data=fields_of(organiser.get(f"{stralsund.url}/{section}").text)
    )
    assert answer.status_code == 303, answer.text
    assert structure(stralsund.now) == before


def test_save_and_next_walks_through_all_sections_to_the_links(stralsund, organiser):
    url, seen = f"{stralsund.url}/basics", []
    while not url.endswith("/links"):
        seen.append(url.rsplit("/", 1)[1])
        url = organiser.post(url, data=fields_of(organiser.get(url).text) | {"do": "next"}).location
    assert seen == ["basics", "topics", "tables", "rounds", "rhythm", "questions", "people", "handover", "wifi"]


def test_the_way_of_changing_tables_and_the_question_for_topics_are_saved_and_taken_back(stralsund, organiser):
    url = f"{stralsund.url}/rhythm"
    fields = fields_of(organiser.get(url).text)
    assert organiser.post(url, data=fields | {"policy": "home", "asks_wishes": "1"}).status_code == 303
    assert (stralsund.now.event.policy, stralsund.now.event.asks_wishes) == ("home", True)
    fields = fields_of(organiser.get(url).text)
    assert (fields["policy"], fields["asks_wishes"]) == ("home", "1")
    fields.pop("asks_wishes")
    organiser.post(url, data=fields | {"policy": "fixed"})
    assert (stralsund.now.event.policy, stralsund.now.event.asks_wishes) == ("fixed", False)


def test_basics_are_saved(stralsund, organiser):
    assert organiser.post(f"{stralsund.url}/basics", data=basics()).status_code == 303
    event = stralsund.now.event
    assert (event.title, event.place, event.expected_people) == ("Café am Sund", "Rathaus", 80)
    assert event.groups, "what another section looks after is still there"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": " "}, "Hier fehlt noch etwas"),
        ({"title": "x" * 130}, "10 Zeichen zu viel"),
        ({"starts": "dreizehn"}, "13:00"),
        ({"date": "26.10.2026"}, "Jahr-Monat-Tag"),
        ({"expected_people": "viele"}, "ganze Zahl von 0 bis 2000"),
        ({"language": "tlh"}, "passt hier nicht"),
    ],
)
def test_bad_basics_come_back_with_everything_that_was_typed(stralsund, organiser, changed, words):
    before = structure(stralsund.now)
    answer = organiser.post(f"{stralsund.url}/basics", data=basics(purpose="Ein langer Gedanke.", **changed))
    assert answer.status_code == 400
    assert answer.text.count(words) == 2, "once on top, once at the field"
    assert "Ein langer Gedanke." in answer.text
    for value in changed.values():
        assert value in answer.text or value == "tlh"
    assert structure(stralsund.now) == before


def test_rows_are_added_moved_and_taken_out_without_saving(stralsund, organiser):
    before = structure(stralsund.now)
    url = f"{stralsund.url}/topics"
    form = topic_rows("Hafen", "Altstadt", "Umland")
    added = organiser.post(url, data=form | {"do": "add"}).text
    assert added.count('data-testid="topic-title"') == 4
    assert titles(organiser.post(url, data=form | {"do": "up.2"}).text) == ["Hafen", "Umland", "Altstadt"]
    assert titles(organiser.post(url, data=form | {"do": "down.0"}).text) == ["Altstadt", "Hafen", "Umland"]
    assert titles(organiser.post(url, data=form | {"do": "remove.1"}).text) == ["Hafen", "Umland"]
    assert titles(organiser.post(url, data=form | {"do": "remove.9"}).text) == ["Hafen", "Altstadt", "Umland"]
    assert structure(stralsund.now) == before


def test_topics_keep_their_numbers_when_they_move(stralsund, organiser):
    names = [topic.title for topic in stralsund.now.topics]
    form = topic_rows(*reversed(names), "Hafen", "", numbers=[6, 5, 4, 3, 2, 1])
    assert organiser.post(f"{stralsund.url}/topics", data=form | {"do": "save"}).status_code == 303
    assert [(topic.number, topic.title) for topic in stralsund.now.topics] == [
        *zip([6, 5, 4, 3, 2, 1], reversed(names), strict=True), (7, "Hafen"),
    ]  # fmt: skip


def test_a_topic_that_lies_on_tables_stays_and_says_why(stralsund, organiser):
    names = [topic.title for topic in stralsund.now.topics]
    answer = organiser.post(
        f"{stralsund.url}/topics", data=topic_rows(*names[:5], numbers=[1, 2, 3, 4, 5]) | {"do": "save"}
    )
    assert answer.status_code == 400
    assert "„Gesundheit und Soziales“ wird an Tischen besprochen" in answer.text
    assert len(stralsund.now.topics) == 6


def test_tables_are_spread_over_the_topics_before_they_are_saved(stralsund, organiser):
    url = f"{stralsund.url}/tables"
    shown = organiser.post(url, data={"do": "spread", "siblings": "3", "spread_seats": "4"}).text
    assert shown.count('data-testid="table-seats"') == 18
    assert len(stralsund.now.tables) == 24
    assert organiser.post(url, data=fields_of(shown)).status_code == 303
    assert {(table.topic, table.seats) for table in stralsund.now.tables} == {(topic, 4) for topic in range(1, 7)}
    assert len(stralsund.now.tables) == 18


@pytest.mark.parametrize("seats", ["2", "13", "fünf", ""])
def test_seats_outside_their_bounds_are_told_at_their_row(stralsund, organiser, seats):
    answer = organiser.post(f"{stralsund.url}/tables", data=table_rows((1, 1, 5), (2, 1, seats)) | {"do": "save"})
    assert answer.status_code == 400
    assert 'id="error-tables.1.seats"' in answer.text
    assert "Zeile 2:" in answer.text
    assert len(stralsund.now.tables) == 24


def test_rounds_are_saved_and_warned_of_when_they_last_too_long(stralsund, organiser):
    form = {"rounds.0.minutes": "90", "rounds.0.switch_minutes": "5",
            "rounds.1.minutes": "90", "rounds.1.switch_minutes": "5",
            "rounds.2.minutes": "90", "rounds.2.switch_minutes": "5", "do": "save"}  # fmt: skip
    assert organiser.post(f"{stralsund.url}/rounds", data=form).status_code == 303
    page = organiser.get(f"{stralsund.url}/rounds").text
    assert 'data-testid="advice-slot_too_short"' in page
    assert "brauchen 310 Minuten, es sind aber nur 300" in page


def test_one_question_for_all_replaces_the_eighteen(stralsund, organiser):
    form = {"pattern": "all", "questions.0.round": "0", "questions.0.topic": "0", "questions.0.text": "Was fehlt?",
            "questions.1.round": "1", "questions.1.topic": "1", "questions.1.text": "Die alte Frage?",
            "do": "save"}  # fmt: skip
    assert organiser.post(f"{stralsund.url}/questions", data=form).status_code == 303
    assert [(row.round, row.topic, row.text) for row in stralsund.now.questions] == [(0, 0, "Was fehlt?")]


def test_changing_the_pattern_keeps_what_was_typed_in_the_other(stralsund, organiser):
    url = f"{stralsund.url}/questions"
    form = fields_of(organiser.get(url).text) | {"questions.0.text": "Was ist neu?", "do": "pattern.all"}
    page = organiser.post(url, data=form).text
    back = organiser.post(url, data=fields_of(page) | {"do": "pattern.topics"}).text
    assert "Was ist neu?" in back
    assert "Wie versorgt sich die Stadt 2035 sauber und bezahlbar?" in back


def test_a_question_that_is_too_long_is_told_at_its_place(stralsund, organiser):
    url = f"{stralsund.url}/questions"
    form = fields_of(organiser.get(url).text) | {"questions.4.text": "Wie " + "x" * 280, "do": "save"}
    answer = organiser.post(url, data=form)
    assert answer.status_code == 400
    assert 'id="field-questions.4.text"' in answer.text
    assert "Zeichen zu viel" in answer.text


def test_groups_and_fields_are_one_a_line(stralsund, organiser):
    form = {"groups": "Jugend\r\n\r\n  Alter  \r\nJugend", "fields": "Wege und Verkehr\nHafenfeste", "do": "save"}
    assert organiser.post(f"{stralsund.url}/people", data=form).status_code == 303
    event = stralsund.now.event
    assert (event.groups, event.fields) == (["Jugend", "Alter"], ["Wege und Verkehr", "Hafenfeste"])
    assert "Mobilität" in organiser.get(f"{stralsund.url}/people").text


def test_what_people_write_is_text_and_never_markup(stralsund, organiser):
    organiser.post(f"{stralsund.url}/basics", data=basics(title="<script>alert(1)</script>", purpose='"><img src=x>'))
    for path in ("", "/basics", "/links", "/print", "/delete"):
        page = organiser.get(stralsund.url + path).text
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


def test_an_unknown_section_or_event_is_a_page_that_says_so(stralsund, organiser):
    assert organiser.get(f"{stralsund.url}/karaoke").status_code == 404
    assert "gibt es nicht" in organiser.get("/organise/4711").text


# -- links


def test_each_role_gets_a_link_that_opens_its_page(stralsund, organiser, visitor):
    homes = {"lead": "/lead", "colead": "/lead", "theme": "/lead/harvest", "screen": "/screen"}
    for role, home in homes.items():
        organiser.post(f"{stralsund.url}/links", data={"role": role})
        assert visitor().get(link_path(organiser, stralsund, f"role-{role}")).location == home


def test_hosts_get_one_link_for_every_table_that_has_none(stralsund, organiser):
    organiser.post(f"{stralsund.url}/links", data={"role": "host", "table": "3"})
    organiser.post(f"{stralsund.url}/links", data={"role": "host"})
    assert sorted(link.table for link in stralsund.links("host")) == list(range(1, 25))


def test_a_link_is_shown_again_and_only_its_digest_is_kept(stralsund, organiser):
    organiser.post(f"{stralsund.url}/links", data={"role": "lead"})
    path = link_path(organiser, stralsund, "role-lead")
    assert path == link_path(organiser, stralsund, "role-lead")
    [link] = stralsund.links("lead")
    assert path.removeprefix("/r/") not in (link.token, link.key)


def test_a_link_taken_back_opens_nothing(stralsund, organiser, visitor):
    organiser.post(f"{stralsund.url}/links", data={"role": "lead"})
    path = link_path(organiser, stralsund, "role-lead")
    lead = visitor()
    lead.get(path)
    assert organiser.post(f"{stralsund.url}/links/1/revoke").status_code == 303
    assert stralsund.links("lead") == []
    answer = visitor().get(path)
    assert answer.status_code == 404
    assert "gilt nicht mehr" in answer.text


def test_a_link_of_another_event_cannot_be_taken_back_from_here(stralsund, organiser):
    organiser.post(f"{stralsund.url}/links", data={"role": "lead"})
    other = organiser.post(
        "/organise/new", data={"template": "blank", "title": "", "date": "", "language": "de"}
    ).location
    assert organiser.post(f"{other}/links/1/revoke").status_code == 409
    assert len(stralsund.links("lead")) == 1


def test_a_links_qr_code_is_a_picture_for_the_organiser_only(stralsund, organiser, visitor):
    organiser.post(f"{stralsund.url}/links", data={"role": "lead"})
    answer = organiser.get(f"{stralsund.url}/links/1.svg")
    assert (answer.mimetype, answer.status_code) == ("image/svg+xml", 200)
    assert organiser.get(f"{stralsund.url}/links/9.svg").status_code == 404


# -- reading a page as a browser does


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send for the section's form on this page, by its save button."""

    class Reader(HTMLParser):
        inside = False
        found: dict[str, str]
        area = ""
        chosen = ""

        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            if tag == "form":
                self.inside = given.get("data-testid") == "section-form"
            name = given.get("name")
            if not self.inside:
                return
            if tag == "input" and name and (given.get("type") not in {"radio", "checkbox"} or "checked" in given):
                self.found[name] = given.get("value") or ""
            elif tag == "textarea" and name:
                self.area, self.found[name] = name, ""
            elif tag == "select" and name:
                self.chosen = name
                self.found.setdefault(name, "")
            elif tag == "option" and "selected" in given:
                self.found[self.chosen] = given.get("value") or ""

        def handle_endtag(self, tag):
            if tag == "textarea":
                self.area = ""
            if tag == "form":
                self.inside = False

        def handle_data(self, data):
            if self.area:
                self.found[self.area] += data

    reader = Reader()
    reader.found = {}
    reader.feed(page)
    return reader.found | {"do": "save"}


def titles(page: str) -> list[str]:
    """The topics' titles in a form."""
    found = fields_of(page)
    return [found[name] for name in sorted(found) if name.endswith(".title")]


def link_path(client, event, testid: str) -> str:
    """The path of the last link below a role."""
    page = client.get(f"{event.url}/links").text
    section = page.split(f'data-testid="{testid}"')[1].split("</section>")[0]
    url = section.split('data-testid="link-url"')[-2].rsplit('value="', 1)[1].split('"')[0]
    return "/r/" + url.rsplit("/r/", 1)[1]


def structure(now) -> tuple[object, ...]:
    """Everything a section can change."""
    event = now.event
    return (
        {name: getattr(event, name) for name in (
            "title", "purpose", "place", "date", "starts", "ends", "language", "policy", "harvest_minutes",
            "grace_seconds", "dots_per_person", "expected_people", "groups", "fields",
        )},
        [(row.number, row.title, row.field, row.face) for row in now.topics],
        [(row.number, row.topic, row.seats, row.place, row.step_free, row.code) for row in now.tables],
        [(row.number, row.minutes, row.switch_minutes) for row in now.rounds],
        [(row.round, row.topic, row.text) for row in now.questions],
    )  # fmt: skip


def handed_over(stralsund, organiser, **said):
    form = fields_of(organiser.get(f"{stralsund.url}/handover").text) | said | {"do": "save"}
    return organiser.post(f"{stralsund.url}/handover", data=form)


def test_the_organiser_says_whose_the_results_are_and_whom_to_ask(stralsund, organiser):
    answer = handed_over(stralsund, organiser, publisher="Hansestadt", contact="Amt 1", email="a@b.example",
                         licence="CC-BY-4.0")  # fmt: skip
    assert answer.status_code == 303
    said = stralsund.now.handover
    assert (said.publisher, said.contact, said.email, said.licence) == (
        "Hansestadt",
        "Amt 1",
        "a@b.example",
        "CC-BY-4.0",
    )


def test_each_field_of_action_can_be_given_an_area(stralsund, organiser):
    assert handed_over(stralsund, organiser, **{"areas.0.area": "Tourismus"}).status_code == 303
    assert stralsund.now.handover.areas == {"Strategie und Beteiligung": "Tourismus"}
    assert "<dd>Tourismus</dd>" in organiser.get(f"{stralsund.url}/people").text


def test_an_address_that_is_none_is_said_at_its_field(stralsund, organiser):
    answer = handed_over(stralsund, organiser, address="daten im Netz")
    assert answer.status_code == 400
    assert 'id="error-address"' in answer.text
    assert stralsund.now.handover is None


def test_the_privacy_page_says_whom_to_ask_once_the_doors_are_open(stralsund, organiser, visitor):
    handed_over(stralsund, organiser, publisher="Hansestadt", contact="Amt 1", email="a@b.example")
    assert "Amt 1" not in visitor().get("/privacy").text
    organiser.post(f"{stralsund.url}/open")
    text = visitor().get("/privacy").text
    assert "Hansestadt, Amt 1" in text
    assert 'href="mailto:a@b.example"' in text

"""Who leads sees the whole room; the wall shows the hall what everybody may know, and the way in."""

from __future__ import annotations

import json
import re

import pytest

from cafe.web import security
from cafe.web.address import qr_svg

ROOM = {"lead": "/lead", "colead": "/lead", "theme": "/lead/harvest", "screen": "/screen"}


def state_of(page: str) -> dict:
    """What the page begins with."""
    return json.loads(re.search(r'<script type="application/json" id="state">(.*?)</script>', page, re.DOTALL)[1])


@pytest.fixture
def opened(app, open_stralsund, organiser, visitor):
    """Opens the link of a role in a browser of its own."""

    def by(role: str):
        if not open_stralsund.links(role):
            assert organiser.post(f"{open_stralsund.url}/links", data={"role": role}).status_code == 303
        link = open_stralsund.links(role)[0]
        client = visitor()
        with app.app_context():
            answer = client.get(f"/r/{security.link_token(link.key)}")
        assert answer.location == ROOM[role]
        return client

    return by


def join(visitor, stralsund, name: str) -> None:
    """Somebody comes in by the event's code."""
    answer = visitor().post("/api/v1/join", json={"code": stralsund.now.event.code, "name": name})
    assert answer.status_code == 200


def test_the_lead_sees_who_has_come(opened, open_stralsund, visitor):
    join(visitor, open_stralsund, "Pia")
    page = opened("lead").get("/lead")
    assert page.status_code == 200
    assert [person["name"] for person in state_of(page.text)["snapshot"]["person"].values()] == ["Pia"]


@pytest.mark.parametrize(("role", "steps"), [("lead", True), ("colead", True), ("theme", False)])
def test_the_theme_team_sees_the_room_without_the_steps(opened, role, steps):
    page = opened(role).get("/lead").text
    assert ('data-slot="acts"' in page) is steps
    assert ('data-act="seating.publish"' in page) is steps
    assert 'data-slot="tables"' in page


@pytest.mark.parametrize("role", ["lead", "theme"])
def test_the_harvest_desk_is_for_the_lead_and_the_theme_team(opened, role):
    page = opened(role).get("/lead/harvest")
    assert page.status_code == 200
    assert state_of(page.text)["you"]["role"] == role


@pytest.mark.parametrize("path", ["/lead", "/lead/harvest", "/screen", "/screen/qr.svg"])
def test_without_a_link_there_is_no_room_to_see(open_stralsund, visitor, path):
    answer = visitor().get(path)
    assert answer.status_code == 401
    assert open_stralsund.now.event.code not in answer.text


def test_the_wall_is_no_way_into_the_lead_s_room(opened):
    assert opened("screen").get("/lead").status_code == 401


def test_the_wall_shows_the_way_in_and_nobody_s_name(opened, open_stralsund, visitor):
    join(visitor, open_stralsund, "Quirin")
    page = opened("screen").get("/screen").text
    assert open_stralsund.now.event.code in page
    assert "Quirin" not in page
    assert "person" not in state_of(page)["snapshot"]
    assert sum(len(route["numbers"]) for route in state_of(page)["snapshot"]["route"].values()) == 1


def test_the_wall_s_qr_code_leads_to_the_door(opened, open_stralsund):
    client = opened("screen")
    code = open_stralsund.now.event.code
    drawn = client.get("/screen/qr.svg")
    assert drawn.mimetype == "image/svg+xml"
    assert client.get(f"/qr/{code}.svg").data == drawn.data


def test_any_short_code_can_be_drawn_without_telling_whether_it_exists(open_stralsund, visitor):
    answer = visitor().get("/qr/fals2h.svg", base_url="http://cafe.example")
    assert answer.data == qr_svg("http://cafe.example/j/FALS2H")


@pytest.mark.parametrize("code", ["x" * 13, "ÄÖÜ", "a.b", "a%2Fb", "<svg>", "a b"])
def test_what_is_no_code_is_not_drawn(open_stralsund, visitor, code):
    assert visitor().get(f"/qr/{code}.svg").status_code == 404


def test_a_title_with_markup_stays_text_on_every_page(opened, open_stralsund, organiser):
    title = "</script><script>alert(1)</script>"
    now = open_stralsund.now.event
    with open_stralsund.house.store.write() as work:
        work.enter(now.id).title = title
    for role, path in (("lead", "/lead"), ("theme", "/lead/harvest"), ("screen", "/screen")):
        page = opened(role).get(path).text
        assert title not in page
        assert state_of(page)["snapshot"]["event"]["event"]["title"] == title

"""The page at the table: painted for its own person, who finds her code there and can go."""

from __future__ import annotations

import json
import re

import pytest


def state_of(page: str) -> dict:
    """What the page begins with."""
    return json.loads(re.search(r'<script type="application/json" id="state">(.*?)</script>', page, re.DOTALL)[1])


@pytest.fixture
def pia(open_stralsund, visitor):
    """Pia's phone: she came in by the event's code."""
    client = visitor()
    answer = client.post("/api/v1/join", json={"code": open_stralsund.now.event.code, "name": "Pia"}).json
    client.set_cookie("cafe_table", answer["token"])
    client.personal_code = answer["personal_code"]
    return client


def test_whoever_is_not_in_goes_to_the_door(visitor):
    answer = visitor().get("/t")
    assert (answer.status_code, answer.location) == (302, "/")


def test_the_first_paint_says_where_to_sit_before_any_script_runs(pia):
    page = pia.get("/t").text
    you = state_of(page)["snapshot"]["you"]["you"]
    assert f"Ihr Platz ist an Tisch {you['table']}" in page
    assert 'data-scene="lobby"' in page


def test_the_page_tells_nobody_elses_name_or_group(pia, open_stralsund, visitor):
    code = open_stralsund.now.event.code
    visitor().post("/api/v1/join", json={"code": code, "name": "Quirin der Geheime", "group": "Unternehmen"})
    page = pia.get("/t").text
    assert "Quirin der Geheime" not in page
    assert "person" not in state_of(page)["snapshot"]


def test_words_of_people_stand_in_the_page_as_words(pia, open_stralsund, visitor):
    name = "<img src=x>"
    client = visitor()
    answer = client.post("/api/v1/join", json={"code": open_stralsund.now.event.code, "name": name}).json
    client.set_cookie("cafe_table", answer["token"])
    page = client.get("/t").text
    assert name not in page
    assert state_of(page)["snapshot"]["you"]["you"]["name"] == name


def test_her_code_is_shown_on_demand_to_her_alone(pia, visitor):
    assert pia.post("/t/code", headers={"Accept": "application/json"}).json == {"code": pia.personal_code}
    assert pia.post("/t/code", headers={"Accept": "text/plain"}).text == pia.personal_code
    assert visitor().post("/t/code").status_code == 401


def test_having_left_the_device_is_nobody_and_the_person_stays(pia, open_stralsund):
    before = len(open_stralsund.people)
    assert pia.post("/t/leave").location == "/"
    assert pia.get("/t").location == "/"
    assert len(open_stralsund.people) == before

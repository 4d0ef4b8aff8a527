"""The gate over HTTP: the same commands and answers as by socket, and a clear no to everything malformed."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.domain.errors import Code, Refused
from cafe.usecases.gate import Answer, Request
from cafe.usecases.keys import digest, new_key
from cafe.usecases.viewer import Caller, find_access
from cafe.web import security
from cafe.web.commands import STATUS
from tests.web.conftest import Stralsund, Visitor
from tests.web.test_join import come_in

IDS = itertools.count(1)


def command(name: str = "idea.post", **args: Any) -> dict[str, Any]:
    """A command with a new id."""
    return {"id": f"test-api-{next(IDS)}", "name": name, "args": args}


def error(answer: TestResponse) -> dict[str, Any]:
    """The refusal of an answer, which must be one."""
    body = answer.get_json()
    assert body["ok"] is False
    assert answer.status_code == STATUS[Code(body["error"]["code"])]
    assert body["error"]["message"], "every no is said in a sentence"
    return dict(body["error"])


class Program:
    """A client that is no browser: it comes in by the code and then shows its token."""

    def __init__(self, client: FlaskClient, code: str, **said: Any) -> None:
        answer = client.post("/api/v1/join", json={"code": code, **said})
        assert answer.status_code == 200, answer.get_json()
        self.joined: dict[str, Any] = answer.get_json()
        self._client = client

    def post(self, path: str, body: object, **headers: str) -> TestResponse:
        """One request with the token."""
        said = {"Authorization": f"Bearer {self.joined['token']}", **headers}
        return self._client.post(f"/api/v1/{path}", json=body, headers=said)

    def raw(self, path: str, data: bytes) -> TestResponse:
        """One request with whatever body."""
        said = {"Authorization": f"Bearer {self.joined['token']}", "Content-Type": "application/json"}
        return self._client.post(f"/api/v1/{path}", data=data, headers=said)


@pytest.fixture
def code(open_stralsund: Stralsund) -> str:
    """What hangs on the wall."""
    return open_stralsund.now.event.code


@pytest.fixture
def program(visitor: Visitor, code: str) -> Program:
    """Somebody who came in over the API, without a cookie."""
    return Program(visitor(), code)


@pytest.fixture
def lead(app: Flask, organiser: FlaskClient, open_stralsund: Stralsund) -> Callable[..., dict[str, Any]]:
    """The lead, who moves the afternoon on."""
    organiser.post(f"{open_stralsund.url}/links", data={"role": "lead"})
    with app.app_context():
        token = security.link_token(open_stralsund.links("lead")[0].key)
    with open_stralsund.house.store.read() as session:
        access = find_access(session, digest(token))
    assert access

    def act(name: str, **args: Any) -> dict[str, Any]:
        answer = open_stralsund.house.gate_run(Request(new_key(), name, args, Caller(access=access.id)))
        assert answer.refused is None, answer.refused
        return answer.result

    return act


@pytest.fixture
def talking(program: Program, lead: Callable[..., dict[str, Any]]) -> Program:
    """The same in a running round."""
    lead("round.start", from_round=0)
    return program


# -- coming in


def test_one_comes_in_by_the_code_and_gets_what_one_needs(program: Program) -> None:
    assert program.joined.keys() >= {"token", "person", "event", "personal_code", "table"}
    assert len(program.joined["token"]) >= 43, "256 bits"
    assert len(program.joined["personal_code"].replace("-", "")) == 12


def test_the_code_of_a_table_gives_a_seat_there(open_stralsund: Stralsund, visitor: Visitor) -> None:
    table = open_stralsund.now.tables[4]
    assert Program(visitor(), table.code).joined["table"] == table.number


ODD_AT_THE_DOOR: list[tuple[dict[str, Any], str, str | None]] = [
    ({"code": "WRONGX"}, "not_found", "code"),
    ({"code": ""}, "not_found", "code"),
    ({"code": None}, "invalid", "code"),
    ({"code": 7}, "invalid", "code"),
    ({"code": "x" * 100}, "invalid", "code"),
    ({"name": "Gastgeberin"}, "invalid", "name"),
    ({"name": ["a"]}, "invalid", "name"),
    ({"name": "x" * 41}, "invalid", "name"),
    ({"group": "Außerirdische"}, "invalid", "group"),
    ({"table": "vier"}, "invalid", "table"),
    ({"role": "lead"}, "invalid", None),
    ({"token": "a" * 64}, "invalid", None),
]


def test_whoever_says_something_odd_at_the_door_hears_what_is_wrong(
    code: str, visitor: Visitor, open_stralsund: Stralsund
) -> None:
    for said, refused, field in ODD_AT_THE_DOOR:
        heard = error(visitor().post("/api/v1/join", json={"code": code, **said}))
        assert (heard["code"], heard.get("field")) == (refused, field), said
    assert error(visitor().post("/api/v1/join", json={}))["field"] == "code"
    assert error(visitor().post("/api/v1/join", json=[code]))["code"] == "invalid"
    assert open_stralsund.people == []


def test_before_the_doors_are_open_nobody_comes_in(stralsund: Stralsund, visitor: Visitor) -> None:
    answer = visitor().post("/api/v1/join", json={"code": stralsund.now.event.code})
    assert error(answer)["code"] == "conflict"


# -- commands


def test_an_idea_is_stored_and_acknowledged(talking: Program) -> None:
    asked = command(text="Fahrradstraßen am Sund")
    answer = talking.post("command", asked)
    body = answer.get_json()
    assert (answer.status_code, body["ok"], body["id"]) == (200, True, asked["id"])
    assert body["result"]["idea"] == 1
    snapshot = talking.post("resume", {}).get_json()["snapshot"]
    assert snapshot["my_idea"]["1"]["text"] == "Fahrradstraßen am Sund"


def test_sent_twice_it_is_stored_once_and_answered_alike(talking: Program) -> None:
    asked = command(text="Fahrradstraßen am Sund")
    first, again = talking.post("command", asked), talking.post("command", asked)
    assert first.get_json() == again.get_json()
    other = {**asked, "args": {"text": "Etwas anderes"}}
    assert error(talking.post("command", other))["code"] == "conflict"


def test_a_batch_is_answered_in_order_and_each_answer_speaks_for_itself(talking: Program) -> None:
    batch = [command(text="Erstens"), command(text=""), command("nonsense"), command(text="Zweitens")]
    answer = talking.post("command", batch)
    bodies = answer.get_json()
    assert answer.status_code == 200
    assert [body["ok"] for body in bodies] == [True, False, False, True]
    assert [body["id"] for body in bodies] == [asked["id"] for asked in batch]
    assert bodies[1]["error"]["field"] == "text"


def test_more_than_ten_at_once_are_too_many_and_none_is_done(talking: Program) -> None:
    answer = talking.post("command", [command(text=f"Gedanke {number}") for number in range(11)])
    assert error(answer)["code"] == "too_large"
    assert "my_idea" not in talking.post("resume", {}).get_json()["snapshot"]


def test_an_empty_batch_is_answered_by_an_empty_one(talking: Program) -> None:
    assert talking.post("command", []).get_json() == []


MALFORMED: list[tuple[object, str | None]] = [
    (7, "id"),
    ("idea.post", "id"),
    ({}, "id"),
    ({"id": 5, "name": "idea.post"}, "id"),
    ({"id": "kurz", "name": "idea.post"}, "id"),
    ({"id": "long-enough"}, "name"),
    ({"id": "long-enough", "name": ["idea.post"]}, "name"),
    ({"id": "long-enough", "name": "idea.explode"}, "name"),
    ({"id": "long-enough", "name": "__class__"}, "name"),
    ({"id": "long-enough", "name": "idea.post"}, "text"),
    ({"id": "long-enough", "name": "idea.post", "args": []}, None),
    ({"id": "long-enough", "name": "idea.post", "args": "text"}, None),
    ({"id": "long-enough", "name": "idea.post", "args": {"text": None}}, "text"),
    ({"id": "long-enough", "name": "idea.post", "args": {"text": "a", "by": "host"}}, "by"),
    ({"id": "long-enough", "name": "idea.post", "args": {"text": "a", "__proto__": {}}}, "__proto__"),
    ({"id": "long-enough", "name": "idea.post", "args": {"text": "a", "builds_on": [0]}}, "builds_on.0"),
    ({"id": "long-enough", "name": "idea.post", "args": {"text": "a", "drafted": {"table": 1}}}, "drafted.round"),
    ({"id": "long-enough", "name": "idea.post", "args": {"text": "x" * 2_001}}, "text"),
    ({"id": "long-enough", "name": "idea.post", "args": {"text": "x" * 281}}, "text"),
    ({"id": "long-enough", "name": "idea.support", "args": {"idea": 1e300}}, "idea"),
]


def test_a_malformed_command_is_invalid_at_its_field_and_nothing_is_stored(talking: Program) -> None:
    for asked, field in MALFORMED:
        heard = error(talking.post("command", asked))
        assert (heard["code"], heard.get("field")) == ("invalid", field), asked
    assert "my_idea" not in talking.post("resume", {}).get_json()["snapshot"]


NO_JSON = {
    "empty": b"",
    "cut off": b"{",
    "no UTF-8": b"\xff\xfe",
    "NaN": b"NaN",
    "deep list": b"[" * 100_000,
    "deep object": b'{"a":' * 20_000,
    "huge number": b"1e400",
}


@pytest.mark.parametrize("path", ["command", "resume", "join"])
def test_what_is_no_json_is_invalid_and_breaks_nothing(talking: Program, path: str) -> None:
    for kind, raw in NO_JSON.items():
        assert error(talking.raw(path, raw))["code"] == "invalid", kind


def test_a_text_that_is_no_utf_8_is_invalid(talking: Program) -> None:
    assert error(talking.raw("command", b'{"id": "' + b"\xed\xa0\x80" + b'"}'))["code"] == "invalid"


def test_a_body_over_the_limit_is_too_large(talking: Program) -> None:
    assert error(talking.post("command", command(text="x" * 20_000)))["code"] == "too_large"
    assert error(talking.post("command", command(text="x" * 200_000)))["code"] == "too_large"
    assert error(talking.post("command", command(text="x" * 2_000_000)))["code"] == "too_large"


def test_an_idea_in_the_lobby_is_not_yet_possible_and_after_closing_too_late(
    program: Program, lead: Callable[..., dict[str, Any]]
) -> None:
    assert error(program.post("command", command(text="Zu früh")))["code"] == "conflict"
    lead("event.close", from_round=0)
    assert error(program.post("command", command(text="Zu spät")))["code"] == "too_late"


def test_a_step_of_the_lead_is_forbidden_to_others(program: Program) -> None:
    assert error(program.post("command", command("round.start", from_round=0)))["code"] == "forbidden"


def test_while_the_database_is_locked_the_answer_says_when_to_try_again(
    talking: Program, open_stralsund: Stralsund
) -> None:
    file = sqlite3.connect(open_stralsund.house.store.url.removeprefix("sqlite:///"), isolation_level=None)
    file.execute("BEGIN IMMEDIATE")
    asked = command(text="Fahrradstraßen am Sund")
    heard = error(talking.post("command", asked))
    file.execute("ROLLBACK")
    file.close()
    assert (heard["code"], heard["retry_after"]) == ("unavailable", 2.0)
    assert talking.post("command", asked).get_json()["ok"]


# -- catching up


def test_one_gets_a_snapshot_first_and_then_only_what_is_new(talking: Program) -> None:
    first = talking.post("resume", {}).get_json()
    assert first["you"] == {
        "role": "participant",
        "person": talking.joined["person"],
        "table": talking.joined["table"],
        "event": talking.joined["event"],
    }
    assert first["seq"] >= max(first["audiences"].values())
    talking.post("command", command(text="Fahrradstraßen am Sund"))
    later = talking.post("resume", {"since": first["seq"]}).get_json()
    assert "snapshot" not in later
    assert {change["kind"] for change in later["changes"]} >= {"idea", "my_idea", "presence"}
    assert all(change["seq"] > first["seq"] for change in later["changes"])


def test_whoever_names_a_future_seq_gets_a_snapshot(program: Program) -> None:
    assert "snapshot" in program.post("resume", {"since": 10**9}).get_json()
    assert "snapshot" in program.post("resume", {"since": -5}).get_json()


def test_a_since_that_is_no_number_is_invalid(program: Program) -> None:
    for since in ("812", True, 1.5, [1], {}, None):
        assert error(program.post("resume", {"since": since}))["field"] == "since", since


# -- who is who


NO_SESSION: list[dict[str, str]] = [
    {},
    {"Authorization": "Bearer made-up"},
    {"Authorization": "Bearer " + "x" * 5_000},
    {"Authorization": "Basic cGlhOnBpYQ=="},
    {"X-Cafe-Page": "table"},
    {"X-Cafe-Page": "organise"},
    {"X-Cafe-Page": "../lead"},
]


def test_without_a_session_there_is_no_answer(code: str, visitor: Visitor) -> None:
    for headers in NO_SESSION:
        for path in ("command", "resume"):
            answer = visitor().post(f"/api/v1/{path}", json=command(), headers=headers)
            assert error(answer)["code"] == "unauthenticated", headers


def test_a_cookie_alone_does_nothing_since_a_foreign_page_could_send_it(
    code: str, visitor: Visitor, lead: Callable[..., dict[str, Any]]
) -> None:
    lead("round.start", from_round=0)
    browser = visitor()
    assert come_in(browser, code).status_code == 303
    asked = command(text="Fahrradstraßen am Sund")
    assert error(browser.post("/api/v1/command", json=asked))["code"] == "unauthenticated"
    foreign = browser.post("/api/v1/command", data=json.dumps(asked), content_type="text/plain")
    assert error(foreign)["code"] == "unauthenticated"
    assert browser.post("/api/v1/command", json=asked, headers={"X-Cafe-Page": "table"}).get_json()["ok"]


def test_the_cookie_of_one_page_is_good_for_that_page_only(code: str, visitor: Visitor) -> None:
    browser = visitor()
    come_in(browser, code)
    answer = browser.post("/api/v1/resume", json={}, headers={"X-Cafe-Page": "lead"})
    assert error(answer)["code"] == "unauthenticated"


def test_what_waited_on_a_device_is_filed_only_as_the_person_who_wrote_it(
    code: str, visitor: Visitor, lead: Callable[..., dict[str, Any]], open_stralsund: Stralsund
) -> None:
    lead("round.start", from_round=0)
    browser = visitor()
    come_in(browser, code)
    pia = open_stralsund.people[-1].number
    asked = [command(text="Fahrradstraßen am Sund")]
    for somebody_else in (f"{open_stralsund.id}/{pia + 1}", f"{open_stralsund.id + 1}/{pia}", "", "lead"):
        headers = {"X-Cafe-Page": "table", "X-Cafe-Who": somebody_else}
        assert error(browser.post("/api/v1/command", json=asked, headers=headers))["code"] == "unauthenticated"
    headers = {"X-Cafe-Page": "table", "X-Cafe-Who": f"{open_stralsund.id}/{pia}"}
    assert browser.post("/api/v1/command", json=asked, headers=headers).get_json()[0]["ok"]


def test_after_a_not_yet_the_rest_of_a_batch_waits_with_it(talking: Program, open_stralsund: Stralsund) -> None:
    answers = iter([None, Refused(Code.UNAVAILABLE, "not_saved", retry_after=2.0), None])
    run = open_stralsund.house.gate_run

    def gate_with_a_bad_moment(request: Request) -> Answer:
        refused = next(answers)
        return Answer(request.id, ok=False, refused=refused) if refused else run(request)

    asked = [command(text=f"Idee {number}") for number in range(3)]
    object.__setattr__(open_stralsund.house, "gate_run", gate_with_a_bad_moment)
    said = talking.post("command", asked).get_json()
    assert [(one["id"], one["ok"]) for one in said] == [
        (asked[0]["id"], True),
        (asked[1]["id"], False),
        (asked[2]["id"], False),
    ]
    assert said[2]["error"] == said[1]["error"]
    object.__setattr__(open_stralsund.house, "gate_run", run)
    again = talking.post("command", asked).get_json()
    assert [one["result"]["idea"] for one in again] == sorted(one["result"]["idea"] for one in again)


def test_whoever_has_been_erased_is_no_longer_let_in(program: Program) -> None:
    assert program.post("command", command("person.erase")).get_json()["ok"]
    assert error(program.post("resume", {}))["code"] == "unauthenticated"


def test_only_posting_is_answered(visitor: Visitor, code: str) -> None:
    for path in ("command", "resume", "join"):
        for method in ("get", "put", "delete", "patch"):
            answer = getattr(visitor(), method)(f"/api/v1/{path}")
            assert answer.status_code == 405, (method, path)
            assert answer.get_json()["ok"] is False


def test_no_answer_is_kept_by_anybody(program: Program) -> None:
    for answer in (program.post("resume", {}), program.post("command", command())):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers

"""The table's page without a connection: nobody's, complete, and renewed with the release."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.web import offline
from tests.web.conftest import Stralsund, Visitor
from tests.web.test_join import come_in

LANGUAGES = ("de", "en")


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shell_is_the_same_for_everybody_and_holds_nothing_of_anybody(
    visitor: Visitor, open_stralsund: Stralsund, language: str
) -> None:
    pia = visitor()
    come_in(pia, open_stralsund.now.event.code, name="Pia Petersen")
    assert "Pia Petersen" in text(pia, "/t")
    shell = text(pia, f"/t/shell?lang={language}")
    assert shell == text(visitor(), f"/t/shell?lang={language}")
    assert f'<html lang="{language}"' in shell
    for secret in ("Pia", open_stralsund.now.event.title, open_stralsund.now.event.code, "csrf_token", 'id="state"'):
        assert secret not in shell


def test_asking_for_the_shell_gives_no_cookie_and_takes_no_welcome(visitor: Visitor, open_stralsund: Stralsund) -> None:
    pia = visitor()
    come_in(pia, open_stralsund.now.event.code)
    assert "Set-Cookie" not in pia.get("/t/shell").headers
    assert "welcome-code" in text(pia, "/t")


def test_the_worker_keeps_all_that_the_shell_draws_with(visitor: Visitor) -> None:
    script = text(visitor(), "/worker.js?lang=en")
    shell = text(visitor(), "/t/shell?lang=en")
    assert '"/t/shell?lang=en"' in script
    drawn = set(re.findall(r'(?:href|src)="(/static/[^"#]+\.(?:css|js|woff2))"', shell))
    assert drawn
    for path in drawn:
        assert f'"{path}"' in script
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE), "a worker is one plain script"


def test_the_worker_is_another_one_once_the_page_has_changed(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    before = text(visitor(), "/worker.js")
    assert text(visitor(), "/worker.js") == before
    monkeypatch.setattr(offline, "empty_page", lambda *_: "another page")
    assert text(visitor(), "/worker.js") != before


def test_an_unknown_language_is_german(visitor: Visitor) -> None:
    assert '<html lang="de"' in text(visitor(), "/t/shell?lang=xx")


def test_a_form_of_the_table_needs_its_token_or_the_header_of_our_own_script(
    app: Flask, visitor: Visitor, open_stralsund: Stralsund, monkeypatch: pytest.MonkeyPatch
) -> None:
    pia = visitor()
    come_in(pia, open_stralsund.now.event.code)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert pia.post("/t/code").status_code == 400
    assert pia.post("/t/leave").status_code == 400
    assert pia.post("/t/leave", headers={"X-Cafe-Page": "lead"}).status_code == 400
    ours = {"X-Cafe-Page": "table", "Accept": "application/json"}
    assert len(pia.post("/t/code", headers=ours).get_json()["code"]) == 14
    token = re.search(r'name="csrf_token" value="([^"]+)"', text(pia, "/t"))
    assert token
    assert pia.post("/t/leave", data={"csrf_token": token[1]}).status_code == 303
    assert pia.get("/t").status_code == 302


def test_signing_out_by_script_is_answered_without_another_page(visitor: Visitor, open_stralsund: Stralsund) -> None:
    pia = visitor()
    come_in(pia, open_stralsund.now.event.code)
    assert pia.post("/t/leave", headers={"X-Cafe-Page": "table"}).status_code == 204
    assert pia.get("/t").status_code == 302

"""The first paint and the script that goes on from it say the same: nothing jumps when the page comes to life."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cafe.domain.phases import Phase
from cafe.web import table_words
from scripts import node
from tests.cast import NOON

SCRIPT = Path(__file__).resolve().parents[1] / "js/views/table/words_of.js"
ONLY_SERVER = {"page_title", "my_name", "my_group"}
ONLY_SCRIPT = {"symbol"}


def spoken_by_script(states: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What static/js says to these states."""
    found = node.find()
    assert found is not None
    asked = json.dumps([{"state": state, "now": NOON + 60_000} for state in states])
    run = subprocess.run([found.node, SCRIPT], input=asked, capture_output=True, text=True, check=True)
    answer: list[dict[str, Any]] = json.loads(run.stdout)
    return answer


def same_words(pages, state: dict[str, Any]) -> None:
    """Server and script agree about this state."""
    [script] = spoken_by_script([state])
    with pages.test_request_context(headers={"Accept-Language": "de"}):
        server = table_words.page_words(state, NOON + 60_000)
        ideas = [table_words.idea_value(state, idea) for idea in table_words.rows(state, "idea")]
        themes = [table_words.theme_value(state, theme, 2) for theme in themes_of(state)]
    ours = {name: value for name, value in server.items() if name not in ONLY_SERVER}
    assert {name: value for name, value in script["page"].items() if name not in ONLY_SCRIPT} == ours
    for one, other in zip(script["ideas"], ideas, strict=True):
        other["supported"] = str(other["supported"]).lower()
        assert {name: one[name] for name in other} == other
    for one, other in zip(script["themes"], themes, strict=True):
        assert one == {name: other[name] for name in one}


def themes_of(state: dict[str, Any]) -> list[dict[str, Any]]:
    """In the page's order."""
    return sorted(table_words.rows(state, "theme"), key=lambda theme: (-table_words.dots_on(theme), theme["number"]))


@pytest.mark.parametrize("who", ["pia", "holger"])
@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.DRAFT])
def test_server_and_script_say_the_same_in_every_phase(pages, cafe_at, phase, who):
    cafe = cafe_at(phase)
    same_words(pages, json.loads(json.dumps(cafe.sees(who))))


def test_they_say_the_same_in_a_pause_with_help_and_a_word_of_the_lead(pages, cafe_at):
    cafe = cafe_at(Phase.ROUND)
    cafe.write()
    cafe.do("pia", "idea.post", text="Und Abstellplätze", builds_on=[1])
    cafe.do("holger", "help.call", reason="Stifte fehlen")
    cafe.do("fadime", "announcement.send", text="Kaffee steht bereit")
    cafe.do("fadime", "clock.pause")
    for who in ("pia", "holger", "quirin"):
        same_words(pages, json.loads(json.dumps(cafe.sees(who))))


def test_they_say_the_same_while_dots_are_placed_and_once_they_are_counted(pages, cafe_at):
    cafe = cafe_at(Phase.HARVEST)
    cafe.do("thea", "theme.save", title="Wege", summary="Sicher ans Ziel", ideas=[1])
    cafe.do("thea", "theme.save", title="Abende", ideas=[2])
    cafe.do("thea", "dots.open")
    headings = []
    for dots in (0, 2, 3):
        cafe.do("pia", "dots.place", theme=2, dots=dots)
        state = json.loads(json.dumps(cafe.sees("pia")))
        same_words(pages, state)
        with pages.test_request_context(headers={"Accept-Language": "de"}):
            headings.append(table_words.page_words(state, NOON)["heading"])
    assert headings == ["Vergeben Sie Ihre 3 Punkte", "Vergeben Sie noch einen Punkt", "Ihre 3 Punkte sind vergeben"]
    cafe.do("thea", "dots.close")
    same_words(pages, json.loads(json.dumps(cafe.sees("pia"))))


def test_they_say_the_same_where_people_choose_their_table(pages, cafe):
    cafe.do("olga", "event.edit", title="Freie Wahl", groups=["Bürgerschaft", "Unternehmen"], policy="choice")
    cafe.until(Phase.SWITCH)
    same_words(pages, json.loads(json.dumps(cafe.sees("pia"))))


def test_the_page_can_be_read_before_any_script_runs(pages, cafe_at):
    state = json.loads(json.dumps(cafe_at(Phase.SWITCH).sees("pia")))
    with pages.test_request_context(headers={"Accept-Language": "de"}):
        words = table_words.page_words(state, NOON)
    assert words["heading"] == f"Weiter zu Tisch {state['you']['you']['table']}"
    assert words["number"] == state["you"]["you"]["number"]


def test_a_closed_table_is_not_offered_where_people_choose(pages, cafe):
    cafe.do("olga", "event.edit", title="Freie Wahl", groups=["Bürgerschaft", "Unternehmen"], policy="choice")
    cafe.until(Phase.SWITCH)
    state = json.loads(json.dumps(cafe.sees("pia")))
    closed = next(int(number) for number in state["table"] if int(number) != state["you"]["you"]["table"])
    cafe.do("fadime", "table.close", table=closed)
    state = json.loads(json.dumps(cafe.sees("pia")))
    with pages.test_request_context(headers={"Accept-Language": "de"}):
        offered = [seat["number"] for seat in table_words.seat_values(state)]
    assert offered
    assert closed not in offered

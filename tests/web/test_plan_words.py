"""Whatever the planner can say, the lead reads in words: who or which table, and what would solve it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from cafe.domain.rotation.clashes import Remedy
from cafe.domain.rotation.sentences import CODES
from scripts import node

SCRIPT = Path(__file__).resolve().parents[1] / "js/views/lead/facts_of.js"
STATE = {"person": {"17": {"number": 17, "name": "Möwe"}, "23": {"number": 23, "name": ""}}}
SAID = {
    "people": ["17", "23"], "tables": ["7", "9"], "rounds": [0, 1], "dropped": ["17"], "remedy": "drop_pin",
    "cases": 2, "seats": 4, "repeats": 12, "bound": 8, "pairs": 10, "smallest": 4, "largest": 5, "first": 3,
    "some": 2, "none": 1, "number_people": 9, "number_seats": 6, "number_missing": 3, "number_tables": 2,
    "number_rounds": 3,
}  # fmt: skip
NUMBER_OF_PEOPLE = {"wishes": 6, "changed": 2}
GENERAL = "Diesen Plan konnte das Programm nicht weiter verbessern. Was da steht, gilt."


def spoken(facts: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What static/js says to these facts."""
    found = node.find()
    assert found is not None
    asked = json.dumps({"facts": facts, "state": STATE})
    run = subprocess.run([found.node, SCRIPT], input=asked, capture_output=True, text=True, check=True)
    answer: list[dict[str, str]] = json.loads(run.stdout)
    return answer


def fact(code: str, **changed: object) -> dict[str, Any]:
    """A fact of this code with everything it carries."""
    params = {name: SAID[name] for name in CODES[code]}
    if code in NUMBER_OF_PEOPLE:
        params["people"] = NUMBER_OF_PEOPLE[code]
    return {"code": code, "params": params | changed}


def test_every_code_of_the_planner_has_a_sentence_with_all_its_words_filled_in():
    for code, said in zip(CODES, spoken([fact(code) for code in CODES]), strict=True):
        assert said["text"] not in {"", GENERAL}, code
        assert not any(gap in said["text"] + said["remedy"] for gap in ("%(", "undefined", "NaN")), (code, said)


def test_every_clash_and_every_broken_rule_says_what_would_solve_it():
    wrong = [code for code in CODES if code.startswith(("clash_", "broken_"))]
    for code, said in zip(wrong, spoken([fact(code) for code in wrong]), strict=True):
        assert said["remedy"], code


def test_every_remedy_has_its_own_words():
    said = spoken([fact("clash_no_table_left", remedy=remedy.value) for remedy in Remedy])
    assert len({one["remedy"] for one in said}) == len(Remedy)


def test_a_broken_rule_names_the_people_and_the_tables_and_counts_rounds_from_one():
    rules = [code.removeprefix("broken_") for code in CODES if code.startswith("broken_")]
    cases = [
        {"code": "broken_case", "params": {"rule": rule, "round": 0, "people": ["17", "23"], "tables": ["7"]}}
        for rule in rules
    ]
    for rule, said in zip(rules, spoken(cases), strict=True):
        assert "Tisch 7" in said["text"] or "#17 Möwe" in said["text"], (rule, said)
        assert "Runde 0" not in said["text"], rule
        assert said["remedy"], rule
    assert spoken([cases[rules.index("apart_met")]])[0]["text"] == (
        "Runde 1: #17 Möwe und #23 sollen nicht zusammen sitzen und wären beide an Tisch 7."
    )


def test_a_code_that_nobody_knows_yet_is_told_calmly():
    assert spoken([{"code": "rotation_no_tables", "params": {}}])[0]["text"] == GENERAL

"""Problems and plans as JSON and CSV, and the planner on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cafe.domain.rotation import plan_rounds
from cafe.domain.rotation.__main__ import main
from cafe.domain.rotation.problem_json import problem_from
from cafe.domain.rotation.spreadsheets import plan_to_csv, problem_from_csv
from cafe.domain.rotation.weights import DEFAULT, Emphasis, weighed
from tests.domain.rotation.cafes import CONTRADICTORY, SHELF, planned, shelf
from tests.domain.rotation.judge import verdict

PEOPLE = """person;group;host_of;wishes;together;apart;present
Ayşe;Bürgerschaft;;Wald Stadt;a;;
Ben;Bürgerschaft;;;a;;1,2
Cem;Verwaltung;;;;Dora;
Dora;Verwaltung;;;;;
Ela;Wirtschaft;Tisch 1;;;;
"""
TABLES = "table;seats;topic\nTisch 1;4;Wald\nTisch 2;4;Stadt\n"


def test_the_command_line_writes_the_plan_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    path = SHELF / "p05-25-5x5-hosts.json"
    assert main([str(path), "--seconds", "0.2", "--seed", "7"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["format"] == "worldcafe-rotation-plan/1"
    assert verdict(shelf("p05"), plan)["repeats"] == 0


def test_the_command_line_names_a_contradiction_and_still_writes_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(CONTRADICTORY / "x1-together-and-apart.json"), "--seconds", "0.1"]) == 1
    said = capsys.readouterr()
    assert "together_and_apart" in said.err
    assert len(json.loads(said.out)["rounds"]) == 3


def test_what_cannot_be_read_is_refused_with_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    assert main([str(broken)]) == 2
    assert "rotation_not_json" in capsys.readouterr().err


def test_a_cafe_can_be_given_as_two_spreadsheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "people.csv").write_text("\ufeff" + PEOPLE, encoding="utf-8")
    (tmp_path / "tables.csv").write_text(TABLES, encoding="utf-8")
    arguments = [str(tmp_path / "people.csv"), "--tables", str(tmp_path / "tables.csv"), "--rounds", "1", "--csv"]
    assert main([*arguments, "--seconds", "0.1"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "person,round_1"
    assert "Ela,Tisch 1" in rows


def test_the_columns_of_a_spreadsheet_become_wishes() -> None:
    problem = problem_from_csv(PEOPLE, TABLES, 2)
    assert problem.keep_together == (("Ayşe", "Ben"),)
    assert problem.keep_apart == (("Cem", "Dora"),)
    assert problem.people[0].wishes == ("Wald", "Stadt")
    assert problem.people[1].present == frozenset({0, 1})
    assert problem.people[4].host_of == "Tisch 1"


def test_the_plan_as_csv_has_a_row_per_person() -> None:
    assert len(plan_to_csv(planned(shelf("p01"), 0.1)).splitlines()) == 21


def test_the_organiser_s_words_shift_the_weights() -> None:
    assert weighed([Emphasis.MORE_WISHES]).first_wish_missed > DEFAULT.first_wish_missed
    assert weighed([Emphasis.MORE_MEETINGS]).repeat > DEFAULT.repeat
    assert weighed([]) == DEFAULT


def test_the_organiser_s_words_reach_the_plan() -> None:
    problem = problem_from(shelf("p16"))
    calm = plan_rounds(problem, seconds=0.5, weights=weighed([Emphasis.CALMER]))
    free = plan_rounds(problem, seconds=0.5, weights=weighed([Emphasis.FREER]))
    assert len(free.explanation.changed or ()) > len(calm.explanation.changed or ())
    assert free.explanation.repeats < calm.explanation.repeats

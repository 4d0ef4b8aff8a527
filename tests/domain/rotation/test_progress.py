"""The planner in a process of its own: it reports better plans while it searches, and hands over the best when told."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cafe.domain.rotation.__main__ import main
from cafe.domain.rotation.commission import Commission
from cafe.domain.rotation.plan_json import plan_from_json, plan_to_json
from cafe.domain.rotation.policies import Carousel, Choice, FixedSeats, HomeAgain, Mixing, Policy
from cafe.domain.rotation.problem_json import commission_from_json, commission_to_json, problem_from
from cafe.domain.rotation.weights import Emphasis
from tests.domain.rotation.cafes import CONTRADICTORY, NAMES, SHELF, planned, shelf, simple
from tests.domain.rotation.judge import verdict

HARD = SHELF / "p12-83-9x5-capacities.json"


def lines(text: str) -> list[dict[str, Any]]:
    """What the process has written, line by line."""
    return [json.loads(line) for line in text.splitlines()]


def test_each_line_is_a_whole_plan_and_none_is_worse_than_the_one_before(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(HARD), "--seconds", "0.5", "--progress"]) == 0
    said = lines(capsys.readouterr().out)
    assert [one["stopped"] for one in said] == ["searching"] * (len(said) - 1) + ["budget"]
    assert len(said) > 1
    repeats = [verdict(shelf("p12"), one)["repeats"] for one in said]
    assert repeats == [one["explanation"]["repeats"] for one in said] == sorted(repeats, reverse=True)
    assert [one["done"] for one in said] == sorted(one["done"] for one in said)
    assert said[-1]["done"] == 1


def test_who_reports_finds_the_same_plan_as_who_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    main([str(HARD), "--seconds", "0.3", "--progress"])
    reported = lines(capsys.readouterr().out)[-1]
    main([str(HARD), "--seconds", "0.3"])
    assert json.loads(capsys.readouterr().out) | {"done": 1} == reported


def test_the_best_plan_so_far_is_handed_over_when_told_to_stop() -> None:
    command = [sys.executable, "-m", "cafe.domain.rotation", str(HARD), "--seconds", "60", "--progress"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()  # the search is under way
        process.send_signal(signal.SIGTERM)
        last = lines(process.communicate()[0])[-1]
    assert process.returncode == 0
    assert last["stopped"] == "deadline"
    assert verdict(shelf("p12"), last)["broken"] == {}


def test_what_cannot_be_planned_is_refused_among_the_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none.json"
    path.write_text(json.dumps(simple(3, 0, 1)), encoding="utf-8")
    assert main([str(path), "--progress"]) == 2
    assert lines(capsys.readouterr().out) == [{"refused": {"reason": "rotation_no_tables", "details": {}}}]


@pytest.mark.parametrize("name", [*NAMES, *(path.stem for path in sorted(CONTRADICTORY.glob("*.json")))])
def test_a_problem_is_read_as_it_was_written(name: str) -> None:
    folder = SHELF if name in NAMES else CONTRADICTORY
    commission = Commission(problem_from(shelf(name, folder)), emphasis=(Emphasis.CALMER,))
    assert commission_from_json(commission_to_json(commission)) == commission


@pytest.mark.parametrize(
    "policy",
    [Mixing(), Carousel(), HomeAgain(Carousel()), Choice(({"P01": "T1"}, {}, {})), FixedSeats(({"P01": "T1"}, {}, {}))],
)
def test_a_policy_is_read_as_it_was_written(policy: Policy) -> None:
    commission = Commission(problem_from(simple(12, 4, 3)), policy)
    assert commission_from_json(commission_to_json(commission)) == commission


def test_a_policy_named_in_the_file_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "home.json"
    path.write_text(json.dumps(simple(12, 4, 3, policy="home_again", emphasis=["more_mixing"])), encoding="utf-8")
    main([str(path), "--seconds", "0.1"])
    rounds = json.loads(capsys.readouterr().out)["rounds"]
    assert rounds[2] == rounds[0] != rounds[1]


@pytest.mark.parametrize("more", [{"policy": "sideways"}, {"emphasis": ["louder"]}, {"policy": {"seats": []}}])
def test_a_policy_or_a_word_that_there_is_not_is_refused(
    more: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(simple(12, 4, 3, **more)), encoding="utf-8")
    assert main([str(path)]) == 2
    assert "rotation_unreadable" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["p06", "p08", "p27"])
def test_a_plan_is_read_as_it_was_written_with_all_there_is_to_say_about_it(name: str) -> None:
    text = plan_to_json(planned(shelf(name), 0.1))
    assert plan_to_json(plan_from_json(text)) == text


def test_a_clash_is_read_as_it_was_written() -> None:
    plan = planned(shelf("x1", CONTRADICTORY), 0.1)
    assert plan_from_json(plan_to_json(plan)).explanation.clashes == plan.explanation.clashes != ()

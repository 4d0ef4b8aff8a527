"""The planner on the command line, without a web server.

python -m cafe.domain.rotation PROBLEM.json --seconds 1 --seed 7 > PLAN.json
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from cafe.domain.errors import Refused
from cafe.domain.rotation.engine import plan_rounds
from cafe.domain.rotation.formats import plan_to_csv, plan_to_json, problem_from_csv, problem_from_json
from cafe.domain.rotation.plan import Plan
from cafe.domain.rotation.problem import Problem
from cafe.domain.rotation.weights import Emphasis, weighed

SAFETY = 3.0
"""So many times the seconds asked for may pass before the clock ends the search; the steps end it long before."""


def main(arguments: list[str] | None = None) -> int:
    """Reads a problem, writes a plan. Exit status: 0 planned, 1 planned but not all rules kept, 2 unreadable."""
    options = parser().parse_args(arguments)
    try:
        plan = planned(read(options), options)
    except (OSError, Refused, UnicodeDecodeError) as error:
        sys.stderr.write(f"{described(error)}\n")
        return 2
    sys.stdout.write(plan_to_csv(plan) if options.csv else plan_to_json(plan) + "\n")
    for one in plan.explanation.sentences:
        if one.code.startswith(("clash_", "broken_", "topics_run_out")):
            sys.stderr.write(f"{one.code}: {dict(one.params)}\n")
    return 1 if plan.explanation.broken else 0


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(
        prog="python -m cafe.domain.rotation", description="Plans who sits where, so that people meet."
    )
    options.add_argument("problem", type=Path, help="problem as JSON, or people as CSV together with --tables")
    options.add_argument("--tables", type=Path, help="tables as CSV")
    options.add_argument("--rounds", type=int, default=3, help="rounds, with --tables")
    options.add_argument("--seconds", type=float, default=1.0)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--csv", action="store_true", help="write the plan as CSV")
    options.add_argument("--emphasis", action="append", default=[], choices=[one.value for one in Emphasis])
    return options


def read(options: argparse.Namespace) -> Problem:
    """The problem, from whichever files were named."""
    text = options.problem.read_text(encoding="utf-8-sig")
    if options.tables:
        return problem_from_csv(
            text, options.tables.read_text(encoding="utf-8-sig"), options.rounds, options.problem.stem
        )
    return problem_from_json(text)


def planned(problem: Problem, options: argparse.Namespace) -> Plan:
    """The plan, with the clock as a safety stop only."""
    latest = time.monotonic() + SAFETY * options.seconds + 1
    return plan_rounds(
        problem,
        seconds=options.seconds,
        seed=options.seed,
        weights=weighed(map(Emphasis, options.emphasis)),
        should_stop=lambda: time.monotonic() > latest,
    )


def described(error: Exception) -> str:
    """Why a file could not be read, in one line."""
    return f"{error.reason}: {error.details}" if isinstance(error, Refused) else f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    sys.exit(main())

"""The planner on the command line, without a web server.

python -m cafe.domain.rotation PROBLEM.json --seconds 1 --seed 7 > PLAN.json
python -m cafe.domain.rotation - --seconds 10 --progress < PROBLEM.json
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from cafe.domain.errors import Refused
from cafe.domain.rotation.commission import Commission
from cafe.domain.rotation.engine import Progress
from cafe.domain.rotation.plan import Plan
from cafe.domain.rotation.plan_json import plan_to_json, plan_to_line
from cafe.domain.rotation.problem_json import commission_from_json
from cafe.domain.rotation.spreadsheets import plan_to_csv, problem_from_csv
from cafe.domain.rotation.weights import Emphasis

SAFETY = 10.0
"""So many times the seconds asked for may pass before the clock ends the search; the steps end it long before.

Generous, so that a plan is the same on a machine that has much else to do.
"""

PAUSE_SECONDS = 0.5
"""Between two lines of progress."""
REST = 10
"""So many times as long as a line took to write, the search goes on before the next: large plans are long lines."""


def main(arguments: list[str] | None = None) -> int:
    """Reads a problem, writes a plan. Exit status: 0 planned, 1 planned but not all rules kept, 2 unreadable.

    SIGTERM ends the search: the best plan so far is written, and the status is 0.
    """
    options = parser().parse_args(arguments)
    told = Told()
    before = signal.signal(signal.SIGTERM, told.to_stop)
    try:
        plan = planned(read(options), options, told)
    except (OSError, Refused, UnicodeDecodeError) as error:
        return refused(error, lines=options.progress)
    finally:
        signal.signal(signal.SIGTERM, before)
    sys.stdout.write(written(plan, options))
    for one in plan.explanation.sentences:
        if one.code.startswith(("clash_", "broken_", "topics_run_out")):
            sys.stderr.write(f"{one.code}: {dict(one.params)}\n")
    return 1 if plan.explanation.broken and not told.stop else 0


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(
        prog="python -m cafe.domain.rotation", description="Plans who sits where, so that people meet."
    )
    options.add_argument("problem", help="problem as JSON (- reads it from standard input), or people as CSV")
    options.add_argument("--tables", type=Path, help="tables as CSV")
    options.add_argument("--rounds", type=int, default=3, help="rounds, with --tables")
    options.add_argument("--seconds", type=float, default=1.0)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--csv", action="store_true", help="write the plan as CSV")
    options.add_argument("--progress", action="store_true", help="write each better plan on a line, the last one last")
    options.add_argument("--emphasis", action="append", default=[], choices=[one.value for one in Emphasis])
    return options


@dataclass(slots=True)
class Told:
    """Whether somebody has told the planner to come to an end."""

    stop: bool = False

    def to_stop(self, *_: object) -> None:
        """Handles the signal."""
        self.stop = True


@dataclass(slots=True)
class Reporter:
    """Writes better plans while the search goes on, with pauses in which it can go on."""

    newest: Progress | None = None
    next_at: float = 0.0

    def hear(self, progress: Progress) -> None:
        """Takes note of a better plan."""
        self.newest = progress

    def write(self) -> None:
        """Writes the newest plan, unless it is written already or the last one was just now."""
        begun = time.monotonic()
        if self.newest is None or begun < self.next_at:
            return
        sys.stdout.write(plan_to_line(self.newest.plan(), self.newest.done) + "\n")
        sys.stdout.flush()
        now = time.monotonic()
        self.newest, self.next_at = None, now + max(PAUSE_SECONDS, REST * (now - begun))


def read(options: argparse.Namespace) -> Commission:
    """What is asked, from whichever files were named."""
    source = sys.stdin.buffer.read() if options.problem == "-" else Path(options.problem).read_bytes()
    text = source.decode("utf-8-sig")
    if options.tables:
        tables = options.tables.read_text(encoding="utf-8-sig")
        commission = Commission(problem_from_csv(text, tables, options.rounds, Path(options.problem).stem))
    else:
        commission = commission_from_json(text)
    return replace(commission, emphasis=(*commission.emphasis, *map(Emphasis, options.emphasis)))


def planned(commission: Commission, options: argparse.Namespace, told: Told) -> Plan:
    """The plan, with the clock as a safety stop only."""
    latest = time.monotonic() + SAFETY * options.seconds + 1
    reporter = Reporter()

    def should_stop() -> bool:
        if options.progress:
            reporter.write()
        return told.stop or time.monotonic() > latest

    return commission.carried_out(
        seconds=options.seconds, seed=options.seed, should_stop=should_stop, progress=reporter.hear
    )


def written(plan: Plan, options: argparse.Namespace) -> str:
    """The plan as it was wanted."""
    if options.csv:
        return plan_to_csv(plan)
    return (plan_to_line(plan, 1) if options.progress else plan_to_json(plan)) + "\n"


def refused(error: Exception, *, lines: bool) -> int:
    """Says in one line why there is no plan; whoever reads lines finds it among them, as code and parameters."""
    if isinstance(error, Refused):
        reason, details = error.reason, dict(error.details)
    else:
        reason, details = type(error).__name__, {"message": str(error)}
    sys.stderr.write(f"{reason}: {details}\n")
    if lines:
        sys.stdout.write(json.dumps({"refused": {"reason": reason, "details": details}}, ensure_ascii=False) + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())

"""Measures the planner on every café of the shelf and writes table and picture into docs/rotation.md.

python -m bench.rotation [--seeds 3] [--only p12] [--jobs 2]
python -m bench.rotation --others 45 [--begin 0]

The second draws cafés of the same kinds and says what is not as good as can be.

Each plan is made by a process of its own, as a stranger would call it; its time is the processor time of that process,
start-up and reading included, so other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.rotation.picture import picture
from tests.domain.rotation.judge import verdict
from tests.domain.rotation.kinds import drawn

ROOT = Path(__file__).parents[2]
SHELF = ROOT / "tests" / "domain" / "rotation" / "instances"
PAGE = ROOT / "docs" / "rotation.md"
PICTURE = ROOT / "docs" / "rotation.svg"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
TRIAL = {"p08": 2, "p12": 66, "p16": 3, "p18": 1}
"""Repeats that a plain-Python trial (constructions, then annealing) reached in one second; elsewhere the bound."""


@dataclass(frozen=True)
class Run:
    """What came of a café at a number of seconds, the median of the seeds."""

    broken: float
    repeats: float
    spread: float
    changed: float
    seconds: float
    megabytes: float


Row = tuple[str, dict[str, Any], dict[str, int], Run, Run]
"""A café by name, its problem, its bounds, and what a second and ten seconds came to."""


def main() -> int:
    """Measures, writes, and says what it does."""
    options = argparse.ArgumentParser(prog="python -m bench.rotation")
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument("--only", default="")
    options.add_argument("--jobs", type=int, default=1, help="cafés measured side by side")
    options.add_argument("--others", type=int, default=0, help="so many drawn cafés instead of the shelf")
    options.add_argument("--begin", type=int, default=0, help="the seed of the first drawn one")
    chosen = options.parse_args()
    if chosen.others:
        return others(range(chosen.begin, chosen.begin + chosen.others))

    def row(path: Path) -> Row:
        problem = json.loads(path.read_text(encoding="utf-8"))
        least = bound(path)
        short, long = (measured(path, problem, seconds, range(1, chosen.seeds + 1)) for seconds in (1, 10))
        print(line(path.stem, problem, least, short, long), flush=True)
        return path.stem, problem, least, short, long

    with ThreadPoolExecutor(chosen.jobs) as pool:
        rows = list(pool.map(row, sorted(SHELF.glob(f"{chosen.only}*.json"))))
    if not chosen.only:
        PICTURE.write_text(
            picture([(row[0], row[3].repeats, trial(row[0], row[2]), row[2]["repeats"]) for row in rows]), "utf-8"
        )
        write(rows)
    return 0


def others(seeds: range) -> int:
    """Plans drawn cafés for a second each; exit status 1 if a rule is broken."""
    broken = False
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            problem = drawn(seed)
            path = Path(folder) / f"{problem['id']}.json"
            path.write_text(json.dumps(problem), encoding="utf-8")
            plan, used, _ = planned(path, 1, 1)
            said, least = verdict(problem, plan), plan["explanation"]
            broken = broken or bool(said["broken"])
            print(
                f"{problem['id']:14} {len(problem['participants']):4} people {len(problem['tables']):3} tables"
                f" {problem['rounds']} rounds | broken {said['broken'] or 0} | repeats {said['repeats']}"
                f" / {least['repeats_bound']} | spread {said['spread']} / {least['spread_bound']}"
                f" | changed {said['changed']} / {least['changed_bound'] or 0} | {used:.2f} s",
                flush=True,
            )
    return int(broken)


def bound(path: Path) -> dict[str, int]:
    """The provable bounds, from a plan made in no time."""
    said = planned(path, 0, 0)[0]["explanation"]
    return {"repeats": said["repeats_bound"], "changed": said["changed_bound"] or 0}


def measured(path: Path, problem: dict[str, Any], seconds: float, seeds: range) -> Run:
    """The medians over the seeds."""
    runs = []
    for seed in seeds:
        plan, used, megabytes = planned(path, seconds, seed)
        said = verdict(problem, plan)
        runs.append((sum(said["broken"].values()), said["repeats"], said["spread"], said["changed"], used, megabytes))
    return Run(*(median(values) for values in zip(*runs, strict=True)))


def planned(path: Path, seconds: float, seed: int) -> tuple[dict[str, Any], float, float]:
    """A plan, the processor seconds and the megabytes it took."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        command = [
            sys.executable,
            "-m",
            "cafe.domain.rotation",
            str(path),
            "--seconds",
            str(seconds),
            "--seed",
            str(seed),
        ]
        process = subprocess.Popen(command, stdout=out, stderr=said, cwd=ROOT)
        _, _, usage = os.wait4(process.pid, 0)
        out.seek(0)
        plan: dict[str, Any] = json.load(out)
    return plan, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def trial(name: str, least: dict[str, int]) -> int:
    """What the trial reached."""
    return TRIAL.get(name[:3], least["repeats"])


def line(name: str, problem: dict[str, Any], least: dict[str, int], short: Run, long: Run) -> str:
    """A row of the table."""
    grouped = any(person.get("group") for person in problem["participants"])
    changed = f"{short.changed:g} / {least['changed']}" if problem.get("replan") else "–"
    cells = [
        name, f"{short.broken:g}", f"{least['repeats']}", f"{trial(name, least)}",
        f"**{short.repeats:g}**", f"{long.repeats:g}",
        f"{short.spread:g}" if grouped else "–", f"{long.spread:g}" if grouped else "–", changed,
        f"{short.seconds:.2f}", f"{long.seconds:.1f}", f"{max(short.megabytes, long.megabytes):.0f}",
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def write(rows: list[Row]) -> None:
    """Puts the table between its marks."""
    head = (
        "| café | rules broken | bound | trial, 1 s | **1 s** | 10 s | spread 1 s | spread 10 s "
        "| changed / bound | CPU 1 s | CPU 10 s | MiB |\n"
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n"
    )
    at_bound = sum(row[3].repeats == row[2]["repeats"] for row in rows)
    grouped = [row for row in rows if any(person.get("group") for person in row[1]["participants"])]
    even = [sum(row[index].spread == 0 for row in grouped) for index in (3, 4)]
    summary = (
        f"\nRepeats are at the provable bound for {at_bound} of {len(rows)} cafés within a second."
        f" Of {len(grouped)} cafés with groups {even[0]} are spread as evenly as can be within a second,"
        f" {even[1]} within ten.\n"
    )
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    table = head + "\n".join(line(*row) for row in rows) + "\n"
    PAGE.write_text(f"{before}{BEGIN}\n\n{table}{summary}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

"""The live path under load: our server, a Node server and a naive Flask server, one after the other in one run.

    python -m bench.load                                         everything, half an hour
    python -m bench.load --scenario saturation --seconds 5       one scenario
    python -m bench.load --servers ours --phones 200             one server, a smaller hall

The load runs on the same machine as the server; its own share of a processor stands beside the server's. See
docs/performance.md for what is measured and how.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.load import picture, table
from bench.load.cases import SCENARIOS, Case
from bench.load.herd import Herd
from bench.load.machine import facts
from bench.load.scenarios import Figures
from bench.load.servers import House
from bench.load.wire import Broken

SERVERS = ("ours", "node", "naive")
HOPELESS_MS = 1_000
"""A server that takes this long on one rung of the ladder need not climb on."""


def main() -> None:
    """Measures, prints a table, and writes what was asked for."""
    asked = parsed()
    results: list[table.Result] = []
    troubles: list[str] = []
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        machine = facts(Path(folder))
        house = House(Path(folder), asked.halls)
        for case in (case for name in asked.scenario for case in SCENARIOS[name](asked)):
            results += measured(
                case, [name for name in asked.servers if hopeful(case, name, results)], house, asked, troubles
            )
    print(", ".join(f"{name} {value}" for name, value in machine.items()), end="\n\n")
    print(table.drawn(results))
    written = {"machine": machine, "results": [each.as_dict() for each in results], "failed": troubles}
    if asked.json:
        asked.json.write_text(json.dumps(written, indent=1))
    if asked.picture:
        asked.picture.write_text(picture.drawn(results))
    if troubles:
        sys.exit("\n".join(["NOT EVERYTHING ARRIVED AS IT SHOULD:", *troubles]))


def hopeful(case: Case, name: str, results: Sequence[table.Result]) -> bool:
    """Whether this server has kept pace so far."""
    before = [each.figures for each in results if (each.scenario, each.server) == (case.scenario, name) and each.rate]
    return all(figures["table_p99_ms"] < HOPELESS_MS for figures in before)


def measured(
    case: Case, names: Sequence[str], house: House, asked: argparse.Namespace, troubles: list[str]
) -> list[table.Result]:
    """One case with each server in turn, as often as asked; the median of each figure."""
    runs: dict[str, list[Figures]] = {name: [] for name in names}
    for _ in range(asked.repeat):
        for name in names:
            print(f"… {case.title}: {name}", file=sys.stderr, flush=True)
            try:
                runs[name].append(once(case, name, house, asked))
                print(f"  {table.line(runs[name][-1])}", file=sys.stderr, flush=True)
            except Broken as trouble:
                troubles.append(f"{case.title}: {trouble}")
                print(f"  FAILED: {trouble}", file=sys.stderr, flush=True)
    return [
        table.Result(
            case.scenario, case.title, name, case.rate,
            {figure: statistics.median(run[figure] for run in of_server) for figure in of_server[0]},
        )
        for name, of_server in runs.items() if of_server
    ]  # fmt: skip


def once(case: Case, name: str, house: House, asked: argparse.Namespace) -> Figures:
    """One run of one server."""
    with house.serving(name, case.hall, limits=case.limits, deflate=asked.deflate, port=asked.port) as server:
        herd = Herd(server.port, server.dialect, deflate=asked.deflate)
        try:
            return case.play(server, herd)
        finally:
            herd.close()


def some(known: Sequence[str], words: str) -> list[str]:
    """The words in a list with commas. Raises ValueError for one that is not known."""
    return [known[known.index(word)] for word in words.split(",")]


def parsed() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=(__doc__ or "").splitlines()[0])
    names = list(SCENARIOS)
    parser.add_argument("--servers", type=partial(some, SERVERS), default=SERVERS, help="some of ours,node,naive")
    parser.add_argument("--scenario", type=partial(some, names), default=names, help=f"some of {','.join(names)}")
    parser.add_argument("--phones", type=int, default=500)
    parser.add_argument("--few", type=int, default=100, help="the small hall of cost")
    parser.add_argument("--many", type=int, default=2000, help="the largest hall, of steady and cost")
    parser.add_argument("--herd", type=int, default=1000, help="phones of step, cold and memory")
    parser.add_argument("--seconds", type=float, default=10.0, help="measured time of a case")
    parser.add_argument("--rate", type=float, default=100.0, help="posts per second of steady")
    parser.add_argument("--repeat", type=int, default=1, help="how often, in turn; the median counts")
    parser.add_argument("--deflate", action="store_true", help="offer permessage-deflate, as browsers do")
    parser.add_argument("--port", type=int, help="of the server under test; a free one otherwise")
    parser.add_argument("--folder", type=Path, help="where databases lie; a disk, not memory")
    parser.add_argument("--halls", type=Path, help="keep furnished halls here for half an hour, for quick repeats")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--picture", type=Path, help="draw the ladder here, as SVG")
    return parser.parse_args()


if __name__ == "__main__":
    main()

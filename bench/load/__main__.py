"""The live path under load: our server, a Node server and a naive Flask server, one after the other in one run.

    python -m bench.load                                         everything, some 15 minutes
    python -m bench.load --scenario saturation --seconds 5       one scenario
    python -m bench.load --servers ours --phones 200             one server, a smaller hall

The load runs on the same machine as the server; its own share of a processor stands beside the server's. See
docs/performance.md for what is measured and how.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.load import scenarios, table
from bench.load.herd import Herd
from bench.load.scenarios import Figures
from bench.load.servers import Running, serving
from bench.load.wire import Broken
from scripts.served import free_port

SERVERS = ("ours", "node", "naive")
LADDER = (50, 100, 200, 400, 800, 1600, 3200)
STEPS = 3
IDEAS_EACH = 2


@dataclass(frozen=True, slots=True)
class Case:
    """One measurement of one server."""

    title: str
    phones: int
    play: Callable[[Running, Herd], Figures]
    started: bool = True
    limits: bool = True
    """Off where a phone posts faster than any person may: CAFE_RATE_LIMIT=0, the documented switch for load tests."""

    ideas_each: int = 0


def saturation(arguments: argparse.Namespace) -> Iterator[Case]:
    """As fast as it goes."""
    yield Case(
        f"saturation, {arguments.phones} phones", arguments.phones,
        lambda server, herd: scenarios.saturation(server, herd, arguments.seconds), limits=False,
    )  # fmt: skip


def steady(arguments: argparse.Namespace) -> Iterator[Case]:
    """100 posts a second, in a hall of this size and in the largest."""
    for phones in dict.fromkeys((arguments.phones, arguments.many)):
        yield Case(
            f"steady {arguments.rate:g} posts/s, {phones} phones", phones,
            lambda server, herd: scenarios.steady(server, herd, 2 * arguments.seconds, arguments.rate),
        )  # fmt: skip


def step(arguments: argparse.Namespace) -> Iterator[Case]:
    """The lead's steps."""
    yield Case(
        f"event-wide steps, {arguments.herd} phones", arguments.herd,
        lambda server, herd: scenarios.step(server, herd, STEPS), started=False,
    )  # fmt: skip


def cold(arguments: argparse.Namespace) -> Iterator[Case]:
    """A server that has just started."""
    yield Case(f"cold start, {arguments.herd} phones", arguments.herd, scenarios.cold, ideas_each=IDEAS_EACH)


def cost(arguments: argparse.Namespace) -> Iterator[Case]:
    """What a delivery costs in a small hall and in the largest."""
    for phones in (arguments.few, arguments.many):
        yield Case(
            f"cost, {phones} phones", phones,
            lambda server, herd: scenarios.saturation(server, herd, arguments.seconds), limits=False,
        )  # fmt: skip


def memory(arguments: argparse.Namespace) -> Iterator[Case]:
    """Connected phones."""
    yield Case(f"memory, {arguments.herd} phones", arguments.herd, scenarios.memory)


def ladder(arguments: argparse.Namespace) -> Iterator[Case]:
    """Latency against load."""
    for rate in LADDER:
        play = partial(scenarios.steady, seconds=arguments.seconds, rate=rate)
        yield Case(f"ladder {rate} posts/s, {arguments.phones} phones", arguments.phones, play, limits=False)


SCENARIOS = {each.__name__: each for each in (saturation, steady, step, cold, cost, memory, ladder)}


def main() -> None:
    """Measures, prints a table, and writes what was asked for."""
    arguments = parsed()
    results: list[dict[str, object]] = []
    troubles: list[str] = []
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        for index, case in enumerate(case for name in arguments.scenario for case in SCENARIOS[name](arguments)):
            for name in arguments.servers:
                print(f"… {case.title}: {name}", file=sys.stderr, flush=True)
                try:
                    figures = measured(case, name, Path(folder) / f"{index}-{name}", arguments)
                except Broken as trouble:
                    troubles.append(f"{case.title}: {trouble}")
                    print(f"  FAILED: {trouble}", file=sys.stderr, flush=True)
                    continue
                results.append({"case": case.title, "server": name, "phones": case.phones, **figures})
                print(f"  {table.line(figures)}", file=sys.stderr, flush=True)
    print(table.drawn(results))
    if arguments.json:
        arguments.json.write_text(json.dumps({"results": results, "failed": troubles}, indent=1) + "\n")
    if troubles:
        sys.exit("\n".join(["NOT EVERYTHING ARRIVED AS IT SHOULD:", *troubles]))


def measured(case: Case, name: str, folder: Path, arguments: argparse.Namespace) -> Figures:
    """One case with one server."""
    port = arguments.port or free_port()
    with serving(
        name, folder, port, case.phones, ideas_each=case.ideas_each, started=case.started, limits=case.limits,
        deflate=arguments.deflate,
    ) as server:  # fmt: skip
        herd = Herd(port, server.dialect, deflate=arguments.deflate)
        try:
            return case.play(server, herd)
        finally:
            herd.close()


def some(known: Sequence[str], words: str) -> list[str]:
    """The words in a list with commas. Raises ValueError for one that is not known."""
    return [known[known.index(word)] for word in words.split(",")]


def parsed() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__.splitlines()[0])
    parser.add_argument("--servers", type=partial(some, SERVERS), default=SERVERS, help="some of ours,node,naive")
    parser.add_argument(
        "--scenario",
        type=partial(some, list(SCENARIOS)),
        default=list(SCENARIOS),
        help=f"some of {','.join(SCENARIOS)}",
    )
    parser.add_argument("--phones", type=int, default=500)
    parser.add_argument("--few", type=int, default=100, help="the small hall of cost")
    parser.add_argument("--many", type=int, default=2000, help="the largest hall, of steady and cost")
    parser.add_argument("--herd", type=int, default=1000, help="phones of step, cold and memory")
    parser.add_argument("--seconds", type=float, default=10.0, help="measured time of a case")
    parser.add_argument("--rate", type=float, default=100.0, help="posts per second of steady")
    parser.add_argument("--deflate", action="store_true", help="offer permessage-deflate, as browsers do")
    parser.add_argument("--port", type=int, help="of the server under test; a free one otherwise")
    parser.add_argument("--folder", type=Path, help="where databases lie; a disk, not memory")
    parser.add_argument("--json", type=Path, help="write the figures here")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""Whether phones wait longer for their acknowledgements while seats are being searched for, and how long a plan takes.

python -m bench.beside_planning [--phones 100] [--rate 25] [--seconds 15] [--rounds 4]

As bench.beside_exports: windows without and with a search follow each other in turn on one server. In the windows with,
a lead asks for plans of all rounds, one after the other, and notes how long after her request each was done.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from bench.beside_exports import BREATH_SECONDS, Window, figures, measure, options, post
from bench.load.hall import Furnishing
from bench.load.herd import Herd
from bench.load.scenarios import CONNECT_SECONDS, Posts
from bench.load.servers import House


@dataclass(slots=True)
class Searching(Window):
    """What was waited beside searches, and the seconds from a press to its plan."""

    plans: list[float] = field(default_factory=list)


def main() -> None:
    """Measures and prints both, and their ratio."""
    asked = options()
    plain, beside = Window(), Searching()
    furnishing = Furnishing(asked.phones)
    with (
        tempfile.TemporaryDirectory() as folder,
        House(Path(folder)).serving("ours", furnishing, limits=False, port=asked.port) as server,
    ):
        herd = Herd(server.port, server.dialect)
        posts = Posts(server.dialect)
        herd.answered = posts.take
        herd.connect(server.people.everybody, CONNECT_SECONDS)
        post(server, herd, posts, asked.rate, BREATH_SECONDS)
        for _ in range(asked.rounds):
            measure(plain, server, herd, posts, asked)
            with tempfile.TemporaryFile() as said:
                command = [sys.executable, "-m", "bench.lead", str(server.port), server.people.lead.token]
                planning = subprocess.Popen(command, stdout=said)
                measure(beside, server, herd, posts, asked)
                if planning.poll() is not None:
                    sys.exit("no plan could be asked for")
                planning.kill()
                planning.wait()
                said.seek(0)
                beside.plans += [float(line) for line in said.read().split()]
            herd.rest(BREATH_SECONDS)
        herd.close()
    tell(plain, beside, asked)


def tell(plain: Window, beside: Searching, asked: argparse.Namespace) -> None:
    """Both, in milliseconds, and how many times as long one waits beside a search."""
    print(f"{'':22} {'posts':>6} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'mean ms':>8}")
    rows = [figures(plain), figures(beside)]
    for name, told, window in zip(("alone", "beside a search"), rows, (plain, beside), strict=True):
        print(f"{name:22} {len(window.waits):6} " + " ".join(f"{value:8.2f}" for value in told))
    print(f"{'times as long':22} {'':6} " + " ".join(f"{b / a:8.2f}" for a, b in zip(*rows, strict=True)))
    longest, middle = max(beside.plans), statistics.median(beside.plans)
    told = f"{len(beside.plans)} plans of {asked.phones} people"
    print(f"{told}: done after {middle:.1f} s (median), {longest:.1f} s at most")


if __name__ == "__main__":
    main()

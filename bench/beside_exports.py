"""Whether phones wait longer for their acknowledgements while the package is being made.

python -m bench.beside_exports [--phones 100] [--rate 25] [--seconds 20] [--rounds 4]

One server, one hall with 2,000 ideas, one run: windows without and with an export follow each other in turn, so that
whatever else the machine does falls on both. In the windows with, another process asks for the package again and again
(each is a new one, since posts go on); as long as one is in hand, the acknowledgements count.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.load.hall import Furnishing
from bench.load.herd import Herd
from bench.load.scenarios import ANSWER_SECONDS, CONNECT_SECONDS, Posts, share
from bench.load.servers import House, Running

IDEAS_EACH = 20
BREATH_SECONDS = 2.0

FETCH = """
import sys, urllib.request
address, token, fetched = sys.argv[1], sys.argv[2], 0
while True:
    wanted = urllib.request.Request(address, headers={"Cookie": f"cafe_lead={token}"})
    with urllib.request.urlopen(wanted, timeout=120) as answer:
        assert answer.read(2) == b"PK"
        while answer.read(1 << 20):
            pass
    fetched += 1
    print(fetched, flush=True)
"""


@dataclass(slots=True)
class Window:
    """What was waited in one kind of window, and how many packages were made meanwhile."""

    waits: list[float] = field(default_factory=list)
    packages: int = 0


def main() -> None:
    """Measures and prints both, and their ratio."""
    asked = options()
    plain, beside = Window(), Window()
    with tempfile.TemporaryDirectory() as folder:
        furnishing = Furnishing(asked.phones, ideas_each=IDEAS_EACH)
        with House(Path(folder)).serving("ours", furnishing, limits=False, port=asked.port) as server:
            herd = Herd(server.port, server.dialect)
            posts = Posts(server.dialect)
            herd.answered = posts.take
            herd.connect(server.people.everybody, CONNECT_SECONDS)
            post(server, herd, posts, asked.rate, BREATH_SECONDS)
            for _ in range(asked.rounds):
                measure(plain, server, herd, posts, asked)
                with tempfile.TemporaryFile() as said:
                    address = f"http://127.0.0.1:{server.port}/export/package.zip"
                    fetching = subprocess.Popen(
                        [sys.executable, "-c", FETCH, address, server.people.lead.token], stdout=said
                    )
                    herd.rest(BREATH_SECONDS)
                    measure(beside, server, herd, posts, asked)
                    if fetching.poll() is not None:
                        sys.exit("the package could not be fetched")
                    fetching.kill()
                    fetching.wait()
                    said.seek(0)
                    beside.packages += len(said.read().split())
                herd.rest(BREATH_SECONDS)
            herd.close()
    tell(plain, beside)


def measure(window: Window, server: Running, herd: Herd, posts: Posts, asked: argparse.Namespace) -> None:
    """One window: the phones post in turn at a steady pace."""
    before = len(posts.waits)
    post(server, herd, posts, asked.rate, asked.seconds)
    window.waits += posts.waits[before:]


def post(server: Running, herd: Herd, posts: Posts, rate: float, seconds: float) -> None:
    """So many posts a second for so long; all are answered when this returns."""
    turns = server.people.phones[:]
    random.Random(len(posts.waits)).shuffle(turns)
    began = time.perf_counter()
    for index in range(int(seconds * rate)):
        while (left := began + index / rate - time.perf_counter()) > 0:
            herd.turn(left)
        phone = turns[index % len(turns)]
        herd.until(partial(posts.answered, phone), ANSWER_SECONDS, "a phone's last post is not answered")
        posts.send(herd, phone)
    herd.until(lambda: not posts.open, ANSWER_SECONDS, "posts have not been answered")


def tell(plain: Window, beside: Window) -> None:
    """Both, in milliseconds, and how many times as long one waits beside exports."""
    print(f"{'':22} {'posts':>6} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'mean ms':>8}")
    rows = {name: figures(window) for name, window in (("alone", plain), ("beside exports", beside))}
    for (name, told), window in zip(rows.items(), (plain, beside), strict=True):
        print(f"{name:22} {len(window.waits):6} " + " ".join(f"{value:8.2f}" for value in told))
    ratios = [with_export / alone for alone, with_export in zip(*rows.values(), strict=True)]
    print(f"{'times as long':22} {'':6} " + " ".join(f"{value:8.2f}" for value in ratios))
    print(f"packages made meanwhile: {beside.packages}")


def figures(window: Window) -> tuple[float, ...]:
    """Median, 95th and 99th of a hundred, mean."""
    return (*(share(window.waits, level) for level in (0.5, 0.95, 0.99)), 1000 * sum(window.waits) / len(window.waits))


def options() -> argparse.Namespace:
    """What can be chosen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=100)
    parser.add_argument("--rate", type=float, default=25)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--port", type=int)
    return parser.parse_args()


if __name__ == "__main__":
    main()

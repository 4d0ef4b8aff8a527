"""python -m bench.printing [--people 100] [--tables 25]: how long the print pack takes, from Roster to PDF.

Each part is drawn by a process of its own, as the server does it: start of Python, typefaces and codes included.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Sequence

import msgspec

from cafe.domain.roster import Paper, Part, Roster
from scripts.poppler import required
from scripts.served import ROOT
from tests.printing.cast import hall

KIB_PER_MIB = 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Draws the whole pack and each of its parts, and prints a table."""
    asking = argparse.ArgumentParser("python -m bench.printing", description=__doc__)
    asking.add_argument("--people", type=int, default=100)
    asking.add_argument("--tables", type=int, default=25)
    asked = asking.parse_args(arguments)
    known = hall(people=asked.people, tables=asked.tables, spares=16)
    print(f"{asked.people} people, {asked.tables} tables")
    print(f"{'part':10} {'pages':>6} {'seconds':>8} {'kB':>7}")
    for part in ("all", *Part):
        seconds, pdf = drawn(known, part)
        print(f"{part:10} {pages(pdf):6} {seconds:8.2f} {len(pdf) / 1000:7.0f}")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KIB_PER_MIB
    print(f"largest process: {most:.0f} MiB")


def drawn(known: Roster, part: str, paper: Paper = Paper.A4) -> tuple[float, bytes]:
    """One file, and how long it took."""
    call = [sys.executable, "-m", "cafe.printing", part, "--paper", paper, "--language", "de"]
    begun = time.perf_counter()
    done = subprocess.run(call, input=msgspec.json.encode(known), capture_output=True, check=True, cwd=ROOT)
    return time.perf_counter() - begun, done.stdout


def pages(pdf: bytes) -> int:
    """How many pages a file has."""
    said = subprocess.run([required("pdfinfo"), "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return next(int(line.split()[1]) for line in said.splitlines() if line.startswith("Pages:"))


if __name__ == "__main__":
    main()

"""How long each document takes, and how much memory, for a large café and for a very large one.

python -m bench.documents [NAME …]    e.g. pdf word; all forms otherwise

Each is drawn as the server draws it: `python -m cafe.export NAME < report.json`, in a process of its own. The times are
whole processes, start and all, best of three; the memory is the most that was resident at once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cafe.export import json_format
from cafe.export.formats import FORMATS
from tests.export.large import large

SIZES = ((2_000, 60, 40), (10_000, 120, 100))
"""Ideas, themes, measures."""

RUNS = 3


def main(names: list[str]) -> None:
    """Print a row for each size and form."""
    print(f"{'ideas':>6} {'themes':>6} {'measures':>8} {'form':12} {'seconds':>8} {'MiB':>6} {'file, kB':>9}")
    for size in SIZES:
        report = json_format.compact(large(*size))
        for name in names or list(FORMATS):
            runs = [drawn(name, report) for _ in range(RUNS)]
            seconds = min(run[0] for run in runs)
            print(
                f"{size[0]:6} {size[1]:6} {size[2]:8} {name:12} {seconds:8.1f} {max(run[1] for run in runs):6.0f} "
                f"{runs[0][2] / 1000:9.0f}",
                flush=True,
            )


def drawn(name: str, report: bytes) -> tuple[float, float, int]:
    """Seconds, MiB and bytes of one document; ends with what the process said if it failed."""
    with tempfile.TemporaryDirectory() as folder:
        asked, made = Path(folder) / "report.json", Path(folder) / "made"
        asked.write_bytes(report)
        began = time.perf_counter()
        with asked.open("rb") as data, made.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "cafe.export", name], stdin=data, stdout=file, stderr=subprocess.DEVNULL
            )
            _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{name} failed with {process.returncode}")
        return time.perf_counter() - began, used.ru_maxrss / 1024, made.stat().st_size


if __name__ == "__main__":
    main(sys.argv[1:])

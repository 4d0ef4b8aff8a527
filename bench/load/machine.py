"""On what it was measured: figures from two machines can be compared by their ratios only."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from bench.load.servers import node

WRITES = 100
PAGE = b"\0" * 4096


def facts(folder: Path) -> dict[str, str | float]:
    """Processors, versions, how busy it was before we came, and what a durable write to `folder`'s disk takes."""
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    said = subprocess.run([node(), "--version"], capture_output=True, text=True, check=True).stdout
    return {
        "processors": f"{os.cpu_count()} × {models[0].partition(':')[2].strip() if models else platform.machine()}",
        "kernel": platform.release(),
        "python": platform.python_version(),
        "node": said.strip().lstrip("v"),
        "busy_before": os.getloadavg()[0],
        "durable_write_ms": round(durable_write_ms(folder), 3),
    }


def durable_write_ms(folder: Path) -> float:
    """Median of some page writes, each followed by fdatasync, as SQLite does it."""
    waits: list[float] = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(WRITES):
            began = time.perf_counter()
            os.pwrite(file.fileno(), PAGE, 0)
            os.fdatasync(file.fileno())
            waits.append(time.perf_counter() - began)
    return 1000 * statistics.median(waits)

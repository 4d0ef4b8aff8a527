"""Starts each server on a fresh database, and reads from the kernel what it costs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.load import hall
from bench.load.dialects import DIALECTS, Dialect
from scripts.node import find, in_environment
from scripts.served import ROOT, free_port

HERE = Path(__file__).resolve().parent
START_SECONDS = 30
SEATING = "seating.json"
KEPT_SECONDS = 1800
"""A furnished hall can be used this long: its round lasts 90 minutes."""

TICKS = os.sysconf("SC_CLK_TCK")
NODE_WITH_SQLITE = (22, 13)
"""From here on node:sqlite needs no flag."""


@dataclass(slots=True)
class Running:
    """One server at work."""

    dialect: Dialect
    port: int
    pid: int
    people: hall.Hall

    def cpu_seconds(self) -> float:
        """Processor time of the server and its children so far."""
        return sum(ticks(pid) for pid in family(self.pid)) / TICKS

    def memory_kb(self) -> int:
        """Memory of the server and its children that would be free again without them (PSS)."""
        return sum(pss_kb(pid) for pid in family(self.pid))


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds between two moments: on the clock, and of processors."""

    clock: float
    server: float
    load: float
    others: float

    def shares(self) -> dict[str, float]:
        """How many processors each kept busy. Where others take much, speeds mean little."""
        return {
            "server_cpu_share": self.server / self.clock,
            "load_cpu_share": self.load / self.clock,
            "others_cpu_share": self.others / self.clock,
        }


class Meter:
    """Runs from when it is made until it is stopped."""

    def __init__(self, server: Running) -> None:
        self._server = server
        self._before = self._read()

    def stop(self) -> Spent:
        """What was spent since."""
        clock, server, load, machine = (now - then for now, then in zip(self._read(), self._before, strict=True))
        return Spent(clock, server, load, max(0.0, machine - server - load))

    def _read(self) -> tuple[float, float, float, float]:
        return time.perf_counter(), self._server.cpu_seconds(), time.process_time(), machine_seconds()


class House:
    """Where servers are started: a folder on disk with a furnished database of each kind, copied for each run."""

    def __init__(self, folder: Path, halls: Path | None = None) -> None:
        self._folder = folder
        self._halls = halls or folder
        self._runs = 0

    @contextmanager
    def serving(
        self, name: str, wanted: hall.Furnishing, *, limits: bool = True, deflate: bool = False, port: int | None = None
    ) -> Iterator[Running]:
        """A server with its hall, stopped at the end. Raises RuntimeError with its log if it does not start."""
        self._runs += 1
        folder = self._folder / f"run-{self._runs}"
        port = port or free_port()
        environ = os.environ | {"PYTHONWARNINGS": "ignore"} | ({"DEFLATE": "1"} if deflate else {})
        if name == "ours":
            seating = self._cafe(wanted, folder)
            command = [sys.executable, "wsgi.py"]
            environ |= {"CAFE_INSTANCE": str(folder), "PORT": str(port), "HOST": "127.0.0.1"}
            environ |= {} if limits else {"CAFE_RATE_LIMIT": "0"}
        else:
            folder.mkdir()
            seating = hall.plain(wanted.phones)
            program = [str(node()), "node_server.mjs"] if name == "node" else [sys.executable, "naive_server.py"]
            command = [program[0], str(HERE / program[1]), str(port), str(folder / "cafe.sqlite")]
        with (folder / "server.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
        try:
            wait(process, port, folder / "server.log")
            if name != "ours":
                hall.furnish(folder / "cafe.sqlite", wanted)
            yield Running(DIALECTS[name], port, process.pid, seating.hall())
        finally:
            process.kill()
            process.wait()
            shutil.rmtree(folder)

    def _cafe(self, wanted: hall.Furnishing, folder: Path) -> hall.Seating:
        """The café's instance for one run; 2,000 people come in through the gate once only."""
        kept = self._halls / f"hall-{wanted.phones}-{wanted.ideas_each}-{wanted.started}-{wanted.spare}"
        if not (kept / SEATING).exists() or time.time() - (kept / SEATING).stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(kept, ignore_errors=True)
            (kept / SEATING).write_text(json.dumps(asdict(hall.cafe(kept, wanted))))
        shutil.copytree(kept, folder)
        return hall.Seating(**json.loads((kept / SEATING).read_text()))


def wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until it answers."""
    deadline = time.monotonic() + START_SECONDS
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the server did not start:\n{log.read_text()}")
        time.sleep(0.1)


def answers(port: int) -> bool:
    """Whether somebody is there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def node() -> Path:
    """A Node with SQLite in it: the machine's own, or the one that requirements-node.txt pins."""
    for found in (find(), in_environment()):
        if found and version(found.node) >= NODE_WITH_SQLITE:
            return found.node
    sys.exit(
        f"Node {'.'.join(map(str, NODE_WITH_SQLITE))} or newer is missing (node:sqlite). "
        "Run: .venv/bin/python -m pip install --require-hashes -r requirements-node.txt"
    )


def version(program: Path) -> tuple[int, ...]:
    """(major, minor)."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in said.lstrip("v").split(".")[:2])


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(grandchild for child in children for grandchild in family(int(child)))]


def ticks(pid: int) -> int:
    """User and system time of a process with all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def machine_seconds() -> float:
    """Processor time of everything that has run on this machine, idling and waiting for disks left out."""
    user, nice, system, _idle, _waiting, irq, soft, *_ = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return sum(map(int, (user, nice, system, irq, soft))) / TICKS


def pss_kb(pid: int) -> int:
    """Proportional set size."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise LookupError(pid)

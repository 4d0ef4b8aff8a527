"""A renderer's process: it can compute and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

REACHING = {
    "the network": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "a name on the network": "import socket; socket.getaddrinfo('localhost', 80)",
    "another program": "import subprocess; subprocess.run(['true'])",
    "a shell": "import os; os.system('true')",
    "a file to write": "open('{path}', 'w')",
    "a file to change": "open('{path}', 'r+')",
    "a database": "import sqlite3; sqlite3.connect(':memory:')",
}


def run(act: str) -> subprocess.CompletedProcess[bytes]:
    make = f"def make(a, d):\n    {act}\n    return b'done'"
    program = f"import sys\nfrom cafe import confined\n{make}\nsys.exit(confined.main(make))"
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, input=b"", capture_output=True, check=False)


@pytest.mark.parametrize("what", REACHING)
def test_a_renderer_that_reaches_for_more_than_its_report_fails(what: str, tmp_path: Path) -> None:
    there = tmp_path / "there.txt"
    there.write_text("")
    ended = run(REACHING[what].format(path=there))
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr.startswith(b"failed NotForRenderers ")


def test_a_renderer_that_only_computes_is_let_be() -> None:
    ended = run("import json, zipfile, decimal")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"done", b"")


def test_a_renderer_is_the_least_urgent_process_and_cannot_take_all_memory() -> None:
    ended = run("import os; assert os.nice(0) == 19; bytearray(3 << 30)")
    assert ended.stderr.startswith(b"failed MemoryError ")

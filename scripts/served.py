"""A café server of its own, on a free port and an empty folder: for pictures, browser tests and benchmarks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 30
STOP_SECONDS = 10


@dataclass(slots=True)
class Served:
    """A running server."""

    instance: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        """What it runs with."""
        own = {
            "CAFE_INSTANCE": str(self.instance), "PORT": str(self.port), "HOST": "127.0.0.1",
            "CAFE_PUBLIC_URL": self.url,
        }  # fmt: skip
        return {**os.environ, "PYTHONWARNINGS": "ignore", **own, **self.settings}

    @property
    def log(self) -> str:
        """What it has said so far."""
        return (self.instance / "server.log").read_text()

    def launch(self) -> None:
        """Starts it, and does not wait."""
        with (self.instance / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "wsgi.py"], cwd=ROOT, env=self.environ, stdout=log, stderr=log
            )

    def start(self) -> None:
        """Starts it and waits until it answers. Raises RuntimeError with its log if it does not."""
        self.launch()
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{self.log}")
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether it is there."""
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=1) as response:  # noqa: S310 - our own server
                return bool(response.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        """Asks it to go, and waits."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """Power off, as far as the process is concerned."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def flask(self, *arguments: str) -> str:
        """Runs `flask cafe …` with this server's database; returns what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "cafe", *arguments], cwd=ROOT, env=self.environ, text=True,
            capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def served(instance: Path, **settings: str) -> Iterator[Served]:
    """A migrated, running server in that folder; stopped at the end."""
    server = Served(instance, free_port(), settings)
    instance.mkdir(parents=True, exist_ok=True)
    server.flask("migrate")
    server.start()
    try:
        yield server
    finally:
        server.stop()

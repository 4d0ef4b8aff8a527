"""Where documents are made: a process each, few at once, the least urgent on the machine, while the café goes on.

Whoever wants a document places an order (bytes in) and holds a ticket for it; the same order in two hands is made
once. When nobody holds a ticket any more, or nobody has asked for a while, the process is ended. Orders and results
lie in files without a name, which vanish with their last use, even if this server is killed: nothing can be left
behind. Waiting is `time.sleep`, so under eventlet, which patches it, everybody else goes on.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import structlog

log = structlog.get_logger(__name__)

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = max(1, min(3, (os.cpu_count() or 1) - 1))
"""Processes that draw at the same time: one core stays with the café."""
ORDERS = 40
"""Orders that are known at a time, made or not."""
SECONDS = 300.0
"""For one document, in all."""
PATIENCE_SECONDS = 30.0
"""An order nobody asks after for so long is given up: the page is closed."""
KEPT_SECONDS = 600.0
"""How long a document that is ready can be fetched again."""
KEPT_BYTES = 256 << 20
LOOK_SECONDS = 0.05
KEEP_LOOK_SECONDS = 0.5
"""How often a running process is looked at, and a document that is ready."""
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the data of an order are got: by a process of their own, which may know what the one that sets them may not.

    `state` says of what they are drawn: the same state gives the same data.
    """

    module: str
    arguments: tuple[str, ...]
    environment: dict[str, str]
    state: str


class Busy(Exception):  # noqa: N818 - a state of the world, not a bug
    """Too many documents are being made."""


class Job:
    """One order. `state` is waiting, working, ready, failed or cancelled; the last three are for good."""

    def __init__(self, module: str, arguments: Sequence[str], data: bytes | Drawing) -> None:
        self.command = (module, *arguments)
        self._drawing = data if isinstance(data, Drawing) else None
        self.state = "waiting"
        self.tickets: set[str] = set()
        self.asked_at = time.monotonic()
        self.size = 0
        self.said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the job is dropped
        self.made: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._order: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        if isinstance(data, bytes):
            self._order.write(data)
            self._order.flush()

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ("ready", "failed", "cancelled")

    @property
    def is_wanted(self) -> bool:
        """Whether somebody holds a ticket and has asked after it lately."""
        return bool(self.tickets) and time.monotonic() - self.asked_at < PATIENCE_SECONDS

    @property
    def is_kept(self) -> bool:
        """Whether, once it is over, somebody may still come for it."""
        seconds = KEPT_SECONDS if self.state == "ready" else PATIENCE_SECONDS
        return self.state != "cancelled" and bool(self.tickets) and time.monotonic() - self.asked_at < seconds

    def progress(self) -> tuple[int, int, str]:
        """Parts drawn, parts in all, and the one in hand, as the process says; (0, 0, "") before it has."""
        if self.said.closed:
            return (0, 0, "")
        lines = os.pread(self.said.fileno(), CHUNK, 0).decode(errors="replace").splitlines()
        told = [line.split() for line in lines if line.startswith("progress ")]
        return (int(told[-1][1]), int(told[-1][2]), told[-1][3]) if told else (0, 0, "")

    def wait(self, is_gone: Callable[[], bool] = lambda: False) -> None:
        """Until it is over, or whoever waits `is_gone`."""
        while not self.is_over and not is_gone():
            self.asked_at = time.monotonic()
            time.sleep(LOOK_SECONDS)

    def chunks(self) -> Iterator[bytes]:
        """The document. It stays readable to whoever has begun, also when the workshop drops it meanwhile."""
        return read_through(os.fdopen(os.dup(self.made.fileno()), "rb"))

    def make(self, bench: threading.Semaphore) -> None:
        """Waits for a place at the bench, then runs the process to its end."""
        while not bench.acquire(blocking=False):
            if not self.is_wanted:
                return self.close("cancelled")
            time.sleep(LOOK_SECONDS)
        try:
            if self.is_wanted:
                self.state = "working"
                self._run()
            else:
                self.close("cancelled")
        except OSError as error:
            log.error("document_failed", what=" ".join(self.command), why=type(error).__name__)
            self.close("failed")
        finally:
            bench.release()

    def _run(self) -> None:
        """The data, if they are still to be drawn, then the document."""
        begun, drawing = time.monotonic(), self._drawing
        if drawing is not None:
            environment = {**surroundings(), "PYTHONPATH": str(ROOT), **drawing.environment}
            if not self._ended_well((drawing.module, *drawing.arguments), environment, Path.cwd(), None, self._order):
                return
        self._order.seek(0)
        if self._ended_well(self.command, surroundings(), ROOT, self._order, self.made):
            self._order.close()
            self.size, self.asked_at = os.fstat(self.made.fileno()).st_size, time.monotonic()
            self.state = "ready"
            seconds = round(self.asked_at - begun, 2)
            log.info("document_made", what=" ".join(self.command), bytes=self.size, seconds=seconds)

    def _ended_well(
        self, command: Sequence[str], environment: dict[str, str], folder: Path,
        what: IO[bytes] | None, into: IO[bytes],
    ) -> bool:  # fmt: skip
        """One process: no shell, no secrets it need not know, ended when it is late or nobody wants it any more."""
        process = subprocess.Popen(  # noqa: S603 - our own module; what people typed comes on stdin
            [sys.executable, "-m", *command], cwd=folder, env=environment,
            stdin=what or subprocess.DEVNULL, stdout=into, stderr=self.said,
        )  # fmt: skip
        begun = time.monotonic()
        try:
            while process.poll() is None:
                late = time.monotonic() - begun > SECONDS
                if late or not self.is_wanted:
                    self.close("failed" if late else "cancelled")
                    return False
                time.sleep(LOOK_SECONDS)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
        if process.returncode:
            log.error("document_failed", what=" ".join(command), why=self._last_words() or process.returncode)
            self.close("failed")
        return process.returncode == 0

    def _last_words(self) -> str:
        """What the process said of its failure: a kind and places in the code (see cafe/confined.py)."""
        lines = os.pread(self.said.fileno(), CHUNK, 0).decode(errors="replace").splitlines()
        return next((line for line in reversed(lines) if line.startswith("failed ")), "")

    def close(self, state: str) -> None:
        """The end of it; an unfinished document is gone with its file."""
        self.state = state
        for file in (self.said, self.made, self._order):
            file.close()


def read_through(file: IO[bytes]) -> Iterator[bytes]:
    """From the beginning, whatever others read of the same file; closes it."""
    with file:
        at = 0
        while chunk := os.pread(file.fileno(), CHUNK, at):
            at += len(chunk)
            yield chunk


def surroundings() -> dict[str, str]:
    """The environment of the process: neither secret key nor database."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}


class Workshop:
    """All orders of this server."""

    def __init__(self) -> None:
        self._bench = threading.Semaphore(AT_ONCE)
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def order(self, owner: int, module: str, arguments: Sequence[str], data: bytes | Drawing) -> str:
        """Has `python -m module arguments` make a document of `data`, which may be still to be drawn; the ticket.

        `owner` is the event: a ticket opens nothing for another one's staff. Raises Busy.
        """
        content = data.state.encode() if isinstance(data, Drawing) else data
        key = hashlib.sha256("\0".join((str(owner), module, *arguments, "")).encode() + content).hexdigest()
        ticket = f"{owner}-{secrets.token_urlsafe(16)}"
        with self._lock:
            job = known = self._jobs.get(key)
            if job is None or job.state in ("failed", "cancelled"):
                if len(self._jobs) >= ORDERS:
                    raise Busy
                job = self._jobs[key] = Job(module, arguments, data)
            job.tickets.add(ticket)
            job.asked_at = time.monotonic()
            if job is not known:
                threading.Thread(target=self._serve, args=(key, job), daemon=True).start()
        return ticket

    def find(self, owner: int, ticket: str) -> Job | None:
        """The order of this owner that the ticket is for, if it is still known; looking keeps it alive."""
        with self._lock:
            known = self._jobs.values() if ticket.startswith(f"{owner}-") else ()
            job = next((job for job in known if ticket in job.tickets), None)
        if job is not None:
            job.asked_at = time.monotonic()
        return job

    def cancel(self, ticket: str) -> None:
        """Gives a ticket back. A document nobody else waits for is not made, and one that is ready is dropped."""
        with self._lock:
            for job in self._jobs.values():
                job.tickets.discard(ticket)

    def _serve(self, key: str, job: Job) -> None:
        """An order's whole life: made, kept for those who may fetch it, dropped."""
        try:
            job.make(self._bench)
        finally:
            if not job.is_over:  # whatever went wrong, nobody waits for ever
                job.close("failed")
        while job.is_kept and not self._is_too_much(job):
            time.sleep(KEEP_LOOK_SECONDS)
        with self._lock:
            job.close("cancelled")
            if self._jobs.get(key) is job:
                del self._jobs[key]

    def _is_too_much(self, job: Job) -> bool:
        """Whether this document and those asked after more lately fill more room than there is."""
        ready = [one for one in list(self._jobs.values()) if one.state == "ready"]
        return job.state == "ready" and sum(one.size for one in ready if one.asked_at >= job.asked_at) > KEPT_BYTES

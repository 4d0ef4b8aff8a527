"""What a process of its own does before it draws a document, and how it talks to the server that started it.

Bytes in on stdin, the document out on stdout, progress as lines on stderr. The process is the least important one on
the machine, ends with its parent, and is refused what a renderer has no business with: the network, other programs,
and files to write. Standard library only, so that it starts quickly.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

try:
    import resource
except ImportError:  # Windows: without these limits
    resource = None  # type: ignore[assignment]

LEAST_URGENT: Final = 19
CPU_SECONDS: Final = 120
MEMORY_BYTES: Final = 2 << 30
"""Of its own data: twice what the PDF of ten thousand ideas needs. No text shall make a renderer take all there is."""

DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG
REFUSED_TO_RENDERERS: Final = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen", "os.system",
    "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "sqlite3.connect", "os.remove", "os.rename", "os.mkdir",
)  # fmt: skip
WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

Make = Callable[[Sequence[str], bytes], bytes]
"""Arguments and what came on stdin → the document."""


class NotForRenderers(Exception):  # noqa: N818 - a no, said aloud
    """A renderer reached for the network, another program or a file to write."""


def main(make: Make) -> int:
    """Run one renderer from start to end; returns the exit status.

    If it fails, stderr says what kind of fault and where in our code, never with which words: they are people's.
    """
    data, arguments = sys.stdin.buffer.read(), sys.argv[1:]
    confine()
    try:
        document = make(arguments, data)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames))
        say(f"failed {type(error).__name__} {where}")
        return 1
    sys.stdout.buffer.write(document)
    sys.stdout.buffer.flush()
    return 0


def progress(done: int, of: int, part: str) -> None:
    """Tells the server that `done` of `of` parts are drawn, and which comes next."""
    say(f"progress {done} {of} {part}")


def say(line: str) -> None:
    """One line to the server, at once."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def confine() -> None:
    """Steps back, and shuts the doors. There is no way back for this process."""
    step_back()
    sys.dont_write_bytecode = True  # what is imported from here on is not kept
    sys.addaudithook(refuse)


def step_back() -> None:
    """Lowers urgency and limits, and ends with the server."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if hasattr(os, "nice"):
        os.nice(LEAST_URGENT)
    if hasattr(os, "SCHED_IDLE"):  # niceness alone still lets it finish its turn while a phone's post waits
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    if resource is not None:
        lower(resource.RLIMIT_CPU, CPU_SECONDS)
        lower(resource.RLIMIT_DATA, MEMORY_BYTES)
        lower(resource.RLIMIT_CORE, 0)  # a dump would be people's words on a disk


def lower(limit: int, wanted: int) -> None:
    """A limit that holds for this process; one that was tighter stays."""
    _, hard = resource.getrlimit(limit)
    wanted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(limit, (wanted, wanted))


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Raises NotForRenderers for what a renderer must not do."""
    if event in REFUSED_TO_RENDERERS or (event == "open" and arguments[2] & WRITING):
        raise NotForRenderers(event)

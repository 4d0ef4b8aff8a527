"""How the server writes its log: a line an event, no local variables in tracebacks, so no secret and nobody's text."""

from __future__ import annotations

import contextlib
import sys
from typing import Any, TextIO

import structlog


class Forgiving:
    """A stream that lets go of what it cannot write: a full disk under the log must not stop the café above it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Writes it, or doesn't."""
        with contextlib.suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """As far as it goes."""
        with contextlib.suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def forgive() -> None:
    """From here on, no line of the log and no traceback of a library can fail."""
    sys.stdout, sys.stderr = Forgiving(sys.stdout), Forgiving(sys.stderr)


def configure() -> None:
    """Sets structlog up, once per process."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
    )

"""How the server writes its log: a line an event, no local variables in tracebacks, so no secret and nobody's text."""

from __future__ import annotations

import structlog


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

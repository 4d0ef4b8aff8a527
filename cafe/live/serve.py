"""The server process: listens, serves, and goes quietly."""

from __future__ import annotations

import signal
import sys
from typing import Any

import eventlet
import eventlet.wsgi
import structlog
from flask import Flask

from cafe.settings import Settings

log = structlog.get_logger(__name__)

BACKLOG = 2_048
HEADER_BYTES = 16_384


def serve(app: Flask, settings: Settings, close: Any) -> None:
    """Serves until SIGTERM or Ctrl-C, then closes the door and the store. No access log: it would hold addresses."""
    listener = eventlet.listen((settings.host, settings.port), backlog=BACKLOG, reuse_port=False)
    stopping = eventlet.event.Event()

    def stop(*_: object) -> None:
        if not stopping.ready():
            eventlet.spawn_after(0, lambda: stopping.ready() or stopping.send())

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)
    server = eventlet.spawn(
        eventlet.wsgi.server,
        listener,
        app,
        max_size=settings.max_connections,
        log_output=False,
        debug=False,
        keepalive=75,
        socket_timeout=75,
        url_length_limit=HEADER_BYTES,
    )
    stopping.wait()
    listener.close()
    server.kill()
    close()
    log.info("stopped")
    sys.stdout.flush()

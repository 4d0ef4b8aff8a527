"""The server process: listens, serves, and goes quietly."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from typing import Any

import eventlet
import eventlet.wsgi
import structlog
from flask import Flask

from cafe.live.wire import Door
from cafe.settings import Settings

log = structlog.get_logger(__name__)

BACKLOG = 2_048
HEADER_BYTES = 16_384


ALLOCATIONS_BETWEEN_SWEEPS = 50_000


def calm_the_collector() -> None:
    """What stands since the start is no rubbish, and a step of 1,000 people shall not be swept through ten times."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS_BETWEEN_SWEEPS, 20, 50)


def serve(app: Flask, settings: Settings, close: Any) -> None:
    """Serves until SIGTERM or Ctrl-C, then closes the door and the store. No access log: it would hold addresses."""
    calm_the_collector()
    listener = eventlet.listen((settings.host, settings.port), backlog=BACKLOG, reuse_port=False)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # an answer waits for no second one to go with it
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
        protocol=Door,
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

"""Puts the live rooms together around one Socket.IO server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import eventlet
import eventlet.tpool
from flask import Flask
from flask_socketio import SocketIO

from cafe.live.lane import Lane
from cafe.live.manners import Porter, mind
from cafe.live.planner import Planner
from cafe.live.publisher import Publisher
from cafe.live.rooms import Rooms
from cafe.live.socket import Json, Say, Sockets, same_origin
from cafe.live.ticker import Ticker
from cafe.live.wire import PackedOnce, Wires
from cafe.settings import Settings
from cafe.store.unit_of_work import Store
from cafe.usecases.gate import Gate

MESSAGE_LIMIT = 200_000
"""Bytes of one frame: ten commands of 16 kB."""

POLLING_PATH = "/socket.io/"
PING_SECONDS = 10
PONG_SECONDS = 8


@dataclass(frozen=True, slots=True)
class Live:
    """The live half of a running server."""

    socketio: SocketIO
    lane: Lane
    publisher: Publisher


def start(app: Flask, settings: Settings, store: Store, gate: Gate, say: Say, digest: Callable[[str], str]) -> Live:
    """Opens Socket.IO on the app, and sets lane, publisher and ticker going."""
    wired = settings.wire and settings.async_mode == "eventlet"
    socketio = SocketIO(
        app,
        client_manager=PackedOnce() if wired else None,
        async_mode=settings.async_mode,
        async_handlers=False,  # one client's commands stay in the order they came
        cors_allowed_origins=same_origin(settings),
        json=Json,
        max_http_buffer_size=MESSAGE_LIMIT,
        ping_interval=PING_SECONDS,
        ping_timeout=PONG_SECONDS,
        manage_session=False,
        serve_client=False,
        monitor_clients=True,
    )
    server: Any = socketio.server
    mind(server)
    app.wsgi_app = Porter(app.wsgi_app, server.eio, POLLING_PATH, MESSAGE_LIMIT)  # type: ignore[method-assign]  # as Flask advises
    lane = Lane(gate, server)
    rooms = Rooms(server)
    publisher = Publisher(store, rooms, server)
    store.after_commit(publisher.wake)
    Sockets(server, store, lane, rooms, publisher, say, digest, Wires(server, MESSAGE_LIMIT) if wired else None)
    Ticker(store, lane, server)
    store.after_commit(Planner(store, lane, server, green=settings.async_mode == "eventlet").hear)
    return Live(socketio, lane, publisher)


def green_store_options() -> dict[str, Any]:
    """How a store waits under eventlet: greenlets sleep, and a commit's fsync happens in a thread of its own."""
    return {"pause": eventlet.sleep, "run_blocking": eventlet.tpool.execute}

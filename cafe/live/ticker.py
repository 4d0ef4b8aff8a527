"""The bell: rounds end by themselves at their deadline, exactly once, also after a restart in between."""

from __future__ import annotations

from functools import partial
from typing import Any

import structlog

from cafe.live.lane import Lane
from cafe.store.unit_of_work import Store
from cafe.usecases import flow

log = structlog.get_logger(__name__)

TICK_SECONDS = 0.25


class Ticker:
    """Looks four times a second whether a bell is due; the deadline stands in the database, not here."""

    def __init__(self, store: Store, lane: Lane, server: Any) -> None:
        self._store = store
        self._lane = lane
        self._server = server
        server.start_background_task(self._tick)

    def _tick(self) -> None:
        while True:
            self._server.sleep(TICK_SECONDS)
            try:
                for event in flow.due_events(self._store, self._store.now()):
                    self._lane.call(partial(flow.ring, self._store, event))
            except Exception:  # the database may be away for a moment; the bell rings when it is back
                log.exception("tick_failed")

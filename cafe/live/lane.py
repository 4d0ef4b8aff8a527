"""One lane to the gate: commands queue up while a batch is being written, and go together in the next one.

So a burst costs few commits, and no two greenlets write at once. Whoever waits, waits without stopping anybody else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog

from cafe.usecases.gate import Answer, Gate, Request

log = structlog.get_logger(__name__)

BATCH = 100
"""Commands in one transaction at the most: enough to share a commit, few enough to answer soon."""


class Ticket:
    """A request or an errand, and the moment its outcome is known."""

    __slots__ = ("_known", "errand", "outcome", "request")

    def __init__(self, event: Any, request: Request | None = None, errand: Callable[[], object] | None = None) -> None:
        self._known = event
        self.request = request
        self.errand = errand
        self.outcome: Any = None

    def settle(self, outcome: object) -> None:
        """Tells whoever waits."""
        self.outcome = outcome
        self._known.set()

    def wait(self) -> Any:
        """Waits for the outcome, letting others run."""
        self._known.wait()
        return self.outcome


class Lane:
    """The queue before the gate. `server` is the Socket.IO server, for the async mode's own queue and events."""

    def __init__(self, gate: Gate, server: Any) -> None:
        self._gate = gate
        self._server = server
        self._queue = server.eio.create_queue()
        server.start_background_task(self._serve)

    def run(self, request: Request) -> Answer:
        """Runs one command; returns when it is durably stored or refused."""
        answer: Answer = self.submit(request).wait()
        return answer

    def submit(self, request: Request) -> Ticket:
        """Queues a command without waiting: several of one client stay in order."""
        ticket = Ticket(self._server.eio.create_event(), request=request)
        self._queue.put(ticket)
        return ticket

    def call(self, errand: Callable[[], object]) -> Any:
        """Runs something else that writes (the bell) in its turn; returns what it returns, None if it failed."""
        ticket = Ticket(self._server.eio.create_event(), errand=errand)
        self._queue.put(ticket)
        return ticket.wait()

    def _serve(self) -> None:
        """Takes what has queued up, again and again."""
        while True:
            batch = [self._queue.get()]
            while len(batch) < BATCH and not self._queue.empty():
                batch.append(self._queue.get())
            self._work_through(batch)

    def _work_through(self, batch: list[Ticket]) -> None:
        """Commands together, errands on their own, all in the order they came."""
        commands: list[Ticket] = []
        for ticket in batch:
            if ticket.request is not None:
                commands.append(ticket)
                continue
            self._run(commands)
            commands = []
            ticket.settle(attempted(ticket.errand))
        self._run(commands)

    def _run(self, tickets: list[Ticket]) -> None:
        """One transaction."""
        requests = [ticket.request for ticket in tickets if ticket.request is not None]
        if requests:
            for ticket, answer in zip(tickets, self._gate.run_batch(requests), strict=True):
                ticket.settle(answer)


def attempted(errand: Callable[[], object] | None) -> object:
    """An errand's result; what goes wrong is logged and tried again by whoever sent it, the lane goes on."""
    try:
        return errand() if errand else None
    except Exception:
        log.exception("errand_failed")
        return None

"""One lane to the gate: commands queue up while a batch is being written, and go together in the next one.

So a burst costs few commits, and no two greenlets write at once. Whoever waits, waits without stopping anybody else.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import structlog

from cafe.usecases.gate import Answer, Gate, Request

log = structlog.get_logger(__name__)

BATCH = 250
"""Commands in one transaction at the most: enough to share a commit, few enough to answer soon."""


class Ticket:
    """A request or an errand, and who is told its outcome."""

    __slots__ = ("errand", "request", "settle")

    def __init__(
        self,
        settle: Callable[[Any], object],
        request: Request | None = None,
        errand: Callable[[], object] | None = None,
    ) -> None:
        self.settle = settle
        self.request = request
        self.errand = errand


class Outcome:
    """What somebody waits for, letting others run."""

    def __init__(self, event: Any) -> None:
        self._known = event
        self._value: Any = None

    def settle(self, value: Any) -> None:
        """It is known."""
        self._value = value
        self._known.set()

    def wait(self) -> Any:
        """The outcome."""
        self._known.wait()
        return self._value


class Lane:
    """The queue before the gate. `server` is the Socket.IO server, for the async mode's own events."""

    def __init__(self, gate: Gate, server: Any) -> None:
        self._gate = gate
        self._server = server
        self._waiting: deque[Ticket] = deque()
        self._awake = server.eio.create_event()
        server.start_background_task(self._serve)

    def run(self, request: Request) -> Answer:
        """Runs one command; returns when it is durably stored or refused."""
        answer: Answer = self.submit(request).wait()
        return answer

    def submit(self, request: Request) -> Outcome:
        """Queues a command without waiting: several of one client stay in order."""
        outcome = Outcome(self._server.eio.create_event())
        self.take(request, outcome.settle)
        return outcome

    def take(self, request: Request, settle: Callable[[Answer], object]) -> None:
        """Queues a command; `settle` is called with its answer, and must not wait for anything."""
        self._queue(Ticket(settle, request=request))

    def call(self, errand: Callable[[], object]) -> Any:
        """Runs something else that writes (the bell) in its turn; returns what it returns, None if it failed."""
        outcome = Outcome(self._server.eio.create_event())
        self._queue(Ticket(outcome.settle, errand=errand))
        return outcome.wait()

    def _queue(self, ticket: Ticket) -> None:
        self._waiting.append(ticket)
        if len(self._waiting) == 1:
            self._awake.set()

    def _serve(self) -> None:
        """Takes what has queued up, again and again."""
        while True:
            self._awake.wait()
            self._awake.clear()
            while self._waiting:
                some = min(BATCH, len(self._waiting))
                self._work_through([self._waiting.popleft() for _ in range(some)])

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

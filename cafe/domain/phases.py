"""The phases of a café and the steps between them, as one table.

    draft → lobby → round 1 → switch → round 2 → … → round n → harvest → closed

A round is running, paused or ended; only the last one stays ended, every other passes into its switch. A harvest may
also come between rounds (a short one after each), so a round may follow it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from cafe.domain.errors import Code, Refused

UNDO_SECONDS = 10
"""How long a lead may take a step back: long enough to notice a slip, short enough that nobody has walked far."""


class Phase(StrEnum):
    """Where the afternoon is."""

    DRAFT = "draft"
    LOBBY = "lobby"
    ROUND = "round"
    SWITCH = "switch"
    HARVEST = "harvest"
    CLOSED = "closed"


class State(StrEnum):
    """Whether the clock of a phase runs."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Step:
    """Where an event stands: phase, round, and its clock. Times in milliseconds since 1970."""

    phase: Phase
    state: State
    round: int
    since: int
    ends_at: int | None = None
    remaining_ms: int | None = None

    def seat_round(self, rounds: int) -> int:
        """The round whose seating holds now: in a switch already the next one, before the first round the first."""
        if self.phase is Phase.SWITCH:
            return min(self.round + 1, rounds)
        return max(1, self.round)

    def next_round(self, rounds: int) -> int | None:
        """The round that `round.start` would begin, or None."""
        may_start = Verb.START in TRANSITIONS.get((self.phase, self.state), {})
        return self.round + 1 if may_start and self.round < rounds else None


class Verb(StrEnum):
    """The steps of the whole event."""

    OPEN = "event.open"
    START = "round.start"
    END = "round.end"
    PAUSE = "clock.pause"
    RESUME = "clock.resume"
    EXTEND = "clock.extend"
    HARVEST = "harvest.start"
    CLOSE = "event.close"


D, L, R, S, H, C = Phase.DRAFT, Phase.LOBBY, Phase.ROUND, Phase.SWITCH, Phase.HARVEST, Phase.CLOSED
RUN, PAUSED, ENDED = State.RUNNING, State.PAUSED, State.ENDED

TRANSITIONS: dict[tuple[Phase, State], dict[Verb, Phase]] = {
    (D, RUN): {Verb.OPEN: L},
    (L, RUN): {Verb.START: R, Verb.CLOSE: C},
    (R, RUN): {Verb.END: S, Verb.PAUSE: R, Verb.EXTEND: R},
    (R, PAUSED): {Verb.END: S, Verb.RESUME: R, Verb.EXTEND: R},
    (R, ENDED): {Verb.HARVEST: H, Verb.EXTEND: R, Verb.CLOSE: C},
    (S, RUN): {Verb.START: R, Verb.HARVEST: H, Verb.PAUSE: S, Verb.EXTEND: S},
    (S, PAUSED): {Verb.START: R, Verb.HARVEST: H, Verb.RESUME: S, Verb.EXTEND: S},
    (H, RUN): {Verb.START: R, Verb.CLOSE: C},
    (C, RUN): {},
}
"""(phase, state) → the verbs that are possible there and the phase each leads to.

`END` of the last round leads to (round, ended) instead of a switch; `EXTEND` of an ended last round opens it again.
"""


def allow(step: Step, verb: Verb, from_round: int | None = None) -> None:
    """Says no where `verb` is not possible in this step, or names another round than the one it leaves.

    Raises Refused(conflict, "already_done") for the second of two presses, Refused(too_late) in a closed event.
    """
    if from_round is not None and from_round != step.round:
        raise Refused(Code.CONFLICT, "already_done")
    if verb in TRANSITIONS[(step.phase, step.state)]:
        return
    if step.phase is Phase.CLOSED:
        raise Refused(Code.TOO_LATE, "event_closed")
    raise Refused(Code.CONFLICT, "already_done" if from_round is not None else "not_now")


def opened(step: Step, now: int) -> Step:
    """The lobby: people may come in."""
    allow(step, Verb.OPEN)
    return Step(Phase.LOBBY, State.RUNNING, 0, now)


def started(step: Step, from_round: int, rounds: int, minutes: int, now: int) -> Step:
    """The next round begins and runs for `minutes`. Raises Refused(conflict) after the last one."""
    allow(step, Verb.START, from_round)
    if step.round >= rounds:
        raise Refused(Code.CONFLICT, "no_more_rounds")
    return Step(Phase.ROUND, State.RUNNING, step.round + 1, now, ends_at=now + minutes * 60_000)


def ended(step: Step, from_round: int, rounds: int, switch_minutes: int, now: int) -> Step:
    """The round is over: its switch begins, or after the last round the wait for the harvest."""
    allow(step, Verb.END, from_round)
    if step.round >= rounds:
        return Step(Phase.ROUND, State.ENDED, step.round, now)
    return Step(Phase.SWITCH, State.RUNNING, step.round, now, ends_at=now + switch_minutes * 60_000)


def paused(step: Step, now: int) -> Step:
    """The clock stands still and keeps what is left."""
    allow(step, Verb.PAUSE)
    return replace(step, state=State.PAUSED, ends_at=None, remaining_ms=max(0, (step.ends_at or now) - now))


def resumed(step: Step, now: int) -> Step:
    """The clock goes on with what was left."""
    allow(step, Verb.RESUME)
    return replace(step, state=State.RUNNING, ends_at=now + (step.remaining_ms or 0), remaining_ms=None)


def extended(step: Step, minutes: int, now: int) -> Step:
    """More or less time; never less than none. An ended last round goes on for `minutes`."""
    allow(step, Verb.EXTEND)
    if step.state is State.PAUSED:
        return replace(step, remaining_ms=max(0, (step.remaining_ms or 0) + minutes * 60_000))
    base = max(step.ends_at, now) if step.ends_at is not None and minutes > 0 else step.ends_at or now
    if step.state is State.ENDED and minutes <= 0:
        raise Refused(Code.CONFLICT, "not_now")
    return replace(step, state=State.RUNNING, ends_at=max(now, base + minutes * 60_000))


def harvested(step: Step, from_round: int, now: int) -> Step:
    """Everybody looks for patterns together."""
    allow(step, Verb.HARVEST, from_round)
    return Step(Phase.HARVEST, State.RUNNING, step.round, now)


def closed(step: Step, now: int) -> Step:
    """Nothing more is taken in."""
    allow(step, Verb.CLOSE)
    return Step(Phase.CLOSED, State.RUNNING, step.round, now)


def is_due(step: Step, now: int) -> bool:
    """A running round whose deadline has passed: the ticker ends it. A switch waits for the lead: people walk."""
    return step.phase is Phase.ROUND and step.state is State.RUNNING and (step.ends_at or now + 1) <= now

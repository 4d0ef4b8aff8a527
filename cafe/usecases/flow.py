"""The afternoon moves on: by the lead's steps, and at the bell by itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from cafe.domain import phases
from cafe.domain.errors import Code, Refused
from cafe.domain.phases import UNDO_SECONDS, Phase, State, Step
from cafe.store.queries import structure
from cafe.store.rows import Event
from cafe.store.unit_of_work import Store, Work
from cafe.usecases import seating, show
from cafe.usecases.parameters import Extend, FromRound, Nothing
from cafe.usecases.viewer import Viewer, step_of

Result = dict[str, object]


def open_event(work: Work, viewer: Viewer, p: Nothing) -> Result:
    """Opens the lobby. Raises Refused(conflict, "not_ready") for an event without tables or rounds."""
    if not structure.tables(work.session, work.event.id) or not structure.round_count(work.session, work.event.id):
        raise Refused(Code.CONFLICT, "not_ready")
    return take(work, phases.opened(step_of(work.event), work.now))


def start_round(work: Work, viewer: Viewer, p: FromRound) -> Result:
    """Begins the next round; who has no seat yet gets one."""
    rounds = structure.rounds(work.session, work.event.id)
    step = step_of(work.event)
    phases.allow(step, phases.Verb.START, p.from_round)
    if step.round >= len(rounds):
        raise Refused(Code.CONFLICT, "no_more_rounds")
    after = phases.started(step, p.from_round, len(rounds), rounds[step.round].minutes, work.now)
    result = take(work, after, begun=after.round)
    seating.seat_everybody(work, after.round, structure.seats(work.session, work.event.id, after.round))
    return result


def end_round(work: Work, viewer: Viewer | None, p: FromRound) -> Result:
    """Ends the round: the switch begins, seats for the next round are announced, and everybody is told where to go."""
    rounds = structure.rounds(work.session, work.event.id)
    step = step_of(work.event)
    minutes = rounds[step.round - 1].switch_minutes if step.round else 0
    after = phases.ended(step, p.from_round, len(rounds), minutes, work.now)
    if after.phase is Phase.SWITCH:
        seating.prepare_round(work, after.round + 1)
    return take(work, after, over=step.round)


def pause(work: Work, viewer: Viewer, p: Nothing) -> Result:
    """Stops the clock."""
    return take(work, phases.paused(step_of(work.event), work.now))


def resume(work: Work, viewer: Viewer, p: Nothing) -> Result:
    """Lets the clock go on."""
    return take(work, phases.resumed(step_of(work.event), work.now))


def extend(work: Work, viewer: Viewer, p: Extend) -> Result:
    """A few minutes more or less."""
    step = step_of(work.event)
    after = phases.extended(step, p.minutes, work.now)
    return take(work, after, reopened=step.round if step.state is State.ENDED else None)


def start_harvest(work: Work, viewer: Viewer, p: FromRound) -> Result:
    """Opens all tables to all: everybody looks for patterns together."""
    return take(work, phases.harvested(step_of(work.event), p.from_round, work.now))


def close(work: Work, viewer: Viewer, p: FromRound) -> Result:
    """Ends the café. Prioritising is closed with it; nothing more is taken in."""
    step = step_of(work.event)
    phases.allow(step, phases.Verb.CLOSE, p.from_round)
    result = take(work, phases.closed(step, work.now), extra={"dots": work.event.dots})
    if work.event.dots == "open":
        work.event.dots = "closed"
        show_voting(work)
    return result


def undo(work: Work, viewer: Viewer, p: Nothing) -> Result:
    """Takes the last step back, as if it had not been taken, within ten seconds. Seats made for it stay prepared."""
    before = work.event.undo
    if before is None:
        raise Refused(Code.CONFLICT, "nothing_to_undo")
    if work.now > before["until"]:
        raise Refused(Code.TOO_LATE, "undo_over")
    if "dots" in before and work.event.dots != before["dots"]:
        work.event.dots = before["dots"]
    fields = {name: before[name] for name in ("phase", "state", "round", "since", "ends_at", "remaining_ms")}
    restored = Step(**{**fields, "phase": Phase(fields["phase"]), "state": State(fields["state"])})
    for row in structure.rounds(work.session, work.event.id):
        if str(row.number) in before["times"]:
            row.began_at, row.ended_at = before["times"][str(row.number)]
            show.show_round(work, row)
    put_step(work, restored)
    work.event.undo = None
    seating.seat_hosts(work)
    show.show_clock(work, sight=True)
    show.show_everybody(work)
    show.show_plan(work)
    if "dots" in before:
        show_voting(work)
    return {}


def take(
    work: Work,
    after: Step,
    *,
    begun: int | None = None,
    over: int | None = None,
    reopened: int | None = None,
    extra: dict[str, Any] | None = None,
) -> Result:
    """Takes a step and tells everybody; for ten seconds it can be taken back."""
    event = work.event
    before = step_of(event)
    rounds = structure.rounds(work.session, event.id)
    times = {str(row.number): [row.began_at, row.ended_at] for row in rounds}
    seats_before = before.seat_round(len(rounds))
    put_step(work, after)
    event.undo = as_json(before) | {"until": work.now + UNDO_SECONDS * 1000, "times": times} | (extra or {})
    for row in rounds:
        if row.number == begun:
            row.began_at, row.ended_at = work.now, None
            show.show_round(work, row)
        if row.number == reopened:
            row.ended_at = None
            show.show_round(work, row)
        if row.number == over:
            row.ended_at = work.now
            show.show_round(work, row)
    other_seats = after.seat_round(len(rounds)) != seats_before
    opens = (before.phase in show.OPEN_PHASES) != (after.phase in show.OPEN_PHASES)
    show.show_clock(work, sight=other_seats or opens)
    if other_seats:
        show.show_everybody(work)
    if other_seats or before.phase != after.phase:
        show.show_plan(work)
    return {"phase": after.phase.value, "round": after.round}


def put_step(work: Work, step: Step) -> None:
    """Writes where the event stands."""
    event = work.event
    event.phase, event.state, event.round = step.phase.value, step.state.value, step.round
    event.since, event.ends_at, event.remaining_ms = step.since, step.ends_at, step.remaining_ms
    work.session.flush()


def as_json(step: Step) -> dict[str, Any]:
    """A step as it is kept for undoing."""
    return {
        "phase": step.phase.value,
        "state": step.state.value,
        "round": step.round,
        "since": step.since,
        "ends_at": step.ends_at,
        "remaining_ms": step.remaining_ms,
    }


def show_voting(work: Work) -> None:
    """Prioritising was opened or closed: its state, and with it the counts on every theme."""
    show.show_dots(work)
    show.show_themes(work, [value.number for value in show.theme_values(work.session, work.event)])


def due_events(store: Store, now: int) -> list[int]:
    """The events whose bell should have rung."""
    with store.read() as session:
        statement = select(Event.id).where(
            Event.phase == Phase.ROUND.value, Event.state == State.RUNNING.value, Event.ends_at <= now
        )
        return list(session.scalars(statement))


def ring(store: Store, event_id: int) -> bool:
    """Rings the bell of one event if it is due: exactly once, since it looks again under the event's lock."""
    with store.write() as work:
        event = work.enter(event_id)
        if event is None or not phases.is_due(step_of(event), work.now):
            return False
        end_round(work, None, FromRound(from_round=event.round))
        event.undo = None  # nobody pressed it, so nobody takes it back
        show.show_clock(work, sight=True)
        work.write_changes()
        return True

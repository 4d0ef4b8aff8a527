"""The steps of an afternoon, as a table: which verb is possible where, and where it leads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cafe.domain import phases
from cafe.domain.errors import Code, Refused
from cafe.domain.phases import Phase, State, Step, Verb

NOW = 1_000_000_000
MINUTE = 60_000
ROUNDS = 3

PLACES: dict[str, Step] = {
    "draft": Step(Phase.DRAFT, State.RUNNING, 0, NOW),
    "lobby": Step(Phase.LOBBY, State.RUNNING, 0, NOW),
    "round": Step(Phase.ROUND, State.RUNNING, 1, NOW, ends_at=NOW + 20 * MINUTE),
    "paused round": Step(Phase.ROUND, State.PAUSED, 1, NOW, remaining_ms=5 * MINUTE),
    "last round": Step(Phase.ROUND, State.RUNNING, 3, NOW, ends_at=NOW + 20 * MINUTE),
    "ended last round": Step(Phase.ROUND, State.ENDED, 3, NOW),
    "switch": Step(Phase.SWITCH, State.RUNNING, 1, NOW, ends_at=NOW + 3 * MINUTE),
    "paused switch": Step(Phase.SWITCH, State.PAUSED, 1, NOW, remaining_ms=MINUTE),
    "harvest": Step(Phase.HARVEST, State.RUNNING, 1, NOW),
    "harvest after all": Step(Phase.HARVEST, State.RUNNING, 3, NOW),
    "closed": Step(Phase.CLOSED, State.RUNNING, 3, NOW),
}

LEADS_TO: dict[str, dict[Verb, tuple[Phase, State, int]]] = {
    "draft": {Verb.OPEN: (Phase.LOBBY, State.RUNNING, 0)},
    "lobby": {Verb.START: (Phase.ROUND, State.RUNNING, 1), Verb.CLOSE: (Phase.CLOSED, State.RUNNING, 0)},
    "round": {
        Verb.END: (Phase.SWITCH, State.RUNNING, 1),
        Verb.PAUSE: (Phase.ROUND, State.PAUSED, 1),
        Verb.EXTEND: (Phase.ROUND, State.RUNNING, 1),
    },
    "paused round": {
        Verb.END: (Phase.SWITCH, State.RUNNING, 1),
        Verb.RESUME: (Phase.ROUND, State.RUNNING, 1),
        Verb.EXTEND: (Phase.ROUND, State.PAUSED, 1),
    },
    "last round": {
        Verb.END: (Phase.ROUND, State.ENDED, 3),
        Verb.PAUSE: (Phase.ROUND, State.PAUSED, 3),
        Verb.EXTEND: (Phase.ROUND, State.RUNNING, 3),
    },
    "ended last round": {
        Verb.HARVEST: (Phase.HARVEST, State.RUNNING, 3),
        Verb.EXTEND: (Phase.ROUND, State.RUNNING, 3),
        Verb.CLOSE: (Phase.CLOSED, State.RUNNING, 3),
    },
    "switch": {
        Verb.START: (Phase.ROUND, State.RUNNING, 2),
        Verb.HARVEST: (Phase.HARVEST, State.RUNNING, 1),
        Verb.PAUSE: (Phase.SWITCH, State.PAUSED, 1),
        Verb.EXTEND: (Phase.SWITCH, State.RUNNING, 1),
    },
    "paused switch": {
        Verb.START: (Phase.ROUND, State.RUNNING, 2),
        Verb.HARVEST: (Phase.HARVEST, State.RUNNING, 1),
        Verb.RESUME: (Phase.SWITCH, State.RUNNING, 1),
        Verb.EXTEND: (Phase.SWITCH, State.PAUSED, 1),
    },
    "harvest": {Verb.START: (Phase.ROUND, State.RUNNING, 2), Verb.CLOSE: (Phase.CLOSED, State.RUNNING, 1)},
    "harvest after all": {Verb.CLOSE: (Phase.CLOSED, State.RUNNING, 3)},
    "closed": {},
}


def taken(step: Step, verb: Verb) -> Step:
    """The step that a verb makes of another."""
    return {
        Verb.OPEN: lambda: phases.opened(step, NOW),
        Verb.START: lambda: phases.started(step, step.round, ROUNDS, 20, NOW),
        Verb.END: lambda: phases.ended(step, step.round, ROUNDS, 3, NOW),
        Verb.PAUSE: lambda: phases.paused(step, NOW),
        Verb.RESUME: lambda: phases.resumed(step, NOW),
        Verb.EXTEND: lambda: phases.extended(step, 2, NOW),
        Verb.HARVEST: lambda: phases.harvested(step, step.round, NOW),
        Verb.CLOSE: lambda: phases.closed(step, NOW),
    }[verb]()


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("place", PLACES)
def test_each_verb_leads_where_the_table_says_or_is_refused(place: str, verb: Verb) -> None:
    wanted = LEADS_TO[place].get(verb)
    if wanted is None:
        with pytest.raises(Refused) as refused:
            taken(PLACES[place], verb)
        assert refused.value.code == (Code.TOO_LATE if place == "closed" else Code.CONFLICT)
    else:
        after = taken(PLACES[place], verb)
        assert (after.phase, after.state, after.round) == wanted


@pytest.mark.parametrize("verb", [Verb.START, Verb.END, Verb.HARVEST])
def test_the_second_of_two_presses_names_a_round_that_has_been_left(verb: Verb) -> None:
    for step in PLACES.values():
        with pytest.raises(Refused, match="conflict") as refused:
            phases.allow(step, verb, from_round=step.round + 1)
        assert refused.value.reason == "already_done"


def test_a_clock_has_either_a_deadline_or_a_rest_and_never_both() -> None:
    for place, verbs in LEADS_TO.items():
        for verb in verbs:
            after = taken(PLACES[place], verb)
            timed = after.phase in {Phase.ROUND, Phase.SWITCH} and after.state is not State.ENDED
            assert (after.ends_at is not None) == (timed and after.state is State.RUNNING), (place, verb)
            assert (after.remaining_ms is not None) == (timed and after.state is State.PAUSED), (place, verb)


def test_a_pause_gives_back_what_was_left_however_long_it_lasts() -> None:
    step = phases.paused(PLACES["round"], NOW + 7 * MINUTE)
    assert phases.resumed(step, NOW + 90 * MINUTE).ends_at == NOW + 103 * MINUTE


@pytest.mark.parametrize(
    ("place", "minutes", "left"),
    [("round", 5, 25), ("round", -5, 15), ("round", -90, 0), ("switch", 1, 4), ("ended last round", 2, 2)],
)
def test_minutes_move_the_deadline_and_never_before_now(place: str, minutes: int, left: int) -> None:
    assert phases.extended(PLACES[place], minutes, NOW).ends_at == NOW + left * MINUTE


def test_minutes_are_added_to_a_paused_clock_without_starting_it() -> None:
    assert phases.extended(PLACES["paused round"], 2, NOW).remaining_ms == 7 * MINUTE
    assert phases.extended(PLACES["paused round"], -90, NOW).remaining_ms == 0


def test_minutes_after_the_bell_of_a_switch_count_from_now() -> None:
    late = NOW + 10 * MINUTE
    assert phases.extended(PLACES["switch"], 2, late).ends_at == late + 2 * MINUTE


def test_an_ended_round_is_not_reopened_for_less_than_a_minute() -> None:
    with pytest.raises(Refused):
        phases.extended(PLACES["ended last round"], 0, NOW)


def test_the_bell_is_due_at_the_deadline_of_a_running_round_only() -> None:
    end = NOW + 20 * MINUTE
    assert not phases.is_due(PLACES["round"], end - 1)
    assert phases.is_due(PLACES["round"], end)
    for place in PLACES.keys() - {"round", "last round"}:
        assert not phases.is_due(PLACES[place], end * 2), place


def test_seats_are_those_of_the_round_that_holds_or_is_next() -> None:
    held = {place: step.seat_round(ROUNDS) for place, step in PLACES.items()}
    assert (held["draft"], held["lobby"], held["round"], held["switch"], held["harvest"]) == (1, 1, 1, 2, 1)
    assert replace(PLACES["switch"], round=3).seat_round(ROUNDS) == 3, "never a round that does not exist"


def test_the_next_round_is_named_where_it_can_be_started() -> None:
    named = {place: step.next_round(ROUNDS) for place, step in PLACES.items()}
    assert {place for place, number in named.items() if number} == {"lobby", "switch", "paused switch", "harvest"}
    assert (named["lobby"], named["switch"]) == (1, 2)

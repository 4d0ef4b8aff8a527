"""Halls on bad networks: slow and lossy, up and down, deaf to answers. Whatever was written is there once, in order."""

from __future__ import annotations

import time
from pathlib import Path

from tests.conftest import Say
from tests.faults.crowd import Crowd, Phone
from tests.faults.hall import Hall, opened
from tests.faults.test_kills import CALM
from tests.faults.wire import Wire

QUIET_SECONDS = 1.0
ACKNOWLEDGED = 2.5
"""Seconds within which 95 of 100 ideas are stored, and their authors know it, over a conference's Wi-Fi."""

OLDEST = 15.0
"""Seconds that the oldest text in any outbox has waited by the time when a network has been up again for a while."""

CALLS_PER_FLAP = 1.5
"""More connections per phone and outage would trample a server that has just come back."""


def test_a_hall_on_the_wifi_of_a_conference_loses_nothing_and_waits_little(
    tmp_path: Path, long: bool, say: Say
) -> None:
    """T02: 150 to 250 ms each way, and every twentieth segment lost."""
    people, posts_per_second, seconds = (60, 6, 60) if long else (10, 10, 3)
    with opened(tmp_path, people) as hall, Wire(hall.server.port) as wire:
        wire.up_seconds, wire.down_seconds, wire.jitter_seconds, wire.loss = 0.15, 0.15, 0.1, 0.05
        with hall.crowd(wire.port) as crowd:
            crowd.until(crowd.connected, 30)
            crowd.write_on(posts_per_second)
            time.sleep(seconds)
            crowd.fall_silent()
            crowd.until(crowd.settled, 10 * CALM)
            whole(hall, crowd, long=long)
        waits = hall.history.waits()
        median, slow = waits[len(waits) // 2], waits[len(waits) * 95 // 100]
        say(f"conference Wi-Fi: {len(waits)} ideas, acknowledged after {median:.2f} s (median), {slow:.2f} s (p95)")
        assert median > 0.3, "it is a slow wire"
        assert slow <= ACKNOWLEDGED * (1 if long else CALM)


def test_a_hall_whose_network_comes_and_goes_has_sent_everything_soon_after_it_came(
    tmp_path: Path, long: bool, say: Say
) -> None:
    """T05: five seconds up, five seconds down (silent, or refusing), while 30 phones write."""
    people, flaps, up_and_down = (30, 6, 5.0) if long else (10, 2, 1.0)
    with opened(tmp_path, people) as hall, Wire(hall.server.port) as wire, hall.crowd(wire.port) as crowd:
        crowd.until(crowd.connected, 20)
        before, oldest = wire.reached, 0.0
        crowd.write_on(people)
        for flap in range(flaps):
            wire.cut() if flap % 2 else wire.hole()
            time.sleep(up_and_down)
            wire.heal()
            time.sleep(up_and_down)
            oldest = max(oldest, hall.history.oldest_unanswered())
        crowd.fall_silent()
        crowd.until(crowd.settled, 5 * CALM)
        calls = (wire.reached - before) / (flaps * people)
        whole(hall, crowd, long=long)
        say(f"flapping: {hall.history.acknowledged()} ideas, {calls:.2f} calls per phone and outage, "
            f"oldest text waiting after {up_and_down:g} s of network: {oldest:.1f} s")  # fmt: skip
        assert oldest <= OLDEST
        assert calls <= CALLS_PER_FLAP


def test_what_a_hall_wrote_while_no_answer_came_back_is_there_once(tmp_path: Path, long: bool, say: Say) -> None:
    """T09: every command arrives, no answer does; so each is sent again and again, over new connections, too."""
    people, seconds, patience = (100, 60.0, 8.0) if long else (10, 4.0, 0.8)
    with opened(tmp_path, people) as hall, Wire(hall.server.port) as wire, hall.crowd(wire.port) as crowd:
        crowd.patience = patience
        crowd.until(crowd.connected, 30)
        wire.eats_acks = True
        for number in range(1, 11):
            for name in crowd.phones:
                crowd.ask(name, "idea.post", text=f"Gedanke {number} von {name}, {number:06x}")
        time.sleep(seconds / 2)
        crowd.each(Phone.hang_up)
        time.sleep(seconds / 2)
        assert len(hall.stored()) > people, "the server has heard them"
        assert hall.history.acknowledged() == 0, "and nobody knows"
        eaten, wire.eats_acks = wire.eaten, False
        took = crowd.until(crowd.settled, patience + 10 * CALM)
        whole(hall, crowd, long=long)
        assert len(hall.stored()) == hall.history.acknowledged() == 10 * people
        assert eaten >= 2 * people, "each was sent more than once"
        say(f"answers lost: {10 * people} ideas, {eaten} answers lost, all known to be stored after {took:.1f} s")


def whole(hall: Hall, crowd: Crowd, *, long: bool) -> None:
    """Once all is quiet everybody sees the same, and nothing is lost, twice or out of order."""
    time.sleep(QUIET_SECONDS)
    assert hall.seen_wrongly(crowd) == []
    assert hall.violations(long=long) == []

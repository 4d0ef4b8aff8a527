"""Who is typing: told at most once a second, and always in the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cafe.live.hints import Hints
from cafe.live.rooms import Peer, Rooms
from cafe.usecases.viewer import Caller

TABLE = 3


class Hall:
    """A table with phones, and a Socket.IO server whose time stands still until somebody waits."""

    def __init__(self) -> None:
        self.now = 1_666_782_000_000
        self.heard: list[tuple[int, int]] = []
        self.tasks: list[tuple[Callable[..., None], tuple[Any, ...]]] = []
        self.rooms = Rooms(self)
        self.hints = Hints(self, self.rooms)
        self.began = self.now

    def phone(self, name: str) -> Peer:
        peer = Peer(name, Caller(), 1, table=TABLE)
        self.rooms.enter(peer)
        return peer

    def types(self, peer: Peer, typing: bool = True) -> None:
        self.hints.take(peer, {"typing": typing}, self.now)

    def wait(self, ms: int) -> None:
        """Time goes on, and what was planned is done in it."""
        end = self.now + ms
        while self.tasks:
            task, args = self.tasks.pop(0)
            if not self._sleeps_past(end, task, args):
                break
        self.now = end

    def _sleeps_past(self, end: int, task: Callable[..., None], args: tuple[Any, ...]) -> bool:
        place, now, due = args
        if now + min(due - now, 1_000) > end:
            self.tasks.insert(0, (task, args))
            return False
        task(place, now, due)
        return True

    # -- what of a Socket.IO server is needed here

    def emit(self, _name: str, body: dict[str, int], room: str) -> None:
        assert room == f"1/table:{TABLE}"
        self.heard.append((self.now - self.began, body["typing"]))

    def sleep(self, seconds: float) -> None:
        self.now = max(self.now, self.now + round(seconds * 1000))

    def start_background_task(self, task: Callable[..., None], *args: Any) -> None:
        self.tasks.append((task, args))


def counts(hall: Hall) -> list[int]:
    return [count for _, count in hall.heard]


def test_the_first_is_told_at_once_and_what_comes_within_the_second_when_it_is_over() -> None:
    hall = Hall()
    pia, paul = hall.phone("pia"), hall.phone("paul")
    hall.types(pia)
    hall.types(paul)
    assert counts(hall) == [1]
    hall.wait(1_000)
    assert counts(hall) == [1, 2]


def test_whoever_stops_within_the_second_is_told_off() -> None:
    hall = Hall()
    pia = hall.phone("pia")
    hall.types(pia)
    hall.types(pia, typing=False)
    hall.wait(1_000)
    assert counts(hall) == [1, 0]


def test_whoever_goes_silent_is_forgotten_and_the_table_hears_it() -> None:
    hall = Hall()
    hall.types(hall.phone("pia"))
    hall.wait(8_000)
    assert counts(hall) == [1, 0]
    assert not hall.tasks, "nothing is watched where nobody types"


def test_a_phone_that_hangs_up_types_no_longer() -> None:
    hall = Hall()
    pia = hall.phone("pia")
    hall.types(pia)
    hall.hints.forget(pia)
    hall.rooms.leave("pia")
    hall.wait(2_000)
    assert counts(hall) == [1, 0]


def test_twenty_who_type_at_once_are_two_messages() -> None:
    hall = Hall()
    for number in range(20):
        hall.types(hall.phone(f"phone {number}"))
    hall.wait(1_000)
    assert counts(hall) == [1, 20]

"""The wire: our own way of carrying WebSockets, and that nothing depends on it."""

from __future__ import annotations

import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import engineio.async_drivers.eventlet as driver
import eventlet
import pytest
import socketio
from wsproto import ConnectionType
from wsproto.connection import Connection
from wsproto.events import TextMessage

from cafe.live.wire import PENDING_BYTES, Line, PackedOnce, Wires, frame
from scripts.served import served

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)


@pytest.mark.parametrize("setting", [{"CAFE_WIRE": "0"}, {"CAFE_ASYNC_MODE": "threading"}], ids=["without", "threads"])
def test_the_same_rehearsal_goes_well_without_it(tmp_path: Path, setting: dict[str, str]) -> None:
    with served(tmp_path, CAFE_RATE_LIMIT="0", **setting) as server:
        said = server.flask("simulate", "--people", "12", "--rounds", "2", "--url", server.url)
    assert "Every acknowledged idea is in the export once" in said


class Far:
    """The far end of a line: a phone that takes its messages when it likes."""

    def __init__(self) -> None:
        self.asked: list[tuple[bytes, Any]] = []
        server = socketio.Server(async_mode="eventlet", client_manager=PackedOnce(), monitor_clients=False)
        self.wires = Wires(server, 200_000)
        self.wires.on_command = lambda _, number, asked: self.asked.append((number, asked))
        ours, self.socket = socket.socketpair()
        ours.setblocking(False)
        self.socket.setblocking(False)
        self.library = SimpleNamespace(received=[], last_ping=1.0)
        self.library.receive = self.library.received.append
        self.library.close = lambda **_: None
        self.line = Line(self.wires, self.library, ours)
        self.line.sid = "sid"
        self.line.start([])
        self._protocol = Connection(ConnectionType.CLIENT)

    def say(self, text: str) -> None:
        """Sends a message."""
        self.socket.sendall(self._protocol.send(TextMessage(text)))
        eventlet.sleep(0.01)

    def hear(self) -> list[str]:
        """Takes all messages there are."""
        quiet = 0
        while quiet < 3:
            eventlet.sleep(0.01)
            try:
                self._protocol.receive_data(self.socket.recv(1 << 20))
                quiet = 0
            except BlockingIOError:
                quiet += 1
        messages, text = [], ""
        for event in self._protocol.events():
            assert isinstance(event, TextMessage)
            text += event.data
            if event.message_finished:
                messages.append(text)
                text = ""
        assert not text, "no message is cut short"
        return messages


@pytest.fixture
def far() -> Any:
    """A phone on a line."""
    made = Far()
    yield made
    made.line.end()
    eventlet.sleep(0.01)
    made.socket.close()


def test_a_command_is_heard_with_the_number_of_its_answer(far: Far) -> None:
    far.say('4217["command",{"id":"outbox-0001","name":"seat.arrive"}]')
    assert far.asked == [(b"17", {"id": "outbox-0001", "name": "seat.arrive"})]
    far.line.answer(b"17", {"ok": True})
    assert far.hear() == ['4317[{"ok":true}]']


@pytest.mark.parametrize(
    "said", ['42["command",{}]', '421["resume",{"since":0}]', '421["command",{]', "40", '421{"a":1}']
)
def test_all_else_is_the_librarys_to_read(far: Far, said: str) -> None:
    far.say(said)
    assert far.asked == []
    assert [packet.encode() for packet in far.library.received] == [said]


def test_what_is_said_in_one_turn_leaves_together_and_in_order(far: Far) -> None:
    for number in range(3):
        far.line.push(frame(b"%d" % number))
    assert far.hear() == ["0", "1", "2"]


def test_a_phone_that_takes_nothing_is_not_queued_for_for_ever_but_told_to_resume(far: Far) -> None:
    one = frame(b"x" * 60_000)
    for _ in range(200):
        far.line.push_change(one)
        eventlet.sleep(0)
    assert len(far.line._pending) <= PENDING_BYTES + 2 * len(one)
    heard = far.hear()
    assert len(heard) < 200
    assert heard[-1] == '42["heads",{"resume":true}]'
    far.line.push_change(frame(b"again"))
    assert far.hear() == ["again"], "and then it hears changes as before"


def test_who_asks_without_end_is_read_no_further_until_answers_have_gone_out(far: Far) -> None:
    for number in range(100):
        far.say(f'42{number}["command",{{}}]')
    waiting = len(far.asked)
    assert waiting < 100
    for number, _ in list(far.asked):
        far.line.answer(number, {})
    eventlet.sleep(0.05)
    assert len(far.asked) > waiting


def test_a_phone_that_answers_no_ping_is_given_up(far: Far) -> None:
    far.line.check(now=10**9, interval=10, timeout=8)
    assert far.hear() == ["2"]
    far.say("3")
    far.line.check(now=10**9 + 1_000, interval=10, timeout=8)
    assert not far.line.over, "it has answered"
    far.line.check(now=10**9 + 1_009, interval=10, timeout=8)
    eventlet.sleep(0.01)
    assert far.line.over


def test_an_answer_to_a_ping_counts_also_while_something_else_takes_its_time(far: Far) -> None:
    far.library.receive = lambda _: eventlet.sleep(0.2)
    far.say('421["resume",{"since":0}]')
    far.line.check(now=10**9, interval=10, timeout=8)
    far.say("3")
    far.line.check(now=10**9 + 9, interval=10**9, timeout=8)
    eventlet.sleep(0.3)
    assert not far.line.over


def test_the_librarys_parts_that_it_stands_on_are_as_they_were() -> None:
    assert set(driver._async) >= {"websocket", "queue", "event", "thread", "sleep"}
    server = socketio.Server(async_mode="eventlet")
    Wires(server, 1)
    assert server.eio._async["websocket"] is not driver._async["websocket"]
    assert driver._async["websocket"].__module__ == driver.__name__, "other servers keep theirs"

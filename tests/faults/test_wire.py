"""The wire does what it is asked to, and nothing else: a fault that is none proves nothing."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.faults.wire import Frames, Wire

HEAD = b"GET / HTTP/1.1\r\n\r\n"
LONG_TEXT = b"m" * 70_000


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server that says back what it hears."""

    def serve() -> None:
        while True:
            try:
                call, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(call,), daemon=True).start()

    def answer(call: socket.socket) -> None:
        with call, contextlib.suppress(OSError):
            while said := call.recv(65_536):
                call.sendall(said)

    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def back(wire: Wire, *words: bytes) -> tuple[bytes, float]:
    """What comes back of these words, each said a moment after the one before, and after how many seconds."""
    began, heard = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", wire.port), timeout=10) as phone:
        phone.sendall(HEAD)
        for word in words:
            time.sleep(0.002)
            phone.sendall(word)
        while len(heard) < len(HEAD) + sum(map(len, words)):
            more = phone.recv(65_536)
            assert more, "it hung up"
            heard += more
    return heard.removeprefix(HEAD), time.monotonic() - began


def test_a_slow_wire_takes_its_time_both_ways_and_lets_the_last_words_through(echo):
    with Wire(echo, up_seconds=0.2, down_seconds=0.1) as wire:
        heard, took = back(wire, b"Radwege")
    assert heard == b"Radwege"
    assert took >= 0.3


def test_what_a_lossy_wire_loses_comes_late_in_order_and_whole(echo):
    words = [b"%04d" % number for number in range(200)]
    with Wire(echo, up_seconds=0.01, down_seconds=0.01, jitter_seconds=0.05, loss=0.2) as wire:
        heard, took = back(wire, *words, LONG_TEXT)
    assert heard == b"".join(words) + LONG_TEXT
    assert took >= 0.2, "somebody waited for a time-out"


def test_a_loss_costs_a_time_out_for_a_few_segments_and_a_round_trip_among_many():
    wire = Wire(0, up_seconds=0.1, down_seconds=0.2, loss=1 - 1e-12)
    wire._chance.random = iter([0.5, 0.5, 1.0, 0.5]).__next__  # lost, lost again, through; then one of many
    assert wire._stall(1) == pytest.approx(0.6 + 1.2)
    assert wire._stall(50) == pytest.approx(0.3)


def test_a_good_wire_loses_nothing_and_notes_when_it_was_silent(echo):
    with Wire(echo) as wire:
        assert back(wire, LONG_TEXT)[0] == LONG_TEXT
        (since, to), *more = wire.silent_times()
    assert not more
    assert to - since < 3


def framed(payload: bytes) -> bytes:
    """As a server sends it: in one frame, not masked."""
    size = len(payload)
    if size < 126:
        return bytes([0x81, size]) + payload
    if size < 65_536:
        return bytes([0x81, 126]) + size.to_bytes(2, "big") + payload
    return bytes([0x81, 127]) + size.to_bytes(8, "big") + payload


@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_only_answers_to_commands_are_eaten_however_the_bytes_arrive(step):
    opened = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
    others = [framed(b"2"), framed(b'42["changes",[]]'), framed(b'431[{"seq":7,"snapshot":{}}]'), framed(LONG_TEXT)]
    acks = [framed(b'430[{"ok":true,"id":"a","seq":7}]'), framed(b'432[[{"ok":true}' + b" " * 200 + b"]]")]
    stream = b"".join([opened, others[0], acks[0], *others[1:], acks[1], others[0]])
    wire, frames = Wire(0, eats_acks=True), Frames()
    passed = b"".join(wire._without_acks(stream[at : at + step], frames) for at in range(0, len(stream), step))
    assert passed == b"".join([opened, *others, others[0]])
    assert wire.eaten == 2

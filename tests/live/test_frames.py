"""WebSocket frames: what wsproto, a library that others trust, writes we read, and what we write it reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage

from cafe.live.frames import BINARY, CLOSE, PING, TEXT, Broken, FrameReader, closing, frame, unmasked

LIMIT = 200_000


def in_pieces(data: bytes, sizes: list[int]) -> list[bytes]:
    """The bytes as a network may deliver them."""
    pieces, at = [], 0
    for size in sizes:
        pieces.append(data[at : at + size])
        at += size
    return [*pieces, data[at:]]


@given(st.lists(st.text(max_size=70_000), max_size=4), st.lists(st.integers(0, 500), max_size=20))
def test_every_message_of_a_client_arrives_whole_however_it_is_cut(said: list[str], sizes: list[int]) -> None:
    client = Connection(ConnectionType.CLIENT)
    data = b"".join(client.send(TextMessage(one)) for one in said)
    reader = FrameReader(LIMIT * 2)
    heard = [message for piece in in_pieces(data, sizes) for message in reader.feed(piece)]
    assert heard == [(TEXT, one.encode()) for one in said]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=6))
def test_fragments_are_joined_and_a_ping_may_come_between(parts: list[bytes]) -> None:
    client = Connection(ConnectionType.CLIENT)
    data = b""
    for number, part in enumerate(parts, start=1):
        data += client.send(BytesMessage(part, message_finished=number == len(parts))) + client.send(Ping(b"?"))
    messages = FrameReader(LIMIT).feed(data)
    assert [payload for opcode, payload in messages if opcode == BINARY] == [b"".join(parts)]
    assert [payload for opcode, payload in messages if opcode == PING] == [b"?"] * len(parts)


@given(st.text(max_size=70_000))
def test_what_we_say_is_understood(said: str) -> None:
    client = Connection(ConnectionType.CLIENT)
    client.receive_data(frame(said.encode()) + closing(1002))
    events = list(client.events())
    assert "".join(event.data for event in events if isinstance(event, TextMessage)) == said
    assert [event.code for event in events if isinstance(event, CloseConnection)] == [1002]


@given(st.binary(max_size=2_000), st.binary(min_size=4, max_size=4))
def test_unmasking_is_the_rule_of_the_standard(data: bytes, key: bytes) -> None:
    assert unmasked(data, key) == bytes(byte ^ key[index % 4] for index, byte in enumerate(data))


@pytest.mark.parametrize(
    ("data", "status"),
    [
        pytest.param(frame(b"hallo"), 1002, id="not masked"),
        pytest.param(b"\xc1\x80\0\0\0\0", 1002, id="compressed although nobody agreed to it"),
        pytest.param(b"\x83\x80\0\0\0\0", 1002, id="an opcode that means nothing"),
        pytest.param(b"\x09\x80\0\0\0\0", 1002, id="half a ping"),
        pytest.param(b"\x89\xfe\0\x7e" + bytes(4 + 126), 1002, id="a ping that is too long"),
        pytest.param(b"\x80\x80\0\0\0\0", 1002, id="the end of nothing"),
        pytest.param(b"\x01\x80\0\0\0\0\x81\x80\0\0\0\0", 1002, id="a message within a message"),
        pytest.param(b"\x81\xff" + (LIMIT + 1).to_bytes(8) + bytes(4), 1009, id="more than we take, as announced"),
        pytest.param(
            b"".join(
                b"\x01"[: not number] + b"\x00"[: bool(number)] + b"\xfe\xff\xff\0\0\0\0" + bytes(65535)
                for number in range(4)
            ),
            1009,
            id="more than we take, bit by bit",
        ),
    ],
)
def test_whoever_breaks_the_rules_is_told_which(data: bytes, status: int) -> None:
    with pytest.raises(Broken) as broken:
        FrameReader(LIMIT).feed(data)
    assert broken.value.status == status


@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_more_than_the_connection(data: bytes) -> None:
    reader = FrameReader(LIMIT)
    try:
        messages = reader.feed(data)
    except Broken:
        return
    assert all(opcode in {TEXT, BINARY, CLOSE, PING, 10} for opcode, _ in messages)

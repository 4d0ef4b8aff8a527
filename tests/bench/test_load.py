"""The load program measures what it says, and does not overlook a lost or doubled delivery."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the load program needs epoll and /proc", allow_module_level=True)

from bench.load import ledger, scenarios
from bench.load.dialects import NODE, OURS
from bench.load.hall import Furnishing, Hall, plain
from bench.load.herd import Herd
from bench.load.servers import House
from bench.load.wire import Broken, Frames, Mask


def test_five_phones_post_as_fast_as_they_can_and_everything_arrives_once(tmp_path: Path) -> None:
    with House(tmp_path).serving("ours", Furnishing(5), limits=False) as server:
        herd = Herd(server.port, server.dialect)
        figures = scenarios.saturation(server, herd, 0.5, warm=0.2)
        herd.close()
    assert figures["acked_per_s"] > 0
    assert figures["server_cpu_s_per_1000_deliveries"] > 0
    assert all(len(phone.got) == len(server.people.screens[0].got) > 0 for phone in server.people.phones)


def test_ones_own_idea_counts_once_though_it_comes_as_my_idea_too() -> None:
    message = (
        b'42["changes",[{"seq":7,"kind":"idea","id":"3","value":{"number":3,"builds_on":[],"text":"~00000042 a"}},'
        b'{"seq":8,"kind":"my_idea","id":"3","value":{"number":3,"text":"~00000042 a"}},'
        b'{"seq":9,"kind":"idea","id":"4","value":{"number":4,"builds_on":[3],"text":"~00000043 b"}}]]'
    )
    assert OURS.mark.findall(message) == [b"00000042", b"00000043"]


def test_what_comes_in_pieces_is_put_together() -> None:
    frames = Frames()
    short, long = b"\x81\x02ab", b"\x81\x7e\x01\x00" + b"c" * 256
    pieces = [short[:1], short[1:] + long[:3], long[3:100], long[100:]]
    assert [message for piece in pieces for _, message in frames.feed(piece)] == [b"ab", b"c" * 256]


def test_a_masked_frame_holds_what_was_meant() -> None:
    frame = Mask().frame("Grüße".encode())
    key, masked = frame[2:6], frame[6:]
    assert bytes(byte ^ key[index % 4] for index, byte in enumerate(masked)).decode() == "Grüße"


@pytest.fixture
def hall() -> Hall:
    """Two at a table and the screens, who have heard the one idea there is."""
    people = plain(2).hall()
    people.phones[0].acked.append(1)
    for phone in people.everybody:
        phone.got.append(b"00000001")
    return people


def faults(people: Hall) -> list[str]:
    """What the ledger says about them."""
    wanted = ledger.expected(people)
    return [fault for phone in people.everybody for fault in ledger.compare(phone, ledger.due(phone, wanted))]


def test_the_ledger_is_content_where_everybody_heard_everything_once(hall: Hall) -> None:
    assert faults(hall) == []


def test_the_ledger_finds_what_was_lost_and_what_came_twice(hall: Hall) -> None:
    hall.phones[1].got.clear()
    hall.screens[0].got.append(b"00000001")
    assert faults(hall) == [
        "a phone at table 1 misses 1 of 1 and has 0 too many",
        "a screen misses 0 of 1 and has 1 too many",
    ]


def test_what_came_with_a_resume_has_arrived_and_counts_once(hall: Hall) -> None:
    hall.phones[1].got.clear()
    hall.phones[1].caught_up.add(b"00000001")
    hall.screens[0].caught_up.add(b"00000001")
    assert faults(hall) == []


def test_a_refused_post_stops_the_measurement(hall: Hall) -> None:
    posts = scenarios.Posts(NODE)
    hall.phones[0].acks = 1
    with pytest.raises(Broken, match="rate_limited"):
        posts.take(hall.phones[0], 1, b'431[{"ok":false,"error":{"code":"rate_limited"}}]')

"""Many write at once, and fast: each person's ideas stand in her order. And whoever asks twice is answered once."""

from __future__ import annotations

import concurrent.futures
import json
import sqlite3
import threading
import urllib.error
import urllib.request
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import socketio

from tests.faults.crowd import Phone
from tests.faults.hall import Hall, opened

ID = "the-same-id-again-and-again"


def test_what_people_write_in_a_burst_stands_in_their_order(tmp_path: Path, long: bool) -> None:
    """T11: through stalls of the disk, too."""
    people, ideas, bursts = (20, 50, 20) if long else (16, 20, 2)
    with opened(tmp_path, people) as hall, hall.crowd() as crowd:
        crowd.until(crowd.connected, 20)
        stop = threading.Event()
        disturber = threading.Thread(target=holding_up, args=(hall, stop))
        disturber.start()
        for burst in range(bursts):
            crowd.each(partial(write_all, burst, ideas))
            crowd.until(crowd.settled, 60)
        stop.set()
        disturber.join()
        assert hall.violations(long=long) == []
        assert hall.history.acknowledged() == people * ideas * bursts


def write_all(burst: int, ideas: int, phone: Phone) -> None:
    """Somebody writes so many ideas in one go."""
    for number in range(ideas):
        phone.ask("idea.post", text=f"Salve {burst * ideas + number} von {phone.name}, {burst:02x}{number:04x}")


def holding_up(hall: Hall, stop: threading.Event) -> None:
    """Another program holds the database's lock, again and again, for up to 200 ms: each batch takes another time."""
    with closing(sqlite3.connect(hall.server.instance / "cafe.sqlite", timeout=10, isolation_level=None)) as other:
        pause = 0.0
        while not stop.wait(pause):
            other.execute("BEGIN IMMEDIATE")
            stop.wait(pause)
            other.execute("ROLLBACK")
            pause = (pause + 0.037) % 0.2


def test_one_command_sent_a_thousand_times_on_all_ways_is_carried_out_once(tmp_path: Path, long: bool) -> None:
    """T10."""
    times = 1000 if long else 100
    with opened(tmp_path, 8) as hall:
        command = {"id": ID, "name": "idea.post", "args": {"text": "Nur einmal"}}
        answers = replayed(hall, "p1", command, times)
        hall.kill()
        hall.start()
        answers += replayed(hall, "p1", command, times // 10)
        assert len(answers) == times + times // 10
        assert len({json.dumps(answer, sort_keys=True) for answer in answers}) == 1, "the same answer each time"
        assert answers[0]["ok"]
        other = over_http(hall, "p1", command | {"args": {"text": "Etwas anderes"}})
        assert (other["ok"], other["error"]["code"]) == (False, "conflict"), "the id stands for other words already"
        foreign = over_http(hall, "p2", command)
        assert foreign["ok"], "another person's ids are her own"
        assert foreign["result"] != answers[0]["result"], "and tell nothing of others"
        with hall.store() as store, store.read() as session:
            texts = session.connection().exec_driver_sql("SELECT text FROM idea ORDER BY number").scalars().all()
        assert texts == ["Nur einmal", "Nur einmal"]


def replayed(hall: Hall, who: str, command: dict[str, Any], times: int) -> list[dict[str, Any]]:
    """The answers to a command sent again and again, at once, on five sockets and over HTTP."""
    sockets = [socketio.Client(reconnection=False) for _ in range(5)]
    for one in sockets:
        one.connect(hall.server.url, auth={"token": hall.people[who]}, transports=["websocket"])
    ways = [lambda one=one: one.call("command", command, timeout=30) for one in sockets]
    ways.append(lambda: over_http(hall, who, command))
    with concurrent.futures.ThreadPoolExecutor(12) as many:
        answers = list(many.map(lambda number: ways[number % len(ways)](), range(times)))
    for one in sockets:
        one.disconnect()
    return answers


def over_http(hall: Hall, who: str, command: dict[str, Any]) -> dict[str, Any]:
    """One command by POST."""
    request = urllib.request.Request(
        f"{hall.server.url}/api/v1/command", json.dumps(command).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {hall.people[who]}"},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return json.load(error)

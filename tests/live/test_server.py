"""A real server and real sockets: order, revocation, origins, the bell, going and coming back."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from cafe.cli.actor import Actor, Somebody
from cafe.store.rows import Event
from cafe.store.unit_of_work import Store
from cafe.usecases.gate import Gate
from cafe.usecases.keys import Keyring, new_key
from scripts.served import Served, served

ANSWER_SECONDS = 15

# The Python client leaves closed sockets to the garbage collector; the server is what is tested here.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests that do not kill it."""
    with served(Path(tmp_path_factory.mktemp("server")), CAFE_RATE_LIMIT="0") as running:
        yield running


class House:
    """The same database from outside: what an operator could do on the server's own machine."""

    def __init__(self, server: Served) -> None:
        self.server = server
        self.store = Store(f"sqlite:///{server.instance / 'cafe.sqlite'}")
        self.actor = Actor(
            Gate(self.store, rate_limit=False), Keyring((server.instance / "secret_key").read_text().strip())
        )
        self.organiser = self.actor.create("stralsund")
        self.actor.do(self.organiser, "event.open")
        self.event = self.organiser.event or 0

    @property
    def row(self) -> Event:
        """The event as it stands."""
        with self.store.read() as session:
            return session.get_one(Event, self.event)

    def lead(self) -> socketio.Client:
        """A lead's socket."""
        return connect(self.server, self.actor.link(self.organiser, "lead"))

    def guest(self) -> Somebody:
        """Somebody who came in."""
        return self.actor.join(self.row.code)


@pytest.fixture
def house(server: Served) -> Iterator[House]:
    """An event in its lobby on the shared server."""
    made = House(server)
    yield made
    made.store.close()


def connect(server: Served, token: str, **options: Any) -> socketio.Client:
    """A socket that is in."""
    client = socketio.Client(reconnection=False)
    client.connect(server.url, auth={"token": token}, transports=["websocket"], wait_timeout=ANSWER_SECONDS, **options)
    client.call("resume", {"since": 0}, timeout=ANSWER_SECONDS)
    return client


def send(client: socketio.Client, name: str, **args: Any) -> dict[str, Any]:
    """One command."""
    answer: dict[str, Any] = client.call(
        "command", {"id": new_key(), "name": name, "args": args}, timeout=ANSWER_SECONDS
    )
    return answer


def until(said: Any, seconds: float = 5.0) -> bool:
    """Waits until something is true."""
    deadline = time.monotonic() + seconds
    while not said():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_what_one_phone_sends_in_a_row_is_stored_in_that_order(house: House) -> None:
    lead, phone = house.lead(), connect(house.server, house.guest().token)
    assert send(lead, "round.start", from_round=0)["ok"]
    answers: list[dict[str, Any]] = []
    for number in range(40):
        command = {"id": new_key(), "name": "idea.post", "args": {"text": f"Gedanke {number}"}}
        phone.emit("command", command, callback=answers.append)
    assert until(lambda: len(answers) == 40)
    numbers = [answer["result"]["idea"] for answer in answers]
    assert numbers == sorted(numbers)
    phone.disconnect()
    lead.disconnect()


def test_a_batch_is_answered_in_order_and_one_refusal_does_not_touch_the_others(house: House) -> None:
    lead, phone = house.lead(), connect(house.server, house.guest().token)
    send(lead, "round.start", from_round=0)
    texts = ["Erstens", "", "Drittens"]
    batch = [{"id": new_key(), "name": "idea.post", "args": {"text": text}} for text in texts]
    answers = phone.call("command", batch, timeout=ANSWER_SECONDS)
    assert [answer["ok"] for answer in answers] == [True, False, True]
    assert [answer["id"] for answer in answers] == [command["id"] for command in batch]
    phone.disconnect()
    lead.disconnect()


def test_after_a_not_yet_nothing_of_the_same_row_overtakes(tmp_path: Path) -> None:
    with served(tmp_path) as limited:
        house = House(limited)
        guest = connect(limited, house.guest().token)
        lead = house.lead()
        send(lead, "round.start", from_round=0)
        row = [{"id": new_key(), "name": "idea.post", "args": {"text": f"Gedanke {number}"}} for number in range(60)]
        answers = [
            answer
            for at in range(0, 60, 10)
            for answer in guest.call("command", row[at : at + 10], timeout=ANSWER_SECONDS)
        ]
        house.store.close()
        for client in (guest, lead):
            client.disconnect()
    for at in range(0, 60, 10):
        said = [answer["ok"] for answer in answers[at : at + 10]]
        assert said == sorted(said, reverse=True), "after the first no there is no yes in the same row"
    assert not all(answer["ok"] for answer in answers), "else this tests nothing"


def test_a_plan_is_searched_for_beside_the_cafe_and_gets_better(house: House) -> None:
    people = [house.guest() for _ in range(40)]
    lead = house.lead()
    heard: list[dict[str, Any]] = []

    def hear(changes: list[dict[str, Any]]) -> None:
        heard.extend(change["value"] for change in changes if change["kind"] == "plan" and change["value"])

    lead.on("changes", hear)
    made = send(lead, "seating.plan", policy="mix", all_rounds=True, seconds=1)
    assert made["ok"]
    assert until(lambda: bool(heard) and heard[-1]["state"] == "done", seconds=60)
    first, last = heard[0], heard[-1]
    assert first["state"] == "searching"
    assert last["bound"] is not None
    assert sum(map(len, last["seats"].values())) == len(people)
    assert set(last["later"]) == {"2", "3"}
    assert send(lead, "seating.publish", plan=made["result"]["plan"])["ok"]
    lead.disconnect()


def test_a_search_nobody_waits_for_any_more_is_ended(house: House) -> None:
    for _ in range(20):
        house.guest()
    lead = house.lead()
    made = send(lead, "seating.plan", policy="mix", seconds=20)
    assert send(lead, "seating.drop", plan=made["result"]["plan"])["ok"]
    again = send(lead, "seating.plan", policy="mix", seconds=1)
    seen: list[str] = []
    lead.on(
        "changes",
        lambda changes: seen.extend(c["value"]["state"] for c in changes if c["kind"] == "plan" and c["value"]),
    )
    assert until(lambda: "done" in seen, seconds=60), "the next one does not wait for twenty seconds"
    assert again["ok"]
    lead.disconnect()


def test_a_revoked_link_loses_its_socket_within_a_second(house: House) -> None:
    token = house.actor.link(house.organiser, "lead")
    lead = connect(house.server, token)
    over: list[dict[str, Any]] = []
    lead.on("over", over.append)
    organiser = connect_as_organiser(house)
    began = time.monotonic()
    organiser("link.revoke", link=1)
    assert until(lambda: over == [{"code": "revoked"}] and not lead.connected, 5)
    assert time.monotonic() - began < 1


def connect_as_organiser(house: House) -> Any:
    """A browser in which the organiser is logged in; what it can do here is take a link back."""
    password = "Backstein und Ostsee"
    browser = requests.Session()
    first = re.search(r"/organise/first/\S+", house.server.log)
    assert first
    page = browser.get(house.server.url + first.group(0), timeout=ANSWER_SECONDS).text
    if "csrf_token" in page and "again" in page:
        form = {"csrf_token": csrf(page), "password": password, "again": password}
        browser.post(house.server.url + first.group(0), data=form, timeout=ANSWER_SECONDS)
    else:
        page = browser.get(f"{house.server.url}/organise/login", timeout=ANSWER_SECONDS).text
        browser.post(
            f"{house.server.url}/organise/login", data={"csrf_token": csrf(page), "password": password},
            timeout=ANSWER_SECONDS,
        )  # fmt: skip

    def act(name: str, **args: Any) -> None:
        assert name == "link.revoke"
        page = browser.get(f"{house.server.url}/organise/{house.event}/links", timeout=ANSWER_SECONDS).text
        action = re.search(rf'action="(/organise/{house.event}/links/{args["link"]}/revoke[^"]*)"', page)
        assert action, page[:2000]
        browser.post(
            house.server.url + action.group(1), data={"csrf_token": csrf(page)}, timeout=ANSWER_SECONDS
        ).raise_for_status()

    return act


def csrf(page: str) -> str:
    """The form's token."""
    match = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert match, page[:2000]
    return match.group(1)


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://localhost.evil.example", "https://localhost", "http://localhost:1"],
)
def test_a_page_of_another_origin_gets_no_socket(house: House, origin: str) -> None:
    token = house.guest().token
    client = socketio.Client(reconnection=False)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(
            house.server.url, headers={"Origin": origin}, auth={"token": token}, transports=["websocket"],
            wait_timeout=5,
        )  # fmt: skip


def test_without_a_token_there_is_no_socket(house: House) -> None:
    client = socketio.Client(reconnection=False)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(house.server.url, auth={"token": "made up"}, transports=["websocket"], wait_timeout=5)


def test_an_event_nobody_registered_is_not_answered_and_a_malformed_command_is_refused(house: House) -> None:
    phone = connect(house.server, house.guest().token)
    for nonsense in (None, 7, "text", {"id": 5}, {"id": "x" * 99, "name": "idea.post"}, {"args": []}):
        answer = phone.call("command", nonsense, timeout=ANSWER_SECONDS)
        assert (answer["ok"], answer["error"]["code"]) == (False, "invalid")
    assert phone.call("resume", {"since": "yesterday"}, timeout=ANSWER_SECONDS)["error"]["code"] == "invalid"
    phone.disconnect()


def test_a_refusal_speaks_the_language_of_the_phone(house: House) -> None:
    token = house.guest().token
    german, english = connect(house.server, token), connect(house.server, token, headers={"Cookie": "lang=en"})
    said = [send(phone, "idea.post", text="")["error"] for phone in (german, english)]
    assert said[0]["code"] == said[1]["code"] == "conflict"
    assert said[0]["message"] != said[1]["message"]
    for phone in (german, english):
        phone.disconnect()


def test_a_rotation_reaches_every_phone_as_a_place_to_go(house: House) -> None:
    lead = house.lead()
    guests = [house.guest() for _ in range(12)]
    phones = [connect(house.server, guest.token) for guest in guests]
    told: list[dict[str, Any]] = []

    def take(changes: list[dict[str, Any]]) -> None:
        told.extend(change["value"] for change in changes if change["kind"] == "you")

    for phone in phones:
        phone.on("changes", take)
    send(lead, "round.start", from_round=0)
    told.clear()
    send(lead, "round.end", from_round=1)
    assert until(lambda: len({you["number"] for you in told}) == 12)
    assert all(you["table"] != you["from_table"] for you in told)
    for phone in [lead, *phones]:
        phone.disconnect()


def test_the_bell_rings_once_also_after_a_restart_past_the_deadline(tmp_path: Path) -> None:
    with served(tmp_path / "server") as server:
        house = House(server)
        lead = house.lead()
        send(lead, "round.start", from_round=0)
        send(lead, "clock.extend", minutes=-90)
        server.kill()
        switched = house.row.phase == "switch"
        server.start()
        assert until(lambda: house.row.phase == "switch")
        with house.store.read() as session:
            bells = (
                session.connection()
                .exec_driver_sql(
                    "SELECT count(*) FROM change WHERE kind = 'round' AND id = '1' AND value LIKE '%\"ended_at\":1%'"
                )
                .scalar_one()
            )
        assert (bells, switched) in {(1, True), (1, False)}
        house.store.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_goes_within_five_seconds_when_asked_to(tmp_path: Path, number: int) -> None:
    with served(tmp_path / "server") as server:
        house = House(server)
        phone = connect(server, house.guest().token)
        assert server.process
        began = time.monotonic()
        server.process.send_signal(number)
        assert server.process.wait(10) == 0
        assert time.monotonic() - began < 5
        phone.disconnect()
        house.store.close()


def test_a_rehearsal_with_simulated_phones_ends_without_a_fault(server: Served) -> None:
    said = server.flask("simulate", "--people", "30", "--rounds", "2", "--url", server.url)
    assert "Every acknowledged idea is in the export once" in said

"""Sight over real sockets: who may see something new is told to come and get it; who may not is not shown it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import socketio

from cafe.store.rows import Table
from cafe.usecases.keys import new_key
from scripts.served import Served, served
from tests.live.test_server import ANSWER_SECONDS, House, connect, send, until

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for these tests."""
    with served(Path(tmp_path_factory.mktemp("sight")), CAFE_RATE_LIMIT="0") as running:
        yield running


@pytest.fixture
def house(server: Served) -> Iterator[House]:
    """An event in its lobby."""
    made = House(server)
    yield made
    made.store.close()


def resumes(client: socketio.Client) -> list[dict[str, Any]]:
    """Collects each word to resume that this socket hears."""
    heard: list[dict[str, Any]] = []
    client.on("heads", lambda beat: heard.append(beat) if beat.get("resume") else None)
    return heard


def code_of(house: House, table: int | None) -> str:
    """What stands on the table's card."""
    with house.store.read() as session:
        return session.get_one(Table, (house.event, table)).code


def test_the_screen_fetches_the_themes_that_were_made_before_the_harvest(house: House) -> None:
    screen = connect(house.server, house.actor.link(house.organiser, "screen"))
    lead = house.lead()
    send(lead, "round.start", from_round=0)
    assert send(lead, "theme.save", title="Am Wasser")["ok"]
    send(lead, "round.end", from_round=1)
    heard = resumes(screen)
    seq = screen.call("resume", {"since": 0}, timeout=ANSWER_SECONDS)["seq"]
    assert send(lead, "harvest.start", from_round=1)["ok"]
    assert until(lambda: heard)
    answer = screen.call("resume", {"since": seq}, timeout=ANSWER_SECONDS)
    assert [theme["title"] for theme in answer["snapshot"]["theme"].values()] == ["Am Wasser"]
    for client in (screen, lead):
        client.disconnect()


def test_whoever_changes_tables_hears_the_new_one_and_no_longer_the_old_one(house: House) -> None:
    lead = house.lead()
    here, there = house.guest(), house.guest()
    assert here.table != there.table
    moving, staying = connect(house.server, here.token), connect(house.server, there.token)
    send(lead, "round.start", from_round=0)
    heard = resumes(moving)
    assert send(lead, "seating.move", person=here.person, table=there.table)["ok"]
    assert until(lambda: heard)
    assert moving.call("resume", {"since": 0}, timeout=ANSWER_SECONDS)["you"]["table"] == there.table
    seen: list[str] = []
    moving.on(
        "changes",
        lambda changes: seen.extend(change["value"]["text"] for change in changes if change["kind"] == "idea"),
    )
    assert send(lead, "announcement.send", text="Es geht weiter")["ok"]
    assert send(staying, "idea.post", text="Am neuen Tisch")["ok"]
    newcomer = connect(house.server, house.actor.join(code_of(house, here.table)).token)
    assert send(newcomer, "idea.post", text="Am alten Tisch")["ok"]
    assert send(staying, "idea.post", text="Noch einmal am neuen Tisch")["ok"]
    assert until(lambda: len(seen) == 2)
    assert seen == ["Am neuen Tisch", "Noch einmal am neuen Tisch"]
    for client in (moving, staying, newcomer, lead):
        client.disconnect()


def test_a_deleted_event_ends_every_session(house: House) -> None:
    phone = connect(house.server, house.guest().token)
    over: list[dict[str, Any]] = []
    phone.on("over", over.append)
    lead = house.lead()
    title = house.row.title
    house.actor.do(house.organiser, "event.delete", title=title)  # from outside: the beacon finds out
    assert until(lambda: over == [{"code": "deleted"}] and not phone.connected, 10)
    assert until(lambda: not lead.connected)


def test_two_leads_who_press_at_once_do_one_step(house: House) -> None:
    leads = [house.lead() for _ in range(4)]
    answers: list[dict[str, Any]] = []
    for lead in leads:
        command = {"id": new_key(), "name": "round.start", "args": {"from_round": 0}}
        lead.emit("command", command, callback=answers.append)
    assert until(lambda: len(answers) == len(leads))
    refusals = [answer["error"]["code"] for answer in answers if not answer["ok"]]
    assert refusals == ["conflict"] * (len(leads) - 1)
    assert (house.row.phase, house.row.round) == ("round", 1)
    for lead in leads:
        lead.disconnect()


def test_one_command_sent_on_five_sockets_at_once_is_done_once(house: House) -> None:
    lead = house.lead()
    send(lead, "round.start", from_round=0)
    guest = house.guest()
    phones = [connect(house.server, guest.token) for _ in range(5)]
    command = {"id": new_key(), "name": "idea.post", "args": {"text": "Fahrradstraßen am Sund"}}
    answers: list[dict[str, Any]] = []
    for phone in phones * 20:
        phone.emit("command", command, callback=answers.append)
    assert until(lambda: len(answers) == 100)
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["ok"]
    snapshot = phones[0].call("resume", {"since": 0}, timeout=ANSWER_SECONDS)["snapshot"]
    assert [idea["text"] for idea in snapshot["my_idea"].values()] == ["Fahrradstraßen am Sund"]
    for client in [lead, *phones]:
        client.disconnect()


def test_a_socket_never_hears_what_its_phone_may_not_see(house: House) -> None:
    """Every frame of one phone, while another table talks, the lead hides an idea and the theme team makes a theme."""
    lead = house.lead()
    here, there = house.guest(), house.guest()
    listening, talking = connect(house.server, here.token), connect(house.server, there.token)
    heard: list[str] = []
    listening.on("changes", lambda changes: heard.extend(json.dumps(change) for change in changes))
    send(lead, "round.start", from_round=0)
    idea = send(talking, "idea.post", text="Nur für diesen Tisch")["result"]["idea"]
    assert send(lead, "theme.save", title="Noch geheim", ideas=[idea])["ok"]
    assert send(lead, "idea.hide", idea=idea, reason="Nur für die Leitung")["ok"]
    assert send(lead, "announcement.send", text="An diesen Tisch", table=there.table)["ok"]
    assert send(lead, "announcement.send", text="An alle")["ok"]
    assert until(lambda: any("An alle" in change for change in heard))
    forbidden = ("Nur für diesen Tisch", "Noch geheim", "Nur für die Leitung", "An diesen Tisch")
    assert [change for change in heard if any(words in change for words in forbidden)] == []
    for client in (lead, listening, talking):
        client.disconnect()

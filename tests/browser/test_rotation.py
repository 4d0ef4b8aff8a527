"""A full hall is planned, and planned anew when life comes in between: late arrivals, no-shows, a host who leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from cafe.cli.actor import Actor, Somebody
from cafe.store.queries import structure
from cafe.store.rows import Event, Table
from cafe.store.unit_of_work import Store
from cafe.usecases.gate import Gate
from cafe.usecases.keys import Keyring
from scripts.served import Served
from tests.browser.hall import LAPTOP, WALL, Hall, live
from tests.browser.test_whole_cafe import enter, press

TOPICS, SIBLINGS, PEOPLE, LATE, MISSING = 6, 4, 100, 12, 9
GROUPS = ["Bürgerschaft", "Unternehmen", "Verwaltung/Politik"]
SEARCH_MS = 60_000
"""How long a test on a busy machine waits for a search of two seconds; bench/planning measures it."""


class Town:
    """Everybody who has no browser in this test, acting on the server's own database."""

    def __init__(self, server: Served) -> None:
        self.store = Store(f"sqlite:///{server.instance / 'cafe.sqlite'}")
        secret = (server.instance / "secret_key").read_text().strip()
        self.actor = Actor(Gate(self.store, rate_limit=False), Keyring(secret))
        self.organiser = self.actor.create("blank", title="Großes Café")
        self.event = self.organiser.event or 0
        self.people: list[Somebody] = []

    def furnish(self) -> None:
        """24 tables for 6 topics, three rounds, doors open."""
        do, me = self.actor.do, self.organiser
        do(me, "event.edit", title="Großes Café", groups=GROUPS, policy="mix")
        do(me, "tables.save", tables=[])
        do(me, "topics.save", topics=[{"title": f"Thema {number}"} for number in range(1, TOPICS + 1)])
        with self.store.read() as session:
            topics = [topic.number for topic in structure.topics(session, self.event)]
        do(me, "tables.save", tables=[{"topic": topic, "seats": 6} for topic in topics for _ in range(SIBLINGS)])
        do(me, "rounds.save", rounds=[{"minutes": 20, "switch_minutes": 3}] * 3)
        do(me, "event.open")

    @property
    def code(self) -> str:
        """The way in."""
        with self.store.read() as session:
            return session.get_one(Event, self.event).code

    def come(self, count: int) -> None:
        """So many come in by the event's code."""
        for _ in range(count):
            self.people.append(self.actor.join(self.code, group=GROUPS[len(self.people) % len(GROUPS)]))

    def seats(self, round_number: int) -> dict[int, int]:
        """Person → table, as stored."""
        with self.store.read() as session:
            return structure.seats(session, self.event, round_number)

    def host(self, table: int) -> Somebody:
        """A host comes in by her link."""
        return self.actor.host(self.actor.link(self.organiser, "host", table))

    def miss(self, somebody: Somebody) -> None:
        """Somebody is not here any more."""
        self.actor.do(self.organiser, "person.absent", person=somebody.person, absent=True)

    def hosts(self) -> dict[int, int]:
        """Table → who looks after it."""
        with self.store.read() as session:
            return {row.number: row.host for row in session.query(Table).filter_by(event_id=self.event) if row.host}


@pytest.fixture
def town(server: Served) -> Iterator[Town]:
    """An event with open doors."""
    made = Town(server)
    made.furnish()
    yield made
    made.store.close()


def opened(hall: Hall, server: Served, town: Town, role: str, size: dict[str, int], page: str) -> Page:
    """A role's page, opened by its link."""
    device = hall.device(size)
    device.goto(f"{server.url}/r/{town.actor.link(town.organiser, role)}")
    device.goto(f"{server.url}/{page}")
    return live(device)


def plan_all(lead: Page) -> None:
    """One press; the search ends by itself."""
    lead.get_by_test_id("policy").select_option("mix")
    lead.get_by_test_id("plan-scope").last.check(force=True)
    lead.get_by_test_id("plan").click()
    expect(lead.get_by_test_id("plan-title")).to_contain_text("Vorschlag", timeout=SEARCH_MS)
    expect(lead.get_by_test_id("plan-searching")).to_be_hidden(timeout=SEARCH_MS)


def test_a_hall_of_a_hundred_is_planned_and_planned_anew_with_one_press(
    hall: Hall, server: Served, town: Town
) -> None:  # fmt: skip
    host = town.host(1)
    town.come(PEOPLE - 2)
    phone = enter(hall, server, town.code)
    me = max(town.seats(1))
    lead = opened(hall, server, town, "lead", LAPTOP, "lead#seating")
    screen = opened(hall, server, town, "screen", WALL, "screen")

    plan_all(lead)
    press(lead, "publish")
    expect(lead.get_by_test_id("plan-title")).to_contain_text("Gilt für")
    assert all(len(town.seats(number)) == PEOPLE for number in (1, 2, 3))
    announced = town.seats(2)

    lead.goto(f"{server.url}/lead")
    live(lead)
    press(lead)
    town.come(LATE)
    for somebody in town.people[:MISSING]:
        town.miss(somebody)
    town.miss(host)
    gone = {somebody.person for somebody in [*town.people[:MISSING], host]}
    assert len(town.seats(1)) == PEOPLE + LATE - MISSING - 1, "who came late sits already"

    lead.goto(f"{server.url}/lead#seating")
    live(lead)
    plan_all(lead)
    press(lead, "publish")
    expect(lead.get_by_test_id("plan-title")).to_contain_text("Gilt für")
    seats = town.seats(2)
    assert len(seats) == PEOPLE + LATE - MISSING - 1
    assert not gone & seats.keys()
    sizes = [list(seats.values()).count(table) for table in range(1, TOPICS * SIBLINGS + 1)]
    assert max(sizes) - min(sizes) <= 1
    kept = [person for person, table in announced.items() if person in seats and seats[person] == table]
    assert len(kept) > len(seats) * 2 // 3, "announced seats stay as far as may be"

    lead.goto(f"{server.url}/lead")
    live(lead)
    press(lead)
    expect(phone.get_by_test_id("next-step")).to_contain_text(re.compile("Weiter zu Tisch|Sie bleiben"))
    expect(phone.get_by_test_id("table-number").first).to_contain_text(str(seats[me]))
    for table in (1, seats[me]):
        numbers = sorted(person for person, at in seats.items() if at == table)
        expect(screen.locator("main")).to_contain_text(re.compile(r"\D+".join(map(str, numbers))))

"""A café server with its pages and a real SQLite file; browsers are Flask's test clients, each with own cookies."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.app import create_app
from cafe.settings import Settings
from cafe.store.migrate import migrate
from cafe.store.queries import setup
from cafe.store.rows import Link, Person
from cafe.store.unit_of_work import Store
from cafe.usecases.gate import Gate
from cafe.web import security
from cafe.web.house import EXTENSION, House

PASSWORD = "vier Wörter im Café"

SECRET = "a secret for tests"

Visitor = Callable[..., FlaskClient]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once; each test gets a copy."""
    path = tmp_path_factory.mktemp("empty") / "cafe.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def pages(empty_database: Path) -> Flask:
    """The server's pages, made once: every test moves in with a house of its own."""
    made = create_app(Settings(f"sqlite:///{empty_database}", SECRET, rate_limit=False), live=False)
    made.config["WTF_CSRF_ENABLED"] = False  # test_forms_need_their_token switches it on
    return made


@pytest.fixture
def app(pages: Flask, empty_database: Path, tmp_path: Path) -> Iterator[Flask]:
    path = tmp_path / "cafe.sqlite"
    shutil.copy(empty_database, path)
    store = Store(f"sqlite:///{path}")
    settings = Settings(f"sqlite:///{path}", SECRET, rate_limit=False)
    pages.extensions[EXTENSION] = House(settings, store, Gate(store, rate_limit=False).run)
    yield pages  # without a context: requests that share one would share what each remembers of its visitor
    store.close()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody's browser, new and without cookies; it prefers German."""

    def fresh(language: str = "de") -> FlaskClient:
        client = app.test_client()
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        return client

    return fresh


@pytest.fixture
def organiser(app: Flask, visitor: Visitor) -> FlaskClient:
    """The organiser's browser, logged in."""
    with app.app_context():
        security.set_organiser_password(PASSWORD)
    client = visitor()
    assert client.post("/organise/login", data={"password": PASSWORD}).status_code == 303
    return client


class Stralsund:
    """An event from the template, and short ways to what is in it."""

    def __init__(self, the_house: House, client: FlaskClient) -> None:
        self.house = the_house
        wanted = {"template": "stralsund", "title": "", "date": "2026-10-26", "language": "de"}
        answer = client.post("/organise/new", data=wanted)
        self.url: str = answer.location
        self.id = int(self.url.rsplit("/", 1)[1])

    @property
    def now(self) -> setup.Setup:
        """The event as it stands."""
        with self.house.store.read() as session:
            found = setup.setup_of(session, self.id)
        assert found
        return found

    @property
    def people(self) -> list[Person]:
        with self.house.store.read() as session:
            return list(session.scalars(select(Person).where(Person.event_id == self.id).order_by(Person.number)))

    def links(self, role: str) -> list[Link]:
        return [link for link in self.now.links if link.role == role]


@pytest.fixture
def stralsund(app: Flask, organiser: FlaskClient) -> Stralsund:
    """The Stralsund template in draft."""
    return Stralsund(app.extensions[EXTENSION], organiser)


@pytest.fixture
def open_stralsund(stralsund: Stralsund, organiser: FlaskClient) -> Stralsund:
    """The same with its doors open."""
    assert organiser.post(f"{stralsund.url}/open").status_code == 303
    return stralsund

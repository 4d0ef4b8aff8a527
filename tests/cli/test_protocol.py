"""The published protocol is that of the code: up to date, valid, and true of what the server says."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask import Flask
from openapi_spec_validator import validate
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from cafe.app import create_app
from cafe.cli import openapi, protocol, schemas
from cafe.domain.kinds import Kind
from cafe.domain.phases import Phase
from cafe.live import socket
from cafe.settings import Settings
from cafe.store import journal
from cafe.usecases import feed
from cafe.usecases.catalogue import COMMANDS
from cafe.web import commands, security
from tests.cast import ROLES, Cafe
from tests.usecases.arguments import ARGUMENTS
from tests.usecases.phases import Shelf

ROOT = Path(__file__).resolve().parents[2]
OFFICIAL = ROOT / "node_modules/@asyncapi/specs/schemas/3.0.0.json"


@pytest.fixture(scope="session")
def shelf(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The cast's cafés by phase."""
    return Shelf(empty_database, Path(tmp_path_factory.mktemp("shelf")))


def read(name: str) -> dict[str, Any]:
    """A published document."""
    document: dict[str, Any] = json.loads((protocol.DOCS / name).read_text(encoding="utf-8"))
    return document


@cache
def checker(name: str) -> jsonschema.Draft202012Validator:
    """Holds a value to one of the shared schemas."""
    document = {"components": {"schemas": schemas.shared() | {"Joined": openapi.joined()}}}
    registry = Registry().with_resource("urn:cafe", DRAFT202012.create_resource(document))
    return jsonschema.Draft202012Validator({"$ref": f"urn:cafe#/components/schemas/{name}"}, registry=registry)


# -- the files


def test_what_is_published_is_what_the_code_says() -> None:
    assert protocol.write(check=True) == [], "run `make protocol`"


def test_a_page_that_is_out_of_date_is_named_and_mended(tmp_path: Path) -> None:
    for name in ("protocol.md", "asyncapi.json", "openapi.json"):
        shutil.copy(protocol.DOCS / name, tmp_path)
    page = tmp_path / "protocol.md"
    page.write_text(page.read_text().replace("| `idea.post` |", "| `idea.shout` |"))
    (tmp_path / "openapi.json").unlink()
    assert protocol.write(check=True, folder=tmp_path) == ["openapi.json", "protocol.md"]
    assert protocol.write(check=False, folder=tmp_path) == ["openapi.json", "protocol.md"]
    assert protocol.write(check=True, folder=tmp_path) == []
    assert page.read_text() == (protocol.DOCS / "protocol.md").read_text()


def test_a_page_without_a_place_for_its_table_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "protocol.md").write_text("# The live protocol\n")
    with pytest.raises(ValueError, match="no place for the table of"):
        protocol.write(check=True, folder=tmp_path)


def test_asyncapi_is_what_its_own_schema_allows() -> None:
    official = json.loads(OFFICIAL.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(official).validate(read("asyncapi.json"))


def test_openapi_is_valid() -> None:
    validate(read("openapi.json"))


def test_every_schema_is_one_and_points_to_what_is_there() -> None:
    for name in ("asyncapi.json", "openapi.json"):
        document = read(name)
        for schema in document["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema)
        for pointer in pointers(document):
            place: Any = document
            for step in pointer.removeprefix("#/").split("/"):
                assert step in place, pointer
                place = place[step]


def pointers(part: object) -> list[str]:
    """All references in a document."""
    if isinstance(part, list):
        return [found for one in part for found in pointers(one)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
    return own + [found for one in part.values() for found in pointers(one)]


# -- complete


def test_every_command_that_can_be_sent_is_a_message_with_its_roles_and_phases() -> None:
    messages = read("asyncapi.json")["channels"]["command"]["messages"]
    assert messages.keys() - {"batch", "answer", "answers"} == {line.name for line in schemas.sendable()}
    assert COMMANDS.keys() - messages.keys() == {"person.join", "person.return", "link.open"}, "these are doors"
    assert messages["round.start"]["x-roles"] == ["colead", "lead"]
    assert messages["dots.place"]["x-phases"] == ["harvest"]


def test_every_kind_has_its_change() -> None:
    kinds = {
        change["properties"]["kind"]["const"]
        for name, change in read("asyncapi.json")["components"]["schemas"].items()
        if name.startswith("Change.")
    }
    assert kinds == {kind.value for kind in Kind}


def test_every_route_of_the_api_is_in_openapi(database: str) -> None:
    app: Flask = create_app(Settings(database, "a secret for tests"), live=False)
    routes = {
        (rule.rule, method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.methods
        for method in rule.methods - {"OPTIONS", "HEAD"}
    }
    published = {(path, method) for path, methods in read("openapi.json")["paths"].items() for method in methods}
    assert routes == published


def test_what_neighbours_say_of_each_other_is_the_same() -> None:
    assert openapi.STATUS == commands.STATUS
    assert openapi.PAGES == security.PAGES
    assert frozenset(openapi.PAGES) == socket.PAGES
    assert schemas.BATCH == commands.BATCH == socket.BATCH


# -- true


@pytest.mark.parametrize("phase", list(Phase))
def test_what_everybody_sees_is_what_the_schemas_promise(phase: Phase, shelf: Shelf) -> None:
    cafe, resumed, change = shelf.shared(phase), checker("Resumed"), checker("Change")
    for who in (who for who in ROLES if who in cafe.callers and who != "stefan"):
        with cafe.store.read() as session:
            for since in (0, cafe.row().seq):
                answer = feed.resume(session, cafe.viewer(who), since, cafe.clock.now).as_dict()
                resumed.validate(answer)
    with cafe.store.read() as session:
        for line in journal.since(session, cafe.event, 0):
            change.validate(feed.change_of(line) | {"value": None if line.value is None else json.loads(line.value)})


@pytest.mark.parametrize("line", COMMANDS.values(), ids=lambda line: line.name)
def test_arguments_that_the_gate_takes_are_what_the_schema_promises(line: Any, shelf: Shelf) -> None:
    cafe = shelf.shared(Phase.HARVEST)
    checker(f"{line.parameters.__name__}{schemas.ARGUMENTS}").validate(ARGUMENTS[line.name](cafe))
    if line in schemas.sendable():
        command = {"id": "0192f0c4-0001", "name": line.name, "args": ARGUMENTS[line.name](cafe)}
        checker("Command").validate(command)
        with pytest.raises(jsonschema.ValidationError):
            checker("Command").validate({**command, "args": {**command["args"], "unknown": 1}})


def test_what_the_api_answers_is_what_openapi_promises(cafe: Cafe) -> None:
    cafe.until(Phase.LOBBY)
    app = create_app(Settings(cafe.store.url, "a secret for tests", rate_limit=False), live=False)
    client = app.test_client()
    answer = client.post("/api/v1/join", json={"code": cafe.code(), "name": "Möwe"})
    checker("Joined").validate(answer.get_json())
    said = {"Authorization": f"Bearer {answer.get_json()['token']}"}
    cafe.do("fadime", "round.start", from_round=0)
    for body in ({"text": "Mehr Bäume"}, {"text": ""}, {"text": 7}):
        command = {"id": f"check-{len(str(body)):04d}", "name": "idea.post", "args": body}
        checker("Answer").validate(client.post("/api/v1/command", json=command, headers=said).get_json())
    checker("Answer").validate(client.post("/api/v1/command", json={}, headers=said).get_json())
    checker("Answer").validate(client.post("/api/v1/command", json={}).get_json())
    checker("Resumed").validate(client.post("/api/v1/resume", json={}, headers=said).get_json())
    app.extensions["cafe"].store.close()

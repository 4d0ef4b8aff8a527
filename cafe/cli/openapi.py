"""docs/openapi.json: the same over HTTP, as an OpenAPI 3.1 document."""

from __future__ import annotations

from http import HTTPStatus

from cafe.cli.schemas import ARGUMENTS, Schema, batch, ref, shared
from cafe.domain.errors import Code

STATUS = {
    Code.INVALID: HTTPStatus.BAD_REQUEST,
    Code.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    Code.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Code.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Code.CONFLICT: HTTPStatus.CONFLICT,
    Code.TOO_LATE: HTTPStatus.GONE,
    Code.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Code.RATE_LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    Code.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""What web/ answers to each refusal: a neighbour, whose word a test compares with this one. So it is with the pages."""

PAGES = ("table", "lead", "screen")

SAID_AT_THE_DOOR = ("code", "name", "group", "table")
"""What a client says when it joins; the secrets beside it are made by the server."""

EVERYWHERE = (Code.INVALID, Code.TOO_LARGE)
"""What any body can meet."""


def document() -> Schema:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "World Café over HTTP",
            "version": "1",
            "description": "For clients without a socket, and for sending in the background. In words: protocol.md.",
        },
        "servers": [{"url": "/", "description": "the café's own server"}],
        "paths": {"/api/v1/join": join(), "/api/v1/command": command(), "/api/v1/resume": resume()},
        "components": {"schemas": {**shared(), "Join": door(), "Joined": joined()}, "securitySchemes": schemes()},
    }


def join() -> Schema:
    """Coming in."""
    return {
        "post": {
            "operationId": "join",
            "summary": "Comes in by the code of the event or of a table; gets a token, a badge number and a seat",
            "security": [],
            "requestBody": body(ref("Join")),
            "responses": {
                "200": answer("in", ref("Joined")),
                **refusals(Code.NOT_FOUND, Code.CONFLICT, Code.TOO_LATE, Code.UNAVAILABLE, *EVERYWHERE),
            },
        }
    }


def command() -> Schema:
    """Asking for something."""
    return {
        "post": {
            "operationId": "command",
            "summary": "One command, or up to ten in order",
            "security": sessions(),
            "parameters": [whose()],
            "requestBody": body({"oneOf": [ref("Command"), batch(ref("Command"))]}),
            "responses": {
                "200": answer(
                    "stored; of a batch each answer speaks for itself",
                    {"oneOf": [ref("Accepted"), batch(ref("Answer"))]},
                ),
                **refusals(*Code),
            },
        }
    }


def whose() -> Schema:
    """For what waited on a device: the browser may be somebody else's by now."""
    return {
        "name": "X-Cafe-Who",
        "in": "header",
        "required": False,
        "schema": {"type": "string", "pattern": r"^\d+/\d+$", "examples": ["1/23"]},
        "description": "event and person that the commands are of; unauthenticated where the session is another's",
    }


def resume() -> Schema:
    """Catching up."""
    return {
        "post": {
            "operationId": "resume",
            "summary": "What one has missed, or a snapshot",
            "security": sessions(),
            "requestBody": body(ref("Resume")),
            "responses": {
                "200": answer("what is new, or everything", ref("Resumed")),
                **refusals(Code.UNAUTHENTICATED, *EVERYWHERE),
            },
        }
    }


def door() -> Schema:
    """What one says to come in."""
    full = shared()[f"Join{ARGUMENTS}"]
    return {
        "type": "object",
        "properties": {name: full["properties"][name] for name in SAID_AT_THE_DOOR},
        "required": ["code"],
        "additionalProperties": False,
    }


def joined() -> Schema:
    """What one gets."""
    number: Schema = {"type": "integer", "minimum": 1}
    return {
        "type": "object",
        "properties": {
            "token": {"type": "string", "description": "shown as Authorization: Bearer …; kept by nobody else"},
            "personal_code": {"type": "string", "description": "brings the person to another device"},
            "person": number,
            "event": number,
            "table": {"type": ["integer", "null"], "description": "the seat; null in a harvest, when nobody moves"},
            "access": {**number, "description": "this session's number: changes for access:<n> end it"},
        },
        "required": ["token", "personal_code", "person", "event", "table", "access"],
        "additionalProperties": False,
    }


def body(schema: Schema) -> Schema:
    """What is sent."""
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def answer(description: str, schema: Schema) -> Schema:
    """What comes back."""
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def refusals(*codes: Code) -> Schema:
    """Status → refusal, for these codes."""
    return {
        str(STATUS[code].value): answer(f"{code.value} ({STATUS[code].phrase})", ref("Refused"))
        for code in sorted(set(codes), key=lambda code: STATUS[code])
    }


def schemes() -> Schema:
    """How one says who one is."""
    return {
        "token": {"type": "http", "scheme": "bearer"},
        "page": {
            "type": "apiKey",
            "in": "header",
            "name": "X-Cafe-Page",
            "description": "which of the browser's roles is meant; no foreign page can send it",
        },
        **{f"cookie_{page}": {"type": "apiKey", "in": "cookie", "name": f"cafe_{page}"} for page in PAGES},
    }


def sessions() -> list[Schema]:
    """A token; or a page's cookie together with the header that names the page."""
    return [{"token": []}, *({"page": [], f"cookie_{page}": []} for page in PAGES)]

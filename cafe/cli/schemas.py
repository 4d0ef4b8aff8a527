"""The schemas that both published documents share: parameters, values, commands, answers, changes."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from cafe.domain.errors import Code
from cafe.domain.kinds import VALUES, Kind
from cafe.domain.roles import Role
from cafe.usecases.catalogue import COMMANDS, Command
from cafe.usecases.gate import COMMAND_ID

Schema = dict[str, Any]

ARGUMENTS = "Arguments"
"""Ends the name of a parameter schema: a question that is asked and one that is saved are two things."""

BATCH = 10
"""Commands in one message at the most, by socket and over HTTP; a test asks both."""

MILLIS = {"type": "integer", "description": "milliseconds since 1970, UTC"}


def ref(name: str) -> Schema:
    """Points to a shared schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def sendable() -> list[Command]:
    """The commands that somebody with a session may send. The others come in by doors of their own, as joining does."""
    return [line for line in COMMANDS.values() if line.roles != {Role.NOBODY}]


@cache
def arguments() -> dict[str, Schema]:
    """Name → schema of each parameter struct."""
    structs = list(dict.fromkeys(line.parameters for line in COMMANDS.values()))
    _, components = msgspec.json.schema_components(structs, ref_template=f"#/components/schemas/{{name}}{ARGUMENTS}")
    return {f"{name}{ARGUMENTS}": schema for name, schema in sorted(components.items())}


def arguments_of(line: Command) -> Schema:
    """The schema of one command's parameters."""
    return ref(f"{line.parameters.__name__}{ARGUMENTS}")


def values() -> dict[str, Schema]:
    """Name → schema of each kind's value."""
    _, components = msgspec.json.schema_components(list(VALUES.values()), ref_template="#/components/schemas/{name}")
    return {name: closed(schema) for name, schema in sorted(components.items())}


def closed(schema: Schema) -> Schema:
    """Nothing else is in a value: what a viewer may not see has no field to slip through."""
    return {**schema, "additionalProperties": False}


def command(line: Command) -> Schema:
    """A command as it is sent."""
    return {
        "type": "object",
        "title": line.name,
        "description": summary(line),
        "properties": {
            "id": ref("CommandId"),
            "name": {"const": line.name},
            "args": arguments_of(line),
        },
        "required": ["id", "name"] + ["args"] * bool(required_of(line)),
        "additionalProperties": False,
    }


def summary(line: Command) -> str:
    """What a command does, in one line; the refusals stand in a table of their own."""
    return line.summary.split(" Raises ")[0].strip()


def required_of(line: Command) -> list[str]:
    """The parameters a command cannot do without."""
    names: list[str] = arguments()[f"{line.parameters.__name__}{ARGUMENTS}"].get("required", [])
    return names


def batch(of: Schema) -> Schema:
    """Several in order, as many as fit."""
    return {"type": "array", "items": of, "maxItems": BATCH}


def change(kind: Kind) -> Schema:
    """A line of the journal. The end of a session has no value: it is only ever removed."""
    value: Schema = {"anyOf": [ref(VALUES[kind].__name__), {"type": "null"}]} if kind in VALUES else {"type": "null"}
    return {
        "type": "object",
        "title": f"change of {kind.value}",
        "properties": {
            "seq": {"type": "integer", "minimum": 1},
            "audience": ref("Audience"),
            "prev": {"type": "integer", "minimum": 0, "description": "the seq before on the same audience"},
            "kind": {"const": kind.value},
            "id": {"type": "string"},
            "value": value,
            "at": MILLIS,
        },
        "required": ["seq", "audience", "prev", "kind", "id", "value", "at"],
        "additionalProperties": False,
    }


def snapshot() -> Schema:
    """All that a viewer may see: kind → id → value."""
    return {
        "type": "object",
        "description": "kind → id → value; a kind without objects is missing",
        "properties": {
            kind.value: {"type": "object", "additionalProperties": ref(value.__name__)}
            for kind, value in VALUES.items()
        },
        "additionalProperties": False,
    }


def shared() -> dict[str, Schema]:
    """Every schema the documents point to."""
    return {
        **arguments(),
        **values(),
        **{f"Command.{line.name}": command(line) for line in sendable()},
        **{f"Change.{kind.value}": change(kind) for kind in Kind},
        "Accepted": accepted(),
        "Answer": {"oneOf": [ref("Accepted"), ref("Refused")]},
        "Audience": {"type": "string", "pattern": r"^(all|staff|table:\d+|visit:\d+:\d+|person:\d+|access:\d+)$"},
        "Change": {"oneOf": [ref(f"Change.{kind.value}") for kind in Kind]},
        "Command": {"oneOf": [ref(f"Command.{line.name}") for line in sendable()]},
        "CommandId": {
            "type": "string",
            "pattern": f"^{COMMAND_ID.pattern}$",
            "description": "made by the client; sent again, it gets the same answer and has no second effect",
        },
        "Error": error(),
        "Heads": {
            "type": "object",
            "description": "audience → the newest seq on it",
            "additionalProperties": {"type": "integer", "minimum": 0},
        },
        "Refused": refused(),
        "Resume": {
            "type": "object",
            "properties": {"since": {"type": "integer", "default": 0, "description": "0: a first time"}},
        },
        "Resumed": resumed(),
        "Snapshot": snapshot(),
        "Viewer": viewer(),
    }


def accepted() -> Schema:
    """Yes: durably stored."""
    return {
        "type": "object",
        "properties": {
            "ok": {"const": True},
            "id": ref("CommandId"),
            "seq": {"type": "integer", "minimum": 0},
            "result": {"type": "object", "description": "the numbers of what was made, by noun"},
        },
        "required": ["ok", "id", "seq", "result"],
        "additionalProperties": False,
    }


def refused() -> Schema:
    """No: nothing was stored."""
    return {
        "type": "object",
        "properties": {
            "ok": {"const": False},
            "id": {"description": "the command's id as it came; missing where the whole message was refused"},
            "error": ref("Error"),
        },
        "required": ["ok", "error"],
        "additionalProperties": False,
    }


def error() -> Schema:
    """Why not, for programs and for people."""
    return {
        "type": "object",
        "properties": {
            "code": {"enum": [code.value for code in Code]},
            "message": {"type": "string", "description": "a sentence in the viewer's language that says what to do"},
            "field": {"type": "string", "description": "the field that is meant, as insights.0.text"},
            "retry_after": {"type": "number", "description": "seconds after which it is worth another try"},
        },
        "required": ["code", "message"],
        "additionalProperties": False,
    }


def resumed() -> Schema:
    """What one missed, or all one may see."""
    always: Schema = {
        "now": MILLIS,
        "you": ref("Viewer"),
        "seq": {"type": "integer", "minimum": 0},
        "audiences": ref("Heads"),
    }

    def answer(name: str, schema: Schema) -> Schema:
        return {
            "type": "object",
            "properties": {**always, name: schema},
            "required": [*always, name],
            "additionalProperties": False,
        }

    return {
        "oneOf": [
            answer("changes", {"type": "array", "items": ref("Change")}),
            answer("snapshot", ref("Snapshot")),
        ]
    }


def viewer() -> Schema:
    """Who one is to the server."""
    number: Schema = {"type": ["integer", "null"]}
    return {
        "type": "object",
        "properties": {
            "role": {"enum": [role.value for role in Role if role is not Role.NOBODY]},
            "person": number,
            "table": number,
            "event": {"type": "integer"},
        },
        "required": ["role", "person", "table", "event"],
        "additionalProperties": False,
    }

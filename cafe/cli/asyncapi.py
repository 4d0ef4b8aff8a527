"""docs/asyncapi.json: the messages on the socket, as an AsyncAPI 3.0 document."""

from __future__ import annotations

from cafe.cli.schemas import Schema, batch, ref, sendable, shared, summary
from cafe.domain.phases import Phase
from cafe.usecases.catalogue import Command

TYPING = {"type": "object", "properties": {"typing": {"type": "boolean"}}, "required": ["typing"]}
TYPISTS = {
    "type": "object",
    "properties": {"typing": {"type": "integer", "minimum": 0, "description": "how many type at this table"}},
    "required": ["typing"],
}
OVER = {
    "type": "object",
    "description": "this session has ended; the socket closes",
    "properties": {"code": {"enum": ["revoked", "deleted"]}},
    "required": ["code"],
}
BEACON = {
    "oneOf": [
        {
            "type": "object",
            "title": "the newest seq",
            "properties": {"seq": {"type": "integer"}, "heads": ref("Heads"), "now": {"type": "integer"}},
            "required": ["seq", "heads", "now"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "title": "what you may see has changed: resume now",
            "properties": {"resume": {"const": True}},
            "required": ["resume"],
            "additionalProperties": False,
        },
    ]
}


def document() -> Schema:
    """The whole document."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "World Café, the live protocol",
            "version": "1",
            "description": "Commands in, changes out, over Socket.IO. docs/protocol.md tells it in words.",
        },
        "defaultContentType": "application/json",
        "servers": {
            "cafe": {
                "host": "localhost:5000",
                "pathname": "/socket.io/",
                "protocol": "ws",
                "description": "Socket.IO 5; auth: {token, locale}, or {page} for a browser with a cookie",
            }
        },
        "channels": channels(),
        "operations": operations(),
        "components": {"schemas": shared()},
    }


def channels() -> Schema:
    """One channel for each Socket.IO event; its messages in either direction."""
    commands = {line.name: message_of(line) for line in sendable()}
    return {
        "command": channel("command", "one command, or several in order", {
            **commands,
            "batch": message("up to ten commands in order", batch(ref("Command"))),
            "answer": message("the acknowledgement of one command", ref("Answer")),
            "answers": message("the acknowledgement of a batch, in order", batch(ref("Answer"))),
        }),
        "resume": channel("resume", "what have I missed?", {
            "resume": message("what the client holds", ref("Resume")),
            "resumed": message("what it missed, or a snapshot", {"oneOf": [ref("Resumed"), ref("Refused")]}),
        }),
        "changes": channel("changes", "what has happened, in order within each audience", {
            "changes": message("lines of the journal", {"type": "array", "items": ref("Change")}),
        }),
        "heads": channel("heads", "every few seconds: the newest seq, so that a loss is noticed", {
            "heads": message("the newest seq, or word to resume", BEACON),
        }),
        "hint": channel("hint", "who is typing; never stored", {
            "typing": message("somebody types, or has stopped", TYPING),
            "typists": message("how many type", TYPISTS),
        }),
        "over": channel("over", "the end of a session", {"over": message("why", OVER)}),
    }  # fmt: skip


def channel(address: str, description: str, messages: Schema) -> Schema:
    """A Socket.IO event."""
    return {"address": address, "description": description, "messages": messages}


def message(summary: str, payload: Schema) -> Schema:
    """What is said."""
    return {"summary": summary, "payload": payload}


def message_of(line: Command) -> Schema:
    """A command with who may use it and when."""
    return {
        **message(summary(line), ref(f"Command.{line.name}")),
        "name": line.name,
        "x-roles": sorted(role.value for role in line.roles),
        "x-phases": [phase.value for phase in Phase if phase in line.phases],
    }


def operations() -> Schema:
    """The server's side of it."""
    return {
        "takeCommand": asked("command", [line.name for line in sendable()], "answer"),
        "takeBatch": asked("command", ["batch"], "answers"),
        "takeResume": asked("resume", ["resume"], "resumed"),
        "takeTyping": {"action": "receive", "channel": at("hint"), "messages": [at("hint", "typing")]},
        "sendTypists": told("hint", "typists"),
        "sendChanges": told("changes", "changes"),
        "sendHeads": told("heads", "heads"),
        "sendOver": told("over", "over"),
    }


def asked(where: str, messages: list[str], answer: str) -> Schema:
    """The server receives and acknowledges."""
    return {
        "action": "receive",
        "channel": at(where),
        "messages": [at(where, name) for name in messages],
        "reply": {"channel": at(where), "messages": [at(where, answer)]},
    }


def told(where: str, name: str) -> Schema:
    """The server sends."""
    return {"action": "send", "channel": at(where), "messages": [at(where, name)]}


def at(where: str, name: str | None = None) -> Schema:
    """Points to a channel, or to a message of it."""
    return {"$ref": f"#/channels/{where}" + (f"/messages/{name}" if name else "")}

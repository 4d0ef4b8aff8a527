"""The tables of docs/protocol.md, drawn between its markers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields

import msgspec

from cafe.cli.schemas import summary
from cafe.domain.kinds import VALUES, Kind
from cafe.domain.phases import Phase
from cafe.domain.roles import LEADS, SEATED, STAFF, Role
from cafe.usecases.catalogue import COMMANDS, DESK, LIVE, MOVERS, Command

GROUPS = {
    frozenset(LEADS): "leads",
    frozenset(DESK): "leads, theme team",
    frozenset(STAFF): "staff",
    frozenset(MOVERS): "leads, organiser",
    frozenset(MOVERS | {Role.HOST}): "host, leads, organiser",
    frozenset(SEATED): "everybody seated",
}
"""Groups of roles that have a name."""


def fill(page: str) -> str:
    """The page with its tables as the code has them. Raises ValueError where a marker is missing."""
    for name, table in TABLES.items():
        pattern = re.compile(rf"(<!-- {name}: generated -->\n).*?(\n<!-- end -->)", re.DOTALL)
        if not pattern.search(page):
            raise ValueError(f"docs/protocol.md has no place for the table of {name}")
        page = pattern.sub(lambda found, table=table: found[1] + table() + found[2], page, count=1)  # type: ignore[misc]  # mypy cannot infer a default in a lambda
    return page


def kinds() -> str:
    """Kind, what it is, its fields."""
    lines = ["| kind | what it is | fields |", "| --- | --- | --- |"]
    for kind in Kind:
        value = VALUES.get(kind)
        what = paragraph(value.__doc__) if value else "Its removal ends a session."
        names = ", ".join(f"`{field.name}`" for field in fields(value)) if value else "–"
        lines.append(f"| `{kind.value}` | {without_kind(what)} | {names} |")
    return "\n".join(lines)


def commands() -> str:
    """Command, what it does, who may, when, with which parameters."""
    lines = ["| command | parameters | what it does | who | when |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| `{line.name}` | {parameters(line)} | {summary(line)} | {who(line)} | {when(line)} |"
        for line in COMMANDS.values()
    ]
    return "\n".join(lines)


def parameters(line: Command) -> str:
    """The names of the parameters; a question mark: may be left out."""
    found = msgspec.structs.fields(line.parameters)
    return ", ".join(f"`{field.name}{'' if field.required else '?'}`" for field in found) or "–"


def who(line: Command) -> str:
    """The roles in words."""
    if line.roles in GROUPS:
        return GROUPS[line.roles]
    return ", ".join(role.value for role in Role if role in line.roles)


def when(line: Command) -> str:
    """The phases in words."""
    if line.phases == frozenset(Phase):
        return "always"
    if line.phases == LIVE:
        return "from the lobby to the harvest"
    return ", ".join(phase.value for phase in Phase if phase in line.phases)


def paragraph(words: str | None) -> str:
    """A docstring as one line."""
    return " ".join((words or "").split()).replace("|", "\\|")


def without_kind(words: str) -> str:
    """The table names the kind already."""
    return re.sub(r"^Kind `\w+`, (id )?", lambda found: "Id " if found[1] else "", words)


TABLES: dict[str, Callable[[], str]] = {"kinds": kinds, "commands": commands}

"""Forms with rows: what was typed, as it was typed; rows added, taken out and moved without any script.

A form's values are one plain dict, the same whether they come from the rows of the database or from what was typed, so
that a template draws both. A row's fields are named `topics.0.title`, as the gate names them when it says no.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from cafe.domain.errors import Code
from cafe.usecases.gate import Answer
from cafe.web.errors import say, sentence

Row = dict[str, str]
Values = dict[str, Any]
"""Field → text; the name of a list → its rows."""

ROWS_AT_MOST = 2_000
"""More rows than any café has tables: what comes beyond is not read."""


@dataclass(slots=True)
class Faults:
    """What is wrong with a form: field → sentence, and what stands above it all."""

    fields: dict[str, str] = field(default_factory=dict)
    summary: str = ""

    def __bool__(self) -> bool:
        return bool(self.fields or self.summary)

    def at(self, name: str) -> str:
        """The sentence at a field, or nothing."""
        return self.fields.get(name, "")

    def add(self, name: str, words: str) -> None:
        """The first fault of a field is the one to mend first."""
        self.fields.setdefault(name, words)


def faults_of(answer: Answer) -> Faults:
    """Why the gate said no, at the field that it means."""
    faults = Faults()
    if answer.refused is None:
        return faults
    if answer.refused.field and answer.refused.code is not Code.UNAVAILABLE:
        faults.add(answer.refused.field, sentence(answer.refused))
    else:
        faults.summary = sentence(answer.refused)
    return faults


def rows_of(form: MultiDict[str, str], name: str) -> list[Row]:
    """The rows of one list, in the order of their numbers in the form."""
    pattern = re.compile(rf"{re.escape(name)}\.(\d{{1,4}})\.([a-z_]+)")
    found: dict[int, Row] = {}
    for key, value in form.items():
        match = pattern.fullmatch(key)
        if match and int(match[1]) < ROWS_AT_MOST:
            found.setdefault(int(match[1]), {})[match[2]] = value
    return [found[index] for index in sorted(found)]


def rearranged(rows: list[Row], do: str, fresh: Row) -> list[Row]:
    """The rows after "add", "remove.2", "up.2" or "down.2"; anything else leaves them as they are."""
    verb, _, place = do.partition(".")
    if verb == "add":
        return [*rows, *(dict(fresh) for _ in range(int(place) if place.isdigit() and int(place) <= 50 else 1))]
    index = int(place) if place.isdigit() else -1
    if not 0 <= index < len(rows):
        return rows
    row, rest = rows[index], rows[:index] + rows[index + 1 :]
    target = {"remove": None, "up": max(0, index - 1), "down": index + 1}.get(verb, index)
    return rest if target is None else [*rest[:target], row, *rest[target:]]


def whole(values: Mapping[str, str], name: str, least: int, most: int, faults: Faults, *, at: str = "") -> int:
    """A whole number between `least` and `most`; else a fault at the field, and `least` to go on with."""
    typed = values.get(name, "").strip()
    if re.fullmatch(r"-?\d{1,9}", typed) and least <= int(typed) <= most:
        return int(typed)
    faults.add(at or name, say(Code.INVALID, "number_form", {"least": least, "most": most}))
    return least


def missing(faults: Faults, at: str, reason: str) -> int:
    """A fault at a field where something has to be chosen; 0 to go on with."""
    faults.add(at, say(Code.INVALID, reason))
    return 0


def number_or_none(typed: str | None) -> int | None:
    """The number a row already has, or None for a new one."""
    return int(typed) if typed and typed.isdigit() and 0 < int(typed) <= 10_000_000 else None


def lines(text: str) -> list[str]:
    """One entry a line; empty lines are nothing."""
    return [line.strip() for line in text.splitlines() if line.strip()]

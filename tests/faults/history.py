"""What was asked, what was answered, and what came of it, held against each other: a checker in the manner of Jepsen.

Each phone writes a line when it asks (`invoke`), when it is told yes (`ok`) or no (`fail`), and when it cannot know
(`info`: the connection went). Ideas carry a text nobody else writes, so that one can be found wherever it went. After
quiet, `violations` names everything that is not as it was promised:

- what was acknowledged is there, exactly once, under its number, at its table, in its round;
- what was told no, or never asked, is not there; what was never answered is there once at the most;
- the same id was given the same answer, however often it was asked;
- each person's ideas stand in the order in which she wrote them;
- the journal has every number once and none is missing;
- every export has exactly the ideas that the database has.

What each phone shows is compared by the hall, which can look through everybody's eyes (`Hall.seen_wrongly`).
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path


class Phase(StrEnum):
    """How far a command has come, as its client knows."""

    INVOKE = "invoke"
    OK = "ok"
    FAIL = "fail"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history."""

    client: str
    op: str
    id: str
    phase: Phase
    text: str = ""
    idea: int = 0
    table: int = 0
    round: int = 0
    seq: int = 0
    code: str = ""
    t: float = field(default_factory=time.time)


class History:
    """JSON lines in a file, from many threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()

    def write(self, line: Line) -> None:
        """Adds a line."""
        with self._lock:
            self._file.write(json.dumps(asdict(line), ensure_ascii=False) + "\n")

    def lines(self) -> list[Line]:
        """All that was written so far."""
        with self._lock:
            self._file.flush()
        with self.path.open(encoding="utf-8") as file:
            return [Line(**json.loads(line) | {"phase": Phase(json.loads(line)["phase"])}) for line in file]

    def waits(self) -> list[float]:
        """Seconds from asking to being told yes, in order; what was asked in a dead spot has waited, too."""
        lines = self.lines()
        asked = {line.id: line.t for line in lines if line.phase is Phase.INVOKE}
        return sorted(line.t - asked[line.id] for line in lines if line.phase is Phase.OK)

    def oldest_unanswered(self) -> float:
        """Seconds since the oldest command was asked that has no answer yet; 0 where all have one."""
        lines = self.lines()
        answered = {line.id for line in lines if line.phase in {Phase.OK, Phase.FAIL}}
        asked = (line.t for line in lines if line.phase is Phase.INVOKE and line.id not in answered)
        now = time.time()
        return now - min(asked, default=now)

    def close(self) -> None:
        """Nothing more will happen."""
        with self._lock:
            self._file.close()

    def acknowledged(self) -> int:
        """How many commands were told yes."""
        return sum(line.phase is Phase.OK for line in self.lines())


@dataclass(frozen=True, slots=True)
class Stored:
    """An idea as the database has it."""

    number: int
    text: str
    table: int
    round: int


def violations(
    lines: Sequence[Line],
    stored: Sequence[Stored],
    journal: Sequence[int],
    exports: Mapping[str, Iterable[str]],
    *,
    drained: bool = True,
) -> list[str]:
    """Everything that is not as it was promised. `drained`: all outboxes are empty, so nothing may be unanswered."""
    return [
        *answers_differ(lines),
        *lost_or_changed(lines, stored),
        *made_up(lines, stored),
        *(unanswered(lines) if drained else ()),
        *out_of_order(lines),
        *gaps(journal),
        *exported_wrongly(stored, exports),
    ]


def posts(lines: Iterable[Line], *phases: Phase) -> Iterator[Line]:
    """The lines about ideas in these phases."""
    return (line for line in lines if line.op == "idea.post" and line.phase in phases)


def lost_or_changed(lines: Sequence[Line], stored: Sequence[Stored]) -> Iterator[str]:
    """Acknowledged, and not there, or elsewhere, or more than once; and anything else that is there twice."""
    found: dict[str, list[Stored]] = defaultdict(list)
    for one in stored:
        found[one.text].append(one)
    for line in posts(lines, Phase.OK):
        places = [(one.number, one.table, one.round) for one in found[line.text]]
        if (line.idea, line.table, line.round) not in places:
            yield f"lost: {line.text!r} was acknowledged as {line.idea}, there is {places}"
    for text, ones in found.items():
        if len(ones) > 1:
            yield f"twice: {text!r} is there as {[one.number for one in ones]}"


def made_up(lines: Sequence[Line], stored: Sequence[Stored]) -> Iterator[str]:
    """There, and nobody asked for it, or it was refused."""
    asked = {line.text for line in posts(lines, Phase.INVOKE)}
    refused = {line.text for line in posts(lines, Phase.FAIL)}
    for one in stored:
        if one.text not in asked:
            yield f"made up: {one.text!r}"
        elif one.text in refused:
            yield f"refused, and there: {one.text!r}"


def unanswered(lines: Sequence[Line]) -> Iterator[str]:
    """Asked, and never told yes or no, although the outbox is empty."""
    answered = {line.id for line in lines if line.phase in {Phase.OK, Phase.FAIL}}
    for line in lines:
        if line.phase is Phase.INVOKE and line.id not in answered:
            yield f"unanswered: {line.op} {line.text!r} of {line.client}"


def answers_differ(lines: Sequence[Line]) -> Iterator[str]:
    """One id, two different answers."""
    given: dict[str, tuple[object, ...]] = {}
    for line in lines:
        if line.phase in {Phase.OK, Phase.FAIL}:
            answer = (line.phase, line.idea, line.table, line.round, line.seq)
            if given.setdefault(line.id, answer) != answer:
                yield f"two answers to {line.id}: {given[line.id]} and {answer}"


def out_of_order(lines: Sequence[Line]) -> Iterator[str]:
    """A person's ideas numbered, or journalled, otherwise than she wrote them."""
    told = {line.id: line for line in posts(lines, Phase.OK)}
    latest: dict[str, Line] = {}
    for line in posts(lines, Phase.INVOKE):
        answer = told.get(line.id)
        if answer is None:
            continue
        before = latest.get(line.client)
        if before and (before.idea, before.seq) >= (answer.idea, answer.seq):
            yield f"out of order: {line.client} wrote {before.text!r} before {line.text!r}"
        latest[line.client] = answer


def gaps(journal: Sequence[int]) -> Iterator[str]:
    """Numbers of the journal that are missing or stand twice."""
    counted = Counter(journal)
    for number in range(1, max(journal, default=0) + 1):
        if counted[number] != 1:
            yield f"the journal has {number} {counted[number]} times"


def exported_wrongly(stored: Sequence[Stored], exports: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """An export that has other ideas than the database."""
    wanted = Counter(one.text for one in stored)
    for name, texts in exports.items():
        found = Counter(texts)
        for text in sorted((wanted - found).keys() | (found - wanted).keys()):
            yield f"{name} has {text!r} {found[text]} times"

"""The fixed cast of people whom the tests know by name.

Olga organises; Fadime leads, Cem is her co-lead; Thea is the theme team; the Saal is the projector. Holger hosts
table 3, Pia sits there; Quirin sits at table 4 and must not see table 3's things; Paula is on paper; Rita came by the
event's code; Stefan has no code and is nobody.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from cafe.domain.errors import Refused
from cafe.domain.phases import Phase
from cafe.store.queries import structure
from cafe.store.rows import Access, Event, Table
from cafe.store.unit_of_work import Store
from cafe.usecases import feed, flow
from cafe.usecases.gate import Answer, Gate, Request
from cafe.usecases.keys import digest
from cafe.usecases.viewer import Caller, Viewer, viewer_of

NOON = 1_666_780_000_000
"""26 October 2022, about noon: when Stralsund's first café was held."""

STEFAN = Caller()
GROUPS = ["Bürgerschaft", "Unternehmen"]
FIELDS = ["Mobilität", "Energie"]
ROLES = ("olga", "fadime", "cem", "thea", "saal", "holger", "pia", "quirin", "stefan")


class Clock:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now

    def forward(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Moves it on."""
        self.now += int(minutes * 60_000 + seconds * 1_000)


@dataclass
class Cafe:
    """An event with the cast, acting through the gate."""

    store: Store
    gate: Gate
    clock: Clock
    event: int = 0
    callers: dict[str, Caller] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def ask(self, who: str | Caller, name: str, /, **args: Any) -> Answer:
        """Asks; the answer may be no."""
        caller = self.callers[who] if isinstance(who, str) else who
        return self.gate.run(Request(f"test-{next(self._ids):06d}", name, args, caller))

    def do(self, who: str | Caller, name: str, /, **args: Any) -> dict[str, Any]:
        """Asks, and it must be yes."""
        answer = self.ask(who, name, **args)
        assert answer.refused is None, (name, answer.refused.code, answer.refused.reason, answer.refused.field)
        return answer.result

    def no(self, who: str | Caller, name: str, /, **args: Any) -> Refused:
        """Asks, and it must be no."""
        answer = self.ask(who, name, **args)
        assert answer.refused is not None, (name, answer.result)
        return answer.refused

    def viewer(self, who: str) -> Viewer:
        """Who that is now."""
        with self.store.read() as session:
            viewer = viewer_of(session, self.callers[who])
        assert viewer is not None
        return viewer

    def sees(self, who: str) -> feed.Content:
        """A fresh snapshot."""
        with self.store.read() as session:
            viewer = viewer_of(session, self.callers[who])
            assert viewer is not None
            return feed.snapshot(session, viewer)

    def row(self) -> Event:
        """The event as it stands."""
        with self.store.read() as session:
            return session.get_one(Event, self.event)

    def code(self, table: int | None = None) -> str:
        """The event's code, or a table's."""
        with self.store.read() as session:
            return (
                session.get_one(Table, (self.event, table)).code if table else session.get_one(Event, self.event).code
            )

    def join(self, who: str, table: int | None = None, *, group: str | None = None, name: str = "") -> dict[str, Any]:
        """Somebody comes in, at a table or by the event's code."""
        result = self.do(
            STEFAN, "person.join", code=self.code(table), token=digest(f"{self.event}{who}"), name=name, group=group,
            personal_key=f"key-of-{who:->16}", personal_code=digest(f"code {self.event} {who}"),
        )  # fmt: skip
        self.callers[who] = Caller(access=result["access"])
        self.numbers[who] = result["person"]
        return result

    def link(self, who: str, role: str, table: int | None = None) -> None:
        """A link for a role, opened."""
        token = digest(f"link {self.event} {who}")
        made = self.do("olga", "link.create", role=role, table=table, key=f"link-{self.event}-{who:->16}", token=token)
        self.links[who] = made["link"]
        if role == "host":
            opened = self.do(
                STEFAN, "link.open", link=token, token=digest(f"{self.event}{who}"), name=who.title(),
                personal_key=f"key-of-{who:->16}", personal_code=digest(f"code {self.event} {who}"),
            )  # fmt: skip
            self.callers[who], self.numbers[who] = Caller(access=opened["access"]), opened["person"]
            return
        with self.store.read() as session:
            access = session.scalar(select(Access.id).where(Access.token == token))
        self.callers[who] = Caller(access=access)

    def register(self, *names: str, group: str | None = None) -> list[int]:
        """People who say they will come; each has a badge with a code (`badge of <name>`)."""
        people = [
            {"name": name.title(), "group": group, "personal_key": f"key-of-{name:->16}",
             "personal_code": digest(f"badge of {name}")}
            for name in names
        ]  # fmt: skip
        numbers: list[int] = self.do("olga", "person.register", people=people)["people"]
        self.numbers |= dict(zip(names, numbers, strict=True))
        return numbers

    def until(self, phase: Phase) -> Cafe:
        """Goes on to a phase: the first round, its switch, the harvest after all rounds."""
        if phase is Phase.DRAFT:
            return self
        self.do("fadime", "event.open")
        self.come_in()
        if phase is Phase.LOBBY:
            return self
        self.do("fadime", "round.start", from_round=0)
        self.clock.forward(minutes=2)
        if phase is Phase.ROUND:
            return self
        self.write()
        self.do("fadime", "round.end", from_round=1)
        if phase is Phase.SWITCH:
            return self
        for number in (1, 2):
            self.do("fadime", "round.start", from_round=number)
            self.clock.forward(minutes=2)
            self.do("fadime", "round.end", from_round=number + 1)
        self.do("fadime", "harvest.start", from_round=3)
        if phase is Phase.HARVEST:
            return self
        self.do("fadime", "event.close", from_round=3)
        return self

    def come_in(self) -> None:
        """The cast and a few more take their seats."""
        self.link("holger", "host", 3)
        self.join("pia", 3, group=GROUPS[0])
        self.join("quirin", 4, group=GROUPS[1])
        self.numbers["paula"] = self.do("holger", "person.add", name="Paula")["person"]
        self.join("rita")
        for number in range(4):
            self.join(f"guest-{number}", group=GROUPS[number % 2])

    def write(self) -> None:
        """An idea each at tables 3 and 4, with support and a relay card."""
        self.do("pia", "idea.post", text="Fahrradstraßen am Sund")
        self.do("quirin", "idea.post", text="Rufbus am Abend")
        self.do("holger", "idea.scribe", text="Bänke am Wasser, sagt Paula")
        self.do("holger", "idea.support", idea=1)
        self.do("holger", "relay.save", round=1, insights=[{"text": "Sichere Wege", "idea": 1}], question="Wer zahlt?")

    def ring(self) -> bool:
        """The ticker looks whether the bell is due."""
        return flow.ring(self.store, self.event)


def prepared(store: Store, clock: Clock) -> Cafe:
    """The event in draft with six tables and three rounds, and its staff."""
    cafe = Cafe(store, Gate(store, rate_limit=False), clock)
    cafe.callers["olga"] = Caller(organiser=True)
    cafe.callers["stefan"] = STEFAN
    cafe.event = cafe.do("olga", "event.create", template="blank", title="Strategie-Café")["event"]
    cafe.callers["olga"] = Caller(organiser=True, event=cafe.event)
    cafe.do("olga", "event.edit", title="Strategie-Café", groups=GROUPS, fields=FIELDS, policy="carousel")
    cafe.do("olga", "tables.save", tables=[])
    cafe.do("olga", "topics.save", topics=[{"title": "Wege"}, {"title": "Energie"}, {"title": "Bildung"}])
    with store.read() as session:
        topics = [topic.number for topic in structure.topics(session, cafe.event)]
    cafe.do("olga", "tables.save", tables=[{"topic": topics[index % 3], "seats": 5} for index in range(6)])
    cafe.do("olga", "rounds.save", rounds=[{"minutes": 20, "switch_minutes": 3}] * 3)
    cafe.do("olga", "questions.save", questions=[{"round": 0, "topic": 0, "text": "Was zählt für Stralsund?"}])
    for who, role in (("fadime", "lead"), ("cem", "colead"), ("thea", "theme"), ("saal", "screen")):
        cafe.link(who, role)
    return cafe

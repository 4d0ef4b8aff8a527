"""The Stralsund event at a chosen stage, built by acting through the gate on a clock that runs ahead to now."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select

from cafe.cli import words
from cafe.cli.actor import Actor, Somebody
from cafe.domain.roster import card_numbers
from cafe.store.queries import structure
from cafe.store.rows import Event, Idea, Seat
from cafe.store.unit_of_work import Store
from cafe.usecases import flow
from cafe.usecases.gate import Gate
from cafe.usecases.keys import Keyring, digest
from cafe.usecases.viewer import Caller, find_access, viewer_of

STAGES = ("lobby", "round-1", "switch", "round-2", "harvest", "closed")
MINUTE = 60_000
ROUND_MINUTES, SWITCH_MINUTES, LOBBY_MINUTES = 20, 3, 15
IDEAS_PER_PERSON = 0.8
"""Ideas a person writes in a round, on average: most people talk."""


class Clock:
    """A clock that is moved by hand until it reaches now."""

    def __init__(self, start: int) -> None:
        self.time = start

    def __call__(self) -> int:
        return self.time

    def forward(self, milliseconds: float) -> None:
        """Moves it on."""
        self.time += int(milliseconds)


@dataclass(slots=True)
class Demo:
    """The event while it is played, and the links it ends with."""

    organiser: Caller
    event: int
    code: str
    links: dict[str, str]
    people: list[Somebody] = field(default_factory=list)
    hosts: list[Somebody] = field(default_factory=list)


def build(url: str, keys: Keyring, stage: str, people: int, seed: int) -> Demo:
    """Plays the event up to `stage` with that many people. The same seed gives the same café."""
    now = time.time_ns() // 1_000_000
    clock = Clock(now - minutes_until(stage) * MINUTE)
    store = Store(url, clock=clock)
    try:
        actor = Actor(Gate(store, rate_limit=False), keys)
        chance = random.Random(seed)  # noqa: S311 - a play, no secret
        return Play(store, actor, clock, chance).until(stage, people, now)
    finally:
        store.close()


def minutes_until(stage: str) -> int:
    """How long before now the doors opened, so that the stage is reached now."""
    one = ROUND_MINUTES + SWITCH_MINUTES
    return {
        "lobby": LOBBY_MINUTES,
        "round-1": LOBBY_MINUTES + ROUND_MINUTES // 2,
        "switch": LOBBY_MINUTES + ROUND_MINUTES + 1,
        "round-2": LOBBY_MINUTES + one + ROUND_MINUTES // 2,
        "harvest": LOBBY_MINUTES + 3 * one + 10,
        "closed": LOBBY_MINUTES + 3 * one + 30,
    }[stage]


class Play:
    """One run through the afternoon."""

    def __init__(self, store: Store, actor: Actor, clock: Clock, chance: random.Random) -> None:
        self.store = store
        self.actor = actor
        self.clock = clock
        self.chance = chance

    def until(self, stage: str, people: int, now: int) -> Demo:
        """Everything up to the stage."""
        demo = self.open(people)
        self.arrive(demo, people)
        lead = self.staff(demo)
        last = STAGES.index(stage)
        if last >= STAGES.index("round-1"):
            self.talk(demo, lead, 1, ROUND_MINUTES if last > STAGES.index("round-1") else ROUND_MINUTES // 2)
        if last >= STAGES.index("switch"):
            self.bell(demo)
            self.walk(demo, share=0.6 if stage == "switch" else 1.0)
        if last >= STAGES.index("round-2"):
            self.talk(demo, lead, 2, ROUND_MINUTES if last > STAGES.index("round-2") else ROUND_MINUTES // 2)
        if last >= STAGES.index("harvest"):
            self.bell(demo)
            self.walk(demo)
            self.talk(demo, lead, 3, ROUND_MINUTES)
            self.bell(demo)
            self.do(lead, "harvest.start", from_round=3)
            self.harvest(demo, lead, finished=stage == "closed")
        if stage == "closed":
            self.do(lead, "event.close", from_round=3)
        self.clock.time = max(self.clock.time, now)
        return demo

    def do(self, caller: Caller, command: str, /, **args: object) -> dict[str, object]:
        """Acts, and lets a moment pass."""
        self.clock.forward(200)
        return self.actor.do(caller, command, **args)

    def open(self, people: int) -> Demo:
        """The event with links, doors open; more tables than the template has if more people come."""
        today = datetime.fromtimestamp(self.clock.time / 1000, UTC).date().isoformat()
        organiser = self.actor.create("stralsund", date=today)
        event = organiser.event or 0
        self.make_room(organiser, people)
        links = {role: self.actor.link(organiser, role) for role in ("lead", "theme", "screen")}
        self.do(organiser, "event.open")
        with self.store.read() as session:
            code = session.get_one(Event, event).code
            tables = [table.number for table in structure.tables(session, event)]
        demo = Demo(organiser, event, code, links)
        for table in tables[: max(2, people // 8)]:
            token = self.actor.link(organiser, "host", table)
            host = self.actor.host(token, name=words.name(self.chance), group=self.group())
            demo.hosts.append(host)
        return demo

    def make_room(self, organiser: Caller, people: int) -> None:
        """Adds sibling tables until there are seats for everybody."""
        with self.store.read() as session:
            tables = structure.tables(session, organiser.event or 0)
            rows = [
                {"number": row.number, "topic": row.topic, "seats": row.seats, "place": row.place} for row in tables
            ]
        seats = sum(int(str(row["seats"])) for row in rows)
        while seats < people * 1.15:
            rows.append({"topic": len(rows) % 6 + 1, "seats": 5, "place": ""})
            seats += 5
        self.do(organiser, "tables.save", tables=rows)

    def group(self) -> str | None:
        """A stakeholder group, the council's citizens most of all; one in eight gives none."""
        groups = ("Bürgerschaft", "Unternehmen", "Start-up/Gründung", "Wissenschaft/Bildung", "Verwaltung/Politik",
                  "Verein/Ehrenamt", "Jugend/Schule")  # fmt: skip
        return None if self.chance.random() < 1 / 8 else self.chance.choices(groups, (5, 3, 1, 2, 3, 3, 2))[0]

    def staff(self, demo: Demo) -> Caller:
        """The lead, by the link."""
        with self.store.read() as session:
            access = find_access(session, digest(demo.links["lead"]))
            if access is None or viewer_of(session, Caller(access=access.id)) is None:
                raise LookupError("the lead's link does not open")
            return Caller(access=access.id)

    def arrive(self, demo: Demo, people: int) -> None:
        """People come in over a quarter of an hour."""
        coming = max(0, people - len(demo.hosts))
        for _ in range(coming):
            self.clock.forward(LOBBY_MINUTES * MINUTE / max(1, coming) - 200)
            someone = self.actor.join(demo.code, name=words.name(self.chance), group=self.group())
            demo.people.append(someone)
            if self.chance.random() < 0.9:
                self.do(someone.caller, "seat.arrive")

    def talk(self, demo: Demo, lead: Caller, round_number: int, minutes: int) -> None:
        """A round, or its first minutes: ideas, support, relay cards.

        The round's clock stands while the play runs ahead: a server on the same database goes by the real time, and
        would ring the bell of a round that lies in the past.
        """
        self.do(lead, "round.start", from_round=round_number - 1)
        self.do(lead, "clock.pause")
        self.write_round(demo, round_number, minutes)
        self.do(lead, "clock.extend", minutes=-minutes)
        self.do(lead, "clock.resume")

    def write_round(self, demo: Demo, round_number: int, minutes: int) -> None:
        """What people leave on the tables in that time."""
        everybody = demo.people + demo.hosts
        posts = int(len(everybody) * IDEAS_PER_PERSON * minutes / ROUND_MINUTES) + 1
        pause = (minutes * MINUTE - 20_000) / posts
        for _ in range(posts):
            self.clock.forward(pause)
            self.write(demo, self.chance.choice(everybody), round_number)
        for host in demo.hosts:
            if self.chance.random() < 0.3:
                thought = words.thought(self.topic_of(demo, host), self.chance)
                self.do(host.caller, "idea.scribe", text=thought, **self.card(demo, host, round_number))
            if minutes == ROUND_MINUTES and self.chance.random() < 0.8:
                lines: list[dict[str, object]] = [{"text": text} for text in self.chance.sample(words.INSIGHTS, 2)]
                if here := self.near(demo, host, round_number):
                    lines[0]["idea"] = self.chance.choice(here)
                question = self.chance.choice(words.OPEN_QUESTIONS)
                self.do(host.caller, "relay.save", round=round_number, insights=lines, question=question)
        if minutes < ROUND_MINUTES and demo.hosts:
            self.do(demo.hosts[0].caller, "help.call", reason="Wir brauchen noch Stifte")

    def card(self, demo: Demo, host: Somebody, round_number: int) -> dict[str, int]:
        """At every other table the host types what somebody wrote on a paper card."""
        table = self.table_of(demo, host, round_number) or 0
        return {} if table % 2 else {"card": card_numbers(table, round_number)[-1]}

    def write(self, demo: Demo, someone: Somebody, round_number: int) -> None:
        """One idea, sometimes taking up another; now and then support for the neighbours'."""
        near = self.near(demo, someone, round_number)
        carried = [idea for before in range(1, round_number) for idea in self.near(demo, someone, before, before)]
        known = carried if carried and self.chance.random() < 0.6 else near
        builds_on = [self.chance.choice(known)] if known and self.chance.random() < 0.3 else []
        text = words.thought(self.topic_of(demo, someone), self.chance)
        self.actor.do(someone.caller, "idea.post", text=text, builds_on=builds_on)
        for idea in near[-3:]:
            if self.chance.random() < 0.35:
                with self.store.read() as session:
                    mine = session.get_one(Idea, (demo.event, idea)).author == someone.person
                if not mine:
                    self.actor.do(someone.caller, "idea.support", idea=idea)

    def near(self, demo: Demo, someone: Somebody, round_number: int, written_in: int | None = None) -> list[int]:
        """The ideas at this person's table of a round: all that lie there, or those written in one round."""
        with self.store.read() as session:
            table = self.table_of(demo, someone, round_number)
            statement = select(Idea.number).where(
                Idea.event_id == demo.event, Idea.table == table, Idea.state == "shown"
            )
            if written_in is not None:
                statement = statement.where(Idea.round == written_in)
            return list(session.scalars(statement.order_by(Idea.number)))

    def table_of(self, demo: Demo, someone: Somebody, round_number: int) -> int | None:
        """Where this person sits in a round."""
        with self.store.read() as session:
            seat = session.get(Seat, (demo.event, someone.person, round_number))
            return seat.table if seat else None

    def topic_of(self, demo: Demo, someone: Somebody) -> int:
        """The topic of the table where this person sits now."""
        with self.store.read() as session:
            viewer = viewer_of(session, someone.caller)
            topics = {table.number: table.topic for table in structure.tables(session, demo.event)}
            return topics.get(viewer.table or 0, 0) if viewer else 0

    def bell(self, demo: Demo) -> None:
        """The round's time is over, and the ticker rings."""
        with self.store.read() as session:
            ends_at = session.get_one(Event, demo.event).ends_at or self.clock.time
        self.clock.time = max(self.clock.time, ends_at)
        flow.ring(self.store, demo.event)

    def walk(self, demo: Demo, share: float = 1.0) -> None:
        """People go to their next table; `share` of them have arrived."""
        for someone in demo.people:
            self.clock.forward(MINUTE / max(1, len(demo.people)))
            if self.chance.random() < share:
                self.actor.do(someone.caller, "seat.arrive")
        if share == 1.0:
            self.clock.forward(SWITCH_MINUTES * MINUTE - MINUTE)

    def harvest(self, demo: Demo, lead: Caller, *, finished: bool) -> None:
        """Themes from what was written, dots, and measures."""
        with self.store.read() as session:
            topics = {row.number: row for row in structure.topics(session, demo.event)}
            statement = select(Idea.number, Idea.topic).where(Idea.event_id == demo.event, Idea.state == "shown")
            ideas = session.execute(statement.order_by(Idea.number)).all()
        themes: dict[tuple[int, int], int] = {}
        for number in topics:
            mine = [idea for idea, of_topic in ideas if of_topic == number]
            self.clock.forward(MINUTE)
            for part, (title, summary) in enumerate(words.THEMES.get(number, ())):
                some = mine[part::3][:40]
                if some:
                    made = self.do(lead, "theme.save", title=title, summary=summary, ideas=some)
                    themes[number, part] = int(str(made["theme"]))
        self.do(lead, "dots.open", per_person=3)
        for someone in demo.people if finished else demo.people[: len(demo.people) // 2]:
            for theme in set(self.chance.choices(list(themes.values()), self.weights(len(themes)), k=3)):
                self.actor.do(someone.caller, "dots.place", theme=theme, dots=1)
        if not finished:
            return
        first, second = list(themes.values())[:2]
        self.do(lead, "dots.enter_paper", theme=first, dots=4)
        on_paper = [{"theme": first, "dots": 1}, {"theme": second, "dots": 2}]
        self.do(lead, "dots.enter_paper", sheets=[{"number": number, "dots": on_paper} for number in (1, 2)])
        self.do(lead, "dots.close")
        for topic, part, title, text in words.MEASURES:
            if (topic, part) in themes:
                theme = themes[topic, part]
                with self.store.read() as session:
                    evidence = session.scalars(
                        select(Idea.number).where(Idea.event_id == demo.event, Idea.theme == theme).limit(6)
                    ).all()
                self.do(
                    lead, "measure.save", title=title, text=text, field=topics[topic].field, themes=[theme],
                    ideas=list(evidence),
                )  # fmt: skip

    def weights(self, themes: int) -> list[int]:
        """How themes are liked: some more than others, as in any hall."""
        return [1 + (7 * at) % 5 for at in range(themes)]

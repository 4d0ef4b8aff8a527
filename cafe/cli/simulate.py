"""A whole café with simulated phones over real sockets: a rehearsal, and the proof that nothing is lost."""

from __future__ import annotations

import json
import random
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import socketio

from cafe.cli import words
from cafe.cli.actor import Actor
from cafe.settings import Settings
from cafe.store.queries import structure
from cafe.store.rows import Event
from cafe.store.unit_of_work import Store
from cafe.usecases import report as reports
from cafe.usecases.gate import Gate
from cafe.usecases.keys import Keyring, new_key
from cafe.usecases.viewer import Caller

Say = Callable[[str], None]
ANSWER_SECONDS = 30
QUIET_SECONDS = 1.0


@dataclass(slots=True)
class Phone:
    """A simulated phone: a socket, what it has been shown, and what it was promised."""

    url: str
    token: str
    state: dict[str, dict[str, Any]] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    seq: int = 0
    posted: list[tuple[int, str]] = field(default_factory=list)
    client: Any = None
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _early: list[dict[str, Any]] = field(default_factory=list)
    _resuming: bool = False
    _wants_resume: threading.Event = field(default_factory=threading.Event)

    def connect(self) -> None:
        """Comes in and takes the first snapshot."""
        self.client = socketio.Client(reconnection=True)
        self.client.on("changes", self.take)
        self.client.on("heads", self.compare)
        self.client.connect(self.url, auth={"token": self.token}, transports=["websocket"], wait_timeout=ANSWER_SECONDS)
        self.resume()

    def resume(self) -> None:
        """Asks for what was missed; changes that arrive meanwhile are taken afterwards."""
        with self._lock:
            self._resuming, self._early = True, []
        answer = self.client.call("resume", {"since": self.seq}, timeout=ANSWER_SECONDS)
        with self._lock:
            if "snapshot" in answer:
                self.state = answer["snapshot"]
            for change in answer.get("changes", []):
                self.apply(change)
            self.heads = dict(answer["audiences"])
            self.seq = answer["seq"]
            self._resuming = False
            early, self._early = self._early, []
        self.take(early)

    def take(self, changes: list[dict[str, Any]]) -> None:
        """Applies changes in order; a gap means resume."""
        with self._lock:
            if self._resuming:
                self._early += changes
                return
            for change in changes:
                head = self.heads.get(change["audience"])
                if head is None or change["seq"] <= head:
                    continue
                if change["prev"] > head:
                    self._wants_resume.set()
                    return
                self.apply(change)
                self.heads[change["audience"]] = change["seq"]

    def apply(self, change: dict[str, Any]) -> None:
        """The whole of it, for every kind."""
        objects = self.state.setdefault(change["kind"], {})
        if change["value"] is None:
            objects.pop(change["id"], None)
        else:
            objects[change["id"]] = change["value"]

    def compare(self, beacon: dict[str, Any]) -> None:
        """The server says which heads there are, or that sight has changed."""
        with self._lock:
            behind = any(self.heads.get(name, 0) < seq for name, seq in beacon.get("heads", {}).items())
        if beacon.get("resume") or behind:
            self._wants_resume.set()

    def settle(self) -> None:
        """Resumes if anything asked for it."""
        if self._wants_resume.is_set():
            self._wants_resume.clear()
            self.resume()

    def send(self, name: str, /, **args: Any) -> dict[str, Any]:
        """One command, with the same id until it is answered; waits when told to."""
        command = {"id": new_key(), "name": name, "args": args}
        for _ in range(20):
            answer: dict[str, Any] = self.client.call("command", command, timeout=ANSWER_SECONDS)
            if answer["ok"] or answer["error"]["code"] not in {"rate_limited", "unavailable"}:
                return answer
            time.sleep(answer["error"].get("retry_after", 1))
        return answer

    def close(self) -> None:
        """Goes."""
        self.client.disconnect()


def play(settings: Settings, url: str, people: int, rounds: int, pace: float, seed: int, say: Say) -> list[str]:
    """Plays the café; returns what was wrong at the end, nothing if all was well."""
    chance = random.Random(seed)  # noqa: S311 - a play, no secret
    store = Store(settings.database_url)
    actor = Actor(Gate(store, rate_limit=False), Keyring(settings.secret_key))
    organiser = prepare(actor, store, people, rounds)
    event = organiser.event or 0
    lead = Phone(url, actor.link(organiser, "lead"))
    with store.read() as session:
        code = session.get_one(Event, event).code
    phones = [Phone(url, join(url, code)) for _ in range(people)]
    together([phone.connect for phone in [lead, *phones]])
    say(f"{people} phones are in, event {event}")
    for number in range(rounds):
        must(lead.send("round.start", from_round=number))
        began = time.monotonic()
        together([writer(phone, number + 1, pace, chance.randrange(2**31)) for phone in phones])
        spent = time.monotonic() - began
        written = sum(len(phone.posted) for phone in phones)
        say(f"Round {number + 1}: {written} ideas so far, in {spent:.1f} s")
        must(lead.send("round.end", from_round=number + 1))
        time.sleep(QUIET_SECONDS)
        together([phone.settle for phone in phones])
        if number + 1 < rounds:
            together([partial(arrive, phone) for phone in phones])
    must(lead.send("harvest.start", from_round=rounds))
    time.sleep(QUIET_SECONDS)
    together([phone.settle for phone in [lead, *phones]])
    harvest(lead, phones, chance)
    must(lead.send("event.close", from_round=rounds))
    time.sleep(QUIET_SECONDS + 4)  # one beacon: whoever missed something has heard of it
    together([phone.settle for phone in [lead, *phones]])
    say("The café is closed; comparing …")
    faults = check_export(store, event, phones) + check_views([lead, *phones])
    together([phone.close for phone in [lead, *phones]])
    store.close()
    return faults


def prepare(actor: Actor, store: Store, people: int, rounds: int) -> Caller:
    """An event large enough, doors open."""
    organiser = actor.create("stralsund", title="Probe")
    actor.do(organiser, "rounds.save", rounds=[{"minutes": 90, "switch_minutes": 3}] * rounds)
    tables = max(6, people // 4 + 1)
    with store.read() as session:
        existing = len(structure.tables(session, organiser.event or 0))
    wanted = [
        {"topic": index % 6 + 1, "seats": 5, **({"number": index + 1} if index < existing else {})}
        for index in range(tables)
    ]
    actor.do(organiser, "tables.save", tables=wanted)
    actor.do(organiser, "event.open")
    return organiser


def join(url: str, code: str) -> str:
    """Comes in over HTTP, as any program may; returns the token."""
    request = urllib.request.Request(  # noqa: S310 - the operator's own server
        f"{url}/api/v1/join", json.dumps({"code": code}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as response:  # noqa: S310
        token: str = json.load(response)["token"]
    return token


def writer(phone: Phone, round_number: int, pace: float, seed: int) -> Callable[[], None]:
    """What one person does in a round: a few ideas, and support for the neighbours'."""
    chance = random.Random(seed)  # noqa: S311 - a play, no secret

    def write() -> None:
        for _ in range(chance.randint(1, 3)):
            time.sleep(chance.random() * 2 * pace)
            topic = chance.randint(1, 6)
            text = f"{words.thought(topic, chance)} ({new_key()[:6]})"
            answer = must(phone.send("idea.post", text=text))
            phone.posted.append((answer["result"]["idea"], text))
            others = [
                int(number) for number in phone.state.get("idea", {}) if number not in phone.state.get("my_idea", {})
            ]
            if others and chance.random() < 0.5:
                phone.send("idea.support", idea=chance.choice(others))
        phone.settle()

    return write


def arrive(phone: Phone) -> None:
    """ "Ich bin da." """
    must(phone.send("seat.arrive"))


def vote(phone: Phone, theme: int) -> None:
    """Two dots on a theme."""
    must(phone.send("dots.place", theme=theme, dots=2))


def harvest(lead: Phone, phones: list[Phone], chance: random.Random) -> None:
    """A few themes, dots by everybody, one measure."""
    ideas = sorted(int(number) for number in lead.state["idea"])
    themes = [
        must(lead.send("theme.save", title=f"Thema {part + 1}", ideas=ideas[part::4][:200]))["result"]["theme"]
        for part in range(4)
    ]
    must(lead.send("dots.open", per_person=3))
    together([partial(vote, phone, chance.choice(themes)) for phone in phones])
    must(lead.send("dots.close"))
    must(lead.send("measure.save", title="Ein Vorhaben", themes=themes[:1], ideas=ideas[:3]))


def check_export(store: Store, event: int, phones: list[Phone]) -> list[str]:
    """Every acknowledged idea exactly once, and nothing that nobody sent."""
    with store.read() as session:
        report = reports.build(session, event, store.now())
    exported = Counter((idea.number, idea.text) for idea in report.ideas)
    promised = Counter(promise for phone in phones for promise in phone.posted)
    faults = [f"idea {number} was acknowledged and is not in the export once" for number, _ in promised - exported]
    return faults + [f"idea {number} is in the export and nobody sent it" for number, _ in exported - promised]


def check_views(phones: list[Phone]) -> list[str]:
    """Every phone holds what a fresh snapshot gives."""
    faults: list[str] = []

    def compare(phone: Phone) -> None:
        held = json.dumps({kind: value for kind, value in phone.state.items() if value}, sort_keys=True)
        fresh = phone.client.call("resume", {"since": 0}, timeout=ANSWER_SECONDS)["snapshot"]
        if held != json.dumps(fresh, sort_keys=True):
            kinds = [
                kind
                for kind in sorted(phone.state.keys() | fresh.keys())
                if phone.state.get(kind, {}) != fresh.get(kind, {})
            ]
            faults.append(f"a phone shows something else than a fresh snapshot: {', '.join(kinds)}")

    together([partial(compare, phone) for phone in phones])
    return faults


def must(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer that has to be yes. Raises RuntimeError with the refusal."""
    if not answer["ok"]:
        raise RuntimeError(str(answer["error"]))
    return answer


def together(calls: list[Callable[[], Any]]) -> None:
    """Runs all at the same time and waits; the first trouble is raised."""
    troubles: list[BaseException] = []

    def guarded(call: Callable[[], Any]) -> None:
        try:
            call()
        except Exception as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=guarded, args=(call,), daemon=True) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise troubles[0]

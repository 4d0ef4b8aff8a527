"""What is measured, one function a scenario. Each returns plain figures; names carry their units."""

from __future__ import annotations

import random
import time
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import partial

from bench.load.dialects import Dialect
from bench.load.hall import Hall
from bench.load.herd import Herd, Phone
from bench.load.ledger import settle
from bench.load.servers import Meter, Running
from bench.load.wire import Broken

CONNECT_SECONDS = 120.0
ANSWER_SECONDS = 60.0
WARM_SECONDS = 2.0
STEP_SECONDS = 30.0
TOO_SLOW = 2.0
BREATH_SECONDS = 2.0
OK = (b'"ok":true', b'"ok": true')

Figures = dict[str, float]


@dataclass(slots=True)
class Posts:
    """Numbers ideas, and knows when each was sent and answered."""

    dialect: Dialect
    sent_at: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    open: dict[Phone, int] = field(default_factory=dict)

    def send(self, herd: Herd, phone: Phone) -> None:
        """The phone's next idea; one at a time."""
        number = len(self.sent_at)
        phone.acks += 1
        self.open[phone] = number
        self.sent_at.append(time.perf_counter())
        herd.send(phone, self.dialect.post(phone.acks, number))

    def answered(self, phone: Phone) -> bool:
        """Whether it waits for nothing."""
        return phone not in self.open

    def take(self, phone: Phone, ack: int, message: bytes) -> None:
        """The answer. Raises Broken unless it says: stored."""
        if ack != phone.acks or not any(ok in message for ok in OK):
            raise Broken(f"{self.dialect.name}: a post was answered with {message[:300]!r}")
        number = self.open.pop(phone)
        phone.acked.append(number)
        self.waits.append(time.perf_counter() - self.sent_at[number])


def saturation(server: Running, herd: Herd, seconds: float, warm: float = WARM_SECONDS) -> Figures:
    """Every phone posts again as soon as its last idea is acknowledged."""
    people, posts = server.people, Posts(server.dialect)
    herd.connect(people.everybody, CONNECT_SECONDS)
    going = True

    def answered(phone: Phone, ack: int, message: bytes) -> None:
        posts.take(phone, ack, message)
        if going:
            posts.send(herd, phone)

    herd.answered = answered
    for phone in people.phones:
        posts.send(herd, phone)
    herd.rest(warm)
    posts.waits.clear()
    heard, bytes_before = deliveries(people), herd.received
    meter = Meter(server)
    herd.rest(seconds)
    spent = meter.stop()
    heard, acked, received = deliveries(people) - heard, len(posts.waits), herd.received - bytes_before
    waits = posts.waits[:]
    going = False
    herd.until(lambda: not posts.open, ANSWER_SECONDS, "posts have not been answered")
    settle(herd, people)
    return {
        "acked_per_s": acked / spent.clock,
        "deliveries_per_s": heard / spent.clock,
        "server_cpu_s_per_1000_deliveries": 1000 * spent.server / max(heard, 1),
        **spent.shares(),
        "bytes_per_delivery": received / max(heard, 1),
        "resumes_on_the_way": sum(phone.resumes - 1 for phone in people.everybody),
        "ack_p50_ms": share(waits, 0.50),
        "ack_p99_ms": share(waits, 0.99),
    }


def steady(server: Running, herd: Herd, seconds: float, rate: float) -> Figures:
    """Posts at a fixed pace, however slow the server is: the time until the last phone at the table has each."""
    people, posts = server.people, Posts(server.dialect)
    arrivals: list[int] = []
    last: list[float] = []

    def heard(phone: Phone, numbers: list[bytes]) -> None:
        phone.got.extend(numbers)
        if not phone.screen:
            now = time.perf_counter()
            for number in map(int, numbers):
                arrivals[number] += 1
                last[number] = now

    herd.heard, herd.answered = heard, posts.take
    herd.connect(people.everybody, CONNECT_SECONDS)
    herd.rest(BREATH_SECONDS)
    turns = people.phones[:]
    random.Random(1).shuffle(turns)
    meter, began = Meter(server), time.perf_counter()
    for index in range(int(seconds * rate)):
        due = began + index / rate
        while (left := due - time.perf_counter()) > 0:
            herd.turn(left)
        phone = turns[index % len(turns)]
        herd.until(partial(posts.answered, phone), ANSWER_SECONDS, "a phone's last post is not answered")
        arrivals.append(0)
        last.append(0.0)
        posts.send(herd, phone)
        posts.sent_at[-1] = min(due, posts.sent_at[-1])  # what had to wait for its turn has waited
        if time.perf_counter() - began > TOO_SLOW * seconds:
            break  # it does not keep pace, and that has been seen
    herd.until(lambda: not posts.open, ANSWER_SECONDS, "posts have not been answered")
    spent = meter.stop()
    settle(herd, people)
    waits = [at - sent for at, sent in zip(last, posts.sent_at, strict=True)]
    return {
        "posts_per_s": len(waits) / spent.clock,
        "table_p50_ms": share(waits, 0.50),
        "table_p99_ms": share(waits, 0.99),
        "table_max_ms": 1000 * max(waits),
        "ack_p50_ms": share(posts.waits, 0.50),
        "ack_p99_ms": share(posts.waits, 0.99),
        "server_cpu_s_per_1000_deliveries": 1000 * spent.server / deliveries(people),
        **spent.shares(),
    }


def cold(server: Running, herd: Herd) -> Figures:
    """All phones at once at a server that has just started: from the first connection to the last resume."""
    meter = Meter(server)
    herd.connect(server.people.phones, CONNECT_SECONDS)
    spent = meter.stop()
    return {"all_resumed_s": spent.clock, "redials": herd.redials, "server_cpu_s": spent.server, **spent.shares()}


def memory(server: Running, herd: Herd) -> Figures:
    """What a connected phone that has resumed costs in memory, and what it costs after a post of each."""
    phones = server.people.phones
    empty = server.memory_kb()
    herd.connect(phones, CONNECT_SECONDS)
    herd.rest(BREATH_SECONDS)
    full = server.memory_kb()
    return {"empty_mb": empty / 1024, "full_mb": full / 1024, "kb_per_phone": (full - empty) / len(phones)}


def step(server: Running, herd: Herd, times: int) -> Figures:
    """The lead moves the whole event on: start, rotate, start, rotate. Until each phone knows."""
    people, dialect = server.people, server.dialect
    herd.connect([*people.everybody, people.lead], CONNECT_SECONDS)
    told: dict[Phone, float] = {}
    seated: dict[Phone, float] = {}
    answers: list[bytes] = []

    def listen(phone: Phone, message: bytes) -> None:
        if dialect.step in message:
            told.setdefault(phone, time.perf_counter())
        if dialect.seat in message:
            seated.setdefault(phone, time.perf_counter())

    herd.told = listen
    herd.answered = lambda phone, ack, message: answers.append(message)
    figures: dict[str, list[float]] = {"start": [], "rotate": [], "seat": [], "resume": []}
    for number in range(2 * times):
        herd.rest(BREATH_SECONDS)
        name, round_number = ("round.end", (number + 1) // 2) if number % 2 else ("round.start", number // 2)
        for seen in (told, seated, answers):
            seen.clear()
        began = time.perf_counter()
        herd.send(people.lead, dialect.move(1, name, round_number))
        herd.until(
            lambda: len(answers) == 1 and len(told) == len(people.everybody) + 1,
            STEP_SECONDS,
            f"{name} has not arrived",
        )
        if not any(ok in answers[0] for ok in OK):
            raise Broken(f"{dialect.name}: {name} was answered with {answers[0][:300]!r}")
        figures["rotate" if number % 2 else "start"] += [at - began for at in told.values()]
        herd.rest(BREATH_SECONDS)
        figures["seat"] += [at - began for at in seated.values()]
        figures["resume"] += [p.resumed_at - began for p in people.everybody if p.resumed_at > began]
    return {
        f"{name}_{mark}_ms": share(waits, level)
        for name, waits in figures.items()
        for mark, level in (("p50", 0.50), ("p99", 0.99))
        if waits
    }


def deliveries(people: Hall) -> int:
    """How many all have heard so far."""
    return sum(len(phone.got) for phone in people.everybody)


def share(waits: list[float], level: float) -> float:
    """The quantile of some seconds, in milliseconds; nearest rank."""
    ordered = sorted(waits)
    rank = bisect_left([(index + 1) / len(ordered) for index in range(len(ordered))], level)
    return 1000 * ordered[min(rank, len(ordered) - 1)]

"""What is measured: each scenario with its halls. The defaults of `--phones` and the others are the goals' sizes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bench.load import scenarios
from bench.load.hall import Furnishing
from bench.load.herd import Herd
from bench.load.scenarios import Figures
from bench.load.servers import Running

LADDER = (50, 100, 200, 400, 800, 1600, 3200, 6400, 12800)
STEPS = 3
IDEAS_EACH = 2


@dataclass(frozen=True, slots=True)
class Case:
    """One measurement of one server."""

    scenario: str
    title: str
    hall: Furnishing
    play: Callable[[Running, Herd], Figures]
    limits: bool = True
    """Off where a phone posts faster than any person may: CAFE_RATE_LIMIT=0, the documented switch for load tests."""

    rate: float = 0.0


def saturation(asked: Namespace) -> Iterator[Case]:
    """As fast as it goes."""
    yield saturated("saturation", asked.phones, asked.seconds)


def cost(asked: Namespace) -> Iterator[Case]:
    """What a delivery costs in a small hall and in the largest."""
    for phones in (asked.few, asked.many):
        yield saturated("cost", phones, asked.seconds)


def saturated(scenario: str, phones: int, seconds: float) -> Case:
    """Every phone posts as fast as it is answered."""
    play = partial(scenarios.saturation, seconds=seconds)
    return Case(scenario, f"{scenario}, {phones} phones", Furnishing(phones), play, limits=False)


def steady(asked: Namespace) -> Iterator[Case]:
    """100 posts a second, in a hall of this size and in the largest."""
    for phones in dict.fromkeys((asked.phones, asked.many)):
        play = partial(scenarios.steady, seconds=2 * asked.seconds, rate=asked.rate)
        yield Case("steady", f"steady {asked.rate:g} posts/s, {phones} phones", Furnishing(phones), play)


def ladder(asked: Namespace) -> Iterator[Case]:
    """Latency against load."""
    for rate in LADDER:
        play = partial(scenarios.steady, seconds=asked.seconds, rate=rate)
        title = f"ladder {rate} posts/s, {asked.phones} phones"
        yield Case("ladder", title, Furnishing(asked.phones), play, limits=False, rate=rate)


def step(asked: Namespace) -> Iterator[Case]:
    """The lead's steps."""
    play = partial(scenarios.step, times=STEPS)
    yield Case("step", f"event-wide steps, {asked.herd} phones", Furnishing(asked.herd, started=False), play)


def cold(asked: Namespace) -> Iterator[Case]:
    """A server that has just started."""
    hall = Furnishing(asked.herd, ideas_each=IDEAS_EACH)
    yield Case("cold", f"cold start, {asked.herd} phones", hall, scenarios.cold)


def memory(asked: Namespace) -> Iterator[Case]:
    """Connected phones."""
    yield Case("memory", f"memory, {asked.herd} phones", Furnishing(asked.herd), scenarios.memory)


SCENARIOS = {each.__name__: each for each in (saturation, steady, step, cold, cost, memory, ladder)}

"""What counts how much: the one place where the goals are weighed against each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Weights:
    """The price of each nuisance, in thousandths of one repeated meeting.

    Whole numbers, so that the search adds up to the same on every machine. `rule` is the price of a broken hard rule,
    `topic_rule` that of the last of them; capacity, the balance of sizes, hosts and history are not priced at all: the
    search never leaves them.
    """

    rule: int = 15_000
    topic_rule: int = 10_000
    repeat: int = 1_000
    spread: int = 90
    first_wish_missed: int = 12
    second_wish_missed: int = 6
    third_wish_missed: int = 3
    no_wish_seen: int = 40
    seat_changed: int = 9_000
    uneven_size: int = 10
    topic_again: int = 10


DEFAULT = Weights()


class Emphasis(StrEnum):
    """The words by which an organiser shifts the weights."""

    MORE_MEETINGS = "more_meetings"  # mehr neue Begegnungen
    MORE_MIXING = "more_mixing"  # Gruppen stärker mischen
    MORE_WISHES = "more_wishes"  # mehr Themenwünsche
    CALMER = "calmer"  # angekündigte Plätze möglichst lassen
    FREER = "freer"  # für neue Begegnungen dürfen angekündigte Plätze sich ändern


def weighed(emphases: Iterable[Emphasis], base: Weights = DEFAULT) -> Weights:
    """The weights after the organiser's words; a word said twice counts twice."""
    for emphasis in emphases:
        base = shifted(base, emphasis)
    return base


def shifted(base: Weights, emphasis: Emphasis) -> Weights:
    """The weights after one word."""
    if emphasis is Emphasis.MORE_MEETINGS:
        return replace(base, repeat=base.repeat * 2)
    if emphasis is Emphasis.MORE_MIXING:
        return replace(base, spread=base.spread * 3)
    if emphasis is Emphasis.MORE_WISHES:
        return replace(
            base,
            first_wish_missed=base.first_wish_missed * 6,
            second_wish_missed=base.second_wish_missed * 6,
            third_wish_missed=base.third_wish_missed * 6,
            no_wish_seen=base.no_wish_seen * 6,
        )
    if emphasis is Emphasis.CALMER:
        return replace(base, seat_changed=base.seat_changed * 3)
    return replace(base, seat_changed=max(1, base.seat_changed // 60))

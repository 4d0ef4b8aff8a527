"""The Roster: what a hall needs on paper, as one value. Every sheet is drawn from it, and from nothing else.

It is made for one part of the pack at a time and holds what that part shows: the codes of badges are in the Roster of
badges and of the whole pack, links for hosts only in that of the hosts' slips, which are printed by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

SCHEMA: Final = "world-cafe-roster"
VERSION: Final = 1

CARDS_OF_A_TABLE = 100
"""Paper cards are numbered by table: card 307 is the seventh of table 3, so who types it in knows the table."""


class Part(StrEnum):
    """What can be printed by itself."""

    TENTS = "tents"
    DOOR = "door"
    SIGN = "sign"
    GUIDE = "guide"
    BADGES = "badges"
    SPARES = "spares"
    CARDS = "cards"
    DOTS = "dots"
    HOSTS = "hosts"


PACK = (Part.DOOR, Part.SIGN, Part.TENTS, Part.GUIDE, Part.BADGES, Part.SPARES, Part.CARDS, Part.DOTS)
"""The whole pack, in the order in which it is laid out. The hosts' slips give a role, and never lie in it."""


class Paper(StrEnum):
    """What lies in the printer."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event as it stands on the poster. `site` is what people type, `url` what a phone scans."""

    title: str
    purpose: str
    place: str
    date: str
    starts: str
    ends: str
    code: str
    url: str
    site: str
    publisher: str = ""  # who answers for it, and whom to ask
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Wifi:
    """The hall's guest network."""

    name: str
    password: str
    encryption: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What is talked about, with its face (1…12)."""

    number: int
    title: str
    face: int


@dataclass(frozen=True, slots=True)
class Round:
    """How long people talk, and how long they walk afterwards."""

    number: int
    minutes: int
    switch_minutes: int


@dataclass(frozen=True, slots=True)
class HostDoor:
    """A secret: what makes somebody the host of a table. Either may be missing."""

    url: str
    code: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what it is asked in each round ("" where nothing is)."""

    number: int
    topic: int
    seats: int
    place: str
    step_free: bool
    code: str
    url: str
    questions: tuple[str, ...]
    host: HostDoor | None


@dataclass(frozen=True, slots=True)
class Badge:
    """Somebody's card: the way through the rounds (None: not yet known) and, for registered people, the code."""

    number: int
    name: str
    group: str
    route: tuple[int | None, ...]
    hosts: int | None
    code: str
    url: str


@dataclass(frozen=True, slots=True)
class Spare:
    """A code for somebody who comes unannounced."""

    number: int
    code: str
    url: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What dots can be given to, once the harvest has found it."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Roster:
    """One café on paper."""

    schema: Literal["world-cafe-roster"]
    version: Literal[1]
    event: Occasion
    wifi: Wifi | None
    topics: tuple[Topic, ...]
    tables: tuple[Table, ...]
    rounds: tuple[Round, ...]
    badges: tuple[Badge, ...]
    spares: tuple[Spare, ...]
    themes: tuple[Theme, ...]
    cards_per_table: int
    dot_sheets: int
    dots_per_person: int
    grace_seconds: int
    harvest_minutes: int

    def topic(self, number: int) -> Topic | None:
        """The topic of that number."""
        return next((topic for topic in self.topics if topic.number == number), None)

    def topic_at(self, table: int | None) -> Topic | None:
        """The topic that lies on a table."""
        return next((self.topic(one.topic) for one in self.tables if one.number == table), None)


def card_numbers(table: int, count: int) -> tuple[int, ...]:
    """The numbers of a table's paper cards."""
    return tuple(table * CARDS_OF_A_TABLE + index for index in range(1, min(count, CARDS_OF_A_TABLE - 1) + 1))


def table_of_card(card: int) -> int:
    """The table a card lay on."""
    return card // CARDS_OF_A_TABLE


def in_seat_order(badges: tuple[Badge, ...]) -> tuple[Badge, ...]:
    """As they are laid out in the hall: by the table of the first round, then by number; last who has no seat yet."""

    def place(badge: Badge) -> tuple[bool, int, int]:
        first = badge.route[0] if badge.route else None
        return first is None, first or 0, badge.number

    return tuple(sorted(badges, key=place))


def wifi_text(wifi: Wifi) -> str:
    """What a phone's camera takes for a network (the "WIFI:" syntax that Android and iOS read).

    Backslash, semicolon, comma, colon and quotation mark are escaped by a backslash.
    """
    password = f"P:{escaped(wifi.password)};" if wifi.encryption != "nopass" else ""
    return f"WIFI:T:{wifi.encryption};S:{escaped(wifi.name)};{password};"


def escaped(text: str) -> str:
    """`text` as part of a WIFI: code."""
    return "".join(f"\\{char}" if char in '\\;,:"' else char for char in text)

"""What may be seen of a café: one small value per kind of object. The protocol's vocabulary.

A change puts or removes one of these whole, for one audience; a snapshot is all of them that a viewer may see.
The names of the fields are the names on the wire. Times are milliseconds since 1970, UTC. A person, a table, a
topic, a round, an idea, a theme, a measure goes by its number within the event.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The kinds of objects, and in which audience each may stand."""

    EVENT = "event"  # all
    CLOCK = "clock"  # all
    ROUND = "round"  # all
    TOPIC = "topic"  # all
    QUESTION = "question"  # all
    TABLE = "table"  # all
    ROUTE = "route"  # table; all where tables are chosen
    ANNOUNCEMENT = "announcement"  # all, table
    THEME = "theme"  # staff until the harvest, then all
    DOTS = "dots"  # all
    MEASURE = "measure"  # staff until the harvest, then all
    IDEA = "idea"  # table, visit
    RELAY = "relay"  # table
    PRESENCE = "presence"  # table
    HELP = "help"  # table
    PERSON = "person"  # staff
    COMPANY = "company"  # staff
    HIDDEN = "hidden"  # staff
    PLAN = "plan"  # staff
    YOU = "you"  # person
    MY_IDEA = "my_idea"  # person
    MY_SUPPORT = "my_support"  # person
    MY_DOTS = "my_dots"  # person
    ACCESS = "access"  # access: its removal ends a session


@dataclass(frozen=True, slots=True)
class EventCard:
    """Kind `event`, id `event`: what stands on the poster, and the habits of this café."""

    title: str
    purpose: str
    place: str
    date: str  # 2022-10-26
    starts: str  # 13:00
    ends: str  # 18:00
    language: str  # the language of its texts, "de" or "en"
    code: str  # the short code everybody may know
    harvest_minutes: int
    policy: str  # how people change tables: mix, carousel, choice, home, fixed
    rounds: int
    grace_seconds: int  # after the bell: how long the phone invites to finish a sentence
    dots_per_person: int
    groups: list[str]  # stakeholder groups, in order; "keine Angabe" is always possible and is null
    fields: list[str]  # the city's fields of action
    asks_wishes: bool = False  # whether people are asked which topics they would like to visit


@dataclass(frozen=True, slots=True)
class ClockFace:
    """Kind `clock`, id `clock`: where the afternoon stands. See phases.py for the words."""

    phase: str  # draft, lobby, round, switch, harvest, closed
    state: str  # running, paused, ended
    round: int  # 0 before the first; in a switch the round that has ended
    next_round: int | None  # the round a switch or a lobby leads to
    ends_at: int | None  # deadline while running
    remaining_ms: int | None  # what is left while paused
    since: int  # when this phase began
    undo_until: int | None  # until when the lead may take the last step back


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """Kind `round`, id its number."""

    number: int
    minutes: int
    switch_minutes: int
    began_at: int | None  # as it really was
    ended_at: int | None


@dataclass(frozen=True, slots=True)
class TopicCard:
    """Kind `topic`, id its number. A topic is not a table: sibling tables share it."""

    number: int
    title: str
    field: str  # field of action
    face: int  # 1…12: colour and symbol, the same on phone, tent, screen and report


@dataclass(frozen=True, slots=True)
class Question:
    """Kind `question`, id `<round>:<topic>`; topic 0 asks all tables, round 0 asks in every round."""

    round: int
    topic: int
    text: str


@dataclass(frozen=True, slots=True)
class TableCard:
    """Kind `table`, id its number."""

    number: int
    topic: int
    seats: int
    place: str  # where it stands: "Fensterseite, hinten"
    step_free: bool
    host: str | None  # the host's pseudonym, "" if she gave none, null if the table has no host
    closed: bool = False  # nobody is seated there any more


@dataclass(frozen=True, slots=True)
class Route:
    """Kind `route`, id the table's number: who sits there or is on the way there, by badge number, never by name."""

    table: int
    round: int
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class Announcement:
    """Kind `announcement`, id `all` or `table:<number>`: the last message of the lead to the hall or to one table."""

    text: str
    table: int | None
    at: int


@dataclass(frozen=True, slots=True)
class Idea:
    """Kind `idea`, id its number: a thought on the tablecloth. It never says whose."""

    number: int
    table: int
    topic: int
    round: int
    text: str
    builds_on: list[int]
    supports: int
    by: str  # phone, host (written for somebody), paper
    edited: bool
    at: int


@dataclass(frozen=True, slots=True)
class Insight:
    """One line of a relay card; `idea` names the idea it was taken from, if any."""

    text: str
    idea: int | None = None


@dataclass(frozen=True, slots=True)
class RelayCard:
    """Kind `relay`, id `<table>:<round>`: what a table passes on to its next group."""

    table: int
    round: int
    insights: list[Insight]
    question: str
    at: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Kind `presence`, id the table's number. Numbers only: never who."""

    table: int
    seated: int  # how many have a seat here in this round
    here: int  # how many of them said "Ich bin da"
    wrote: int  # how many of them have written at least one idea in this round


@dataclass(frozen=True, slots=True)
class HelpCall:
    """Kind `help`, id the table's number: the hand that is up."""

    table: int
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Kind `person`, id the badge number: what staff see of somebody."""

    number: int
    name: str
    group: str | None
    table: int | None
    arrived: bool
    absent: bool
    hosts: int | None  # the table this person hosts
    paper: bool  # takes part without a device
    expected: bool  # registered beforehand, and has not come yet
    pinned: int | None = None  # the table this person keeps
    must: list[int] = field(default_factory=list)  # tables to visit in any case
    must_not: list[int] = field(default_factory=list)
    wishes: list[int] = field(default_factory=list)  # topics, best first


@dataclass(frozen=True, slots=True)
class HiddenIdea:
    """Kind `hidden`, id the idea's number: what a moderator took off the table, and why."""

    number: int
    table: int
    round: int
    text: str
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class Company:
    """Kind `company`, id its number: people who stay together in every round, or two who never share a table."""

    number: int
    together: bool
    people: list[int]


@dataclass(frozen=True, slots=True)
class Wished:
    """How many of those with topic wishes see their first, some, none of them."""

    people: int
    first: int
    some: int
    none: int


@dataclass(frozen=True, slots=True)
class SeatChange:
    """A seat that was announced and would be another one."""

    person: int
    round: int
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class PlanFact:
    """A sentence about a plan, as code and parameters (domain/rotation/sentences.py); ids are numbers as text."""

    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlanCard:
    """Kind `plan`, id `plan`: the newest seating for the next round: a preview until it is published.

    A simple fair one stands there at once; while the planner searches, better ones take its place.
    """

    plan: int  # its number, named when it is published
    round: int
    policy: str
    seats: dict[str, list[int]]  # table number → badge numbers
    moved: int  # people who change tables
    repeats: int  # pairs who would meet again
    new_faces_mean: float  # new people a person meets, on average
    smallest: int
    largest: int
    published: bool
    notes: list[str]  # codes of what could not be kept: topic_repeat, not_all_seated
    state: str = "done"  # searching, done, stopped
    done: float = 1.0  # the share of the search that is over
    seconds: int = 0  # what it was given
    emphasis: list[str] = field(default_factory=list)
    later: dict[str, dict[str, list[int]]] = field(default_factory=dict)  # further rounds that were planned with it
    bound: int | None = None  # fewer repeats are provably impossible; null as long as nobody has searched
    most_meetings: int = 0
    new_faces_fewest: int = 0
    spread: int | None = None  # how far stakeholder groups are from an even spread; null without groups
    spread_bound: int | None = None
    mix: dict[str, dict[str, int]] = field(default_factory=dict)  # table → group ("": not said) → people
    wished: Wished | None = None
    changes: list[SeatChange] = field(default_factory=list)
    facts: list[PlanFact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """Kind `theme`, id its number: a group of ideas made in the harvest."""

    number: int
    title: str
    summary: str
    ideas: list[int]
    merged_from: list[int]
    split_from: int | None
    dots: int | None  # null until the dots are closed: a running count would steer the voting
    paper_dots: int | None


@dataclass(frozen=True, slots=True)
class DotsRound:
    """Kind `dots`, id `dots`: the state of prioritising."""

    state: str  # none, open, closed
    per_person: int
    placed: int  # dots placed so far, paper included
    people: int  # how many people placed at least one on a phone
    sheets: int  # how many people's own sheets of paper were typed in


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """Kind `measure`, id its number: what the city receives."""

    number: int
    title: str
    text: str
    field: str
    themes: list[int]
    ideas: list[int]
    at: int


@dataclass(frozen=True, slots=True)
class You:
    """Kind `you`, id `you`: what a person is told about herself."""

    number: int  # badge number, shown big: the screen lists tables by it
    name: str
    group: str | None
    table: int | None  # where to sit now, or to go to in a switch
    round: int  # the round this seat is for
    from_table: int | None  # where she sat in the round before
    arrived: bool
    absent: bool
    new_faces: int  # how many at this table she has not met yet
    hosts: int | None
    wishes: list[int] = field(default_factory=list)  # topics she would like to visit, best first


@dataclass(frozen=True, slots=True)
class MyIdea:
    """Kind `my_idea`, id its number: one's own idea, wherever it was written."""

    number: int
    table: int
    round: int
    text: str
    state: str  # shown, withdrawn, hidden
    supports: int
    at: int


@dataclass(frozen=True, slots=True)
class MySupport:
    """Kind `my_support`, id the idea's number: one supports it."""

    idea: int


@dataclass(frozen=True, slots=True)
class MyDots:
    """Kind `my_dots`, id the theme's number."""

    theme: int
    dots: int


VALUES: dict[Kind, type] = {
    Kind.EVENT: EventCard,
    Kind.CLOCK: ClockFace,
    Kind.ROUND: RoundPlan,
    Kind.TOPIC: TopicCard,
    Kind.QUESTION: Question,
    Kind.TABLE: TableCard,
    Kind.ROUTE: Route,
    Kind.ANNOUNCEMENT: Announcement,
    Kind.THEME: ThemeCard,
    Kind.DOTS: DotsRound,
    Kind.MEASURE: MeasureCard,
    Kind.IDEA: Idea,
    Kind.RELAY: RelayCard,
    Kind.PRESENCE: Presence,
    Kind.HELP: HelpCall,
    Kind.PERSON: PersonCard,
    Kind.COMPANY: Company,
    Kind.HIDDEN: HiddenIdea,
    Kind.PLAN: PlanCard,
    Kind.YOU: You,
    Kind.MY_IDEA: MyIdea,
    Kind.MY_SUPPORT: MySupport,
    Kind.MY_DOTS: MyDots,
}
"""Kind → the class of its values; `access` has none: it is only ever removed."""

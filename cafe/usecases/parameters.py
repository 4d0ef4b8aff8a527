"""The parameters of every command: one struct each. It validates, documents, and gives the published schema.

Numbers name things within the event (see domain/kinds.py). Texts are measured after cleaning (domain/text.py); the
limits here keep out what is far too long before anybody looks at it.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

Number = Annotated[int, Meta(ge=1, le=10_000_000)]
RoundOrNone = Annotated[int, Meta(ge=0, le=8)]
IdeaText = Annotated[str, Meta(max_length=2_000)]
Title = Annotated[str, Meta(max_length=400)]
Prose = Annotated[str, Meta(max_length=6_000)]
Code = Annotated[str, Meta(max_length=40)]
Key = Annotated[str, Meta(min_length=16, max_length=64, pattern="^[A-Za-z0-9_-]+$")]
"""Public and random: with the server's secret it gives a token or code that need not be kept to be shown again."""

Digest = Annotated[str, Meta(min_length=64, max_length=64, pattern="^[0-9a-f]+$")]
Policy = Literal["mix", "carousel", "choice", "home", "fixed"]
Emphasis = Literal["more_meetings", "more_mixing", "more_wishes", "calmer", "freer"]


class Parameters(Struct, forbid_unknown_fields=True):
    """The ground of all parameter structs: an unknown field is an error, not a wish ignored."""


class Nothing(Parameters):
    """A command that needs no words."""


# -- joining, and being somebody


class Join(Parameters):
    """Comes in by a short code. `token` is the digest of a token the roof made and hands to the phone."""

    code: Code
    token: Digest
    personal_code: Digest
    personal_key: Key
    name: Title = ""
    group: Annotated[str, Meta(max_length=200)] | None = None
    table: Number | None = None


class ComeBack(Parameters):
    """Comes back on another device by the personal code."""

    personal_code: Digest
    token: Digest


class OpenLink(Parameters):
    """Opens a host's link on a device: the person who hosts that table."""

    link: Digest
    token: Digest
    personal_code: Digest
    personal_key: Key
    name: Title = ""
    group: Annotated[str, Meta(max_length=200)] | None = None


class UpdatePerson(Parameters):
    name: Title | msgspec.UnsetType = msgspec.UNSET
    group: Annotated[str, Meta(max_length=200)] | msgspec.UnsetType | None = msgspec.UNSET


class ErasePerson(Parameters):
    ideas_too: bool = False


class AddPerson(Parameters):
    """Somebody without a device: gets a badge number and a seat."""

    name: Title = ""
    group: Annotated[str, Meta(max_length=200)] | None = None
    table: Number | None = None


class Registered(Parameters):
    """Somebody who has said she will come: the roof made her code."""

    personal_code: Digest
    personal_key: Key
    name: Title = ""
    group: Annotated[str, Meta(max_length=200)] | None = None


class Register(Parameters):
    """People who are expected. Names and groups may stay open; there is a badge for each."""

    people: Annotated[list[Registered], Meta(min_length=1, max_length=50)]


class Unregister(Parameters):
    """Takes registrations back of people who have not come."""

    people: Annotated[list[Number], Meta(min_length=1, max_length=2_000)]


class MakeSpares(Parameters):
    """Codes on cards for people who come unannounced."""

    class Spare(Parameters):
        personal_code: Digest
        personal_key: Key

    spares: Annotated[list[Spare], Meta(min_length=1, max_length=50)]


class MarkAbsent(Parameters):
    person: Number
    absent: bool = True


# -- ideas


class Draft(Parameters):
    """Where and when a text was begun: it is filed there, whatever the bell did meanwhile."""

    table: Number
    round: Number


class PostIdea(Parameters):
    text: IdeaText
    builds_on: Annotated[list[Number], Meta(max_length=10)] = []
    drafted: Draft | None = None


class ScribeIdea(Parameters):
    """A host writes for somebody at the table; or anybody at a desk types in a numbered paper card.

    Staff name table and round (`drafted`), a host's own table is meant.
    """

    text: IdeaText
    card: Annotated[int, Meta(ge=1, le=999_999)] | None = None
    builds_on: Annotated[list[Number], Meta(max_length=10)] = []
    drafted: Draft | None = None


class EditIdea(Parameters):
    idea: Number
    text: IdeaText


class OneIdea(Parameters):
    idea: Number


class HideIdea(Parameters):
    idea: Number
    reason: Title


class AssignIdeas(Parameters):
    """Puts ideas into a theme; `theme: null` takes them out again."""

    ideas: Annotated[list[Number], Meta(min_length=1, max_length=500)]
    theme: Number | None


# -- table and host


class OneTable(Parameters):
    table: Number


class SaveRelay(Parameters):
    """Up to three insights and one open question; a host's own table is meant."""

    class Line(Parameters):
        text: IdeaText
        idea: Number | None = None

    round: Number
    insights: Annotated[list[Line], Meta(max_length=3)] = []
    question: IdeaText = ""


class CallHelp(Parameters):
    reason: Title = ""


class CancelHelp(Parameters):
    """Staff name the table; a host means her own."""

    table: Number | None = None


class IssueHostCode(Parameters):
    """The code by which somebody at the table may take the host's role; it is derived from `key` on the roof."""

    table: Number
    key: Key
    code: Code


class HostCode(Parameters):
    """`host.claim` with a code; `host.handover` with a new one the host's phone made up and shows."""

    code: Code


# -- flow and seating


class FromRound(Parameters):
    """A step of the whole event names the round it leaves, so that two presses are one step."""

    from_round: RoundOrNone


class Extend(Parameters):
    minutes: Annotated[int, Meta(ge=-90, le=90)]


class FixedSeat(Struct, array_like=True, forbid_unknown_fields=True):
    round: Number
    person: Number
    table: Number


class PlanSeating(Parameters):
    policy: Policy | None = None
    seed: Annotated[int, Meta(ge=0, le=2**31)] = 1
    emphasis: Annotated[list[Emphasis], Meta(max_length=5)] = []
    all_rounds: bool = False
    seconds: Annotated[int, Meta(ge=1, le=20)] = 2
    fixed: Annotated[list[FixedSeat], Meta(max_length=16_000)] = []


class SaveNeeds(Parameters):
    person: Number
    pinned: Number | None = None
    must: Annotated[list[Number], Meta(max_length=8)] = []
    must_not: Annotated[list[Number], Meta(max_length=40)] = []


class SaveCompany(Parameters):
    people: Annotated[list[Number], Meta(min_length=2, max_length=12)]
    together: bool


class OneCompany(Parameters):
    company: Number


class SaveWishes(Parameters):
    topics: Annotated[list[Number], Meta(max_length=3)]


class PublishSeating(Parameters):
    plan: Number


class MovePerson(Parameters):
    person: Number
    table: Number


class Announce(Parameters):
    text: Title
    table: Number | None = None


class WithdrawAnnouncement(Parameters):
    table: Number | None = None


# -- harvest


class SaveTheme(Parameters):
    title: Title
    summary: Prose = ""
    theme: Number | None = None
    ideas: Annotated[list[Number], Meta(max_length=500)] = []


class MergeThemes(Parameters):
    themes: Annotated[list[Number], Meta(min_length=1, max_length=50)]
    into: Number


class SplitTheme(Parameters):
    theme: Number
    ideas: Annotated[list[Number], Meta(min_length=1, max_length=500)]
    title: Title


class OneTheme(Parameters):
    theme: Number


class OpenDots(Parameters):
    per_person: Annotated[int, Meta(ge=1, le=20)] | None = None


class PlaceDots(Parameters):
    """How many of one's dots lie on this theme now (0 takes them away)."""

    theme: Number
    dots: Annotated[int, Meta(ge=0, le=20)]


class PaperDots(Parameters):
    """Either how many paper dots were counted on the wall at a theme in all, or people's own sheets: each one once."""

    class Sheet(Parameters):
        class OnTheme(Parameters):
            theme: Number
            dots: Annotated[int, Meta(ge=1, le=20)]

        number: Annotated[int, Meta(ge=1, le=999_999)]
        dots: Annotated[list[OnTheme], Meta(max_length=20)]

    theme: Number | None = None
    dots: Annotated[int, Meta(ge=0, le=100_000)] | None = None
    sheets: Annotated[list[Sheet], Meta(max_length=100)] = []


class OneSheet(Parameters):
    sheet: Annotated[int, Meta(ge=1, le=999_999)]


class SaveMeasure(Parameters):
    title: Title
    text: Prose = ""
    field: Title = ""
    themes: Annotated[list[Number], Meta(max_length=50)] = []
    ideas: Annotated[list[Number], Meta(max_length=500)] = []
    measure: Number | None = None


class OneMeasure(Parameters):
    measure: Number


# -- setting up (organiser)


class CreateEvent(Parameters):
    template: Literal["stralsund", "one-question", "progressive", "blank"]
    title: Title = ""
    date: Annotated[str, Meta(max_length=10)] = ""
    language: Literal["de", "en"] = "de"


class EditEvent(Parameters):
    title: Title
    purpose: Prose = ""
    place: Title = ""
    date: Annotated[str, Meta(max_length=10)] = ""
    starts: Annotated[str, Meta(max_length=5)] = ""
    ends: Annotated[str, Meta(max_length=5)] = ""
    language: Literal["de", "en"] = "de"
    policy: Policy = "carousel"
    harvest_minutes: Annotated[int, Meta(ge=0, le=600)] = 30
    grace_seconds: Annotated[int, Meta(ge=0, le=600)] = 60
    dots_per_person: Annotated[int, Meta(ge=1, le=20)] = 3
    expected_people: Annotated[int, Meta(ge=0, le=2_000)] = 0
    asks_wishes: bool = False
    groups: Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=20)] = []
    fields: Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=40)] = []


class SaveTopics(Parameters):
    """All topics, in order. A number keeps one that exists; the others are new; what is missing goes."""

    class Topic(Parameters):
        title: Title
        field: Title = ""
        face: Annotated[int, Meta(ge=1, le=12)] | None = None
        number: Number | None = None

    topics: Annotated[list[Topic], Meta(max_length=40)]


class SaveTables(Parameters):
    """All tables, in order, numbered 1…n by their place in the list unless they bring a number."""

    class Table(Parameters):
        topic: Number
        seats: Annotated[int, Meta(ge=3, le=12)] = 5
        place: Title = ""
        step_free: bool = False
        number: Number | None = None

    tables: Annotated[list[Table], Meta(max_length=2_000)]


class SaveRounds(Parameters):
    class Round(Parameters):
        minutes: Annotated[int, Meta(ge=1, le=90)] = 20
        switch_minutes: Annotated[int, Meta(ge=1, le=90)] = 3

    rounds: Annotated[list[Round], Meta(min_length=1, max_length=8)]


class SaveQuestions(Parameters):
    class Question(Parameters):
        """Round 0: every round. Topic 0: every table."""

        text: Prose
        round: RoundOrNone = 0
        topic: Annotated[int, Meta(ge=0, le=10_000)] = 0

    questions: Annotated[list[Question], Meta(max_length=400)]


class SaveHandover(Parameters):
    """What is said of the results. `areas`: field of action → one of the ranking's ten areas, "" for none; a field
    that is not in it counts for the area its name is known for."""

    publisher: Title = ""
    contact: Title = ""
    email: Annotated[str, Meta(max_length=254)] = ""
    address: Annotated[str, Meta(max_length=500)] = ""
    licence: Literal["dl-de/by-2-0", "dl-de/zero-2-0", "CC-BY-4.0", "CC0-1.0"] = "dl-de/by-2-0"
    areas: Annotated[dict[Annotated[str, Meta(max_length=200)], str], Meta(max_length=80)] = {}


class SaveWifi(Parameters):
    """The hall's guest network, for QR codes on table cards; without a name there is none."""

    name: Annotated[str, Meta(max_length=100)] = ""
    password: Annotated[str, Meta(max_length=200)] = ""
    encryption: Literal["WPA", "WEP", "nopass"] = "WPA"


class CreateLink(Parameters):
    """A link for a role. `key` is public and random; the token is derived from it on the roof; its digest is kept."""

    role: Literal["lead", "colead", "theme", "screen", "host"]
    key: Key
    token: Digest
    table: Number | None = None
    label: Title = ""


class RevokeLink(Parameters):
    link: Number


class DuplicateEvent(Parameters):
    title: Title = ""


class DeleteEvent(Parameters):
    """Deleting needs the title typed."""

    title: Title

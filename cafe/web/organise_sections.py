"""Setting up, section by section: each is one form, which acts by one command.

A section knows three things: what its form shows, what was typed into it, and what it asks of the gate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict

from cafe.domain.licences import LICENCES, USUAL
from cafe.domain.templates import AREAS
from cafe.store.queries.setup import Setup
from cafe.store.rows import Event, Handover
from cafe.usecases import handover
from cafe.web.organise_forms import Faults, Row, Values, lines, missing, number_or_none, rearranged, rows_of, whole

Form = MultiDict[str, str]
Args = dict[str, Any]

FACES = 12
SAVING = ("save", "next")
"""What the buttons that save send as `do`; the others only change the form."""
SEATS = "5"


@dataclass(frozen=True, slots=True)
class Section:
    """One form: `shown` draws it from the rows, `typed` from what came, `args` makes the command's arguments of it."""

    name: str
    title: object
    lead: object  # a sentence below the title: what it is for
    icon: str
    command: str
    shown: Callable[[Setup], Values]
    typed: Callable[[Form, Setup], Values]
    args: Callable[[Values, Setup, Faults], Args]


# -- event.edit, which three sections share: each changes its own fields and hands on the others as they are

EVENT_FIELDS = (
    "title", "purpose", "place", "date", "starts", "ends", "language", "policy", "harvest_minutes", "grace_seconds",
    "dots_per_person", "expected_people", "groups", "fields",
)  # fmt: skip


def event_args(event: Event, **changed: object) -> Args:
    """All that event.edit wants to hear, with these fields changed."""
    as_they_are = {name: getattr(event, name) for name in EVENT_FIELDS}
    return as_they_are | {"asks_wishes": bool(event.asks_wishes)} | changed


def texts(form: Form, *names: str) -> Values:
    """These fields as they were typed."""
    return {name: form.get(name, "") for name in names}


BASICS = ("title", "purpose", "place", "date", "starts", "ends", "language", "expected_people")


def basics_shown(setup: Setup) -> Values:
    """Title, purpose, place, date and times."""
    return {name: str(getattr(setup.event, name)) for name in BASICS} | {
        "expected_people": str(setup.event.expected_people or "")
    }


def basics_typed(form: Form, _setup: Setup) -> Values:
    """The same as typed."""
    return texts(form, *BASICS)


def basics_args(values: Values, setup: Setup, faults: Faults) -> Args:
    """How many people are expected may stay open."""
    people = whole(values, "expected_people", 0, 2_000, faults) if values["expected_people"].strip() else 0
    wanted = {name: values[name] for name in BASICS} | {
        "expected_people": people,
        "date": values["date"].strip(),
        "starts": values["starts"].strip()[:5],
        "ends": values["ends"].strip()[:5],
    }
    return event_args(setup.event, **wanted)


RHYTHM = {"harvest_minutes": (0, 600), "grace_seconds": (0, 600), "dots_per_person": (1, 20)}


def rhythm_shown(setup: Setup) -> Values:
    """How people change tables, whether they are asked for topics, and the figures of bell and harvest."""
    return {name: str(getattr(setup.event, name)) for name in ("policy", *RHYTHM)} | {
        "asks_wishes": bool(setup.event.asks_wishes)
    }


def rhythm_typed(form: Form, _setup: Setup) -> Values:
    """The same as typed."""
    return texts(form, "policy", *RHYTHM) | {"asks_wishes": "asks_wishes" in form}


def rhythm_args(values: Values, setup: Setup, faults: Faults) -> Args:
    """Figures within their bounds."""
    figures = {name: whole(values, name, least, most, faults) for name, (least, most) in RHYTHM.items()}
    return event_args(setup.event, policy=values["policy"], asks_wishes=values["asks_wishes"], **figures)


def people_shown(setup: Setup) -> Values:
    """Stakeholder groups and fields of action, one a line."""
    return {
        "groups": "\n".join(setup.event.groups),
        "fields": "\n".join(setup.event.fields),
        "areas": [(name, handover.area(setup.handover, name)) for name in setup.event.fields],
    }


def people_typed(form: Form, setup: Setup) -> Values:
    """The same as typed."""
    values = texts(form, "groups", "fields")
    return values | {"areas": [(name, handover.area(setup.handover, name)) for name in lines(values["fields"])]}


def people_args(values: Values, setup: Setup, faults: Faults) -> Args:
    """One entry a line."""
    return event_args(setup.event, groups=lines(values["groups"]), fields=lines(values["fields"]))


# -- topics


def topics_shown(setup: Setup) -> Values:
    """One row a topic."""
    return {
        "topics": [
            {"number": str(row.number), "title": row.title, "field": row.field, "face": str(row.face)}
            for row in setup.topics
        ]
    }


def topics_typed(form: Form, _setup: Setup) -> Values:
    """Rows as typed, after adding, removing and moving. An empty new row is no topic."""
    rows = rows_of(form, "topics")
    used = {row.get("face") for row in rows}
    free = next((str(face) for face in range(1, FACES + 1) if str(face) not in used), "1")
    do = form.get("do", "")
    if do in SAVING:
        rows = [row for row in rows if row.get("number") or row.get("title", "").strip()]
    return {"topics": rearranged(rows, do, {"title": "", "field": "", "face": free})}


def topics_args(values: Values, _setup: Setup, faults: Faults) -> Args:
    """A topic that has a number keeps it."""
    return {
        "topics": [
            {
                "number": number_or_none(row.get("number")),
                "title": row.get("title", ""),
                "field": row.get("field", ""),
                "face": whole(row, "face", 1, FACES, faults, at=f"topics.{index}.face"),
            }
            for index, row in enumerate(values["topics"])
        ]
    }


# -- tables


def tables_shown(setup: Setup) -> Values:
    """One row a table."""
    return {
        "tables": [
            {
                "number": str(row.number),
                "topic": str(row.topic),
                "seats": str(row.seats),
                "place": row.place,
                "step_free": "1" if row.step_free else "",
            }
            for row in setup.tables
        ],
        "siblings": "",
        "spread_seats": SEATS,
    }


def tables_typed(form: Form, setup: Setup) -> Values:
    """Rows as typed; or as many tables for each topic as were asked for."""
    rows = rows_of(form, "tables")
    values: Values = {"siblings": form.get("siblings", ""), "spread_seats": form.get("spread_seats", SEATS)}
    if form.get("do") == "spread":
        siblings = number_or_none(values["siblings"].strip()) or 1
        return values | {"tables": spread(rows, setup, min(siblings, 100), values["spread_seats"])}
    last = rows[-1] if rows else {"topic": str(setup.topics[0].number) if setup.topics else "", "seats": SEATS}
    fresh = {"topic": last.get("topic", ""), "seats": last.get("seats", SEATS), "place": "", "step_free": ""}
    return values | {"tables": rearranged(rows, form.get("do", ""), fresh)}


def spread(rows: list[Row], setup: Setup, siblings: int, seats: str) -> list[Row]:
    """As many sibling tables for each topic, in the topics' order; tables that exist keep number, place and access."""
    wanted = [str(topic.number) for topic in setup.topics for _ in range(siblings)]
    existing = rows + [{"place": "", "step_free": ""} for _ in range(len(wanted) - len(rows))]
    return [row | {"topic": topic, "seats": seats} for row, topic in zip(existing, wanted, strict=False)]


def tables_args(values: Values, _setup: Setup, faults: Faults) -> Args:
    """Seats within their bounds."""
    return {
        "tables": [
            {
                "number": number_or_none(row.get("number")),
                "topic": number_or_none(row.get("topic")) or missing(faults, f"tables.{index}.topic", "topic_unknown"),
                "seats": whole(row, "seats", 3, 12, faults, at=f"tables.{index}.seats"),
                "place": row.get("place", ""),
                "step_free": bool(row.get("step_free")),
            }
            for index, row in enumerate(values["tables"])
        ]
    }


# -- rounds

MINUTES = ("minutes", "switch_minutes")


def rounds_shown(setup: Setup) -> Values:
    """One row a round."""
    return {
        "rounds": [{"minutes": str(row.minutes), "switch_minutes": str(row.switch_minutes)} for row in setup.rounds]
    }


def rounds_typed(form: Form, _setup: Setup) -> Values:
    """Rows as typed; a new round is like the last one."""
    rows = rows_of(form, "rounds")
    fresh = rows[-1] if rows else {"minutes": "20", "switch_minutes": "3"}
    return {"rounds": rearranged(rows, form.get("do", ""), fresh)}


def rounds_args(values: Values, _setup: Setup, faults: Faults) -> Args:
    """Minutes within their bounds."""
    return {
        "rounds": [
            {name: whole(row, name, 1, 90, faults, at=f"rounds.{index}.{name}") for name in MINUTES}
            for index, row in enumerate(values["rounds"])
        ]
    }


# -- questions: one for all, one each round, or one for each topic and round

PATTERNS = ("all", "rounds", "topics")


def pattern_of(setup: Setup) -> str:
    """Which of the three the questions follow so far."""
    if any(row.topic for row in setup.questions):
        return "topics"
    if any(row.round for row in setup.questions):
        return "rounds"
    return "all" if setup.questions or len(setup.topics) < 2 else "topics"


def places(pattern: str, setup: Setup) -> list[tuple[int, int]]:
    """The (round, topic) that a pattern asks for."""
    if pattern == "all":
        return [(0, 0)]
    numbers = [row.number for row in setup.rounds]
    if pattern == "rounds":
        return [(number, 0) for number in numbers]
    return [(number, topic.number) for topic in setup.topics for number in numbers]


def questions_shown(setup: Setup) -> Values:
    """Every place of the pattern with its question; one asked more generally is offered where it holds."""
    return {"pattern": pattern_of(setup), "questions": {(row.round, row.topic): row.text for row in setup.questions}}


def questions_typed(form: Form, setup: Setup) -> Values:
    """What was typed at all places, also at those of the other patterns."""
    pattern = form.get("pattern", "")
    texts_by_place: dict[tuple[int, int], str] = {}
    for row in rows_of(form, "questions"):
        if row.get("round", "").isdigit() and row.get("topic", "").isdigit():
            texts_by_place[(int(row["round"]), int(row["topic"]))] = row.get("text", "")
    wanted = form.get("do", "").removeprefix("pattern.")
    pattern = wanted if wanted in PATTERNS else pattern if pattern in PATTERNS else pattern_of(setup)
    return {"pattern": pattern, "questions": texts_by_place}


def questions_args(values: Values, setup: Setup, _faults: Faults) -> Args:
    """The questions of the chosen pattern: the others are meant no more."""
    asked: Mapping[tuple[int, int], str] = values["questions"]
    return {
        "questions": [
            {"round": round_number, "topic": topic, "text": asked.get((round_number, topic), "")}
            for round_number, topic in places(values["pattern"], setup)
        ]
    }


# -- what is said of the results

HANDOVER = ("publisher", "contact", "email", "address", "licence")
HANDOVER_CHOICES: Values = {
    "licence_choices": [(licence.key, licence.name) for licence in LICENCES.values()],
    "area_choices": [("", _("keiner")), *((name, name) for name in AREAS)],
}


def handover_shown(setup: Setup) -> Values:
    """Whose the results are, and the area of the ranking each field of action counts for."""
    said = setup.handover or Handover(publisher="", contact="", email="", address="", licence=USUAL, areas={})
    areas = [{"field": name, "area": handover.area(said, name)} for name in setup.event.fields]
    return HANDOVER_CHOICES | {name: getattr(said, name) for name in HANDOVER} | {"areas": areas}


def handover_typed(form: Form, _setup: Setup) -> Values:
    """The same as typed."""
    return HANDOVER_CHOICES | texts(form, *HANDOVER) | {"areas": rows_of(form, "areas")}


def handover_args(values: Values, _setup: Setup, _faults: Faults) -> Args:
    """An area for each field that stands on the page."""
    areas = {row["field"]: row.get("area", "") for row in values["areas"] if row.get("field")}
    return {name: values[name] for name in HANDOVER} | {"areas": areas}


# -- the hall's network

WIFI = ("name", "password", "encryption")
ENCRYPTIONS = (("WPA", _("WPA, WPA2 oder WPA3 (üblich)")), ("WEP", _("WEP (alt)")), ("nopass", _("keine, offen")))


def wifi_shown(setup: Setup) -> Values:
    """The network as it stands; the usual kind of encryption where there is none yet."""
    row = setup.wifi
    values = {name: getattr(row, name) if row else "" for name in WIFI}
    return values | {"encryption": values["encryption"] or "WPA", "encryptions": ENCRYPTIONS}


def wifi_typed(form: Form, _setup: Setup) -> Values:
    """The same as typed."""
    return texts(form, *WIFI) | {"encryptions": ENCRYPTIONS}


def wifi_args(values: Values, _setup: Setup, _faults: Faults) -> Args:
    """As it is; the rules are the command's."""
    return {name: values[name] for name in WIFI}


SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        Section(
            "basics", _("Eckdaten"), _("Was auf dem Plakat steht, und wozu Sie einladen."),
            "flag", "event.edit", basics_shown, basics_typed, basics_args,
        ),
        Section(
            "topics", _("Themen"), _("Worüber gesprochen wird. Ein Thema kann an mehreren Tischen liegen."),
            "message-circle", "topics.save", topics_shown, topics_typed, topics_args,
        ),
        Section(
            "tables", _("Tische"), _("Vier bis fünf Plätze sind gut: So kommen alle zu Wort."),
            "coffee", "tables.save", tables_shown, tables_typed, tables_args,
        ),
        Section(
            "rounds", _("Runden"), _("Wie lange gesprochen und wie lange gewechselt wird."),
            "clock", "rounds.save", rounds_shown, rounds_typed, rounds_args,
        ),
        Section(
            "rhythm", _("Wechsel und Ernte"), _("Wie die Menschen die Tische wechseln, und wie die Ernte läuft."),
            "spool", "event.edit", rhythm_shown, rhythm_typed, rhythm_args,
        ),
        Section(
            "questions", _("Fragen"), _("Offene, kurze Fragen, die zum Erzählen einladen."),
            "circle-question-mark", "questions.save", questions_shown, questions_typed, questions_args,
        ),
        Section(
            "people", _("Gruppen und Felder"), _("Wer kommt, und welche Handlungsfelder die Stadt hat."),
            "users", "event.edit", people_shown, people_typed, people_args,
        ),
        Section(
            "handover", _("Übergabe"), _("Wem die Ergebnisse gehören, wen man fragt, und was andere damit tun dürfen."),
            "handshake", "handover.save", handover_shown, handover_typed, handover_args,
        ),
        Section(
            "wifi", _("WLAN"), _("Das Gästenetz im Saal, für Tischaufsteller und Plakat."),
            "smartphone", "wifi.save", wifi_shown, wifi_typed, wifi_args,
        ),
    )
}  # fmt: skip
"""The sections in the order in which an organiser goes through them; the links follow (organise_links)."""

"""For each command of the catalogue: arguments with which it does something, in the cast's café.

A command that is not here fails the tests that walk through the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cafe.usecases.keys import digest
from tests.cast import FIELDS, GROUPS, Cafe

Arguments = Callable[[Cafe], dict[str, Any]]


def step(cafe: Cafe) -> dict[str, Any]:
    """The round that is left."""
    return {"from_round": cafe.row().round}


def secrets(word: str) -> dict[str, str]:
    """What the roof adds when somebody comes in."""
    return {
        "token": digest(f"new {word}"),
        "personal_key": f"key-of-the-new-{word}",
        "personal_code": digest(f"new code {word}"),
    }


def expected(word: str) -> dict[str, str]:
    """What the roof adds to a registration and to a spare card."""
    made = secrets(word.replace(" ", "-"))
    return {name: made[name] for name in ("personal_key", "personal_code")}


def awaited(cafe: Cafe) -> list[int]:
    """Who is registered and has not come, or a number nobody has."""
    people = cafe.sees("fadime").get("person", {}).values()
    return [person["number"] for person in people if person["expected"]] or [99]


def topics(cafe: Cafe) -> list[dict[str, Any]]:
    """All topics as they are, the first with another title."""
    rows = sorted(cafe.sees("saal")["topic"].values(), key=lambda topic: topic["number"])
    return [
        {"number": topic["number"], "title": topic["title"] + "!" * (index == 0), "field": topic["field"]}
        for index, topic in enumerate(rows)
    ]


def tables(cafe: Cafe) -> list[dict[str, Any]]:
    """All tables as they are, and one more."""
    rows = sorted(cafe.sees("saal")["table"].values(), key=lambda table: table["number"])
    known = [{"number": row["number"], "topic": row["topic"], "seats": row["seats"], "place": "hinten"} for row in rows]
    return [*known, {"topic": rows[0]["topic"], "seats": 4}]


def plan(cafe: Cafe) -> dict[str, Any]:
    """The plan there is, or a number nobody has."""
    return {"plan": cafe.sees("fadime").get("plan", {}).get("plan", {"plan": 999})["plan"]}


def free_table(cafe: Cafe) -> dict[str, Any]:
    """A table with a free seat."""
    routes = cafe.sees("saal")["route"].values()
    return {"table": min(routes, key=lambda route: len(route["numbers"]))["table"]}


ARGUMENTS: dict[str, Arguments] = {
    "person.join": lambda cafe: {"code": cafe.code(), **secrets("guest")},
    "person.return": lambda cafe: {
        "personal_code": digest(f"code {cafe.event} pia"),
        "token": digest("pia's other phone"),
    },
    "link.open": lambda cafe: {"link": digest(f"link {cafe.event} holger"), **secrets("device")},
    "person.update": lambda cafe: {"name": "Möwe", "group": GROUPS[1]},
    "person.erase": lambda cafe: {"ideas_too": True},
    "person.add": lambda cafe: {"group": GROUPS[0]},
    "person.absent": lambda cafe: {"person": cafe.numbers.get("rita", 99)},
    "person.register": lambda cafe: {
        "people": [expected(f"nadja {cafe.row().seq}"), {**expected(f"ole {cafe.row().seq}"), "group": GROUPS[0]}]
    },
    "person.unregister": lambda cafe: {"people": awaited(cafe)},
    "person.release": lambda cafe: {},
    "spare.make": lambda cafe: {"spares": [expected(f"somebody unannounced {cafe.row().seq}")]},
    "idea.post": lambda cafe: {"text": "Mehr Bäume", "drafted": {"table": table_in_round_one(cafe), "round": 1}},
    "idea.edit": lambda cafe: {"idea": 1, "text": "Fahrradstraßen am ganzen Sund"},
    "idea.withdraw": lambda cafe: {"idea": 1},
    "idea.support": lambda cafe: {"idea": 3},
    "idea.unsupport": lambda cafe: {"idea": 1},
    "seat.arrive": lambda cafe: {},
    "seat.choose": free_table,
    "dots.place": lambda cafe: {"theme": 1, "dots": 2},
    "idea.scribe": lambda cafe: {"text": "Sagt jemand", "card": 305, "drafted": {"table": 3, "round": 1}},
    "relay.save": lambda cafe: {"round": 1, "insights": [{"text": "Anders gesagt"}], "question": "Und nun?"},
    "help.call": lambda cafe: {"reason": "Stifte"},
    "help.cancel": lambda cafe: {"table": 3},
    "host.issue": lambda cafe: {"table": 4, "key": "a-public-random-key", "code": "ABCDEF"},
    "host.claim": lambda cafe: {"code": "HJKMNP"},
    "host.handover": lambda cafe: {"code": "QRSTUV"},
    "event.open": lambda cafe: {},
    "round.start": step,
    "round.end": step,
    "clock.pause": lambda cafe: {},
    "clock.resume": lambda cafe: {},
    "clock.extend": lambda cafe: {"minutes": 5},
    "harvest.start": step,
    "event.close": step,
    "step.undo": lambda cafe: {},
    "seating.plan": lambda cafe: {"policy": "mix"},
    "seating.publish": plan,
    "seating.drop": plan,
    "person.needs": lambda cafe: {"person": cafe.numbers.get("pia", 99), "pinned": 3, "must_not": [5]},
    "company.save": lambda cafe: {"people": [cafe.numbers.get(who, 99) for who in ("pia", "rita")], "together": True},
    "company.remove": lambda cafe: {"company": 1},
    "table.close": lambda cafe: {"table": 6},
    "table.open": lambda cafe: {"table": 6},
    "wish.save": lambda cafe: {"topics": sorted(int(number) for number in cafe.sees("saal")["topic"])[:3]},
    "seating.move": lambda cafe: {"person": cafe.numbers.get("pia", 99), **free_table(cafe)},
    "announcement.send": lambda cafe: {"text": "Bitte zum Ende kommen", "table": 3},
    "announcement.withdraw": lambda cafe: {},
    "idea.hide": lambda cafe: {"idea": 1, "reason": "Name einer Person"},
    "idea.restore": lambda cafe: {"idea": 2},
    "theme.save": lambda cafe: {"title": "Wege", "ideas": [1]},
    "theme.merge": lambda cafe: {"themes": [2], "into": 1},
    "theme.split": lambda cafe: {"theme": 1, "ideas": [1], "title": "Rad"},
    "theme.remove": lambda cafe: {"theme": 1},
    "idea.assign": lambda cafe: {"ideas": [1, 3], "theme": 2},
    "dots.open": lambda cafe: {"per_person": 4},
    "dots.close": lambda cafe: {},
    "dots.enter_paper": lambda cafe: {"theme": 1, "dots": 7},
    "dots.void_sheet": lambda cafe: {"sheet": 17},
    "measure.save": lambda cafe: {"title": "Radnetz", "field": "Mobilität", "themes": [1], "ideas": [1]},
    "measure.remove": lambda cafe: {"measure": 1},
    "event.create": lambda cafe: {"template": "blank"},
    "event.edit": lambda cafe: {"title": "Anderer Titel", "groups": GROUPS, "fields": ["Mobilität"]},
    "event.duplicate": lambda cafe: {},
    "event.delete": lambda cafe: {"title": "Strategie-Café"},
    "topics.save": lambda cafe: {"topics": topics(cafe)},
    "tables.save": lambda cafe: {"tables": tables(cafe)},
    "rounds.save": lambda cafe: {"rounds": [{"minutes": 25, "switch_minutes": 4}] * 4},
    "questions.save": lambda cafe: {"questions": [{"text": "Was fehlt?", "round": 1}]},
    "handover.save": lambda cafe: {"publisher": "Hansestadt Stralsund", "email": "cafe@stralsund.example"},
    "wifi.save": lambda cafe: {"name": "Rathaus-Gast", "password": "Sund und Hafen"},
    "link.create": lambda cafe: {"role": "lead", "key": "another-public-key", "token": digest("another link")},
    "link.revoke": lambda cafe: {"link": cafe.links["cem"]},
}


def table_in_round_one(cafe: Cafe) -> int:
    """Where Pia sat in the first round."""
    return 3


APART = {"together": False}


def enrich(cafe: Cafe) -> None:
    """Gives commands something to work on: whatever the phase allows."""
    wishes: list[tuple[str, str, dict[str, Any]]] = [
        ("olga", "person.register", {"people": [expected("emil")]}),
        ("olga", "event.edit", {"title": "Strategie-Café", "groups": GROUPS, "fields": FIELDS, "asks_wishes": True}),
        (
            "fadime",
            "company.save",
            {"people": [cafe.numbers.get(who, 99) for who in ("pia", "quirin")], "together": False},
        ),
        ("fadime", "seating.plan", {"policy": "mix"}),
        ("fadime", "announcement.send", {"text": "Willkommen"}),
        ("holger", "help.call", {"reason": "Bitte kommen"}),
        ("holger", "host.handover", {"code": "HJKMNP"}),
        ("pia", "idea.post", {"text": "Fahrradstraßen am Sund", "drafted": {"table": 3, "round": 1}}),
        ("quirin", "idea.post", {"text": "Rufbus am Abend", "drafted": {"table": 4, "round": 1}}),
        ("holger", "idea.scribe", {"text": "Bänke, sagt Paula", "drafted": {"table": 3, "round": 1}}),
        ("fadime", "idea.hide", {"idea": 2, "reason": "Werbung"}),
        ("thea", "theme.save", {"title": "Am Wasser", "ideas": [1, 3]}),
        ("thea", "theme.save", {"title": "Am Abend"}),
        ("thea", "dots.open", {}),
        ("quirin", "dots.place", {"theme": 2, "dots": 1}),
        ("thea", "dots.enter_paper", {"sheets": [{"number": 17, "dots": [{"theme": 2, "dots": 1}]}]}),
        ("thea", "measure.save", {"title": "Ein Anfang", "themes": [2]}),
    ]
    for who, name, args in wishes:
        cafe.ask(who, name, **args)

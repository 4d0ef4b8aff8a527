"""A café that has been held, as rows in a real database: the fixed cast, and everything that must not get out.

Fadime leads; Holger hosts table 3; Pia sits there; Quirin sits at table 4; Paula is on paper; Stefan has no code. What
is secret about them carries a canary, so that a search through any file finds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from cafe.store.rows import (
    Access,
    Base,
    BuildsOn,
    Change,
    Dot,
    Event,
    Idea,
    Link,
    Measure,
    MeasureIdea,
    MeasureTheme,
    PaperDots,
    Person,
    Question,
    Relay,
    Round,
    Seat,
    Support,
    Table,
    Theme,
    ThemeStep,
    Topic,
)
from cafe.store.unit_of_work import Store

START = 1_666_782_000_000
"""26 October 2022, 11:00 UTC: 13:00 in Stralsund."""

MINUTE = 60_000

CANARIES = (
    "EVENTCODE", "TABLECODE", "HOSTCODE", "HOSTKEY", "PERSONALCODE", "ACCESSTOKEN", "LINKKEY", "LINKTOKEN", "LINKLABEL",
    "Fadime", "Holger", "Pia", "Quirin", "Paula", "Stefan",
    "HIDDENTEXT", "WITHDRAWNTEXT", "MODERATIONREASON", "PERSONALKEY", "FORMERNAME",
)  # fmt: skip
"""Names, codes, keys and words that no file may hold."""

BADGES = range(9_001, 9_061)
"""The people's badge numbers: no count in this café comes near them."""

GROUPS = ["Bürgerschaft", "Unternehmen", "Verwaltung", "Jugend"]


@contextmanager
def database(path: Path, *events: list[Any]) -> Iterator[Store]:
    """A new SQLite file with these rows."""
    store = Store(f"sqlite:///{path / 'cafe.sqlite'}", clock=lambda: START)
    with store.write() as work:
        Base.metadata.create_all(work.session.connection())
    with store.write() as work:
        for rows in events:
            fill(work.session, rows)
    try:
        yield store
    finally:
        store.close()


def fill(session: Session, rows: list[Any]) -> None:
    """Adds rows in an order that every foreign key accepts: as they stand."""
    for row in rows:
        session.add(row)
        session.flush()


def event(number: int = 1, **facts: Any) -> Event:
    """Stralsund's event, closed."""
    known: dict[str, Any] = {
        "title": "Smarte Region Stralsund", "purpose": "Ihre Ideen gehen in die Smart-City-Strategie ein.",
        "place": "Rathaus", "date": "2022-10-26", "starts": "13:00", "ends": "18:00", "code": f"EVENTCODE{number}",
        "groups": GROUPS, "fields": ["Mobilität", "Energie & Umwelt"], "phase": "closed", "dots": "closed", "seq": 7,
    }  # fmt: skip
    return Event(id=number, created_at=START, since=START, **{**known, **facts})


def bare(number: int = 1, **facts: Any) -> list[Any]:
    """An event in which nothing has happened."""
    return [event(number, **facts)]


def idea(number: int, table: int, round_number: int, text: str, of: int = 1, **facts: Any) -> Idea:
    """An idea; table 3 has topic 1, table 4 topic 2."""
    known: dict[str, Any] = {"author": BADGES[number % 40], "created_at": START + number * MINUTE + 27_000, **facts}
    return Idea(event_id=of, number=number, table=table, topic=table - 2, round=round_number, text=text, **known)


def person(number: int, name: str, group: str | None, of: int = 1, **facts: Any) -> Person:
    """Somebody with a canary in each secret."""
    columns = Person.__table__.columns.keys()
    secrets = {"personal_code": f"PERSONALCODE{of}-{number}", "personal_key": f"PERSONALKEY{of}-{number}"}
    known: dict[str, Any] = {name: value for name, value in secrets.items() if name in columns}
    return Person(event_id=of, number=number, name=name, group=group, joined_at=START, **{**known, **facts})


def table(number: int, of: int = 1, **facts: Any) -> Table:
    """A table with a canary in each code."""
    codes = {"code": f"TABLECODE{of}-{number}", "host_code": "HOSTCODE", "host_key": f"HOSTKEY{of}-{number}"}
    return Table(event_id=of, number=number, topic=number - 2, seats=12, place="Fensterseite", **{**codes, **facts})


def people(of: int = 1) -> list[Any]:
    """Sixty: 30 Bürgerschaft, 20 Unternehmen, 6 Verwaltung, 2 Jugend, 2 without."""
    groups = [GROUPS[0]] * 30 + [GROUPS[1]] * 20 + [GROUPS[2]] * 6 + [GROUPS[3]] * 2 + [None] * 2
    names = ["Fadime", "Holger", "Pia", "Quirin", "Paula", "Stefan"]
    return [
        person(badge, names[at % 6], group, of, paper=at % 6 == 4)
        for at, (badge, group) in enumerate(zip(BADGES, groups, strict=True))
    ]


def seats(of: int = 1) -> list[Any]:
    """Everybody at table 3 in one round, at table 4 in the other."""
    return [
        Seat(event_id=of, person=badge, round=round_number, table=3 + (at + round_number) % 2)
        for at, badge in enumerate(BADGES)
        for round_number in (1, 2)
    ]


def held(of: int = 1) -> list[Any]:
    """Two rounds at two tables, themes, dots and measures."""
    return [
        event(of),
        Change(event_id=of, seq=7, audience="all", prev=0, kind="clock", id="clock", value="{}",
               at=START + 300 * MINUTE),
        *(
            Round(event_id=of, number=number, minutes=20, switch_minutes=3, began_at=START + number * 30 * MINUTE,
                  ended_at=START + number * 30 * MINUTE + 20 * MINUTE)
            for number in (1, 2)
        ),
        Topic(event_id=of, number=1, position=1, title="Nachhaltige Mobilität", field="Mobilität", face=1),
        Topic(event_id=of, number=2, position=2, title="Versorgung und Energie", field="Energie & Umwelt", face=2),
        *people(of),
        table(3, of, host=BADGES[1], step_free=True),
        table(4, of),
        *seats(of),
        Question(event_id=of, round=0, topic=0, text="Was soll 2030 anders sein?"),
        Question(event_id=of, round=2, topic=1, text="Was bringt Sie aufs Rad?"),
        Access(event_id=of, token=f"ACCESSTOKEN{of}", person=BADGES[2], created_at=START),
        Link(event_id=of, number=1, role="lead", label="LINKLABEL", key=f"LINKKEY{of}", token=f"LINKTOKEN{of}",
             created_at=START),
        theme(1, "Rad und Bus", of, summary="Wege ohne Auto.\nAuch aus dem Umland."),
        theme(2, "Wärme", of, split_from=1),
        theme(3, "Busse", of, merged_into=1, removed_at=START),
        theme(4, "Versehen", of, removed_at=START),
        idea(1, 3, 1, "Fahrradstraßen am Sund", of, theme=1),
        idea(2, 4, 1, "Fernwärme aus dem Sund", of, theme=2, by="host", author=None, scribe=BADGES[1]),
        idea(3, 4, 2, "Abwärme heizt den Radkeller", of, edited_at=START, by="paper", author=None),
        idea(4, 3, 2, "HIDDENTEXT", of, state="hidden", reason="MODERATIONREASON", theme=1),
        idea(5, 3, 2, "WITHDRAWNTEXT", of, state="withdrawn", theme=1),
        BuildsOn(event_id=of, idea=3, source=1),
        BuildsOn(event_id=of, idea=3, source=2),
        BuildsOn(event_id=of, idea=4, source=1),
        BuildsOn(event_id=of, idea=3, source=5),
        *(Support(event_id=of, idea=1, person=badge, at=START) for badge in BADGES[:3]),
        *(Support(event_id=of, idea=2, person=badge, at=START) for badge in BADGES[:2]),
        Support(event_id=of, idea=4, person=BADGES[5], at=START),
        Relay(event_id=of, table=3, round=1, question="Wer bezahlt das?", saved_by=BADGES[1], saved_at=START, insights=[
            {"text": "Räder brauchen Platz", "idea": 1}, {"text": "HIDDENTEXT", "idea": 4},
            {"text": "frei", "idea": None},
        ]),
        Relay(event_id=of, table=3, round=2, question="", saved_by=None, saved_at=START, insights=[
            {"text": "WITHDRAWNTEXT", "idea": 5},
        ]),
        *dots(of),
        step(1, 1, "made", {"title": "FORMERNAME"}, of),
        step(2, 1, "assigned", {"ideas": [1, 4]}, of),
        step(3, 1, "renamed", {"from": "FORMERNAME", "to": "Rad und Bus"}, of),
        step(4, 3, "merged", {"into": 1, "ideas": [1]}, of),
        Measure(event_id=of, number=1, title="Radweg nach Altefähr", text="Zwei Meter breit.", field="Mobilität",
                saved_at=START),
        Measure(event_id=of, number=2, title="Verworfen", text="", field="", saved_at=START, removed_at=START),
        MeasureTheme(event_id=of, measure=1, theme=1),
        MeasureIdea(event_id=of, measure=1, idea=3),
        MeasureIdea(event_id=of, measure=1, idea=5),
    ]  # fmt: skip


def theme(number: int, title: str, of: int = 1, **facts: Any) -> Theme:
    """A theme."""
    return Theme(event_id=of, number=number, title=title, created_at=START, **facts)


def step(number: int, of_theme: int, what: str, details: dict[str, Any], of: int = 1) -> ThemeStep:
    """A line of a theme's history."""
    return ThemeStep(event_id=of, number=number, theme=of_theme, what=what, details=details, role="theme", at=START)


def dots(of: int = 1) -> list[Any]:
    """Theme 1: 12 Bürgerschaft, 3 Unternehmen; theme 2: 8 Bürgerschaft, 15 Unternehmen, 2 Verwaltung; and on paper."""
    first = [*BADGES[:12], *BADGES[30:33]]
    second = [*BADGES[12:20], *BADGES[30:45], *BADGES[50:52]]
    return [
        *(Dot(event_id=of, person=badge, theme=1, dots=2) for badge in first),
        *(Dot(event_id=of, person=badge, theme=2, dots=1) for badge in second),
        PaperDots(event_id=of, theme=1, dots=7),
    ]

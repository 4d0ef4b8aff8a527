"""A hall on paper: the Stralsund topics, people with and without a badge's code, spare cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cafe.domain import roster
from cafe.domain.roster import Badge, Roster, Spare, Table
from cafe.domain.templates.stralsund import TOPICS

SITE = "cafe.stralsund.de"
ADDRESS = f"https://{SITE}"


def table(number: int, rounds: int) -> Table:
    """Table 3 lies by the window; every fifth is reached without steps."""
    topic = (number - 1) % 6
    code = f"TAB{number:03d}"
    return Table(
        number, topic + 1, 5, "am Fenster" if number == 3 else "", number % 5 == 0, code, f"{ADDRESS}/j/{code}",
        tuple(TOPICS["de"][topic][2 + index % 3] for index in range(rounds)),
        roster.HostDoor(f"{ADDRESS}/r/host-of-{number}", f"HOST{number:02d}"),
    )  # fmt: skip


def badge(number: int, tables: int, rounds: int) -> Badge:
    """People sit down at the last table first, so that the order of seats is another one than that of numbers."""
    code = f"BADG-{number:04d}-CODE"
    route = tuple((tables - number + shift) % tables + 1 for shift in range(rounds))
    return Badge(number, f"Gast {number}", "Bürgerschaft", route, None, code, f"{ADDRESS}/p/{code}")


def hall(people: int = 12, tables: int = 6, rounds: int = 3, spares: int = 3) -> Roster:
    """The Roster of a café of that size."""
    return Roster(
        schema=roster.SCHEMA,
        version=roster.VERSION,
        event=roster.Occasion(
            "Smart-City-Strategie für Stralsund und Umland", "Was hier gesagt wird, fließt in die Strategie ein.",
            "Rathaus", date(2026, 10, 26).isoformat(), "13:00", "18:00", "KAFFEE", f"{ADDRESS}/j/KAFFEE", SITE,
        ),
        wifi=roster.Wifi("Rathaus; Gast", 'Sund:"Hafen"\\7', "WPA"),
        topics=tuple(roster.Topic(number, topic[0], number) for number, topic in enumerate(TOPICS["de"], start=1)),
        tables=tuple(table(number, rounds) for number in range(1, tables + 1)),
        rounds=tuple(roster.Round(number, 20, 3) for number in range(1, rounds + 1)),
        badges=roster.in_seat_order(tuple(badge(number, tables, rounds) for number in range(1, people + 1))),
        spares=tuple(
            Spare(number, f"SPAR-{number:04d}-CODE", f"{ADDRESS}/p/SPAR-{number:04d}-CODE")
            for number in range(1, spares + 1)
        ),
        themes=(),
        cards_per_table=4,
        dot_sheets=people,
        dots_per_person=3,
        grace_seconds=60,
        harvest_minutes=30,
    )  # fmt: skip


def with_texts(known: Roster, texts: list[str]) -> Roster:
    """The same hall, where people typed these texts wherever they can type something."""

    def text(index: int, length: int) -> str:
        return texts[index % len(texts)][:length]

    return replace(
        known,
        event=replace(known.event, title=text(0, 120), purpose=text(1, 2000), place=text(2, 120)),
        wifi=roster.Wifi(text(3, 32), text(4, 63), "WPA"),
        topics=tuple(replace(one, title=text(index, 120)) for index, one in enumerate(known.topics)),
        tables=tuple(
            replace(
                one,
                place=text(index + 3, 120),
                questions=tuple(text(index + at, 280) for at in range(len(one.questions))),
            )
            for index, one in enumerate(known.tables)
        ),
        badges=tuple(
            replace(one, name=text(index, 40), group=text(index + 5, 120)) for index, one in enumerate(known.badges)
        ),
        themes=tuple(roster.Theme(number, text(number, 120)) for number in range(1, 7)),
    )

"""What stands on which sheet: words and values for the Typst sources in typst/, which say how it looks.

Each function gives a part of the pack as plain data. What people typed is a value in it and stays one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as calendar
from itertools import groupby
from typing import Any

from cafe import faces
from cafe.domain import roster as rules
from cafe.domain.roster import Badge, Part, Roster, Table
from cafe.printing import pictures

Translate = Callable[[str], str]
"""A German sentence → the same in the language of the event."""

Sheet = dict[str, Any]


def contents(roster: Roster, part: Part, _: Translate) -> Sheet:
    """One part of the pack."""
    return {"part": part.value} | PARTS[part](roster, _)


# -- at the tables


def tents(roster: Roster, _: Translate) -> Sheet:
    """A card to fold for every table."""
    return {
        "words": way_in_words(_) | {"fold": _("hier falten"), "wifi": _("WLAN"), "password": _("Passwort")},
        "site": roster.event.site,
        "wifi": wifi(roster, _),
        "manner": _("Hören Sie zu. Erzählen Sie. Knüpfen Sie an. Schreiben Sie auf, was bleiben soll."),
        "tables": [
            face_of(roster, table, _)
            | {
                "questions": questions(table, _),
                "qr": pictures.qr(table.url),
                "qr_alt": _("QR-Code zum Eintreten an Tisch %(number)s") % {"number": table.number},
                "code": table.code,
                "notes": notes(roster, table, _),
            }
            for table in roster.tables
        ],
    }


def way_in_words(_: Translate) -> dict[str, str]:
    """How one comes in."""
    return {
        "scan": _("Scannen und dabei sein"),
        "open": _("oder öffnen Sie"),
        "type": _("und tippen Sie ein:"),
    }


def face_of(roster: Roster, table: Table, _: Translate) -> Sheet:
    """A table as it looks everywhere: number, topic, symbol."""
    topic = roster.topic(table.topic)
    return {
        "name": _("Tisch %(number)s") % {"number": table.number},
        "table_word": _("Tisch"),
        "number": table.number,
        "topic": topic.title if topic else "",
        "symbol": faces.face(topic.face if topic else 0),
    }


def questions(table: Table, _: Translate) -> list[Sheet]:
    """What is asked; one that holds for neighbouring rounds is printed once."""
    asked: list[Sheet] = []
    for text, rounds in groupby(enumerate(table.questions, start=1), key=lambda one: one[1]):
        numbers = [number for number, _text in rounds]
        if text:
            asked.append({"when": when(numbers, len(table.questions), _), "text": text})
    return asked


def when(numbers: list[int], of: int, _: Translate) -> str:
    """ "Runde 1", "Runden 1–2"; nothing for all of them."""
    if len(numbers) == of:
        return ""
    if len(numbers) == 1:
        return _("Runde %(number)s") % {"number": numbers[0]}
    return _("Runden %(first)s–%(last)s") % {"first": numbers[0], "last": numbers[-1]}


def notes(roster: Roster, table: Table, _: Translate) -> str:
    """What else is worth knowing about a table."""
    siblings = [one.number for one in roster.tables if one.topic == table.topic and one.number != table.number]
    others = _("Dieses Thema auch an Tisch %(tables)s") % {"tables": ", ".join(map(str, siblings))} if siblings else ""
    return " · ".join(filter(None, [_("stufenlos erreichbar") if table.step_free else "", table.place, others]))


def wifi(roster: Roster, _: Translate) -> Sheet | None:
    """The hall's network as a code, and to be typed."""
    if roster.wifi is None:
        return None
    return {
        "name": roster.wifi.name,
        "password": roster.wifi.password,
        "qr": pictures.qr(rules.wifi_text(roster.wifi)),
        "qr_alt": _("QR-Code für das WLAN"),
    }


def guide(roster: Roster, _: Translate) -> Sheet:
    """Two pages for the host of each table: the afternoon and what to say; the relay cards."""
    least = min((one.minutes for one in roster.rounds), default=20)
    return {
        "title": _("Sie sind hier Gastgeberin oder Gastgeber"),
        "lead": _("Sie bleiben an diesem Tisch. Die anderen wandern; Sie tragen die Gedanken von Runde zu Runde."),
        "plan_title": _("So läuft es ab"),
        "say_title": _("Was Sie sagen können"),
        "do_title": _("Worauf es ankommt"),
        "say": [
            {"when": _("Zur Begrüßung"), "words": _(
                "„Willkommen an diesem Tisch. Ich bleibe hier, Sie wandern weiter. Unsere Frage lautet: …“")},
            {"when": _("Nach jedem Wechsel"), "words": _(
                "„Bevor wir anfangen, erzähle ich kurz, was der Runde vor Ihnen wichtig war.“")},
            {"when": _("Wenn es stockt"), "words": _("„Was haben Sie selbst erlebt? Wer sieht es anders?“")},
            {"when": _("Wenn eine Person viel redet"), "words": _(
                "„Danke. Ich möchte noch hören, wer bisher nicht dran war.“")},
            {"when": _("Fünf Minuten vor dem Ende"), "words": _(
                "„Welche drei Gedanken sollen weiterwandern? Und welche Frage bleibt offen?“")},
        ],
        "do": [
            _("Alle kommen zu Wort. Niemand muss tippen: Schreiben Sie mit, oder geben Sie eine Papierkarte."),
            _("Nichts wird bewertet. Auch die kleine und die verrückte Idee steht auf."),
            _("Karten tippen Sie mit ihrer Nummer ein; so zählt jede genau einmal."),
            _("Füllen Sie vor dem Wechsel die Staffelkarte aus: hier auf Papier oder auf Ihrem Gerät."),
            _("Heben Sie die Hand auf Ihrem Gerät, wenn Sie Hilfe brauchen. Jemand kommt."),
        ],
        "relay_title": _("Staffelkarte"),
        "relay_lead": _("Was dieser Tisch der nächsten Gruppe mitgibt: bis zu drei Einsichten und eine offene Frage."),
        "insight": _("Einsicht"),
        "open_question": _("Offene Frage"),
        "short": least < 10,
        "tables": [
            face_of(roster, table, _)
            | {
                "plan": plan(roster, table, _),
                "relays": [
                    _("Am Ende von Runde %(number)s") % {"number": one.number} for one in roster.rounds
                ],
            }
            for table in roster.tables
        ],
    }  # fmt: skip


def plan(roster: Roster, table: Table, _: Translate) -> list[Sheet]:
    """The rounds of a table, the ways between them, the harvest."""
    lines: list[Sheet] = []
    for one, question in zip(roster.rounds, table.questions, strict=True):
        lines.append(
            {"what": _("Runde %(number)s") % {"number": one.number}, "minutes": minutes(one.minutes, _),
             "text": question, "typed": True}
        )  # fmt: skip
        if one.number < len(roster.rounds):
            words = _("Alle gehen weiter, Sie bleiben und begrüßen die Nächsten.")
            lines.append(
                {"what": _("Wechsel"), "minutes": minutes(one.switch_minutes, _), "text": words, "typed": False}
            )
    if roster.harvest_minutes:
        words = _("Alle suchen zusammen nach dem, was sich durch die Tische zieht.")
        lines.append({"what": _("Ernte"), "minutes": minutes(roster.harvest_minutes, _), "text": words, "typed": False})
    return lines


def minutes(count: int, _: Translate) -> str:
    """A length of time."""
    return _("%(minutes)s Min.") % {"minutes": count}


# -- at the door


def door(roster: Roster, _: Translate) -> Sheet:
    """The poster with the way in, and the plan of the hall."""
    return {
        "words": way_in_words(_) | {"wifi": _("WLAN"), "password": _("Passwort")},
        "sign": _("World Café"),
        "title": roster.event.title,
        "when": occasion(roster, _),
        "qr": pictures.qr(roster.event.url),
        "qr_alt": _("QR-Code zum Eintreten"),
        "code": roster.event.code,
        "site": roster.event.site,
        "cup": faces.face(0),
        "wifi": wifi(roster, _),
        "steps": [
            _("Kein Konto, keine E-Mail-Adresse."),
            _("Ihr Telefon sagt Ihnen, an welchen Tisch Sie gehen."),
            _("Kein Telefon dabei? Setzen Sie sich dazu: Am Tisch wird für Sie mitgeschrieben."),
        ],
        "hall_title": _("Wo liegt welches Thema?"),
        "hall_lead": _("Jeder Tisch hat eine Nummer. Dasselbe Zeichen heißt: dasselbe Thema."),
        "step_free": _("stufenlos erreichbar"),
        "topics": [
            {
                "title": topic.title,
                "symbol": faces.face(topic.face),
                "tables": [
                    {"number": one.number, "place": one.place, "step_free": one.step_free}
                    for one in roster.tables
                    if one.topic == topic.number
                ],
            }
            for topic in roster.topics
        ],
    }


def occasion(roster: Roster, _: Translate) -> str:
    """Day, time and place."""
    times = "–".join(filter(None, [roster.event.starts, roster.event.ends]))
    return " · ".join(filter(None, [day(roster.event.date, _), times, roster.event.place]))


def day(iso: str, _: Translate) -> str:
    """A day as people write it; what is no day is left as it is."""
    try:
        found = calendar.fromisoformat(iso)
    except ValueError:
        return iso
    return _("%(day)02d.%(month)02d.%(year)d") % {"day": found.day, "month": found.month, "year": found.year}


def sign(roster: Roster, _: Translate) -> Sheet:
    """What happens with people's ideas, and with what is known of them."""
    return {
        "title": _("Was geschieht mit Ihren Ideen?"),
        "event": roster.event.title,
        "purpose": roster.event.purpose,
        "steps": [
            {"what": _("Gesagt"), "text": _("Sie erzählen am Tisch. Aufgeschrieben wird, was Sie möchten.")},
            {"what": _("Gesammelt"), "text": _("Jede Idee bleibt mit Tisch und Runde erhalten, auch die leise.")},
            {"what": _("Gebündelt"), "text": _("In der Ernte suchen alle nach Themenfeldern und setzen Punkte.")},
            {"what": _("Übergeben"), "text": _(
                "Am selben Tag entsteht ein Bericht. Zu jeder Maßnahme steht darin, aus welchen Ideen sie kommt.")},
        ],
        "privacy_title": _("Was wir von Ihnen wissen"),
        "privacy": [
            _("Eine Nummer. Einen Namen und eine Gruppe nur, wenn Sie sie angeben."),
            _("Keine E-Mail-Adresse, kein Konto, keine Spur Ihres Geräts. Ihr Telefon spricht nur mit unserem Server."),
            _("Keine Idee trägt Ihren Namen. Im Bericht steht keine Gruppe mit weniger als fünf Menschen."),
            _("Sie können Ihre Daten jederzeit löschen: auf Ihrem Telefon unter „Ich“."),
        ],
        "paper_note": _(
            "Ohne Telefon gilt dasselbe: Papierkarten und Papierpunkte zählen genauso; sie tragen nur eine Nummer."),
        "asking": " · ".join(filter(None, [roster.event.publisher, roster.event.contact])),
        "asking_word": _("Fragen dazu:"),
    }  # fmt: skip


# -- in everybody's hand


def badges(roster: Roster, _: Translate) -> Sheet:
    """A card for everybody who is expected or here, in seat order."""
    return {
        "words": way_in_words(_)
        | {
            "mine": _("Nur für Sie: nach hinten falten"),
            "way": _("Ihr Weg von Tisch zu Tisch"),
        },
        "site": roster.event.site,
        "event": roster.event.title,
        "badges": [badge(roster, one, _) for one in roster.badges],
    }


def badge(roster: Roster, one: Badge, _: Translate) -> Sheet:
    """Somebody's number, name and way."""
    return {
        "number": one.number,
        "label": _("Nummer %(number)s") % {"number": one.number},
        "name": one.name,
        "group": one.group,
        "hosts": _("Gastgeberin oder Gastgeber an Tisch %(table)s") % {"table": one.hosts} if one.hosts else "",
        "route": [stop(roster, index, table, _) for index, table in enumerate(one.route, start=1)],
        "code": one.code,
        "qr": pictures.qr(one.url) if one.url else "",
        "qr_alt": _("QR-Code für Nummer %(number)s") % {"number": one.number},
    }


def stop(roster: Roster, number: int, table: int | None, _: Translate) -> Sheet:
    """One round of a way: the table, or a line to write it on."""
    topic = roster.topic_at(table)
    return {
        "round": _("Runde %(number)s") % {"number": number},
        "number": str(table or ""),
        "symbol": faces.face(topic.face if topic else 0) if table else "",
    }


def spares(roster: Roster, _: Translate) -> Sheet:
    """Codes for people who come unannounced."""
    return {
        "words": way_in_words(_)
        | {
            "title": _("Schön, dass Sie da sind."),
            "once": _("Sie bekommen eine Nummer und einen Platz. Die Karte gilt für eine Person."),
            "number": _("Meine Nummer"),
        },
        "site": roster.event.site,
        "event": roster.event.title,
        "spares": [
            {
                "label": _("Reservekarte %(number)s") % {"number": one.number},
                "code": one.code,
                "qr": pictures.qr(one.url),
                "qr_alt": _("QR-Code der Reservekarte %(number)s") % {"number": one.number},
            }
            for one in roster.spares
        ],
    }


def cards(roster: Roster, _: Translate) -> Sheet:
    """Numbered paper for ideas, some for every table."""
    return {
        "words": {
            "title": _("Meine Idee"),
            "card": _("Karte"),
            "round": _("Runde"),
            "builds": _("Knüpft an Karte"),
            "hint": _("Ein Gedanke je Karte, gut lesbar. Ihr Name steht nirgends."),
        },
        "rounds": [one.number for one in roster.rounds],
        "cards": [
            face_of(roster, table, _) | {"card": number}
            for table in roster.tables
            for number in rules.card_numbers(table.number, roster.cards_per_table)
        ],
    }


THEMES_ON_A_SHEET = 8
"""More don't fit to be read with ease: people then write the number of a theme instead."""


def dots(roster: Roster, _: Translate) -> Sheet:
    """Numbered paper for dots: the themes to choose from once there are some, else boxes for their numbers."""
    listed = roster.themes if len(roster.themes) <= THEMES_ON_A_SHEET else ()
    count = {"dots": roster.dots_per_person}
    return {
        "words": {
            "title": _("Meine Punkte"),
            "sheet": _("Bogen"),
            "lead": _("Sie haben %(dots)s Punkte. Malen Sie Kreise aus, auch mehrere bei einem Themenfeld.") % count
            if listed
            else _(
                "Sie haben %(dots)s Punkte. Schreiben Sie in jeden Kreis die Nummer eines Themenfelds, daneben "
                "den Namen."
            )
            % count,
            "name": _("Themenfeld"),
            "twice": _("Dasselbe Themenfeld darf mehrere Punkte bekommen."),
            "hint": _("Geben Sie den Bogen am Tisch ab. Er zählt genau einmal und trägt keinen Namen."),
        },
        "dots": roster.dots_per_person,
        "themes": [{"number": one.number, "title": one.title} for one in listed],
        "sheets": list(range(1, roster.dot_sheets + 1)),
    }


def hosts(roster: Roster, _: Translate) -> Sheet:
    """Each host's own way in: secrets, printed by themselves."""
    return {
        "words": {
            "title": _("Nur für Gastgeberin oder Gastgeber"),
            "scan": _("Scannen Sie den Code mit Ihrem eigenen Gerät. Er ist nur für Sie."),
            "code": _("Ohne Scannen: eintreten, „Einen Tisch betreuen“ wählen und eintippen:"),
            "none": _("Für diesen Tisch gibt es noch keinen Link. Legen Sie ihn unter „Rollen und Links“ an."),
        },
        "event": roster.event.title,
        "tables": [
            face_of(roster, table, _)
            | {
                "qr": pictures.qr(table.host.url) if table.host and table.host.url else "",
                "qr_alt": _("QR-Code für die Gastgeberin oder den Gastgeber von Tisch %(number)s")
                % {"number": table.number},
                "code": table.host.code if table.host else "",
            }
            for table in roster.tables
        ],
    }


PARTS: dict[Part, Callable[[Roster, Translate], Sheet]] = {
    Part.TENTS: tents,
    Part.DOOR: door,
    Part.SIGN: sign,
    Part.GUIDE: guide,
    Part.BADGES: badges,
    Part.SPARES: spares,
    Part.CARDS: cards,
    Part.DOTS: dots,
    Part.HOSTS: hosts,
}

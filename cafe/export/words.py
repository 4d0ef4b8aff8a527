"""How a document speaks: the caller hands in how to translate, and documents know nothing of Flask or of catalogues.

German is the source language, so `german` gives each sentence back as it stands. For another language the roof passes
the `gettext` of the same catalogue the pages use: `render(report, Translations.load("translations", ["en"]).gettext)`.
The parameter is called `_`, so the catalogue's extraction finds the sentences here too. Documents count with colons
("Ideen: 1"), so that no sentence needs a plural.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date as calendar
from datetime import datetime

from cafe.domain.privacy import LEAST, Slice
from cafe.domain.report import Idea

Translate = Callable[[str], str]
"""A German sentence → the same in the document's language."""


def german(sentence: str) -> str:
    """The source language."""
    return sentence


def language(_: Translate) -> str:
    """The code of the language a document speaks: each catalogue translates the source's own."""
    return _("de")


def date(iso: str, _: Translate) -> str:
    """A day as people write it: 26.10.2022. What is no such day is left as it is."""
    try:
        day = calendar.fromisoformat(iso)
    except ValueError:
        return iso
    return _("%(day)02d.%(month)02d.%(year)d") % {"day": day.day, "month": day.month, "year": day.year}


def instant(at: datetime, _: Translate) -> str:
    """A moment, with its zone."""
    return _("%(date)s, %(time)s Uhr (UTC)") % {"date": date(f"{at:%Y-%m-%d}", _), "time": f"{at:%H:%M}"}


def slice_name(part: Slice, _: Translate) -> str:
    """The groups that are counted together, by name."""
    return ", ".join(_("keine Angabe") if group is None else group for group in part.groups)


def hidden_cell(_: Translate) -> str:
    """What stands where a number is not told."""
    return _("nicht ausgewiesen")


def privacy_note(_: Translate) -> str:
    """Why some numbers are not told."""
    return _(
        "Zahlen unter %(least)d Personen werden nach Zielgruppen nicht ausgewiesen, und so viele weitere, "
        "dass sie sich auch nicht ausrechnen lassen."
    ) % {"least": LEAST}


def policy(name: str, _: Translate) -> str:
    """How people changed tables."""
    return {
        "mix": _("gemischte Gruppen"),
        "carousel": _("Gruppen wechseln gemeinsam"),
        "choice": _("freie Wahl"),
    }.get(name, name)


def way(by: str, _: Translate) -> str:
    """How an idea came in."""
    return {
        "phone": _("selbst geschrieben"),
        "host": _("von der Tischleitung notiert"),
        "paper": _("von einer Papierkarte"),
    }.get(by, by)


def step(what: str, _: Translate) -> str:
    """What was done to a theme."""
    return {
        "made": _("angelegt"),
        "renamed": _("umbenannt"),
        "assigned": _("Ideen zugeordnet"),
        "taken_out": _("Idee herausgenommen"),
        "merged": _("zusammengeführt"),
        "split": _("aufgeteilt"),
        "removed": _("aufgelöst"),
    }.get(what, what)


def numbered(numbers: Sequence[int]) -> str:
    """A list of numbers."""
    return ", ".join(str(number) for number in numbers)


def origin(idea: Idea, _: Translate) -> str:
    """Where an idea comes from, in short."""
    return _("Tisch %(table)d, Runde %(round)d") % {"table": idea.table, "round": idea.round}


def question_scope(round_number: int, topic: str | None, _: Translate) -> str:
    """When and where a question was asked."""
    when = _("Runde %(round)d") % {"round": round_number} if round_number else _("Alle Runden")
    return f"{when}, {topic}" if topic is not None else when

"""Advice to organisers, in words: what might go wrong, and what to do about it."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from cafe.domain.warnings import Advice


def words_of(advice: Advice) -> str:
    """The sentence of an advice, in the language of the request."""
    details = advice.details
    match advice.code:
        case "ends_before_start":
            return _("Das Ende (%(ends)s) liegt vor dem Beginn (%(starts)s). Bitte prüfen Sie die Zeiten.", **details)
        case "slot_too_short":
            return _(
                "Runden, Wechsel und Ernte brauchen %(needed)s Minuten, es sind aber nur %(slot)s. Kürzen Sie um "
                "%(over)s Minuten oder verlängern Sie die Veranstaltung.",
                **details,
            )
        case "topic_without_table":
            return _(
                "„%(topic)s“ liegt an keinem Tisch. Geben Sie dem Thema einen Tisch, oder streichen Sie es.", **details
            )
        case "table_too_large":
            return ngettext(
                "Tisch %(tables)s hat mehr als %(at_most)s Plätze. So groß zerfällt das Gespräch; teilen Sie ihn "
                "lieber.",
                "Die Tische %(tables)s haben mehr als %(at_most)s Plätze. So groß zerfällt das Gespräch; teilen Sie "
                "sie lieber.",
                len(numbers(details["tables"])),
                tables=listed(numbers(details["tables"])),
                at_most=details["at_most"],
            )
        case "more_people_than_seats":
            return _(
                "Sie erwarten %(people)s Menschen, haben aber %(seats)s Plätze. Es fehlen %(missing)s: Stellen Sie "
                "Tische dazu.",
                **details,
            )
        case "too_many_tables":
            return _(
                "%(people)s Menschen an %(tables)s Tischen: Da sitzen manche fast allein. Nehmen Sie Tische weg.",
                **details,
            )
        case "topic_without_question":
            return ngettext(
                "„%(topic)s“ hat in Runde %(rounds)s keine Frage. Schreiben Sie eine dazu.",
                "„%(topic)s“ hat in den Runden %(rounds)s keine Frage. Schreiben Sie welche dazu.",
                len(numbers(details["rounds"])),
                topic=details["topic"],
                rounds=listed(numbers(details["rounds"])),
            )
        case "question_closed":
            return _(
                "„%(question)s“ lässt sich mit Ja oder Nein beantworten. Fragen Sie lieber mit Wie, Was oder Welche.",
                **details,
            )
        case "question_too_long":
            return _(
                "„%(question)s“ hat %(words)s Wörter. Bis 18 Wörter behält man im Kopf; bitte kürzen Sie.", **details
            )
        case _unknown:
            raise LookupError(advice.code)


def numbers(found: object) -> list[int]:
    """The numbers an advice names."""
    return [int(number) for number in found] if isinstance(found, list) else []


def listed(found: list[int]) -> str:
    """1, 2 und 3."""
    words = [str(number) for number in found]
    return _("%(all)s und %(last)s", all=", ".join(words[:-1]), last=words[-1]) if len(words) > 1 else "".join(words)

"""What an event can begin with: four templates, German and English, as plain data.

Everything in a template can be changed afterwards; it only saves the organiser the first half hour.
"""

from __future__ import annotations

from collections.abc import Mapping

from cafe.domain.templates import open_questions, stralsund
from cafe.domain.templates.model import AREAS, EventTemplate

__all__ = ["AREAS", "NAMES", "EventTemplate", "area_of", "find"]

TEMPLATES: Mapping[tuple[str, str], EventTemplate] = {
    (template.name, template.language): template
    for template in (
        *stralsund.TEMPLATES,
        *open_questions.ONE_QUESTION,
        *open_questions.PROGRESSIVE,
        *open_questions.BLANK,
    )
}

NAMES = tuple(dict.fromkeys(name for name, _ in TEMPLATES))
"""The names of the templates, in the order in which they are offered."""


def find(name: str, language: str = "de") -> EventTemplate:
    """The template of that name ("stralsund", "one-question", "progressive", "blank") in "de" or "en".

    Raises KeyError for a name or language that there is not.
    """
    return TEMPLATES[(name, language)]


def area_of(field: str) -> str | None:
    """The area of the Haselhorst ranking that a field of action belongs to; None if the city's own list is unknown."""
    wanted = field.strip().casefold()
    if wanted in KNOWN_FIELDS:
        return KNOWN_FIELDS[wanted]
    return next((area for area in AREAS if area.casefold() == wanted), None)


KNOWN_FIELDS: Mapping[str, str] = {
    field.casefold(): area for template in TEMPLATES.values() for field, area in template.areas.items()
}

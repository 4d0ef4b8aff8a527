"""Languages: German is spoken in the source, English is a catalogue. Who gets which, and what scripts are given."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.extract import extract_from_dir
from babel.support import Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, get_locale
from flask_babel import refresh as refresh_babel

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "translations"
SCRIPTS = ROOT / "static" / "js"

LANGUAGES = ("de", "en")
NAMES = {"de": "Deutsch", "en": "English"}
"""What each language calls itself."""

COOKIE = "lang"
HABITS = {"en": "en_GB"}
"""Whose way of writing days a language follows, where countries differ: the English here is British."""
YEAR_SECONDS = 365 * 24 * 3600

# Messages as the browser's scripts want them: a sentence, or for counted things one and many.
Catalogue = dict[str, str | list[str]]


def init(app: Flask) -> None:
    """Teaches the app its languages."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", LANGUAGES[0])
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Berlin")
    Babel(app, locale_selector=choose)
    app.context_processor(words_for_templates)
    app.jinja_env.filters["day"] = day


def words_for_templates() -> dict[str, Any]:
    """`locale` for <html lang>, `languages` for the switch."""
    return {"locale": current(), "languages": NAMES}


def day(iso: str) -> str:
    """2022-10-26 as people write it in the viewer's language; empty if it is no day."""
    try:
        return format_date(date.fromisoformat(iso), "long", locale=HABITS.get(current(), current()))
    except ValueError:
        return ""


def choose() -> str:
    """The viewer's own choice, then the browser's wish, then the language of the event's texts."""
    if not has_request_context():
        return LANGUAGES[0]
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    wished = request.accept_languages.best_match(LANGUAGES)
    return wished or g.get("event_language") or LANGUAGES[0]


def current() -> str:
    """The language of this request: "de" or "en"."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else LANGUAGES[0]


def prefer(language: str) -> None:
    """Names the event's language, for browsers that wish for none of ours."""
    if g.get("event_language") != language:
        g.event_language = language
        refresh_babel()


@lru_cache(maxsize=len(LANGUAGES))
def js_messages(locale: str) -> Catalogue:
    """What static/js says, in `locale`; empty for German, which the scripts speak by themselves."""
    if locale == LANGUAGES[0]:
        return {}
    translations = Translations.load(str(CATALOGUES), [locale])
    messages: Catalogue = {}
    for one, many in spoken_by_scripts():
        if many is None:
            messages[one] = translations.ugettext(one)
        else:
            messages[one] = [translations.ungettext(one, many, 1), translations.ungettext(one, many, 2)]
    return {german: foreign for german, foreign in messages.items() if foreign != german}


def spoken_by_scripts() -> list[tuple[str, str | None]]:
    """The messages in static/js: a sentence and None, or one and many."""
    found: dict[tuple[str, str | None], None] = {}
    keywords: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2)}
    for _file, _line, words, _comments, _context in extract_from_dir(
        str(SCRIPTS), [("**.js", "javascript")], keywords=keywords
    ):
        found[(words, None) if isinstance(words, str) else (words[0], words[1])] = None
    return list(found)

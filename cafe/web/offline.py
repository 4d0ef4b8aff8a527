"""The table's page without a connection: an empty shell that is nobody's, and the worker that keeps it on the phone."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from cafe import i18n
from cafe.web import table_words
from cafe.web.assets import EXTENSION, Assets

blueprint = Blueprint("offline", __name__)

MODULE = "js/pages/table.js"
WORKER = "table"
PARTS = ("css/phone.css", "vendor/atkinson.woff2", "vendor/icons-phone.svg", "favicon.svg")
"""What the page draws with at once; what it asks for later, the worker keeps when it has come by."""


@blueprint.get("/t/shell")
def shell() -> ResponseReturnValue:
    """The page without anybody's state: the same for all who ask, with or without a session."""
    answer = Response(empty_page(language_asked(), assets().release), mimetype="text/html")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.get("/worker.js")
def worker() -> ResponseReturnValue:
    """The worker's script, with what its release consists of. Not there where set-up brought no esbuild."""
    script = assets().worker(WORKER)
    if script is None:
        abort(404)
    language = language_asked()
    page = empty_page(language, assets().release)
    release = {
        "name": hashlib.sha256(f"{script}{page}".encode()).hexdigest()[:12],
        "shell": url_for("offline.shell", lang=language),
        "assets": [*map(assets().url, PARTS), *assets().preloads(MODULE)],
    }
    answer = Response(f"self.CAFE={json.dumps(release)};\n{script}", mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def assets() -> Assets:
    """The release in use."""
    found: Assets = current_app.extensions[EXTENSION]
    return found


def language_asked() -> str:
    """The language in the address, else the source's."""
    asked = request.args.get("lang", "")
    return asked if asked in i18n.LANGUAGES else i18n.LANGUAGES[0]


@lru_cache(maxsize=8)
def empty_page(language: str, release: str) -> str:
    """The table's page in a language before anything is known: no person, no event, no token for forms.

    `release` is part of what it is remembered by: the page names that release's files.
    """
    with force_locale(language):
        return render_template(
            "participant/table.html",
            is_shell=True,
            resumed=None,
            you={},
            now=table_words.page_words({}, 0),
            ideas=table_words.idea_lists({}),
            relay_insights=[],
            seats=[],
            themes=[],
            tops=[],
            messages=i18n.js_messages(language),
            measures=[],
            groups=[],
            wish_topics=[],
            wishes=[],
            welcome_code=None,
        )

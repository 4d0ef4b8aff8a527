"""The one place where the rooms are joined: store, gate, pages, sockets."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from flask import Flask
from flask_babel import force_locale
from flask_compress import Compress
from flask_wtf import CSRFProtect

from cafe import i18n, logs
from cafe.cli import commands
from cafe.domain.errors import Refused
from cafe.live.socket import Say
from cafe.live.start import Live, green_store_options, start
from cafe.settings import Settings
from cafe.store.unit_of_work import Store
from cafe.usecases.gate import Gate
from cafe.web import assets, errors, security
from cafe.web.house import EXTENSION, House

ROOT = Path(__file__).resolve().parent.parent
WEB_MODULES = (
    "commands", "downloads", "health", "join", "lead", "offline", "organise", "participant", "prints", "privacy",
    "screen",
)  # fmt: skip
CSRF_SECONDS = 12 * 3600
SENTENCES_AT_HAND = 1_000
FORM_LIMIT = 512 * 1024
"""An organiser's form with 250 tables is the largest thing anybody sends."""


def create_app(settings: Settings, *, live: bool = True) -> Flask:
    """A café server. Without `live` it has pages and gate but no sockets, publisher or ticker: for the command line."""
    logs.configure()
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=FORM_LIMIT,
        MAX_FORM_MEMORY_SIZE=FORM_LIMIT,
        MAX_FORM_PARTS=10_000,
        SESSION_COOKIE_NAME="cafe_organise",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=CSRF_SECONDS,
        TEMPLATES_AUTO_RELOAD=False,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,  # 1 ms for a phone's page, and 7 % less than at 4
        COMPRESS_MIMETYPES=["text/html", "text/javascript", "application/json", "image/svg+xml"],
        COMPRESS_STREAMS=False,  # documents: squeezing megabytes would hold everybody up
    )
    green = live and settings.async_mode == "eventlet"
    store = Store(settings.database_url, **(green_store_options() if green else {}))
    gate = Gate(store, rate_limit=settings.rate_limit)
    i18n.init(app)
    csrf = CSRFProtect(app)
    Compress(app)  # pages; static files are compressed once, when a release is built
    running: Live | None = None
    if live:
        running = start(app, settings, store, gate, sayer(app), security.digest)
    run = running.lane.run if running else gate.run
    app.extensions[EXTENSION] = House(settings, store, run)
    app.extensions["cafe_live"] = running
    for name in WEB_MODULES:
        module = import_module(f"cafe.web.{name}")
        app.register_blueprint(module.blueprint)
        if name in ("commands", "downloads", "participant", "prints"):
            csrf.exempt(module.blueprint)  # they check by themselves: a header no foreign page can send, or the token
    app.cli.add_command(commands.group)
    errors.register(app)
    security.install(app)
    assets.install(app)
    return app


def sayer(app: Flask) -> Say:
    """Refusals in words for sockets, which have no request to take the language from."""

    said: dict[tuple[str, str, str], str] = {}

    def say(refused: Refused, locale: str) -> str:
        """Drawn once for each: a phone that floods is told the same sentence hundreds of times a second."""
        key = (refused.code + refused.reason, locale, repr(refused.details))
        if key not in said:
            if len(said) > SENTENCES_AT_HAND:
                said.clear()
            with app.test_request_context(), force_locale(locale):
                said[key] = errors.sentence(refused)
        return said[key]

    return say

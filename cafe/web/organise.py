"""The organiser's door and desk: the password, the list of events, a new one from a template."""

from __future__ import annotations

import time
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cafe import i18n
from cafe.domain import templates
from cafe.domain.errors import Code, Refused
from cafe.domain.pace import Pace, Pacer
from cafe.domain.templates import EventTemplate
from cafe.store.queries import setup
from cafe.web import organise_events, organise_guests, organise_links, organise_results, security
from cafe.web.commands import run_command
from cafe.web.errors import page, say, sentence
from cafe.web.house import house
from cafe.web.join import own_path
from cafe.web.organise_forms import Faults, faults_of
from cafe.web.sentences import GONE_LINK

blueprint = Blueprint("organise", __name__, url_prefix="/organise")
blueprint.register_blueprint(organise_events.blueprint)
blueprint.register_blueprint(organise_guests.blueprint)
blueprint.register_blueprint(organise_links.blueprint)
blueprint.register_blueprint(organise_results.blueprint)

TRIES = Pace(10, 60)
"""Passwords that may be tried on this server, by all together: there is one account, and no addresses are kept."""

tries = Pacer(TRIES)


@blueprint.get("/")
@security.organiser_required
def index() -> ResponseReturnValue:
    """All events."""
    with house().store.read() as session:
        events = setup.events(session)
    return render_template("organise/index.html", events=events)


# -- the password


@blueprint.get("/login")
def login() -> ResponseReturnValue:
    """Asks for the password."""
    if security.is_organiser():
        return redirect(url_for("organise.index"))
    return login_page("")


@blueprint.post("/login")
def check_password() -> ResponseReturnValue:
    """In, and on to where one wanted to go."""
    if house().settings.rate_limit and not tries.take("organiser", time.monotonic()):
        return page(429)
    if not security.check_organiser_password(request.form.get("password", "")):
        return login_page(say(Code.INVALID, "password_wrong")), 403
    security.login_organiser()
    return redirect(own_path(request.form.get("next") or url_for("organise.index")), 303)


def login_page(error: str) -> str:
    """The form, with what is wrong."""
    wanted = request.values.get("next", "")
    return render_template("organise/login.html", error=error, next=wanted, first=security.organiser_row() is None)


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    """Out, on this device."""
    security.logout_organiser()
    return redirect(url_for("organise.login"), 303)


@blueprint.get("/first/<token>")
def first(token: str) -> ResponseReturnValue:
    """The one-time link of the first start: sets the password."""
    if not security.first_token_valid(token):
        return page(404, GONE_LINK)
    return password_page(Faults(), first=True)


@blueprint.post("/first/<token>")
def set_first(token: str) -> ResponseReturnValue:
    """The first password; the link is used up by it."""
    if not security.first_token_valid(token):
        return page(404, GONE_LINK)
    return change_password(first=True)


@blueprint.get("/password")
@security.organiser_required
def password() -> ResponseReturnValue:
    """Another password."""
    return password_page(Faults())


@blueprint.post("/password")
@security.organiser_required
def set_password() -> ResponseReturnValue:
    """Another password: every other device has to log in again."""
    if not security.check_organiser_password(request.form.get("old", "")):
        return password_page(Faults({"old": say(Code.INVALID, "password_wrong")}), status=400)
    return change_password()


def change_password(*, first: bool = False) -> ResponseReturnValue:
    """Sets what was typed twice, or says why not."""
    wanted, again = request.form.get("password", ""), request.form.get("again", "")
    if wanted != again:
        return password_page(Faults({"again": say(Code.INVALID, "password_differs")}), first=first, status=400)
    try:
        security.set_organiser_password(wanted)
    except Refused as refused:
        return password_page(Faults({"password": sentence(refused)}), first=first, status=400)
    security.login_organiser()
    flash(_("Das Passwort ist gesetzt."), "good")
    return redirect(url_for("organise.index"), 303)


def password_page(faults: Faults, *, first: bool = False, status: int = 200) -> Response:
    """The form for a new password."""
    return make_response(render_template("organise/password.html", faults=faults, first=first), status)


# -- a new event


@blueprint.get("/new")
@security.organiser_required
def new() -> ResponseReturnValue:
    """Chooses a template."""
    return new_page({"template": templates.NAMES[0], "title": "", "date": "", "language": "de"}, Faults())


@blueprint.post("/new")
@security.organiser_required
def create() -> ResponseReturnValue:
    """Makes the event and goes on to its first section."""
    values = {name: request.form.get(name, "").strip() for name in ("template", "title", "date", "language")}
    answer = run_command("event.create", values, security.viewer_for("organise"))
    if answer.refused:
        return new_page(values, faults_of(answer), 400)
    event_id = answer.result["event"]
    flash(_("Die Veranstaltung ist angelegt. Gehen Sie jetzt die Abschnitte durch."), "good")
    return redirect(url_for("organise.events.overview", event_id=event_id), 303)


def new_page(values: dict[str, Any], faults: Faults, status: int = 200) -> Response:
    """The templates to choose from, each with what it brings."""
    offers: list[EventTemplate] = [templates.find(name, i18n.current()) for name in templates.NAMES]
    return make_response(render_template("organise/new.html", offers=offers, values=values, faults=faults), status)

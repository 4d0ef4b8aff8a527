"""The door: type a code or scan it, say who you are if you like, and you are in. No account, three taps."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cafe import i18n
from cafe.domain.errors import Code, Refused
from cafe.domain.phases import Phase
from cafe.domain.roles import Role
from cafe.store.queries import setup
from cafe.store.rows import Event, Link
from cafe.usecases.keys import PERSONAL_CODE_LENGTH, digest, new_key, new_token, normal_code, personal_code_digest
from cafe.web import security
from cafe.web.commands import run_command
from cafe.web.errors import page, sentence
from cafe.web.house import house
from cafe.web.sentences import GONE_LINK

blueprint = Blueprint("join", __name__)

HOME_OF_PAGE = {"table": "/t", "lead": "/lead", "screen": "/screen"}
NONCE_LENGTH = 22


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """The start page: type the code. With `?code=` it leads on, or says what is wrong with it."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return start_page()
    code = normal_code(typed)[:40]
    with house().store.read() as session:
        found = setup.place_of_code(session, code)
    if found is None and len(code) == PERSONAL_CODE_LENGTH:  # from a badge, typed
        return redirect(url_for("join.badge", code=code))
    return redirect(url_for("join.door", code=code)) if found else unknown_code(typed)


def start_page(typed: str = "", error: str = "", status: int = 200) -> Response:
    """The start page, with what was typed and what is wrong with it."""
    rooms = [name for name in security.PAGES if security.viewer_for(name)]
    return make_response(render_template("join/start.html", typed=typed, error=error, rooms=rooms), status)


def unknown_code(typed: str) -> Response:
    """The code stays in its field, with a sentence beside it."""
    return start_page(typed, sentence(Refused(Code.NOT_FOUND, "code_unknown")), 404)


@blueprint.get("/j/<code>")
def door(code: str) -> ResponseReturnValue:
    """Where a QR code leads. A phone that is already in goes straight to its table."""
    place = place_of(code)
    if place is None:
        return unknown_code(code)
    viewer = security.viewer_for("table")
    if viewer and viewer.event == place.event.id:
        return redirect(HOME_OF_PAGE["table"])
    return door_page(place)


@blueprint.post("/j/<code>")
def enter(code: str) -> ResponseReturnValue:
    """Comes in. A second press of the same form is the same person."""
    place = place_of(code)
    if place is None:
        return unknown_code(code)
    nonce = request.form.get("nonce", "")
    if len(nonce) < NONCE_LENGTH:
        return door_page(place)
    token = derived_token(nonce)
    personal_code = security.personal_code_of(nonce)
    answer = run_command(
        "person.join",
        {
            "code": normal_code(code),
            "name": request.form.get("name", ""),
            "group": request.form.get("group") or None,
            "token": digest(token),
            "personal_key": nonce,
            "personal_code": personal_code_digest(personal_code),
        },
        command_id=nonce,
    )
    if answer.refused and not security.viewer_of_token(token):
        return door_page(place, answer.refused)
    return welcome(token, personal_code)


def place_of(code: str) -> setup.Place | None:
    """What the code stands for; the page then speaks the event's language to browsers that ask for none of ours."""
    with house().store.read() as session:
        place = setup.place_of_code(session, normal_code(code)[:40])
    if place:
        i18n.prefer(place.event.language)
    return place


def door_page(place: setup.Place, refused: Refused | None = None) -> Response:
    """The form, or a word about why the door is shut."""
    shut = {Phase.DRAFT: "join/not_open.html", Phase.CLOSED: "join/closed.html"}.get(Phase(place.event.phase))
    return make_response(
        render_template(
            shut or "join/door.html",
            place=place,
            event=place.event,
            nonce=new_key(),
            name=request.form.get("name", ""),
            error=sentence(refused) if refused else "",
            fault_at=refused.field if refused else None,
        ),
        409 if refused else 200,
    )


def derived_token(nonce: str) -> str:
    """The device's token, found again from the form's own number: pressing twice makes one person, not two."""
    return security.link_token(f"join/{nonce}")


def welcome(token: str, personal_code: str) -> Response:
    """To the table, with the personal code to be shown once."""
    response = make_response(redirect(HOME_OF_PAGE["table"] + "?welcome=1", 303))
    security.set_access_cookie(response, "table", token)
    security.set_welcome_code(response, personal_code)
    return response


# -- coming back


@blueprint.get("/p/<code>")
def badge(code: str) -> ResponseReturnValue:
    """Where the code of a badge or a spare card leads. Opening it does nothing: only a press takes the seat."""
    return render_template("join/badge.html", code=normal_code(code)[:40])


@blueprint.get("/back")
def back() -> ResponseReturnValue:
    """The form for the personal code."""
    return render_template("join/back.html", typed="", error="")


@blueprint.post("/back")
def come_back() -> ResponseReturnValue:
    """Another device becomes the same person."""
    typed = request.form.get("code", "")[:60]
    token = new_token()
    answer = run_command("person.return", {"personal_code": personal_code_digest(typed), "token": digest(token)})
    if answer.refused:
        return render_template("join/back.html", typed=typed, error=sentence(answer.refused)), 404
    response = make_response(redirect(HOME_OF_PAGE["table"], 303))
    security.set_access_cookie(response, "table", token)
    return response


# -- links for roles


@blueprint.get("/r/<token>")
def role_link(token: str) -> ResponseReturnValue:
    """Opens a role's link on this device: the lead's and the screen's at once, a host says her name first."""
    link, event = link_of(token)
    if link is None or event is None:
        return page(404, GONE_LINK)
    if link.role == Role.HOST:
        viewer = security.viewer_for("table")
        if viewer and viewer.event == event.id and viewer.person == link.person:
            return redirect(HOME_OF_PAGE["table"])
        return host_page(link, event)
    response = make_response(redirect("/lead/harvest" if link.role == Role.THEME else HOME_OF_PAGE[page_of(link)], 303))
    security.set_access_cookie(response, page_of(link), token)
    return response


@blueprint.post("/r/<token>")
def become_host(token: str) -> ResponseReturnValue:
    """A host comes in by her link, or comes back on another device."""
    link, event = link_of(token)
    if link is None or event is None or link.role != Role.HOST:
        return page(404, GONE_LINK)
    device, key = new_token(), new_key()
    personal_code = security.personal_code_of(key)
    answer = run_command(
        "link.open",
        {
            "link": link.token,
            "token": digest(device),
            "personal_key": key,
            "personal_code": personal_code_digest(personal_code),
            "name": request.form.get("name", ""),
        },
    )
    if answer.refused:
        return host_page(link, event, answer.refused)
    if link.person is None:
        return welcome(device, personal_code)
    response = make_response(redirect(HOME_OF_PAGE["table"], 303))
    security.set_access_cookie(response, "table", device)
    return response


def link_of(token: str) -> tuple[Link | None, Event | None]:
    """The link and its event, while it is good."""
    with house().store.read() as session:
        link = setup.link_by_token(session, digest(token[:200]))
        event = session.get(Event, link.event_id) if link else None
    if event:
        i18n.prefer(event.language)
    return link, event


def page_of(link: Link) -> str:
    """The room a link leads to: it has a cookie of its own."""
    return security.page_of_link(link.role)


def host_page(link: Link, event: Event, refused: Refused | None = None) -> Response:
    """Asks a host how the table shall call her."""
    return make_response(
        render_template(
            "join/host.html",
            event=event,
            link=link,
            name=request.form.get("name", ""),
            error=sentence(refused) if refused else "",
        ),
        409 if refused else 200,
    )


# -- languages


@blueprint.post("/lang/<language>")
def speak(language: str) -> ResponseReturnValue:
    """Another language, on this device, and back to the page one came from."""
    if language not in i18n.LANGUAGES:
        abort(404)
    response = make_response(redirect(own_path(request.values.get("next", "/")), 303))
    response.set_cookie(
        i18n.COOKIE,
        language,
        max_age=i18n.YEAR_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=house().settings.secure_cookies,
    )
    return response


def own_path(wanted: str) -> str:
    """`wanted` if it is a path of ours, else the start page: nobody is sent elsewhere by our name."""
    safe = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if safe and "\\" not in wanted else "/"

"""Who is at the door: tokens, cookies, the organiser's password, and the headers every answer carries.

Secrets never reach the rooms below: tokens and codes are made or derived here, and only their digests are handed on.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import Flask, Response, g, redirect, request, session, url_for
from flask_babel import get_locale
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select

from cafe.domain.errors import Code, Refused
from cafe.domain.roles import LINK_ROLES, Role
from cafe.store.rows import Organiser, Person, Table
from cafe.usecases.keys import Keyring, digest, host_code_digest, new_key, new_token, personal_code_digest
from cafe.usecases.viewer import Caller, Viewer, find_access, viewer_of
from cafe.web.house import house

__all__ = ["digest", "new_key", "new_token", "personal_code_digest"]
"""Pages find these beside the cookies they go into."""

View = TypeVar("View", bound=Callable[..., Any])

PAGE_OF_ROLE = {
    Role.PARTICIPANT: "table",
    Role.HOST: "table",
    Role.LEAD: "lead",
    Role.COLEAD: "lead",
    Role.THEME: "lead",
    Role.SCREEN: "screen",
}
"""One browser may hold several roles; each has a cookie of its own, named after the page it is for."""

PAGES = ("table", "lead", "screen")
WELCOME_COOKIE = "cafe_welcome"
WELCOME_SECONDS = 600
MONTH = 30 * 24 * 3600
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

hasher = PasswordHasher()


def install(app: Flask) -> None:
    """Puts the headers on every answer."""
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """A strict content policy, no sniffing, no framing, no referrer, and nothing personal in shared caches."""
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    response.headers.setdefault("Cache-Control", "no-store")
    if house().settings.secure_cookies:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


# -- tokens and codes


def keyring() -> Keyring:
    """Derives what this server hands out."""
    return Keyring(house().settings.secret_key)


def link_token(key: str) -> str:
    """The token in a role's link; the same each time it is shown."""
    return keyring().link_token(key)


def personal_code_of(key: str) -> str:
    """A person's code, in groups of four."""
    return keyring().personal_code(key)


def personal_code(viewer: Viewer) -> str | None:
    """The viewer's own code, on demand; None for somebody without one."""
    with house().store.read() as db:
        person = db.get(Person, (viewer.event, viewer.person))
        key = person.personal_key if person else None
    return personal_code_of(key) if key else None


def valid_host_code(table: Table) -> str | None:
    """The code that was issued for this table, while nobody has used it or handed out another."""
    code = keyring().host_code(table.host_key)
    return code if table.host_code == host_code_digest(table.event_id, code) else None


# -- sessions


def locale() -> str:
    """The language of this request."""
    return str(get_locale() or "de")[:2]


def bearer() -> str | None:
    """The token of a client that is no browser."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind.lower() == "bearer" and token else None


def viewer_of_token(token: str | None) -> Viewer | None:
    """Who holds this token, as things stand."""
    if not token or len(token) > 200:
        return None
    with house().store.read() as db:
        access = find_access(db, digest(token))
        return viewer_of(db, Caller(access=access.id, locale=locale())) if access else None


def viewer_for(page: str) -> Viewer | None:
    """Who this browser is on that page ("table", "lead", "screen", "organise"), or None."""
    if page == "organise":
        return Viewer(0, Role.ORGANISER, "organiser", locale=locale()) if is_organiser() else None
    known = g.setdefault("cafe_viewers", {})
    if page not in known:
        viewer = viewer_of_token(request.cookies.get(f"cafe_{page}"))
        known[page] = viewer if viewer and PAGE_OF_ROLE[viewer.role] == page else None
    return cast("Viewer | None", known[page])


def set_access_cookie(response: Response, page: str, token: str) -> None:
    """Remembers a device's token: out of reach of scripts and of other sites."""
    response.set_cookie(
        f"cafe_{page}",
        token,
        max_age=MONTH,
        httponly=True,
        samesite="Lax",
        secure=house().settings.secure_cookies,
    )


def clear_access_cookie(response: Response, page: str) -> None:
    """Forgets it."""
    response.delete_cookie(f"cafe_{page}", httponly=True, samesite="Lax", secure=house().settings.secure_cookies)


def signer(purpose: str) -> URLSafeTimedSerializer:
    """Signs small things for a short way through the browser."""
    return URLSafeTimedSerializer(house().settings.secret_key, salt=purpose)


def set_welcome_code(response: Response, code: str) -> None:
    """Carries a new personal code to the first page, where it is shown once."""
    response.set_cookie(
        WELCOME_COOKIE,
        signer("welcome").dumps(code),
        max_age=WELCOME_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=house().settings.secure_cookies,
    )


def take_welcome_code() -> str | None:
    """The personal code to show once; the page that takes it should also call `clear_welcome_code`."""
    raw = request.cookies.get(WELCOME_COOKIE)
    try:
        return str(signer("welcome").loads(raw, max_age=WELCOME_SECONDS)) if raw else None
    except BadSignature:
        return None


def clear_welcome_code(response: Response) -> None:
    """It has been shown."""
    response.delete_cookie(WELCOME_COOKIE, httponly=True, samesite="Lax")


# -- the organiser


def organiser_row() -> Organiser | None:
    """The one account, once its password has been set."""
    with house().store.read() as db:
        return db.scalar(select(Organiser).limit(1))


def first_token() -> str:
    """The one-time link's token: derived from the server's secret, good until a password is set."""
    return link_token("first-password")


def first_token_valid(token: str) -> bool:
    """Whether this is the one-time link, and no password has been set yet."""
    return organiser_row() is None and hmac.compare_digest(token.encode(), first_token().encode())


def set_organiser_password(password: str) -> None:
    """Sets or changes the password; every older session of the organiser ends.

    Raises Refused(invalid, "password_short") under 12 characters.
    """
    if len(password) < 12:
        raise Refused(Code.INVALID, "password_short", field="password")
    with house().store.write() as work:
        row = work.session.scalar(select(Organiser).limit(1))
        if row is None:
            row = Organiser(generation=0, password="", changed_at=work.now)
            work.session.add(row)
        row.password, row.generation, row.changed_at = hasher.hash(password), row.generation + 1, work.now


def check_organiser_password(password: str) -> bool:
    """Whether this is the password."""
    row = organiser_row()
    try:
        return row is not None and hasher.verify(row.password, password)
    except VerificationError:
        return False


def login_organiser() -> None:
    """From now on this browser is the organiser's."""
    row = organiser_row()
    session.clear()
    session["organiser"] = row.generation if row else 0
    session.permanent = True


def logout_organiser() -> None:
    """No longer."""
    session.clear()


def is_organiser() -> bool:
    """Whether this browser is the organiser's, and the password is still the same."""
    generation = session.get("organiser")
    if not generation:
        return False
    row = organiser_row()
    return row is not None and row.generation == generation


def organiser_required(view: View) -> View:
    """Sends everybody else to the login page, and back here afterwards."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if is_organiser():
            return view(*args, **kwargs)
        return redirect(url_for("organise.login", next=request.full_path if request.method == "GET" else None))

    return cast("View", guarded)


def page_of_link(role: str) -> str:
    """The cookie a link's role goes into. Raises KeyError for a role that no link gives."""
    if Role(role) not in LINK_ROLES:
        raise KeyError(role)
    return PAGE_OF_ROLE[Role(role)]

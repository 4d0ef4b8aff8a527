"""Every no on its way out: refusals into sentences, and pages for what HTTP cannot give."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import structlog
from flask import Flask, Response, abort, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from cafe.domain.errors import Code, Refused
from cafe.web.sentences import CODES, EXPIRED_FORM, PAGES, REASONS, Words

log = structlog.get_logger(__name__)


def sentence(refused: Refused) -> str:
    """What somebody is told about this refusal, in the language of the request (or of `force_locale`)."""
    return say(refused.code, refused.reason, refused.details)


def say(code: Code, reason: str = "", details: Mapping[str, object] | None = None) -> str:
    """The sentence of a reason, or of its code where the reason has none."""
    words = str(REASONS.get(reason, CODES[code]))
    try:
        return words % dict(details or {}) if "%(" in words else words
    except KeyError:  # a reason raised without what its sentence needs: the code's own words are still true
        return str(CODES[code])


def register(app: Flask) -> None:
    """Gives the app its error pages."""
    app.register_error_handler(CSRFError, expired_form)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, unexpected)
    app.before_request(refuse_noise)


def refuse_noise() -> None:
    """An address whose query is no text in UTF-8 is nobody's link."""
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        abort(HTTPStatus.BAD_REQUEST)


def page(status: int, words: Words | None = None) -> Response:
    """The page for a status; JSON for programs, which read `error.message`."""
    what, advice = words or PAGES.get(status) or PAGES[500 if status >= 500 else 400]
    if request.path.startswith("/api/"):
        error = {"code": code_of(status).value, "message": f"{what}. {advice}"}
        response = make_response({"ok": False, "error": error}, status)
    else:
        response = make_response(render_template("errors/error.html", status=status, what=what, advice=advice), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def code_of(status: int) -> Code:
    """The protocol's word for a status."""
    by_status = {
        401: Code.UNAUTHENTICATED,
        403: Code.FORBIDDEN,
        404: Code.NOT_FOUND,
        409: Code.CONFLICT,
        413: Code.TOO_LARGE,
        429: Code.RATE_LIMITED,
    }
    return by_status.get(status, Code.UNAVAILABLE if status >= 500 else Code.INVALID)


def expired_form(error: CSRFError) -> Response:
    """A form whose token has run out, or that another site sent."""
    return page(400, EXPIRED_FORM)


def http_error(error: HTTPException) -> Response:
    """What HTTP cannot give; redirects and ready-made answers pass."""
    if error.response is not None or error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())
    response = page(error.code)
    for name, value in error.get_headers():
        if name in {"Retry-After", "Allow"}:
            response.headers[name] = value
    return response


def unexpected(error: Exception) -> Response:
    """A mistake of ours: logged with its trace, told without it."""
    log.exception("request_failed", endpoint=request.endpoint)
    return page(500)

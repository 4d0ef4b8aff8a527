"""The gate over HTTP: for clients without a socket, for forms, and for sending in the background."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from cafe.domain.errors import Code, Refused
from cafe.domain.roles import Role
from cafe.usecases import feed
from cafe.usecases.gate import BODY_LIMIT, NOT_YET, Answer, Request
from cafe.usecases.keys import digest, new_key, new_token, personal_code_digest
from cafe.usecases.viewer import Caller, Viewer
from cafe.web import security
from cafe.web.errors import sentence
from cafe.web.house import house

blueprint = Blueprint("commands", __name__, url_prefix="/api/v1")

STATUS = {
    Code.INVALID: 400,
    Code.UNAUTHENTICATED: 401,
    Code.FORBIDDEN: 403,
    Code.NOT_FOUND: 404,
    Code.CONFLICT: 409,
    Code.TOO_LATE: 410,
    Code.TOO_LARGE: 413,
    Code.RATE_LIMITED: 429,
    Code.UNAVAILABLE: 503,
}
"""Refusal code → HTTP status. A batch is always 200: each answer speaks for itself."""


BATCH = 10
ROOM_FOR_A_BATCH = BODY_LIMIT * BATCH


def run_command(name: str, args: dict[str, Any], viewer: Viewer | None = None, command_id: str | None = None) -> Answer:
    """Runs a command for a form or page. `viewer` None: somebody without a session (joining)."""
    return house().gate_run(Request(command_id or secrets.token_urlsafe(16), name, args, caller_of(viewer)))


def caller_of(viewer: Viewer | None) -> Caller:
    """What the gate is told about who asks."""
    if viewer is None:
        return Caller(locale=security.locale())
    return Caller(viewer.access, viewer.role is Role.ORGANISER, viewer.event, viewer.locale)


def answer_body(answer: Answer) -> dict[str, Any]:
    """An answer as it goes over the wire, with its sentence in the request's language."""
    if answer.refused is None:
        return {"ok": True, "id": answer.id, "seq": answer.seq, "result": answer.result}
    return {"ok": False, "id": answer.id, "error": error_body(answer.refused)}


def error_body(refused: Refused) -> dict[str, Any]:
    """A refusal as it goes over the wire."""
    body: dict[str, Any] = {"code": refused.code.value, "message": sentence(refused)}
    if refused.field:
        body["field"] = refused.field
    if refused.retry_after is not None:
        body["retry_after"] = refused.retry_after
    return body


def reply(body: object, status: int = 200) -> Response:
    """JSON, encoded once by the codec of the house."""
    return Response(msgspec.json.encode(body), status, mimetype="application/json")


def refusal(refused: Refused) -> Response:
    """A refusal of the whole request."""
    return reply({"ok": False, "error": error_body(refused)}, STATUS[refused.code])


def asking() -> Viewer | None:
    """Who calls the API: by token, or by cookie together with a header that no foreign page can send.

    What waited on a device may name whose it is (`X-Cafe-Who: <event>/<person>`): somebody else has come in by this
    browser since then, perhaps, and nobody's words are filed as another's.
    """
    token = security.bearer()
    if token:
        return security.viewer_of_token(token)
    page = request.headers.get("X-Cafe-Page", "")
    viewer = security.viewer_for(page) if page in security.PAGES else None
    meant = request.headers.get("X-Cafe-Who")
    return viewer if viewer and meant in {None, f"{viewer.event}/{viewer.person}"} else None


def body() -> Any:
    """The request's JSON. Raises Refused(too_large) or (invalid)."""
    if (request.content_length or 0) > ROOM_FOR_A_BATCH:
        raise Refused(Code.TOO_LARGE, "too_large")
    try:
        return msgspec.json.decode(request.get_data(cache=False))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Refused(Code.INVALID, "body_invalid") from error


@blueprint.errorhandler(Refused)
def refused_request(refused: Refused) -> ResponseReturnValue:
    """A no to the whole request."""
    return refusal(refused)


@blueprint.post("/command")
def command() -> ResponseReturnValue:
    """One command, or up to ten in order."""
    asked = body()
    caller = caller_of(asking())
    if caller.access is None:
        raise Refused(Code.UNAUTHENTICATED, "session_over")
    if isinstance(asked, list):
        if len(asked) > BATCH:
            raise Refused(Code.TOO_LARGE, "too_many_commands")
        return reply([answer_body(answer) for answer in in_order(asked, caller)])
    answer = house().gate_run(request_of(asked, caller))
    return reply(answer_body(answer), STATUS[answer.refused.code] if answer.refused else 200)


def in_order(asked: list[Any], caller: Caller) -> list[Answer]:
    """Answers commands one after the other. After a "not yet" the rest waits with it: nothing overtakes it."""
    answers: list[Answer] = []
    for one in asked:
        request_made = request_of(one, caller)
        before = answers[-1].refused if answers else None
        if before and before.code in NOT_YET:
            answers.append(Answer(request_made.id, ok=False, refused=before))
        else:
            answers.append(house().gate_run(request_made))
    return answers


def request_of(asked: object, caller: Caller) -> Request:
    """A command as it came; what is missing or odd is the gate's to refuse."""
    if not isinstance(asked, dict):
        return Request("", "", None, caller)
    return Request(asked.get("id", ""), asked.get("name", ""), asked.get("args", {}), caller)


@blueprint.post("/resume")
def resume() -> ResponseReturnValue:
    """What one missed, or a snapshot."""
    asked = body()
    since = asked.get("since", 0) if isinstance(asked, dict) else 0
    if not isinstance(since, int) or isinstance(since, bool):
        raise Refused(Code.INVALID, "field_invalid", field="since")
    viewer = asking()
    if viewer is None:
        raise Refused(Code.UNAUTHENTICATED, "session_over")
    with house().store.read() as session:
        return reply(feed.resume(session, viewer, since, house().now()).on_wire())


@blueprint.post("/join")
def join() -> ResponseReturnValue:
    """Comes in by a code; the answer holds the token this device is known by from now on."""
    asked = body()
    if not isinstance(asked, dict) or asked.keys() - {"code", "name", "group", "table"}:
        raise Refused(Code.INVALID, "field_invalid")
    answer, token, code = run_join(asked)
    if answer.refused:
        raise answer.refused
    return reply({"token": token, "personal_code": code, **answer.result})


def run_join(asked: dict[str, Any]) -> tuple[Answer, str, str]:
    """Runs person.join with a new token and personal code; returns both beside the answer."""
    token, key = new_token(), new_key()
    code = security.personal_code_of(key)
    secrets_of = {
        "token": digest(token),
        "personal_key": key,
        "personal_code": personal_code_digest(code),
    }
    return run_command("person.join", {**asked, **secrets_of}), token, code

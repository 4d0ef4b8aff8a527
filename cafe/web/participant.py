"""The page of somebody at a table, participant or host, for the whole afternoon."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

from cafe import i18n
from cafe.usecases import feed
from cafe.web import security, table_words
from cafe.web.house import house
from cafe.web.security import viewer_for

blueprint = Blueprint("participant", __name__)


@blueprint.before_request
def forms_are_our_own() -> None:
    """A form brings its token; the page's script, opened perhaps without one, a header that no foreign page can send.

    Raises CSRFError for others.
    """
    csrf: CSRFProtect = current_app.extensions["csrf"]
    is_checked = current_app.config["WTF_CSRF_ENABLED"]
    if is_checked and request.method == "POST" and request.headers.get("X-Cafe-Page") != "table":
        csrf.protect()


@blueprint.get("/t")
def table() -> ResponseReturnValue:
    """What there is to do now. Whoever is not in yet goes to the door."""
    viewer = viewer_for("table")
    if viewer is None:
        return redirect(url_for("join.start"))
    now = house().now()
    with house().store.read() as session:
        resumed = feed.resume(session, viewer, 0, now).as_dict()
    state = resumed["snapshot"]
    i18n.prefer(state["event"]["event"]["language"])
    welcome_code = security.take_welcome_code()
    response = make_response(
        render_template(
            "participant/table.html",
            resumed=resumed,
            you=resumed["you"],
            now=table_words.page_words(state, now),
            ideas=table_words.idea_lists(state),
            relay_insights=table_words.relay_insights(state),
            seats=table_words.seat_values(state),
            themes=table_words.theme_values(state),
            tops=table_words.top_values(state),
            messages=i18n.js_messages(i18n.current()),
            measures=table_words.rows(state, "measure"),
            groups=[(group, group) for group in state["event"]["event"]["groups"]],
            wish_topics=[(topic["number"], topic["title"]) for topic in table_words.rows(state, "topic")],
            wishes=table_words.you_of(state).get("wishes", []),
            welcome_code=welcome_code,
        )
    )
    if welcome_code:
        security.clear_welcome_code(response)
    return response


@blueprint.post("/t/code")
def my_code() -> ResponseReturnValue:
    """One's own code, on demand: as JSON for the page, as plain text without scripts."""
    viewer = viewer_for("table")
    code = security.personal_code(viewer) if viewer else None
    if code is None:
        return jsonify(code=None), 401
    if request.accept_mimetypes.best_match(["application/json", "text/plain"]) == "application/json":
        return jsonify(code=code)
    return Response(code, mimetype="text/plain")


@blueprint.post("/t/leave")
def leave() -> ResponseReturnValue:
    """This device is nobody any more; the person stays and comes back by her code."""
    by_script = request.headers.get("X-Cafe-Page") == "table"
    response = make_response("", 204) if by_script else make_response(redirect(url_for("join.start"), 303))
    security.clear_access_cookie(response, "table")
    return response

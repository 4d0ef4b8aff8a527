"""The projector's page, and the QR codes that lead people in."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from cafe import i18n
from cafe.usecases import feed
from cafe.web.address import join_url, public_url, qr_svg, spoken
from cafe.web.house import house
from cafe.web.security import viewer_for

blueprint = Blueprint("screen", __name__)

CODE_LENGTH_AT_MOST = 12


@blueprint.get("/screen")
def wall() -> ResponseReturnValue:
    """What hangs on the wall now. It needs no hand: everything comes by itself."""
    viewer = viewer_for("screen")
    if viewer is None:
        return render_template("screen/nobody.html"), 401
    with house().store.read() as session:
        resumed = feed.resume(session, viewer, 0, house().now()).as_dict()
    i18n.prefer(resumed["snapshot"]["event"]["event"]["language"])
    return render_template(
        "screen/wall.html",
        resumed=resumed,
        viewer=viewer,
        address=spoken(public_url()),
        messages=i18n.js_messages(i18n.current()),
    )


@blueprint.get("/screen/qr.svg")
def event_code() -> ResponseReturnValue:
    """The code of the event on this screen."""
    viewer = viewer_for("screen")
    if viewer is None:
        abort(401)
    with house().store.read() as session:
        card = feed.snapshot(session, viewer)["event"]["event"]
    return picture(join_url(card["code"]))


@blueprint.get("/qr/<code>.svg")
def any_code(code: str) -> ResponseReturnValue:
    """The way in by a short code, as a picture. It draws what it is given: whether such a code exists is not told."""
    if not (code.isascii() and code.isalnum() and len(code) <= CODE_LENGTH_AT_MOST):
        abort(404)
    return picture(join_url(code.upper()))


def picture(text: str) -> Response:
    """A QR code as an image of our own origin."""
    return Response(qr_svg(text), mimetype="image/svg+xml", headers={"Cache-Control": "private, max-age=300"})

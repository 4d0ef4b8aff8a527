"""The projector's page, and the QR codes that lead people in."""

from __future__ import annotations

from io import BytesIO

import segno
from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from cafe.usecases import feed
from cafe.web.house import house
from cafe.web.security import viewer_for

blueprint = Blueprint("screen", __name__)

CODE_LENGTH_AT_MOST = 12
QUIET_ZONE = 4
"""Light modules around a QR code: ISO/IEC 18004 asks for four."""


@blueprint.get("/screen")
def wall() -> ResponseReturnValue:
    """What hangs on the wall now. It needs no hand: everything comes by itself."""
    viewer = viewer_for("screen")
    if viewer is None:
        return render_template("screen/nobody.html"), 401
    with house().store.read() as session:
        resumed = feed.resume(session, viewer, 0, house().now()).as_dict()
    address = join_address(resumed["snapshot"]["event"]["event"]["code"])
    return render_template("screen/wall.html", resumed=resumed, viewer=viewer, address=address.split("://")[-1])


@blueprint.get("/screen/qr.svg")
def event_code() -> ResponseReturnValue:
    """The code of the event on this screen."""
    viewer = viewer_for("screen")
    if viewer is None:
        abort(401)
    with house().store.read() as session:
        card = feed.snapshot(session, viewer)["event"]["event"]
    return qr_picture(join_address(card["code"]))


@blueprint.get("/qr/<code>.svg")
def any_code(code: str) -> ResponseReturnValue:
    """The way in by a short code, as a picture. It draws what it is given: whether such a code exists is not told."""
    if not (code.isascii() and code.isalnum() and len(code) <= CODE_LENGTH_AT_MOST):
        abort(404)
    return qr_picture(join_address(code.upper()))


def join_address(code: str) -> str:
    """The address a phone opens: the public one, if the event is reached by another name than this request."""
    return f"{house().settings.public_url or request.url_root.rstrip('/')}/j/{code}"


def qr_picture(text: str) -> Response:
    """Black on white, with its margin, sharp at any size."""
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(
        picture, kind="svg", border=QUIET_ZONE, light="#fff", omitsize=True, xmldecl=False, nl=False
    )
    return Response(picture.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "private, max-age=300"})

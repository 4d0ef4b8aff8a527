"""The lead's console and the theme team's desk: two pages for those who see the whole room."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from cafe.domain.roles import LEADS
from cafe.usecases import feed
from cafe.usecases.viewer import Viewer
from cafe.web.house import house
from cafe.web.security import viewer_for

blueprint = Blueprint("lead", __name__)


@blueprint.get("/lead")
def console() -> ResponseReturnValue:
    """The room at a glance, the clock, and the next step. The theme team sees it without the steps."""
    return staff_page("lead/console.html")


@blueprint.get("/lead/harvest")
def desk() -> ResponseReturnValue:
    """Themes, dots and measures."""
    return staff_page("lead/harvest.html")


def staff_page(template: str) -> ResponseReturnValue:
    """The page with what its viewer may see now; without a valid link, a word on where to find one."""
    viewer = viewer_for("lead")
    if viewer is None:
        return render_template("lead/nobody.html"), 401
    return render_template(template, resumed=resumed(viewer), leads=viewer.role in LEADS, viewer=viewer)


def resumed(viewer: Viewer) -> dict[str, object]:
    """What `resume` would answer a first time: the page begins where the live session goes on."""
    with house().store.read() as session:
        return feed.resume(session, viewer, 0, house().now()).as_dict()

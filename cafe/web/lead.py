"""The lead's console and the theme team's desk: two pages for those who see the whole room."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from cafe import i18n
from cafe.domain.roles import LEADS
from cafe.usecases import feed
from cafe.web import documents
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
    """The page begins with what `resume` would answer a first time; without a valid link, it says where to find one."""
    viewer = viewer_for("lead")
    if viewer is None:
        return render_template("lead/nobody.html"), 401
    with house().store.read() as session:
        resumed = feed.resume(session, viewer, 0, house().now()).as_dict()
    i18n.prefer(resumed["snapshot"]["event"]["event"]["language"])
    return render_template(
        template,
        resumed=resumed,
        viewer=viewer,
        leads=viewer.role in LEADS,
        shelves=documents.shelves(),
        messages=i18n.js_messages(i18n.current()),
    )

"""What this server keeps of people, and what not, in plain words."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from cafe.store.queries import handover
from cafe.web.house import house
from cafe.web.security import PAGES, viewer_for

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/privacy")
def words() -> ResponseReturnValue:
    """The same page for everybody; who has come in reads whom to ask at her event, others at each that is open."""
    own = {viewer.event for page in PAGES if (viewer := viewer_for(page))}
    with house().store.read() as session:
        contacts = handover.contacts(session, own)
    return render_template("join/privacy.html", contacts=contacts)

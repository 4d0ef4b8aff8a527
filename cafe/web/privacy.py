"""What this server keeps of people, and what not, in plain words."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/privacy")
def words() -> ResponseReturnValue:
    """The same page for everybody; it needs no event and no session."""
    return render_template("join/privacy.html")

"""Roles and their links: who gets one, its QR code, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cafe.domain.errors import Refused
from cafe.domain.roles import Role
from cafe.store.queries.setup import Setup
from cafe.store.rows import Link, Table
from cafe.usecases.keys import digest, new_key
from cafe.usecases.viewer import Viewer
from cafe.web import address, security
from cafe.web.commands import run_command
from cafe.web.errors import sentence
from cafe.web.organise_events import advice_by_section, load, organiser
from cafe.web.organise_sections import SECTIONS

blueprint = Blueprint("links", __name__, url_prefix="/<int:event_id>/links")

ROLES = (Role.LEAD, Role.COLEAD, Role.THEME, Role.SCREEN)
"""The roles that have links of their own; hosts have one for each table."""


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link as the page shows it."""

    number: int
    role: str
    table: int | None
    label: str
    url: str
    used: bool  # a host has come in by it


@blueprint.get("")
@security.organiser_required
def index(event_id: int) -> ResponseReturnValue:
    """All roles with their links."""
    return links_page(load(event_id))


def links_page(found: Setup, refused: Refused | None = None) -> Response:
    """The page, with a word about what went wrong."""
    lines = [line_of(link) for link in found.links]
    return make_response(
        render_template(
            "organise/links.html",
            setup=found,
            event=found.event,
            sections=SECTIONS.values(),
            advice=advice_by_section(found),
            by_role={role.value: [line for line in lines if line.role == role] for role in ROLES},
            by_table={table.number: [line for line in lines if line.table == table.number] for table in found.tables},
            host_codes={table.number: security.valid_host_code(table) for table in found.tables},
            error=sentence(refused) if refused else "",
        ),
        409 if refused else 200,
    )


def line_of(link: Link) -> LinkLine:
    """The link with its address, which is derived anew each time."""
    url = f"{address.public_url()}/r/{security.link_token(link.key)}"
    return LinkLine(link.number, link.role, link.table, link.label, url, link.person is not None)


@blueprint.post("")
@security.organiser_required
def create(event_id: int) -> ResponseReturnValue:
    """One link for a role; or one for every table whose host has none yet."""
    found = load(event_id)
    viewer = organiser(event_id)
    role = request.form.get("role", "")
    if role != Role.HOST:
        refused = create_link(viewer, role, None, request.form.get("label", ""))
    else:
        refused = next(filter(None, (create_link(viewer, role, table.number) for table in wanted_tables(found))), None)
    if refused:
        return links_page(load(event_id), refused)
    return redirect(url_for("organise.links.index", event_id=event_id, _anchor=f"role-{role}"), 303)


def wanted_tables(found: Setup) -> list[Table]:
    """The table that was named, or all that have no link yet."""
    chosen = request.form.get("table", "")
    if chosen:
        return [table for table in found.tables if str(table.number) == chosen]
    linked = {link.table for link in found.links}
    return [table for table in found.tables if table.number not in linked]


def create_link(viewer: Viewer, role: str, table: int | None, label: str = "") -> Refused | None:
    """Makes one link; returns why not."""
    key = new_key()
    token = digest(security.link_token(key))
    args = {"role": role, "key": key, "token": token, "table": table, "label": label}
    return run_command("link.create", args, viewer).refused


@blueprint.post("/<int:number>/revoke")
@security.organiser_required
def revoke(event_id: int, number: int) -> ResponseReturnValue:
    """Takes a link back: whoever uses it is out within a second."""
    answer = run_command("link.revoke", {"link": number}, organiser(event_id))
    if answer.refused:
        return links_page(load(event_id), answer.refused)
    flash(_("Der Link ist zurückgenommen. Wer ihn benutzt hat, ist jetzt draußen."), "good")
    return redirect(url_for("organise.links.index", event_id=event_id), 303)


@blueprint.get("/<int:number>.svg")
@security.organiser_required
def qr(event_id: int, number: int) -> ResponseReturnValue:
    """A link's QR code, for the organiser's eyes."""
    link = next((link for link in load(event_id).links if link.number == number), None)
    if link is None:
        abort(404)
    response = make_response(address.qr_svg(line_of(link).url))
    response.headers["Content-Type"] = "image/svg+xml"
    return response

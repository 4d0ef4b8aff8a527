"""What goes on paper: a card for every table, a poster, and the hosts' links. A4, black on white."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from markupsafe import Markup

from cafe.domain.roles import Role
from cafe.store.queries.setup import Setup
from cafe.web import address, security
from cafe.web.organise_events import load
from cafe.web.organise_links import LinkLine, line_of

blueprint = Blueprint("prints", __name__, url_prefix="/organise/<int:event_id>/print")

PARTS = ("all", "poster", "cards", "hosts")


@blueprint.get("")
@security.organiser_required
def pack(event_id: int) -> ResponseReturnValue:
    """The sheets, as they will lie in the printer; `?part=` chooses some of them."""
    found = load(event_id)
    wanted = request.args.get("part", "all")
    part = wanted if wanted in PARTS else "all"
    with force_locale(found.event.language):  # paper hangs in the hall: it speaks the language of the event
        drawn = sheets(found, part)
    return render_template("print/pack.html", event=found.event, part=part, sheets=drawn)


def sheets(found: Setup, part: str) -> Markup:
    """The sheets themselves."""
    drawn = render_template(
        "print/sheets.html",
        setup=found,
        event=found.event,
        part=part,
        topics={topic.number: topic for topic in found.topics},
        siblings=siblings(found),
        host_links=host_links(found) if part == "hosts" else {},
        host_codes={table.number: security.valid_host_code(table) for table in found.tables},
        site=address.spoken(address.public_url()),
        qr_of_code=qr_of_code,
        qr_of_url=qr_of_url,
    )
    return Markup(drawn)  # noqa: S704 - a template has drawn it, and escaped what people wrote


def siblings(found: Setup) -> dict[int, list[int]]:
    """Topic → its tables: a card says where else the topic lies."""
    tables: dict[int, list[int]] = {}
    for table in found.tables:
        tables.setdefault(table.topic, []).append(table.number)
    return tables


def host_links(found: Setup) -> dict[int, LinkLine]:
    """Table → its host's newest link. These are secrets: they are printed only when asked for by themselves."""
    return {link.table: line_of(link) for link in found.links if link.role == Role.HOST and link.table is not None}


def qr_of_code(code: str) -> Markup:
    """The way in by a short code."""
    return qr_of_url(address.join_url(code))


def qr_of_url(url: str) -> Markup:
    """An address as a picture within the page: a printer waits for nothing."""
    return Markup(address.qr_svg(url).decode())  # noqa: S704 - drawn here from black squares

"""One event on the organiser's desk: overview, sections, opening, copying, deleting."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cafe.domain import warnings
from cafe.domain.warnings import Advice
from cafe.store.queries import setup
from cafe.store.queries.setup import Setup
from cafe.usecases.viewer import Viewer
from cafe.web import security
from cafe.web.commands import run_command
from cafe.web.errors import sentence
from cafe.web.house import house
from cafe.web.organise_advice import words_of
from cafe.web.organise_forms import Faults, Values, faults_of
from cafe.web.organise_sections import SAVING, SECTIONS, Section, places

blueprint = Blueprint("events", __name__, url_prefix="/<int:event_id>")


def load(event_id: int) -> Setup:
    """The event with its structure, or the page that says there is none."""
    with house().store.read() as session:
        found = setup.setup_of(session, event_id)
    if found is None:
        abort(404)
    return found


def organiser(event_id: int) -> Viewer:
    """The organiser, at this event."""
    viewer = security.viewer_for("organise")
    if viewer is None:
        abort(403)
    return replace(viewer, event=event_id)


def advice_by_section(found: Setup) -> dict[str, list[tuple[Advice, str]]]:
    """Section → what to look at again, in words."""
    by_section: dict[str, list[tuple[Advice, str]]] = {}
    for advice in warnings.of(found.outline()):
        by_section.setdefault(advice.section, []).append((advice, words_of(advice)))
    return by_section


@blueprint.get("")
@security.organiser_required
def overview(event_id: int) -> ResponseReturnValue:
    """How far the set-up is, and what comes next."""
    return overview_page(load(event_id))


def overview_page(found: Setup, error: str = "", status: int = 200) -> Response:
    """All sections in short, and the steps of the whole event."""
    outline = found.outline()
    return make_response(
        render_template(
            "organise/overview.html",
            setup=found,
            event=found.event,
            sections=SECTIONS.values(),
            advice=advice_by_section(found),
            needed=warnings.minutes_needed(outline),
            slot=warnings.minutes_between(outline.starts, outline.ends),
            error=error,
        ),
        status,
    )


# -- sections


@blueprint.get("/<section_name>")
@security.organiser_required
def section(event_id: int, section_name: str) -> ResponseReturnValue:
    """One form, as things stand."""
    found = load(event_id)
    chosen = section_of(section_name)
    return section_page(chosen, found, chosen.shown(found), Faults())


@blueprint.post("/<section_name>")
@security.organiser_required
def save(event_id: int, section_name: str) -> ResponseReturnValue:
    """Saves the form through the gate; or only adds, takes out or moves a row in it."""
    found = load(event_id)
    chosen = section_of(section_name)
    values = chosen.typed(request.form, found)
    faults = Faults()
    do = request.form.get("do", "save")
    if do not in SAVING:
        return section_page(chosen, found, values, faults, unsaved=True)
    args = chosen.args(values, found, faults)
    if not faults:
        faults = faults_of(run_command(chosen.command, args, organiser(event_id)))
    if faults:
        return section_page(chosen, found, values, faults, 400, unsaved=True)
    flash(_("Gespeichert."), "good")
    return redirect(next_url(event_id, chosen) if do == "next" else request.path, 303)


def section_of(name: str) -> Section:
    """The section of that name, or the page that says there is none."""
    if name not in SECTIONS:
        abort(404)
    return SECTIONS[name]


def section_page(
    chosen: Section, found: Setup, values: Values, faults: Faults, status: int = 200, *, unsaved: bool = False
) -> Response:
    """The form with what was typed, the faults at their fields, and the advice beside it."""
    outline = found.outline()
    return make_response(
        render_template(
            f"organise/{chosen.name}.html",
            setup=found,
            event=found.event,
            section=chosen,
            sections=SECTIONS.values(),
            values=values,
            faults=faults,
            advice=advice_by_section(found),
            needed=warnings.minutes_needed(outline),
            slot=warnings.minutes_between(outline.starts, outline.ends),
            places=places,
            unsaved=unsaved,
        ),
        status,
    )


def next_url(event_id: int, chosen: Section) -> str:
    """The section after this one; after the last one the links."""
    names = list(SECTIONS)
    following = names[names.index(chosen.name) + 1 :]
    if following:
        return url_for("organise.events.section", event_id=event_id, section_name=following[0])
    return url_for("organise.links.index", event_id=event_id)


# -- the whole event


@blueprint.post("/open")
@security.organiser_required
def open_doors(event_id: int) -> ResponseReturnValue:
    """The lobby: from now on people can come in."""
    answer = run_command("event.open", {}, organiser(event_id))
    if answer.refused:
        return overview_page(load(event_id), sentence(answer.refused), 409)
    flash(_("Die Türen sind offen. Wer den Code hat, kann jetzt eintreten."), "good")
    return redirect(url_for("organise.events.overview", event_id=event_id), 303)


@blueprint.post("/duplicate")
@security.organiser_required
def duplicate(event_id: int) -> ResponseReturnValue:
    """The same structure again, without people, ideas and links."""
    title = load(event_id).event.title
    answer = run_command("event.duplicate", {"title": _("%(title)s (Kopie)", title=title)[:120]}, organiser(event_id))
    if answer.refused:
        return overview_page(load(event_id), sentence(answer.refused), 409)
    flash(_("Das ist die Kopie: dieselben Themen, Tische, Runden und Fragen, ohne Menschen und Ideen."), "good")
    return redirect(url_for("organise.events.overview", event_id=answer.result["event"]), 303)


@blueprint.get("/delete")
@security.organiser_required
def ask_to_delete(event_id: int) -> ResponseReturnValue:
    """Says what goes, and asks for the title."""
    return delete_page(load(event_id), "", Faults())


@blueprint.post("/delete")
@security.organiser_required
def delete(event_id: int) -> ResponseReturnValue:
    """Deletes the event with everything in it, once its title has been typed."""
    found = load(event_id)
    typed = request.form.get("title", "")
    answer = run_command("event.delete", {"title": typed}, organiser(event_id))
    if answer.refused:
        return delete_page(found, typed, faults_of(answer), 400)
    flash(_("„%(title)s“ ist gelöscht, mit allem, was dazu gehörte.", title=found.event.title), "good")
    return redirect(url_for("organise.index"), 303)


def delete_page(found: Setup, typed: str, faults: Faults, status: int = 200) -> Response:
    """The form for deleting."""
    return make_response(
        render_template("organise/delete.html", setup=found, event=found.event, typed=typed, faults=faults), status
    )

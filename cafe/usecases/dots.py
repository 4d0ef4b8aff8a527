"""Prioritising: opened and closed by staff, dots from phones and from paper in one count."""

from __future__ import annotations

from sqlalchemy import select

from cafe.domain import dots as rules
from cafe.domain.errors import Code, Refused
from cafe.domain.kinds import Kind
from cafe.store.rows import Dot, PaperDots
from cafe.store.unit_of_work import Work
from cafe.usecases import flow, show, themes
from cafe.usecases.parameters import Nothing, OpenDots, PlaceDots
from cafe.usecases.parameters import PaperDots as PaperDotsParameters
from cafe.usecases.viewer import Viewer

Result = dict[str, object]


def open_voting(work: Work, viewer: Viewer, p: OpenDots) -> Result:
    """Opens prioritising. Opened again it goes on where it stood; the number per person only ever grows then."""
    event = work.event
    if event.dots == "open":
        raise Refused(Code.CONFLICT, "already_done")
    if not show.theme_values(work.session, event):
        raise Refused(Code.CONFLICT, "no_themes")
    per_person = p.per_person or event.dots_per_person
    if event.dots == "closed" and per_person < event.dots_per_person:
        raise Refused(Code.CONFLICT, "fewer_dots", field="per_person")
    event.dots, event.dots_per_person = "open", per_person
    show.show_event(work)
    flow.show_voting(work)
    return {"per_person": per_person}


def close_voting(work: Work, viewer: Viewer, p: Nothing) -> Result:
    """Closes prioritising: from now on everybody sees the counts."""
    if work.event.dots != "open":
        raise Refused(Code.CONFLICT, "already_done")
    work.event.dots = "closed"
    flow.show_voting(work)
    return {}


def place(work: Work, viewer: Viewer, p: PlaceDots) -> Result:
    """Puts one's dots on a theme, or takes them away."""
    event = work.event
    if event.dots != "open":
        raise Refused(Code.TOO_LATE if event.dots == "closed" else Code.CONFLICT, "dots_not_open")
    themes.standing(work, p.theme)
    rows = {
        row.theme: row
        for row in work.session.scalars(select(Dot).where(Dot.event_id == event.id, Dot.person == viewer.somebody))
    }
    after = rules.place({theme: row.dots for theme, row in rows.items()}, p.theme, p.dots, event.dots_per_person)
    audience = show.of_person(viewer.somebody)
    if p.theme in after:
        work.session.merge(Dot(event_id=event.id, person=viewer.somebody, theme=p.theme, dots=p.dots))
        work.put(audience, Kind.MY_DOTS, p.theme, show.my_dots_value(p.theme, p.dots))
    elif p.theme in rows:
        work.session.delete(rows[p.theme])
        work.remove(audience, Kind.MY_DOTS, p.theme)
    show.show_dots(work)
    return {"left": event.dots_per_person - sum(after.values())}


def enter_paper(work: Work, viewer: Viewer, p: PaperDotsParameters) -> Result:
    """The paper dots counted on a theme; entering again replaces the number."""
    themes.standing(work, p.theme)
    work.session.merge(PaperDots(event_id=work.event.id, theme=p.theme, dots=p.dots))
    show.show_dots(work)
    if work.event.dots == "closed":
        show.show_themes(work, [p.theme])
    return {"theme": p.theme}

"""Prioritising: opened and closed by staff, dots from phones and from paper in one count."""

from __future__ import annotations

from sqlalchemy import delete, select

from cafe.domain import dots as rules
from cafe.domain.errors import Code, Refused
from cafe.domain.kinds import Kind
from cafe.store.queries import paper
from cafe.store.rows import Dot, PaperDots, PaperSheet, PaperSheetDots
from cafe.store.unit_of_work import Work
from cafe.usecases import flow, show, themes
from cafe.usecases.parameters import Nothing, OneSheet, OpenDots, PlaceDots
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
    """Paper dots: a theme's sum from the wall, which entering again replaces; or people's own sheets, each one once."""
    if p.sheets:
        if p.theme is not None or p.dots is not None:
            raise Refused(Code.INVALID, "field_invalid", field="sheets")
        for index, sheet in enumerate(p.sheets):
            enter_sheet(work, index, sheet)
        changed = {placed.theme for sheet in p.sheets for placed in sheet.dots}
    else:
        if p.theme is None or p.dots is None:
            raise Refused(Code.INVALID, "field_invalid", field="theme" if p.theme is None else "dots")
        themes.standing(work, p.theme)
        work.session.merge(PaperDots(event_id=work.event.id, theme=p.theme, dots=p.dots))
        changed = {p.theme}
    show_paper(work, changed)
    return {"sheets": paper.sheets(work.session, work.event.id)} if p.sheets else {"theme": p.theme}


def enter_sheet(work: Work, index: int, sheet: PaperDotsParameters.Sheet) -> None:
    """One person's sheet. Raises Refused(conflict, "sheet_used") for a number that was typed in already."""
    event = work.event
    at = f"sheets.{index}"
    if work.session.get(PaperSheet, (event.id, sheet.number)) is not None:
        raise Refused(Code.CONFLICT, "sheet_used", field=f"{at}.number", sheet=sheet.number)
    for placed in sheet.dots:
        themes.standing(work, placed.theme)
    counted = rules.on_sheet(((placed.theme, placed.dots) for placed in sheet.dots), event.dots_per_person)
    work.session.add(PaperSheet(event_id=event.id, number=sheet.number, entered_at=work.now))
    work.session.flush()
    for theme, dots in counted.items():
        work.session.add(PaperSheetDots(event_id=event.id, sheet=sheet.number, theme=theme, dots=dots))
    work.session.flush()


def void_sheet(work: Work, viewer: Viewer, p: OneSheet) -> Result:
    """Takes a sheet out of the count: it was mistyped, and can be entered again."""
    event = work.event
    row = work.session.get(PaperSheet, (event.id, p.sheet))
    if row is None:
        raise Refused(Code.NOT_FOUND, "sheet_unknown", field="sheet", sheet=p.sheet)
    mine = (PaperSheetDots.event_id == event.id, PaperSheetDots.sheet == p.sheet)
    changed = set(work.session.scalars(select(PaperSheetDots.theme).where(*mine)))
    work.session.execute(delete(PaperSheetDots).where(*mine))
    work.session.delete(row)
    work.session.flush()
    show_paper(work, changed)
    return {"sheets": paper.sheets(work.session, event.id)}


def show_paper(work: Work, changed: set[int]) -> None:
    """More or fewer dots on paper; single themes are told once the vote is closed."""
    show.show_dots(work)
    if work.event.dots == "closed":
        show.show_themes(work, changed)

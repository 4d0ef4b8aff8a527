"""Measures: what the city receives, each with the themes and ideas it rests on."""

from __future__ import annotations

from sqlalchemy import delete

from cafe.domain import text
from cafe.domain.errors import Code, Refused
from cafe.store.queries import structure
from cafe.store.rows import Measure, MeasureIdea, MeasureTheme
from cafe.store.unit_of_work import Work
from cafe.usecases import show, themes
from cafe.usecases.parameters import OneMeasure, SaveMeasure
from cafe.usecases.viewer import Viewer

Result = dict[str, object]


def save(work: Work, viewer: Viewer, p: SaveMeasure) -> Result:
    """Writes a measure, or writes it anew; its evidence is what is named here."""
    title = text.required(p.title, text.TITLE_LENGTH, field="title")
    words = text.optional(p.text, text.PROSE_LENGTH, field="text", lines=True)
    if p.field and p.field not in work.event.fields:
        raise Refused(Code.INVALID, "field_unknown", field="field")
    standing_themes = [themes.standing(work, number).number for number in sorted(set(p.themes))]
    ideas = [idea.number for idea in themes.ideas_of(work, p.ideas)] if p.ideas else []
    row = standing(work, p.measure) if p.measure is not None else new_measure(work)
    row.title, row.text, row.field, row.saved_at = title, words, p.field, work.now
    for rows in (MeasureTheme, MeasureIdea):
        work.session.execute(delete(rows).where(rows.event_id == viewer.event, rows.measure == row.number))
    work.session.add_all(
        MeasureTheme(event_id=viewer.event, measure=row.number, theme=number) for number in standing_themes
    )
    work.session.add_all(MeasureIdea(event_id=viewer.event, measure=row.number, idea=number) for number in ideas)
    show.show_measure(work, row.number)
    return {"measure": row.number}


def remove(work: Work, viewer: Viewer, p: OneMeasure) -> Result:
    """Takes a measure out of what the city receives."""
    standing(work, p.measure).removed_at = work.now
    show.show_measure(work, p.measure)
    return {"measure": p.measure}


def standing(work: Work, number: int) -> Measure:
    """A measure that has not been removed. Raises Refused(not_found)."""
    row = work.session.get(Measure, (work.event.id, number))
    if row is None or row.removed_at is not None:
        raise Refused(Code.NOT_FOUND, "measure_unknown", field="measure")
    return row


def new_measure(work: Work) -> Measure:
    """A measure with the next number."""
    row = Measure(
        event_id=work.event.id,
        number=structure.next_number(work.session, Measure, work.event.id),
        title="",
        saved_at=work.now,
        removed_at=None,
    )
    work.session.add(row)
    work.session.flush()
    return row

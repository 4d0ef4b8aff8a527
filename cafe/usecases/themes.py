"""Themes: made from ideas, renamed, merged, split; what was is kept."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from cafe.domain import text
from cafe.domain.errors import Code, Refused
from cafe.domain.kinds import Kind
from cafe.store.queries import structure
from cafe.store.rows import Dot, Idea, MeasureTheme, PaperDots, PaperSheetDots, Theme, ThemeStep
from cafe.store.unit_of_work import Work
from cafe.usecases import show
from cafe.usecases.parameters import AssignIdeas, MergeThemes, OneTheme, SaveTheme, SplitTheme
from cafe.usecases.viewer import Viewer

Result = dict[str, object]


def save(work: Work, viewer: Viewer, p: SaveTheme) -> Result:
    """Makes a theme, perhaps from ideas, or gives one another title and summary."""
    title = text.required(p.title, text.TITLE_LENGTH, field="title")
    summary = text.optional(p.summary, text.PROSE_LENGTH, field="summary", lines=True)
    if p.theme is None:
        theme = new_theme(work, title, summary)
        note(work, viewer, theme, "made", {"title": title})
    else:
        theme = standing(work, p.theme)
        if (theme.title, theme.summary) != (title, summary):
            note(work, viewer, theme, "renamed", {"from": theme.title, "to": title})
        theme.title, theme.summary = title, summary
    touched = put_into(work, viewer, ideas_of(work, p.ideas), theme) if p.ideas else set()
    show.show_themes(work, touched | {theme.number})
    return {"theme": theme.number}


def assign(work: Work, viewer: Viewer, p: AssignIdeas) -> Result:
    """Puts ideas into a theme, or takes them out of theirs."""
    theme = standing(work, p.theme) if p.theme is not None else None
    show.show_themes(work, put_into(work, viewer, ideas_of(work, p.ideas), theme))
    return {"theme": p.theme}


def merge(work: Work, viewer: Viewer, p: MergeThemes) -> Result:
    """Makes several themes one. Ideas, dots and measures go along; the merged ones stay as history."""
    into = standing(work, p.into)
    sources = [standing(work, number) for number in sorted(set(p.themes))]
    if into in sources:
        raise Refused(Code.INVALID, "merge_with_itself", field="into")
    for source in sources:
        moved = work.session.scalars(
            select(Idea).where(Idea.event_id == viewer.event, Idea.theme == source.number)
        ).all()
        put_into(work, viewer, moved, into, silent=True)
        move_dots(work, source, into)
        move_measures(work, source, into)
        source.merged_into, source.removed_at = into.number, work.now
        note(work, viewer, source, "merged", {"into": into.number, "ideas": [idea.number for idea in moved]})
    show.show_themes(work, {into.number, *(source.number for source in sources)})
    return {"theme": into.number}


def split(work: Work, viewer: Viewer, p: SplitTheme) -> Result:
    """Makes a new theme of some ideas of another one."""
    theme = standing(work, p.theme)
    title = text.required(p.title, text.TITLE_LENGTH, field="title")
    ideas = ideas_of(work, p.ideas)
    if any(idea.theme != theme.number for idea in ideas):
        raise Refused(Code.CONFLICT, "idea_not_in_theme", field="ideas")
    new = new_theme(work, title, "", split_from=theme.number)
    put_into(work, viewer, ideas, new, silent=True)
    note(work, viewer, theme, "split", {"into": new.number, "ideas": [idea.number for idea in ideas]})
    show.show_themes(work, [theme.number, new.number])
    return {"theme": new.number}


def remove(work: Work, viewer: Viewer, p: OneTheme) -> Result:
    """Dissolves a theme: its ideas are free again. Not once somebody has prioritised it."""
    theme = standing(work, p.theme)
    if has_dots(work, p.theme):
        raise Refused(Code.CONFLICT, "theme_has_dots", field="theme")
    freed = work.session.scalars(select(Idea).where(Idea.event_id == viewer.event, Idea.theme == p.theme)).all()
    put_into(work, viewer, freed, None, silent=True)
    for link in work.session.scalars(
        select(MeasureTheme).where(MeasureTheme.event_id == viewer.event, MeasureTheme.theme == p.theme)
    ).all():
        work.session.delete(link)
        work.session.flush()
        show.show_measure(work, link.measure)
    theme.removed_at = work.now
    note(work, viewer, theme, "removed", {"ideas": [idea.number for idea in freed]})
    show.show_themes(work, [theme.number])
    return {"theme": theme.number}


def has_dots(work: Work, theme: int) -> bool:
    """Whether anybody has prioritised it, on a phone or on paper."""
    return any(
        work.session.scalar(select(rows.dots).where(rows.event_id == work.event.id, rows.theme == theme).limit(1))
        for rows in (Dot, PaperDots, PaperSheetDots)
    )


def standing(work: Work, number: int) -> Theme:
    """A theme that has been neither merged nor removed. Raises Refused(not_found)."""
    theme = work.session.get(Theme, (work.event.id, number))
    if theme is None or theme.removed_at is not None:
        raise Refused(Code.NOT_FOUND, "theme_unknown", field="theme")
    return theme


def new_theme(work: Work, title: str, summary: str, split_from: int | None = None) -> Theme:
    """A theme with the next number."""
    theme = Theme(
        event_id=work.event.id,
        number=structure.next_number(work.session, Theme, work.event.id),
        title=title,
        summary=summary,
        merged_into=None,
        split_from=split_from,
        created_at=work.now,
        removed_at=None,
    )
    work.session.add(theme)
    work.session.flush()
    return theme


def ideas_of(work: Work, numbers: Sequence[int]) -> list[Idea]:
    """These ideas, all of which must stand. Raises Refused(not_found)."""
    wanted = sorted(set(numbers))
    rows = work.session.scalars(
        select(Idea).where(Idea.event_id == work.event.id, Idea.number.in_(wanted), Idea.state == "shown")
    ).all()
    if len(rows) != len(wanted):
        raise Refused(Code.NOT_FOUND, "idea_unknown", field="ideas")
    return list(rows)


def put_into(
    work: Work, viewer: Viewer, ideas: Sequence[Idea], theme: Theme | None, *, silent: bool = False
) -> set[int]:
    """Moves ideas into a theme (None: out of any); returns the themes this touches. `silent`: the caller notes it."""
    touched = {idea.theme for idea in ideas if idea.theme is not None} | ({theme.number} if theme else set())
    changed = [idea for idea in ideas if idea.theme != (theme.number if theme else None)]
    for idea in changed:
        if not silent and theme is None and idea.theme is not None:
            note(work, viewer, standing(work, idea.theme), "taken_out", {"idea": idea.number})
        idea.theme = theme.number if theme else None
    if theme and changed and not silent:
        note(work, viewer, theme, "assigned", {"ideas": [idea.number for idea in changed]})
    work.session.flush()
    return touched


def move_dots(work: Work, source: Theme, into: Theme) -> None:
    """Nobody's dots are lost in a merge: they lie on the common theme now, the paper ones too."""
    for dot in work.session.scalars(select(Dot).where(Dot.event_id == work.event.id, Dot.theme == source.number)).all():
        there = work.session.get(Dot, (work.event.id, dot.person, into.number))
        if there is None:
            there = Dot(event_id=work.event.id, person=dot.person, theme=into.number, dots=0)
        there.dots += dot.dots
        work.session.delete(dot)
        work.session.add(there)
        work.session.flush()
        audience = show.of_person(dot.person)
        work.remove(audience, Kind.MY_DOTS, source.number)
        work.put(audience, Kind.MY_DOTS, into.number, show.my_dots_value(into.number, there.dots))
    move_paper_dots(work, source, into)


def move_paper_dots(work: Work, source: Theme, into: Theme) -> None:
    """The sum from the wall, and what is on everybody's own sheets."""
    sheets = select(PaperSheetDots).where(
        PaperSheetDots.event_id == work.event.id, PaperSheetDots.theme == source.number
    )
    for dots in work.session.scalars(sheets).all():
        on_into = work.session.get(PaperSheetDots, (work.event.id, dots.sheet, into.number))
        if on_into is None:
            on_into = PaperSheetDots(event_id=work.event.id, sheet=dots.sheet, theme=into.number, dots=0)
        on_into.dots += dots.dots
        work.session.delete(dots)
        work.session.add(on_into)
        work.session.flush()
    paper = work.session.get(PaperDots, (work.event.id, source.number))
    if paper is not None:
        there_paper = work.session.get(PaperDots, (work.event.id, into.number))
        if there_paper is None:
            there_paper = PaperDots(event_id=work.event.id, theme=into.number, dots=0)
            work.session.add(there_paper)
        there_paper.dots += paper.dots
        work.session.delete(paper)


def move_measures(work: Work, source: Theme, into: Theme) -> None:
    """Measures that answered the one theme answer the other."""
    links = work.session.scalars(
        select(MeasureTheme).where(MeasureTheme.event_id == work.event.id, MeasureTheme.theme == source.number)
    ).all()
    for link in links:
        if work.session.get(MeasureTheme, (work.event.id, link.measure, into.number)) is None:
            work.session.add(MeasureTheme(event_id=work.event.id, measure=link.measure, theme=into.number))
        work.session.delete(link)
        work.session.flush()
        show.show_measure(work, link.measure)


def note(work: Work, viewer: Viewer, theme: Theme, what: str, details: dict[str, object]) -> None:
    """One line of history: what was done to a theme, in which role, when."""
    work.session.add(
        ThemeStep(
            event_id=work.event.id,
            number=structure.next_number(work.session, ThemeStep, work.event.id),
            theme=theme.number,
            what=what,
            details=details,
            role=viewer.role.value,
            at=work.now,
        )
    )
    work.session.flush()

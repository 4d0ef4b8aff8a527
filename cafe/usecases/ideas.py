"""Ideas are posted, written for others, edited, taken back, supported."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from sqlalchemy import select

from cafe.domain import text
from cafe.domain.errors import Code, Refused
from cafe.domain.kinds import Kind
from cafe.domain.phases import Phase
from cafe.domain.roles import Role
from cafe.store.queries import structure
from cafe.store.rows import BuildsOn, Idea, Seat, Support
from cafe.store.unit_of_work import Work
from cafe.usecases import seating, show
from cafe.usecases.parameters import Draft, EditIdea, OneIdea, PostIdea, ScribeIdea
from cafe.usecases.viewer import Viewer

Result = dict[str, object]


def post(work: Work, viewer: Viewer, p: PostIdea) -> Result:
    """One's own idea, filed at the table and in the round where it was begun."""
    return contribute(work, viewer, p.text, p.builds_on, p.drafted, by="phone")


def scribe(work: Work, viewer: Viewer, p: ScribeIdea) -> Result:
    """Somebody else's idea is written down: at the table by its host, or from a paper card, also by staff at a desk.

    It has no author, and no device stands behind it. A card's number is used once.
    """
    if p.card is not None:
        not_yet_used(work, p.card)
    elif viewer.person is None:
        raise Refused(Code.INVALID, "card_missing", field="card")
    return contribute(work, viewer, p.text, p.builds_on, p.drafted, by="paper" if p.card else "host", card=p.card)


def not_yet_used(work: Work, card: int) -> None:
    """Raises Refused(conflict, "card_used") for a card that was typed in already."""
    row = work.session.scalar(select(Idea).where(Idea.event_id == work.event.id, Idea.card == card))
    if row is not None:
        raise Refused(Code.CONFLICT, "card_used", field="card", card=card, table=row.table, round=row.round)


def contribute(
    work: Work,
    viewer: Viewer,
    words: str,
    builds_on: list[int],
    drafted: Draft | None,
    *,
    by: str,
    card: int | None = None,
) -> Result:
    """Files an idea. Raises Refused(too_late) in a lobby or after closing, (forbidden) where one never sat."""
    table, round_number = place_of(work, viewer, drafted)
    cleaned = text.required(words, text.IDEA_LENGTH, field="text")
    sources = visible_ideas(work, viewer, builds_on)
    row = show.NewIdea(
        event_id=viewer.event,
        number=next(work.recall("idea numbers", lambda: idea_numbers(work))),
        table=table,
        topic=work.recall("topics", lambda: topics_of(work))[table],
        round=round_number,
        text=cleaned,
        state="shown",
        by=by,
        card=card,
        author=viewer.person if by == "phone" else None,
        scribe=None if by == "phone" else viewer.person,
        created_at=work.now,
    )
    if by == "phone":
        note_presence(work, viewer, row)
    work.insert(Idea, row)
    for source in sources:
        work.insert(BuildsOn, (viewer.event, row.number, source))
    show.show_new_idea(work, row, sources)
    return {"idea": row.number, "table": table, "round": round_number}


def idea_numbers(work: Work) -> Iterator[int]:
    """The numbers of the ideas to come."""
    return itertools.count(structure.next_number(work.session, Idea, work.event.id))


def topics_of(work: Work) -> dict[int, int]:
    """Table → topic."""
    return {table.number: table.topic for table in structure.tables(work.session, work.event.id)}


def place_of(work: Work, viewer: Viewer, drafted: Draft | None) -> tuple[int, int]:
    """Where an idea is filed: where it was begun, or here and now while a round runs."""
    event = work.event
    if viewer.person is None:
        return place_named(work, drafted)
    if drafted is None:
        if event.phase != Phase.ROUND:
            raise Refused(Code.TOO_LATE, "no_round_running", field="text")
        if viewer.table is None:  # marked absent, or the hall is full
            raise Refused(Code.CONFLICT, "no_seat", field="text")
        return viewer.table, event.round
    if drafted.round > event.round:
        raise Refused(Code.INVALID, "round_not_begun", field="drafted")
    if drafted.round == event.round and drafted.table == viewer.table and event.phase == Phase.ROUND:
        return drafted.table, drafted.round
    seat = work.session.get(Seat, (viewer.event, viewer.somebody, drafted.round))
    if (seat is None or seat.table != drafted.table) and not hosts_since(work, viewer, drafted):
        raise Refused(Code.FORBIDDEN, "never_sat_there", field="drafted")
    return drafted.table, drafted.round


def place_named(work: Work, drafted: Draft | None) -> tuple[int, int]:
    """Staff sit nowhere: they say which table and round a card comes from. Raises Refused."""
    if drafted is None:
        raise Refused(Code.INVALID, "card_needs_place", field="drafted")
    if drafted.table not in work.recall("topics", lambda: topics_of(work)):
        raise Refused(Code.NOT_FOUND, "table_unknown", field="drafted")
    if drafted.round > work.event.round:
        raise Refused(Code.INVALID, "round_not_begun", field="drafted")
    return drafted.table, drafted.round


def hosts_since(work: Work, viewer: Viewer, drafted: Draft) -> bool:
    """A host files at her own table in any round that has begun: paper notes are typed in later."""
    return viewer.role is Role.HOST and viewer.table == drafted.table


def visible_ideas(work: Work, viewer: Viewer, numbers: list[int]) -> list[int]:
    """The ideas one may build on: those of this table and of any table one has visited. Others are not found."""
    wanted = sorted(set(numbers))
    if not wanted:
        return []
    rows = {
        row.number: row
        for row in work.session.scalars(
            select(Idea).where(Idea.event_id == viewer.event, Idea.number.in_(wanted), Idea.state == "shown")
        )
    }
    for number in wanted:
        if number not in rows or not may_see(work, viewer, rows[number]):
            raise Refused(Code.NOT_FOUND, "idea_unknown", field="builds_on")
    return wanted


def may_see(work: Work, viewer: Viewer, row: Idea) -> bool:
    """Whether this idea is in the viewer's sight: looked up through the seat, never by number alone."""
    if row.table == viewer.table or work.event.phase in show.OPEN_PHASES or row.author == viewer.person is not None:
        return True
    if viewer.person is None:
        return True  # staff see every table; other roles have no command on ideas
    seat = work.session.get(Seat, (viewer.event, viewer.person, row.round))
    return seat is not None and seat.table == row.table


def seen_idea(work: Work, viewer: Viewer, number: int) -> Idea:
    """An idea in the viewer's sight that stands. Raises Refused(not_found)."""
    row = work.session.get(Idea, (viewer.event, number))
    if row is None or row.state != "shown" or not may_see(work, viewer, row):
        raise Refused(Code.NOT_FOUND, "idea_unknown", field="idea")
    return row


def own_idea(work: Work, viewer: Viewer, number: int) -> Idea:
    """One's own idea that stands, or one that one wrote for somebody else; staff may mend what came from a card."""
    row = work.session.get(Idea, (viewer.event, number))
    if row is None or not (row.card if viewer.person is None else viewer.person in {row.author, row.scribe}):
        raise Refused(Code.NOT_FOUND, "idea_not_yours", field="idea")
    if row.state != "shown":
        raise Refused(Code.CONFLICT, "idea_gone", field="idea")
    return row


def note_presence(work: Work, viewer: Viewer, row: show.NewIdea) -> None:
    """Who writes at the table is there; and one more may have written."""
    if row.round != show.seat_round_of(work):
        return
    writers = show.writers_of(work, row.table)
    first = viewer.somebody not in writers
    writers.add(viewer.somebody)
    sitting = show.sitting_of(work)
    if sitting.now.get(viewer.somebody) == row.table and viewer.somebody not in sitting.arrived:
        seating.mark_arrived(work, viewer.somebody)
    elif first:
        show.show_presence(work, row.table)


def edit(work: Work, viewer: Viewer, p: EditIdea) -> Result:
    """Other words for one's own idea."""
    row = own_idea(work, viewer, p.idea)
    row.text = text.required(p.text, text.IDEA_LENGTH, field="text")
    row.edited_at = work.now
    show.show_idea(work, row.number)
    return {"idea": row.number}


def withdraw(work: Work, viewer: Viewer, p: OneIdea) -> Result:
    """Takes one's own idea back. Its number stays, its text goes from every screen and every export."""
    row = own_idea(work, viewer, p.idea)
    take_back(work, row)
    return {"idea": row.number}


def take_back(work: Work, row: Idea) -> None:
    """The idea stands no longer, nor in its theme."""
    theme, was_hidden = row.theme, row.state == "hidden"
    row.state, row.theme, row.card = "withdrawn", None, None  # a mistyped card can be entered again
    show.show_idea(work, row.number)
    if was_hidden:
        show.show_hidden(work, row)
    if row.round == show.seat_round_of(work):
        work.forget(("writers", row.table))
        show.show_presence(work, row.table)
    if theme is not None:
        show.show_themes(work, [theme])
    show.show_measures_of_idea(work, row.number)


def support(work: Work, viewer: Viewer, p: OneIdea) -> Result:
    """One per person and idea; not for one's own."""
    row = seen_idea(work, viewer, p.idea)
    if row.author == viewer.person:
        raise Refused(Code.FORBIDDEN, "own_idea", field="idea")
    if work.session.get(Support, (viewer.event, row.number, viewer.somebody)) is None:
        work.session.add(Support(event_id=viewer.event, idea=row.number, person=viewer.somebody, at=work.now))
        show.show_idea(work, row.number)
        work.put(show.of_person(viewer.somebody), Kind.MY_SUPPORT, row.number, show.my_support_value(row.number))
    return {"idea": row.number}


def unsupport(work: Work, viewer: Viewer, p: OneIdea) -> Result:
    """Takes one's support back."""
    row = seen_idea(work, viewer, p.idea)
    existing = work.session.get(Support, (viewer.event, row.number, viewer.somebody))
    if existing is not None:
        work.session.delete(existing)
        show.show_idea(work, row.number)
        work.remove(show.of_person(viewer.somebody), Kind.MY_SUPPORT, row.number)
    return {"idea": row.number}

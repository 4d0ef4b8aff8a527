"""What the lead does besides the clock: hides an idea and brings it back, speaks to the hall."""

from __future__ import annotations

from cafe.domain import text
from cafe.domain.errors import Code, Refused
from cafe.domain.kinds import Kind
from cafe.store.rows import Announcement, Idea, Table
from cafe.store.unit_of_work import Work
from cafe.usecases import show
from cafe.usecases.parameters import Announce, HideIdea, OneIdea, WithdrawAnnouncement
from cafe.usecases.viewer import Viewer

Result = dict[str, object]

ANNOUNCEMENT_LENGTH = 200
"""What one can read from 15 m before it is over."""


def hide(work: Work, viewer: Viewer, p: HideIdea) -> Result:
    """Takes an idea off the table; it is kept, with the reason, and can come back."""
    row = any_idea(work, viewer, p.idea, state="shown")
    reason = text.required(p.reason, text.TITLE_LENGTH, field="reason")
    row.state, row.reason, row.hidden_at = "hidden", reason, work.now
    show_again(work, row)
    return {"idea": row.number}


def restore(work: Work, viewer: Viewer, p: OneIdea) -> Result:
    """Brings a hidden idea back."""
    row = any_idea(work, viewer, p.idea, state="hidden")
    row.state, row.reason, row.hidden_at = "shown", "", None
    show_again(work, row)
    return {"idea": row.number}


def any_idea(work: Work, viewer: Viewer, number: int, *, state: str) -> Idea:
    """An idea of this event in the wanted state. Raises Refused(not_found) or, in the other state, (conflict)."""
    row = work.session.get(Idea, (viewer.event, number))
    if row is None or row.state == "withdrawn":
        raise Refused(Code.NOT_FOUND, "idea_unknown", field="idea")
    if row.state != state:
        raise Refused(Code.CONFLICT, "already_done")
    return row


def show_again(work: Work, row: Idea) -> None:
    """Tables, staff and the theme it belongs to see the new state."""
    show.show_idea(work, row.number)
    show.show_hidden(work, row)
    if row.theme is not None:
        show.show_themes(work, [row.theme])
    show.show_measures_of_idea(work, row.number)


def announce(work: Work, viewer: Viewer, p: Announce) -> Result:
    """A message to the hall or to one table; it takes the place of the one before."""
    words = text.required(p.text, ANNOUNCEMENT_LENGTH, field="text")
    if p.table is not None and work.session.get(Table, (viewer.event, p.table)) is None:
        raise Refused(Code.NOT_FOUND, "table_unknown", field="table")
    row = work.session.merge(Announcement(event_id=viewer.event, table=p.table or 0, text=words, at=work.now))
    show.show_announcement(work, row)
    return {}


def withdraw_announcement(work: Work, viewer: Viewer, p: WithdrawAnnouncement) -> Result:
    """The message has been heard."""
    row = work.session.get(Announcement, (viewer.event, p.table or 0))
    if row is None:
        raise Refused(Code.CONFLICT, "already_done")
    work.session.delete(row)
    audience = show.of_table(row.table) if row.table else show.ALL
    work.remove(audience, Kind.ANNOUNCEMENT, audience)
    return {}

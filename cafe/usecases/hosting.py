"""What a host does: takes the role and hands it on, writes the relay card, calls for help."""

from __future__ import annotations

import hmac

from sqlalchemy import select

from cafe.domain import text
from cafe.domain.errors import Code, Refused
from cafe.domain.kinds import Kind
from cafe.domain.roles import Role
from cafe.store.rows import HelpCall, Idea, Relay, Table
from cafe.store.unit_of_work import Work
from cafe.usecases import seating, show
from cafe.usecases.keys import CODE_ALPHABET, HOST_CODE_LENGTH, host_code_digest, normal_code
from cafe.usecases.parameters import CallHelp, CancelHelp, HostCode, IssueHostCode, SaveRelay
from cafe.usecases.viewer import Viewer

Result = dict[str, object]

INSIGHT_LENGTH = text.IDEA_LENGTH


def issue(work: Work, viewer: Viewer, p: IssueHostCode) -> Result:
    """Gives a table a new code for its host, which the organiser or the lead hands out; an older one is void."""
    table = work.session.get(Table, (work.event.id, p.table))
    if table is None:
        raise Refused(Code.NOT_FOUND, "table_unknown", field="table")
    table.host_key, table.host_code = p.key, host_code_digest(work.event.id, p.code)
    return {"table": p.table}


def claim(work: Work, viewer: Viewer, p: HostCode) -> Result:
    """Takes over a table by the code the organiser or the former host gave; the code is used up by it."""
    wanted = host_code_digest(viewer.event, p.code)
    for table in work.session.scalars(select(Table).where(Table.event_id == viewer.event).order_by(Table.number)):
        if table.host_code is not None and hmac.compare_digest(table.host_code, wanted):
            if table.host == viewer.person:
                raise Refused(Code.CONFLICT, "already_done")
            table.host_code = None
            seating.make_host(work, viewer.somebody, table.number)
            return {"table": table.number}
    raise Refused(Code.NOT_FOUND, "host_code_unknown", field="code")


def hand_over(work: Work, viewer: Viewer, p: HostCode) -> Result:
    """The host's phone made up a code and shows it; whoever types it takes the role over."""
    code = normal_code(p.code)
    if len(code) != HOST_CODE_LENGTH or any(char not in CODE_ALPHABET for char in code):
        raise Refused(Code.INVALID, "host_code_form", field="code")
    digest = host_code_digest(viewer.event, code)
    taken = work.session.scalar(select(Table).where(Table.event_id == viewer.event, Table.host_code == digest))
    if taken is not None and taken.number != viewer.seat:
        raise Refused(Code.CONFLICT, "host_code_taken", field="code")
    work.session.get_one(Table, (viewer.event, viewer.seat)).host_code = digest
    return {"table": viewer.seat}


def save_relay(work: Work, viewer: Viewer, p: SaveRelay) -> Result:
    """Writes the relay card of the host's table for a round that has begun."""
    if p.round > work.event.round:
        raise Refused(Code.INVALID, "round_not_begun", field="round")
    lines = [relay_line(work, viewer, line) for line in p.insights]
    question = text.optional(p.question, text.IDEA_LENGTH, field="question")
    lines = [line for line in lines if line["text"]]
    if not lines and not question:
        raise Refused(Code.INVALID, "text_missing", field="insights")
    row = work.session.merge(
        Relay(
            event_id=viewer.event, table=viewer.seat, round=p.round, insights=lines, question=question,
            saved_by=viewer.person, saved_at=work.now,
        )
    )  # fmt: skip
    show.show_relay(work, row)
    return {"table": viewer.seat, "round": p.round}


def relay_line(work: Work, viewer: Viewer, line: SaveRelay.Line) -> dict[str, object]:
    """One insight; an idea it names must be one of this table."""
    if line.idea is not None:
        source = work.session.get(Idea, (viewer.event, line.idea))
        if source is None or source.table != viewer.table or source.state != "shown":
            raise Refused(Code.NOT_FOUND, "idea_unknown", field="insights")
    return {"text": text.optional(line.text, INSIGHT_LENGTH, field="insights"), "idea": line.idea}


def call_help(work: Work, viewer: Viewer, p: CallHelp) -> Result:
    """Raises the table's hand; a second call keeps the first one's time."""
    reason = text.optional(p.reason, text.TITLE_LENGTH, field="reason")
    row = work.session.get(HelpCall, (viewer.event, viewer.seat))
    if row is None:
        row = HelpCall(event_id=viewer.event, table=viewer.seat, reason=reason, at=work.now)
        work.session.add(row)
    row.reason = reason
    show.show_help(work, row)
    return {"table": viewer.seat}


def cancel_help(work: Work, viewer: Viewer, p: CancelHelp) -> Result:
    """Help has come: by the host for her table, by staff for any."""
    table = viewer.seat if viewer.role is Role.HOST else p.table
    row = work.session.get(HelpCall, (viewer.event, table)) if table is not None else None
    if row is None:
        raise Refused(Code.CONFLICT, "already_done")
    work.session.delete(row)
    work.remove(show.of_table(row.table), Kind.HELP, row.table)
    return {"table": row.table}

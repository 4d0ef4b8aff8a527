"""Setting up: an event from a template, its structure section by section, links for roles.

What people already depend on stays: once the lobby is open, no table or topic that somebody uses can go.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, func, select

from cafe.domain import templates, text
from cafe.domain.errors import Code, Refused
from cafe.domain.kinds import Kind
from cafe.domain.phases import Phase
from cafe.domain.roles import Role
from cafe.store.queries import structure
from cafe.store.rows import (
    Access,
    Announcement,
    Event,
    Handover,
    Idea,
    Link,
    Question,
    Round,
    Seat,
    Spare,
    Table,
    Topic,
    Wifi,
)
from cafe.store.unit_of_work import Work
from cafe.usecases import people, seating, show
from cafe.usecases.keys import CODE_ALPHABET
from cafe.usecases.parameters import (
    CreateEvent,
    CreateLink,
    DeleteEvent,
    DuplicateEvent,
    EditEvent,
    RevokeLink,
    SaveQuestions,
    SaveRounds,
    SaveTables,
    SaveTopics,
    SaveWifi,
)
from cafe.usecases.viewer import Viewer

Result = dict[str, object]

CODE_LENGTH = 6
WIFI_NAME_LENGTH = 32
FACES = 12
DATE = re.compile(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")


def create(work: Work, viewer: Viewer, p: CreateEvent) -> Result:
    """A new event from a template, in draft."""
    template = templates.find(p.template, p.language)
    event = new_event(work, text.optional(p.title, text.TITLE_LENGTH, field="title") or template.title)
    event.language, event.date = p.language, checked(p.date, DATE, "date")
    event.purpose, event.place, event.starts, event.ends = (
        template.purpose, template.place, template.starts, template.ends,
    )  # fmt: skip
    event.policy, event.harvest_minutes = template.policy, template.harvest_minutes
    event.expected_people = template.expected_people
    event.groups, event.fields = list(template.groups), list(template.fields)
    for number, minutes in enumerate(template.rounds, start=1):
        add_round(work, number, minutes.minutes, minutes.switch_minutes)
    for position, topic in enumerate(template.topics, start=1):
        work.session.add(
            Topic(event_id=event.id, number=position, position=position, title=topic.title, field=topic.field,
                  face=topic.face)
        )  # fmt: skip
    work.session.flush()
    for number, table in enumerate(template.tables, start=1):
        add_table(work, number, table.topic, table.seats, table.place, table.step_free)
    for question in template.questions:
        work.session.add(Question(event_id=event.id, round=question.round, topic=question.topic, text=question.text))
    work.session.flush()
    return {"event": event.id}


def new_event(work: Work, title: str) -> Event:
    """An empty event in draft with a code of its own, entered by this command."""
    event = Event(
        title=title, code=free_code(work), since=work.now, created_at=work.now, ends_at=None, remaining_ms=None,
        undo=None,
    )  # fmt: skip
    work.session.add(event)
    work.session.flush()
    work.enter(event.id)
    return event


def free_code(work: Work) -> str:
    """A short code that no event and no table has. It is no secret: it hangs on the wall."""
    while True:
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        taken = work.session.scalar(select(Event.id).where(Event.code == code)) or work.session.scalar(
            select(Table.number).where(Table.code == code)
        )
        if not taken:
            return code


def edit(work: Work, viewer: Viewer, p: EditEvent) -> Result:
    """Title, purpose, place and time, and the habits of this café."""
    event = work.event
    event.title = text.required(p.title, text.TITLE_LENGTH, field="title")
    event.purpose = text.optional(p.purpose, text.PROSE_LENGTH, field="purpose", lines=True)
    event.place = text.optional(p.place, text.TITLE_LENGTH, field="place")
    event.date = checked(p.date, DATE, "date")
    event.starts, event.ends = checked(p.starts, TIME, "starts"), checked(p.ends, TIME, "ends")
    if event.dots != "none" and p.dots_per_person < event.dots_per_person:
        raise Refused(Code.CONFLICT, "fewer_dots", field="dots_per_person")
    event.language = p.language
    tables = [table.number for table in structure.tables(work.session, event.id)]
    before = {table: show.route_audience(event, table) for table in tables}
    event.policy, event.asks_wishes = p.policy, p.asks_wishes
    event.harvest_minutes, event.grace_seconds = p.harvest_minutes, p.grace_seconds
    event.dots_per_person, event.expected_people = p.dots_per_person, p.expected_people
    event.groups = labels(p.groups, "groups")
    event.fields = labels(p.fields, "fields")
    show.show_event(work)
    show.show_dots(work)
    show.show_routes_moved(work, before)
    return {}


def checked(value: str, form: re.Pattern[str], field: str) -> str:
    """`value` if it is empty or has the form. Raises Refused(invalid)."""
    if value and not form.match(value):
        raise Refused(Code.INVALID, f"{field}_form", field=field)
    return value


def labels(values: Sequence[str], field: str) -> list[str]:
    """Cleaned names, each once, none empty."""
    cleaned = [text.optional(value, text.TITLE_LENGTH, field=field) for value in values]
    return list(dict.fromkeys(value for value in cleaned if value))


def save_topics(work: Work, viewer: Viewer, p: SaveTopics) -> Result:
    """All topics, in order. A topic goes only when no table and no idea needs it."""
    event = work.event
    existing = {row.number: row for row in structure.topics(work.session, event.id)}
    fresh = structure.next_number(work.session, Topic, event.id)
    kept: set[int] = set()
    for position, topic in enumerate(p.topics, start=1):
        number = topic.number if topic.number in existing and topic.number not in kept else None
        row = existing[number] if number else None
        if row is None:
            row = Topic(event_id=event.id, number=fresh, face=(fresh - 1) % FACES + 1)
            fresh += 1
            work.session.add(row)
        row.title = text.required(topic.title, text.TITLE_LENGTH, field=f"topics.{position - 1}.title")
        row.field = text.optional(topic.field, text.TITLE_LENGTH, field=f"topics.{position - 1}.field")
        row.position, row.face = position, topic.face or row.face
        kept.add(row.number)
    for number in existing.keys() - kept:
        drop_topic(work, existing[number])
    work.session.flush()
    for row in structure.topics(work.session, event.id):
        work.put(show.ALL, Kind.TOPIC, row.number, show.topic_value(row))
    return {"topics": sorted(kept)}


def drop_topic(work: Work, topic: Topic) -> None:
    """Raises Refused(conflict, "topic_in_use") while tables or ideas need it; its questions go with it."""
    for rows in (Table, Idea):
        if work.session.scalar(
            select(func.count()).select_from(rows).where(rows.event_id == topic.event_id, rows.topic == topic.number)
        ):
            raise Refused(Code.CONFLICT, "topic_in_use", field="topics", title=topic.title)
    for question in work.session.scalars(
        select(Question).where(Question.event_id == topic.event_id, Question.topic == topic.number)
    ).all():
        work.session.delete(question)
        work.remove(show.ALL, Kind.QUESTION, f"{question.round}:{question.topic}")
    work.session.delete(topic)
    work.remove(show.ALL, Kind.TOPIC, topic.number)


def save_tables(work: Work, viewer: Viewer, p: SaveTables) -> Result:
    """All tables. A table goes only while nobody sits there and nothing was written there."""
    event = work.event
    topics = {row.number for row in structure.topics(work.session, event.id)}
    existing = {row.number: row for row in structure.tables(work.session, event.id)}
    fresh = structure.next_number(work.session, Table, event.id)
    kept: set[int] = set()
    for index, table in enumerate(p.tables):
        if table.topic not in topics:
            raise Refused(Code.INVALID, "topic_unknown", field=f"tables.{index}.topic")
        place = text.optional(table.place, text.TITLE_LENGTH, field=f"tables.{index}.place")
        if table.number in existing and table.number not in kept:
            row = existing[table.number]
            change_table(work, row, table, place, index)
            kept.add(row.number)
        else:
            add_table(work, fresh, table.topic, table.seats, place, table.step_free)
            kept.add(fresh)
            fresh += 1
    for number in existing.keys() - kept:
        drop_table(work, existing[number])
    show.show_tables(work, kept)
    added = kept - existing.keys()
    if added:
        show.show_tables_seated(work, added)
    if kept != existing.keys():
        show.show_clock(work, sight=True)  # staff and screen see the new tables too, and those that are gone no longer
    return {"tables": sorted(kept)}


def change_table(work: Work, row: Table, table: SaveTables.Table, place: str, index: int) -> None:
    """Another place or more seats at any time; another topic only while nothing has been written there."""
    if table.topic != row.topic and work.session.scalar(
        select(Idea.number).where(Idea.event_id == row.event_id, Idea.table == row.number).limit(1)
    ):
        raise Refused(Code.CONFLICT, "table_in_use", field=f"tables.{index}.topic", table=row.number)
    if work.event.phase == Phase.DRAFT:  # nobody has come yet: who is registered gets another seat when it begins
        unseat_expected(work, row.number, table.seats)
    seated = work.session.scalar(
        select(func.count()).where(
            Seat.event_id == row.event_id,
            Seat.table == row.number,
            Seat.round == show.seat_round(work.session, work.event),
        )
    )
    if (seated or 0) > table.seats:
        raise Refused(Code.CONFLICT, "table_in_use", field=f"tables.{index}.seats", table=row.number)
    row.topic, row.seats, row.place, row.step_free = table.topic, table.seats, place, table.step_free


def add_table(work: Work, number: int, topic: int, seats: int, place: str, step_free: bool) -> None:
    """A table with its short code."""
    work.session.add(
        Table(
            event_id=work.event.id, number=number, topic=topic, seats=seats, place=place, step_free=step_free,
            code=free_code(work), host=None, host_code=None, host_key=secrets.token_urlsafe(16),
        )
    )  # fmt: skip
    work.session.flush()


def drop_table(work: Work, table: Table) -> None:
    """Raises Refused(conflict, "table_in_use") while somebody sits there or something was written there."""
    if work.event.phase == Phase.DRAFT:
        unseat_expected(work, table.number, 0)
    for rows in (Seat, Idea):
        if work.session.scalar(
            select(func.count()).select_from(rows).where(rows.event_id == table.event_id, rows.table == table.number)
        ):
            raise Refused(Code.CONFLICT, "table_in_use", field="tables", table=table.number)
    links = work.session.scalars(select(Link).where(Link.event_id == table.event_id, Link.table == table.number)).all()
    for link in links:
        end_link(work, link)
        work.session.delete(link)
    work.session.execute(
        delete(Announcement).where(Announcement.event_id == table.event_id, Announcement.table == table.number)
    )  # the next table of this number shall not inherit it
    work.session.delete(table)
    work.session.flush()
    for kind, audience in (
        (Kind.TABLE, show.ALL),
        (Kind.ROUTE, show.route_audience(work.event, table.number)),
        (Kind.PRESENCE, show.of_table(table.number)),
    ):
        work.remove(audience, kind, table.number)


def unseat_expected(work: Work, table: int, keep: int) -> None:
    """Before the doors open: in each round those who were seated last at a table give up what it no longer has."""
    by_round: dict[int, list[Seat]] = {}
    for seat in work.session.scalars(
        select(Seat).where(Seat.event_id == work.event.id, Seat.table == table).order_by(Seat.person)
    ):
        by_round.setdefault(seat.round, []).append(seat)
    gone = [seat for seats in by_round.values() for seat in seats[keep:]]
    for seat in gone:
        work.session.delete(seat)
    if gone:
        show.show_tables_seated(work, {table}, {seat.person for seat in gone})


def save_rounds(work: Work, viewer: Viewer, p: SaveRounds) -> Result:
    """All rounds. Those that have begun keep their place; a running clock is changed by the lead, not here."""
    event = work.event
    if len(p.rounds) < event.round or (event.phase == Phase.SWITCH and len(p.rounds) <= event.round):
        raise Refused(Code.CONFLICT, "round_in_use", field="rounds")
    existing = {row.number: row for row in structure.rounds(work.session, event.id)}
    for number, wanted in enumerate(p.rounds, start=1):
        row = existing.get(number)
        if row is None:
            row = add_round(work, number, wanted.minutes, wanted.switch_minutes)
        row.minutes, row.switch_minutes = wanted.minutes, wanted.switch_minutes
        work.session.flush()
        show.show_round(work, row)
    for number in [number for number in existing if number > len(p.rounds)]:
        drop_round(work, existing[number])
    show.show_event(work)
    show.show_clock(work)
    return {"rounds": len(p.rounds)}


def add_round(work: Work, number: int, minutes: int, switch_minutes: int) -> Round:
    """One more round."""
    row = Round(
        event_id=work.event.id, number=number, minutes=minutes, switch_minutes=switch_minutes, began_at=None,
        ended_at=None,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row


def drop_round(work: Work, row: Round) -> None:
    """A round that has not begun, with its seats and its questions."""
    work.session.execute(delete(Seat).where(Seat.event_id == row.event_id, Seat.round == row.number))
    for question in work.session.scalars(
        select(Question).where(Question.event_id == row.event_id, Question.round == row.number)
    ).all():
        work.session.delete(question)
        work.remove(show.ALL, Kind.QUESTION, f"{question.round}:{question.topic}")
    work.session.delete(row)
    work.session.flush()
    work.remove(show.ALL, Kind.ROUND, row.number)


def save_questions(work: Work, viewer: Viewer, p: SaveQuestions) -> Result:
    """All questions; an empty one goes."""
    event = work.event
    topics = {row.number for row in structure.topics(work.session, event.id)} | {0}
    rounds = structure.round_count(work.session, event.id)
    existing = {(row.round, row.topic): row for row in structure.questions(work.session, event.id)}
    wanted: dict[tuple[int, int], str] = {}
    for index, question in enumerate(p.questions):
        if question.topic not in topics or question.round > rounds:
            raise Refused(Code.INVALID, "topic_unknown", field=f"questions.{index}.topic")
        words = text.optional(question.text, text.IDEA_LENGTH, field=f"questions.{index}.text")
        if words:
            wanted[(question.round, question.topic)] = words
    for place, row in existing.items():
        if place not in wanted:
            work.session.delete(row)
            work.remove(show.ALL, Kind.QUESTION, f"{row.round}:{row.topic}")
    for (round_number, topic), words in sorted(wanted.items()):
        row = work.session.merge(Question(event_id=event.id, round=round_number, topic=topic, text=words))
        work.put(show.ALL, Kind.QUESTION, f"{round_number}:{topic}", show.question_value(row))
    return {"questions": len(wanted)}


def save_wifi(work: Work, viewer: Viewer, p: SaveWifi) -> Result:
    """The hall's guest network, for table cards. Only printing and this page know it: nothing is journalled.

    A password stays as it was typed: it is no prose. WPA takes 8 to 63 characters, or a key of 64.
    """
    row = work.session.get(Wifi, work.event.id)
    name = text.optional(p.name, WIFI_NAME_LENGTH, field="name")
    if not name:
        if row is not None:
            work.session.delete(row)
        return {}
    if not p.password.isprintable():
        raise Refused(Code.INVALID, "field_invalid", field="password")
    if p.encryption == "WPA" and not 8 <= len(p.password) <= 64:
        raise Refused(Code.INVALID, "wifi_password_length", field="password")
    if p.encryption == "WEP" and not p.password:
        raise Refused(Code.INVALID, "text_missing", field="password")
    if row is None:
        row = Wifi(event_id=work.event.id)
        work.session.add(row)
    row.name, row.encryption = name, p.encryption
    row.password = "" if p.encryption == "nopass" else p.password
    return {}


def create_link(work: Work, viewer: Viewer, p: CreateLink) -> Result:
    """A link for a role. The roof made its token from `key` and the server's secret; only the digest comes here."""
    if (Role(p.role) is Role.HOST) != (p.table is not None):
        raise Refused(Code.INVALID, "link_needs_table", field="table")
    if p.table is not None and work.session.get(Table, (work.event.id, p.table)) is None:
        raise Refused(Code.NOT_FOUND, "table_unknown", field="table")
    link = Link(
        event_id=work.event.id,
        number=structure.next_number(work.session, Link, work.event.id),
        role=p.role,
        table=p.table,
        label=text.optional(p.label, text.TITLE_LENGTH, field="label"),
        key=p.key,
        token=p.token,
        person=None,
        created_at=work.now,
        revoked_at=None,
    )
    work.session.add(link)
    if Role(p.role) is not Role.HOST:  # a host's devices get accesses of their own, since a host is a person
        work.session.add(
            Access(event_id=work.event.id, token=p.token, person=None, link=link.number, created_at=work.now,
                   ended_at=None)
        )  # fmt: skip
    work.session.flush()
    return {"link": link.number}


def revoke_link(work: Work, viewer: Viewer, p: RevokeLink) -> Result:
    """Takes a link back: open pages lose their right at once; a host becomes a participant."""
    link = work.session.get(Link, (work.event.id, p.link))
    if link is None or link.revoked_at is not None:
        raise Refused(Code.NOT_FOUND, "link_unknown", field="link")
    end_link(work, link)
    return {"link": link.number}


def end_link(work: Work, link: Link) -> None:
    """The link and every session that came by it."""
    link.revoked_at = work.now
    people.end_accesses(work, Access.link == link.number)
    if link.person is not None:
        seating.release_host(work, link.person)


def duplicate(work: Work, viewer: Viewer, p: DuplicateEvent) -> Result:
    """The same café again, in draft: its structure, no people, no ideas, no links."""
    old = work.event
    rounds, topics = structure.rounds(work.session, old.id), structure.topics(work.session, old.id)
    tables, questions = structure.tables(work.session, old.id), structure.questions(work.session, old.id)
    new = new_event(work, text.optional(p.title, text.TITLE_LENGTH, field="title") or old.title)
    for name in (
        "purpose", "place", "date", "starts", "ends", "language", "policy", "harvest_minutes", "grace_seconds",
        "dots_per_person", "expected_people", "groups", "fields",
    ):  # fmt: skip
        setattr(new, name, getattr(old, name))
    for round_ in rounds:
        add_round(work, round_.number, round_.minutes, round_.switch_minutes)
    for topic in topics:
        work.session.add(
            Topic(event_id=new.id, number=topic.number, position=topic.position, title=topic.title, field=topic.field,
                  face=topic.face)
        )  # fmt: skip
    work.session.flush()
    for table in tables:
        add_table(work, table.number, table.topic, table.seats, table.place, table.step_free)
    for question in questions:
        work.session.add(Question(event_id=new.id, round=question.round, topic=question.topic, text=question.text))
    said = work.session.get(Handover, old.id)
    if said is not None:
        names = ("publisher", "contact", "email", "address", "licence", "areas")
        work.session.add(Handover(event_id=new.id, **{name: getattr(said, name) for name in names}))
    work.session.flush()
    return {"event": new.id}


def remove(work: Work, viewer: Viewer, p: DeleteEvent) -> Result:
    """Deletes an event with everything in it, once its title has been typed."""
    event = work.event
    if text.clean(p.title) != event.title:
        raise Refused(Code.INVALID, "title_differs", field="title")
    removed = event.id
    for rows in (Idea, Seat, Spare, Table, Topic):  # in this order: what points before what is pointed at
        work.session.execute(delete(rows).where(rows.event_id == removed))
    work.session.execute(delete(Event).where(Event.id == removed))
    work.forget_event()
    return {"event": removed}

"""What the organiser's pages and the door read: events in a list, one event's structure, places by their code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.domain.kinds import Question as QuestionValue
from cafe.domain.kinds import RoundPlan, TableCard, TopicCard
from cafe.domain.warnings import Outline
from cafe.store.queries import structure
from cafe.store.rows import Event, Handover, Idea, Link, Person, Question, Round, Table, Topic, Wifi


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as one line of a list."""

    id: int
    title: str
    date: str
    place: str
    phase: str
    people: int
    tables: int
    ideas: int


@dataclass(frozen=True, slots=True)
class Setup:
    """One event's structure, and how many people and ideas it has already."""

    event: Event
    topics: Sequence[Topic]
    tables: Sequence[Table]
    rounds: Sequence[Round]
    questions: Sequence[Question]
    links: Sequence[Link]
    people: int
    ideas: int
    wifi: Wifi | None
    handover: Handover | None

    @property
    def seats(self) -> int:
        """All seats at all tables."""
        return sum(table.seats for table in self.tables)

    def topic(self, number: int) -> Topic | None:
        """The topic of that number."""
        return next((topic for topic in self.topics if topic.number == number), None)

    def outline(self) -> Outline:
        """What the advice to organisers is drawn from."""
        event = self.event
        return Outline(
            starts=event.starts,
            ends=event.ends,
            harvest_minutes=event.harvest_minutes,
            expected_people=event.expected_people,
            topics=[TopicCard(row.number, row.title, row.field, row.face) for row in self.topics],
            tables=[TableCard(row.number, row.topic, row.seats, row.place, row.step_free, None) for row in self.tables],
            rounds=[RoundPlan(row.number, row.minutes, row.switch_minutes, None, None) for row in self.rounds],
            questions=[QuestionValue(row.round, row.topic, row.text) for row in self.questions],
        )


@dataclass(frozen=True, slots=True)
class Place:
    """What a short code stands for: an event, or one of its tables."""

    event: Event
    table: Table | None
    topic: Topic | None


def events(session: Session) -> list[EventLine]:
    """All events, the latest day first; those without a day on top, since somebody is at work on them."""
    people = counted(session, Person)
    tables = counted(session, Table)
    ideas = counted(session, Idea)
    rows = session.scalars(select(Event).order_by(Event.date != "", Event.date.desc(), Event.id.desc()))
    return [
        EventLine(
            row.id, row.title, row.date, row.place, row.phase,
            people.get(row.id, 0), tables.get(row.id, 0), ideas.get(row.id, 0),
        )
        for row in rows
    ]  # fmt: skip


def counted(session: Session, rows: type[Person] | type[Table] | type[Idea]) -> dict[int, int]:
    """How many of these rows each event has. Erased people and withdrawn ideas are not counted."""
    statement = select(rows.event_id, func.count()).group_by(rows.event_id)
    if rows is Person:
        statement = statement.where(Person.erased_at.is_(None))
    if rows is Idea:
        statement = statement.where(Idea.state != "withdrawn")
    return dict(session.execute(statement).all())


def setup_of(session: Session, event_id: int) -> Setup | None:
    """One event with its whole structure and the links that are good; None if there is no such event."""
    event = session.get(Event, event_id)
    if event is None:
        return None
    return Setup(
        event=event,
        topics=structure.topics(session, event_id),
        tables=structure.tables(session, event_id),
        rounds=structure.rounds(session, event_id),
        questions=structure.questions(session, event_id),
        links=links(session, event_id),
        people=counted(session, Person).get(event_id, 0),
        ideas=counted(session, Idea).get(event_id, 0),
        wifi=session.get(Wifi, event_id),
        handover=session.get(Handover, event_id),
    )


def links(session: Session, event_id: int) -> Sequence[Link]:
    """The role links that are good, in the order of their making."""
    statement = select(Link).where(Link.event_id == event_id, Link.revoked_at.is_(None)).order_by(Link.number)
    return session.scalars(statement).all()


def link_by_token(session: Session, token_digest: str) -> Link | None:
    """The link that belongs to a token, unless it has been taken back."""
    link = session.scalar(select(Link).where(Link.token == token_digest))
    return link if link and link.revoked_at is None else None


def place_of_code(session: Session, code: str) -> Place | None:
    """What a short code, in capitals and without spaces, stands for."""
    table = session.scalar(select(Table).where(Table.code == code))
    if table is not None:
        topic = session.get(Topic, (table.event_id, table.topic))
        return Place(session.get_one(Event, table.event_id), table, topic)
    event = session.scalar(select(Event).where(Event.code == code))
    return Place(event, None, None) if event else None

"""What a planner has to respect: needs, companies, topic wishes, closed tables."""

from __future__ import annotations

from collections.abc import Collection

from cafe.domain.errors import Code, Refused
from cafe.domain.kinds import Kind
from cafe.domain.phases import Phase
from cafe.store.queries import structure
from cafe.store.rows import Closure, Company, Need, Person, Wish
from cafe.store.unit_of_work import Work
from cafe.usecases import seating, show
from cafe.usecases.parameters import OneCompany, OneTable, SaveCompany, SaveNeeds, SaveWishes
from cafe.usecases.viewer import Viewer

Result = dict[str, object]


def save_needs(work: Work, viewer: Viewer, p: SaveNeeds) -> Result:
    """A table that somebody keeps, must visit, or must not."""
    someone(work, p.person)
    wanted = {*p.must, *p.must_not, *([p.pinned] if p.pinned else [])}
    known = {table.number for table in structure.tables(work.session, work.event.id)}
    if wanted - known:
        raise Refused(Code.NOT_FOUND, "table_unknown", field="must")
    if set(p.must) & set(p.must_not) or p.pinned in p.must_not:
        raise Refused(Code.INVALID, "needs_clash", field="must_not")
    must, must_not = sorted(set(p.must)), sorted(set(p.must_not))
    row = work.session.get(Need, (work.event.id, p.person))
    if row is None:
        row = Need(event_id=work.event.id, person=p.person, pinned=p.pinned, must=must, must_not=must_not)
        work.session.add(row)
    row.pinned, row.must, row.must_not = p.pinned, must, must_not
    show.show_people(work, {p.person})
    return {}


def someone(work: Work, number: int) -> Person:
    """A person of this event. Raises Refused(not_found)."""
    person = work.session.get(Person, (work.event.id, number))
    if person is None or person.erased_at is not None:
        raise Refused(Code.NOT_FOUND, "person_unknown", field="person")
    return person


def save_company(work: Work, viewer: Viewer, p: SaveCompany) -> Result:
    """People who stay together in every round, or two who never share a table."""
    people = sorted(set(p.people))
    for number in people:
        someone(work, number)
    if len(people) < 2 or (not p.together and len(people) != 2):
        raise Refused(Code.INVALID, "company_of_two", field="people")
    row = Company(
        event_id=work.event.id,
        number=structure.next_number(work.session, Company, work.event.id),
        together=p.together,
        people=people,
    )
    work.session.add(row)
    work.put(show.STAFF, Kind.COMPANY, row.number, show.company_value(row))
    return {"company": row.number}


def remove_company(work: Work, viewer: Viewer, p: OneCompany) -> Result:
    """Everybody for herself again."""
    row = work.session.get(Company, (work.event.id, p.company))
    if row is None:
        raise Refused(Code.NOT_FOUND, "company_unknown", field="company")
    work.session.delete(row)
    work.remove(show.STAFF, Kind.COMPANY, p.company)
    return {}


def save_wishes(work: Work, viewer: Viewer, p: SaveWishes) -> Result:
    """The topics somebody would like to visit, best first."""
    if not work.event.asks_wishes:
        raise Refused(Code.FORBIDDEN, "wishes_not_asked")
    topics = list(dict.fromkeys(p.topics))
    if set(topics) - {topic.number for topic in structure.topics(work.session, work.event.id)}:
        raise Refused(Code.NOT_FOUND, "topic_unknown", field="topics")
    row = work.session.get(Wish, (work.event.id, viewer.somebody))
    if row is None:
        row = Wish(event_id=work.event.id, person=viewer.somebody, topics=topics)
        work.session.add(row)
    row.topics = topics
    show.show_people(work, {viewer.somebody})
    return {"topics": topics}


def forget(work: Work, person: int) -> None:
    """Nothing of this stays of somebody who is forgotten."""
    for rows in (Need, Wish):
        row = work.session.get(rows, (work.event.id, person))
        if row is not None:
            work.session.delete(row)
    for company in structure.companies(work.session, work.event.id):
        if person in company.people:
            work.session.delete(company)
            work.remove(show.STAFF, Kind.COMPANY, company.number)
    work.session.flush()


def close_table(work: Work, viewer: Viewer, p: OneTable) -> Result:
    """Nobody is seated here any more; those who sit here stay till the bell."""
    known(work, p.table)
    if p.table in structure.closed(work.session, work.event.id):
        raise Refused(Code.CONFLICT, "already_done")
    if len(structure.closed(work.session, work.event.id)) + 1 == len(structure.tables(work.session, work.event.id)):
        raise Refused(Code.CONFLICT, "last_table", field="table")
    work.session.add(Closure(event_id=work.event.id, table=p.table, at=work.now))
    reseat(work, {p.table})
    return {}


def open_table(work: Work, viewer: Viewer, p: OneTable) -> Result:
    """People are seated here again."""
    known(work, p.table)
    row = work.session.get(Closure, (work.event.id, p.table))
    if row is None:
        raise Refused(Code.CONFLICT, "already_done")
    work.session.delete(row)
    reseat(work, {p.table})
    return {}


def known(work: Work, table: int) -> None:
    """Raises Refused(not_found) for a table there is not."""
    if table not in {row.number for row in structure.tables(work.session, work.event.id)}:
        raise Refused(Code.NOT_FOUND, "table_unknown", field="table")


def reseat(work: Work, tables: Collection[int]) -> None:
    """Before people sit down, whoever was to sit at a closed table is given another seat."""
    work.session.flush()
    show.show_tables(work, tables)
    event = work.event
    if event.phase in {Phase.LOBBY, Phase.SWITCH}:
        number = show.seat_round(work.session, event)
        seating.seat_everybody(work, number, structure.seats(work.session, event.id, number))

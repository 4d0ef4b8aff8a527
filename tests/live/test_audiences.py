"""Content before + journal = content after, audience by audience: what stands on each is never said by another one."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from cafe.domain.phases import Phase
from cafe.store import journal
from cafe.store.queries import structure
from cafe.store.rows import Event
from cafe.store.unit_of_work import Store
from cafe.usecases import content, feed, show
from cafe.usecases.catalogue import COMMANDS, Command
from tests.cast import Cafe, Clock, prepared
from tests.usecases.arguments import ARGUMENTS
from tests.usecases.phases import Shelf
from tests.usecases.test_permissions import ROLE_OF, people_at

Contents = dict[str, content.Content]

MOVED_BY_PHASE = {"theme", "measure"}
"""In the harvest these pass from staff to all; every client fetches them anew then, because its sight has changed."""


def contents(cafe: Cafe) -> Contents:
    """What stands on every audience there is."""
    with cafe.store.read() as session:
        event = session.get_one(Event, cafe.event)
        tables = [table.number for table in structure.tables(session, event.id)]
        names = {show.ALL, show.STAFF} | {show.of_table(table) for table in tables}
        for round_number in range(1, show.seat_round(session, event)):
            names |= {show.of_visit(table, round_number) for table in tables}
        names |= {show.of_person(person.number) for person in structure.people(session, event.id)}
        return copied(content.contents(session, event, names))


def copied(contents_: Contents) -> Contents:
    """Of its own, to be changed."""
    same: Contents = pickle.loads(pickle.dumps(contents_))
    return same


def played(before: Contents, cafe: Cafe, seq: int) -> Contents:
    """The content before, with each journal line since `seq` applied to its own audience."""
    after = copied(before)
    with cafe.store.read() as session:
        lines = journal.since(session, cafe.event, seq)
    for line in lines:
        objects = after.setdefault(line.audience, {}).setdefault(line.kind, {})
        if line.value is None:
            objects.pop(line.id, None)
        else:
            objects[line.id] = json.loads(line.value)
    return after


def bare(part: content.Content, *, without: set[str]) -> dict[str, dict[str, Any]]:
    """Without empty kinds, and without what changes hands."""
    return {kind: objects for kind, objects in part.items() if objects and kind not in without}


def opens(before: str, after: str) -> bool:
    """Whether tables and themes were opened to all, or closed again."""
    return (before in show.OPEN_PHASES) != (after in show.OPEN_PHASES)


def check(cafe: Cafe, before: Contents, phase: str, seq: int, after: Contents | None = None) -> None:
    """Every audience that was there, and still is, converges by its own lines."""
    after, expected = after or contents(cafe), played(before, cafe, seq)
    without = MOVED_BY_PHASE if opens(phase, cafe.row().phase) else set()
    for audience in after.keys() & before.keys():
        assert bare(expected[audience], without=without) == bare(after[audience], without=without), audience
    for audience in after.keys() - before.keys() - visits(after):  # new ones begin with nothing
        assert bare(expected.get(audience, {}), without=without) == bare(after[audience], without=without), audience


def visits(contents_: Contents) -> set[str]:
    """Audiences that are born full: what was written in a round, once the next one's seats hold."""
    return {audience for audience in contents_ if audience.startswith("visit:")}


CASES = [
    pytest.param(line, phase, id=f"{line.name}-{phase.value}")
    for line in COMMANDS.values()
    for phase in (Phase.LOBBY, Phase.ROUND, Phase.SWITCH, Phase.HARVEST)
    if phase in line.phases and line.name != "event.delete"
]


@pytest.mark.parametrize(("line", "phase"), CASES)
def test_each_audience_is_told_all_that_changes_on_it(line: Command, phase: Phase, shelf: Shelf) -> None:
    who = next(who for who in people_at(phase) if ROLE_OF[who] in line.roles)
    cafe = shelf.own(phase)
    before, seq = contents(cafe), cafe.row().seq
    cafe.ask(who, line.name, **ARGUMENTS[line.name](cafe))
    check(cafe, before, phase.value, seq)
    cafe.store.close()


def test_a_table_that_goes_takes_its_presence_and_messages_along(shelf: Shelf) -> None:
    cafe = shelf.own(Phase.LOBBY)
    known = [{"number": row["number"], "topic": row["topic"]} for row in cafe.sees("saal")["table"].values()]
    with_another = [*known, {"topic": known[0]["topic"]}]
    cafe.do("olga", "tables.save", tables=with_another)
    cafe.do("fadime", "announcement.send", text="Willkommen am neuen Tisch", table=7)
    seq = cafe.row().seq
    cafe.do("olga", "tables.save", tables=known)
    with cafe.store.read() as session:
        resumed = feed.resume(session, cafe.viewer("fadime"), seq, cafe.clock.now)
    assert resumed.as_dict()["snapshot"] == cafe.sees("fadime"), "losing sight of a table is told"
    cafe.do("olga", "tables.save", tables=with_another)
    assert "table:7" not in cafe.sees("fadime").get("announcement", {}), "a new table hears no old message"


def test_an_event_that_takes_a_deleted_ones_number_shows_nothing_of_it(store: Store, clock: Clock) -> None:
    first = prepared(store, clock)
    first.sees("olga")
    seq = first.row().seq
    first.do("olga", "event.delete", title="Strategie-Café")
    second = prepared(store, clock)
    assert (second.event, second.row().seq) == (first.event, seq), "else this tests nothing"
    assert second.sees("olga")["event"]["event"]["code"] == second.code()

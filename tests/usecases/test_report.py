"""What the Report says of a café that was held, and what it keeps to itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event as listening

from cafe.domain.errors import Refused
from cafe.domain.privacy import Slice
from cafe.domain.report import Evidence, FormerTheme, Insight, Report, ThemeDots, Top
from cafe.domain.report import Path as Way
from cafe.store.rows import Event, Idea, Person
from cafe.store.unit_of_work import Store
from cafe.usecases import report
from tests.export import cast


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with cast.database(tmp_path, cast.held(1), cast.held(2), cast.bare(3)) as opened:
        yield opened


def drawn(store: Store, event: int = 1, now: int = cast.START) -> Report:
    with store.read() as session:
        return report.build(session, event, now)


def test_an_idea_says_where_it_comes_from_and_where_it_went(store: Store) -> None:
    first, second, third = drawn(store).ideas
    assert (first.number, first.table, first.topic, first.round, first.text) == (1, 3, 1, 1, "Fahrradstraßen am Sund")
    assert (first.supports, first.builds_on, first.built_on_by, first.theme) == (3, (), (3,), 1)
    assert (second.by, second.theme, second.edited) == ("host", 2, False)
    assert (third.by, third.builds_on, third.edited) == ("paper", (1, 2), True)


def test_an_idea_is_dated_to_the_minute_only(store: Store) -> None:
    assert drawn(store).ideas[0].created_at == datetime(2022, 10, 26, 11, 1, tzinfo=UTC)


def test_hidden_and_withdrawn_ideas_are_counted_and_nothing_else(store: Store) -> None:
    whole = drawn(store)
    counted = whole.totals.ideas
    assert (counted.shown, counted.phone, counted.host, counted.paper) == (3, 1, 1, 1)
    assert (counted.hidden, counted.withdrawn) == (1, 1)
    assert whole.totals.supports == 5
    assert whole.totals.links == 2
    assert [table.ideas.shown for table in whole.tables] == [1, 2]
    assert [one.ideas.hidden for one in whole.rounds] == [0, 1]
    written = msgspec.json.encode(whole)
    assert b"HIDDENTEXT" not in written
    assert b"WITHDRAWNTEXT" not in written


def test_a_relay_card_loses_the_lines_of_hidden_ideas_and_goes_when_nothing_is_left(store: Store) -> None:
    [card] = drawn(store).relay_cards
    assert (card.id, card.table, card.topic, card.round, card.question) == ("3-1", 3, 1, 1, "Wer bezahlt das?")
    assert card.insights == (Insight("Räder brauchen Platz", 1), Insight("frei", None))


def test_a_measure_is_traced_to_ideas_tables_rounds_and_relay_cards(store: Store) -> None:
    [measure] = drawn(store).measures
    assert (measure.number, measure.field, measure.themes) == (1, "Mobilität", (1,))
    assert measure.evidence == (
        Evidence(1, named=False, theme=1, table=3, topic=1, round=1, supports=3, relay_card="3-1"),
        Evidence(3, named=True, theme=None, table=4, topic=2, round=2, supports=0, relay_card=None),
    )


def test_themes_keep_their_history_and_their_dots(store: Store) -> None:
    whole = drawn(store)
    first, second = whole.themes
    assert (first.ideas, first.supports, first.merged_from) == ((1,), 3, (3,))
    assert first.dots == ThemeDots(total=37, phone=30, paper=7, people=15)
    assert (second.split_from, second.dots) == (1, ThemeDots(total=25, phone=25, paper=0, people=25))
    assert [(step.what, step.ideas, step.themes) for step in first.history] == [
        ("made", (), ()),
        ("assigned", (1,), ()),
        ("renamed", (), ()),
        ("merged", (1,), (3,)),
    ]
    assert whole.former_themes == (FormerTheme(3, "Busse", 1),)


@pytest.mark.parametrize("state", ["none", "open"])
def test_dots_are_not_told_before_they_are_closed(store: Store, state: str) -> None:
    with store.write() as work:
        work.session.get_one(Event, 1).dots = state
    whole = drawn(store)
    assert (whole.dots.state, whole.dots.phone, whole.dots.paper, whole.dots.people) == (state, None, None, None)
    assert [theme.dots for theme in whole.themes] == [None, None]
    assert whole.themes_by_group == ()


def test_small_groups_are_counted_together(store: Store) -> None:
    assert drawn(store).groups == (
        Slice(("Bürgerschaft",), 30),
        Slice(("Unternehmen",), 20),
        Slice(("Verwaltung", "Jugend", None), 10),
    )


def test_priorities_by_group_show_no_cell_below_five(store: Store) -> None:
    """Three of Unternehmen gave theme 1 a dot, two of the others theme 2: neither can be read or computed."""
    first, second = drawn(store).themes_by_group
    assert (first.number, first.people, first.cells) == (1, 15, (None, None, None))
    assert (second.number, second.people, second.cells) == (2, 25, (8, None, None))


def test_topics_by_group_show_who_sat_there(store: Store) -> None:
    assert [(line.number, line.people, line.cells) for line in drawn(store).topics_by_group] == [
        (1, 60, (30, 20, 10)),
        (2, 60, (30, 20, 10)),
    ]


def test_a_group_that_was_renamed_away_is_still_counted(store: Store) -> None:
    with store.write() as work:
        work.session.get_one(Event, 1).groups = ["Bürgerschaft", "Verwaltung", "Jugend"]
    assert [part.groups for part in drawn(store).groups] == [
        ("Bürgerschaft",),
        ("Verwaltung",),
        ("Jugend", "Unternehmen", None),
    ]


def test_who_is_absent_or_erased_is_not_counted(store: Store) -> None:
    with store.write() as work:
        work.session.get_one(Person, (1, cast.BADGES[58])).absent = True
        work.session.get_one(Person, (1, cast.BADGES[59])).erased_at = cast.START
    whole = drawn(store)
    assert whole.totals.people == 58
    assert [one.people for one in whole.rounds] == [58, 58]
    assert [one.people for one in whole.topics] == [58, 58]


def test_a_round_that_has_not_begun_has_nobody_in_it(store: Store) -> None:
    with store.write() as work:
        for row in work.session.query(report.rows.Round).filter_by(event_id=1, number=2):
            row.began_at = row.ended_at = None
    whole = drawn(store)
    assert [one.people for one in whole.rounds] == [60, 0]
    assert [one.people for one in whole.topics] == [30, 30]


def test_strongest_ideas_need_support_and_paths_say_how_thoughts_travelled(store: Store) -> None:
    whole = drawn(store)
    assert whole.strongest.overall == (1, 2)
    assert whole.strongest.topics == (Top(1, (1,)), Top(2, (2,)))
    assert whole.strongest.tables == (Top(3, (1,)), Top(4, (2,)))
    assert whole.paths == (Way(3, 4, 1), Way(4, 4, 1))


def test_an_event_without_anything_gives_a_report_that_says_so(store: Store) -> None:
    whole = drawn(store, 3)
    assert whole.is_empty
    assert (whole.ideas, whole.groups, whole.themes_by_group) == ((), (), ())
    assert not drawn(store, 1).is_empty


def test_an_event_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(Refused):
        drawn(store, 99)


def test_another_event_of_the_same_numbers_does_not_mix_in(store: Store) -> None:
    before = drawn(store, 2)
    with store.write() as work:
        work.session.add(cast.idea(6, 3, 1, "Nur im ersten Café", 1))
    assert drawn(store, 2) == before
    assert len(drawn(store, 1).ideas) == 4


def test_a_closed_event_gives_the_same_report_whenever_it_is_asked_for(store: Store) -> None:
    assert drawn(store, now=cast.START) == drawn(store, now=cast.START + 999 * cast.MINUTE)
    assert drawn(store).as_of.at == datetime(2022, 10, 26, 16, 0, tzinfo=UTC)
    assert drawn(store).as_of.final


def test_a_report_from_a_running_event_bears_the_time_it_was_made(store: Store) -> None:
    with store.write() as work:
        work.session.get_one(Event, 1).phase = "harvest"
    stand = drawn(store, now=cast.START + 200 * cast.MINUTE).as_of
    assert (stand.seq, stand.at, stand.final) == (7, datetime(2022, 10, 26, 14, 20, tzinfo=UTC), False)


def test_a_larger_event_needs_no_more_queries(store: Store) -> None:
    small = queries(store)
    with store.write() as work:
        cast.fill(work.session, [cast.idea(number, 3, 1, f"Idee {number}") for number in range(10, 200)])
        cast.fill(work.session, [cast.theme(number, f"Feld {number}") for number in range(10, 30)])
    assert queries(store) == small
    assert small < 25


def queries(store: Store) -> int:
    """How many statements one report takes."""
    heard: list[str] = []
    with store.read() as session:
        engine = session.get_bind()

        def hear(*arguments: object) -> None:
            heard.append(str(arguments[2]))

        listening.listen(engine, "before_cursor_execute", hear)
        report.build(session, 1, cast.START)
        listening.remove(engine, "before_cursor_execute", hear)
    return len([statement for statement in heard if statement.lstrip().startswith("SELECT")])


def test_two_thousand_ideas_and_sixty_themes_are_drawn_at_once(tmp_path: Path) -> None:
    rows = cast.held()
    extra = [cast.theme(number, f"Feld {number}") for number in range(10, 70)]
    ideas: list[Idea] = [
        cast.idea(number, 3 + number % 2, 1 + number % 2, f"Idee {number}", theme=10 + number % 60)
        for number in range(10, 2_010)
    ]
    with cast.database(tmp_path, rows, [*extra, *ideas]) as large:
        whole = drawn(large)
    assert len(whole.ideas) == 2_003
    assert len(whole.themes) == 62

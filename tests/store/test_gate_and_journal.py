"""What the gate promises of the store: receipts, one order without gaps, savepoints, nothing half-written."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as sqlalchemy_event

from cafe.domain.errors import Code
from cafe.domain.phases import Phase
from cafe.store import journal
from cafe.store.rows import Idea
from cafe.usecases.gate import Answer, Gate, Request
from tests.cast import STEFAN, Cafe

At = Callable[[Phase], Cafe]


@pytest.fixture
def cafe(cafe_at: At) -> Cafe:
    """The first round runs."""
    return cafe_at(Phase.ROUND)


def post(cafe: Cafe, id_: str, text: str, who: str = "pia") -> Answer:
    """An idea under an id of the client's own."""
    return cafe.gate.run(Request(id_, "idea.post", {"text": text}, cafe.callers[who]))


def ideas(cafe: Cafe) -> list[str]:
    """What was written, in order."""
    with cafe.store.read() as session:
        return [row.text for row in session.query(Idea).order_by(Idea.number)]


def lines(cafe: Cafe) -> list[tuple[int, str, int]]:
    """seq, audience and prev of the whole journal."""
    statement = f"SELECT seq, audience, prev FROM change WHERE event_id = {cafe.event} ORDER BY seq"
    with cafe.store.read() as session:
        return [tuple(line) for line in session.connection().exec_driver_sql(statement)]  # type: ignore[misc]


# -- receipts


def test_the_same_id_gives_the_same_answer_and_no_second_idea(cafe: Cafe) -> None:
    first = post(cafe, "outbox-0001", "Mehr Bäume")
    seq = cafe.row().seq
    again = post(cafe, "outbox-0001", "Mehr Bäume")
    assert (again.ok, again.seq, again.result) == (first.ok, first.seq, first.result)
    assert (ideas(cafe), cafe.row().seq) == (["Mehr Bäume"], seq)


def test_the_same_id_with_other_words_is_refused(cafe: Cafe) -> None:
    post(cafe, "outbox-0001", "Mehr Bäume")
    refused = post(cafe, "outbox-0001", "Weniger Bäume").refused
    assert refused
    assert (refused.code, refused.reason) == (Code.CONFLICT, "id_used")
    assert ideas(cafe) == ["Mehr Bäume"]


def test_the_same_id_of_somebody_else_is_another_command(cafe: Cafe) -> None:
    post(cafe, "outbox-0001", "Mehr Bäume")
    assert post(cafe, "outbox-0001", "Mehr Bänke", who="quirin").ok
    assert ideas(cafe) == ["Mehr Bäume", "Mehr Bänke"]


def test_the_answer_is_the_same_when_the_phase_is_over_and_after_a_restart(cafe: Cafe) -> None:
    first = post(cafe, "outbox-0001", "Mehr Bäume")
    cafe.do("fadime", "round.end", from_round=1)
    later = Cafe(cafe.store, Gate(cafe.store), cafe.clock, cafe.event, cafe.callers)
    assert post(later, "outbox-0001", "Mehr Bäume").result == first.result


def test_a_refused_command_may_be_sent_again_under_its_id(cafe: Cafe) -> None:
    cafe.do("fadime", "round.end", from_round=1)
    assert not post(cafe, "outbox-0001", "Mehr Bäume").ok
    cafe.do("fadime", "round.start", from_round=1)
    assert post(cafe, "outbox-0001", "Mehr Bäume").ok


def test_the_order_of_the_arguments_says_nothing(cafe: Cafe) -> None:
    args = {"text": "Mehr Bäume", "builds_on": []}
    turned = dict(reversed(args.items()))
    first = cafe.gate.run(Request("outbox-0001", "idea.post", args, cafe.callers["pia"]))
    again = cafe.gate.run(Request("outbox-0001", "idea.post", turned, cafe.callers["pia"]))
    assert (again.ok, again.result) == (True, first.result)


def test_two_who_join_with_one_id_are_two_people(cafe: Cafe) -> None:
    def join(word: str) -> Answer:
        args = {"code": code, "token": word * 64, "personal_key": word * 16, "personal_code": word * 64}
        return cafe.gate.run(Request("join-0001", "person.join", args, STEFAN))

    code = cafe.code()
    assert join("a").result["person"] != join("b").result["person"]
    assert join("a").result == join("a").result, "and one who is not sure asks again"


# -- the journal


def test_the_order_has_no_gap_and_each_line_names_the_one_before_on_its_audience(cafe: Cafe) -> None:
    cafe.write()
    cafe.no("pia", "idea.post", text="")
    cafe.do("fadime", "round.end", from_round=1)
    written = lines(cafe)
    assert [seq for seq, _, _ in written] == list(range(1, cafe.row().seq + 1))
    newest: dict[str, int] = defaultdict(int)
    for seq, audience, prev in written:
        assert prev == newest[audience]
        newest[audience] = seq
    with cafe.store.read() as session:
        assert journal.heads_of(session, cafe.event) == newest


def test_within_one_command_the_last_word_on_an_object_counts(cafe: Cafe) -> None:
    before = cafe.row().seq
    cafe.do("fadime", "seating.move", person=cafe.numbers["pia"], table=5)
    with cafe.store.read() as session:
        statement = f"SELECT audience, kind, id FROM change WHERE seq > {before}"
        told = [tuple(line) for line in session.connection().exec_driver_sql(statement)]
    assert len(told) == len(set(told))


def test_each_event_counts_for_itself(cafe: Cafe) -> None:
    before = cafe.row().seq
    other = cafe.do("olga", "event.duplicate")["event"]
    with cafe.store.read() as session:
        seqs = session.connection().exec_driver_sql(f"SELECT count(*) FROM change WHERE event_id = {other}")
        assert seqs.scalar_one() == 0
    assert cafe.row().seq == before


# -- together


def test_one_refused_command_does_not_touch_the_others_of_its_batch(cafe: Cafe) -> None:
    before = cafe.row().seq
    texts = ["Erstens", "", "Drittens", "x" * 300, "Fünftens"]
    requests = [
        Request(f"batch-{number:04d}", "idea.post", {"text": text}, cafe.callers["pia"])
        for number, text in enumerate(texts)
    ]
    answers = cafe.gate.run_batch(requests)
    assert [answer.ok for answer in answers] == [True, False, True, False, True]
    assert ideas(cafe) == ["Erstens", "Drittens", "Fünftens"]
    assert [answer.result["idea"] for answer in answers if answer.ok] == [1, 2, 3], "no number is lost on a refusal"
    assert [seq for seq, _, _ in lines(cafe)][before:] == list(range(before + 1, cafe.row().seq + 1))


def test_a_command_sees_what_the_one_before_it_in_the_batch_did(cafe: Cafe) -> None:
    requests = [
        Request("batch-0001", "idea.post", {"text": "Mehr Bäume"}, cafe.callers["pia"]),
        Request("batch-0002", "idea.edit", {"idea": 1, "text": "Mehr Linden"}, cafe.callers["pia"]),
        Request("batch-0001", "idea.post", {"text": "Mehr Bäume"}, cafe.callers["pia"]),
    ]
    answers = cafe.gate.run_batch(requests)
    assert [answer.ok for answer in answers] == [True, True, True]
    assert answers[0].result == answers[2].result
    assert ideas(cafe) == ["Mehr Linden"]


def test_a_mistake_of_ours_in_one_command_leaves_nothing_of_it_and_all_of_the_others(cafe: Cafe) -> None:
    failing = fail_on(cafe, "INSERT INTO idea ")
    with failing:
        answers = cafe.gate.run_batch(
            [
                Request("batch-0001", "help.call", {"reason": "Stifte"}, cafe.callers["holger"]),
                Request("batch-0002", "idea.post", {"text": "Mehr Bäume"}, cafe.callers["pia"]),
                Request("batch-0003", "clock.extend", {"minutes": 5}, cafe.callers["fadime"]),
            ]
        )
    assert [answer.ok for answer in answers] == [True, False, True]
    refused = answers[1].refused
    assert refused
    assert (refused.code, refused.retry_after) == (Code.UNAVAILABLE, 2.0)
    assert cafe.sees("holger")["help"]["3"]["reason"] == "Stifte"
    assert ideas(cafe) == []
    assert post(cafe, "batch-0002", "Mehr Bäume").ok, "sent again it is stored, once"
    assert ideas(cafe) == ["Mehr Bäume"]


@contextmanager
def fail_on(cafe: Cafe, statement: str) -> Iterator[None]:
    """The database driver fails at one kind of statement, as a full disk or a bug of ours would."""
    engine = cafe.store._writing

    def fail(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        if sql.startswith(statement):
            raise RuntimeError("injected")

    sqlalchemy_event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        sqlalchemy_event.remove(engine, "before_cursor_execute", fail)


# -- when the database does not take it


def test_while_somebody_else_holds_the_write_lock_nothing_is_promised(cafe: Cafe) -> None:
    foreign = sqlite3.connect(cafe.store.url.removeprefix("sqlite:///"), isolation_level=None)
    foreign.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    answer = post(cafe, "outbox-0001", "Mehr Bäume")
    assert time.monotonic() - began < 5
    foreign.execute("ROLLBACK")
    foreign.close()
    assert answer.refused
    assert (answer.refused.code, answer.refused.reason) == (Code.UNAVAILABLE, "not_saved")
    assert answer.refused.retry_after
    assert ideas(cafe) == []
    assert post(cafe, "outbox-0001", "Mehr Bäume").ok
    assert ideas(cafe) == ["Mehr Bäume"]


def test_a_lock_that_is_given_back_soon_delays_and_refuses_nothing(cafe: Cafe) -> None:
    foreign = sqlite3.connect(cafe.store.url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    foreign.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.4, lambda: foreign.execute("ROLLBACK"))
    release.start()
    assert post(cafe, "outbox-0001", "Mehr Bäume").ok
    release.join()
    foreign.close()


def test_readers_see_one_instant_while_somebody_writes(cafe: Cafe) -> None:
    with cafe.store.read() as session:
        before = session.query(Idea).count()
        assert post(cafe, "outbox-0001", "Mehr Bäume").ok
        assert session.query(Idea).count() == before


def test_listeners_are_woken_after_the_commit_and_only_for_what_was_stored(cafe: Cafe) -> None:
    woken: list[tuple[set[int], list[str]]] = []
    cafe.store.after_commit(lambda news: woken.append((set(news), ideas(cafe))))
    post(cafe, "outbox-0001", "")
    assert woken == []
    post(cafe, "outbox-0002", "Mehr Bäume")
    assert woken == [({cafe.event}, ["Mehr Bäume"])], "it can be read already"


# -- whatever comes

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(["idea.post", "relay.save", "seat.arrive", "person.update", "help.call"]) | st.text(max_size=10)


@given(id_=JSON, name=NAMES | JSON, args=JSON)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nonsense_is_refused_and_never_breaks_the_gate(cafe: Cafe, id_: object, name: object, args: object) -> None:
    answer = cafe.gate.run(Request(id_, name, args, cafe.callers["holger"]))  # type: ignore[arg-type]
    if answer.refused:
        assert answer.refused.code in {Code.INVALID, Code.CONFLICT, Code.NOT_FOUND}, answer.refused.reason


@pytest.mark.parametrize("bad", ["short", "", "x" * 65, "with space", "umläut-id", "trailing-1\n"])
def test_an_id_that_is_none_is_refused_at_its_field(cafe: Cafe, bad: str) -> None:
    refused = post(cafe, bad, "Mehr Bäume").refused
    assert refused
    assert (refused.code, refused.field) == (Code.INVALID, "id")


def test_more_than_sixteen_kilobytes_are_too_large(cafe: Cafe) -> None:
    refused = cafe.no("pia", "idea.post", text="x" * 20_000)
    assert refused.code == Code.TOO_LARGE


def test_unknown_fields_are_refused_and_named(cafe: Cafe) -> None:
    refused = cafe.no("pia", "idea.post", text="Mehr Bäume", author=1)
    assert (refused.code, refused.field) == (Code.INVALID, "author")
    nested = cafe.no("holger", "relay.save", round=1, insights=[{"text": "a"}, {"text": 7}])
    assert nested.field == "insights.1.text"


def test_one_who_floods_is_slowed_and_her_neighbours_are_not(cafe: Cafe) -> None:
    limited = Cafe(cafe.store, Gate(cafe.store), cafe.clock, cafe.event, cafe.callers)
    answers = [post(limited, f"flood-{number:04d}", f"Gedanke {number}") for number in range(60)]
    refused = [answer.refused for answer in answers if answer.refused]
    assert refused
    assert {one.code for one in refused} == {Code.RATE_LIMITED}
    assert all(one.retry_after for one in refused)
    assert post(limited, "quiet-0001", "Einer reicht", who="quirin").ok
    assert post(limited, "flood-0000", "Gedanke 0").ok, "what was stored is acknowledged all the same"

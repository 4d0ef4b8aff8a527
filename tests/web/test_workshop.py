"""Documents are made in a process of their own: bounded, with their progress told, and gone when nobody wants them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cafe.web import workshop
from cafe.web.workshop import Busy, Job, Workshop

EVENT = 1
SLOW = "import sys, time; from cafe.confined import progress; progress(2, 9, 'docx'); time.sleep(60)"
ECHO = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
FAIL = "from cafe.confined import main; import sys; sys.exit(main(lambda a, d: 1 / 0))"


@pytest.fixture
def trade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Makes a program somebody can order by its name."""

    def written(program: str) -> str:
        name = f"trade_{len(list(tmp_path.iterdir()))}"
        (tmp_path / f"{name}.py").write_text(program)
        return name

    around = {**workshop.surroundings(), "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    monkeypatch.setattr(workshop, "surroundings", lambda: around)
    return written


def until(come_true: Callable[[], object]) -> None:
    """Waits for something that will happen."""
    end = time.monotonic() + 30
    while not come_true():
        assert time.monotonic() < end
        time.sleep(0.02)


def ordered(shop: Workshop, module: str, data: bytes = b"") -> tuple[str, Job]:
    ticket = shop.order(EVENT, module, (), data)
    job = shop.find(EVENT, ticket)
    assert job is not None
    return ticket, job


def children() -> set[str]:
    """Processes that this one has started and that are still there."""
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()) | {
        child
        for task in Path(f"/proc/{os.getpid()}/task").iterdir()
        for child in (task / "children").read_text().split()
    }


def test_a_document_comes_back_as_it_was_made(trade: Callable[[str], str]) -> None:
    shop = Workshop()
    _, job = ordered(shop, trade(ECHO), b"nelrets")
    job.wait()
    assert (job.state, job.size, b"".join(job.chunks())) == ("ready", 7, b"sterlen")


def test_the_same_order_of_two_people_is_made_once_and_other_words_are_another_order(
    trade: Callable[[str], str],
) -> None:
    shop, module = Workshop(), trade(ECHO)
    first, second, third = (ordered(shop, module, data) for data in (b"a", b"a", b"b"))
    assert first[1] is second[1] is not third[1]
    assert first[0] != second[0]


def test_a_page_hears_how_far_its_document_is(trade: Callable[[str], str]) -> None:
    shop = Workshop()
    ticket, job = ordered(shop, trade(SLOW))
    until(lambda: job.progress() == (2, 9, "docx"))
    shop.cancel(ticket)
    until(lambda: job.state == "cancelled")


def test_a_cancelled_document_leaves_no_process_and_no_file(
    trade: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    before, shop = children(), Workshop()
    ticket, job = ordered(shop, trade(SLOW), b"words of people")
    until(lambda: job.progress()[0])
    assert children() - before
    assert list((tmp_path / "temp").iterdir()) == []
    shop.cancel(ticket)
    until(lambda: job.state == "cancelled" and not children() - before)
    assert list((tmp_path / "temp").iterdir()) == []
    assert shop.find(EVENT, ticket) is None


def test_who_cancels_takes_nothing_from_another_who_waits_for_the_same(trade: Callable[[str], str]) -> None:
    shop, module = Workshop(), trade(SLOW)
    (mine, job), (theirs, _) = ordered(shop, module), ordered(shop, module)
    until(lambda: job.state == "working")
    shop.cancel(mine)
    time.sleep(0.3)
    assert job.state == "working"
    shop.cancel(theirs)
    until(lambda: job.state == "cancelled")


def test_a_document_nobody_asks_after_is_given_up(trade: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "PATIENCE_SECONDS", 0.3)
    _, job = ordered(Workshop(), trade(SLOW))
    until(lambda: job.state == "cancelled")


def test_a_process_that_takes_too_long_is_ended(trade: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "SECONDS", 0.3)
    _, job = ordered(Workshop(), trade(SLOW))
    until(lambda: job.state in ("failed", "cancelled"))
    assert not children() & {str(os.getpid())}


def test_a_failure_says_where_in_the_code_and_not_with_which_words(trade: Callable[[str], str]) -> None:
    shop = Workshop()
    words = FAIL.replace("1 / 0", "int('was Pia schrieb')")
    _, job = ordered(shop, trade(words))
    said = []
    until(lambda: said.append(b"" if job.said.closed else os.pread(job.said.fileno(), 999, 0)) or job.is_over)
    assert job.state in ("failed", "cancelled")
    assert not any(b"Pia" in one for one in said)


def test_a_document_is_kept_for_a_while_and_then_dropped(
    trade: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Workshop()
    ticket, job = ordered(shop, trade(ECHO), b"x")
    job.wait()
    assert shop.find(EVENT, ticket) is job
    monkeypatch.setattr(workshop, "KEPT_SECONDS", 0.0)
    until(lambda: shop.find(EVENT, ticket) is None)
    assert job.made.closed


def test_documents_that_fill_too_much_room_go_the_oldest_first(
    trade: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "KEPT_BYTES", 150)
    shop, module = Workshop(), trade(ECHO)
    first, second = ordered(shop, module, b"a" * 100), ordered(shop, module, b"b" * 100)
    first[1].wait()
    second[1].wait()
    second[1].asked_at = time.monotonic() + 1
    until(lambda: shop.find(EVENT, first[0]) is None)
    assert shop.find(EVENT, second[0]) is second[1]


def test_a_ticket_opens_nothing_for_the_staff_of_another_event(trade: Callable[[str], str]) -> None:
    shop = Workshop()
    ticket, job = ordered(shop, trade(ECHO))
    assert shop.find(2, ticket) is None
    assert shop.find(EVENT, ticket) is job


def test_more_orders_than_the_workshop_takes_are_refused(
    trade: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "ORDERS", 2)
    shop, module = Workshop(), trade(SLOW)
    tickets = [ordered(shop, module, data) for data in (b"a", b"b")]
    with pytest.raises(Busy):
        shop.order(EVENT, module, (), b"c")
    for ticket, _ in tickets:
        shop.cancel(ticket)
    until(lambda: all(job.state == "cancelled" for _, job in tickets))


def test_the_process_knows_neither_the_secret_key_nor_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAFE_SECRET_KEY", "s")
    monkeypatch.setenv("DATABASE_URL", "d")
    assert {"CAFE_SECRET_KEY", "DATABASE_URL"} & workshop.surroundings().keys() == set()
    assert sys.executable

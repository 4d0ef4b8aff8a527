"""Nothing lost, nothing twice: each phone's deliveries held against what was acknowledged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bench.load.hall import Hall
from bench.load.herd import Herd, Phone
from bench.load.wire import Broken

QUIET_SECONDS = 15.0


def settle(herd: Herd, people: Hall) -> None:
    """Waits until everybody has everything, then compares. Raises Broken with what is missing or double."""
    wanted = expected(people)
    try:
        herd.until(
            lambda: all(
                len(phone.got) + len(phone.caught_up) >= due(phone, wanted).total() for phone in people.everybody
            ),
            QUIET_SECONDS,
            "not everybody has heard everything",
        )
        herd.rest(0.3)  # what comes twice comes late
    except Broken:
        pass  # the comparison says it better
    faults = [fault for phone in people.everybody for fault in compare(phone, due(phone, wanted))]
    if faults:
        raise Broken(f"{herd.dialect.name}: {len(faults)} phones or screens heard wrongly, as: {faults[0]}")


def expected(people: Hall) -> dict[int | None, Counter[int]]:
    """What each table must have heard; None: what a screen must have heard."""
    wanted: dict[int | None, Counter[int]] = {
        table: Counter(number for phone in phones for number in phone.acked)
        for table, phones in people.by_table.items()
    }
    wanted[None] = Counter(number for phone in people.phones for number in phone.acked)
    return wanted


def due(phone: Phone, wanted: dict[int | None, Counter[int]]) -> Counter[int]:
    """What this phone or screen must have heard."""
    return wanted[phone.table]


def compare(phone: Phone, wanted: Counter[int]) -> Iterable[str]:
    """What a phone has heard against what was acknowledged at its table."""
    got = Counter(map(int, phone.got))
    for number in map(int, phone.caught_up & {b"%08d" % wanted_one for wanted_one in wanted}):
        got[number] = 1  # live and with a resume is once: the phone applies a seq it has already as nothing
    if got != wanted:
        place = "a screen" if phone.table is None else f"a phone at table {phone.table}"
        missing, double = wanted - got, got - wanted
        yield f"{place} misses {missing.total()} of {wanted.total()} and has {double.total()} too many"

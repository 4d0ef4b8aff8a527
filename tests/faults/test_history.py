"""The checker itself: whatever could go wrong, it says so, and says nothing where nothing went wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.history import History, Line, Phase, Stored, violations

ASKED = [Line("pia", "idea.post", f"id-{n}", Phase.INVOKE, text=f"Gedanke {n}", t=n) for n in (1, 2, 3)]
TOLD = [
    replace(line, phase=Phase.OK, idea=number, table=4, round=1, seq=10 * number)
    for number, line in enumerate(ASKED, start=1)
]
STORED = [Stored(number, f"Gedanke {number}", 4, 1) for number in (1, 2, 3)]
JOURNAL = list(range(1, 31))
EXPORTS = {"csv": [one.text for one in STORED]}
LOST_CONNECTION = replace(ASKED[2], phase=Phase.INFO, t=9)


def test_a_hall_in_which_all_went_well_has_no_violations() -> None:
    assert violations([*ASKED, LOST_CONNECTION, *TOLD, TOLD[2]], STORED, JOURNAL, EXPORTS) == []


def test_what_was_never_answered_may_be_there_or_not_while_it_waits() -> None:
    lines = [*ASKED, *TOLD[:2], LOST_CONNECTION]
    assert violations(lines, STORED, JOURNAL, EXPORTS, drained=False) == []
    assert violations(lines, STORED[:2], JOURNAL, {}, drained=False) == []
    assert violations(lines, STORED, JOURNAL, EXPORTS) == ["unanswered: idea.post 'Gedanke 3' of pia"]


@pytest.mark.parametrize(
    ("stored", "journal", "lines", "said"),
    [
        pytest.param(STORED[:2], JOURNAL, [*ASKED, *TOLD], "lost", id="lost"),
        pytest.param([*STORED, replace(STORED[2], number=4)], JOURNAL, [*ASKED, *TOLD], "twice", id="twice"),
        pytest.param([*STORED[:2], replace(STORED[2], table=5)], JOURNAL, [*ASKED, *TOLD], "lost", id="elsewhere"),
        pytest.param([*STORED[:2], replace(STORED[2], text="Ged")], JOURNAL, [*ASKED, *TOLD], "made up", id="altered"),
        pytest.param(STORED, JOURNAL, [*ASKED, *TOLD[:2], replace(TOLD[2], phase=Phase.FAIL)], "refused", id="refused"),
        pytest.param(STORED, JOURNAL, [*ASKED, *TOLD, replace(TOLD[0], idea=9)], "two answers", id="two answers"),
        pytest.param(STORED, JOURNAL, [ASKED[1], ASKED[0], ASKED[2], *TOLD], "out of order", id="order"),
        pytest.param(STORED, [*range(1, 20), *range(21, 31)], [*ASKED, *TOLD], "the journal has 20 0", id="gap"),
        pytest.param(STORED, [*JOURNAL, 30], [*ASKED, *TOLD], "the journal has 30 2", id="used again"),
    ],
)
def test_whatever_is_not_as_promised_is_named(
    stored: list[Stored], journal: list[int], lines: list[Line], said: str
) -> None:
    found = violations(lines, stored, journal, {})
    assert any(one.startswith(said) for one in found), found


@pytest.mark.parametrize("texts", [["Gedanke 1", "Gedanke 2"], [*EXPORTS["csv"], "Gedanke 1"], ["Gedanke 9"]])
def test_an_export_that_misses_or_doubles_an_idea_is_named(texts: list[str]) -> None:
    assert any(one.startswith("csv has") for one in violations([*ASKED, *TOLD], STORED, JOURNAL, {"csv": texts}))


def test_a_history_is_read_as_it_was_written(tmp_path: Path) -> None:
    history = History(tmp_path / "history.jsonl")
    for line in (*ASKED, *TOLD):
        history.write(line)
    assert history.lines() == [*ASKED, *TOLD]
    assert history.acknowledged() == 3
    history.close()

"""Snapshot before + changes = snapshot after: for every command, every phase and every viewer."""

from __future__ import annotations

import json
import pickle
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cafe.domain.kinds import Kind
from cafe.domain.phases import Phase
from cafe.store.rows import Event
from cafe.usecases import content, feed
from cafe.usecases.board import board_of
from cafe.usecases.catalogue import COMMANDS, Command
from cafe.usecases.viewer import Viewer, viewer_of
from scripts import node
from tests.cast import Cafe
from tests.usecases.arguments import ARGUMENTS
from tests.usecases.phases import Shelf
from tests.usecases.test_permissions import ROLE_OF, people_at

VIEWERS = ("olga", "fadime", "thea", "saal", "holger", "pia", "quirin", "rita")

Content = dict[str, dict[str, Any]]
Views = dict[str, tuple[frozenset[str], Content]]
"""Who → the audiences she belongs to, and what she sees."""


def apply(state: Content, changes: list[dict[str, Any]]) -> Content:
    """What every client does, for every kind."""
    for change in changes:
        objects = state.setdefault(change["kind"], {})
        if change["value"] is None:
            objects.pop(change["id"], None)
        else:
            objects[change["id"]] = json.loads(bytes(change["value"]))
    return {kind: objects for kind, objects in state.items() if objects}


def present(cafe: Cafe) -> dict[str, Viewer]:
    """Who can look."""
    with cafe.store.read() as session:
        found = {who: viewer_of(session, cafe.callers[who]) for who in VIEWERS if who in cafe.callers}
    return {who: viewer for who, viewer in found.items() if viewer is not None}


def snapshots(cafe: Cafe) -> Views:
    """What each sees, and through which audiences."""
    viewers = present(cafe)
    with cafe.store.read() as session:
        event = session.get(Event, cafe.event)
        if event is None:
            return {}
        sights = {who: feed.sight(session, viewer) for who, viewer in viewers.items()}
        parts = content.contents(session, event, frozenset().union(*sights.values()))
    return {who: (sight, copied(feed.together(parts[one] for one in sight))) for who, sight in sights.items()}


def check(cafe: Cafe, before: Views, seq: int, after: Views | None = None) -> list[dict[str, Any]]:
    """Everybody resumes from where they were; returns the cases, for other clients to try."""
    after, cases = after or snapshots(cafe), []
    with cafe.store.read() as session:
        board = board_of(session, cafe.event)
        assert board
        for who, caller in cafe.callers.items():
            if caller.event in (None, cafe.event):
                assert board.viewer(session, caller) == viewer_of(session, caller), f"{who} by the board"
    for who, viewer in present(cafe).items():
        with cafe.store.read() as session:
            resumed = feed.resume(session, viewer, seq, cafe.clock.now)
        if resumed.changes is None:
            assert resumed.as_dict()["snapshot"] == after[who][1], who
            continue
        assert before[who][0] == after[who][0], f"{who} sees other audiences and was not told"
        assert apply(copied(before[who][1]), resumed.changes) == after[who][1], who
        plain = [{**change, "value": value_of(change)} for change in resumed.changes]
        cases.append({"before": before[who][1], "changes": plain, "after": after[who][1]})
    return cases


def copied(content_: Content) -> Content:
    """One of its own; several times as fast as deepcopy."""
    same: Content = pickle.loads(pickle.dumps(content_))
    return same


def value_of(change: dict[str, Any]) -> Any:
    """The value as a client reads it from the wire."""
    return None if change["value"] is None else json.loads(bytes(change["value"]))


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("line", COMMANDS.values(), ids=lambda line: line.name)
def test_a_client_that_applied_the_changes_holds_what_a_fresh_snapshot_gives(
    line: Command, phase: Phase, shelf: Shelf, cases: list[str]
) -> None:
    for who in people_at(phase):
        if ROLE_OF[who] not in line.roles or phase not in line.phases:
            continue
        cafe = shelf.own(phase)
        before, seq = snapshots(cafe), cafe.row().seq
        answer = cafe.ask(who, line.name, **ARGUMENTS[line.name](cafe))
        with cafe.store.read() as session:
            gone = session.get(Event, cafe.event) is None
        if answer.refused is None and not gone:
            name = f"{line.name} by {who} in {phase.value}"
            cases += [json.dumps({"name": name, **case}) for case in check(cafe, before, seq)]
        cafe.store.close()


@pytest.fixture(scope="module")
def cases() -> list[str]:
    """All cases in which a client applied changes, as JSON: hundreds of whole cafés."""
    return []


def test_there_is_no_kind_of_change_that_was_not_told_and_applied(cases: list[str]) -> None:
    """T41. What ends a session is told by hanging up."""
    assert {change["kind"] for case in cases for change in json.loads(case)["changes"]} == set(Kind) - {Kind.ACCESS}


def test_the_bell_is_seen_alike_by_all(shelf: Shelf) -> None:
    cafe = shelf.own(Phase.ROUND)
    before, seq = snapshots(cafe), cafe.row().seq
    cafe.clock.forward(minutes=30)
    assert cafe.ring()
    check(cafe, before, seq)


def test_the_browser_applies_the_same_changes_to_the_same_end(cases: list[str], tmp_path: Path) -> None:
    assert len(cases) > 500, "the test above has run and gathered cases"
    found = tmp_path / "cases.json"
    found.write_text(f"[{','.join(cases)}]")
    subprocess.run([node.required().node, "tests/live/converge.js", found], cwd=node.ROOT, check=True)

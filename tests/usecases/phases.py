"""The cast's café at each phase, made once and copied for whoever needs one of its own."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from pathlib import Path

from cafe.domain.phases import Phase
from cafe.store.unit_of_work import Store
from cafe.usecases.gate import Gate
from tests.cast import Cafe, Clock, prepared
from tests.usecases.arguments import enrich


class Shelf:
    """Cafés by phase."""

    def __init__(self, empty: Path, folder: Path) -> None:
        self._empty = empty
        self._folder = folder
        self._made: dict[Phase, tuple[Path, Cafe]] = {}
        self._copies = itertools.count()

    def shared(self, phase: Phase) -> Cafe:
        """The café at a phase, for looking and for what is refused."""
        return self._at(phase)[1]

    def own(self, phase: Phase) -> Cafe:
        """A copy for one's own."""
        path, cafe = self._at(phase)
        copy = self._folder / f"copy-{next(self._copies)}.sqlite"
        shutil.copy(path, copy)
        clock = Clock()
        clock.now = cafe.clock.now
        store = Store(f"sqlite:///{copy}", clock=clock)
        return replace(
            cafe, store=store, gate=Gate(store, rate_limit=False), clock=clock, callers=dict(cafe.callers),
            numbers=dict(cafe.numbers), links=dict(cafe.links), _ids=itertools.count(500_000),
        )  # fmt: skip

    def _at(self, phase: Phase) -> tuple[Path, Cafe]:
        if phase not in self._made:
            path = self._folder / f"{phase.value}.sqlite"
            shutil.copy(self._empty, path)
            clock = Clock()
            store = Store(f"sqlite:///{path}", clock=clock)
            cafe = prepared(store, clock)
            walk(cafe, phase)
            with store.write() as work:  # all of it into the file, so that a copy of the file is a copy of the café
                work.session.connection().exec_driver_sql("SELECT 1")
            store.close()
            reopened = Store(f"sqlite:///{path}", clock=clock)
            self._made[phase] = path, replace(cafe, store=reopened, gate=Gate(reopened, rate_limit=False))
        return self._made[phase]


def walk(cafe: Cafe, phase: Phase) -> None:
    """Goes on to the phase, with something for every command to work on."""
    if phase is Phase.CLOSED:
        cafe.until(Phase.HARVEST)
        enrich(cafe)
        cafe.do("fadime", "event.close", from_round=3)
        return
    cafe.until(phase)
    if phase is not Phase.DRAFT:
        enrich(cafe)

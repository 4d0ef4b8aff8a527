"""Afternoons no one would plan: a hundred commands in a drawn order, and after each everybody still sees the truth."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from cafe.domain.phases import Phase
from cafe.domain.roles import Role
from cafe.usecases.catalogue import COMMANDS
from tests.cast import ROLES, Cafe
from tests.live.test_audiences import check as check_audiences
from tests.live.test_audiences import contents
from tests.live.test_convergence import check as check_viewers
from tests.live.test_convergence import snapshots
from tests.usecases.arguments import ARGUMENTS
from tests.usecases.phases import Shelf
from tests.usecases.test_permissions import ROLE_OF

COMMANDS_EACH = 100
NOT_TODAY = {
    "event.delete",
    "event.create",
    "event.duplicate",
    "event.close",
    "person.join",
    "person.return",
    "link.open",
}
"""What ends the afternoon, is another one, or comes in by itself below."""


POLICIES = ["mix", "carousel", "choice"]


class Afternoon:
    """A café in which anything may be asked by anybody at any time."""

    def __init__(self, cafe: Cafe, seed: int) -> None:
        self.cafe = cafe
        self.chance = random.Random(seed)
        self._made = 0

    def one_of(self, *numbers: int) -> int:
        """A number that may exist."""
        return self.chance.randint(1, max(1, *numbers))

    def fresh(self) -> int:
        """A number nobody has had."""
        self._made += 1
        return self._made

    def somebody(self) -> str:
        """Anybody who is still there."""
        return self.chance.choice([who for who in (*ROLES, *self.cafe.numbers) if who in self.cafe.callers])

    def arguments(self, name: str) -> dict[str, Any]:
        """As in the table of arguments, or drawn."""
        draw: dict[str, Callable[[], dict[str, Any]]] = {
            "person.absent": lambda: {"person": self.one_of(12), "absent": self.chance.random() < 0.6},
            "person.erase": lambda: {"ideas_too": self.chance.random() < 0.5},
            "idea.post": lambda: self.chance.choice([{"text": "Hier und jetzt"}, ARGUMENTS[name](self.cafe)]),
            "idea.edit": lambda: {"idea": self.one_of(12), "text": f"Anders {self.one_of(99)}"},
            **{
                one: lambda: {"idea": self.one_of(12)}
                for one in ("idea.withdraw", "idea.support", "idea.unsupport", "idea.restore")
            },
            "idea.hide": lambda: {"idea": self.one_of(12), "reason": "Werbung"},
            "seating.move": lambda: {"person": self.one_of(12), "table": self.one_of(7)},
            "seating.plan": lambda: {"policy": self.chance.choice(POLICIES), "seed": self.one_of(9)},
            "host.issue": lambda: {"table": self.one_of(6), "key": "a-public-random-key", "code": "HJKMNP"},
            "theme.save": lambda: {"title": "Thema", "ideas": [self.one_of(8)]},
            "theme.merge": lambda: {"themes": [self.one_of(5)], "into": self.one_of(5)},
            "theme.remove": lambda: {"theme": self.one_of(5)},
            "idea.assign": lambda: {"ideas": [self.one_of(8)], "theme": self.chance.choice([None, self.one_of(5)])},
            "dots.place": lambda: {"theme": self.one_of(5), "dots": self.chance.randint(0, 3)},
            "measure.save": lambda: {"title": "Maßnahme", "themes": [self.one_of(4)], "ideas": [self.one_of(8)]},
            "measure.remove": lambda: {"measure": self.one_of(4)},
            "tables.save": self.tables,
            "clock.extend": lambda: {"minutes": self.chance.choice([-90, -1, 2])},
            "rounds.save": lambda: {"rounds": [{"minutes": 20, "switch_minutes": 3}] * self.chance.randint(2, 5)},
            "event.edit": lambda: {"title": "Strategie-Café", "policy": self.chance.choice(POLICIES)},
            "link.create": lambda: {"role": "lead", "key": f"key-{self.fresh():020x}", "token": f"{self.fresh():064x}"},
        }  # fmt: skip
        return draw.get(name, lambda: ARGUMENTS[name](self.cafe))()

    def tables(self) -> dict[str, Any]:
        """The tables as they are; perhaps one more, one fewer, fewer seats."""
        rows = [
            {"number": row["number"], "topic": row["topic"], "seats": self.chance.choice([row["seats"], 5, 4, 3])}
            for row in self.cafe.sees("saal")["table"].values()
        ]
        if self.chance.random() < 0.4:
            rows.append({"topic": rows[0]["topic"]})
        elif self.chance.random() < 0.4:
            rows.pop(self.chance.randrange(len(rows)))
        return {"tables": rows}

    def go_on(self) -> bool:
        """One thing happens; whether it was done."""
        cafe, drawn = self.cafe, self.chance.random()
        cafe.clock.forward(seconds=self.chance.choice([1, 5, 30, 200]))
        if drawn < 0.06:
            secrets = {"token": f"{self.fresh():064x}", "personal_code": f"{self.fresh():064x}"}
            return cafe.ask("stefan", "person.join", code=cafe.code(), personal_key="x" * 16, **secrets).ok
        if drawn < 0.14:
            return cafe.ring()
        who, phase = self.somebody(), Phase(cafe.row().phase)
        role = ROLE_OF.get(who, Role.PARTICIPANT)
        possible = [line.name for line in COMMANDS.values() if role in line.roles and phase in line.phases]
        name = self.chance.choice([name for name in possible if name not in NOT_TODAY] or ["idea.post"])
        if name == "person.erase" and self.chance.random() < 0.7:
            return False
        answer = cafe.ask(who, name, **self.arguments(name))
        assert answer.refused is None or answer.refused.reason != "not_saved", (who, name)
        return answer.ok


def seated_well(cafe: Cafe) -> None:
    """Nobody sits twice or on somebody's lap, and hosts sit at their tables."""
    seen = cafe.sees("fadime")
    if seen["clock"]["clock"]["phase"] in {"harvest", "closed"}:
        return
    people = Counter(number for route in seen["route"].values() for number in route["numbers"])
    assert set(people.values()) <= {1}
    for number, route in seen["route"].items():
        assert len(route["numbers"]) <= seen["table"][number]["seats"], number
    for person in seen.get("person", {}).values():
        if person["hosts"] is not None and person["table"] is not None:
            assert person["table"] == person["hosts"], person


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("phase", [Phase.LOBBY, Phase.SWITCH])
def test_whatever_happens_everybody_sees_the_truth(shelf: Shelf, phase: Phase, seed: int) -> None:
    cafe = shelf.own(phase)
    afternoon, done = Afternoon(cafe, seed), 0
    for _ in range(COMMANDS_EACH):
        everybody, everything, seq, was = snapshots(cafe), contents(cafe), cafe.row().seq, cafe.row().phase
        if afternoon.go_on():
            done += 1
            check_viewers(cafe, everybody, seq)
            check_audiences(cafe, everything, was, seq)
            seated_well(cafe)
    cafe.store.close()
    assert done > COMMANDS_EACH / 8, "the afternoon was not all refusals"

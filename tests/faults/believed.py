"""What must be true of a café, kept in plain dictionaries by somebody who knows nothing of the code.

It believes what was acknowledged, and says from that what each person must see. Where people sit is decided by the
house; the model takes it from the lead's list, and holds everybody else's view against it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from cafe.store.rows import Dot, Idea, Seat, Support, Theme
from tests.cast import Cafe

OPEN = {"harvest", "closed"}
"""Phases in which every table is open to all."""

Seen = dict[str, dict[str, Any]]


@dataclass(slots=True)
class Written:
    """An idea, as far as everybody must agree on it."""

    text: str
    table: int
    round: int
    author: int | None
    state: str = "shown"
    theme: int | None = None
    supporters: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Believed:
    """The café as it must be."""

    ideas: dict[int, Written] = field(default_factory=dict)
    themes: dict[int, str] = field(default_factory=dict)
    """Number → title of those that stand."""
    dots: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    """Person → theme → dots."""
    seats: dict[tuple[int, int], int | None] = field(default_factory=dict)
    """(round, person) → table, as it was when the round's seats last held."""

    @classmethod
    def found(cls, cafe: Cafe) -> Believed:
        """What is there when one comes in: read row by row, once."""
        one = cls()
        with cafe.store.read() as session:
            mine = {"event_id": cafe.event}
            for row in session.scalars(select(Idea).filter_by(**mine)):
                one.ideas[row.number] = Written(row.text, row.table, row.round, row.author, row.state, row.theme)
            for support in session.scalars(select(Support).filter_by(**mine)):
                one.ideas[support.idea].supporters.add(support.person)
            for theme in session.scalars(select(Theme).filter_by(**mine)):
                if theme.removed_at is None:
                    one.themes[theme.number] = theme.title
            for dot in session.scalars(select(Dot).filter_by(**mine)):
                one.dots[dot.person][dot.theme] = dot.dots
            for seat in session.scalars(select(Seat).filter_by(**mine)):
                one.seats[seat.round, seat.person] = seat.table
        return one

    # -- what happened

    def posted(self, result: dict[str, Any], text: str, author: int | None) -> None:
        """An idea was acknowledged."""
        assert result["idea"] not in self.ideas, "a number is given once"
        self.ideas[result["idea"]] = Written(text, result["table"], result["round"], author)

    def withdrawn(self, number: int) -> None:
        """It is gone, and from its theme."""
        self.ideas[number].state, self.ideas[number].theme = "withdrawn", None

    def assigned(self, numbers: list[int], theme: int | None) -> None:
        """Ideas lie in a theme, or in none."""
        for number in numbers:
            self.ideas[number].theme = theme

    def merged(self, sources: set[int], into: int) -> None:
        """Ideas and dots go along."""
        for source in sources:
            self.assigned([number for number, idea in self.ideas.items() if idea.theme == source], into)
            self.themes.pop(source)
            for placed in self.dots.values():
                placed[into] += placed.pop(source, 0)

    # -- what must be seen

    def shown(self) -> dict[int, Written]:
        """The ideas that stand."""
        return {number: idea for number, idea in self.ideas.items() if idea.state == "shown"}

    def in_theme(self, theme: int) -> list[int]:
        """The ideas in it."""
        return sorted(number for number, idea in self.ideas.items() if idea.theme == theme)

    def sees(self, person: int, clock: dict[str, Any]) -> set[int]:
        """The ideas before somebody's eyes: her table's, those of tables she has visited, in the harvest all."""
        now = seat_round(clock)
        table = self.seats.get((now, person))
        return {
            number
            for number, idea in self.shown().items()
            if clock["phase"] in OPEN
            or (table is not None and idea.table == table)
            or (idea.round < now and self.seats.get((idea.round, person)) == idea.table)
        }

    def own(self, person: int) -> dict[str, tuple[str, str]]:
        """Her own ideas, wherever and whatever became of them."""
        return {str(number): (idea.text, idea.state) for number, idea in self.ideas.items() if idea.author == person}


def seat_round(clock: dict[str, Any]) -> int:
    """The round whose seats hold now."""
    return int(clock["next_round"] or clock["round"]) if clock["phase"] == "switch" else max(1, int(clock["round"]))

"""Numbers by stakeholder group that never lead back to fewer than five people.

Everybody at a café knows who came from the university, so "1 dot from Wissenschaft/Bildung" has a face. Two things are
published by group: how many came, and for each round, topic or theme how many of them took part. Totals are public.

**The rules** (threshold rule with complementary suppression: Hundepool et al., *Statistical Disclosure Control*, Wiley
2012, chapters 4 and 5; ESSnet *Handbook on Statistical Disclosure Control*, 2010):

1. *Groups* (`slices`): as soon as one group has one to four people, all groups below five are put together with the
   last one in the organiser's order ("keine Angabe"), until the sum is five or more. Else empty groups are not listed.
2. *Lines* (`protect`): in a line of a table by group, each cell below five, empty ones too, is hidden, and with them
   the last cell, whatever it is. If what is hidden is together below five, or could be told too closely, one more cell
   goes, and if that does not help all of them. The line's total stays. Where it alone says too much, because nearly
   everybody is in it, all cells are hidden in any case.
3. *All lines together*: a group has only so many dots to give, so shown cells bound hidden ones in other lines.
   `is_open` looks, by flows in the table, whether each hidden cell could be one more or one less with every total
   and bound kept; a line where one could not is hidden whole.

**Why the cell that goes along is chosen by its place, not its size**: who knows the rule reads a choice by size
backwards (Wong et al., *Minimality Attack*, VLDB 2007). With "hide the smallest other cell", hidden + 5 + hidden of 14
in all would say 4 and 5. For the same reason whether a line needs more is decided from what a reader of the line could
work out (Kenthapadi, Mishra, Nissim, *Simulatable Auditing*, PODS 2005), and the tests take the reader who knows this.

**What this does not do**: it does not compare two reports made at different times. Between them one person may have
come. So only the report of the closed event is for handing on (docs/report-schema.md).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
"""No number of people by group below this is shown."""

CHOICES = 3
"""So many values at least must be possible for a cell that is hidden beside shown ones."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One or more stakeholder groups counted together; null is "keine Angabe"."""

    groups: tuple[str | None, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Line:
    """How many people took part in something: all, and by slice; null is a hidden cell."""

    people: int
    cells: tuple[int | None, ...]


def slices(counts: Mapping[str | None, int], least: int = LEAST) -> tuple[Slice, ...]:
    """The groups that can be told apart, in the order of `counts`, those put together last.

    `counts` says how many people each group has; "keine Angabe" (None) is the last. Empty where nothing can be told
    apart, as with fewer than `least` people in all.
    """
    present = {group: people for group, people in counts.items() if people}
    if all(people >= least for people in present.values()):
        return tuple(Slice((group,), people) for group, people in present.items()) if len(present) > 1 else ()
    order = list(counts)
    together = {group for group in order if counts[group] < least} | {order[-1]}
    for group in reversed(order):
        if len(together) > 1 and sum(counts[member] for member in together) >= least:
            break
        together.add(group)
    rest = Slice(tuple(group for group in order if group in together), sum(counts[group] for group in together))
    single = tuple(Slice((group,), counts[group]) for group in order if group not in together)
    return (*single, rest) if single else ()


def protect(rows: Sequence[Sequence[int]], people: Sequence[int], shares: int, least: int = LEAST) -> tuple[Line, ...]:
    """The rows with their totals, and all cells hidden that must be.

    `rows` count people by slice; `people` says how many each slice has, `least` or more; each person can be counted in
    at most `shares` rows (dots per person, rounds).
    """
    lines = [_line(row, people, least) for row in rows]
    while blank := _closed_rows(rows, lines, people, shares, least):
        lines = [Line(line.people, (None,) * len(people)) if at in blank else line for at, line in enumerate(lines)]
    return tuple(lines)


def _line(row: Sequence[int], people: Sequence[int], least: int) -> Line:
    """Rule 2 for one row."""
    total, last = sum(row), len(row) - 1
    if _is_near_all(sum(people) - total, min(people), least):
        return Line(total, (None,) * len(row))
    small = {at for at, cell in enumerate(row) if cell < least}
    if not small:
        return Line(total, tuple(row))
    hidden = small | {last}
    others = [at for at in range(last, -1, -1) if at not in hidden]
    size = len(hidden) - 1
    if not _is_vague(size, people[last], sum(row[at] for at in hidden), least):
        if others and _is_vague_with(others[0], size, people, sum(row[at] for at in {*hidden, others[0]}), least):
            hidden.add(others[0])
        else:
            hidden = set(range(len(row)))
    return Line(total, tuple(None if at in hidden else cell for at, cell in enumerate(row)))


def _is_near_all(missing: int, smallest: int, least: int) -> bool:
    """Whether the total alone says too much of a small cell: nearly everybody is in, or only the smallest slice is not.

    Then the line is hidden whole, also where no cell is small: else hiding would say that one is.
    """
    return 0 < missing < least or 0 <= missing - (smallest - least + 1) < CHOICES - 1


def _ranges(size: int, last: int, total: int, least: int) -> list[range]:
    """What a reader can say of hidden cells with this total: one range for each small one alike, one for the last.

    `size` cells are below `least`; the last cell is at most `last`, and below `least` too if it is the only one.
    """
    most = least - 1
    if size == 0:
        return [range(total, total + 1)] if total <= most else []
    lowest, highest = max(0, total - size * most), min(last, total)
    if lowest > highest:
        return []
    return [range(max(0, total - last - (size - 1) * most), min(most, total) + 1), range(lowest, highest + 1)]


def _is_vague(size: int, last: int, total: int, least: int) -> bool:
    """Whether a line may stay as it is: its hidden cells are `least` people together, and none can be told closely."""
    return total >= least and all(len(values) >= CHOICES for values in _ranges(size, last, total, least)) and size > 0


def _is_vague_with(extra: int, size: int, people: Sequence[int], total: int, least: int) -> bool:
    """The same for a line in which one more cell went along; a reader knows then that it was needed."""
    sums = [
        rest
        for rest in range(total - people[extra], total - least + 1)
        if rest >= 0 and not _is_vague(size, people[-1], rest, least) and _ranges(size, people[-1], rest, least)
    ]
    kinds = 1 if size == 0 else 2
    possible = [{value for rest in sums for value in _ranges(size, people[-1], rest, least)[at]} for at in range(kinds)]
    return len(sums) >= CHOICES and all(len(values) >= CHOICES for values in possible)


def _closed_rows(
    rows: Sequence[Sequence[int]], lines: Sequence[Line], people: Sequence[int], shares: int, least: int
) -> set[int]:
    """Rows to hide whole: those in which a hidden cell has one possible value; all, where that is not enough."""
    bounds = [_bounds(row, line, people, least) for row, line in zip(rows, lines, strict=True)]
    room = [shares * people[at] - sum(line.cells[at] or 0 for line in lines) for at in range(len(people))]
    closed = {
        at
        for at, line in enumerate(lines)
        if line.people and any(not is_open(rows, bounds, room, at, cell) for cell in bounds[at])
    }
    whole = {at for at, line in enumerate(lines) if set(line.cells) == {None}}
    if closed <= whole:
        return set(range(len(lines))) - whole if closed else set()
    return closed - whole


def _bounds(row: Sequence[int], line: Line, people: Sequence[int], least: int) -> dict[int, int]:
    """The most each hidden cell of a line can be, to a reader who knows which of them are the small ones."""
    hidden = [at for at, cell in enumerate(line.cells) if cell is None]
    if len(hidden) == len(people):
        return dict(enumerate(people))
    return {at: least - 1 if row[at] < least and at != len(row) - 1 else people[at] for at in hidden}


def is_open(
    rows: Sequence[Sequence[int]], bounds: Sequence[Mapping[int, int]], room: Sequence[int], row: int, column: int
) -> bool:
    """Whether the hidden cell could be another number with all row totals and bounds kept.

    `rows` are the true numbers; `bounds` has for each row its hidden cells with the most each can be; `room` is what
    is left to each column for its hidden cells. A hidden cell goes up by one if a way leads, in the residual graph
    of this flow, from its column back to its row (Ford and Fulkerson 1956; Gusfield, *A Graph Theoretic Approach to
    Statistical Data Security*, SIAM J. Comput. 1988), and down by one if a way leads from its row to its column.
    """
    slack = [
        room[at] - sum(numbers[at] for numbers, hidden in zip(rows, bounds, strict=True) if at in hidden)
        for at in range(len(room))
    ]
    up = rows[row][column] < bounds[row][column]
    return (up and _reaches(rows, bounds, slack, ("column", column), ("row", row), (row, column))) or (
        rows[row][column] > 0 and _reaches(rows, bounds, slack, ("row", row), ("column", column), (row, column))
    )


Node = tuple[str, int]


def _reaches(
    rows: Sequence[Sequence[int]],
    bounds: Sequence[Mapping[int, int]],
    slack: Sequence[int],
    start: Node,
    goal: Node,
    without: tuple[int, int],
) -> bool:
    """Whether one person more can be pushed from `start` to `goal` through hidden cells other than `without`.

    A row pushes into a cell that can grow; a column pulls back from a cell that is not empty, or leaves its room
    unused less; the room left over joins all columns.
    """
    seen = {start}
    waiting = deque([start])
    while waiting:
        kind, at = node = waiting.popleft()
        if node == goal:
            return True
        if kind == "row":
            near: list[Node] = [
                ("column", to) for to, most in bounds[at].items() if rows[at][to] < most and (at, to) != without
            ]
        elif kind == "column":
            near = [
                ("row", to)
                for to, hidden in enumerate(bounds)
                if at in hidden and rows[to][at] > 0 and (to, at) != without
            ]
            if slack[at] > 0:
                near.append(("room", 0))
        else:
            near = [
                ("column", to)
                for to in range(len(slack))
                if any(to in hidden and numbers[to] > 0 for numbers, hidden in zip(rows, bounds, strict=True))
            ]
        for node in near:
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return False

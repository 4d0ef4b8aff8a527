"""A small min-cost flow: fewest pairs that stay together between two rounds."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping

Cell = tuple[int, int]


def fewest_together(rows: Mapping[int, int], columns: Mapping[int, int], closed: Collection[Cell], people: int) -> int:
    """Minimum of the sum of C(x, 2) over whole x ≥ 0 with row and column sums at most as given, `people` in all.

    Successive shortest paths (Ahuja, Magnanti, Orlin 1993, ch. 9.7): the k-th person in a cell costs k − 1. The
    start, one person per cell as far as they go, costs nothing and so is optimal for its size. If not all find room,
    the cost so far is still a bound.
    """
    network = Network(rows, columns, closed)
    network.fill_for_nothing(people)
    while network.placed < people:
        if not network.augment():
            break
    return network.cost


class Network:
    """Rows, columns and what is in their cells."""

    def __init__(self, rows: Mapping[int, int], columns: Mapping[int, int], closed: Collection[Cell]) -> None:
        self.left_in_row = dict(rows)
        self.left_in_column = dict(columns)
        self.cells: dict[int, dict[int, int]] = {row: {c: 0 for c in columns if (row, c) not in closed} for row in rows}
        self.placed = 0
        self.cost = 0

    def fill_for_nothing(self, people: int) -> None:
        """One person per cell, diagonal by diagonal."""
        rows, columns = list(self.left_in_row), list(self.left_in_column)
        for step in range(len(columns)):
            for index, row in enumerate(rows):
                column = columns[(index + step) % len(columns)]
                if column not in self.cells[row] or self.cells[row][column] or self.placed == people:
                    continue
                if self.left_in_row[row] and self.left_in_column[column]:
                    self.put(row, column)
                    self.left_in_row[row] -= 1
                    self.left_in_column[column] -= 1
                    self.placed += 1

    def put(self, row: int, column: int) -> None:
        """One more in a cell."""
        self.cost += self.cells[row][column]
        self.cells[row][column] += 1

    def take(self, row: int, column: int) -> None:
        """One fewer in a cell."""
        self.cells[row][column] -= 1
        self.cost -= self.cells[row][column]

    def augment(self) -> bool:
        """Places one more person along a cheapest path; whether there was one (Bellman, Ford with a queue)."""
        distance: dict[Cell, int] = {(0, row): 0 for row, left in self.left_in_row.items() if left}
        before: dict[Cell, Cell] = {}
        queue = deque(distance)
        while queue:
            node = queue.popleft()
            for following, step in self.steps(node):
                if distance[node] + step < distance.get(following, 1 << 60):
                    distance[following] = distance[node] + step
                    before[following] = node
                    queue.append(following)
        ends = [
            (distance[1, column], column)
            for column, left in self.left_in_column.items()
            if left and (1, column) in distance
        ]
        if not ends:
            return False
        node = (1, min(ends)[1])
        self.left_in_column[node[1]] -= 1
        path = []
        while node in before:
            path.append((before[node], node))
            node = before[node]
        for (side, one), (_, other) in reversed(path):
            if side:
                self.take(other, one)
            else:
                self.put(one, other)
        self.left_in_row[node[1]] -= 1
        self.placed += 1
        return True

    def steps(self, node: Cell) -> list[tuple[Cell, int]]:
        """Where a path can go on, and what that costs."""
        side, index = node
        if side == 0:
            return [((1, column), count) for column, count in self.cells[index].items()]
        return [((0, row), 1 - cells[index]) for row, cells in self.cells.items() if cells.get(index, 0) > 0]

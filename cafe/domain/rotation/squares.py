"""Self-orthogonal Latin squares of even order: two idempotent orthogonal squares at once, for four rounds with hosts.

A square that is orthogonal to its own transpose gives routes (row, column, L[row][column], L[column][row]), and on its
diagonal all four agree: that is the host. They exist for every order but 2, 3 and 6 (Brayton, Coppersmith, Hoffman
1974); the orders here are those that are no prime powers, up to 24. Each grows from one row, the *starter*, over the
whole numbers modulo T − 1 and one fixed point ∞ = T − 1 (Handbook of Combinatorial Designs, III.5): L[i][i + d] = i +
f(d). The starters were found by backtracking for this project; a test proves each square.
"""

from __future__ import annotations

STARTERS: dict[int, tuple[tuple[int, ...], int, int]] = {
    10: ((4, 8, 7, 9, 6, 5, 3, 1), 2, 7),
    12: ((5, 8, 2, 11, 6, 3, 10, 4, 7, 1), 9, 5),
    14: ((7, 9, 2, 13, 8, 10, 3, 6, 11, 5, 12, 4), 1, 10),
    18: ((6, 1, 13, 8, 12, 15, 5, 17, 3, 11, 7, 14, 10, 9, 4, 2), 16, 8),
    20: ((10, 17, 2, 7, 11, 13, 9, 19, 6, 4, 16, 1, 5, 15, 8, 14, 12, 3), 18, 10),
    22: ((11, 4, 17, 12, 9, 2, 8, 21, 1, 7, 20, 3, 16, 19, 5, 10, 15, 13, 18, 6), 14, 6),
    24: ((5, 22, 19, 17, 15, 14, 8, 23, 16, 21, 6, 4, 12, 10, 9, 7, 3, 20, 2, 18, 1, 11), 13, 5),
}
"""Order → f(1) … f(T − 2), and what stands beside i in the new column and below i in the new row."""


def self_orthogonal(order: int) -> list[list[int]]:
    """The idempotent self-orthogonal Latin square that grows from the starter of this order."""
    starter, beside, below = STARTERS[order]
    modulus, fixed = order - 1, order - 1
    square = [[fixed] * order for _ in range(order)]
    for row in range(modulus):
        square[row][row] = row
        for step, value in enumerate(starter, start=1):
            square[row][(row + step) % modulus] = fixed if value == fixed else (row + value) % modulus
        square[row][fixed] = (row + beside) % modulus
        square[fixed][row] = (row + below) % modulus
    return square


MATRICES: dict[int, tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]] = {
    12: (
        (6, 2),
        (
            (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            (0, 2, 1, 5, 8, 11, 3, 10, 9, 7, 6, 4),
            (0, 3, 9, 11, 7, 2, 10, 5, 1, 8, 4, 6),
            (0, 5, 4, 9, 3, 1, 11, 8, 6, 2, 7, 10),
            (0, 6, 11, 7, 5, 8, 2, 4, 10, 3, 1, 9),
        ),
    ),
    15: (
        (15,),
        (
            (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14),
            (0, 2, 5, 7, 9, 12, 4, 1, 14, 11, 3, 6, 8, 10, 13),
            (0, 6, 3, 14, 10, 7, 13, 4, 11, 2, 8, 5, 1, 12, 9),
            (0, 10, 6, 1, 11, 2, 7, 12, 3, 8, 13, 4, 14, 9, 5),
        ),
    ),
}
"""Order → its group, as a product of cyclic ones, and the rows of a difference matrix after a first row of zeros.

Any two rows differ by every element once, so k rows in all give k rounds without a repeat, hosts included: six at
twelve tables (Johnson, Dulmage, Mendelsohn 1961), five at fifteen (Schellenberg, Van Rees, Vanstone 1978). An element
of Z6 × Z2 is written 2a + b. Both were found anew, as cliques of orthomorphisms of which each two differ by another
one.
"""

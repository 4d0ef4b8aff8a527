"""Designs in which nobody meets anybody twice: where mathematics knows the plan, no search is needed.

A *route* names a table for each round. Two routes that share at most one (round, table) belong to people who meet at
most once. A *class* is a set of routes of which every table has exactly one in every round: a full class adds one
seat to each table. A plan without a repeat for tables of s people is s classes whose routes pairwise share at most
one point: a transversal design with R groups, that is R − 2 mutually orthogonal Latin squares (Bose, Shrikhande,
Parker 1960; Colbourn, Dinitz, "Handbook of Combinatorial Designs", 2nd ed. 2007, III.3). A host is the route that
stays: the class j = 0.

Ways to classes, in this order:

* `field_classes`: T a prime power. Lines of the affine plane over GF(T): person (i, j) sits at i + j·a_r (Bose 1938).
  T − 1 classes for up to T rounds.
* `prolonged`: three rounds, T even: an idempotent Latin square by prolongation of 2i − j mod T − 1 (Yamamoto 1961).
* `square_classes`: four rounds and T = 10, 12, 14, 18, 20, 22, 24: self-orthogonal Latin squares (squares.py). That
  such squares of order 10 exist at all was thought impossible until Parker 1959.
* `matrix_classes`: T = 12, up to six rounds, and T = 15, up to five: complete difference matrices (squares.py).
* `difference_classes`: any group: rows of a partial difference matrix (Bose, Bush 1952), found by greedy search. Where
  (s − 1)(R − 1) < T the multiplication table j·r mod T is one already (cyclic shifts).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from cafe.domain.rotation.squares import MATRICES, STARTERS, self_orthogonal

Route = tuple[int, ...]
Classes = list[list[Route]]

LARGEST_FIELD = 169
TRIES = 1_500


def classes(tables: int, rounds: int, wanted: int) -> Classes:
    """Classes of routes over tables 0 … T − 1, none of which visits a table twice; as many as wanted or can be had."""
    if rounds > tables or tables < 3 or rounds < 2:
        return []
    if (wanted - 1) * (rounds - 1) < tables and (wanted * (rounds - 1)) < tables:
        return cyclic_classes(tables, rounds, wanted)
    if tables <= LARGEST_FIELD and prime_power(tables):
        return field_classes(tables, rounds)
    if rounds <= 3 and tables % 2 == 0 and tables not in MATRICES:
        return prolonged(tables, rounds)
    found = difference_classes((tables,), rounds, wanted, 1)
    if len(found) < wanted and tables in MATRICES and rounds <= len(MATRICES[tables][1]) + 1:
        return matrix_classes(tables, rounds)
    if len(found) < wanted and tables in STARTERS and rounds <= 4:
        return square_classes(tables, rounds)
    if len(found) < wanted:
        for moduli in split(tables):
            other = difference_classes(moduli, rounds, wanted, 1)
            found = max(found, other, key=len)
    return found


def sibling_classes(topics: int, siblings: int, rounds: int, wanted: int) -> Classes:
    """Classes over topics × siblings (table = topic · siblings + sibling), in which no route visits a topic twice."""
    if rounds > topics or rounds < 2:
        return []
    return difference_classes((topics, siblings), rounds, wanted, siblings)


def cyclic_classes(tables: int, rounds: int, wanted: int) -> Classes:
    """Person (i, j) moves j tables on after each round, j = 1 … wanted; needs wanted · (rounds − 1) < tables."""
    return [
        [tuple((start + stride * number) % tables for number in range(rounds)) for start in range(tables)]
        for stride in range(1, wanted + 1)
    ]


def field_classes(size: int, rounds: int) -> Classes:
    """The lines i + j·x of the affine plane over GF(size), j ≠ 0, taken at `rounds` places x."""
    prime, power = prime_power(size) or (size, 1)
    plus, times = field_tables(prime, power)
    return [
        [tuple(plus[start][times[stride][place]] for place in range(rounds)) for start in range(size)]
        for stride in range(1, size)
    ]


def prime_power(number: int) -> tuple[int, int] | None:
    """(p, k) with p prime and p to the k equal to the number, or None."""
    prime = next((one for one in range(2, number + 1) if number % one == 0), None)
    if prime is None:
        return None
    power = 0
    while number % prime == 0:
        number, power = number // prime, power + 1
    return (prime, power) if number == 1 else None


@lru_cache(maxsize=8)
def field_tables(prime: int, power: int) -> tuple[list[list[int]], list[list[int]]]:
    """Sums and products of the field with p^k elements; an element is a polynomial with its digits to the base p."""
    size = prime**power
    digits = [[number // prime**place % prime for place in range(power)] for number in range(size)]
    number_of = {tuple(digit): number for number, digit in enumerate(digits)}
    plus = [
        [number_of[tuple((a + b) % prime for a, b in zip(one, other, strict=True))] for other in digits]
        for one in digits
    ]
    modulus = irreducible(prime, power)
    times = [[number_of[tuple(multiplied(one, other, modulus, prime))] for other in digits] for one in digits]
    return plus, times


def multiplied(one: Sequence[int], other: Sequence[int], modulus: Sequence[int], prime: int) -> list[int]:
    """The product of two polynomials, reduced by x^k = −modulus(x)."""
    power = len(one)
    result = [0] * (2 * power - 1)
    for index, a in enumerate(one):
        for place, b in enumerate(other):
            result[index + place] += a * b
    for index in range(2 * power - 2, power - 1, -1):
        for place in range(power):
            result[index - power + place] -= result[index] * modulus[place]
    return [value % prime for value in result[:power]]


def irreducible(prime: int, power: int) -> tuple[int, ...]:
    """Low coefficients of a monic polynomial of degree k of which x generates all that is not zero: a primitive one."""
    if power == 1:
        return (0,)
    for low in product(range(prime), repeat=power):
        element, steps = [0] * power, 1
        element[1 % power] = 1
        start, unit = list(element), [1] + [0] * (power - 1)
        while element != unit and any(element) and steps < prime**power:
            element, steps = multiplied(element, start, low, prime), steps + 1
        if element == unit and steps == prime**power - 1:
            return low
    raise AssertionError("there is a primitive polynomial of every degree")


def prolonged(tables: int, rounds: int) -> Classes:
    """An idempotent Latin square of even order T, read as routes (row, column, symbol) off its diagonal.

    2i − j over Z of T − 1 is idempotent; the cells (i, i + 1) are a transversal. Its symbols move to a new row and
    column, and the new symbol takes their place.
    """
    order, new = tables - 1, tables - 1
    inner = [[(row, (row + step) % order, (row - step) % order) for row in range(order)] for step in range(2, order)]
    outer = [
        *((row, (row + 1) % order, new) for row in range(order)),
        *((row, new, (row - 1) % order) for row in range(order)),
        *((new, column, (column - 2) % order) for column in range(order)),
    ]
    return [[route[:rounds] for route in row] for row in [*inner, outer]]


def square_classes(order: int, rounds: int) -> Classes:
    """A self-orthogonal square, read as routes (row, column, symbol, symbol of the transpose) off its diagonal."""
    square, modulus = self_orthogonal(order), order - 1
    cells = [[(row, (row + step) % modulus) for row in range(modulus)] for step in range(1, modulus)]
    cells.append([cell for row in range(modulus) for cell in ((row, modulus), (modulus, row))])
    return [
        [(row, column, square[row][column], square[column][row])[:rounds] for row, column in line] for line in cells
    ]


def matrix_classes(order: int, rounds: int) -> Classes:
    """The columns of a known difference matrix, each moved along the group; the first column is the hosts'."""
    moduli, rows = MATRICES[order]
    minus = difference_table(moduli)
    places = ((0,) * order, *rows)[:rounds]
    return [
        [tuple(minus[start][minus[0][row[column]]] for row in places) for start in range(order)]
        for column in range(1, order)
    ]


def split(number: int) -> list[tuple[int, int]]:
    """The ways to write a number as a product of two with a common divisor: groups other than the cyclic one."""
    return [
        (one, number // one)
        for one in range(2, int(number**0.5) + 1)
        if number % one == 0 and shares(one, number // one)
    ]


def shares(one: int, other: int) -> bool:
    """Whether two numbers have a common divisor."""
    while other:
        one, other = other, one % other
    return one > 1


@lru_cache(maxsize=32)
def difference_rows(moduli: tuple[int, ...], rounds: int, wanted: int, siblings: int) -> tuple[tuple[int, ...], ...]:
    """Rows of a partial difference matrix over the product of cyclic groups, by greedy search with a fixed seed.

    Each row starts with 0 and visits different topics; any two rows differ by another element in every column.
    """
    chance = random.Random(5)  # noqa: S311 - a search with a fixed seed
    size = 1
    for modulus in moduli:
        size *= modulus
    minus = difference_table(moduli)
    best: list[tuple[int, ...]] = []
    tries = TRIES
    while tries > 0 and len(best) < wanted:
        rows: list[tuple[int, ...]] = []
        misses = 0
        while misses < 150 and len(rows) < wanted and tries > 0:
            tries -= 1
            row = drawn_row(chance, size, rounds, siblings, rows, minus)
            if row:
                rows.append(row)
                misses = 0
            else:
                misses += 1
        best = max(best, rows, key=len)
    return tuple(best)


def drawn_row(
    chance: random.Random,
    size: int,
    rounds: int,
    siblings: int,
    rows: Sequence[tuple[int, ...]],
    minus: list[list[int]],
) -> tuple[int, ...] | None:
    """One more row, built entry by entry; None if it cannot be completed."""
    row = [0]
    topics = {0}
    seen = [{minus[0][other[0]]} for other in rows]
    for place in range(1, rounds):
        options = [
            value
            for value in range(size)
            if value // siblings not in topics
            and all(minus[value][other[place]] not in gone for other, gone in zip(rows, seen, strict=True))
        ]
        if not options:
            return None
        value = options[int(chance.random() * len(options))]
        row.append(value)
        topics.add(value // siblings)
        for other, gone in zip(rows, seen, strict=True):
            gone.add(minus[value][other[place]])
    return tuple(row)


def difference_table(moduli: tuple[int, ...]) -> list[list[int]]:
    """a − b in the product of cyclic groups; an element is a number with mixed digits, the first weighing most."""
    digits = list(product(*(range(modulus) for modulus in moduli)))
    number_of = {digit: number for number, digit in enumerate(digits)}
    return [
        [number_of[tuple((a - b) % m for a, b, m in zip(one, other, moduli, strict=True))] for other in digits]
        for one in digits
    ]


def difference_classes(moduli: tuple[int, ...], rounds: int, wanted: int, siblings: int) -> Classes:
    """A class for each row: person (i, row) sits at i + row[r]."""
    size = 1
    for modulus in moduli:
        size *= modulus
    if size > 400:
        return []
    minus = difference_table(moduli)
    return [
        [tuple(minus[start][minus[0][value]] for value in row) for start in range(size)]
        for row in difference_rows(moduli, rounds, wanted, siblings)
    ]

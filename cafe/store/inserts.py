"""Rows written together: one statement a table, in an order in which nothing points at what is not there yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Table, insert

from cafe.store.rows.base import Base


def write(connection: Connection, rows: Iterable[tuple[type[Base], dict[str, Any]]]) -> None:
    """Writes rows that hold a value for every column, each as the driver takes it (no JSON columns)."""
    by_table: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)
    for kind, values in rows:
        by_table[kind].append(values)
    for kind in sorted(by_table, key=place):
        statement, names = statement_for(kind, connection.dialect)
        given: list[Any] = list(by_table[kind])
        if names:
            given = [tuple(map(values.__getitem__, names)) for values in given]
        connection.exec_driver_sql(statement, given)


@cache
def place(kind: type[Base]) -> int:
    """Where a table stands when all are ordered by what they point at."""
    return Base.metadata.sorted_tables.index(cast(Table, kind.__table__))


@cache
def statement_for(kind: type[Base], dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """The statement in the driver's own form; the order of its parameters, none where it takes them by name."""
    compiled = insert(cast(Table, kind.__table__)).compile(dialect=dialect)
    return str(compiled), tuple(compiled.positiontup or ())

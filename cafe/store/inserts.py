"""Rows written together: one statement a table, in an order in which nothing points at what is not there yet.

And single values changed together, in rows that are there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Table

from cafe.store.rows.base import Base

Row = tuple[Any, ...]
"""A value for every column, in the order of the columns, each as the driver takes it (so no JSON)."""


Change = tuple[type[Base], Row, str, Any]
"""A row's kind and key, the column, and its new value."""


def write(connection: Connection, rows: Iterable[tuple[type[Base], Row]]) -> None:
    """Writes rows; each statement goes to the driver as it is, since drawing it up anew costs more than running it."""
    by_table: dict[type[Base], list[Row]] = defaultdict(list)
    for kind, values in rows:
        by_table[kind].append(values)
    for kind in sorted(by_table, key=place):
        connection.exec_driver_sql(statement(kind, connection.dialect), by_table[kind])


def amend(connection: Connection, changes: Iterable[Change]) -> None:
    """Changes one column in rows known by their keys; one statement a column."""
    by_column: dict[tuple[type[Base], str], list[Row]] = defaultdict(list)
    for kind, key, column, value in changes:
        by_column[kind, column].append((value, *key))
    for (kind, column), values in by_column.items():
        connection.exec_driver_sql(amendment(kind, column, connection.dialect), values)


@cache
def place(kind: type[Base]) -> int:
    """Where a table stands when all are ordered by what they point at."""
    return Base.metadata.sorted_tables.index(cast(Table, kind.__table__))


@cache
def statement(kind: type[Base], dialect: Dialect) -> str:
    """The INSERT of a table in the driver's own words."""
    quote = dialect.identifier_preparer.quote
    columns = [quote(column.name) for column in kind.__table__.columns]
    places = marks(dialect, len(columns))
    return f"INSERT INTO {quote(kind.__tablename__)} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - names of ours


@cache
def amendment(kind: type[Base], column: str, dialect: Dialect) -> str:
    """The UPDATE of one column in the driver's own words."""
    quote = dialect.identifier_preparer.quote
    mark = marks(dialect, 1)
    which = " AND ".join(f"{quote(one.name)} = {mark}" for one in cast(Table, kind.__table__).primary_key)
    return f"UPDATE {quote(kind.__tablename__)} SET {quote(column)} = {mark} WHERE {which}"  # noqa: S608 - names of ours


def marks(dialect: Dialect, count: int) -> str:
    """Places for so many values, as this driver writes them."""
    return ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * count)

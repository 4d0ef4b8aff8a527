"""The database itself: durable, referentially sound, and of the schema the rows describe."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from cafe.store.engine import open_engine
from cafe.store.migrate import TooNew, migrate
from cafe.store.rows import Base
from cafe.store.unit_of_work import Store

WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


@pytest.mark.parametrize("writing", [True, False])
def test_each_connection_is_durable_checks_references_and_overwrites_what_is_deleted(
    database: str, writing: bool
) -> None:
    engine = open_engine(database, writing=writing)
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in WANTED}
    engine.dispose()
    assert found == WANTED


def test_what_was_deleted_cannot_be_read_from_the_file(database: str) -> None:
    path = Path(database.removeprefix("sqlite:///"))
    engine = open_engine(database, writing=True)
    with engine.begin() as connection:
        insert = "INSERT INTO receipt (actor, id, digest, seq, result, at) VALUES ('a', 'b', 'c', 1, :words, 1)"
        connection.execute(text(insert), {"words": "geheime Worte" * 50})
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM receipt"))
    with engine.connect() as connection:
        connection.rollback()
        raw = connection.connection.dbapi_connection
        assert raw
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    assert b"geheime" not in path.read_bytes()


def test_the_migrations_lead_to_what_the_rows_describe(database: str) -> None:
    engine = open_engine(database, writing=False)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_migrating_again_changes_nothing(database: str) -> None:
    path = Path(database.removeprefix("sqlite:///"))

    def schema() -> list[tuple[str]]:
        with sqlite3.connect(path) as file:
            found: list[tuple[str]] = file.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        file.close()
        return found

    before = schema()
    migrate(database)
    assert schema() == before


def test_data_of_a_newer_release_are_left_alone(database: str) -> None:
    path = Path(database.removeprefix("sqlite:///"))
    file = sqlite3.connect(path)
    file.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    file.commit()
    with pytest.raises(TooNew, match="9999"):
        migrate(database)
    assert file.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999_from_the_future",)
    file.close()


def test_the_schema_is_one_that_postgresql_takes() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in Base.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            name = str(CreateIndex(index).compile(dialect=dialect))
            assert len(name.split()[2]) <= 63, "PostgreSQL cuts longer names"


def test_every_constraint_has_a_name_a_migration_can_find() -> None:
    unnamed = [
        (table.name, constraint)
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []


def test_a_closed_store_leaves_one_file(database: str) -> None:
    path = Path(database.removeprefix("sqlite:///"))
    store = Store(database)
    with store.write() as work:
        work.session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
    with store.read() as session:
        session.connection().exec_driver_sql("SELECT 1")
    store.close()
    assert [other.name for other in path.parent.iterdir() if other.name.startswith(path.name)] == [path.name]

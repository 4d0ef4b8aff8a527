"""The migration that made paper equal keeps what is there, on the way up and on the way down."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command

from cafe.store.migrate import config_for

BEFORE, AFTER = "0001", "0005"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[tuple[str, sqlite3.Connection]]:
    """A database of the first release, with a person in her seat and an idea on the table."""
    path = tmp_path / "old.sqlite"
    url = f"sqlite:///{path}"
    command.upgrade(config_for(url), BEFORE)
    file = sqlite3.connect(path, isolation_level=None)
    file.execute(
        "INSERT INTO event (id, title, purpose, place, date, starts, ends, language, code, policy, harvest_minutes,"
        " grace_seconds, dots_per_person, expected_people, groups, fields, created_at, phase, state, since, round,"
        " dots, seq) VALUES (1, 'Café', '', '', '', '', '', 'de', 'KAFFEE', 'mix', 30, 60, 3, 0, '[]', '[]', 1,"
        " 'round', 'running', 1, 1, 'none', 0)"
    )
    file.execute("INSERT INTO topic (event_id, number, position, title, field, face) VALUES (1, 1, 1, 'Wege', '', 1)")
    file.execute(
        "INSERT INTO cafe_table (event_id, number, topic, seats, place, step_free, code, host_key)"
        " VALUES (1, 1, 1, 5, '', 0, 'TISCH1', 'key')"
    )
    file.execute("INSERT INTO person (event_id, number, name, paper, absent, joined_at) VALUES (1, 1, 'Pia', 0, 0, 1)")
    file.execute('INSERT INTO seat (event_id, person, round, "table", chosen) VALUES (1, 1, 1, 1, 0)')
    file.execute(
        'INSERT INTO idea (event_id, number, "table", topic, round, text, state, by, author, reason, created_at)'
        " VALUES (1, 1, 1, 1, 1, 'Radwege', 'shown', 'phone', 1, '', 1)"
    )
    yield url, file
    file.close()


def kept(file: sqlite3.Connection) -> tuple[int, ...]:
    """How many people, seats and ideas there are."""
    return tuple(file.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("person", "seat", "idea"))


def test_nobody_loses_a_seat_on_the_way_up_or_down(old: tuple[str, sqlite3.Connection]) -> None:
    url, file = old
    command.upgrade(config_for(url), AFTER)
    assert kept(file) == (1, 1, 1)
    assert file.execute("SELECT registered_at, came_at FROM person").fetchall() == [(None, None)]
    command.downgrade(config_for(url), BEFORE)
    assert kept(file) == (1, 1, 1)


def test_two_ideas_of_one_card_do_not_fit_into_the_database(old: tuple[str, sqlite3.Connection]) -> None:
    url, file = old
    command.upgrade(config_for(url), AFTER)
    copy = (
        'INSERT INTO idea (event_id, number, "table", topic, round, text, state, by, reason, created_at, card)'
        " VALUES (1, ?, 1, 1, 1, 'x', 'shown', 'paper', '', 1, 301)"
    )
    file.execute(copy, (2,))
    with pytest.raises(sqlite3.IntegrityError, match=r"idea\.card"):
        file.execute(copy, (3,))


def test_registrations_go_with_the_release_that_knows_them(old: tuple[str, sqlite3.Connection]) -> None:
    url, file = old
    command.upgrade(config_for(url), AFTER)
    file.execute(
        "INSERT INTO person (event_id, number, name, paper, absent, joined_at, registered_at)"
        " VALUES (1, 2, 'Emil', 1, 0, 1, 1)"
    )
    command.downgrade(config_for(url), BEFORE)
    assert file.execute("SELECT name FROM person").fetchall() == [("Pia",)]

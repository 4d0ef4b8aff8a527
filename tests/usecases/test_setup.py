"""Setting up: templates, structure, what may change once people depend on it, duplicating and deleting."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text as sql

from cafe.domain.errors import Code
from cafe.domain.phases import Phase
from cafe.usecases.viewer import Caller
from tests.cast import Cafe

At = Callable[[Phase], Cafe]


@pytest.mark.parametrize("template", ["stralsund", "one-question", "progressive", "blank"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_an_event_from_any_template_can_open_its_doors(cafe: Cafe, template: str, language: str) -> None:
    event = cafe.do("olga", "event.create", template=template, language=language)["event"]
    cafe.do(Caller(organiser=True, event=event), "event.open")


def test_a_copy_has_the_structure_and_none_of_the_people(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    copy = cafe.do("olga", "event.duplicate", title="Noch einmal")["event"]
    with cafe.store.read() as session:

        def count(table: str) -> int:
            return session.execute(sql(f'SELECT count(*) FROM "{table}" WHERE event_id = {copy}')).scalar_one()

        found = {
            table: count(table) for table in ("topic", "cafe_table", "round", "question", "person", "idea", "link")
        }
    assert found == {"topic": 3, "cafe_table": 6, "round": 3, "question": 1, "person": 0, "idea": 0, "link": 0}


def test_deleting_needs_the_title_and_leaves_nothing(cafe_at: At) -> None:
    cafe = cafe_at(Phase.CLOSED)
    assert cafe.no("olga", "event.delete", title="Strategie").reason == "title_differs"
    cafe.do("olga", "event.delete", title="Strategie-Café")
    with cafe.store.read() as session:
        tables = session.execute(sql("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        for table in set(tables) - {"alembic_version", "sqlite_sequence", "receipt"}:
            assert session.execute(sql(f'SELECT count(*) FROM "{table}"')).scalar_one() == 0, table


def test_a_table_where_somebody_sits_does_not_go(cafe_at: At) -> None:
    cafe = cafe_at(Phase.LOBBY)
    topics = [row["topic"] for row in cafe.sees("saal")["table"].values()]
    rows = [{"number": number, "topic": topics[number - 1]} for number in (1, 2, 4, 5, 6)]
    assert cafe.no("olga", "tables.save", tables=rows).reason == "table_in_use"
    assert "3" in cafe.sees("saal")["table"]


def test_a_table_added_in_the_lobby_is_seen_at_once(cafe_at: At) -> None:
    cafe = cafe_at(Phase.LOBBY)
    rows = [{"number": row["number"], "topic": row["topic"]} for row in cafe.sees("saal")["table"].values()]
    cafe.do("olga", "tables.save", tables=[*rows, {"topic": rows[0]["topic"]}])
    assert "7" in cafe.sees("fadime")["table"]
    assert cafe.join("anna", 7)["table"] == 7


@pytest.mark.parametrize(
    ("args", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"title": "x", "date": "morgen"}, "date"),
        ({"title": "x", "starts": "25:00"}, "starts"),
        ({"title": "x", "colour": "red"}, "colour"),
        ({"title": 7}, "title"),
    ],
)
def test_a_bad_field_is_named(cafe: Cafe, args: dict[str, object], field: str) -> None:
    refused = cafe.no("olga", "event.edit", **args)
    assert (refused.code, refused.field) == (Code.INVALID, field)


def test_a_round_that_has_begun_does_not_go(cafe_at: At) -> None:
    cafe = cafe_at(Phase.SWITCH)
    assert cafe.no("olga", "rounds.save", rounds=[{"minutes": 20}]).reason == "round_in_use"

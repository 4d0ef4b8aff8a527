"""What the organiser says of the results, and what the report makes of it."""

from __future__ import annotations

import pytest
from alembic import command

from cafe.domain.report import Occasion
from cafe.store.migrate import config_for, migrate
from cafe.store.rows import Handover
from cafe.usecases import report
from tests.cast import Cafe


def occasion(cafe: Cafe) -> Occasion:
    with cafe.store.read() as session:
        return report.build(session, cafe.event, cafe.clock.now).event


def test_a_report_nobody_has_said_anything_of_has_the_usual_licence_and_no_names(cafe: Cafe) -> None:
    told = occasion(cafe)
    assert (told.publisher, told.contact, told.email, told.address) == ("", "", "", "")
    assert told.licence == "dl-de/by-2-0"


def test_the_report_says_whose_it_is_and_whom_to_ask(cafe: Cafe) -> None:
    cafe.do("olga", "handover.save", publisher=" Hansestadt  Stralsund ", contact="Amt für Beteiligung",
            email="cafe@stadt.example", address="https://daten.stadt.example/cafe/", licence="CC0-1.0")  # fmt: skip
    told = occasion(cafe)
    assert (told.publisher, told.contact, told.email) == (
        "Hansestadt Stralsund", "Amt für Beteiligung", "cafe@stadt.example",
    )  # fmt: skip
    assert (told.address, told.licence) == ("https://daten.stadt.example/cafe/", "CC0-1.0")


def test_a_field_the_organiser_invented_counts_for_the_area_she_chooses(cafe: Cafe) -> None:
    cafe.do("olga", "event.edit", title="Café", fields=["Hafenfeste", "Mobilität", "Wege und Verkehr"])
    assert occasion(cafe).areas == ("", "Mobilität", "Mobilität")
    cafe.do("olga", "handover.save", areas={"Hafenfeste": "Tourismus", "Mobilität": ""})
    assert occasion(cafe).areas == ("Tourismus", "", "Mobilität")


def test_saving_again_replaces_what_was_said(cafe: Cafe) -> None:
    cafe.do("olga", "handover.save", publisher="Stadt", areas={"Energie": "Mobilität"})
    cafe.do("olga", "handover.save")
    assert occasion(cafe).publisher == ""
    assert occasion(cafe).areas == ("Mobilität", "")


def test_a_copy_of_the_event_keeps_it(cafe: Cafe) -> None:
    cafe.do("olga", "handover.save", publisher="Stadt", areas={"Energie": "Energie & Umwelt"})
    copy = cafe.do("olga", "event.duplicate", title="Noch einmal")["event"]
    with cafe.store.read() as session:
        assert session.get_one(Handover, copy).publisher == "Stadt"
        assert report.build(session, copy, 0).event.areas == ("Mobilität", "Energie & Umwelt")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"email": "niemand"}, "email_form"),
        ({"email": "a@b.example\nbcc: c@d.example"}, "email_form"),
        ({"address": "javascript:alert(1)"}, "address_form"),
        ({"address": 'https://x.example/"><script>'}, "address_form"),
        ({"address": "https://x.example/?a=b"}, "address_form"),
        ({"areas": {"Mobilität": "Erfunden"}}, "field_invalid"),
        ({"publisher": "x" * 121}, "text_too_long"),
    ],
)
def test_what_no_catalogue_could_use_is_refused(cafe: Cafe, said: dict[str, object], reason: str) -> None:
    assert cafe.no("olga", "handover.save", **said).reason == reason


def test_only_the_organiser_says_it(cafe: Cafe) -> None:
    assert cafe.no("fadime", "handover.save", publisher="Fadime").code == "forbidden"


def test_the_schema_goes_back_and_forth_without_losing_events(cafe: Cafe, database: str) -> None:
    cafe.do("olga", "handover.save", publisher="Stadt")
    cafe.store.close()
    command.downgrade(config_for(database), "0004-1")
    migrate(database)
    assert occasion(cafe).title == "Strategie-Café"
    assert occasion(cafe).publisher == ""

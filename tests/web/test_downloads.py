"""The results to take away: by a plain link, or ordered, watched and fetched; for those who may."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient

from cafe.export.formats import FORMATS
from cafe.web import security
from cafe.web.house import House
from tests.web.conftest import Stralsund, Visitor

OURS = {"X-Cafe-Page": "organise"}


def wait_for(client: FlaskClient, url: str, wanted: str = "ready") -> dict[str, Any]:
    end = time.monotonic() + 60
    while (told := client.get(url).json)["state"] != wanted:
        assert time.monotonic() < end, told
        assert told["state"] in ("waiting", "working"), told
        assert told["words"]
        time.sleep(0.05)
    return told


def placed(client: FlaskClient, event: int, file: str = "report.json") -> str:
    answer = client.post(f"/export/orders?file={file}&event={event}", headers=OURS)
    assert answer.status_code == 202
    return f"/export/orders/{answer.json['ticket']}"


@pytest.mark.parametrize("file", [form.file for form in FORMATS.values()])
def test_every_document_comes_by_a_plain_link_that_waits(
    organiser: FlaskClient, stralsund: Stralsund, file: str
) -> None:
    answer = organiser.get(f"/export/{file}?event={stralsund.id}")
    assert answer.status_code == 200
    assert len(answer.data) == answer.content_length > 100
    assert (
        answer.headers["Content-Disposition"] == f'attachment; filename="world-cafe-{stralsund.id}-2026-10-26-{file}"'
    )
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_document_speaks_the_events_language_or_the_one_asked_for(
    organiser: FlaskClient, stralsund: Stralsund
) -> None:
    assert "## Der Tag in Zahlen" in organiser.get(f"/export/report.md?event={stralsund.id}").text
    assert "# The day in " in organiser.get(f"/export/report.md?event={stralsund.id}&language=en").text


def test_a_page_orders_a_document_watches_it_and_fetches_it(organiser: FlaskClient, stralsund: Stralsund) -> None:
    order = placed(organiser, stralsund.id, "data.zip")
    told = wait_for(organiser, f"{order}?event={stralsund.id}")
    assert told["share"] == 100
    answer = organiser.get(f"{order}/file?event={stralsund.id}")
    assert "README.md" in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert answer.content_type == "application/zip"


def test_a_cancelled_order_is_gone(organiser: FlaskClient, stralsund: Stralsund) -> None:
    order = f"{placed(organiser, stralsund.id)}?event={stralsund.id}"
    assert organiser.delete(order, headers=OURS).status_code == 200
    assert organiser.get(order).status_code == 404


def test_another_site_can_neither_order_nor_cancel(organiser: FlaskClient, stralsund: Stralsund) -> None:
    assert organiser.post(f"/export/orders?file=report.json&event={stralsund.id}").status_code == 403
    order = f"{placed(organiser, stralsund.id)}?event={stralsund.id}"
    assert organiser.delete(order).status_code == 403


def test_somebody_without_a_link_gets_nothing(organiser: FlaskClient, stralsund: Stralsund, visitor: Visitor) -> None:
    order = placed(organiser, stralsund.id)
    stranger = visitor()
    assert stranger.get(f"/export/report.json?event={stralsund.id}").status_code == 403
    assert stranger.get(f"{order}?event={stralsund.id}").status_code == 403
    assert stranger.get(f"{order}/file?event={stralsund.id}").status_code == 403
    assert stranger.post(f"/export/orders?file=report.json&event={stralsund.id}", headers=OURS).status_code == 403


def test_a_ticket_of_one_event_opens_nothing_at_another(organiser: FlaskClient, stralsund: Stralsund) -> None:
    order = placed(organiser, stralsund.id)
    other = organiser.post(
        "/organise/new", data={"template": "blank", "title": "Anderes", "date": "", "language": "de"}
    )
    assert organiser.get(f"{order}?event={other.location.rsplit('/', 1)[1]}").status_code == 404


def test_a_document_there_is_not_is_no_page(organiser: FlaskClient, stralsund: Stralsund) -> None:
    assert organiser.get(f"/export/passwords.txt?event={stralsund.id}").status_code == 404
    assert organiser.get("/export/report.json?event=999").status_code == 404


def test_a_full_workshop_says_so_and_when_to_come_back(
    organiser: FlaskClient, stralsund: Stralsund, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cafe.web.workshop.ORDERS", 0)
    answer = organiser.get(f"/export/report.json?event={stralsund.id}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "sehr viele Dokumente" in answer.text
    refused = organiser.post(f"/export/orders?file=report.json&event={stralsund.id}", headers=OURS)
    assert refused.json["error"]["retry_after"] == 10


def test_the_results_page_offers_every_document_in_both_languages(organiser: FlaskClient, stralsund: Stralsund) -> None:
    for language in ("de", "en"):
        text = organiser.get(f"{stralsund.url}/results?language={language}").text
        for form in FORMATS.values():
            assert f"/export/{form.file}?event={stralsund.id}&amp;language={language}" in text


def test_a_broken_process_gives_a_page_that_says_the_data_are_safe(
    organiser: FlaskClient, stralsund: Stralsund, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cafe.web.downloads.MODULE", "cafe.no_such_module")
    answer = organiser.get(f"/export/report.json?event={stralsund.id}")
    assert answer.status_code == 503
    assert "Ihre Daten sind sicher" in answer.text
    assert isinstance(stralsund.house, House)


@pytest.mark.parametrize("role", ["lead", "colead", "theme"])
def test_staff_take_the_draft_home_while_the_event_goes_on(
    organiser: FlaskClient, open_stralsund: Stralsund, visitor: Visitor, role: str
) -> None:
    event = open_stralsund.id
    made = organiser.post(f"/organise/{event}/links", data={"role": role, "label": ""})
    assert made.status_code == 303
    with organiser.application.app_context():
        token = security.link_token(open_stralsund.links(role)[0].key)
    browser = visitor()
    browser.set_cookie("cafe_lead", token)
    told = browser.get("/export/report.json").json
    assert told["as_of"]["final"] is False
    assert told["as_of"]["seq"] == open_stralsund.now.event.seq > 0
    assert browser.get("/export/report.json?event=999").status_code == 403


def test_the_results_page_reminds_of_whose_the_results_are(organiser: FlaskClient, stralsund: Stralsund) -> None:
    assert 'data-testid="handover-missing"' in organiser.get(f"{stralsund.url}/results").text
    organiser.post(f"{stralsund.url}/handover", data={"publisher": "Stadt", "licence": "CC0-1.0", "do": "save"})
    assert 'data-testid="handover-missing"' not in organiser.get(f"{stralsund.url}/results").text
    assert organiser.get(f"/export/report.json?event={stralsund.id}").json["event"]["publisher"] == "Stadt"

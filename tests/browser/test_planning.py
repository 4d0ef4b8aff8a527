"""The lead plans seats: needs, company, a closed table, the search, a list; without barriers, small or large."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from scripts.served import Served
from tests.browser.hall import LAPTOP, PHONE, Hall, barriers, live
from tests.browser.test_whole_cafe import PASSWORD


def lead_at(hall: Hall, server: Served, panel: str, **demo: str) -> Page:
    """A lead's laptop at this panel of a café played so far."""
    options = [word for name, value in demo.items() for word in (f"--{name}", value)]
    link = re.findall(r"lead\s+(\S+)", server.flask("demo", *options))[0]
    page = hall.device(LAPTOP)
    page.goto(link)
    live(page)
    page.goto(f"{server.url}/lead#{panel}")
    return live(page)


def look(page: Page) -> None:
    """axe, on a phone and on a laptop."""
    found = []
    for size in (PHONE, LAPTOP):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        found += [f"at {size['width']}: {one}" for one in barriers(page)]
    assert not found, "\n".join(found)


def test_the_lead_sees_a_plan_against_what_is_possible_and_announces_it(hall: Hall, server: Served) -> None:
    page = lead_at(hall, server, "seating", stage="lobby", people="60")
    page.get_by_test_id("policy").select_option("mix")
    page.get_by_test_id("plan-scope").last.check(force=True)
    expect(page.get_by_test_id("plan")).to_have_text(re.compile("Plätze für die Runden 1 bis 3 suchen"))
    page.get_by_test_id("plan").click()
    expect(page.get_by_test_id("plan-title")).to_have_text("Vorschlag für die Runden 1 bis 3", timeout=30_000)
    expect(page.get_by_test_id("plan-searching")).to_be_hidden(timeout=60_000)
    expect(page.get_by_test_id("plan-headline")).to_have_text(
        re.compile("Niemand trifft|weniger ist nicht möglich|sind unmöglich")
    )
    expect(page.locator("[data-live-region]")).to_contain_text("Die Suche ist zu Ende.")
    expect(page.get_by_test_id("mix")).to_be_visible()
    look(page)
    page.get_by_test_id("publish").click()
    page.wait_for_timeout(700)
    page.get_by_test_id("publish-yes").click()
    expect(page.get_by_test_id("plan-title")).to_have_text("Gilt für die Runden 1 bis 3")


def test_wishes_that_clash_are_named_with_people_and_what_would_solve_it(hall: Hall, server: Served) -> None:
    page = lead_at(hall, server, "people", stage="lobby", people="30")
    page.get_by_test_id("companies").click()
    people = [page.get_by_test_id("person").nth(index).get_attribute("data-person") or "" for index in (24, 26)]
    for together in (0, 1):
        page.get_by_test_id("company-people").fill(", ".join(people))
        page.get_by_test_id("company-together").nth(together).check(force=True)
        page.get_by_test_id("company-save").click()
        expect(page.get_by_test_id("company")).to_have_count(together + 1)
    row = page.locator(f"[data-person='{people[0]}']").first
    row.locator("summary").first.click()
    row.get_by_test_id("needs-open").click()
    row.get_by_test_id("needs-pinned").fill("7")
    row.get_by_test_id("needs-save").click()
    expect(row.get_by_test_id("needs")).to_contain_text("behält Tisch 7")
    look(page)
    page.goto(f"{server.url}/lead#seating")
    page.get_by_test_id("policy").select_option("mix")
    page.get_by_test_id("plan").click()
    expect(page.get_by_test_id("trouble").first).to_contain_text("nie an einem Tisch", timeout=30_000)
    expect(page.get_by_test_id("trouble").first).to_contain_text(f"#{people[0]}")
    look(page)


def test_a_closed_table_is_marked_and_takes_nobody(hall: Hall, server: Served) -> None:
    page = lead_at(hall, server, "table-3", stage="lobby", people="30")
    page.get_by_test_id("table-close").click()
    expect(page.locator("[data-testid=tile][data-table='3']")).to_contain_text("geschlossen")
    expect(page.locator("[data-testid=tile][data-table='3'] [data-testid=tile-people]")).to_have_text("0")
    look(page)
    page.get_by_test_id("table-open").click()
    expect(page.locator("[data-testid=tile][data-table='3']")).not_to_contain_text("geschlossen")


def test_a_list_of_seats_is_read_and_its_mistakes_are_told_by_line(hall: Hall, server: Served) -> None:
    page = lead_at(hall, server, "seating", stage="lobby", people="30")
    number = page.evaluate("JSON.parse(document.querySelector('#state').textContent).snapshot.person") or {}
    first = min(map(int, number))
    page.get_by_test_id("policy").select_option("fixed")
    expect(page.get_by_test_id("plan")).to_be_disabled()

    def choose(text: str) -> None:
        page.get_by_test_id("fixed-file").set_input_files(
            {"name": "plätze.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )

    choose(f"round,person,table\n1,{first},2\n1,{first},3\n")
    expect(page.get_by_test_id("fixed-errors")).to_contain_text("Zeile 3")
    expect(page.get_by_test_id("plan")).to_be_disabled()
    look(page)
    choose(f"Runde;Person;Tisch\n1;{first};2\n")
    expect(page.get_by_test_id("fixed-words")).to_have_text("1 Platz gelesen.")
    page.get_by_test_id("plan").click()
    expect(page.get_by_test_id("plan-title")).to_have_text("Vorschlag für Runde 1")


def test_somebody_who_waits_names_topics_and_the_lead_reads_them(hall: Hall, server: Served) -> None:
    played = server.flask("demo", "--stage", "lobby", "--people", "30")
    event, code, link = (
        re.findall(pattern, played)[0] for pattern in (r"Event (\d+)", r"personal code (\S+)", r"lead\s+(\S+)")
    )
    organiser = hall.device(LAPTOP)
    first = re.search(r"/organise/first/\S+", server.log)
    assert first
    organiser.goto(server.url + first.group(0))
    for field in organiser.locator("input[type=password]").all():
        field.fill(PASSWORD)
    organiser.get_by_test_id("set-password").click()
    organiser.goto(f"{server.url}/organise/{event}/rhythm")
    organiser.get_by_test_id("asks-wishes").check(force=True)
    organiser.get_by_test_id("save").click()
    phone = hall.device(PHONE)
    phone.goto(f"{server.url}/back")
    phone.get_by_test_id("personal-code").fill(code)
    phone.get_by_test_id("return").click()
    phone.wait_for_url(re.compile(r"/t\b"))
    live(phone)
    topics = phone.get_by_test_id("wish").first.locator("option").all_text_contents()
    phone.get_by_test_id("wish").nth(0).select_option(index=3)
    phone.get_by_test_id("wish").nth(1).select_option(index=1)
    look(phone)
    phone.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    phone.get_by_test_id("wish-save").click()
    expect(phone.get_by_test_id("wishes").locator("[data-saved]")).to_contain_text("Gesendet")
    badge = phone.get_by_test_id("badge").text_content()
    phone.reload()
    expect(phone.get_by_test_id("wish").first.locator("option:checked")).to_have_text(topics[3])
    lead = hall.device(LAPTOP)
    lead.goto(link)
    lead.goto(f"{server.url}/lead#people")
    row = live(lead).locator(f"[data-person='{badge}']").first
    row.locator("summary").first.click()
    expect(row.get_by_test_id("needs")).to_have_text(f"wünscht sich: {topics[3]}, {topics[1]}")

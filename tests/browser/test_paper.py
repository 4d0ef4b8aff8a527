"""Paper is equal, at the keyboard: cards typed by a host and at the desk, sheets of dots, a badge scanned."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from scripts.served import Served
from tests.browser.hall import LAPTOP, Hall, barriers
from tests.browser.test_whole_cafe import PASSWORD, press


def staff(hall: Hall, said: str, role: str) -> Page:
    """Opens a role's link."""
    page = hall.device(LAPTOP)
    link = re.search(rf"^ +{role} +(\S+)", said, re.MULTILINE)
    assert link
    page.goto(link[1])
    expect(page.locator("[data-slot=connection], [data-testid=connection]").first).to_contain_text("Verbunden")
    return page


def host(hall: Hall, server: Served, said: str) -> Page:
    """A host on her phone."""
    page = hall.device(expect=(409,))
    code = re.search(r"^ +host .*personal code (\S+)", said, re.MULTILINE)
    assert code
    page.goto(f"{server.url}/back")
    page.get_by_test_id("personal-code").fill(code[1])
    page.get_by_test_id("return").click()
    page.wait_for_url("**/t")
    return page


def test_a_host_types_one_card_after_the_other_and_none_twice(hall: Hall, server: Served) -> None:
    phone = host(hall, server, server.flask("demo", "--stage", "round-1", "--people", "24"))
    phone.get_by_test_id("cards-open").click()
    card = phone.get_by_test_id("card-number")
    card.fill("901")
    phone.get_by_test_id("card-text").fill("Bänke am Wasser")
    phone.get_by_test_id("card-text").press("Enter")
    expect(phone.get_by_test_id("card-saved")).to_contain_text("Karte 901")
    expect(card).to_have_value("902")
    expect(card).to_be_focused()
    card.fill("901")
    phone.get_by_test_id("card-text").fill("Noch einmal dieselbe")
    phone.get_by_test_id("card-text").press("Enter")
    expect(phone.locator("[data-host-error]")).to_contain_text("Karte 901 ist schon eingetragen")
    expect(phone.get_by_test_id("card-text")).to_have_value("Noch einmal dieselbe")
    assert barriers(phone) == []


def test_the_desk_types_cards_of_every_table_by_keyboard_alone(hall: Hall, server: Served) -> None:
    desk = staff(hall, server.flask("demo", "--stage", "round-2", "--people", "24"), "theme")
    desk.goto(desk.url.split("#")[0] + "#cards")
    before = int(re.findall(r"\d+", desk.get_by_test_id("cards-words").inner_text() + " 0")[0])
    desk.get_by_test_id("card-number").fill("307")
    expect(desk.get_by_test_id("card-table")).to_have_value("3")
    desk.get_by_test_id("card-round").select_option("1")
    for words in ("Mehr Licht", "Weniger Lärm"):
        desk.get_by_test_id("card-text").focus()
        desk.keyboard.type(words)
        desk.keyboard.press("Enter")
        expect(desk.get_by_test_id("card-text")).to_have_value("")
    expect(desk.get_by_test_id("card-number")).to_have_value("309")
    expect(desk.get_by_test_id("cards-words")).to_contain_text(f"{before + 2} Karte")
    assert barriers(desk) == []


def test_sheets_are_counted_once_and_a_mistyped_one_is_taken_out(hall: Hall, server: Served) -> None:
    desk = staff(hall, server.flask("demo", "--stage", "harvest", "--people", "24"), "theme")
    desk.goto(desk.url.split("#")[0] + "#dots")
    if desk.get_by_test_id("dots-open").is_visible():
        desk.get_by_test_id("dots-open").click()
        desk.locator("[data-slot=dots-open] [data-yes]").click()
    number, dots = desk.get_by_test_id("sheet-number"), desk.get_by_test_id("sheet-dots")
    number.fill("1")
    dots.fill("1 1")
    dots.press("Enter")
    expect(desk.get_by_test_id("sheets-words")).to_contain_text("1 Bogen")
    expect(number).to_have_value("2")
    number.fill("1")
    dots.fill("2")
    dots.press("Enter")
    expect(desk.get_by_text("Bogen 1 ist schon eingetragen").first).to_be_visible()
    desk.get_by_text("Einen Bogen wieder austragen").click()
    desk.get_by_test_id("void-number").fill("1")
    desk.get_by_test_id("void-sheet").click()
    expect(desk.get_by_test_id("sheets-words")).not_to_contain_text("1 Bogen")
    assert barriers(desk) == []


def test_the_lead_sees_who_is_still_missing_and_frees_their_seats(hall: Hall, server: Served) -> None:
    said = server.flask("demo", "--stage", "lobby", "--people", "12")
    first = re.search(r"/organise/first/\S+", server.log)
    assert first
    desk = hall.device(LAPTOP)
    desk.goto(server.url + first.group(0))
    for field in desk.locator("input[type=password]").all():
        field.fill(PASSWORD)
    desk.get_by_test_id("set-password").click()
    desk.wait_for_url("**/organise/")
    desk.get_by_test_id("event").first.locator("a").first.click()
    desk.wait_for_url(re.compile(r"/organise/\d+$"))
    desk.goto(f"{desk.url}/guests")
    desk.get_by_test_id("list").fill("Nadja; Bürgerschaft\nOle")
    desk.get_by_test_id("add-list").click()
    expect(desk.get_by_test_id("guest")).to_have_count(2)
    lead = staff(hall, said, "lead")
    lead.goto(lead.url.split("#")[0] + "#people")
    expect(lead.get_by_test_id("awaited")).to_contain_text("2 Menschen sind angemeldet und noch nicht da")
    assert barriers(lead) == []
    press(lead, "release")
    expect(lead.get_by_test_id("awaited")).to_be_hidden()

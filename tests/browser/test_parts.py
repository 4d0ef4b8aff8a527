"""The small libraries that touch a page, in a real browser: lists, filled places, confirmations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
HALL = "http://cafe.test/"
PAGE = """<!doctype html><html lang="de"><title>Tisch</title><body>
<ul id="ideas" data-list></ul>
<template id="idea"><li data-class="mine:own"><p data-text="text"></p><a data-attr="href:url" data-show="url">mehr</a>
<button>Zuspruch</button><input></li></template>
<details data-confirm id="end"><summary>Runde beenden</summary>
<button data-yes>Ja</button><button data-no>Doch nicht</button></details>
<details data-confirm id="pause"><summary>Pause</summary>
<button data-yes>Ja</button></details>
<script type="module">
  import { clone, fill } from "/js/lib/fill.js";
  import { patch } from "/js/lib/list.js";
  import { confirmInPlace } from "/js/lib/confirm.js";
  const list = document.getElementById("ideas"), template = document.getElementById("idea");
  window.draw = (items) => patch(list, items, { key: (item) => item.id, make: (item) => clone(template, item) });
  window.fill = fill;
  window.answers = 0;
  confirmInPlace();
  document.querySelector("#end [data-yes]").addEventListener("click", () => { window.answers += 1; });
  window.ready = true;
</script></body></html>"""


@pytest.fixture
def hall(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 360, "height": 500})
    page.route("**/*", serve)
    page.goto(HALL)
    page.wait_for_function("window.ready")
    yield page
    page.close()


def serve(route: Route) -> None:
    path = route.request.url.removeprefix(HALL)
    if path:
        route.fulfill(body=(STATIC / path).read_bytes(), content_type="text/javascript")
    else:
        route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")


def draw(page: Page, *ids: int, **further: Any) -> list[str]:
    page.evaluate("items => draw(items)", [{"id": id_, "text": f"Idee {id_}", **further} for id_ in ids])
    return order(page)


def order(page: Page) -> list[str]:
    return page.locator("#ideas > li").evaluate_all("all => all.map(one => one.dataset.key)")


def test_a_list_follows_every_new_order(hall: Page) -> None:
    for ids in ([1, 2, 3], [3, 2, 1], [4, 3, 1, 5], [], [5, 4, 3, 2, 1], [2, 5, 1]):
        assert draw(hall, *ids) == [str(id_) for id_ in ids]


@pytest.mark.parametrize("ids", [[3, 2, 1], [2, 3, 1], [5, 4, 2, 1, 3], [2, 9, 8]])
def test_who_has_the_focus_keeps_it_while_others_move(hall: Page, ids: list[int]) -> None:
    draw(hall, 1, 2, 3)
    hall.locator("[data-key='2'] button").focus()
    hall.evaluate("document.activeElement.addEventListener('blur', () => { window.lost = true; })")
    assert draw(hall, *ids) == [str(id_) for id_ in ids]
    assert hall.evaluate("document.activeElement.closest('li').dataset.key") == "2"
    assert not hall.evaluate("window.lost")


def test_half_typed_words_stay_when_their_idea_is_taken_away(hall: Page) -> None:
    draw(hall, 1, 2, 3)
    hall.locator("[data-key='2'] input").fill("Ich mei")
    hall.evaluate("document.activeElement.blur()")
    assert draw(hall, 1, 3) == ["1", "2", "3"]
    assert hall.locator("[data-gone]").count() == 1
    hall.locator("[data-key='2'] input").fill("")
    hall.evaluate("document.activeElement.blur()")
    assert draw(hall, 1, 3) == ["1", "3"]


def test_an_idea_that_comes_back_is_no_longer_gone(hall: Page) -> None:
    draw(hall, 1, 2)
    hall.locator("[data-key='2'] button").focus()
    draw(hall, 1)
    draw(hall, 1, 2)
    assert hall.locator("[data-gone]").count() == 0


def test_what_one_reads_stays_where_it_is_when_ideas_arrive_above(hall: Page) -> None:
    draw(hall, *range(20, 0, -1))
    hall.evaluate("scrollTo(0, 600)")
    place = "document.querySelector(`[data-key='10']`).getBoundingClientRect().top"
    before = hall.evaluate(place)
    draw(hall, *range(25, 0, -1))
    assert abs(hall.evaluate(place) - before) <= 1


def test_markup_in_an_idea_is_shown_as_typed(hall: Page) -> None:
    draw(hall, 1)
    text = '<img src=x onerror="window.broken=1"> & <b>fett</b>'
    hall.evaluate("text => draw([{ id: 1, text }])", text)
    assert hall.locator("#ideas p").text_content() == text
    assert hall.locator("#ideas img, #ideas b").count() == 0


def test_filling_shows_hides_and_leaves_alone_what_it_is_not_told(hall: Page) -> None:
    draw(hall, 1, url="/t", own=True)
    assert hall.locator("#ideas a").get_attribute("href") == "/t"
    assert hall.locator("#ideas li").get_attribute("class") == "mine"
    hall.evaluate("draw([{ id: 1, url: null }])")
    assert hall.locator("#ideas a").is_hidden()
    assert hall.locator("#ideas p").text_content() == "Idee 1"


def test_a_double_tap_does_not_answer_what_it_has_just_asked(hall: Page) -> None:
    hall.locator("#end summary").click()
    hall.evaluate("document.querySelector('#end [data-yes]').click()")
    assert hall.evaluate("answers") == 0
    hall.wait_for_timeout(450)
    hall.locator("#end [data-yes]").click()
    assert hall.evaluate("answers") == 1


def test_one_question_is_open_at_a_time_and_escape_takes_it_back(hall: Page) -> None:
    hall.locator("#end summary").click()
    hall.locator("#pause summary").click()
    assert hall.locator("details[open]").evaluate_all("all => all.map(one => one.id)") == ["pause"]
    hall.keyboard.press("Escape")
    assert hall.locator("details[open]").count() == 0
    assert hall.evaluate("document.activeElement.textContent") == "Pause"


def test_no_after_all_closes_the_question(hall: Page) -> None:
    hall.locator("#end summary").click()
    hall.locator("#end [data-no]").click()
    assert hall.locator("details[open]").count() == 0
    assert hall.evaluate("answers") == 0

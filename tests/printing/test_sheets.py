"""The sheets as they come out of the printer: rendered, decoded, parsed back."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec
import pytest

from cafe import faces
from cafe.domain import roster as rules
from cafe.domain.roster import PACK, Paper, Part, Roster
from cafe.printing.__main__ import made
from tests.export.nasty import TEXTS
from tests.printing.cast import ADDRESS, hall, with_texts
from tests.printing.paper import codes, ink_near_the_edge, pages, squeezed, words

ROOT = Path(__file__).resolve().parents[2]
SIZES = {Paper.A4: (210, 297), Paper.A5: (148, 210)}


def printed(known: Roster, *parts: Part, paper: Paper = Paper.A4, language: str = "de") -> bytes:
    """The file for these parts."""
    asked = [",".join(parts), "--paper", paper, "--language", language]
    return made(asked, msgspec.json.encode(known))


@cache
def pack(paper: Paper) -> bytes:
    """The whole pack of a small hall, and the hosts' slips."""
    return printed(hall(), *PACK, Part.HOSTS, paper=paper)


# -- codes


def test_each_table_has_one_tent_whose_codes_lead_to_it_from_both_sides() -> None:
    known = hall(tables=7)
    drawn = pages(printed(known, Part.TENTS), dpi=150)
    assert len(drawn) == 7
    wifi = rules.wifi_text(known.wifi)  # type: ignore[arg-type]
    for table, page in zip(known.tables, drawn, strict=True):
        assert sorted(codes(page)) == sorted([table.url, wifi] * 2)


def test_badges_lie_in_the_order_of_seats_with_everybodys_own_code() -> None:
    known = hall(people=19, tables=5)
    drawn = pages(printed(known, Part.BADGES), dpi=150)
    assert [len(codes(page)) for page in drawn] == [8, 8, 3]
    assert [code for page in drawn for code in codes(page)] == [badge.url for badge in known.badges]
    first = [badge.route[0] for badge in known.badges]
    assert first == sorted(first)
    assert [badge.number for badge in known.badges[:2]] == [5, 10], "table 1 first, whoever sits there"


@pytest.mark.parametrize("paper", Paper)
def test_all_codes_of_the_pack_can_be_read_from_either_paper(paper: Paper) -> None:
    known = hall()
    found = {code for page in pages(pack(paper), dpi=150) for code in codes(page)}
    doors = [table.url for table in known.tables] + [table.host.url for table in known.tables if table.host]
    own = [one.url for one in (*known.badges, *known.spares)]
    assert found == {known.event.url, rules.wifi_text(known.wifi), *doors, *own}  # type: ignore[arg-type]


def test_who_has_no_code_gets_a_badge_without_one() -> None:
    known = hall(people=1)
    bare = replace(known, badges=(replace(known.badges[0], code="", url=""),))
    [page] = pages(printed(bare, Part.BADGES))
    assert codes(page) == []
    assert "nach hinten falten" not in words(printed(bare, Part.BADGES))


# -- paper


@pytest.mark.parametrize("paper", Paper)
def test_nothing_is_drawn_where_printers_cannot_print(paper: Paper) -> None:
    for number, page in enumerate(pages(pack(paper)), start=1):
        assert not ink_near_the_edge(page, 100), number
        upright = tuple(round(length / 100 * 25.4) for length in (page.shape[1], page.shape[0]))
        assert upright in {SIZES[paper], SIZES[paper][::-1]}


def test_each_part_has_as_many_pages_as_it_should() -> None:
    known = hall(people=9, tables=6)
    wanted = {
        Part.TENTS: 6, Part.DOOR: 2, Part.SIGN: 1, Part.GUIDE: 12, Part.BADGES: 2, Part.SPARES: 1, Part.CARDS: 6,
        Part.DOTS: 3, Part.HOSTS: 2,
    }  # fmt: skip
    assert {part: len(pages(printed(known, part), dpi=20)) for part in Part} == wanted


def test_an_event_without_tables_and_people_still_has_its_poster_and_sign() -> None:
    bare = replace(hall(people=0, tables=0, rounds=0, spares=0), topics=(), wifi=None)
    assert len(pages(printed(bare, *PACK), dpi=20)) == 3


def test_the_same_roster_gives_the_same_bytes() -> None:
    assert pack(Paper.A4) == printed(hall(), *PACK, Part.HOSTS)


def test_everything_is_black_white_or_grey() -> None:
    with_colour = subprocess.run(
        ["pdftoppm", "-r", "30", "-", "-"], input=pack(Paper.A4), check=True, capture_output=True
    ).stdout
    for head in re.finditer(rb"P6\s(\d+)\s(\d+)\s255\s", with_colour):
        size = int(head[1]) * int(head[2]) * 3
        pixels = with_colour[head.end() : head.end() + size]
        assert pixels[0::3] == pixels[1::3] == pixels[2::3]


# -- words


@pytest.mark.parametrize(("language", "word"), [("de", "Nachhaltige"), ("en", "Table")])
def test_the_pack_speaks_the_language_of_the_event(language: str, word: str) -> None:
    assert word in words(printed(hall(), Part.TENTS, Part.GUIDE, language=language))


def test_cards_and_sheets_carry_each_number_once() -> None:
    known = hall(people=6, tables=3)
    cards = [int(number) for number in re.findall(r"Karte\s*(\d+)", words(printed(known, Part.CARDS)))]
    assert sorted(cards) == [101, 102, 103, 104, 201, 202, 203, 204, 301, 302, 303, 304]
    sheets = re.findall(r"Bogen\s*(\d+)", words(printed(known, Part.DOTS)))
    assert sorted(map(int, sheets)) == [1, 2, 3, 4, 5, 6]


def test_a_way_not_yet_known_leaves_lines_to_write_on() -> None:
    known = hall(people=1)
    open_way = replace(known, badges=(replace(known.badges[0], route=(4, None, None)),))
    text = words(printed(open_way, Part.BADGES))
    assert "Ihr Weg von Tisch zu Tisch" in text
    assert re.findall(r"^(\d+)$", text, re.MULTILINE)[-1:] == ["4"]
    assert all(f"Runde {number}" in text for number in (1, 2, 3))


def test_a_question_for_several_rounds_stands_there_once() -> None:
    known = hall(tables=1)
    asked = replace(known.tables[0], questions=("Was fehlt?", "Was fehlt?", "Wer beginnt?"))
    text = words(printed(replace(known, tables=(asked,)), Part.TENTS))
    assert text.count("Was fehlt?") == 1, "the other side of the card is the same, and is not read aloud again"
    assert "Runden 1–2" in text


def test_dot_sheets_list_the_themes_while_they_are_few() -> None:
    themes = tuple(rules.Theme(number, f"Feld {number}") for number in range(1, 10))
    few, many = (replace(hall(people=1), themes=themes[:count]) for count in (8, 9))
    assert "Feld 8" in words(printed(few, Part.DOTS))
    assert "Feld" not in words(printed(many, Part.DOTS)).replace("Themenfeld", "")


# -- what people typed


@pytest.fixture(scope="module")
def nasty() -> Roster:
    """A table for each nasty text, as its topic."""
    known = hall(people=1, tables=1)
    texts = [" ".join(text.split())[:120].strip() for text in TEXTS]
    return replace(
        known,
        topics=tuple(rules.Topic(number, text, 1) for number, text in enumerate(texts, start=1)),
        tables=tuple(replace(known.tables[0], number=number, topic=number) for number in range(1, len(texts) + 1)),
    )


def test_nasty_texts_stay_text_and_break_no_tent(nasty: Roster) -> None:
    made_of = printed(nasty, Part.TENTS)
    drawn = pages(made_of, dpi=50)
    assert len(drawn) == len(nasty.tables) > 190
    assert not any(ink_near_the_edge(page, 50) for page in drawn)
    told = words(made_of).split("\f")
    missing = [topic.title for topic, page in zip(nasty.topics, told, strict=False) if not holds(page, topic.title)]
    assert missing == []


def holds(page: str, title: str) -> bool:
    """Whether the page says it. Poppler gives right-to-left letters in another order: then each must be there."""
    if any(unicodedata.bidirectional(char) in {"R", "AL"} for char in title):
        return Counter(squeezed(title)) <= Counter(squeezed(page))
    return squeezed(title) in squeezed(page)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    "texts",
    [["[" * 2_000], ["x" * 2_000], ["😀" * 1_000], ["مستقبل المدينة " * 130],
     ["Donaudampfschifffahrtsgesellschaft" * 60],
     ['#panic("x") $x$ *a* _b_ ' * 80]],
    ids=["brackets", "letters", "emoji", "right-to-left", "long words", "Typst"],
)  # fmt: skip
def test_no_text_pushes_anything_off_its_sheet(paper: Paper, texts: list[str]) -> None:
    plain, full = hall(people=8, rounds=8), with_texts(hall(people=8, rounds=8), texts)
    parts = [part for part in Part if part is not Part.DOOR]
    drawn = pages(printed(full, *parts, paper=paper), dpi=50)
    assert len(drawn) == len(pages(printed(plain, *parts, paper=paper), dpi=20))
    assert not any(ink_near_the_edge(page, 50) for page in [*drawn, *pages(printed(full, Part.DOOR, paper=paper), 50)])


def test_nasty_texts_leave_every_code_readable() -> None:
    known = with_texts(hall(people=8), ["[" * 300, "😀" * 300])
    found = {code for page in pages(printed(known, Part.TENTS, Part.BADGES), dpi=150) for code in codes(page)}
    assert found == {
        *(one.url for one in (*known.tables, *known.badges)), rules.wifi_text(known.wifi)  # type: ignore[arg-type]
    }  # fmt: skip


# -- the process


def run(*arguments: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    """The process as the server starts it."""
    call = [sys.executable, "-m", "cafe.printing", *arguments]
    return subprocess.run(call, input=data, capture_output=True, check=False, cwd=ROOT)


def test_the_process_takes_a_roster_and_gives_a_pdf() -> None:
    known = hall()
    done = run("door,sign", "--paper", "a5", "--language", "en", data=msgspec.json.encode(known))
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == printed(known, Part.DOOR, Part.SIGN, paper=Paper.A5, language="en")


@pytest.mark.parametrize(
    ("arguments", "data"),
    [(["karaoke"], b"{}"), (["door", "--paper", "a3"], b"{}"), (["door"], b"{}"), (["door"], b"\xff")],
)
def test_what_cannot_be_printed_ends_with_a_sentence(arguments: list[str], data: bytes) -> None:
    done = run(*arguments, data=data)
    assert done.returncode != 0
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


def test_faces_are_those_of_phone_and_screen() -> None:
    script = (ROOT / "static/js/lib/faces.js").read_text(encoding="utf-8")
    listed = re.search(r"SYMBOLS = Object\.freeze\(\[(.*?)\]\)", script, re.DOTALL)
    assert listed
    assert tuple(re.findall(r'"([a-z-]+)"', listed[1])) == faces.FACES


def test_the_guests_pack_holds_no_hosts_door() -> None:
    text = words(printed(hall(), *PACK))
    found = {code for page in pages(printed(hall(), *PACK), dpi=150) for code in codes(page)}
    assert "HOST01" not in text
    assert not any(code.startswith(f"{ADDRESS}/r/") for code in found)

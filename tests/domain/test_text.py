"""What people type: nothing invisible, nothing that turns others around, and honest text as it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cafe.domain import text
from cafe.domain.errors import Code, Refused

ANY_TEXT = st.text(
    st.characters() | st.sampled_from("\u0301\u0302\u0489\u200b\u200d\ufe0f\u202e\u2066\x00\x07\n\r\t \u2028\ufdd0a"),
    max_size=60,
)


@given(ANY_TEXT, st.booleans())
@example("e\u200b\u0301", False)
@example("a" + "\u0301\u0302\u0303\u200d" * 9, False)
@example("\r\n \n\n\n x", True)
def test_clean_text_is_clean_and_stays_as_it_is(typed: str, lines: bool) -> None:
    cleaned = text.clean(typed, lines=lines)
    assert text.clean(cleaned, lines=lines) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    categories = {unicodedata.category(char) for char in cleaned.replace("\n", "")}
    assert not categories & {"Cc", "Cs", "Co", "Zl", "Zp"}
    assert not set(cleaned) & set(text.BIDI + text.INVISIBLE)
    assert lines or "\n" not in cleaned
    cleaned.encode("utf-8")


@given(ANY_TEXT)
def test_marks_never_pile_up(typed: str) -> None:
    pile = 0
    for char in text.clean(typed):
        category = unicodedata.category(char)
        if category in {"Mn", "Me"} and char != "\ufe0f":
            pile += 1
        elif category != "Cf" and char != "\ufe0f":
            pile = 0
        assert pile <= text.COMBINING_MARKS


HONEST = [
    "Fahrradstraßen am Sund – ja, bitte! (Kosten: 3 €)",
    "Größe, Ärger, Öl: ÄÖÜäöüß",
    "שלום עולם",
    "مرحبا بالعالم",
    "Tiếng Việt có dấu",
    "👩‍👩‍👧‍👦 ❤️ 🏳️‍🌈 👍🏽 🇩🇪",
    "हिन्दी में भी",
    "ภาษาไทยที่นี่",
    "日本語も",
]


@pytest.mark.parametrize("said", HONEST)
def test_honest_text_is_kept_letter_by_letter(said: str) -> None:
    assert text.clean(said) == unicodedata.normalize("NFC", said)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  zwei   Leerzeichen  ", "zwei Leerzeichen"),
        ("eine\nZeile\tnur", "eine Zeile nur"),
        ("\u202eSpiegel\u202c", "Spiegel"),
        ("un\u00adsicht\u200bbar", "unsichtbar"),
        ("\u200d\u200c", ""),
        ("\u3164\u2800\uffa0", ""),
        ("\u0301", ""),
        ("a\x00b\x1bc", "abc"),
        ("halb\ud83d", "halb"),
    ],
)
def test_what_cannot_be_seen_goes(typed: str, cleaned: str) -> None:
    assert text.clean(typed) == cleaned


def test_paragraphs_stay_where_lines_are_allowed() -> None:
    assert text.clean("Erstens\r\n\r\n\r\n\r\nzweitens \n drittens", lines=True) == "Erstens\n\nzweitens\ndrittens"


def test_length_is_measured_after_cleaning_and_the_refusal_says_by_how_much() -> None:
    assert text.required("  " + "x" * 280 + "\u200b", text.IDEA_LENGTH, field="text") == "x" * 280
    with pytest.raises(Refused) as refused:
        text.required("x" * 283, text.IDEA_LENGTH, field="text")
    assert (refused.value.code, refused.value.field) == (Code.INVALID, "text")
    assert (refused.value.details["length"], refused.value.details["over"]) == (280, 3)


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200b", "\n\t", "\u200d"])
def test_nothing_is_not_a_text(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        text.required(typed, 280, field="text")
    assert refused.value.reason == "text_missing"


@pytest.mark.parametrize(
    "name",
    ["Host", "GASTGEBERIN", "Die Moderation", "H0st", "Hоst", "Нost", "L e i t u n g", "Leıtung", "Ho\u200dst",
     "Hô\u0301st", "Café-Team", "Admin", "Organisation", "Stadtverwaltung", "ｈｏｓｔ", "M.o.d.e.r.a.t.o.r"],
)  # fmt: skip
def test_no_pseudonym_poses_as_somebody_with_a_role(name: str) -> None:
    with pytest.raises(Refused) as refused:
        text.pseudonym(name)
    assert (refused.value.reason, refused.value.field) == ("name_poses", "name")


@pytest.mark.parametrize("name", ["", "Möwe", "Ghost", "Wolke 7", "Zoë", "Иван", "李", "Anna-Lena", "O'Neill", "🐟"])
def test_ordinary_names_pass(name: str) -> None:
    assert text.pseudonym(name) == name

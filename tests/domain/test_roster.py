"""What is worked out for paper: the network's code, the numbers of cards, the order of seats."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cafe.domain.roster import PACK, Badge, Part, Wifi, card_numbers, in_seat_order, table_of_card, wifi_text

TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), min_size=1, max_size=40)


def read(code: str) -> dict[str, str]:
    """What a phone reads in a WIFI: code: fields up to the next semicolon that is not escaped."""
    assert code.startswith("WIFI:")
    assert code.endswith(";;")
    fields = re.findall(r"([A-Z]):((?:\\.|[^\\;])*);", code[5:-1], re.DOTALL)
    return {name: re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for name, value in fields}


@given(TEXT, TEXT)
def test_any_name_and_password_come_out_of_the_code_as_they_went_in(name: str, password: str) -> None:
    assert read(wifi_text(Wifi(name, password, "WPA"))) == {"T": "WPA", "S": name, "P": password}


def test_an_open_network_has_no_password_in_its_code() -> None:
    assert wifi_text(Wifi("Gast", "", "nopass")) == "WIFI:T:nopass;S:Gast;;"


@given(st.integers(1, 2_000), st.integers(0, 500))
def test_a_cards_number_says_its_table_and_no_two_tables_share_one(table: int, count: int) -> None:
    numbers = card_numbers(table, count)
    assert len(numbers) == min(count, 99)
    assert {table_of_card(number) for number in numbers} <= {table}


def test_badges_lie_by_first_table_then_number_and_last_who_has_no_seat() -> None:
    def badge(number: int, *route: int | None) -> Badge:
        return Badge(number, "", "", route, None, "", "")

    known = (badge(1, None, 2), badge(2, 3), badge(3, 1), badge(4), badge(5, 1))
    assert [one.number for one in in_seat_order(known)] == [3, 5, 2, 1, 4]


def test_the_pack_holds_everything_but_what_gives_a_role() -> None:
    assert set(PACK) == set(Part) - {Part.HOSTS}

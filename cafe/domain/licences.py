"""Under which licence a city hands out its results: those of the German open data portal that fit texts and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its short and its full name, its text, its name in DCAT-AP.de, whether the source must be named."""

    key: str
    name: str
    text: str
    uri: str
    names_source: bool


LICENCES: Final = {
    licence.key: licence
    for licence in (
        Licence(
            "dl-de/by-2-0", "Datenlizenz Deutschland – Namensnennung – Version 2.0",
            "https://www.govdata.de/dl-de/by-2-0", "http://dcat-ap.de/def/licenses/dl-by-de/2.0", True,
        ),
        Licence(
            "dl-de/zero-2-0", "Datenlizenz Deutschland – Zero – Version 2.0",
            "https://www.govdata.de/dl-de/zero-2-0", "http://dcat-ap.de/def/licenses/dl-zero-de/2.0", False,
        ),
        Licence(
            "CC-BY-4.0", "Creative Commons Attribution 4.0 International",
            "https://creativecommons.org/licenses/by/4.0/", "http://dcat-ap.de/def/licenses/cc-by/4.0", True,
        ),
        Licence(
            "CC0-1.0", "Creative Commons CC0 1.0 Universal",
            "https://creativecommons.org/publicdomain/zero/1.0/", "http://dcat-ap.de/def/licenses/cc-zero", False,
        ),
    )
}  # fmt: skip
"""By short name, the usual one first."""

USUAL: Final = "dl-de/by-2-0"

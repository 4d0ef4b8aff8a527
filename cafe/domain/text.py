"""What people type: cleaned once, on the way in, and text ever after.

Normalised to NFC; without control characters, bidi overrides, noncharacters and lone surrogates; with at most a sane
number of combining marks per letter (Unicode TR36 and TR39 name these as the means of spoofing and of text that
overflows its line). Honest right-to-left text and emoji stay as they are.
"""

from __future__ import annotations

import re
import unicodedata

from cafe.domain.errors import Code, Refused

IDEA_LENGTH = 280
NAME_LENGTH = 40
TITLE_LENGTH = 120
PROSE_LENGTH = 2_000

COMBINING_MARKS = 3
"""Vietnamese and Hebrew need two or three on one letter."""

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
INVISIBLE = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u2800\u3164\ufeff\uffa0"
FORBIDDEN = {ord(char) for char in BIDI + INVISIBLE}
EMOJI_STYLE = "\ufe0f"
"""Makes a sign an emoji; it stacks nothing, so it is not counted."""

HOST_WORDS = re.compile(
    r"((?<!g)host|gastgeb|moderat|leitung|leiter|facilit|organis|admin|cafe.?team|auswertung|stadtverwaltung)",
    re.IGNORECASE,
)
"""A pseudonym with one of these could be taken for somebody with a role."""

LOOKALIKES = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁһոԛԝӏ", "aeopcyxijsdhnqwl", strict=True)),
        **dict(zip("αεονρτυχικΑΒΕΗΙΚΜΝΟΡΤΥΧΖ", "aeovptuxikABEHIKMNOPTYXZ", strict=True)),
        **dict(zip("АВЕКМНОРСТХІЅ", "ABEKMHOPCTXIS", strict=True)),
        **dict(zip("01357$@|!", "oiestsali", strict=True)),
        "ı": "i", "ł": "l", "ø": "o", "ß": "ss",
    }
)  # fmt: skip
"""The usual Cyrillic, Greek and digit lookalikes of Latin letters (the core of TR39's confusables)."""


PLAIN = re.compile(r"[!-~À-ÿ„“”‚‘’–…€]+(?: [!-~À-ÿ„“”‚‘’–…€]+)*")
"""Words of the usual letters and signs with single spaces between them: what `clean` would leave as it is."""


def clean(text: str, *, lines: bool = False) -> str:
    """`text` in NFC without what cannot be seen or turns others around. With `lines` line breaks stay."""
    if PLAIN.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFC", "".join(char for char in text if not dropped(char)))
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category in {"Mn", "Me"} and char != EMOJI_STYLE:
            marks += 1
            if marks > COMBINING_MARKS:
                continue
        elif category != "Cf" and char != EMOJI_STYLE:  # a joiner in between does not make a new letter
            marks = 0
        if char == "\n":
            kept.append("\n" if lines else " ")
        else:
            kept.append(" " if category in {"Zl", "Zp", "Zs"} or char == "\t" else char)
    joined = re.sub(r" {2,}", " ", "".join(kept))
    joined = re.sub(r" *\n *", "\n", joined)
    joined = unicodedata.normalize("NFC", re.sub(r"\n{3,}", "\n\n", joined).strip())
    return joined if any(unicodedata.category(char)[0] not in "CMZ" for char in joined) else ""


def dropped(char: str) -> bool:
    """What no text needs: the invisible, what turns others around, control characters but line breaks and tabs."""
    return ord(char) in FORBIDDEN or (
        char not in "\n\t" and (unicodedata.category(char) in {"Cc", "Cs", "Co"} or is_noncharacter(ord(char)))
    )


def is_noncharacter(point: int) -> bool:
    """The 66 code points that are never a character. Unassigned ones stay: they may be next year's emoji."""
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def required(text: str, length: int, *, field: str, lines: bool = False) -> str:
    """The cleaned text. Raises Refused(invalid) if nothing is left or it is longer than `length` characters."""
    cleaned = optional(text, length, field=field, lines=lines)
    if not cleaned:
        raise Refused(Code.INVALID, "text_missing", field=field)
    return cleaned


def optional(text: str, length: int, *, field: str, lines: bool = False) -> str:
    """The cleaned text, perhaps empty. Raises Refused(invalid) if it is longer than `length` characters."""
    cleaned = clean(text, lines=lines)
    if len(cleaned) > length:
        raise Refused(Code.INVALID, "text_too_long", field=field, length=length, over=len(cleaned) - length)
    return cleaned


def pseudonym(name: str) -> str:
    """A person's chosen name, perhaps empty. Raises Refused(invalid) where it poses as somebody with a role."""
    cleaned = optional(name, NAME_LENGTH, field="name")
    if HOST_WORDS.search(skeleton(cleaned)):
        raise Refused(Code.INVALID, "name_poses", field="name")
    return cleaned


def skeleton(name: str) -> str:
    """How a name looks to the eye: lookalikes folded into Latin letters, accents and separators dropped."""
    folded = unicodedata.normalize("NFKD", name).translate(LOOKALIKES)
    bare = "".join(char for char in folded if unicodedata.category(char)[0] not in "CM")
    return re.sub(r"[\s._\-·*'’]+", "", bare.casefold().translate(LOOKALIKES))

"""Every no has words, in German and in English, and they say what they need to say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from cafe.domain.errors import Code
from cafe.web.sentences import CODES, REASONS

CAFE = Path(__file__).resolve().parents[2] / "cafe"
WRITTEN_OUT_ELSEWHERE = {"date_form", "starts_form", "ends_form"}
"""The event's date and times name their reason after the field."""


def refusals() -> dict[str, set[str]]:
    """Reason → the details it is raised with, from the source: Refused(Code.X, "reason", name=…)."""
    found: dict[str, set[str]] = {}
    for path in CAFE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused" and len(node.args) > 1:
                for reason in reasons_of(node.args[1]):
                    names = {keyword.arg for keyword in node.keywords if keyword.arg}
                    found[reason] = found.get(reason, names) & names
    return found


def reasons_of(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return reasons_of(node.body) + reasons_of(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


REFUSALS = refusals()


def test_the_source_is_read():
    assert {"already_done", "text_too_long", "table_full"} <= REFUSALS.keys()


@pytest.mark.parametrize("reason", sorted(REFUSALS.keys() | WRITTEN_OUT_ELSEWHERE))
def test_a_reason_has_a_sentence(reason):
    assert reason in REASONS


@pytest.mark.parametrize("reason", sorted(REFUSALS))
def test_a_sentence_is_given_what_it_names(reason):
    needed = set(re.findall(r"%\((\w+)\)s", REASONS[reason]._args[0]))
    assert needed <= REFUSALS[reason]


def test_every_code_has_words_for_a_reason_without_any():
    assert CODES.keys() == set(Code)

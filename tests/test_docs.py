"""The documents are held to the code: what can be asked, seen, refused or set is written down."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cafe.domain.errors import Code
from cafe.domain.kinds import Kind
from cafe.usecases.catalogue import COMMANDS
from cafe.web.sentences import CODES, REASONS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PROTOCOL = (DOCS / "protocol.md").read_text(encoding="utf-8")
PAGES = [*sorted(DOCS.glob("**/*.md")), ROOT / "README.md"]


def rows(page: str) -> set[str]:
    """What stands in the first column of a page's tables."""
    return set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))


def source() -> Iterator[tuple[str, ast.AST]]:
    """Every node of the café's code with the file it is in."""
    for path in sorted((ROOT / "cafe").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield str(path.relative_to(ROOT)), node


def reasons() -> dict[str, str]:
    """Reason → where it is given: in Refused(Code.X, "reason") and in a pair (Code.X, "reason") on its way there."""
    found: dict[str, str] = {}
    for where, node in source():
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
            pair = node.args
        elif isinstance(node, ast.Tuple) and node.elts and code_of(node.elts[0]):
            pair = node.elts
        else:
            continue
        for reason in strings(pair[1]) if len(pair) > 1 else []:
            found[reason] = where
    return found


def code_of(node: ast.expr) -> bool:
    """Whether this is Code.SOMETHING."""
    return isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Code"


def strings(node: ast.expr) -> list[str]:
    """The texts an expression can be; of an f-string each form that its field can give."""
    if isinstance(node, ast.IfExp):
        return strings(node.body) + strings(node.orelse)
    if isinstance(node, ast.JoinedStr):
        ending = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        return [f"{field}{ending}" for field in ("date", "starts", "ends")]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_every_command_is_documented_and_no_other() -> None:
    documented = rows(PROTOCOL.split("## Commands")[1])
    assert documented == COMMANDS.keys()


def test_every_kind_is_documented_and_no_other() -> None:
    documented = rows(PROTOCOL.split("## Kinds")[1].split("## Commands")[0])
    assert documented == {kind.value for kind in Kind}


def test_every_refusal_code_is_documented_and_no_other() -> None:
    documented = rows(PROTOCOL.split("## Refusal codes")[1].split("## Time")[0])
    assert documented == {code.value for code in Code}
    assert CODES.keys() == set(Code)


def test_every_reason_for_a_no_has_a_sentence() -> None:
    found = reasons()
    assert len(found) > 50, "the source was read"
    assert {reason: where for reason, where in found.items() if reason not in REASONS} == {}


def test_every_sentence_for_a_reason_is_needed() -> None:
    texts = {
        node.value for _, node in source() if isinstance(node, ast.Constant) and isinstance(node.value, str)
    } | reasons().keys()
    assert [reason for reason in REASONS if reason not in texts] == []


def test_every_setting_is_documented_and_no_other() -> None:
    read = set()
    for where, node in source():
        if where != "cafe/settings.py" or not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "environ":
            read |= set(strings(node.args[0]))
    settings = (DOCS / "operations.md").read_text(encoding="utf-8").split("## Settings")[1].split("\n## ")[0]
    assert read
    assert read == rows(settings)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "demo", "test", "protocol", "setup", "help"):
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE), target

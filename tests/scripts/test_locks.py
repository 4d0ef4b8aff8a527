"""The lock files pin everything, and nothing in them says where it was fetched from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]
PINNED = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==\S+", re.MULTILINE)
ASKED_FOR = re.compile(r"^([a-z][a-z0-9-]*)", re.MULTILINE)


def pins(name: str) -> list[tuple[str, str]]:
    """Each pinned package with the lines that belong to it."""
    parts = re.split(r"^(?=[a-z0-9])", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [(part.split()[0], part) for part in parts if part and part[0].isalnum()]


@pytest.mark.parametrize("name", LOCKS)
def test_each_package_has_one_version_and_its_hashes(name):
    assert pins(name)
    for package, lines in pins(name):
        assert PINNED.match(package), package
        assert "--hash=sha256:" in lines, package


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_asked_for_is_pinned(name):
    asked = set(ASKED_FOR.findall((ROOT / name.replace(".txt", ".in")).read_text(encoding="utf-8")))
    assert asked <= set(PINNED.findall((ROOT / name).read_text(encoding="utf-8")))


def test_the_tests_run_with_the_versions_that_the_cafe_runs_with():
    running, testing = ((ROOT / name).read_text(encoding="utf-8") for name in LOCKS[:2])
    versions = re.compile(r"^[a-z0-9-]+(?:\[[a-z,]+\])?==[^\\\n]+", re.MULTILINE)
    assert set(versions.findall(running)) <= set(versions.findall(testing))


@pytest.mark.parametrize("name", LOCKS)
def test_python_locks_name_no_index(name):
    assert not re.search(
        r"https?://|file:|--(extra-)?index-url|--find-links", (ROOT / name).read_text(encoding="utf-8")
    )


def test_npm_packages_are_pinned_by_hash_and_name_no_registry():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: entry for name, entry in packages.items() if name}
    assert fetched
    assert [name for name, entry in fetched.items() if "integrity" not in entry or "resolved" in entry] == []


def test_each_dependency_has_its_reason_written_down():
    reasons = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    browser = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    asked = {*browser["dependencies"], *browser["devDependencies"]}
    for name in LOCKS:
        asked |= set(ASKED_FOR.findall((ROOT / name.replace(".txt", ".in")).read_text(encoding="utf-8")))
    assert {package for package in asked if package.lower() not in reasons} == set()

"""Three formats, one report: the same ideas, numbers and links in each, and nobody's secrets in any."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from babel.messages.extract import extract_from_file
from markdown_it import MarkdownIt

from cafe.domain.report import Report
from cafe.export import csv_format, json_format, markdown, package, sheets
from cafe.export.escaping import uncell
from tests.export import cast
from tests.export.nasty import TEXTS

DOCS = Path(__file__).parents[2] / "docs"
RENDERERS: list[Callable[[Report], bytes]] = [json_format.render, csv_format.render, markdown.render]


def files(report: Report) -> Iterator[tuple[str, str]]:
    """Every file there is, those inside the ZIP too."""
    yield "report.json", json_format.render(report).decode()
    yield "report.md", markdown.render(report).decode()
    with zipfile.ZipFile(io.BytesIO(csv_format.render(report))) as package:
        for name in package.namelist():
            yield name, package.read(name).decode("utf-8-sig")


def table(report: Report, name: str) -> list[dict[str, str]]:
    """One CSV file as rows."""
    text = dict(files(report))[f"{name}.csv"]
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def rendered(report: Report) -> list[str]:
    """The lines of the Markdown report as people see them."""
    reader = MarkdownIt("commonmark").enable("table")
    found = []
    for token in reader.parse(markdown.render(report).decode()):
        if token.type == "inline" and token.children is not None:
            found.append("".join("\n" if part.type == "hardbreak" else part.content for part in token.children))
    return found


@pytest.mark.parametrize("secret", cast.CANARIES)
def test_no_name_code_token_or_hidden_word_is_in_any_file(held: Report, secret: str) -> None:
    assert [name for name, text in files(held) if secret.lower() in text.lower()] == []


def test_no_badge_number_is_in_any_file(held: Report) -> None:
    badges = re.compile(rf"\b({'|'.join(str(badge) for badge in cast.BADGES)})\b")
    assert [name for name, text in files(held) if badges.search(text)] == []


def test_the_canaries_do_sing_where_they_live(tmp_path: Path) -> None:
    """Were they not in the database, their silence would say nothing."""
    with cast.database(tmp_path, cast.held()):
        stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [secret for secret in cast.CANARIES if secret.encode() not in stored] == []


def test_no_number_of_people_by_group_below_five_is_in_any_file(held: Report) -> None:
    for name in ("topics_by_group", "themes_by_group"):
        cells = [row["people_of_part"] for row in table(held, name)]
        assert len(cells) == 6
        assert all(cell == "" or int(cell) >= 5 for cell in cells)
    assert all(int(row["people_in_part"]) >= 5 for row in table(held, "groups"))
    assert any(row["people_of_part"] == "" for row in table(held, "themes_by_group"))
    assert any("nicht ausgewiesen" in line for line in rendered(held))


def test_json_gives_back_the_whole_report(held: Report, nasty: Report, empty: Report) -> None:
    for report in (held, nasty, empty):
        assert msgspec.json.decode(json_format.render(report), type=Report, strict=True) == report


def test_every_idea_is_in_every_format_once_with_its_place(held: Report) -> None:
    places = [(idea.number, idea.table, idea.topic, idea.round, idea.text) for idea in held.ideas]
    whole = msgspec.json.decode(json_format.render(held))
    assert [(row["number"], row["table"], row["topic"], row["round"], row["text"]) for row in whole["ideas"]] == places
    rows = table(held, "ideas")
    numbers = ("number", "table", "topic", "round")
    assert [(*(int(row[name]) for name in numbers), uncell(row["text"])) for row in rows] == places
    everything = markdown.render(held).decode().split("## Alle Ideen")[1]
    for idea in held.ideas:
        assert everything.count(f"- **{idea.number}** {idea.text}") == 1


def test_every_nasty_text_comes_back_from_csv_as_it_was_typed(nasty: Report) -> None:
    back = {int(row["number"]): uncell(row["text"]) for row in table(nasty, "ideas")}
    assert [back[100 + at] for at in range(len(TEXTS))] == list(TEXTS)


def test_every_nasty_text_comes_back_from_markdown_as_it_was_typed(nasty: Report) -> None:
    lines = rendered(nasty)
    start = lines.index("Alle Ideen")
    for at, text in enumerate(TEXTS):
        line = f"{100 + at} " + text.replace("\n", " ") + " (Themenfeld 1)"
        assert lines[start:].count(line) == 1


def test_nasty_texts_add_no_structure_to_the_markdown_report(held: Report, nasty: Report) -> None:
    def structure(report: Report) -> set[str]:
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown.render(report).decode())
        return {token.type for token in tokens} | {part.type for token in tokens for part in token.children or ()}

    assert structure(nasty) <= structure(held) | {"text_special"}


def test_tables_of_csv_refer_to_each_other(held: Report) -> None:
    ideas = {row["number"] for row in table(held, "ideas")}
    cards = {row["id"] for row in table(held, "relay_cards")}
    evidence = table(held, "evidence")
    assert [(row["measure"], row["idea"], row["table"], row["round"]) for row in evidence] == [
        ("1", "1", "3", "1"),
        ("1", "3", "4", "2"),
    ]
    assert {row["idea"] for row in evidence} <= ideas
    assert {row["relay_card"] for row in evidence} - {""} <= cards
    assert [(row["idea"], row["builds_on"]) for row in table(held, "links")] == [("3", "1"), ("3", "2")]
    assert table(held, "themes")[0]["ideas"] == "1"


def test_each_column_of_each_file_is_in_the_dictionary_in_both_languages(held: Report) -> None:
    dictionary = dict(files(held))["README.md"]
    for sheet in sheets.SHEETS:
        section = dictionary.split(f"## {sheet.name}.csv\n")[1].split("\n## ")[0]
        assert list(table(held, sheet.name)[0]) == [column.name for column in sheet.columns]
        for column in sheet.columns:
            assert f"| {column.name} | {column.type} | {column.de} | {column.en} |" in section
            assert column.de
            assert column.en


def test_csv_opens_in_a_german_office_with_a_double_click(held: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(csv_format.render(held))) as package:
        content = package.read("ideas.csv")
    assert content.startswith(b"\xef\xbb\xbfnumber;table;topic;round;text;")
    assert content.count(b"\r\n") == len(held.ideas) + 1


@pytest.mark.parametrize("render", RENDERERS, ids=lambda render: render.__module__)
def test_the_same_report_gives_the_same_bytes(held: Report, render: Callable[[Report], bytes]) -> None:
    again = msgspec.json.decode(json_format.render(held), type=Report)
    assert render(again) == render(held)


def test_the_files_in_the_zip_bear_a_fixed_time(held: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(csv_format.render(held))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_empty_event_says_so_in_every_format(empty: Report) -> None:
    assert any("keine Ideen" in line for line in rendered(empty))
    assert table(empty, "ideas") == []
    assert table(empty, "event")[0]["ideas"] == "0"
    assert msgspec.json.decode(json_format.render(empty))["totals"]["ideas"]["shown"] == 0


def test_a_report_from_a_running_event_calls_itself_preliminary(held: Report) -> None:
    running = replace(held, as_of=replace(held.as_of, final=False))
    assert any("Vorläufig" in line for line in rendered(running))
    assert not any("Vorläufig" in line for line in rendered(held))


def test_markdown_speaks_the_language_it_is_handed(held: Report) -> None:
    """A stand-in language in which every sentence of ours is marked: what is not marked is what people typed."""
    spoken = markdown.render(held, lambda sentence: f"‹{sentence}›").decode()
    headings = re.findall(r"^#+ (.+)$", spoken, re.MULTILINE)
    assert headings[0] == "Smarte Region Stralsund"
    typed = {"Mobilität", "Nachhaltige Mobilität", "Versorgung und Energie"}
    assert {line for line in headings[1:] if "‹" not in line} == typed


def test_every_sentence_that_is_spoken_can_be_translated(held: Report, empty: Report) -> None:
    """The extraction of catalogues must find what goes through the translation; it does not look into f-strings."""
    spoken: set[str] = set()
    running = replace(held, as_of=replace(held.as_of, final=False), dots=replace(held.dots, state="open"))

    def marked(sentence: str) -> str:
        spoken.add(sentence)
        return "de" if sentence == "de" else sentence

    for report in (held, empty, running):
        package.render(report, marked)
    sources = Path(markdown.__file__).parent.rglob("*.py")
    found = {sentence for source in sources for _line, sentence, *_rest in extract_from_file("python", source)}
    assert len(spoken) > 120
    assert spoken - found == set()


def test_the_published_schema_is_the_one_of_the_code() -> None:
    assert (DOCS / "report.schema.json").read_bytes() == json_format.schema_file(), (
        "run: python -m scripts.report_schema"
    )


def test_the_page_about_the_schema_knows_every_object_and_field() -> None:
    page = (DOCS / "report-schema.md").read_text()
    documented: dict[str, list[str]] = {}
    for section in page.split("\n### ")[1:]:
        documented[section.split("\n")[0].strip("`")] = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    defined: dict[str, Any] = json_format.schema()["$defs"]
    assert documented == {name: list(one["properties"]) for name, one in defined.items()}

"""The hand-over package: the same in every format, whole, exact to the byte, and nobody's secrets in it."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from cafe.cli import demo
from cafe.domain.report import Idea, Report
from cafe.export import archive, formats, json_format, package
from cafe.export.escaping import uncell
from cafe.export.sheets import SHEETS
from cafe.export.words import german
from cafe.store.migrate import migrate
from cafe.store.unit_of_work import Store
from cafe.usecases import report
from cafe.usecases.keys import Keyring
from tests.export import cast, readers
from tests.export.nasty import TEXTS


@pytest.fixture(scope="module")
def stralsund(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The demo event at stage closed, drawn from its database."""
    path = tmp_path_factory.mktemp("demo")
    url = f"sqlite:///{path / 'cafe.sqlite'}"
    migrate(url)
    built = demo.build(url, Keyring("a secret for tests"), "closed", 40, 7)
    store = Store(url)
    with store.read() as session:
        drawn = report.build(session, built.event, 0)
    store.close()
    return drawn


@pytest.fixture(scope="module")
def files(stralsund: Report) -> dict[str, bytes]:
    """Its package."""
    return readers.unpacked(package.render(stralsund))


@pytest.fixture(scope="module")
def secretive(held: Report) -> dict[str, bytes]:
    """The package of the café whose every secret is a canary."""
    return readers.unpacked(package.render(held))


def entry(idea: Idea) -> str:
    """How an idea is told where it stands for good."""
    notes = {"phone": [], "host": ["von der Tischleitung notiert"], "paper": ["von einer Papierkarte"]}[idea.by]
    notes = [*notes, *([f"Zuspruch: {idea.supports}"] if idea.supports else [])]
    notes += [f"knüpft an: {', '.join(map(str, idea.builds_on))}"] if idea.builds_on else []
    notes += [f"Themenfeld {idea.theme}"] if idea.theme is not None else []
    return f"{idea.number} {idea.text}" + (f" ({', '.join(notes)})" if notes else "")


def flat(name: str, text: str) -> str:
    """Markdown has no line breaks in a list item."""
    return text.replace("\n", " ") if name.endswith(".md") else text


@pytest.mark.parametrize("name", readers.DOCUMENTS)
def test_every_idea_with_its_links_and_theme_is_told_once_in_every_document(
    stralsund: Report, files: dict[str, bytes], name: str
) -> None:
    blocks = readers.DOCUMENTS[name](files[name])
    told = [text for kind, text in readers.after(blocks, "Alle Ideen") if kind == "li"]
    wanted = {entry(idea) for idea in stralsund.ideas}
    assert len(wanted) == len(stralsund.ideas) > 50
    assert sorted(text for text in told if text in wanted) == sorted(wanted)


@pytest.mark.parametrize("name", readers.DOCUMENTS)
def test_every_measure_is_traced_to_its_ideas_tables_rounds_topics_and_support_in_every_document(
    stralsund: Report, files: dict[str, bytes], name: str
) -> None:
    blocks = readers.DOCUMENTS[name](files[name])
    topics = {topic.number: topic.title for topic in stralsund.topics}
    ideas = {idea.number: idea for idea in stralsund.ideas}
    assert len(stralsund.measures) > 2
    for measure in stralsund.measures:
        rest = readers.after(blocks, f"Maßnahme {measure.number}: {measure.title}")
        rows = next(rows for kind, rows in rest if kind == "table")
        assert [row[:7] for row in rows[1:]] == [
            [str(one.idea), flat(name, ideas[one.idea].text), str(one.table), str(one.round), topics[one.topic],
             str(one.supports), "–" if one.theme is None else str(one.theme)]
            for one in measure.evidence
        ]  # fmt: skip
        assert any(one.number in measure.themes for one in stralsund.themes)


@pytest.mark.parametrize("name", readers.DOCUMENTS)
def test_themes_and_their_dots_are_the_same_in_every_document(
    stralsund: Report, files: dict[str, bytes], name: str
) -> None:
    blocks = readers.DOCUMENTS[name](files[name])
    rows = next(rows for kind, rows in readers.after(blocks, "Gewichtung mit Punkten") if kind == "table")
    told = {int(row[0]): (row[1], int(row[2]), int(row[3]), int(row[4])) for row in rows[1:]}
    assert told == {
        theme.number: (theme.title, theme.dots.total, theme.dots.phone, theme.dots.paper)
        for theme in stralsund.themes
        if theme.dots
    }
    headings = {text for kind, text in blocks if kind == "h"}
    assert {f"Themenfeld {theme.number}: {theme.title}" for theme in stralsund.themes} <= headings


def test_tables_workbook_and_json_hold_the_same(stralsund: Report, files: dict[str, bytes]) -> None:
    assert msgspec.json.decode(files["report.json"], type=Report) == stralsund
    sheets, tables = readers.workbook(files["data.xlsx"]), readers.tables(files)
    assert list(sheets) == list(tables) == [sheet.name for sheet in SHEETS]
    for sheet in SHEETS:
        assert len(sheets[sheet.name]) == len(tables[sheet.name]) == len(list(sheet.rows(stralsund)))
        for cells, words in zip(sheets[sheet.name], tables[sheet.name], strict=True):
            assert {name: written(value) for name, value in cells.items()} == {
                name: uncell(value) for name, value in words.items()
            }
    assert [(row["idea"], row["builds_on"]) for row in sheets["links"]] == [
        (idea.number, source) for idea in stralsund.ideas for source in idea.builds_on
    ]


def written(value: object) -> str:
    """A cell of the workbook as the CSV file has it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime():
            return f"{value:%Y-%m-%dT%H:%MZ}"
        case _:
            return str(value)


def test_the_package_says_what_is_in_it_and_its_checksums_hold(files: dict[str, bytes]) -> None:
    assert next(iter(files)) == "README.md"
    readme = files["README.md"].decode()
    assert [name for name in files if f"`{name}`" not in readme and name != "README.md"] == []
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS"
    }
    for sheet in SHEETS:
        assert f"### {sheet.name}.csv" in readme
    assert "dl-de/by-2-0" in files["LICENSE.txt"].decode()


def test_all_formats_but_the_archives_are_in_the_package(files: dict[str, bytes]) -> None:
    assert {form.file for name, form in formats.FORMATS.items() if name not in package.ARCHIVES} <= files.keys()


@pytest.mark.parametrize("name", formats.FORMATS)
def test_the_same_report_gives_the_same_bytes_in_every_format(held: Report, name: str) -> None:
    again = msgspec.json.decode(json_format.render(held), type=Report)
    assert formats.renderer(name)(again, german) == formats.renderer(name)(held, german)


def test_no_file_bears_the_hour_of_the_download(secretive: dict[str, bytes], held: Report) -> None:
    year = str(datetime.now().astimezone().year)
    assert held.as_of.at.year == 2022
    for name in ("report.docx", "report.odt", "data.xlsx"):
        with zipfile.ZipFile(io.BytesIO(secretive[name])) as inner:
            assert {entry.date_time[:3] for entry in inner.infolist()} == {(1980, 1, 1)}
            for part in ("docProps/core.xml", "meta.xml"):
                if part in inner.namelist():
                    assert year not in inner.read(part).decode()
                    assert "2022-10-26" in inner.read(part).decode()


@pytest.mark.parametrize("secret", cast.CANARIES)
def test_no_name_code_token_or_hidden_word_is_in_any_file_of_the_package(
    secretive: dict[str, bytes], secret: str
) -> None:
    assert [name for name, text in spoken(secretive) if secret.lower() in text.lower()] == []


def test_no_badge_number_and_no_small_number_of_a_group_is_in_any_file(secretive: dict[str, bytes]) -> None:
    badges = re.compile(rf"(?<![\da-f])({'|'.join(str(badge) for badge in cast.BADGES)})(?![\da-f])")
    assert [name for name, text in spoken(secretive) if name != "SHA256SUMS" and badges.search(text)] == []
    for name, read in readers.DOCUMENTS.items():
        for kind, rows in read(secretive[name]):
            if kind == "table" and rows[0][:2] in (
                ["Themenfeld", "Alle"],
                ["Thema", "Alle"],
                ["Zielgruppe", "Personen"],
            ):
                cells = [cell for row in rows[1:] for cell in row[2 if rows[0][1] == "Alle" else 1 :]]
                assert cells
                assert all(cell == "n. a." or int(cell) >= 5 for cell in cells), name


def spoken(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """All text of all files, what lies within office files and on the pages of the PDF too."""
    found = [("report.pdf", readers.pages(files["report.pdf"]))]
    for name, content in files.items():
        if name == "report.pdf":
            continue
        parts = readers.unpacked(content) if content.startswith(b"PK") else {"": content}
        found += [(f"{name}/{part}", text.decode("utf-8", "ignore")) for part, text in parts.items()
                  if not part.endswith((".png", ".jpeg"))]  # fmt: skip
    return found


@pytest.mark.parametrize("name", readers.DOCUMENTS)
def test_every_nasty_text_comes_back_from_every_document_as_it_was_typed(nasty: Report, name: str) -> None:
    form = next(key for key, form in formats.FORMATS.items() if form.file == name)
    blocks = readers.DOCUMENTS[name](formats.renderer(form)(nasty, german))
    told = [text for kind, text in readers.after(blocks, "Alle Ideen") if kind == "li"]
    for at, text in enumerate(TEXTS):
        assert told.count(flat(name, f"{100 + at} {text} (Themenfeld 1)")) == 1, text
    assert len(TEXTS) >= 200


def test_every_nasty_text_comes_back_from_the_workbook_as_text(nasty: Report) -> None:
    content = formats.renderer("excel")(nasty, german)
    back = {row["number"]: row["text"] for row in readers.workbook(content)["ideas"]}
    assert [back[100 + at] for at in range(len(TEXTS))] == list(TEXTS)
    sheets = [text for name, text in readers.unpacked(content).items() if "worksheets/" in name]
    assert sheets
    assert not any(b"<f>" in text or b"<f " in text for text in sheets), "a formula"


@pytest.mark.parametrize("form", ["word", "excel", "opendocument"])
def test_nothing_in_an_office_file_leads_outside(nasty: Report, form: str) -> None:
    files = readers.unpacked(formats.renderer(form)(nasty, german))
    relations = b"".join(text for name, text in files.items() if name.endswith(".rels"))
    assert b"External" not in relations
    content = files.get("content.xml", b"").decode()
    assert all(target.startswith(("#", "Pictures/")) for target in re.findall(r'xlink:href="([^"]*)"', content))


def test_nothing_in_the_page_leads_outside_or_runs(nasty: Report) -> None:
    page = readers.Page()
    page.feed(formats.renderer("html")(nasty, german).decode())
    tags = {tag for tag, _ in page.tags}
    assert tags & {"script", "iframe", "img", "link", "object", "form", "svg", "base"} == set()
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert str(attributes.get("href") or "#").startswith("#"), tag


@pytest.mark.parametrize("name", readers.DOCUMENTS)
def test_an_event_without_anything_says_so_in_every_document(empty: Report, name: str) -> None:
    form = next(key for key, form in formats.FORMATS.items() if form.file == name)
    blocks = readers.DOCUMENTS[name](formats.renderer(form)(empty, german))
    assert any("liegen keine Ideen, Themenfelder und Maßnahmen vor" in text for kind, text in blocks if kind != "table")
    assert readers.unpacked(package.render(empty))["report.json"]


def test_a_package_of_a_running_event_calls_itself_preliminary_in_every_document(held: Report) -> None:
    running = replace(held, as_of=replace(held.as_of, final=False, seq=4711))
    files = readers.unpacked(package.render(running))
    for name, read in readers.DOCUMENTS.items():
        text = " ".join(str(text) for _kind, text in read(files[name]))
        assert "Vorläufig" in text, name
        assert "Journalzeile 4711" in text, name


def test_documents_speak_english_when_asked_and_leave_peoples_words_alone(held: Report) -> None:
    english = formats.translator("en")
    for name, read in readers.DOCUMENTS.items():
        form = next(key for key, form in formats.FORMATS.items() if form.file == name)
        headings = [text for kind, text in read(formats.renderer(form)(held, english)) if kind == "h"]
        assert "Nachhaltige Mobilität" in headings, name
        assert "Alle Ideen" not in headings, name
    assert archive.unpack(formats.renderer("word")(held, english))["docProps/core.xml"].count(b">en<") == 1


def test_names_of_files_are_safe_whatever_an_event_is_called(held: Report) -> None:
    called = replace(held, event=replace(held.event, title="../../etc/passwd", place="C:\\"))
    for name in readers.unpacked(package.render(called)):
        assert re.fullmatch(r"(csv/)?[A-Za-z0-9_-]+(\.[a-z]+)*", name), name


def test_the_word_document_has_what_a_council_paper_needs(
    stralsund: Report, files: dict[str, bytes], tmp_path: Path
) -> None:
    parts = archive.unpack(files["report.docx"])
    body, styles = parts["word/document.xml"].decode(), parts["word/styles.xml"].decode()
    assert 'TOC \\o "1-2"' in body
    assert body.count("<w:tblHeader/>") == body.count("<w:tbl>") > 5
    assert re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', body)
    assert body.count("<wp:docPr ") == len(re.findall(r'<wp:docPr [^>]*descr="[^"]+"', body))
    assert 'w:val="de-DE"' in styles
    for style in ("Title", "Heading1", "Heading2", "Heading3", "ListBullet", "CafeTable"):
        assert f'w:val="{style}"' in body
    anchors = set(re.findall(r'w:anchor="([^"]+)"', body))
    assert anchors <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', body))
    assert stralsund.event.title in parts["docProps/core.xml"].decode()


@pytest.mark.parametrize("name", readers.DOCUMENTS)
def test_nasty_words_are_only_words_wherever_people_can_put_them(held: Report, name: str) -> None:
    """In titles, fields, groups, summaries, relay cards and measures they come out as in ideas."""
    typed = [text for text in TEXTS if "\n" not in text and len(text) < 300]
    for first in range(4):
        words = typed[first::4]
        form = next(key for key, form in formats.FORMATS.items() if form.file == name)
        blocks = readers.DOCUMENTS[name](formats.renderer(form)(worded(held, words), german))
        headings = [text for kind, text in blocks if kind == "h"]
        cells = {cell for kind, rows in blocks if kind == "table" for row in rows for cell in row}
        lines = {text for kind, text in blocks if kind in ("p", "li")}
        for number, text in enumerate(words, 101):
            assert f"Themenfeld {number}: {text}" in headings
            assert f"Maßnahme {number}: {text}" in headings
            assert text in cells
            assert text in lines
            assert f"Offene Frage: {text}" in lines


def worded(report: Report, words: list[str]) -> Report:
    """The report with themes and measures that are called so, say so, and with relay cards that ask so."""
    theme, measure, card = report.themes[0], report.measures[0], report.relay_cards[0]
    numbered = list(enumerate(words, 101))
    return replace(
        report,
        event=replace(report.event, title=words[0], purpose=words[1], place=words[2], publisher=words[3],
                      contact=words[4], fields=(words[5],), areas=("",)),
        topics=tuple(replace(topic, title=words[6], field=words[5]) for topic in report.topics),
        themes=(*report.themes,
                *(replace(theme, number=number, title=text, summary=text, ideas=()) for number, text in numbered)),
        measures=(*report.measures,
                  *(replace(measure, number=number, title=text, text=text, field=words[5], evidence=())
                    for number, text in numbered)),
        relay_cards=(*report.relay_cards,
                     *(replace(card, id=f"{number}-1", table=3, insights=(), question=text)
                       for number, text in numbered)),
    )  # fmt: skip

"""The PDF report, read back: valid, tagged, complete, the same bytes each time, and typed text nothing but text."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import page
import pikepdf
import pytest
from babel.messages.extract import extract_from_file

from cafe.domain import story
from cafe.domain.report import Report
from cafe.export import json_format, pdf, prose, words
from cafe.export.escaping import all_plain, plain
from cafe.export.pdf.document import content
from cafe.export.pdf.telling import Telling
from scripts.poppler import required
from tests.export import cast
from tests.export.large import large
from tests.export.nasty import TEXTS

FROM_RIGHT = re.compile("[\u0590-\u08ff]")
ENGLISH = {"de": "en", "Der Tag in Zahlen": "The day in numbers"}


@cache
def drawn(report: Report) -> bytes:
    return pdf.render(report)


def text(report: Report) -> str:
    """All words in reading order without the feet of pages, and without line breaks, which look like blanks."""
    foot = re.compile(re.escape(squeezed(report.event.title)) + r"\d+$")
    return "".join(foot.sub("", squeezed(one)) for one in read(drawn(report), "-raw").split("\f"))


def read(document: bytes, *options: str) -> str:
    """The words of a PDF, a form feed after each page."""
    command = [required("pdftotext"), *options, "-", "-"]
    return subprocess.run(command, input=document, check=True, capture_output=True).stdout.decode()


def squeezed(typed: str) -> str:
    return re.sub(r"\s+", "", typed)


@cache
def opened(report: Report) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(drawn(report)))


def elements(report: Report) -> Iterator[pikepdf.Dictionary]:
    """The tags, top to bottom."""
    waiting: list[Any] = [opened(report).Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, pikepdf.Array):
            waiting[:0] = list(one)
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            waiting[:0] = [one.K] if "/K" in one else []


def tags(report: Report) -> list[str]:
    return [str(one.S) for one in elements(report)]


def attached(report: Report) -> dict[str, pikepdf.AttachedFileSpec]:
    return dict(opened(report).attachments.items())


@pytest.fixture(scope="session")
def town() -> Report:
    """A café of three hundred ideas with all there can be in a report."""
    return large(300, 10, 8)


@pytest.fixture(params=["held", "nasty", "empty", "town", "running"])
def any_report(request: pytest.FixtureRequest) -> Report:
    if request.param == "running":
        report: Report = request.getfixturevalue("held")
        return replace(report, as_of=replace(report.as_of, final=False), dots=replace(report.dots, state="open"))
    return request.getfixturevalue(request.param)


# -- what standards ask


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_an_independent_validator_finds_nothing_wrong(any_report: Report, profile: str) -> None:
    checked = page.validate_pdf_bytes(drawn(any_report), profile=profile, limits=page.SafetyLimits.unlimited())
    assert checked.rules.total > 90
    assert [one.message for one in checked.failures if not is_a_stream_ending_in_cr(any_report, one)] == []


def is_a_stream_ending_in_cr(report: Report, failure: page.ValidationFailure) -> bool:
    """The validator takes a carriage return that ends compressed data for a part of the line break after it."""
    if failure.rule_id != "PDFA3A-STREAM-LENGTH-001" or failure.object_id is None:
        return False
    stream = opened(report).get_object(failure.object_id.object_number, failure.object_id.generation)
    return stream.read_raw_bytes().endswith(b"\r")


def test_it_says_what_it_is_in_its_metadata(held: Report) -> None:
    document = opened(held)
    with document.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("3", "A", "1")
        assert said["dc:title"] == "Smarte Region Stralsund"
        assert datetime.fromisoformat(said["xmp:CreateDate"]) == held.as_of.at
    root = document.Root
    assert (str(root.Lang), bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle)) == (
        "de", True, True,
    )  # fmt: skip


def test_bookmarks_lead_to_each_chapter_theme_and_measure(held: Report) -> None:
    with opened(held).open_outline() as outline:
        chapters = {str(item.title): [str(below.title) for below in item.children] for item in outline.root}
    assert len(chapters) == 11
    assert chapters["5 Die Themenfelder"] == ["Themenfeld 1 Rad und Bus", "Themenfeld 2 Wärme"]
    assert chapters["4 Die Maßnahmen im Einzelnen"] == ["Maßnahme 1 Radweg nach Altefähr"]


def test_figures_tell_their_numbers_to_those_who_do_not_see_them(town: Report) -> None:
    figures = [one for one in elements(town) if one.S == "/Figure"]
    told = [str(one.Alt) for one in figures]
    assert len(told) == len(figures) >= 7
    assert any("Runde 1: " in one and "Runde 3: " in one for one in told)
    assert any(one.startswith("Bogendiagramm.") and "→" in one for one in told)


def test_tables_have_heads_and_lists_are_lists(town: Report) -> None:
    found = tags(town)
    assert found.count("/Table") >= 8
    heads = [len([cell for cell in one.K if cell.S == "/TH"]) for one in elements(town) if one.S == "/TR"]
    assert sum(1 for cells in heads if cells) == found.count("/Table")
    assert found.count("/LI") >= len(town.ideas)
    assert found.count("/H1") == 12


def test_the_data_files_are_attached_and_related(held: Report) -> None:
    files = attached(held)
    assert files["report.json"].get_file().read_bytes() == json_format.render(held)
    assert msgspec.json.decode(files["report.json"].get_file().read_bytes(), type=Report) == held
    assert files["ideas.csv"].get_file().read_bytes().startswith(b"\xef\xbb\xbfnumber;")
    specs = [spec.obj for spec in files.values()]
    assert {str(spec.AFRelationship) for spec in specs} == {"/Data"}
    assert all(str(spec.Desc) for spec in specs)
    assert len(opened(held).Root.AF) == len(files)


# -- what it tells


def test_every_idea_theme_and_measure_is_in_it(town: Report) -> None:
    told = text(town)
    everything = told.split("Anhang:AlleIdeen")[-1]
    for idea in town.ideas:
        assert f"{idea.number}{squeezed(idea.text)}" in everything
    for theme in town.themes:
        assert f"Themenfeld{theme.number}{squeezed(theme.title)}" in told
    for measure in town.measures:
        assert f"Maßnahme{measure.number}{squeezed(measure.title)}{squeezed(measure.field)}" in told
    for card in town.relay_cards:
        assert squeezed(card.question) in told


def test_a_measure_leads_back_to_the_tables_of_its_ideas(held: Report) -> None:
    told = text(held).split("DieMaßnahmenimEinzelnen")[-1].split("DieThemenfelder")[0]
    assert "3AbwärmeheiztdenRadkellerTisch4,Runde2" in told
    assert "1,vonTischen:1,Zuspruch:31" in told  # idea 1 comes by way of the theme


@pytest.mark.parametrize(
    "title", ["Vorhaben", "Eine Auskunft und ein Ticket für Stadt und Umland, am Schalter und im Netz"]
)
@pytest.mark.parametrize("many", [1, 8, 25, 40])
def test_all_measures_stand_on_one_page(many: int, title: str) -> None:
    report = large(60, 10, many)
    report = replace(report, measures=tuple(replace(one, title=f"{title} {one.number}") for one in report.measures))
    pages = [squeezed(one) for one in read(drawn(report), "-raw").split("\f")]
    overview = [one for one in pages if "Maßnahmenaufeinen" in one and "Punkte:diedergenannten" in one]
    assert len(overview) == 1
    assert all(squeezed(f"{one.number} {one.title}") in overview[0] for one in report.measures)


def test_dots_support_and_links_are_those_of_the_report(town: Report) -> None:
    told = text(town)
    for theme in town.themes:
        assert theme.dots is not None
        weight = f"Ideen{len(theme.ideas)}·Zuspruch{theme.supports}·Punkte{theme.dots.total}·"
        assert f"Themenfeld{theme.number}{squeezed(theme.title)}{weight}" in told
    everything = told.split("Anhang:AlleIdeen")[-1]
    linked = [idea for idea in town.ideas if idea.builds_on]
    assert len(linked) > 30
    for idea in linked:
        entry = f"{idea.number}{squeezed(idea.text)}"
        supported = f"Zuspruch{idea.supports}·" if idea.supports else ""
        assert f"{entry}{supported}knüpftan{squeezed(words.numbered(idea.builds_on))}an" in everything


def test_what_few_said_and_what_stayed_open_stands_beside_what_many_said(town: Report) -> None:
    told = text(town)
    chapter = story.tell(town).themes[0]
    assert chapter.minority
    one = told.split(f"Themenfeld{chapter.number}")
    assert any(
        "StärksteIdeen" in part and "Waswenigesagten" in part and "OffeneFragen" in part for part in one
    )  # fmt: skip


def test_no_number_of_people_by_group_below_five_is_told(held: Report) -> None:
    blocks = content(Telling(story.tell(held), words.german), [], [])["blocks"]
    matrices = [block for block in blocks if block["is"] == "matrix"]
    cells = [cell["text"] for block in matrices for row in block["rows"] for cell in row["cells"]]
    assert len(matrices) == 2
    assert "n. a." in cells
    assert all(cell == "n. a." or int(cell) >= 5 for cell in cells)
    assert "n.a." in text(held)


def test_no_name_code_token_or_hidden_word_is_in_any_part_of_the_file(held: Report) -> None:
    parts = [text(held), *(spec.get_file().read_bytes().decode() for spec in attached(held).values())]
    streams = [one for one in opened(held).objects if isinstance(one, pikepdf.Stream)]
    parts += [stream.read_bytes().decode("latin-1") for stream in streams]
    whole = "\n".join(parts).lower()
    assert [secret for secret in cast.CANARIES if secret.lower() in whole] == []
    badges = re.compile(rf"(?<![\d.])({'|'.join(str(badge) for badge in cast.BADGES)})(?![\d.])")
    assert badges.findall("\n".join(parts[: 1 + len(attached(held))])) == []


def test_an_empty_event_says_so(empty: Report) -> None:
    assert squeezed(prose.nothing(words.german)) in text(empty)
    assert "Anhang:AlleIdeen" not in text(empty)


def test_a_report_of_a_running_event_says_on_its_title_page_that_it_is_preliminary(held: Report) -> None:
    running = replace(held, as_of=replace(held.as_of, final=False))
    assert squeezed(prose.preliminary(words.german)) in text(running).split("Inhalt")[0]
    assert squeezed(prose.preliminary(words.german)) not in text(held)


def without(report: Report) -> dict[str, Report]:
    """What an event may lack: nobody filled in the form, the tables were taken away, nothing was sorted."""
    bare = {"title": "", "purpose": "", "place": "", "date": "", "starts": "", "ends": "", "fields": (), "areas": (),
            "groups": (), "licence": ""}  # fmt: skip
    loose = tuple(replace(one, theme=None, builds_on=(), built_on_by=()) for one in report.ideas)
    return {
        "tables": replace(report, tables=()),
        "topics": replace(report, topics=(), topics_by_group=()),
        "rounds": replace(report, rounds=(), questions=()),
        "words of its own": replace(report, event=replace(report.event, **bare)),
        "themes": replace(
            report, ideas=loose, themes=(), measures=(), relay_cards=(), themes_by_group=(),
            dots=replace(report.dots, state="none", people=None, phone=None, paper=None, sheets=None),
        ),
        "tables with a topic": replace(
            report,
            tables=tuple(replace(one, topic=0) for one in report.tables),
            ideas=tuple(replace(one, topic=0) for one in report.ideas),
        ),
    }  # fmt: skip


@pytest.mark.parametrize("missing", ["tables", "topics", "rounds", "words of its own", "themes", "tables with a topic"])
def test_an_event_without_some_of_it_gives_a_report_with_every_idea(town: Report, missing: str) -> None:
    report = without(town)[missing]
    everything = text(report).split("Anhang:AlleIdeen")[-1]
    assert all(f"{idea.number}{squeezed(idea.text)}" in everything for idea in report.ideas)


# -- typed text is text


def test_every_nasty_text_comes_back_as_it_was_typed(nasty: Report) -> None:
    everything = text(nasty).split("Anhang:AlleIdeen")[-1]
    for at, typed in enumerate(TEXTS):
        if not FROM_RIGHT.search(typed):
            assert f"{100 + at}{squeezed(typed)}" in everything


def test_text_from_the_right_keeps_its_letters(nasty: Report) -> None:
    """On a page these letters stand where the eye wants them, not in the order they were typed."""
    whole = read(drawn(nasty))
    written = [line for line in whole.splitlines() if FROM_RIGHT.search(line)]
    for typed in filter(FROM_RIGHT.search, TEXTS):
        letters = sorted(FROM_RIGHT.findall(typed))
        assert any(sorted(FROM_RIGHT.findall(line)) == letters for line in written), typed


def test_titles_fields_and_groups_are_text_too(held: Report) -> None:
    trap = '#panic("x") $x$ *b* <y> @z `c` \\ // #read("/etc/passwd")'
    spoilt = replace(
        held,
        event=replace(held.event, title=trap, purpose=trap, place=trap, publisher=trap, fields=(trap,), areas=("",)),
        topics=tuple(replace(one, title=trap, field=trap) for one in held.topics),
        themes=tuple(replace(one, title=trap, summary=trap) for one in held.themes),
        measures=tuple(replace(one, title=trap, text=trap, field=trap) for one in held.measures),
    )
    assert text(spoilt).count(squeezed(trap)) > 15


def test_what_no_pdf_can_carry_is_taken_out_however_it_got_into_the_database(held: Report) -> None:
    spoilt = "\x00Nu\x07ll\u202e \ufeffund \ue000mehr\ufffe\U0010fffd"
    report = replace(
        held,
        event=replace(held.event, title=spoilt, place=spoilt),
        ideas=tuple(replace(one, text=spoilt) for one in held.ideas),
        themes=tuple(replace(one, title=spoilt) for one in held.themes),
    )
    assert text(report).count("Nullundmehr") > 5


@pytest.mark.parametrize("typed", [*TEXTS, "\x00", "\u202e", "\ue000", "\ufdd0", "\U0001fffe", "\x85", "\t"])
def test_no_sign_that_would_be_taken_out_is_overlooked(typed: str) -> None:
    assert all_plain({"a": [typed]}) == {"a": [plain(typed)]}


def test_the_same_report_gives_the_same_bytes(town: Report) -> None:
    again = msgspec.json.decode(json_format.render(town), type=Report)
    assert pdf.render(again) == drawn(town)


def test_ten_letters_without_a_break_stay_on_the_page(nasty: Report) -> None:
    """pdftotext leaves out what lies beside the page, so that all are found means that all are on it."""
    assert "x" * 280 in text(nasty)
    assert "(" * 1_000 in text(nasty)


# -- words


def test_it_speaks_the_language_it_is_handed_and_marks_what_people_said_in_another(held: Report) -> None:
    spoken = pdf.render(held, lambda sentence: ENGLISH.get(sentence, sentence))
    document = pikepdf.open(io.BytesIO(spoken))
    assert str(document.Root.Lang) == "en"
    assert "The day in numbers" in read(spoken)
    languages = {str(one.Lang) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one}
    assert languages >= {"en", "de"}


def test_every_sentence_that_is_spoken_can_be_translated(held: Report, town: Report, empty: Report) -> None:
    spoken: set[str] = set()
    running = replace(held, as_of=replace(held.as_of, final=False), dots=replace(held.dots, state="open"))
    for report in (held, town, empty, running):
        content(Telling(story.tell(report), lambda sentence: spoken.add(sentence) or sentence), [], [])
    sources = [*Path(pdf.__file__).parent.glob("*.py"), Path(prose.__file__), Path(words.__file__)]
    found = {sentence for source in sources for _line, sentence, *_rest in extract_from_file("python", source)}
    assert len(spoken) > 120
    assert spoken - found == set()

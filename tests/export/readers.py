"""Reads documents back with other people's programs, into the same simple blocks, to hold them against the report."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import ClassVar

import docx
import odfdo
import openpyxl
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree
from markdown_it import MarkdownIt

from scripts.poppler import required

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

Block = tuple[str, str] | tuple[str, list[list[str]]]
"""("h", text), ("p", text), ("li", text) or ("table", rows)."""


def word(content: bytes) -> list[Block]:
    """As python-docx reads it."""
    found: list[Block] = []
    for element in docx.Document(io.BytesIO(content)).element.body:
        if element.tag == qn("w:p"):
            paragraph = WordParagraph(element, None)
            style = element.pPr.pStyle.val if element.pPr is not None and element.pPr.pStyle is not None else ""
            kind = "h" if style.startswith("Heading") else "li" if style == "ListBullet" else "p"
            found.append((kind, paragraph.text))
        elif element.tag == qn("w:tbl"):
            table = WordTable(element, None)
            found.append(("table", [["\n".join(WordParagraph(p, None).text for p in cell.findall(qn("w:p")))
                                     for cell in row._tr.findall(qn("w:tc"))] for row in table.rows]))  # fmt: skip
    return found


def opendocument(content: bytes) -> list[Block]:
    """As odfdo opens it; its own texts would show links in Markdown."""
    document = odfdo.Document(io.BytesIO(content))
    found: list[Block] = []
    for element in etree.fromstring(document.body.serialize(with_ns=True).encode()):
        match etree.QName(element).localname:
            case "h":
                found.append(("h", running(element)))
            case "p":
                found.append(("p", running(element)))
            case "list":
                found += [("li", running(item)) for item in element.iter(f"{TEXT}p")]
            case "table":
                rows = [
                    ["\n".join(map(running, cell.iter(f"{TEXT}p"))) for cell in row.iter(f"{TABLE}table-cell")]
                    for row in element.iter(f"{TABLE}table-row")
                ]
                found.append(("table", rows))
    return found


def running(element: etree._Element) -> str:
    """The text of a paragraph of OpenDocument."""
    signs = {f"{TEXT}line-break": "\n", f"{TEXT}s": " ", f"{TEXT}tab": "\t"}
    inner = "".join(running(child) + (child.tail or "") for child in element)
    return signs.get(element.tag, "") + (element.text or "") + inner


class Page(HTMLParser):
    """An HTML page as blocks."""

    KINDS: ClassVar = {"h1": "h", "h2": "h", "h3": "h", "h4": "h", "p": "p", "li": "li"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "br":
            self.text += "\n"
        elif tag == "table":
            self.rows = []
        elif tag == "tr":
            self.rows.append([])
        elif tag in {*self.KINDS, "th", "td", "caption", "style"}:
            self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in self.KINDS:
            self.found.append((self.KINDS[tag], self.text))
        elif tag in ("th", "td"):
            self.rows[-1].append(self.text)
        elif tag == "table":
            self.found.append(("table", self.rows))


def html(content: bytes) -> list[Block]:
    """As Python's own parser reads it."""
    page = Page()
    page.feed(content.decode())
    return page.found


def markdown(content: bytes) -> list[Block]:
    """As CommonMark with tables; a line break within a paragraph stays one."""
    found: list[Block] = []
    inside: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(content.decode()):
        if token.type == "table_open":
            found.append(("table", []))
        elif token.type == "tr_open":
            found[-1][1].append([])  # type: ignore[union-attr,arg-type]
        elif token.type.endswith("_open"):
            inside.append(token.type)
        elif token.type.endswith("_close") and token.type not in ("table_close", "tr_close"):
            inside.pop()
        elif token.type == "inline":
            children = token.children or []
            text = "".join("\n" if part.type == "hardbreak" else part.content for part in children)
            if inside[-1] in ("th_open", "td_open"):
                found[-1][1][-1].append(text)  # type: ignore[union-attr]
            else:
                kind = "h" if inside[-1] == "heading_open" else "li" if "list_item_open" in inside else "p"
                found.append((kind, text))
    return found


DOCUMENTS = {"report.docx": word, "report.odt": opendocument, "report.html": html, "report.md": markdown}


def workbook(content: bytes) -> dict[str, list[dict[str, object]]]:
    """As openpyxl reads it: sheet → rows by the names of columns; the explanation is left out."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for page in book.worksheets[1:]:
        head, *rows = page.iter_rows(values_only=True)
        found[page.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def tables(package: dict[str, bytes]) -> dict[str, list[dict[str, str]]]:
    """The CSV files of a package, as they stand in it."""
    return {
        name.removeprefix("csv/").removesuffix(".csv"): list(
            csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
        )
        for name, content in package.items()
        if name.endswith(".csv")
    }


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def pages(content: bytes) -> str:
    """The words of a PDF, and what it says of itself, as poppler reads them."""
    told = [
        subprocess.run([required(tool), *options], input=content, check=True, capture_output=True).stdout.decode()
        for tool, options in (("pdftotext", ["-raw", "-", "-"]), ("pdfinfo", ["-"]))
    ]
    return "\n".join(told)


def after(blocks: list[Block], heading: str) -> Iterator[Block]:
    """What follows a heading, to the end."""
    names = [text for kind, text in blocks if kind == "h"]
    assert heading in names, names
    at = next(at for at, (kind, text) in enumerate(blocks) if (kind, text) == ("h", heading))
    yield from blocks[at + 1 :]

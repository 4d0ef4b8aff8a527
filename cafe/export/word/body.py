"""A manuscript's blocks as WordprocessingML, written as text: thousands of ideas then take neither time nor room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count

from lxml import etree

from cafe.export.columns import widths
from cafe.export.escaping import xml
from cafe.export.manuscript import Bars, Block, Heading, Items, Line, Manuscript, Paragraph, Part, Table, text_of
from cafe.export.manuscript.document import outline
from cafe.export.word.styles import REGIONS

PAGE_CM = 17.0
TWIPS_PER_CM = 567
STYLES = {"body": "Normal", "lead": "Lead", "quiet": "Remark"}


def title(manuscript: Manuscript) -> str:
    """The title and what stands below it."""
    lines = [paragraph("Title", run(Part(manuscript.title))), paragraph("Subtitle", run(Part(manuscript.description)))]
    return "".join([*lines, *(paragraph("Subtitle", runs(fact)) for fact in manuscript.facts)])


def contents(manuscript: Manuscript) -> str:
    """The table of contents: a field that Word can bring up to date, with its entries already in it."""
    entries = [one for one in outline(manuscript, 2) if one.level == 1 or one.anchor.startswith("theme-")]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u'
        ' </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = [
        paragraph(f"TOC{one.level}", (begin if at == 0 else "") + leading(one.anchor, run(Part(text_of(one.text)))))
        for at, one in enumerate(entries)
    ]
    return paragraph("TOCHeading", run(Part(manuscript.contents))) + "".join(lines) + f"<w:p>{end}</w:p>"


class Body:
    """All blocks. `foreign` is the language of what people typed, where it is not the document's."""

    def __init__(self, foreign: str, draw: Callable[[Bars], str]) -> None:
        self.foreign = REGIONS.get(foreign, foreign)
        self.draw = draw
        self.marks = count(1)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """One after the other."""
        return "".join(part for block in blocks for part in self.block(block))

    def block(self, block: Block) -> Iterator[str]:
        """One block."""
        match block:
            case Heading():
                marked = self.marked(block.anchor, self.runs(block.text))
                yield paragraph(f"Heading{block.level}", marked)
            case Paragraph():
                yield paragraph(STYLES[block.kind], self.runs(block.text))
            case Items():
                anchors = block.anchors or ("",) * len(block.items)
                for anchor, item in zip(anchors, block.items, strict=True):
                    yield paragraph("ListBullet", self.marked(anchor, self.runs(item)))
            case Table():
                yield self.table(block)
            case Bars():
                yield paragraph("Caption", run(Part(block.caption)))
                yield f"<w:p><w:r><w:drawing>{self.draw(block)}</w:drawing></w:r></w:p>"

    def marked(self, anchor: str, content: str) -> str:
        """A place that others lead to."""
        if not anchor:
            return content
        at = next(self.marks)
        return f'<w:bookmarkStart w:id="{at}" w:name="{mark(anchor)}"/>{content}<w:bookmarkEnd w:id="{at}"/>'

    def runs(self, line: Line) -> str:
        """A line."""
        return runs(line, self.foreign)

    def table(self, table: Table) -> str:
        """A table with its caption above; its head comes again on each page, and no row is torn apart."""
        wide = [round(one * TWIPS_PER_CM) for one in widths(table, PAGE_CM)]
        grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in wide)
        head = "".join(
            self.cell(Part(name), one, "TableHead", at in table.numbers)
            for at, (name, one) in enumerate(zip(table.head, wide, strict=True))
        )
        rows = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(
                self.cell(cell, one, "TableText", at in table.numbers)
                for at, (cell, one) in enumerate(zip(row, wide, strict=True))
            )
            + "</w:tr>"
            for row in table.rows
        )
        caption = "" if table.titled else paragraph("Caption", run(Part(table.caption)))
        return (
            f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="CafeTable"/>'
            f'<w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
            f' w:noVBand="1"/><w:tblCaption w:val="{xml(table.caption)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
            f"{paragraph('TableText', '')}"
        )

    def cell(self, part: Part, wide: int, style: str, is_number: bool) -> str:
        """One cell."""
        side = '<w:jc w:val="right"/>' if is_number else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{side}'
            f"</w:pPr>{self.runs((part,))}</w:p></w:tc>"
        )


def paragraph(style: str, content: str) -> str:
    """A paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def runs(line: Line, foreign: str = "") -> str:
    """The parts of a line."""
    return "".join(leading(part.to, run(part, foreign)) for part in line)


def run(part: Part, foreign: str = "") -> str:
    """A piece of text; line breaks stay line breaks."""
    strong = "<w:b/>" if part.strong else ""
    language = f'<w:lang w:val="{foreign}"/>' if foreign and part.typed else ""
    properties = f"<w:rPr>{strong}{language}</w:rPr>" if strong or language else ""
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{xml_line(one)}</w:t>' for one in part.text.split("\n"))
    return f"<w:r>{properties}{text}</w:r>"


def xml_line(text: str) -> str:
    """A line of text with the blanks around it, which cleaning would take off."""
    core = text.strip(" ")
    before = len(text) - len(text.lstrip(" "))
    after = len(text) - before - len(core) if core else 0
    return " " * before + xml(core) + " " * after


def leading(anchor: str, content: str) -> str:
    """Something that leads to a place in the same document."""
    return f'<w:hyperlink w:anchor="{mark(anchor)}" w:history="1">{content}</w:hyperlink>' if anchor else content


def mark(anchor: str) -> str:
    """The name of a place: Word takes letters, digits and underscores."""
    return anchor.replace("-", "_")


def as_text(element: etree._Element) -> str:
    """An element that python-docx made, to be written among ours."""
    return str(etree.tostring(element, encoding="unicode"))

"""A manuscript's blocks as the content of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count

from cafe.export.columns import widths
from cafe.export.escaping import xml
from cafe.export.figure import WIDTH_CM, told
from cafe.export.manuscript import Bars, Block, Heading, Items, Line, Manuscript, Paragraph, Part, Table, text_of
from cafe.export.manuscript.document import outline
from cafe.export.opendocument.styles import DECLARATION, NAMESPACES, REGIONS

PAGE_CM = 17.0
STYLES = {"body": "Text_20_body", "lead": "Lead", "quiet": "Remark"}


def content(manuscript: Manuscript, keep: Callable[[Bars], tuple[str, float]]) -> str:
    """content.xml; `keep` takes a figure's picture into the package and gives its name and height in cm."""
    body = Body(manuscript, keep)
    blocks = [body.title(), body.contents(), *body.blocks(manuscript.blocks)]
    return (
        f'{DECLARATION}<office:document-content {NAMESPACES} office:version="1.3"><office:automatic-styles>'
        f"{AUTOMATIC}{body.own_style()}{''.join(body.columns)}</office:automatic-styles><office:body><office:text>"
        f"{''.join(blocks)}</office:text></office:body></office:document-content>"
    )


class Body:
    """All blocks; `columns` are the styles of the tables' columns, made on the way."""

    def __init__(self, manuscript: Manuscript, keep: Callable[[Bars], tuple[str, float]]) -> None:
        self.manuscript = manuscript
        self.keep = keep
        self.foreign = manuscript.typed != manuscript.language
        self.columns: dict[str, None] = {}
        self.tables = count(1)

    def own_style(self) -> str:
        """How what people typed is marked, where it is in another language."""
        language, country = REGIONS.get(self.manuscript.typed, "de-DE").split("-")
        named = {"T": "", "TB": ' fo:font-weight="bold"'}
        return "".join(
            f'<style:style style:name="{name}" style:family="text"><style:text-properties fo:language="{language}"'
            f' fo:country="{country}"{bold}/></style:style>'
            for name, bold in named.items()
        )

    def title(self) -> str:
        """The title and what stands below it."""
        told = self.manuscript
        lines = [paragraph("Title", text(told.title)), paragraph("Subtitle", text(told.description))]
        return "".join([*lines, *(paragraph("Subtitle", self.line(fact)) for fact in told.facts)])

    def contents(self) -> str:
        """The table of contents, which an office program can bring up to date, with its entries already in it."""
        name = text(self.manuscript.contents)
        entries = [
            paragraph(f"Contents_20_{one.level}", link(one.anchor, text(text_of(one.text))))
            for one in outline(self.manuscript, 2)
            if one.level == 1 or one.anchor.startswith("theme-")
        ]
        levels = "".join(
            f'<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="Contents_20_{level}">'
            '<text:index-entry-link-start/><text:index-entry-text/><text:index-entry-tab-stop style:type="right"/>'
            "<text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>"
            for level in (1, 2)
        )
        return (
            f'<text:table-of-content text:name="contents" text:protected="false"><text:table-of-content-source'
            f' text:outline-level="2"><text:index-title-template text:style-name="Contents_20_Heading">{name}'
            f"</text:index-title-template>{levels}</text:table-of-content-source><text:index-body>"
            f'<text:index-title text:name="contents-title">{paragraph("Contents_20_Heading", name)}</text:index-title>'
            f"{''.join(entries)}</text:index-body></text:table-of-content>"
        )

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """One after the other."""
        for block in blocks:
            match block:
                case Heading():
                    yield (
                        f'<text:h text:style-name="Heading_20_{block.level}" text:outline-level="{block.level}">'
                        f"{place(block.anchor, self.line(block.text))}</text:h>"
                    )
                case Paragraph():
                    yield paragraph(STYLES[block.kind], self.line(block.text))
                case Items():
                    yield self.items(block)
                case Table():
                    yield self.table(block)
                case Bars():
                    yield self.bars(block)

    def items(self, items: Items) -> str:
        """A list."""
        anchors = items.anchors or ("",) * len(items.items)
        lines = (
            f"<text:list-item>{paragraph('List_20_Bullet', place(anchor, self.line(item)))}</text:list-item>"
            for anchor, item in zip(anchors, items.items, strict=True)
        )
        return f'<text:list text:style-name="Bullets">{"".join(lines)}</text:list>'

    def table(self, table: Table) -> str:
        """A table with its caption above; its head comes again on each page."""
        columns = "".join(
            f'<table:table-column table:style-name="{self.column(one)}"/>' for one in widths(table, PAGE_CM)
        )
        head = "".join(
            cell("Head", "Table_20_Heading", text(name), at in table.numbers) for at, name in enumerate(table.head)
        )
        rows = "".join(
            '<table:table-row table:style-name="Row">'
            + "".join(
                cell("Cell", "Table_20_Contents", self.part(part), at in table.numbers) for at, part in enumerate(row)
            )
            + "</table:table-row>"
            for row in table.rows
        )
        caption = "" if table.titled else paragraph("Caption", text(table.caption))
        return (
            f'{caption}<table:table table:name="Table{next(self.tables)}" table:style-name="Wide"><table:title>'
            f"{xml(table.caption)}</table:title>{columns}<table:table-header-rows>"
            f'<table:table-row table:style-name="Row">{head}</table:table-row></table:table-header-rows>{rows}'
            f"</table:table>{paragraph('Table_20_Contents', '')}"
        )

    def column(self, wide: float) -> str:
        """The style of a column so wide."""
        name = f"C{round(wide * 100)}"
        self.columns[
            f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties'
            f' style:column-width="{wide:.2f}cm"/></style:style>'
        ] = None
        return name

    def bars(self, bars: Bars) -> str:
        """A figure with its caption above and its alternative text."""
        name, tall = self.keep(bars)
        frame = (
            f'<draw:frame draw:style-name="Figure" draw:name="{xml(bars.caption)}" text:anchor-type="as-char"'
            f' svg:width="{WIDTH_CM}cm" svg:height="{tall:.2f}cm"><draw:image xlink:href="{name}" xlink:type="simple"'
            f' xlink:show="embed" xlink:actuate="onLoad"/><svg:title>{xml(bars.caption)}</svg:title><svg:desc>'
            f"{xml(told(bars))}</svg:desc></draw:frame>"
        )
        return paragraph("Caption", text(bars.caption)) + paragraph("Text_20_body", frame)

    def line(self, line: Line) -> str:
        """The parts of a line."""
        return "".join(self.part(part) for part in line)

    def part(self, part: Part) -> str:
        """A piece of text with its marks."""
        style = ("TB" if part.strong else "T") if part.typed and self.foreign else "B" if part.strong else ""
        written = text(part.text)
        written = f'<text:span text:style-name="{style}">{written}</text:span>' if style else written
        return link(part.to, written) if part.to else written


def paragraph(style: str, content: str) -> str:
    """A paragraph in a style."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def cell(style: str, inner: str, content: str, is_number: bool) -> str:
    """One cell."""
    aligned = f"{inner}_R" if is_number else inner
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">{paragraph(aligned, content)}'
        "</table:table-cell>"
    )


def text(typed: str) -> str:
    """Text as OpenDocument wants it: line breaks as elements, and blanks at the edges kept."""
    lines = []
    for each in typed.split("\n"):
        core = each.strip(" ")
        before = "<text:s/>" * (len(each) - len(each.lstrip(" ")))
        after = "<text:s/>" * (len(each) - len(each.rstrip(" "))) if core else ""
        lines.append(f"{before}{xml(core)}{after}")
    return "<text:line-break/>".join(lines)


def place(anchor: str, content: str) -> str:
    """A place that others lead to."""
    return (
        f'<text:bookmark-start text:name="{anchor}"/>{content}<text:bookmark-end text:name="{anchor}"/>'
        if anchor
        else content
    )


def link(anchor: str, content: str) -> str:
    """Something that leads to a place in the same document."""
    if not anchor:
        return content
    return (
        f'<text:a xlink:type="simple" xlink:href="#{anchor}" text:style-name="Internet_20_link"'
        f' text:visited-style-name="Visited_20_Internet_20_Link">{content}</text:a>'
    )


AUTOMATIC = (
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    + "".join(
        f'<style:style style:name="{name}_R" style:family="paragraph" style:parent-style-name="{name}">'
        '<style:paragraph-properties fo:text-align="end"/></style:style>'
        for name in ("Table_20_Contents", "Table_20_Heading")
    )
    + '<style:style style:name="Wide" style:family="table"><style:table-properties style:width="17cm"'
    ' table:align="left" table:border-model="collapsing"/></style:style>'
    '<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/>'
    "</style:style>"
    '<style:style style:name="Head" style:family="table-cell"><style:table-cell-properties'
    ' fo:background-color="#eaf2f7" fo:padding="0.1cm" fo:border-bottom="1pt solid #0b4f79"'
    ' fo:border-top="1pt solid #0b4f79"/></style:style>'
    '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm"'
    ' fo:border-bottom="0.5pt solid #c4ccd4"/></style:style>'
    '<style:style style:name="Figure" style:family="graphic"/>'
)

"""How the Word document looks: its styles, which Word's own commands know, and the page."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

INK = RGBColor(0x16, 0x20, 0x2A)
BLUE = RGBColor(0x0B, 0x4F, 0x79)
QUIET = RGBColor(0x4A, 0x55, 0x60)
FACE = "Arial"
"""On every office computer; LibreOffice has one of the same widths."""

TABLE = "Cafe Table"
CELL, HEAD, LEAD, REMARK = "Table Text", "Table Head", "Lead", "Remark"

REGIONS = {"de": "de-DE", "en": "en-GB"}

SIZES = {
    # style: points, before, after, colour, bold
    "Normal": (10.5, 0, 6, INK, False),
    "Title": (26, 60, 6, BLUE, True),
    "Subtitle": (11.5, 0, 4, QUIET, False),
    "Heading 1": (18, 24, 8, BLUE, True),
    "Heading 2": (13.5, 18, 4, BLUE, True),
    "Heading 3": (11.5, 12, 3, INK, True),
    "Caption": (9.5, 10, 4, QUIET, True),
    "List Bullet": (10.5, 0, 3, INK, False),
    "TOC Heading": (18, 24, 8, BLUE, True),
}


def dress(document: Document, language: str) -> None:
    """Page, typeface, styles and language."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(2.3), Cm(2.2)
    for name in (CELL, HEAD, LEAD, REMARK, "TOC 1", "TOC 2"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    sizes = {**SIZES, CELL: (8.5, 0, 0, INK, False), HEAD: (8.5, 0, 0, INK, True), LEAD: (12.5, 0, 8, INK, False),
             REMARK: (9.5, 0, 6, QUIET, False), "TOC 1": (10.5, 4, 0, INK, True),
             "TOC 2": (10, 1, 0, INK, False)}  # fmt: skip
    for name, (points, before, after, colour, bold) in sizes.items():
        style = document.styles[name]
        font, form = style.font, style.paragraph_format
        font.size, font.bold, font.italic, font.color.rgb = Pt(points), bold, False, colour
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.line_spacing = 1.0 if points > 13 or name in (CELL, HEAD) else 1.2
        faces(style)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        document.styles[name].paragraph_format.keep_with_next = True
    document.styles["TOC 2"].paragraph_format.left_indent = Cm(0.6)
    for spacing in list(document.styles["Subtitle"].element.iter(qn("w:spacing"))):
        if spacing.getparent().tag == qn("w:rPr"):
            spacing.getparent().remove(spacing)
    border = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        document.styles["Title"].element.pPr.remove(border)
    document.styles.element.append(parse_xml(TABLE_STYLE))
    foot = page.footer.paragraphs[0]
    foot.style = document.styles[REMARK]
    foot._p.append(parse_xml(PAGE_NUMBER))
    speak(document, REGIONS.get(language, "de-DE"))


def faces(style: object) -> None:
    """The typeface for all scripts, in place of the theme's."""
    properties = style.element.get_or_add_rPr()  # type: ignore[attr-defined]
    found = properties.find(qn("w:rFonts"))
    fonts = OxmlElement("w:rFonts") if found is None else found
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FACE)
    if found is None:
        properties.insert(0, fonts)


def speak(document: Document, region: str) -> None:
    """The document's language, for spelling and for reading aloud."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), region)


PAGE_NUMBER = (
    '<w:fldSimple xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:instr="PAGE"><w:r>'
    "<w:t>1</w:t></w:r></w:fldSimple>"
)
TABLE_STYLE = f"""
<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:type="table" w:customStyle="1"
 w:styleId="CafeTable"><w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="0B4F79"/><w:bottom w:val="single" w:sz="8"
 w:color="0B4F79"/><w:insideH w:val="single" w:sz="4" w:color="C4CCD4"/></w:tblBorders>
<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="45" w:type="dxa"/>
<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8"
 w:color="0B4F79"/></w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="EAF2F7"/></w:tcPr></w:tblStylePr></w:style>
"""

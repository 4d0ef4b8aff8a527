"""How the OpenDocument text looks: the styles an office program knows by these names, and the page."""

from __future__ import annotations

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
REGIONS = {"de": "de-DE", "en": "en-GB"}
INK, BLUE, QUIET = "#16202a", "#0b4f79", "#4a5560"

PARAGRAPHS = {
    # name: what it is based on, points, before, after (cm), colour, bold, keeps with next
    "Text_20_body": ("Standard", 10.5, 0, 0.2, INK, False, False),
    "Title": ("Standard", 26, 2, 0.3, BLUE, True, True),
    "Subtitle": ("Standard", 11.5, 0, 0.15, QUIET, False, False),
    "Heading_20_1": ("Heading", 18, 0.9, 0.3, BLUE, True, True),
    "Heading_20_2": ("Heading", 13.5, 0.65, 0.15, BLUE, True, True),
    "Heading_20_3": ("Heading", 11.5, 0.45, 0.1, INK, True, True),
    "Caption": ("Standard", 9.5, 0.35, 0.15, QUIET, True, True),
    "Lead": ("Text_20_body", 12.5, 0, 0.3, INK, False, False),
    "Remark": ("Text_20_body", 9.5, 0, 0.2, QUIET, False, False),
    "List_20_Bullet": ("Text_20_body", 10.5, 0, 0.1, INK, False, False),
    "Table_20_Contents": ("Standard", 8.5, 0, 0, INK, False, False),
    "Table_20_Heading": ("Table_20_Contents", 8.5, 0, 0, INK, True, True),
    "Contents_20_Heading": ("Heading", 18, 0.9, 0.3, BLUE, True, True),
    "Contents_20_1": ("Standard", 10.5, 0.15, 0, INK, True, False),
    "Contents_20_2": ("Standard", 10, 0.03, 0, INK, False, False),
}


def document(language: str) -> str:
    """styles.xml."""
    tongue, region = REGIONS[language].split("-")
    base = (
        '<style:default-style style:family="paragraph"><style:paragraph-properties'
        f' fo:line-height="120%"/><style:text-properties fo:font-family="Arial" style:font-family-generic="swiss"'
        f' fo:font-size="10.5pt" fo:color="{INK}" fo:language="{tongue}" fo:country="{region}"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
        '<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard"'
        ' style:class="text"/>'
    )
    return (
        f'{DECLARATION}<office:document-styles {NAMESPACES} office:version="1.3"><office:styles>{base}'
        f"{''.join(paragraph(name) for name in PARAGRAPHS)}{LINKS}{BULLETS}</office:styles>"
        f"<office:automatic-styles>{PAGE}"
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard"'
        ' style:page-layout-name="A4"><style:footer><text:p text:style-name="Remark"><text:page-number/></text:p>'
        "</style:footer></style:master-page></office:master-styles></office:document-styles>"
    )


def paragraph(name: str) -> str:
    """One paragraph style."""
    base, points, before, after, colour, bold, keeps = PARAGRAPHS[name]
    level = f' style:default-outline-level="{name[-1]}"' if name.startswith("Heading_20_") else ""
    weight = "bold" if bold else "normal"
    indent = ' fo:margin-left="0.6cm"' if name == "Contents_20_2" else ""
    keep = ' fo:keep-with-next="always"' if keeps else ""
    return (
        f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" style:family="paragraph"'
        f' style:parent-style-name="{base}"{level} style:class="text"><style:paragraph-properties'
        f' fo:margin-top="{before}cm" fo:margin-bottom="{after}cm"{indent}{keep}/><style:text-properties'
        f' fo:font-size="{points}pt" fo:font-weight="{weight}" fo:color="{colour}"/></style:style>'
    )


LINKS = "".join(
    f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" style:family="text">'
    f'<style:text-properties fo:color="{BLUE}" style:text-underline-style="none"/></style:style>'
    for name in ("Internet_20_link", "Visited_20_Internet_20_Link")
)
BULLETS = (
    '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="0.6cm"'
    ' fo:text-indent="-0.5cm" fo:margin-left="0.6cm"/></style:list-level-properties></text:list-level-style-bullet>'
    "</text:list-style>"
)
PAGE = (
    '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"'
    ' fo:margin-top="2.3cm" fo:margin-bottom="1.5cm" fo:margin-left="2cm" fo:margin-right="2cm"/>'
    '<style:footer-style><style:header-footer-properties fo:min-height="0.7cm" fo:margin-top="0.3cm"/>'
    "</style:footer-style></style:page-layout>"
)

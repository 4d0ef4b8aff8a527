"""The report as a Word document, ready to be cut into a council paper: real styles, heads of tables that come again on
each page, alternative texts, a table of contents, the document's language.

The same report gives the same bytes: dates are the report's own, and the ZIP's times are fixed.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
from docx.document import Document
from docx.shared import Cm

from cafe.domain.report import Report
from cafe.export import archive, figure
from cafe.export.manuscript import Bars, Manuscript, write
from cafe.export.word import body, styles
from cafe.export.words import Translate, german

BODY = "word/document.xml"


def render(report: Report, _: Translate = german) -> bytes:
    """The document as .docx."""
    manuscript = write(report, _)
    document = docx.Document()
    styles.dress(document, manuscript.language)
    describe(document, manuscript)
    told = body.Body(manuscript.typed if manuscript.typed != manuscript.language else "", pictures(document))
    content = [body.title(manuscript), body.contents(manuscript), told.blocks(manuscript.blocks)]
    written = io.BytesIO()
    document.save(written)
    files = archive.unpack(written.getvalue())
    files[BODY] = filled(files[BODY], "".join(content).encode())
    return archive.pack(files.items())


def filled(empty: bytes, content: bytes) -> bytes:
    """The body with its content, put in as text before the page's own settings: as a tree it would fill the memory."""
    before, settings, after = empty.partition(b"<w:sectPr")
    return before + content + settings + after


def describe(document: Document, manuscript: Manuscript) -> None:
    """Title, author, language and dates of the file."""
    about = document.core_properties
    about.title, about.subject = manuscript.title[:255], manuscript.description
    about.author = about.last_modified_by = manuscript.publisher or "World Café"
    about.comments, about.keywords, about.category = "", "", ""
    about.language = manuscript.language
    about.created = about.modified = about.last_printed = manuscript.at.replace(tzinfo=None)
    about.revision = 1


def pictures(document: Document) -> Callable[[Bars], str]:
    """How a figure gets into this document: drawn, kept once, and named so that a paragraph can show it."""

    def drawn(shown: Bars) -> str:
        picture = document.part.new_pic_inline(io.BytesIO(figure.png(shown)), width=Cm(figure.WIDTH_CM))
        picture.docPr.set("descr", figure.told(shown))
        picture.docPr.set("name", shown.caption)
        return str(body.as_text(picture))

    return drawn

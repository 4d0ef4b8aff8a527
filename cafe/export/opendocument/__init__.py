"""The report as OpenDocument text, with the same content as the Word document.

Five small XML files in a ZIP. They are written here rather than by a library: there is less to write than there would
be to undo of a library's template, and nothing in it depends on the clock. The tests read it with other programs.
"""

from __future__ import annotations

from collections.abc import Callable

from cafe.domain.report import Report
from cafe.export import archive, figure
from cafe.export.escaping import xml
from cafe.export.manuscript import Bars, Manuscript, write
from cafe.export.opendocument import body, styles
from cafe.export.words import Translate, german

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def render(report: Report, _: Translate = german) -> bytes:
    """The document as .odt."""
    manuscript = write(report, _)
    pictures: dict[str, bytes] = {}
    content = body.content(manuscript, keep(pictures))
    files = {
        "mimetype": MEDIA_TYPE.encode(),
        "content.xml": content.encode(),
        "styles.xml": styles.document(manuscript.language).encode(),
        "meta.xml": meta(manuscript).encode(),
        **pictures,
    }
    return archive.pack([*files.items(), ("META-INF/manifest.xml", manifest(files).encode())])


def keep(pictures: dict[str, bytes]) -> Callable[[Bars], tuple[str, float]]:
    """How a figure gets into this document: drawn, and kept under a name of its own."""

    def kept(shown: Bars) -> tuple[str, float]:
        name = f"Pictures/figure-{len(pictures) + 1}.png"
        pictures[name] = figure.png(shown)
        return name, figure.tall(pictures[name])

    return kept


def meta(manuscript: Manuscript) -> str:
    """Title, author, language and dates of the file."""
    at = f"{manuscript.at:%Y-%m-%dT%H:%M:%S}"
    author = xml(manuscript.publisher or "World Café")
    return (
        f'{styles.DECLARATION}<office:document-meta {styles.NAMESPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>World Café</meta:generator><dc:title>{xml(manuscript.title)}</dc:title>"
        f"<dc:subject>{xml(manuscript.description)}</dc:subject><meta:initial-creator>{author}</meta:initial-creator>"
        f"<dc:creator>{author}</dc:creator><meta:creation-date>{at}</meta:creation-date><dc:date>{at}</dc:date>"
        f"<dc:language>{styles.REGIONS[manuscript.language]}</dc:language></office:meta></office:document-meta>"
    )


def manifest(files: dict[str, bytes]) -> str:
    """What lies in the package."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media_type(name)}"/>'
        for name in files
        if name != "mimetype"
    )
    return (
        f'{styles.DECLARATION}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        f' manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3"'
        f' manifest:media-type="{MEDIA_TYPE}"/>{entries}</manifest:manifest>'
    )


def media_type(name: str) -> str:
    """Of a file in the package."""
    return "image/png" if name.endswith(".png") else "text/xml"

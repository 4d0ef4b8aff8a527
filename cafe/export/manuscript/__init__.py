"""The report as a manuscript: what is told, in which order and words, before any format has its say.

Word, OpenDocument, HTML and Markdown are set from the same blocks, so they hold the same. A block knows nothing of
files; a format knows nothing of cafés.
"""

from cafe.export.manuscript.blocks import Bars, Block, Heading, Items, Line, Paragraph, Part, Table, line, text_of
from cafe.export.manuscript.document import Manuscript, write

__all__ = (
    "Bars", "Block", "Heading", "Items", "Line", "Manuscript", "Paragraph", "Part", "Table", "line", "text_of", "write",
)  # fmt: skip

"""What a report tells, chapter by chapter: worked out once, so that every document tells the same.

The Report holds what happened; a Story says in which order it is told and what stands out: the weightiest theme first,
with what few said beside what many said; how thoughts travelled; where stakeholder groups agree and where not; which of
the city's fields and areas got something and which did not. Everything in it is a number into the Report.
"""

from cafe.domain.story.model import (
    AnnexRound,
    AnnexTable,
    AnnexTopic,
    AreaSection,
    Contrast,
    FieldSection,
    Flow,
    FromTopic,
    GroupLine,
    OpenQuestion,
    Priorities,
    Stop,
    Story,
    ThemeChapter,
    Travels,
)
from cafe.domain.story.told import tell

__all__ = (
    "AnnexRound", "AnnexTable", "AnnexTopic", "AreaSection", "Contrast", "FieldSection", "Flow", "FromTopic",
    "GroupLine", "OpenQuestion", "Priorities", "Stop", "Story", "ThemeChapter", "Travels", "tell",
)  # fmt: skip

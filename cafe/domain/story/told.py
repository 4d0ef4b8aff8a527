"""Report → Story."""

from __future__ import annotations

from cafe.domain.report import Report
from cafe.domain.story.groups import priorities
from cafe.domain.story.model import Story
from cafe.domain.story.places import annex, areas, fields, measures_in_order
from cafe.domain.story.themes import cards_of_themes, chapters
from cafe.domain.story.travels import travels


def tell(report: Report) -> Story:
    """The story of a report. The same report gives the same story."""
    of_themes = cards_of_themes(report)
    sections = fields(report)
    return Story(
        report=report,
        measures=measures_in_order(report),
        themes=chapters(report, of_themes),
        apart=tuple(idea.number for idea in report.ideas if idea.theme is None),
        other_cards=tuple(card.id for card in report.relay_cards if not of_themes.get(card.id)),
        travels=travels(report),
        priorities=priorities(report),
        fields=sections,
        areas=areas(report, sections),
        annex=annex(report),
    )

"""What the chapters of the PDF are made of: blocks, and the story they tell by number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cafe.domain.report import Evidence, Idea, RelayCard
from cafe.domain.story import Story
from cafe.export import words
from cafe.export.words import Translate

Block = dict[str, Any]
"""A piece of a page; `is` says which. All texts are plain text."""


class Telling:
    """One story and the language it is told in: everything by its number, and what chapters have in common."""

    def __init__(self, story: Story, translate: Translate) -> None:
        self.story = story
        self.report = story.report
        self.translate = translate
        self.ideas = {idea.number: idea for idea in self.report.ideas}
        self.themes = {theme.number: theme for theme in self.report.themes}
        self.measures = {measure.number: measure for measure in self.report.measures}
        self.cards = {card.id: card for card in self.report.relay_cards}
        self.topics = {topic.number: topic.title for topic in self.report.topics}
        self.parts = [words.slice_name(part, translate) for part in self.report.groups]

    def idea_list(self, title: str, style: str, numbers: Sequence[int]) -> Block:
        """Ideas under a heading."""
        return {
            "is": "ideas", "title": title, "style": style, "items": [self.item(self.ideas[one]) for one in numbers]
        }  # fmt: skip

    def item(self, idea: Idea, card: str | None = None) -> Block:
        """An idea with where it comes from."""
        _ = self.translate
        meta = [words.origin(idea, _)]
        if idea.supports:
            meta.append(_("Zuspruch %(number)d") % {"number": idea.supports})
        if idea.built_on_by:
            meta.append(_("aufgegriffen von %(numbers)s") % {"numbers": words.numbered(idea.built_on_by)})
        if card:
            meta.append(_("Staffelkarte %(id)s") % {"id": card})
        return {"n": idea.number, "text": idea.text, "meta": " · ".join(meta)}

    def card(self, card: RelayCard, *, question: bool = True) -> Block:
        """A relay card."""
        _ = self.translate
        return {
            "where": self.card_place(card),
            "lines": [{"text": line.text, "idea": line.idea} for line in card.insights],
            "question": card.question if question else "", "label": _("Offene Frage"),
        }  # fmt: skip

    def card_place(self, card: RelayCard) -> str:
        """Which table passed it on, and when."""
        _ = self.translate
        return _("Tisch %(table)d, Runde %(round)d") % {"table": card.table, "round": card.round}

    @property
    def language(self) -> str:
        """The language of our own words."""
        return words.language(self.translate)


def chapter(title: str) -> Block:
    """A chapter begins a page."""
    return {"is": "chapter", "title": title}


def section(title: str) -> Block:
    """A section within a chapter."""
    return {"is": "section", "title": title}


def table(
    head: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[int], right: Sequence[int] = ()
) -> Block:
    """A table; `widths` are shares of the page, `right` the columns of numbers."""
    return {"is": "table", "head": head, "rows": rows, "widths": widths, "right": right}


def ideas_of(evidence: Sequence[Evidence]) -> list[int]:
    """Their numbers."""
    return [one.idea for one in evidence]


def share(cell: int | None, of: int) -> float | None:
    """A cell as part of its group, 0 to 1; null where it is not told."""
    return None if cell is None else cell / of

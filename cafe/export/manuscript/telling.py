"""What every chapter looks up: the report by number, and how its things are called."""

from __future__ import annotations

from functools import cached_property

from cafe.domain.report import Idea, Measure, RelayCard, Report, Theme
from cafe.domain.story import Story
from cafe.export import words
from cafe.export.escaping import plain
from cafe.export.manuscript.blocks import Line, Part, line, typed
from cafe.export.words import Translate


class Telling:
    """A story and the language it is told in."""

    def __init__(self, story: Story, translate: Translate) -> None:
        self.story = story
        self.translate = translate

    @property
    def report(self) -> Report:
        """What it is told from."""
        return self.story.report

    @cached_property
    def ideas(self) -> dict[int, Idea]:
        """By number."""
        return {idea.number: idea for idea in self.report.ideas}

    @cached_property
    def themes(self) -> dict[int, Theme]:
        """By number."""
        return {theme.number: theme for theme in self.report.themes}

    @cached_property
    def measures(self) -> dict[int, Measure]:
        """By number."""
        return {measure.number: measure for measure in self.report.measures}

    @cached_property
    def cards(self) -> dict[str, RelayCard]:
        """By id."""
        return {card.id: card for card in self.report.relay_cards}

    @cached_property
    def topics(self) -> dict[int, str]:
        """Their titles."""
        return {topic.number: plain(topic.title) for topic in self.report.topics}

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The names of the stakeholder groups as they are counted."""
        return tuple(plain(words.slice_name(part, self.translate)) for part in self.report.groups)

    def topic(self, number: int) -> Part:
        """A topic by its title."""
        return Part(self.topics.get(number, "–"), typed=True)

    def theme_name(self, number: int) -> Line:
        """A theme by number and title."""
        return (Part(f"{number} ", to=f"theme-{number}"), typed(self.themes[number].title, to=f"theme-{number}"))

    def measure_name(self, number: int) -> Line:
        """A measure by number and title."""
        return (Part(f"{number} ", to=f"measure-{number}"), typed(self.measures[number].title, to=f"measure-{number}"))

    def idea_line(self, number: int, *, supports: bool = True) -> Line:
        """An idea with its number, where it was written, and its support."""
        _, idea = self.translate, self.ideas[number]
        about = words.origin(idea, _)
        if supports and idea.supports:
            about += ", " + _("Zuspruch: %(number)d") % {"number": idea.supports}
        return line(Part(str(number), strong=True, to=f"idea-{number}"), " ", typed(idea.text), f" ({about})")

    def idea_entry(self, number: int) -> Line:
        """An idea where it stands for good: what is not the ordinary case is said after it."""
        _, idea = self.translate, self.ideas[number]
        notes = [words.way(idea.by, _)] if idea.by != "phone" else []
        if idea.supports:
            notes.append(_("Zuspruch: %(number)d") % {"number": idea.supports})
        if idea.builds_on:
            notes.append(_("knüpft an: %(numbers)s") % {"numbers": words.numbered(idea.builds_on)})
        if idea.theme is not None:
            notes.append(_("Themenfeld %(number)d") % {"number": idea.theme})
        return line(Part(str(number), strong=True), " ", typed(idea.text), f" ({', '.join(notes)})" if notes else "")

    def card_place(self, card: RelayCard) -> str:
        """Where a card was written."""
        _ = self.translate
        return _("Tisch %(table)d, Runde %(round)d") % {"table": card.table, "round": card.round}

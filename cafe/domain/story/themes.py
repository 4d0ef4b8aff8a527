"""Themes as chapters: what many said, what few said, what was passed on, and what stayed open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from cafe.domain.report import Idea, RelayCard, Report, Theme
from cafe.domain.story.model import FromTopic, OpenQuestion, ThemeChapter

Value = TypeVar("Value")

STRONGEST = 5
"""So many ideas of a theme are shown as its strongest."""

MINORITY = 3
"""So many are shown as what few said."""

FEW = 1
"""An idea with at most so many supports, and taken up by nobody, is one that few shared."""


def chapters(report: Report, of_themes: Mapping[str, Sequence[int]]) -> tuple[ThemeChapter, ...]:
    """The themes, the weightiest first: by dots, then by support, then as they were made.

    `of_themes` says which themes each relay card belongs to. Themes with the same number of dots share a rank.
    """
    ideas = {idea.number: idea for idea in report.ideas}
    measures = grouped((theme, measure.number) for measure in report.measures for theme in measure.themes)
    cards = grouped((theme, card) for card in report.relay_cards for theme in of_themes.get(card.id, ()))
    order = sorted(report.themes, key=lambda theme: (-dots(theme), -theme.supports, theme.number))
    every_dot = sum(map(dots, order))
    counted = report.dots.state == "closed"
    return tuple(
        chapter(
            theme,
            [ideas[number] for number in theme.ideas],
            rank=1 + sum(dots(other) > dots(theme) for other in order) if counted else None,
            share=percent(dots(theme), every_dot) if counted else None,
            measures=measures[theme.number],
            cards=cards[theme.number],
        )
        for theme in order
    )


def chapter(
    theme: Theme, ideas: Sequence[Idea], rank: int | None, share: int | None, measures: Sequence[int],
    cards: Sequence[RelayCard],
) -> ThemeChapter:  # fmt: skip
    """One theme."""
    strongest = strongest_of(ideas)
    minority = minority_of(ideas, strongest)
    shown = {idea.number for idea in (*strongest, *minority)}
    topics = sorted(Counter(idea.topic for idea in ideas).items(), key=lambda one: (-one[1], one[0]))
    return ThemeChapter(
        theme.number, rank, share,
        measures=tuple(measures),
        strongest=tuple(idea.number for idea in strongest),
        minority=tuple(idea.number for idea in minority),
        others=tuple(idea.number for idea in ideas if idea.number not in shown),
        relay_cards=tuple(card.id for card in cards),
        questions=tuple(OpenQuestion(card.id, card.question) for card in cards if card.question),
        topics=tuple(FromTopic(topic, many) for topic, many in topics),
    )  # fmt: skip


def strongest_of(ideas: Iterable[Idea]) -> list[Idea]:
    """The ideas that most people supported; among equals those taken up more often, then the earlier ones."""
    supported = [idea for idea in ideas if idea.supports]
    return sorted(supported, key=lambda idea: (-idea.supports, -len(idea.built_on_by), idea.number))[:STRONGEST]


def minority_of(ideas: Sequence[Idea], strongest: Sequence[Idea]) -> list[Idea]:
    """What few said, and a ranking would bury.

    An idea that at most one other person supported and nobody took up, in a theme where others had more. Those come
    first whose topic is rarest in the theme: a voice from elsewhere says what the others did not see. No table has two.
    """
    most = max((idea.supports for idea in ideas), default=0)
    if most <= FEW:
        return []  # nothing has more support than anything else, so nobody is a minority
    common = Counter(idea.topic for idea in ideas)
    taken = {idea.number for idea in strongest}
    few = [idea for idea in ideas if idea.supports <= FEW and not idea.built_on_by and idea.number not in taken]
    found: dict[int, Idea] = {}
    for idea in sorted(few, key=lambda one: (common[one.topic], -one.supports, one.number)):
        found.setdefault(idea.table, idea)
    return list(found.values())[:MINORITY]


def cards_of_themes(report: Report) -> dict[str, tuple[int, ...]]:
    """Relay card → the themes it belongs to.

    These are the themes of the ideas its lines were taken from. A card that names no idea belongs to the theme that
    most ideas of its table and round went to, if there is one such.
    """
    themes = {idea.number: idea.theme for idea in report.ideas}
    here: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for idea in report.ideas:
        if idea.theme is not None:
            here[idea.table, idea.round][idea.theme] += 1
    return {card.id: themes_of(card, themes, here[card.table, card.round]) for card in report.relay_cards}


def themes_of(card: RelayCard, themes: Mapping[int, int | None], here: Counter[int]) -> tuple[int, ...]:
    """The themes of one card."""
    named = {themes.get(line.idea) for line in card.insights if line.idea is not None} - {None}
    if named:
        return tuple(sorted(theme for theme in named if theme is not None))
    most = max(here.values(), default=0)
    leading = [theme for theme, ideas in here.items() if ideas == most]
    return tuple(leading) if len(leading) == 1 else ()


def dots(theme: Theme) -> int:
    """The dots of a theme as far as they are counted."""
    return theme.dots.total if theme.dots else 0


def percent(part: int, whole: int) -> int:
    """Rounded half up, as people do it by hand; 0 of nothing is 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def grouped(pairs: Iterable[tuple[int, Value]]) -> dict[int, list[Value]]:
    """First → its seconds, in the order they come."""
    found: dict[int, list[Value]] = defaultdict(list)
    for first, second in pairs:
        found[first].append(second)
    return found

"""A report of any size, made up from a seed: for benches, and for tests of what a large café leaves."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

from cafe.cli import words
from cafe.domain import privacy
from cafe.domain.report import (
    AsOf,
    ByGroup,
    Dots,
    Evidence,
    Idea,
    IdeaCount,
    Insight,
    Measure,
    Occasion,
    Path,
    Question,
    RelayCard,
    Report,
    Round,
    Strongest,
    Table,
    Theme,
    ThemeDots,
    ThemeStep,
    Top,
    Topic,
    Totals,
)
from cafe.domain.templates import find

BEGAN = datetime(2022, 10, 26, 11, 0, tzinfo=UTC)
ROUNDS = 3
IDEAS_AT_ONCE = 5
"""Ideas a table writes in one round, on average."""


def large(ideas: int = 2_000, themes: int = 60, measures: int = 40, seed: int = 7) -> Report:
    """A closed event with so many ideas at as many tables as they need, all numbers in it true to each other."""
    return Afternoon(ideas, themes, measures, random.Random(seed)).report()


class Afternoon:
    """The event while it is made up."""

    def __init__(self, ideas: int, themes: int, measures: int, chance: random.Random) -> None:
        self.chance = chance
        self.template = find("stralsund")
        self.tables = [
            Table(number, (number - 1) % 6 + 1, 5, "", number % 4 == 0, True, nothing())
            for number in range(1, max(6, ideas // (ROUNDS * IDEAS_AT_ONCE)) + 1)
        ]
        self.theme_count, self.measure_count = themes, measures
        self.ideas = self.written(ideas)
        self.by_number = {idea.number: idea for idea in self.ideas}
        self.in_theme: dict[int, list[int]] = defaultdict(list)
        for idea in self.ideas:
            if idea.theme is not None:
                self.in_theme[idea.theme].append(idea.number)

    def written(self, count: int) -> tuple[Idea, ...]:
        """The ideas in the order they were written; one in five takes up one or two earlier ones."""
        rows = []
        echoes: dict[int, list[int]] = defaultdict(list)
        for number in range(1, count + 1):
            table = self.chance.choice(self.tables)
            earlier = self.chance.sample(range(1, number), min(number - 1, self.chance.choice((1, 1, 2))))
            sources = sorted(earlier) if self.chance.random() < 0.2 else []
            for source in sources:
                echoes[source].append(number)
            text = words.thought(table.topic, self.chance)
            theme = self.chance.randint(1, self.theme_count) if self.theme_count and number % 10 else None
            by = self.chance.choices(("phone", "host", "paper"), (8, 1, 1))[0]
            supports = self.chance.choices(range(9), (40, 20, 12, 9, 7, 5, 4, 2, 1))[0]
            rows.append((number, table, text, by, supports, tuple(sources), theme))
        return tuple(
            Idea(
                number, table.number, table.topic, 1 + (number - 1) * ROUNDS // count, text, by, supports, sources,
                tuple(echoes[number]), theme, number % 20 == 0, BEGAN + timedelta(minutes=number % 70),
            )
            for number, table, text, by, supports, sources, theme in rows
        )  # fmt: skip

    def report(self) -> Report:
        """Everything together."""
        event = self.template
        cards = self.relay_cards()
        themes = self.themes()
        groups, by_topic, by_theme = self.by_groups()
        people = sum(part.people for part in groups)
        return Report(
            "world-cafe-report", 1, AsOf(40_000, BEGAN + timedelta(hours=5), True),
            Occasion(
                event.title, event.purpose, event.place, "2022-10-26", event.starts, event.ends, "de", "closed",
                event.policy, event.groups, event.fields, tuple(event.areas.values()), "Hansestadt Stralsund",
                "Amt für Beteiligung", "beteiligung@stralsund.example", "", "dl-de/by-2-0",
            ),
            Totals(
                people, people // 20, len(self.tables), counted(self.ideas), sum(one.supports for one in self.ideas),
                sum(len(one.builds_on) for one in self.ideas), len(cards), len(themes), self.measure_count,
            ),
            tuple(
                Round(
                    number, 20, 3, BEGAN + timedelta(minutes=23 * number), BEGAN + timedelta(minutes=23 * number + 20),
                    people, people * 3 // 5, counted([one for one in self.ideas if one.round == number]),
                )
                for number in range(1, ROUNDS + 1)
            ),
            tuple(
                Topic(
                    number, card.title, card.field, card.face,
                    tuple(one.number for one in self.tables if one.topic == number),
                    people // 2, counted([one for one in self.ideas if one.topic == number]),
                )
                for number, card in enumerate(event.topics, 1)
            ),
            tuple(
                Table(
                    one.number, one.topic, one.seats, one.place, one.step_free, one.hosted,
                    counted([idea for idea in self.ideas if idea.table == one.number]),
                )
                for one in self.tables
            ),
            tuple(Question(one.round, one.topic, one.text) for one in event.questions),
            self.ideas, cards, themes, (),
            Dots("closed", 3, people - 7, sum(one.dots.phone for one in themes if one.dots), 0, 0),
            self.measures(cards), groups, by_topic, by_theme, self.strongest(), self.paths(),
        )  # fmt: skip

    def relay_cards(self) -> tuple[RelayCard, ...]:
        """One card per table and round, some lines taken from ideas there."""
        here: dict[tuple[int, int], list[Idea]] = defaultdict(list)
        for idea in self.ideas:
            here[idea.table, idea.round].append(idea)
        return tuple(
            RelayCard(
                f"{table.number}-{number}", table.number, table.topic, number,
                tuple(
                    Insight(text, self.chance.choice([one.number for one in here[table.number, number]] or [None]))
                    for text in self.chance.sample(words.INSIGHTS, 2)
                ),
                self.chance.choice(words.OPEN_QUESTIONS),
            )
            for table in self.tables
            for number in range(1, ROUNDS + 1)
        )  # fmt: skip

    def themes(self) -> tuple[Theme, ...]:
        """The themes with their ideas and dots."""
        found = []
        for number in range(1, self.theme_count + 1):
            topic = self.template.topics[(number - 1) % 6]
            phone = self.chance.randint(5, 60)
            ideas = tuple(self.in_theme[number])
            found.append(
                Theme(
                    number, f"{topic.title}: Feld {number}", "Was die Tische hierzu zusammengetragen haben.", ideas,
                    sum(self.by_number[idea].supports for idea in ideas), (), None,
                    (ThemeStep("made", ideas, (), BEGAN + timedelta(hours=3)),), ThemeDots(phone, phone, 0, phone),
                )
            )  # fmt: skip
        return tuple(found)

    def measures(self, cards: tuple[RelayCard, ...]) -> tuple[Measure, ...]:
        """Measures that rest on one or two themes each."""
        known = {card.id for card in cards}
        found = []
        for number in range(1, self.measure_count + 1):
            themes = tuple(sorted({(number - 1) % max(1, self.theme_count) + 1, number % max(1, self.theme_count) + 1}))
            rests_on = [self.by_number[idea] for theme in themes for idea in self.in_theme[theme][:6]]
            evidence = tuple(
                Evidence(
                    one.number, at < 3, one.theme, one.table, one.topic, one.round, one.supports,
                    f"{one.table}-{one.round}" if f"{one.table}-{one.round}" in known else None,
                )
                for at, one in enumerate(sorted(rests_on, key=lambda one: one.number))
            )  # fmt: skip
            text = "Die Stadt prüft mit Stadtwerken und Hochschule, was im nächsten Jahr beginnen kann."
            field = self.template.fields[number % len(self.template.fields)]
            found.append(
                Measure(number, f"Vorhaben {number}", text, field, themes, evidence, BEGAN + timedelta(hours=4))
            )
        return tuple(found)

    def by_groups(self) -> tuple[tuple[privacy.Slice, ...], tuple[ByGroup, ...], tuple[ByGroup, ...]]:
        """The groups, and who was where, protected as in a real report."""
        names: list[str | None] = [*self.template.groups, None]
        groups = privacy.slices({name: 60 - 6 * at for at, name in enumerate(names)})
        people = [part.people for part in groups]

        def lines(count: int, shares: int) -> tuple[ByGroup, ...]:
            table = [[self.chance.randint(0, most // 2) for most in people] for _ in range(count)]
            protected = privacy.protect(table, people, max(shares, count))
            return tuple(ByGroup(at, line.people, line.cells) for at, line in enumerate(protected, 1))

        return groups, lines(len(self.template.topics), ROUNDS), lines(self.theme_count, 3)

    def strongest(self) -> Strongest:
        """As the use-case counts them."""
        ranked = sorted((one for one in self.ideas if one.supports), key=lambda one: (-one.supports, one.number))
        topics = [Top(number, tuple(one.number for one in ranked if one.topic == number)[:3]) for number in range(1, 7)]
        return Strongest(tuple(one.number for one in ranked[:10]), tuple(top for top in topics if top.ideas), ())

    def paths(self) -> tuple[Path, ...]:
        """How often one table took up another."""
        counts = Counter((self.by_number[source].table, idea.table) for idea in self.ideas for source in idea.builds_on)
        return tuple(Path(start, end, many) for (start, end), many in sorted(counts.items()))


def nothing() -> IdeaCount:
    """No ideas yet."""
    return IdeaCount(0, 0, 0, 0, 0, 0)


def counted(ideas: tuple[Idea, ...] | list[Idea]) -> IdeaCount:
    """So many ideas, by the way they came."""
    ways = Counter(idea.by for idea in ideas)
    return IdeaCount(len(ideas), ways["phone"], ways["host"], ways["paper"], 0, 0)

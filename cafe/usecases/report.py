"""The one Report of an event: read at one instant, counted, protected. All exports are drawn from it.

Hidden and withdrawn ideas are counted, and nothing else of them is here: no text, no number in a link, a theme or a
measure, and no line of a relay card that was taken from one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from cafe.domain import privacy, report
from cafe.domain.errors import Code, Refused
from cafe.domain.licences import USUAL
from cafe.domain.phases import Phase
from cafe.store import rows
from cafe.store.queries.report import Facts, Somebody, facts
from cafe.usecases import handover

STRONGEST = 10
STRONGEST_HERE = 3
"""How many ideas are named as the strongest of all, and of one topic or table."""


def build(session: Session, event_id: int, now: int) -> report.Report:
    """The report of an event as this session sees it, at `now` (milliseconds).

    Once the event is closed its time is that of the last change instead: the same state then gives the same report,
    byte for byte, whenever it is asked for. Raises Refused(not_found).
    """
    known = facts(session, event_id)
    if known is None:
        raise Refused(Code.NOT_FOUND, "no_event")
    return Draft(known, now).drawn()


def minute(millis: int) -> datetime:
    """A stored time in UTC, cut to the minute."""
    return datetime.fromtimestamp(millis // 60_000 * 60, UTC)


def minute_or_none(millis: int | None) -> datetime | None:
    """The same for a time that may not have come yet."""
    return None if millis is None else minute(millis)


class Draft:
    """The facts of one event, and what is counted from them once and used in several places."""

    def __init__(self, known: Facts, now: int) -> None:
        self.known = known
        self.now = now
        self.event = known.event
        self.shown = {row.number: row for row in known.ideas if row.state == "shown"}
        self.links = [(idea, source) for idea, source in known.links if idea in self.shown and source in self.shown]
        self.topic_of = {row.number: row.topic for row in known.tables}
        self.began = {row.number for row in known.rounds if row.began_at is not None}
        self.present = [
            (person, round_number, table)
            for person, round_number, table, arrived_at in known.seats
            if round_number in self.began and (arrived_at is not None or not self._is_absent(person))
        ]

    def drawn(self) -> report.Report:
        """Everything together."""
        return report.Report(
            schema=report.SCHEMA,
            version=report.VERSION,
            as_of=self.as_of(),
            event=self.occasion(),
            totals=self.totals(),
            rounds=tuple(self.round(row) for row in self.known.rounds),
            topics=tuple(self.topic(row) for row in self.known.topics),
            tables=tuple(self.table(row) for row in self.known.tables),
            questions=tuple(report.Question(row.round, row.topic, row.text) for row in self.known.questions),
            ideas=tuple(self.idea(row) for row in self.shown.values()),
            relay_cards=tuple(self.relay_cards.values()),
            themes=tuple(self.theme(row) for row in self.themes.values()),
            former_themes=tuple(
                report.FormerTheme(row.number, row.title, row.merged_into)
                for row in self.known.themes
                if row.merged_into is not None
            ),
            dots=self.dots(),
            measures=tuple(self.measure(row) for row in self.known.measures),
            groups=self.slices,
            topics_by_group=self.topics_by_group(),
            themes_by_group=self.themes_by_group(),
            strongest=self.strongest(),
            paths=self.paths(),
        )

    # -- the event and its numbers

    def as_of(self) -> report.AsOf:
        """The instant this report shows."""
        final = self.event.phase == Phase.CLOSED
        return report.AsOf(self.event.seq, minute(self.known.written_at if final else self.now), final)

    def occasion(self) -> report.Occasion:
        """The poster, without its code."""
        event, said = (
            self.event,
            self.known.handover
            or rows.Handover(publisher="", contact="", email="", address="", licence=USUAL, areas={}),
        )
        return report.Occasion(
            event.title, event.purpose, event.place, event.date, event.starts, event.ends, event.language, event.phase,
            event.policy, tuple(event.groups), tuple(event.fields),
            areas=tuple(handover.area(said, field) for field in event.fields),
            publisher=said.publisher, contact=said.contact, email=said.email, address=said.address,
            licence=said.licence,
        )  # fmt: skip

    def totals(self) -> report.Totals:
        """The day in numbers."""
        return report.Totals(
            people=len(self.people),
            on_paper=sum(person.paper for person in self.people.values()),
            tables=len(self.known.tables),
            ideas=self.count(self.known.ideas),
            supports=sum(self.known.supports[number] for number in self.shown),
            links=len(self.links),
            relay_cards=len(self.relay_cards),
            themes=len(self.themes),
            measures=len(self.known.measures),
        )

    def count(self, ideas: Iterable[rows.Idea]) -> report.IdeaCount:
        """How many of these ideas are shown, how they came, and how many are not shown."""
        counts = Counter(row.by if row.state == "shown" else row.state for row in ideas)
        ways = counts["phone"], counts["host"], counts["paper"]
        return report.IdeaCount(sum(ways), *ways, counts["withdrawn"], counts["hidden"])

    @cached_property
    def people(self) -> dict[int, Somebody]:
        """Those who came: not marked as absent, or somewhere before they were."""
        active = {person for person, _, _, arrived_at in self.known.seats if arrived_at is not None}
        active |= {person for person, _, _ in self.known.dots}
        return {one.number: one for one in self.known.people if not one.absent or one.number in active}

    def _is_absent(self, number: int) -> bool:
        return number in self._absent

    @cached_property
    def _absent(self) -> set[int]:
        return {one.number for one in self.known.people if one.absent}

    # -- rounds, topics, tables

    def round(self, row: rows.Round) -> report.Round:
        """A round with who took part."""
        written = [idea for idea in self.known.ideas if idea.round == row.number]
        return report.Round(
            row.number, row.minutes, row.switch_minutes, minute_or_none(row.began_at), minute_or_none(row.ended_at),
            people=len({who for who, round_number, _ in self.present if round_number == row.number} & set(self.people)),
            writers=len({idea.author for idea in written if idea.author is not None and idea.state == "shown"}),
            ideas=self.count(written),
        )  # fmt: skip

    def topic(self, row: rows.Topic) -> report.Topic:
        """A topic with its tables and who sat there."""
        return report.Topic(
            row.number, row.title, row.field, row.face,
            tables=tuple(table.number for table in self.known.tables if table.topic == row.number),
            people=len(self.at_topic[row.number]),
            ideas=self.count(idea for idea in self.known.ideas if idea.topic == row.number),
        )  # fmt: skip

    def table(self, row: rows.Table) -> report.Table:
        """A table and what came from it."""
        return report.Table(
            row.number, row.topic, row.seats, row.place, row.step_free, row.host is not None,
            ideas=self.count(self.at_table[row.number]),
        )  # fmt: skip

    @cached_property
    def at_table(self) -> dict[int, list[rows.Idea]]:
        """Table → its ideas, shown or not."""
        found: dict[int, list[rows.Idea]] = defaultdict(list)
        for idea in self.known.ideas:
            found[idea.table].append(idea)
        return found

    @cached_property
    def at_topic(self) -> dict[int, set[int]]:
        """Topic → who sat there in at least one round."""
        found: dict[int, set[int]] = defaultdict(set)
        for person, _, table in self.present:
            if person in self.people:
                found[self.topic_of[table]].add(person)
        return found

    # -- ideas and relay cards

    def idea(self, row: rows.Idea) -> report.Idea:
        """An idea with its links; never whose it is."""
        return report.Idea(
            row.number, row.table, row.topic, row.round, row.text, row.by, self.known.supports[row.number],
            builds_on=tuple(self.sources[row.number]),
            built_on_by=tuple(self.echoes[row.number]),
            theme=row.theme if row.theme in self.themes else None,
            edited=row.edited_at is not None,
            created_at=minute(row.created_at),
        )  # fmt: skip

    @cached_property
    def sources(self) -> dict[int, list[int]]:
        """Idea → the ideas it takes up."""
        return grouped(self.links)

    @cached_property
    def echoes(self) -> dict[int, list[int]]:
        """Idea → the ideas that take it up."""
        return grouped((source, idea) for idea, source in self.links)

    @cached_property
    def relay_cards(self) -> dict[str, report.RelayCard]:
        """Relay cards by id; a card of which nothing may be shown is none."""
        cards = [
            report.RelayCard(
                f"{row.table}-{row.round}", row.table, self.topic_of[row.table], row.round,
                tuple(
                    report.Insight(line["text"], line["idea"])
                    for line in row.insights
                    if line["idea"] is None or line["idea"] in self.shown
                ),
                row.question,
            )
            for row in self.known.relay_cards
        ]  # fmt: skip
        return {card.id: card for card in cards if card.insights or card.question}

    # -- themes, dots, measures

    @cached_property
    def themes(self) -> dict[int, rows.Theme]:
        """The themes that stand."""
        return {row.number: row for row in self.known.themes if row.removed_at is None and row.merged_into is None}

    @cached_property
    def in_theme(self) -> dict[int, list[int]]:
        """Theme → its ideas."""
        return grouped((row.theme, row.number) for row in self.shown.values() if row.theme is not None)

    def theme(self, row: rows.Theme) -> report.Theme:
        """A theme with its ideas, its history and its weight."""
        ideas = tuple(self.in_theme[row.number])
        return report.Theme(
            row.number, row.title, row.summary, ideas,
            supports=sum(self.known.supports[idea] for idea in ideas),
            merged_from=tuple(other.number for other in self.known.themes if other.merged_into == row.number),
            split_from=row.split_from,
            history=tuple(
                self.theme_step(step, row.number)
                for step in self.known.theme_steps
                if step.theme == row.number or (step.what == "merged" and step.details.get("into") == row.number)
            ),
            dots=self.theme_dots(row.number) if self.dots_closed else None,
        )  # fmt: skip

    def theme_step(self, row: rows.ThemeStep, theme: int) -> report.ThemeStep:
        """What was done to a theme, and with which ideas and other themes; words of former days are not repeated."""
        ideas = [number for number in numbers(row.details, "idea", "ideas") if number in self.shown]
        others = {row.theme, *numbers(row.details, "into")} - {theme}
        return report.ThemeStep(row.what, tuple(ideas), tuple(sorted(others)), minute(row.at))

    @property
    def dots_closed(self) -> bool:
        """Whether dots may be told; closing the event closes them."""
        return self.event.dots == "closed"

    def theme_dots(self, theme: int) -> report.ThemeDots:
        """The weight of one theme."""
        phone, paper = self.phone_dots[theme], self.known.paper_dots.get(theme, 0)
        return report.ThemeDots(phone + paper, phone, paper, len(self.for_theme[theme]))

    @cached_property
    def phone_dots(self) -> Counter[int]:
        """Theme → dots placed on phones."""
        counts: Counter[int] = Counter()
        for _, theme, dots in self.known.dots:
            counts[theme] += dots
        return counts

    @cached_property
    def for_theme(self) -> dict[int, set[int]]:
        """Theme → who gave it a dot on a phone."""
        found: dict[int, set[int]] = defaultdict(set)
        for person, theme, _ in self.known.dots:
            if person in self.people:
                found[theme].add(person)
        return found

    def dots(self) -> report.Dots:
        """The prioritising as a whole."""
        if not self.dots_closed:
            return report.Dots(self.event.dots, self.event.dots_per_person, None, None, None, None)
        each = [self.theme_dots(theme) for theme in self.themes]
        people = set().union(*(self.for_theme[theme] for theme in self.themes))
        return report.Dots(
            "closed", self.event.dots_per_person, len(people), sum(dots.phone for dots in each),
            sum(dots.paper for dots in each), self.known.paper_sheets,
        )  # fmt: skip

    def measure(self, row: rows.Measure) -> report.Measure:
        """A measure with all it rests on: the ideas it names and those of its themes, each traced to its table."""
        themes = [theme for number, theme in self.known.measure_themes if number == row.number and theme in self.themes]
        named = {idea for number, idea in self.known.measure_ideas if number == row.number and idea in self.shown}
        ideas = named | {idea for theme in themes for idea in self.in_theme[theme]}
        return report.Measure(
            row.number, row.title, row.text, row.field, tuple(themes),
            tuple(self.evidence(self.shown[idea], idea in named) for idea in sorted(ideas)), minute(row.saved_at),
        )  # fmt: skip

    def evidence(self, row: rows.Idea, named: bool) -> report.Evidence:
        """Where an idea comes from."""
        card = f"{row.table}-{row.round}"
        return report.Evidence(
            row.number, named, row.theme if row.theme in self.themes else None, row.table, row.topic, row.round,
            self.known.supports[row.number], card if card in self.relay_cards else None,
        )  # fmt: skip

    # -- by stakeholder group

    @cached_property
    def slices(self) -> tuple[privacy.Slice, ...]:
        """The groups that can be told apart, in the organiser's order, "keine Angabe" last."""
        counts = Counter(person.group for person in self.people.values())
        others = sorted({group for group in counts if group is not None} - set(self.event.groups))
        order: list[str | None] = [*self.event.groups, *others, None]
        return privacy.slices({group: counts[group] for group in order})

    def topics_by_group(self) -> tuple[report.ByGroup, ...]:
        """Who sat at which topic; a person can have been at as many as there were rounds."""
        return self.by_group([row.number for row in self.known.topics], self.at_topic, len(self.began))

    def themes_by_group(self) -> tuple[report.ByGroup, ...]:
        """Who gave dots to which theme; a person can have given some to as many as she had dots."""
        if not self.dots_closed:
            return ()
        return self.by_group(list(self.themes), self.for_theme, self.most_dots)

    @property
    def most_dots(self) -> int:
        """Dots per person; more if it was lowered after some had been placed."""
        placed: Counter[int] = Counter()
        for person, _, dots in self.known.dots:
            placed[person] += dots
        return max([self.event.dots_per_person, *placed.values()])

    def by_group(self, order: Sequence[int], who: Mapping[int, set[int]], shares: int) -> tuple[report.ByGroup, ...]:
        """The people of each line by slice, protected."""
        if not self.slices:
            return ()
        place = {group: at for at, part in enumerate(self.slices) for group in part.groups}
        table = []
        for number in order:
            counts = Counter(place[self.people[person].group] for person in who.get(number, ()))
            table.append([counts[at] for at in range(len(self.slices))])
        lines = privacy.protect(table, [part.people for part in self.slices], shares)
        return tuple(report.ByGroup(number, line.people, line.cells) for number, line in zip(order, lines, strict=True))

    # -- what stands out

    def strongest(self) -> report.Strongest:
        """The ideas with the most support; among equals those that were taken up more often, then the earlier ones."""
        supported = [row for row in self.shown.values() if self.known.supports[row.number]]
        supported.sort(key=lambda row: (-self.known.supports[row.number], -len(self.echoes[row.number]), row.number))

        def tops(order: Iterable[int], of: Callable[[rows.Idea], int]) -> tuple[report.Top, ...]:
            found = grouped((of(row), row.number) for row in supported)
            return tuple(report.Top(number, tuple(found[number][:STRONGEST_HERE])) for number in order if found[number])

        return report.Strongest(
            tuple(row.number for row in supported[:STRONGEST]),
            tops((row.number for row in self.known.topics), lambda row: row.topic),
            tops((row.number for row in self.known.tables), lambda row: row.table),
        )

    def paths(self) -> tuple[report.Path, ...]:
        """How thoughts travelled between tables."""
        counts = Counter((self.shown[source].table, self.shown[idea].table) for idea, source in self.links)
        return tuple(report.Path(start, end, ideas) for (start, end), ideas in sorted(counts.items()))


def grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """First → its seconds, in the order they come."""
    found: dict[int, list[int]] = defaultdict(list)
    for first, second in pairs:
        found[first].append(second)
    return found


def numbers(details: Mapping[str, Any], *names: str) -> list[int]:
    """The whole numbers under these names, single or in lists."""
    values = [details.get(name) for name in names]
    flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return [one for one in flat if isinstance(one, int) and not isinstance(one, bool)]

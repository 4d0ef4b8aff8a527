"""How thoughts travelled: which tables took up ideas of which others, and the longest ways a thought went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cafe.domain.report import Idea, Report
from cafe.domain.story.model import Flow, Stop, Travels

MOST_STOPS = 30
"""More tables than this are no figure any more; it then shows topics."""

JOURNEYS = 3
"""So many chains are told."""

SHORTEST = 3
"""A chain of two is a link; a journey has at least three ideas."""


def travels(report: Report) -> Travels:
    """The links between ideas, counted, and as a figure's stops and flows."""
    ideas = {idea.number: idea for idea in report.ideas}
    links = [(ideas[source], idea) for idea in report.ideas for source in idea.builds_on if source in ideas]
    by_topic = len(report.tables) > MOST_STOPS
    pairs = Counter((source.topic, idea.topic) if by_topic else (source.table, idea.table) for source, idea in links)
    written = Counter(idea.topic if by_topic else idea.table for idea in report.ideas)
    order = [one.number for one in report.topics] if by_topic else tables_in_order(report)
    away = [(source, idea) for source, idea in links if source.table != idea.table]
    return Travels(
        links=len(links),
        own_table=len(links) - len(away),
        other_table=len(away),
        other_topic=sum(source.topic != idea.topic for source, idea in links),
        later_round=sum(source.round < idea.round for source, idea in links),
        level="topic" if by_topic else "table",
        stops=tuple(Stop(number, written[number]) for number in order),
        flows=tuple(
            Flow(start, end, many)
            for (start, end), many in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        journeys=tuple(journeys(ideas)),
    )  # fmt: skip


def tables_in_order(report: Report) -> list[int]:
    """Tables beside their siblings: by topic in the organiser's order, then by number."""
    place = {topic.number: at for at, topic in enumerate(report.topics)}
    tables = sorted(report.tables, key=lambda table: (place.get(table.topic, len(place)), table.number))
    return [table.number for table in tables]


def journeys(ideas: Mapping[int, Idea]) -> Iterator[tuple[int, ...]]:
    """The longest chains, no idea in two: first those through the most tables, then the longest, then the earliest.

    An idea takes up earlier ones only, so going by number each chain is known before it is needed.
    """
    ways: dict[int, tuple[int, ...]] = {}
    for number in sorted(ideas):
        before = [ways[source] for source in ideas[number].builds_on if source < number and source in ways]
        ways[number] = (*max(before, key=lambda way: (worth(way, ideas), [-one for one in way]), default=()), number)
    told: set[int] = set()
    count = 0
    for way in sorted(ways.values(), key=lambda way: (*(-one for one in worth(way, ideas)), way)):
        if count == JOURNEYS or len(way) < SHORTEST:
            if count == JOURNEYS:
                return
            continue
        if told.isdisjoint(way):
            told.update(way)
            count += 1
            yield way


def worth(way: tuple[int, ...], ideas: Mapping[int, Idea]) -> tuple[int, int]:
    """How far a thought came: tables it was at, then ideas it went through."""
    return len({ideas[number].table for number in way}), len(way)

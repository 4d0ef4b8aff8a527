"""Where things belong: the city's fields of action, the ten areas of the ranking, and every idea at its table."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from cafe.domain.report import Report
from cafe.domain.story.model import AnnexRound, AnnexTable, AnnexTopic, AreaSection, FieldSection
from cafe.domain.templates import AREAS


def measures_in_order(report: Report) -> tuple[int, ...]:
    """All measures by field of action in the city's order, those of other fields and of none last."""
    return tuple(number for section in fields(report) for number in section.measures)


def fields(report: Report) -> tuple[FieldSection, ...]:
    """The city's fields in its order, empty ones too, then others that were named, then what has none."""
    used = [*(measure.field for measure in report.measures), *(topic.field for topic in report.topics)]
    others = sorted({*used} - {*report.event.fields, ""})
    chosen = dict(zip(report.event.fields, report.event.areas, strict=True))
    area_of = dict(zip(report.event.fields, report.event.areas, strict=True))
    named = [*unique(report.event.fields), *others, *([""] if "" in used else [])]
    return tuple(
        FieldSection(
            field,
            chosen[field] if field in chosen else area_of.get(field, ""),
            tuple(measure.number for measure in report.measures if measure.field == field),
            tuple(topic.number for topic in report.topics if topic.field == field),
        )
        for field in named
    )


def areas(report: Report, sections: tuple[FieldSection, ...]) -> tuple[AreaSection, ...]:
    """The ten areas in the ranking's order, empty ones too, and what has none. Nothing where no field has an area."""
    if not any(section.area for section in sections):
        return ()
    ideas = {topic.number: topic.ideas.shown for topic in report.topics}
    found = []
    for area in (*AREAS, ""):
        mine = [section for section in sections if section.area == area]
        topics = tuple(topic for section in mine for topic in section.topics)
        measures = tuple(measure for section in mine for measure in section.measures)
        if area or topics or measures:
            names = tuple(section.field for section in mine if section.field)
            found.append(AreaSection(area, names, measures, topics, sum(ideas[topic] for topic in topics)))
    return tuple(found)


def annex(report: Report) -> tuple[AnnexTopic, ...]:
    """Every idea once: by topic in the organiser's order, by table, by round."""
    place = {topic.number: at for at, topic in enumerate(report.topics)}
    last = len(place)
    ideas = sorted(
        report.ideas, key=lambda idea: (place.get(idea.topic, last), idea.topic, idea.table, idea.round, idea.number)
    )
    return tuple(
        AnnexTopic(
            topic,
            tuple(
                AnnexTable(
                    table,
                    tuple(
                        AnnexRound(round_number, tuple(idea.number for idea in written))
                        for round_number, written in groupby(at_table, key=lambda idea: idea.round)
                    ),
                )
                for table, at_table in groupby(on_topic, key=lambda idea: idea.table)
            ),
        )
        for topic, on_topic in groupby(ideas, key=lambda idea: idea.topic)
    )


def unique(names: Iterable[str]) -> list[str]:
    """Each once, in order."""
    return list(dict.fromkeys(names))

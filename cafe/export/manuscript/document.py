"""The manuscript as a whole: what stands on the title page, then the chapters in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cafe.domain import story
from cafe.domain.licences import LICENCES
from cafe.domain.report import Report
from cafe.export import prose, words
from cafe.export.escaping import plain
from cafe.export.manuscript.blocks import Block, Heading, Line, Paragraph, line, typed
from cafe.export.manuscript.course import participation, travels
from cafe.export.manuscript.everything import about, all_ideas, relay_cards
from cafe.export.manuscript.opening import numbers, purpose
from cafe.export.manuscript.priorities import priorities
from cafe.export.manuscript.results import measures, overview, places, themes
from cafe.export.manuscript.telling import Telling
from cafe.export.words import Translate


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document before it has a format. `language` is its own, `typed` that of what people wrote."""

    title: str
    language: str
    typed: str
    facts: tuple[Line, ...]
    contents: str
    publisher: str
    description: str
    at: datetime
    blocks: tuple[Block, ...]


@lru_cache(maxsize=1)
def write(report: Report, _: Translate) -> Manuscript:
    """The report, told. The last one is kept: the forms of a package are set from the same manuscript."""
    telling = Telling(story.tell(report), _)
    return Manuscript(
        title=plain(report.event.title) or _("World Café"),
        language=words.language(_),
        typed=report.event.language,
        facts=tuple(facts(report, _)),
        contents=_("Inhalt"),
        publisher=plain(report.event.publisher),
        description=_("Ergebnisse des World Cafés"),
        at=report.as_of.at,
        blocks=tuple(chapters(telling)),
    )


def facts(report: Report, _: Translate) -> Iterator[Line]:
    """What stands below the title: when and where, how far it reaches, whose it is."""
    event = report.event
    hours = "–".join(hour for hour in (event.starts, event.ends) if hour)
    when = [words.date(event.date, _), hours, event.place]
    if any(when):
        yield (typed(" · ".join(fact for fact in when if fact)),)
    stand = _("Stand: %(time)s, Journalzeile %(seq)d.") % {"time": words.instant(report.as_of.at, _),
                                                           "seq": report.as_of.seq}  # fmt: skip
    yield line(stand if report.as_of.final else f"{stand} {prose.preliminary(_)}")
    if event.publisher:
        yield line(_("Herausgegeben von:"), " ", typed(event.publisher))
    if event.contact or event.email:
        yield line(_("Fragen an:"), " ", typed(", ".join(one for one in (event.contact, event.email) if one)))
    yield line(_("Lizenz:"), f" {LICENCES[event.licence].name}, {LICENCES[event.licence].text}")


def chapters(t: Telling) -> Iterator[Block]:
    """All of it: results first, then how they came about, then everything."""
    yield from purpose(t)
    yield from numbers(t)
    if t.report.is_empty:
        yield Paragraph(line(prose.nothing(t.translate)), "lead")
    else:
        yield from overview(t)
        yield from measures(t)
        yield from themes(t)
        yield from priorities(t)
        yield from travels(t)
    yield from participation(t)
    yield from places(t)
    if not t.report.is_empty:
        yield from relay_cards(t)
        yield from all_ideas(t)
    yield from about(t)


def outline(manuscript: Manuscript, deepest: int) -> Iterator[Heading]:
    """The headings down to a level, for a table of contents."""
    for block in manuscript.blocks:
        if isinstance(block, Heading) and block.level <= deepest:
            yield block

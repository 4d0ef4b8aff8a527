"""The report as blocks: what stands on the pages, in order and in words. The Typst sources know how each looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cafe import faces
from cafe.domain.licences import LICENCES
from cafe.export import prose, words
from cafe.export.pdf import charts
from cafe.export.pdf.closing import about, annex, files, places
from cafe.export.pdf.course import participation, travels
from cafe.export.pdf.lens import priorities
from cafe.export.pdf.opening import numbers, purpose
from cafe.export.pdf.results import measure_chapter, overview, theme_chapter
from cafe.export.pdf.telling import Block, Telling


def content(t: Telling, attached: Sequence[str], families: Sequence[str]) -> Block:
    """The whole document: what stands on the title page, what is marked in the file, and the blocks."""
    _, report, event = t.translate, t.report, t.report.event
    hours = "–".join(hour for hour in (event.starts, event.ends) if hour)
    facts = (words.date(event.date, _), _("%(hours)s Uhr") % {"hours": hours} if hours else "", event.place)
    at = report.as_of.at
    return {
        "lang": t.language, "families": families, "files": attached,
        "title": event.title or _("World Café"), "kind": _("Ergebnisse des World Cafés"),
        "facts": [fact for fact in facts if fact],
        "publisher": event.publisher, "as_of": _("Stand: %(time)s") % {"time": words.instant(at, _)},
        "preliminary": "" if report.as_of.final else prose.preliminary(_),
        "date": [at.year, at.month, at.day, at.hour, at.minute],
        "contents": _("Inhalt"), "imprint": imprint(t),
        "descriptions": dict(files(t)), "footer": event.title or _("World Café"),
        "cover": charts.cover(report, _),
        "symbols": {str(topic.number): faces.face(topic.face) for topic in report.topics},
        "blocks": list(blocks(t)), "annex": list(annex(t)),
    }  # fmt: skip


def blocks(t: Telling) -> Iterator[Block]:
    """All chapters but the annex."""
    yield from purpose(t)
    yield from numbers(t)
    if t.report.is_empty:
        yield {"is": "note", "text": prose.nothing(t.translate)}
    else:
        yield from overview(t)
        yield from measure_chapter(t)
        yield from theme_chapter(t)
        yield from travels(t)
    yield from participation(t)
    yield from priorities(t)
    yield from places(t)
    yield from about(t)


def imprint(t: Telling) -> list[Block]:
    """Who hands this out, under which licence, and as of when."""
    _, event = t.translate, t.report.event
    contact = "\n".join(line for line in (event.contact, event.email, event.address) if line)
    licence = LICENCES.get(event.licence)
    lines = [
        (_("Herausgegeben von"), event.publisher),
        (_("Kontakt"), contact),
        (_("Lizenz"), f"{licence.name}\n{licence.text}" if licence else ""),
        (_("Stand"), as_of(t)),
    ]
    return [{"label": label, "text": text} for label, text in lines if text]


def as_of(t: Telling) -> str:
    """Up to when it tells, and up to which line of the event's journal."""
    _, stand = t.translate, t.report.as_of
    told = _("%(time)s, Journalzeile %(seq)d") % {"time": words.instant(stand.at, _), "seq": stand.seq}
    return told if stand.final else f"{told}\n{prose.preliminary(_)}"

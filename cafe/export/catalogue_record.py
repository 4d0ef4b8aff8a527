"""The results as a record for data catalogues: DCAT-AP.de 2.0, one dataset and its distributions, as JSON-LD.

If the organiser said under which web address the data will lie, links are whole. Otherwise they are relative to this
record, so they are right wherever the unpacked package is put. What only a portal can give (`dcatde:contributorID`, the
key of the town in `dcatde:politicalGeocodingURI`) is left to it: nothing here is invented.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

import msgspec

from cafe.domain.licences import LICENCES
from cafe.domain.report import Report
from cafe.export import package_readme, words
from cafe.export.escaping import plain
from cafe.export.formats import FORMATS
from cafe.export.words import Translate

EU = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGES = {"de": f"{EU}/language/DEU", "en": f"{EU}/language/ENG"}
THEMES = ("GOVE", "REGI")
"""Government and public sector; regions and cities."""

FILE_TYPES = {"pdf": "PDF", "docx": "DOCX", "odt": "ODT", "html": "HTML", "json": "JSON", "xlsx": "XLSX", "csv": "CSV"}
"""Of the EU's list; Markdown is not in it."""

SPACE = uuid.UUID("6f1f2c1e-8f0b-5d0f-9d0f-3b6f7f9e2c11")
"""Names of events are hashed below this one."""


def render(report: Report, documents: Mapping[str, bytes], _: Translate) -> bytes:
    """The record for these files, in UTF-8."""
    record = {"@context": CONTEXT, **dataset(report, documents, _)}
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def dataset(report: Report, documents: Mapping[str, bytes], _: Translate) -> dict[str, Any]:
    """What it is, whose, when, and its files."""
    event, language = report.event, words.language(_)
    identifier = f"urn:uuid:{uuid.uuid5(SPACE, f'{event.title}|{event.date}|{event.place}')}"
    at = {"@type": "xsd:dateTime", "@value": f"{report.as_of.at:%Y-%m-%dT%H:%M:%SZ}"}
    found: dict[str, Any] = {
        "@id": event.address or identifier,
        "@type": "dcat:Dataset",
        "dct:identifier": identifier,
        "dct:title": {"@language": event.language, "@value": plain(event.title) or _("World Café")},
        "dct:description": {"@language": language, "@value": description(report, _)},
        "dcat:keyword": [{"@language": event.language, "@value": word} for word in keywords(report, _)],
        "dcat:theme": [{"@id": f"{EU}/data-theme/{theme}"} for theme in THEMES],
        "dct:language": {"@id": LANGUAGES[event.language]},
        "dct:issued": at,
        "dct:modified": at,
        "dcat:distribution": [distribution(report, name, content, _) for name, content in documents.items()],
    }
    if event.publisher:
        found["dct:publisher"] = {"@type": "foaf:Organization", "foaf:name": plain(event.publisher)}
    if event.contact or event.email or event.publisher:
        found["dcat:contactPoint"] = contact(report)
    if event.date:
        day = {"@type": "xsd:date", "@value": event.date}
        found["dct:temporal"] = {"@type": "dct:PeriodOfTime", "dcat:startDate": day, "dcat:endDate": day}
    if event.place:
        found["dct:spatial"] = {"@type": "dct:Location", "skos:prefLabel": plain(event.place)}
    if event.address:
        found["dcat:landingPage"] = {"@id": event.address, "@type": "foaf:Document"}
    return found


def description(report: Report, _: Translate) -> str:
    """What the data are, in two sentences, then what people were told about the purpose."""
    totals = report.totals
    told = _(
        "Ergebnisse eines World Cafés: Ideen im Wortlaut mit Tisch und Runde, Themenfelder, Gewichtung und Maßnahmen. "
        "Teilnehmende: %(people)d, Ideen: %(ideas)d, Themenfelder: %(themes)d, Maßnahmen: %(measures)d."
    ) % {"people": totals.people, "ideas": totals.ideas.shown, "themes": totals.themes, "measures": totals.measures}
    return "\n\n".join(one for one in (told, plain(report.event.purpose)) if one)


def keywords(report: Report, _: Translate) -> list[str]:
    """What one would search for: our own words, the topics, the fields of action."""
    ours = [_("World Café"), _("Bürgerbeteiligung")]
    theirs = [plain(topic.title) for topic in report.topics] + [plain(field) for field in report.event.fields]
    return [word for word in dict.fromkeys([*ours, *theirs]) if word]


def contact(report: Report) -> dict[str, Any]:
    """Whom to ask."""
    event = report.event
    found: dict[str, Any] = {
        "@type": "vcard:Organization",
        "vcard:fn": plain(event.contact or event.publisher) or event.email,
    }
    if event.email:
        found["vcard:hasEmail"] = {"@id": f"mailto:{event.email}"}
    return found


def distribution(report: Report, name: str, content: bytes, _: Translate) -> dict[str, Any]:
    """One file: where it lies, what it is, how large, under which licence."""
    event, chosen = report.event, LICENCES[report.event.licence]
    ending = name.rpartition(".")[2]
    base = event.address if event.address.endswith("/") or not event.address else f"{event.address}/"
    found: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:accessURL": {"@id": event.address or "./"},
        "dcat:downloadURL": {"@id": f"{base}{name}"},
        "dcat:mediaType": {"@id": f"{IANA}/{media_type(name)}"},
        "dcat:byteSize": {"@type": "xsd:decimal", "@value": str(len(content))},
        "dct:license": {"@id": chosen.uri},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": hashlib.sha256(content).hexdigest()},
        },
    }
    if ending in FILE_TYPES:
        found["dct:format"] = {"@id": f"{EU}/file-type/{FILE_TYPES[ending]}"}
    if chosen.names_source:
        found["dcatde:licenseAttributionByText"] = package_readme.source_of(report, _)
    return found


def media_type(name: str) -> str:
    """Of a file in the package."""
    known = {form.file: form.media_type.partition(";")[0] for form in FORMATS.values()}
    usual = {"csv": "text/csv", "json": "application/schema+json"}
    return known.get(name) or usual[name.rpartition(".")[2]]

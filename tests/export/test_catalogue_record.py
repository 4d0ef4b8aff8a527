"""The record for data catalogues, read as linked data and held against the rules of DCAT-AP.de."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef

from cafe.domain.licences import LICENCES
from cafe.domain.report import Report
from cafe.export import package
from tests.export import readers

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader uses it

SHAPES = Path(__file__).parent / "shapes" / "dcat-ap-de.ttl"
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PLACE = "https://daten.stadt.example/cafe/dcat-ap-de.jsonld"
"""Where a harvester would find the record."""


def said(report: Report, **words: str) -> Report:
    return replace(report, event=replace(report.event, **words))


@pytest.fixture(scope="module")
def published(held: Report) -> Report:
    """The café of the cast, by a city that says whose the results are."""
    return said(held, publisher="Hansestadt Stralsund", contact="Amt für Beteiligung", email="cafe@stadt.example")


def record(report: Report) -> Graph:
    """The record of its package."""
    return parsed(readers.unpacked(package.render(report))[package.RECORD])


def parsed(content: bytes) -> Graph:
    return Graph().parse(data=content.decode(), format="json-ld", publicID=PLACE)


def faults(graph: Graph) -> str:
    """What breaks a rule, in words; empty if nothing does."""
    conforms, _, words = pyshacl.validate(graph, shacl_graph=Graph().parse(SHAPES))
    return "" if conforms else str(words)


def test_the_record_keeps_the_rules(published: Report) -> None:
    assert faults(record(published)) == ""


@pytest.mark.parametrize("licence", LICENCES)
def test_every_licence_makes_a_record_that_keeps_the_rules(published: Report, licence: str) -> None:
    graph = record(said(published, licence=licence))
    assert faults(graph) == ""
    assert set(graph.objects(None, DCTERMS.license)) == {URIRef(LICENCES[licence].uri)}
    attributed = bool(list(graph.objects(None, DCATDE.licenseAttributionByText)))
    assert attributed == LICENCES[licence].names_source


def test_a_record_of_which_nothing_was_said_keeps_the_rules_too(held: Report, empty: Report) -> None:
    for report in (held, empty):
        assert faults(record(report)) == ""


def test_nasty_words_make_no_other_record(nasty: Report) -> None:
    title = '"}, "@id": "http://evil.example/'
    graph = record(said(nasty, title=title, publisher="<http://x.example>", place="]]>"))
    assert faults(graph) == ""
    assert Literal(title, lang="de") in set(graph.objects(None, DCTERMS.title))
    assert URIRef("http://evil.example/") not in set(graph.subjects())


@pytest.mark.parametrize(
    "broken",
    ['"dcat:accessURL"', '"dct:license"', '"dcat:mediaType"', '"dct:description"', '"vcard:fn"', '"foaf:name"'],
)
def test_the_rules_do_notice_what_is_missing(published: Report, broken: str) -> None:
    content = readers.unpacked(package.render(published))[package.RECORD]
    assert faults(parsed(content.replace(broken.encode(), b'"dct:bogus"')))


def test_it_is_one_dataset_with_every_file_and_its_checksum(published: Report) -> None:
    files = readers.unpacked(package.render(published))
    graph = parsed(files[package.RECORD])
    assert len(list(graph.subjects(RDF.type, DCAT.Dataset))) == 1
    links = {
        str(link).removeprefix("https://daten.stadt.example/cafe/") for link in graph.objects(None, DCAT.downloadURL)
    }
    assert links == files.keys() - {"README.md", "LICENSE.txt", "SHA256SUMS", package.RECORD}
    sums = {str(value).lower() for value in graph.objects(None, URIRef("http://spdx.org/rdf/terms#checksumValue"))}
    assert sums == {hashlib.sha256(files[name]).hexdigest() for name in links}


def test_links_are_whole_once_the_organiser_says_where_the_data_will_lie(published: Report) -> None:
    graph = record(said(published, address="https://offene-daten.example/2022/cafe"))
    assert faults(graph) == ""
    assert URIRef("https://offene-daten.example/2022/cafe/report.json") in set(graph.objects(None, DCAT.downloadURL))


def test_it_says_whose_it_is_and_whom_to_ask(published: Report) -> None:
    graph = record(published)
    assert set(graph.objects(None, FOAF.name)) == {Literal("Hansestadt Stralsund")}
    assert set(graph.objects(None, VCARD.hasEmail)) == {URIRef("mailto:cafe@stadt.example")}
    assert "Hansestadt Stralsund" in str(next(graph.objects(None, DCATDE.licenseAttributionByText)))

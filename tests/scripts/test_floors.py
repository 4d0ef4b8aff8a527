"""The ground floor stands on the standard library: what the contract lets through, and what not."""

import pytest
from grimp import ImportGraph

from scripts.floors import StandsOnStandardLibrary


@pytest.fixture
def kept():
    """Is the contract kept if this module of the domain imports that?"""

    def check(importer: str, imported: str) -> bool:
        graph = ImportGraph()
        graph.add_module("cafe.domain")
        graph.add_module(imported, is_squashed=not imported.startswith("cafe."))
        graph.add_import(importer=importer, imported=imported)
        contract = StandsOnStandardLibrary("a name", {}, {"floor": "cafe.domain"})
        return contract.check(graph, verbose=False).kept

    return check


def test_the_domain_may_import_itself_and_the_standard_library(kept):
    assert kept("cafe.domain.clock", "cafe.domain.errors")
    assert kept("cafe.domain.clock", "enum")


def test_the_domain_may_not_import_a_library_or_a_floor_above(kept):
    assert not kept("cafe.domain.clock", "sqlalchemy")
    assert not kept("cafe.domain.clock", "cafe.store.engine")

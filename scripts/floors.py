"""A contract for import-linter that it lacks: a floor that stands on the standard library alone."""

import sys
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class StandsOnStandardLibrary(Contract):
    """Modules of `floor` import only each other and the standard library."""

    floor: Any = fields.StringField()  # declared as a field, found as a value: import-linter fills it in

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Compare each import of the floor's modules with what it may stand on."""
        floor = self.floor
        astray = [
            (importer, imported)
            for importer in sorted({floor, *graph.find_descendants(floor)})
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not lies_in(imported, floor) and imported.split(".")[0] not in sys.stdlib_module_names
        ]
        return ContractCheck(kept=not astray, metadata={"astray": astray})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import that leads out of the floor."""
        for importer, imported in check.metadata["astray"]:
            output.print_error(f"{importer} imports {imported}")


def lies_in(module: str, package: str) -> bool:
    """Is it the package or something in it?"""
    return module == package or module.startswith(f"{package}.")

"""python -m cafe.export FORMAT [--language de] < report.json > file

The process that draws one document. `report.json` is the Report as the JSON export has it; without a language the
document speaks that of the event.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import msgspec

from cafe import confined
from cafe.domain.report import Report
from cafe.export.formats import FORMATS, render


def make(arguments: Sequence[str], data: bytes) -> bytes:
    """The document that was asked for."""
    asked = options().parse_args(arguments)
    report = msgspec.json.decode(data, type=Report)
    return render(asked.format, report, asked.language or report.event.language)


def options() -> argparse.ArgumentParser:
    """What can be asked for."""
    parser = argparse.ArgumentParser(prog="python -m cafe.export", description=__doc__)
    parser.add_argument("format", choices=sorted(FORMATS))
    parser.add_argument("--language", choices=("de", "en"))
    return parser


if __name__ == "__main__":
    sys.exit(confined.main(make))

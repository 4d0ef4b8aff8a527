"""python -m cafe.cli.drawing EVENT NOW > report.json

The process that reads a Report out of the database (DATABASE_URL) for another one to set: counting thousands of ideas
takes a moment, and the server's own loop has phones to answer. Nothing else knows the database's address.
"""

from __future__ import annotations

import os
import sys

from cafe import confined
from cafe.domain.errors import Refused
from cafe.export import json_format
from cafe.store.unit_of_work import Store
from cafe.usecases import report


def main(event: int, now: int) -> int:
    """Writes the report of an event at `now` (milliseconds) to stdout; returns the exit status."""
    confined.step_back()
    store = Store(os.environ["DATABASE_URL"], clock=lambda: now)
    try:
        with store.read() as session:
            drawn = report.build(session, event, now)
    except Refused as refused:
        confined.say(f"failed {refused.code.value}")
        return 1
    finally:
        store.close()
    sys.stdout.buffer.write(json_format.compact(drawn))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))

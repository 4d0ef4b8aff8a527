"""The Chromium that draws pictures and runs the browser tests: the system's own, which Debian keeps mended.

python -m scripts.chromium    installs it with apt-get where it is missing
"""

import os
import shutil
import sys

from scripts import debian

NAMES = ("chromium", "chromium-browser", "google-chrome")
BY_HAND = "Then run this again. Or name the one you have: CHROMIUM=/path/to/chromium make test"


def main() -> None:
    """Make sure there is one; ends with a sentence on what to do where that cannot be had."""
    if found():
        return
    if "CHROMIUM" in os.environ:
        sys.exit(f"CHROMIUM names {os.environ['CHROMIUM']}, and there is no such program.")
    debian.install("chromium", "The browser tests", BY_HAND)


def found() -> str | None:
    """Where it lies: what CHROMIUM names, else the first of the usual names on PATH."""
    wanted = os.environ.get("CHROMIUM")
    return shutil.which(wanted) if wanted else next(filter(None, map(shutil.which, NAMES)), None)


def required() -> str:
    """Where it lies; ends with a sentence if it is missing."""
    return found() or sys.exit("Chromium is missing. Run: make chromium")


if __name__ == "__main__":
    main()

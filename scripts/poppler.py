"""Poppler's programs, with which the tests look at PDFs as a printer would: the system's own.

python -m scripts.poppler    installs them with apt-get where they are missing
"""

import shutil
import sys

from scripts import debian

PROGRAMS = ("pdftoppm", "pdftotext", "pdfinfo")


def main() -> None:
    """Make sure they are there; ends with a sentence on what to do where they cannot be had."""
    if not all(map(shutil.which, PROGRAMS)):
        debian.install("poppler-utils", "The tests of printed pages", "Then run this again.")


def required(program: str) -> str:
    """Where one of them lies; ends with a sentence if it is missing."""
    return shutil.which(program) or sys.exit(f"{program} is missing. Run: python -m scripts.poppler")


if __name__ == "__main__":
    main()

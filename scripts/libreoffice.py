"""The LibreOffice that opens our office files in the tests, as a town hall's would: the system's own, without a screen.

python -m scripts.libreoffice    installs it with apt-get where it is missing: about 100 MB to fetch, 300 MB on disk,
                                 once. LIBREOFFICE=/path/to/soffice names another one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import debian

PACKAGES = "libreoffice-writer-nogui libreoffice-calc-nogui"
BY_HAND = "Then run this again. Or name the one you have: LIBREOFFICE=/path/to/soffice make test"
SECONDS = 120


def main() -> None:
    """Make sure there is one; ends with a sentence on what to do where that cannot be had."""
    if found():
        return
    if "LIBREOFFICE" in os.environ:
        sys.exit(f"LIBREOFFICE names {os.environ['LIBREOFFICE']}, and there is no such program.")
    debian.install(PACKAGES, "The tests of office files", BY_HAND)


def found() -> str | None:
    """Where it lies: what LIBREOFFICE names, else the first of the usual names on PATH."""
    wanted = os.environ.get("LIBREOFFICE")
    return shutil.which(wanted) if wanted else shutil.which("soffice") or shutil.which("libreoffice")


def required() -> str:
    """Where it lies; ends with a sentence if it is missing."""
    return found() or sys.exit("LibreOffice is missing. Run: python -m scripts.libreoffice")


def converted(file: Path, into: str, folder: Path) -> bytes:
    """The file as LibreOffice reads it, in another format; it keeps its own settings in `folder`.

    Raises FileNotFoundError if it could not open the file.
    """
    own = f"-env:UserInstallation={(folder / 'libreoffice').resolve().as_uri()}"
    command = [required(), own, "--headless", "--convert-to", into, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return (folder / file.with_suffix(f".{into.partition(':')[0]}").name).read_bytes()


if __name__ == "__main__":
    main()

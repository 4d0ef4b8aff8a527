"""A C compiler, for the tests' small libraries that make disks lose power and clocks jump: the system's own.

python -m scripts.compiler    installs one with apt-get where it is missing
"""

import shutil
import subprocess
import sys
from pathlib import Path

from scripts import debian


def main() -> None:
    """Make sure it is there; ends with a sentence on what to do where it cannot be had."""
    if not shutil.which("cc"):
        debian.install("gcc libc6-dev", "The tests of power cuts and wrong clocks", "Then run this again.")


def shared(source: Path, target: Path) -> Path:
    """Builds a library to be preloaded into another program; returns where it lies."""
    program = shutil.which("cc") or sys.exit("cc is missing. Run: python -m scripts.compiler")
    subprocess.run([program, "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", target, source, "-ldl"], check=True)
    return target


if __name__ == "__main__":
    main()

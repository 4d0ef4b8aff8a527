"""Bring what the café needs into its folder: Python packages, browser libraries, compiled catalogues.

scripts/setup calls it, with `run`, or with `test` for what tests and linters need as well.
A step is done again only if what it is made of has changed; the second time all of this takes a moment.
"""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from scripts import node

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / ".venv" / "stamps"


def main(purpose: str) -> None:
    """Set up for `run` or for `test`; ends with a sentence if a step fails."""
    testing = purpose == "test"
    requirements = "requirements-dev.txt" if testing else "requirements.txt"
    step(
        "Python packages",
        f"Installing Python packages ({requirements}, hashes checked). The first time this takes a minute or two.",
        [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"],
        lambda: install(requirements),
        purpose=purpose,
    )
    fetched = step(
        "npm packages",
        "Fetching the browser's libraries with npm",
        [ROOT / "package.json", ROOT / "package-lock.json"],
        lambda: fetch_from_npm(testing=testing),
        purpose=purpose,
        gone=not (ROOT / "node_modules").is_dir(),
    )
    step(
        "static/vendor",
        "Filling static/vendor",
        [ROOT / "package-lock.json", ROOT / "static/icons.txt", ROOT / "scripts/vendor.py"],
        lambda: python("-m", "scripts.vendor"),
        gone=fetched or not (ROOT / "static/vendor/icons.svg").exists(),
    )
    step(
        "fonts",
        "Filling fonts, for the documents",
        [ROOT / "package-lock.json", ROOT / "scripts/fonts.py"],
        lambda: python("-m", "scripts.fonts"),
        gone=fetched or not (ROOT / "fonts/last-resort.ttf").exists(),
    )
    catalogues = sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po"))
    step(
        "translations",
        "Compiling the translations",
        [ROOT / "scripts/catalogues.py", *catalogues],
        lambda: python("-m", "scripts.catalogues", "compile"),
        gone=not all(catalogue.with_suffix(".mo").exists() for catalogue in catalogues),
    )


def step(
    name: str,
    sentence: str,
    made_of: Iterable[Path],
    act: Callable[[], None],
    *,
    purpose: str = "run",
    gone: bool = False,
) -> bool:
    """Do one step unless it stands already, made of these very files; tells whether it was done.

    What was set up for `test` serves `run` too.
    """
    stamp = STAMPS / name.replace("/", " ")
    print_of_files = fingerprint(made_of)
    done = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
    if not gone and done in ([purpose, print_of_files], ["test", print_of_files]):
        return False
    print(sentence, flush=True)
    stamp.unlink(missing_ok=True)
    try:
        act()
    except subprocess.CalledProcessError:
        sys.exit(f"\nThis did not work: {name}. The reason stands above; once it is mended, the same command goes on.")
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(f"{purpose} {print_of_files}", encoding="utf-8")
    return True


def fingerprint(files: Iterable[Path]) -> str:
    """One hash over the files' names and contents."""
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.relative_to(ROOT)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\0".encode())
    return total.hexdigest()


def install(requirements: str) -> None:
    """Install one lock file with pip: each file must have the hash written there.

    Wheels only, since building a package here would draw in tools that no lock names.
    """
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]
    python("-m", "pip", "install", *options, "-r", requirements)


def fetch_from_npm(*, testing: bool) -> None:
    """Fill node_modules as package-lock.json says; brings Node into .venv where the machine has none."""
    if not node.find():
        print(f"No Node {node.OLDEST} or newer here: installing one into .venv", flush=True)
        install("requirements-node.txt")
    command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    node.npm(*command, *([] if testing else ["--omit=dev"]))


def python(*arguments: str) -> None:
    """Run this environment's Python in the project's folder."""
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1])

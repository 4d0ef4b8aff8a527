"""The Chromium that draws pictures and runs the browser tests: the system's own, which Debian keeps mended.

python -m scripts.chromium    installs it with apt-get where it is missing
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
BY_HAND = "Then run this again. Or name the one you have: CHROMIUM=/path/to/chromium make test"


def main() -> None:
    """Make sure there is one; ends with a sentence on what to do where that cannot be had."""
    if found():
        return
    if "CHROMIUM" in os.environ:
        sys.exit(f"CHROMIUM names {os.environ['CHROMIUM']}, and there is no such program.")
    if not shutil.which("apt-get"):
        sys.exit(
            "The browser tests need Chromium, and this machine has no apt-get to install it with.\n"
            f"Please install Chromium (or Chrome) in your system's way. {BY_HAND}"
        )
    if os.geteuid() == 0:
        as_root = []
    elif (
        shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    ):
        as_root = ["sudo", "-n"]
    else:
        sys.exit(f"The browser tests need Chromium. Please install it:  sudo apt-get install chromium\n{BY_HAND}")
    print("Installing Chromium with apt-get, for the browser tests", flush=True)
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
    try:
        subprocess.run([*apt, "update"], check=True)
        subprocess.run(
            [*apt, "install", "--yes", "--no-install-recommends", "chromium"], stdout=subprocess.DEVNULL, check=True
        )
    except subprocess.CalledProcessError:
        sys.exit(f"apt-get could not install Chromium; its reason stands above.\n{BY_HAND}")


def found() -> str | None:
    """Where it lies: what CHROMIUM names, else the first of the usual names on PATH."""
    wanted = os.environ.get("CHROMIUM")
    return shutil.which(wanted) if wanted else next(filter(None, map(shutil.which, NAMES)), None)


def required() -> str:
    """Where it lies; ends with a sentence if it is missing."""
    return found() or sys.exit("Chromium is missing. Run: make chromium")


if __name__ == "__main__":
    main()

"""Programs that the tests need from the system's packages, which Debian keeps mended."""

import os
import shutil
import subprocess
import sys


def install(package: str, purpose: str, by_hand: str) -> None:
    """Install `package` with apt-get; ends with a sentence on what to do where that cannot be had.

    Several packages have blanks between them. `purpose` says who needs it ("The browser tests"), `by_hand` what to do
    instead.
    """
    if not shutil.which("apt-get"):
        sys.exit(
            f"{purpose} need {package}, and this machine has no apt-get to install it with.\n"
            f"Please install it in your system's way. {by_hand}"
        )
    if os.geteuid() == 0:
        as_root = []
    elif (
        shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    ):
        as_root = ["sudo", "-n"]
    else:
        sys.exit(f"{purpose} need {package}. Please install it:  sudo apt-get install {package}\n{by_hand}")
    print(f"Installing {package} with apt-get, for: {purpose}", flush=True)
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
    try:
        subprocess.run([*apt, "update"], check=True)
        subprocess.run(
            [*apt, "install", "--yes", "--no-install-recommends", *package.split()],
            stdout=subprocess.DEVNULL,
            check=True,
        )
    except subprocess.CalledProcessError:
        sys.exit(f"apt-get could not install {package}; its reason stands above.\n{by_hand}")

"""What the server says on the terminal when it starts: where it is, and on the very first start how to get in."""

from __future__ import annotations

import socket

from cafe.settings import Settings
from cafe.web import security


def welcome(settings: Settings) -> str:
    """The lines to print. Needs an application context."""
    here = f"http://localhost:{settings.port}"
    lines = ["", "  World Café", "", f"  On this machine:   {here}/organise"]
    if settings.public_url:
        lines.append(f"  For everybody:     {settings.public_url}")
    elif settings.host in {"0.0.0.0", "::", ""}:  # noqa: S104 - compared, not bound
        address = hall_address()
        lines.append(
            f"  For phones here:   http://{address}:{settings.port}"
            if address
            else "  For phones: this machine is in no network yet."
        )
    if security.organiser_row() is None:
        lines += [
            "",
            "  First start: set the organiser's password. This link works once:",
            f"  {here}/organise/first/{security.first_token()}",
        ]
    return "\n".join([*lines, "", "  Stop with Ctrl-C.", ""])


def hall_address() -> str | None:
    """This machine's address in its network, found without sending anything; None without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1 (RFC 5737): choosing a route sends no packet
        except OSError:
            return None
        address: str = probe.getsockname()[0]
    return None if address.startswith("127.") else address

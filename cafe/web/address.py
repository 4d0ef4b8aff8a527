"""Where phones find this server: the address that goes into QR codes, and how a code is drawn."""

from __future__ import annotations

import io
import socket
from functools import lru_cache
from ipaddress import ip_address

import segno
from flask import request

from cafe.web.house import house


def public_url() -> str:
    """The address to print, without a slash at the end.

    As set; else the one this request came by; else, for an organiser who sits at the server itself, the machine's
    address in the hall's network: a phone cannot do anything with "localhost".
    """
    settings = house().settings
    if settings.public_url:
        return settings.public_url
    name, _, port = request.host.rpartition(":") if request.host.count(":") == 1 else (request.host, "", "")
    if not is_this_machine(name):
        return f"{request.scheme}://{request.host}"
    return f"{request.scheme}://{address_in_network() or name}{':' + port if port else ''}"


def is_this_machine(name: str) -> bool:
    """Whether a host name means the machine itself, on which no phone runs."""
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def address_in_network() -> str | None:
    """This machine's address in the local network, or None without one. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: an address that belongs to nobody
            return str(probe.getsockname()[0])
        except OSError:
            return None


def join_url(code: str) -> str:
    """What the QR code of an event or a table says."""
    return f"{public_url()}/j/{code}"


def spoken(url: str) -> str:
    """An address as people type it."""
    return url.removeprefix("https://").removeprefix("http://")


@lru_cache(maxsize=512)
def qr_svg(text: str) -> bytes:
    """`text` as a QR code in SVG, black on white with its quiet zone: legible in print and in the dark."""
    drawing = io.BytesIO()
    # M: up to 15 % of the code may be dirty or folded.
    segno.make(text, error="m", micro=False).save(drawing, kind="svg", scale=8, border=4, light="#fff", xmldecl=False)
    return drawing.getvalue()

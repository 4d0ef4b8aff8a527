"""Where phones find this server: the address that goes into QR codes, and how a code is drawn."""

from __future__ import annotations

import io
from functools import lru_cache
from ipaddress import ip_address

import segno
from flask import request

from cafe.web.house import house
from cafe.web.welcome import hall_address


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
    return f"{request.scheme}://{hall_address() or name}{':' + port if port else ''}"


def is_this_machine(name: str) -> bool:
    """Whether a host name means the machine itself, on which no phone runs."""
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def join_url(code: str) -> str:
    """What the QR code of an event or a table says."""
    return f"{public_url()}/j/{code}"


def badge_url(code: str) -> str:
    """What the QR code of a badge or a spare card says."""
    return f"{public_url()}/p/{code}"


def spoken(url: str) -> str:
    """An address as people type it."""
    return url.removeprefix("https://").removeprefix("http://")


@lru_cache(maxsize=512)
def qr_svg(text: str) -> bytes:
    """`text` as a QR code in SVG, as large as the place it is put: black on white with its quiet zone."""
    drawing = io.BytesIO()
    # M: up to 15 % of the code may be dirty or folded.
    code = segno.make(text, error="m", micro=False)
    code.save(drawing, kind="svg", border=4, light="#fff", xmldecl=False, omitsize=True)
    return drawing.getvalue()

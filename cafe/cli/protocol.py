"""The published protocol, drawn from the catalogue."""

from __future__ import annotations


def write(*, check: bool) -> list[str]:
    """Placeholder until the generator lands."""
    raise NotImplementedError

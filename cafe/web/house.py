"""What the roof's rooms have in common: the store, the way to the gate, the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import current_app

from cafe.settings import Settings
from cafe.store.unit_of_work import Store
from cafe.usecases.gate import Answer, Request
from cafe.web.workshop import Workshop

EXTENSION = "cafe"


@dataclass(frozen=True, slots=True)
class House:
    """One running café server, as its pages see it."""

    settings: Settings
    store: Store
    gate_run: Callable[[Request], Answer]
    workshop: Workshop = field(default_factory=Workshop)

    def now(self) -> int:
        """Server time in milliseconds."""
        return self.store.now()


def house() -> House:
    """The house of the current app."""
    found: House = current_app.extensions[EXTENSION]
    return found

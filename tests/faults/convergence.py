"""How a hall comes back: when each phone, after the port was open again, had everything and had sent everything."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tests.faults.crowd import Crowd, Phone
from tests.faults.hall import Hall

LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Recovery:
    """Seconds after the port was open until each phone was complete, in order."""

    phones: list[float]

    @property
    def last(self) -> float:
        """Until all were."""
        return self.phones[-1]


def recovery(hall: Hall, crowd: Crowd, within: float) -> Recovery:
    """Watches a crowd that writes no more until every phone is complete. Fails after `within` seconds.

    Complete: connected, nothing left to send, and the newest seq of each of its audiences at hand.
    """
    done: dict[str, float] = {}
    while len(done) < len(crowd.phones):
        now = time.monotonic() - hall.opened_at
        assert now < within, f"{len(crowd.phones) - len(done)} phones are not complete after {now:.1f} s"
        heads = hall.heads()
        for name, phone in crowd.phones.items():
            if is_complete(phone, heads):
                done.setdefault(name, now)
            else:
                done.pop(name, None)
        time.sleep(LOOK_SECONDS)
    return Recovery(sorted(done.values()))


def is_complete(phone: Phone, heads: dict[str, int]) -> bool:
    """Whether a phone has all there is, and nothing more to say."""
    held = dict(phone.heads)
    return phone.live and not phone.outbox and all(seq >= heads.get(audience, 0) for audience, seq in held.items())

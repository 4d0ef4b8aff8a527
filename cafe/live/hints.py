"""Hints: who is typing at a table. Volatile: nothing is stored, and a lost one matters to nobody."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from cafe.live.rooms import Peer, Rooms, room

TYPING_MS = 6_000
"""A hint counts this long unless it is renewed."""

PAUSE_MS = 1_000
"""A table hears of it once a second at the most."""


class Hints:
    """Counts who types, table by table."""

    def __init__(self, server: Any, rooms: Rooms) -> None:
        self._server = server
        self._rooms = rooms
        self._typing: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
        self._told: dict[tuple[int, int], tuple[int, int]] = {}

    def take(self, peer: Peer, hint: object, now: int) -> None:
        """A phone says that somebody types, or has stopped."""
        if peer.table is None or not isinstance(hint, dict) or not isinstance(hint.get("typing"), bool):
            return
        place = (peer.event, peer.table)
        if hint["typing"]:
            self._typing[place][peer.sid] = now + TYPING_MS
        else:
            self._typing[place].pop(peer.sid, None)
        self._tell(place, now)

    def forget(self, peer: Peer) -> None:
        """A socket has gone."""
        if peer.table is not None:
            self._typing[(peer.event, peer.table)].pop(peer.sid, None)

    def _tell(self, place: tuple[int, int], now: int) -> None:
        """Tells the table, if the number has changed and it has not just been told."""
        alive = {sid: until for sid, until in self._typing[place].items() if until > now and sid in self._rooms.peers}
        self._typing[place] = alive
        told, at = self._told.get(place, (0, 0))
        if len(alive) != told and now - at >= PAUSE_MS:
            self._told[place] = (len(alive), now)
            event, table = place
            self._server.emit("hint", {"typing": len(alive)}, room=room(event, f"table:{table}"))

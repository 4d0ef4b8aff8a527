"""Hints: who is typing at a table. Volatile: nothing is stored, and a lost one matters to nobody."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from cafe.live.rooms import Peer, Rooms, room

TYPING_MS = 6_000
"""A hint counts this long unless it is renewed."""

PAUSE_MS = 1_000
"""A table hears of it once a second at the most; what happens meanwhile is told when the second is over."""

Place = tuple[int, int]
"""Event and table."""


class Hints:
    """Counts who types, table by table."""

    def __init__(self, server: Any, rooms: Rooms) -> None:
        self._server = server
        self._rooms = rooms
        self._typing: dict[Place, dict[str, int]] = defaultdict(dict)
        self._told: dict[Place, tuple[int, int]] = {}
        self._watched: set[Place] = set()

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
        """A socket has gone; its table is told at the next look."""
        if peer.table is not None:
            self._typing[(peer.event, peer.table)].pop(peer.sid, None)

    def _tell(self, place: Place, now: int) -> None:
        """Tells the table, if the number has changed and it has not just been told; sees to it that it will be."""
        alive = {sid: until for sid, until in self._typing[place].items() if until > now and sid in self._rooms.peers}
        self._typing[place] = alive
        told, at = self._told.get(place, (0, now - PAUSE_MS))
        if len(alive) != told and now - at >= PAUSE_MS:
            told, at = len(alive), now
            self._told[place] = (told, at)
            event, table = place
            self._server.emit("hint", {"typing": told}, room=room(event, f"table:{table}"))
        if len(alive) != told:
            self._look_again(place, now, at + PAUSE_MS)
        elif alive:
            self._look_again(place, now, min(alive.values()))
        else:
            del self._typing[place]  # nobody types, and the table knows

    def _look_again(self, place: Place, now: int, due: int) -> None:
        """One look per table is planned at any time: at its end the next is, as long as somebody types."""
        if place not in self._watched:
            self._watched.add(place)
            self._server.start_background_task(self._wait, place, now, due)

    def _wait(self, place: Place, now: int, due: int) -> None:
        """Waits until a look is due."""
        wait = max(1, min(due - now, PAUSE_MS))
        self._server.sleep(wait / 1000)
        self._watched.discard(place)
        self._tell(place, now + wait)

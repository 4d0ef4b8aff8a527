"""Who listens: each socket with its access, and the rooms it is in. A room is an event's audience."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cafe.usecases.viewer import Caller


@dataclass(slots=True)
class Peer:
    """One connected socket."""

    sid: str
    caller: Caller
    event: int
    audiences: frozenset[str] = field(default_factory=frozenset)
    table: int | None = None


def room(event: int, audience: str) -> str:
    """The room of an audience."""
    return f"{event}/{audience}"


class Rooms:
    """All connected sockets of this process."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.peers: dict[str, Peer] = {}
        self._by_event: dict[int, set[str]] = defaultdict(set)

    def enter(self, peer: Peer) -> None:
        """A socket has come."""
        self.peers[peer.sid] = peer
        self._by_event[peer.event].add(peer.sid)

    def leave(self, sid: str) -> Peer | None:
        """A socket has gone."""
        peer = self.peers.pop(sid, None)
        if peer is not None:
            self._by_event[peer.event].discard(sid)
            if not self._by_event[peer.event]:
                del self._by_event[peer.event]
        return peer

    def place(self, peer: Peer, audiences: frozenset[str], table: int | None) -> None:
        """Puts a socket into exactly these rooms."""
        if peer.sid not in self.peers:
            return
        for audience in peer.audiences - audiences:
            self._server.leave_room(peer.sid, room(peer.event, audience))
        for audience in audiences - peer.audiences:
            self._server.enter_room(peer.sid, room(peer.event, audience))
        peer.audiences, peer.table = audiences, table

    def events(self) -> list[int]:
        """The events somebody listens to."""
        return list(self._by_event)

    def of_event(self, event: int) -> list[Peer]:
        """The sockets of an event."""
        return [self.peers[sid] for sid in self._by_event.get(event, ())]

    def in_audiences(self, event: int, audiences: Iterable[str]) -> list[Peer]:
        """The sockets of an event that are in any of these audiences."""
        wanted = set(audiences)
        if not wanted:
            return []
        return [peer for peer in self.of_event(event) if peer.audiences & wanted]

"""The one way out: reads what was committed and hands it to the rooms, in order, one message per audience.

It is woken after each commit and waits a moment, so that what happens together travels together. It reads the journal,
not the commands: what it has missed (a crash, another process) it finds there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import structlog

from cafe.domain.kinds import Kind
from cafe.live.rooms import Peer, Rooms, room
from cafe.store import journal
from cafe.store.unit_of_work import News, Store
from cafe.usecases import feed
from cafe.usecases.board import board_of

log = structlog.get_logger(__name__)

COALESCE_SECONDS = 0.02
"""How long changes wait for company; nobody sees 20 ms."""

MUCH = 200
"""So many changes within that time are a rush: they wait as long again, and a phone is written to half as often."""

BEACON_SECONDS = 4.0
RECENT_MS = 12_000
"""How long after a change its audience's head is announced again: three beacons, should one get lost too."""


AT_A_TIME = 50
"""Phones that are moved between rooms before others get their turn."""

AUDIENCES_AT_A_TIME = 250
"""Messages that are made before those made so far go out."""


class Publisher:
    """Hands out the journals of all events somebody listens to."""

    def __init__(self, store: Store, rooms: Rooms, server: Any) -> None:
        self._store = store
        self._rooms = rooms
        self._server = server
        self._published: dict[int, int] = {}
        self._heads: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
        self._news: dict[int, list[journal.Line]] = defaultdict(list)
        self._dirty: set[int] = set()
        self._awake = server.eio.create_event()
        self._urgent = False
        self._telling = False
        server.start_background_task(self._hand_out)
        server.start_background_task(self._announce)

    def wake(self, news: News) -> None:
        """After a commit: this is new. Nobody has to look it up again, unless something was missed in between."""
        for event, lines in news.items():
            if event in self._published:
                self._news[event].extend(lines)
                self._dirty.add(event)
                self._urgent = self._urgent or any(line.kind == Kind.CLOCK for line in lines)
        if self._dirty:
            self._awake.set()

    def follow(self, event: int) -> None:
        """Somebody listens to this event from now on; what was before, a resume tells."""
        if event not in self._published:
            with self._store.read() as session:
                self._published[event] = journal.newest(session, event) or 0

    def _hand_out(self) -> None:
        """Publishes whatever is new, again and again."""
        while True:
            self._awake.wait()
            self._wait_for_company()
            self._awake.clear()
            self._urgent = False
            dirty, self._dirty = self._dirty, set()
            for event in dirty:
                try:
                    self._publish(event)
                except (
                    Exception
                ):  # one event's trouble must not silence the others; the next wake or beacon tries again
                    log.exception("publish_failed", event_id=event)

    def _wait_for_company(self) -> None:
        """Lets changes gather for a moment; a step of the afternoon, for which all wait, goes out at once."""
        if not self._urgent:
            self._server.sleep(COALESCE_SECONDS)
        if not self._urgent and sum(len(self._news[event]) for event in self._dirty) >= MUCH:
            self._server.sleep(COALESCE_SECONDS)

    def _publish(self, event: int) -> None:
        """Everything after what was published last."""
        while self._telling:
            self._server.sleep(COALESCE_SECONDS)
        lines = self._new_lines(event)
        if lines is None:
            self._dismiss(self._rooms.of_event(event), "deleted")
            self._published.pop(event, None)
            return
        self._telling = True
        try:
            self._tell(event, lines)
        finally:
            self._telling = False
        self._dismiss(self._rooms.in_audiences(event, ended(lines)), "revoked")
        self._regroup(event, self._rooms.in_audiences(event, {line.audience for line in lines if line.sight}))

    def _tell(self, event: int, lines: list[journal.Line]) -> None:
        """One message to each audience; where there are very many, what concerns everybody goes out first."""
        emit = self._server.manager.emit  # the server's own would format a line for its log, each time
        by_audience: dict[str, list[journal.Line]] = defaultdict(list)
        for line in lines:
            by_audience[line.audience].append(line)
        for number, audience in enumerate(sorted(by_audience, key=what_all_wait_for)):
            new = by_audience[audience]
            emit("changes", [feed.change_of(line) for line in new], "/", room=room(event, audience))
            self._heads[event][audience] = (new[-1].seq, new[-1].at)
            if len(by_audience) > AUDIENCES_AT_A_TIME and number % AUDIENCES_AT_A_TIME == 0:
                self._server.sleep(0)
        if lines:
            self._published[event] = lines[-1].seq

    def _new_lines(self, event: int) -> list[journal.Line] | None:
        """As the commits have told it; from the journal where they left a gap. None for an event that is gone."""
        told, self._news[event] = self._news[event], []
        published = self._published[event]
        if told and told[0].seq == published + 1 and told[-1].seq == published + len(told):
            return told
        with self._store.read() as session:
            if journal.newest(session, event) is None:
                return None
            return journal.since(session, event, published)

    def _dismiss(self, peers: list[Peer], code: str) -> None:
        """These sessions have ended."""
        for peer in peers:
            self._server.emit("over", {"code": code}, to=peer.sid)
            self._server.disconnect(peer.sid)

    def _regroup(self, event: int, peers: list[Peer]) -> None:
        """What these may see has changed: other rooms at once, and word to resume."""
        if not peers:
            return
        with self._store.read() as session:
            board = board_of(session, event)
            viewers = [(peer, board.viewer(session, peer.caller) if board else None) for peer in peers]
            seen = [(peer, viewer, board.sight(session, viewer)) for peer, viewer in viewers if board and viewer]
        self._dismiss([peer for peer, viewer in viewers if viewer is None], "revoked")
        for number, (peer, viewer, audiences) in enumerate(seen, start=1):
            # Also where the rooms stay the same: the screen sees every table, but themes only in the harvest.
            self._rooms.place(peer, audiences, viewer.table)
            self._server.emit("heads", {"resume": True}, to=peer.sid)
            if number % AT_A_TIME == 0:
                self._server.sleep(0)

    def _announce(self) -> None:
        """The beacon: the newest seq of each audience that was busy lately, so that a loss is noticed."""
        while True:
            self._server.sleep(BEACON_SECONDS)
            for event in self._rooms.events():
                if self._telling:
                    continue  # half of what is new has gone out: there is no seq that everybody has been sent
                try:
                    self._publish(event)
                    self._announce_heads(event)
                except Exception:  # the database may be away for a moment; the beacon is there to come back
                    log.exception("beacon_failed", event_id=event)

    def _announce_heads(self, event: int) -> None:
        """To all the seq everybody has been sent, and to each busy audience its own head."""
        now, seq = self._store.now(), self._published.get(event, 0)
        heads = self._heads[event]
        for audience, (head, at) in list(heads.items()):
            if now - at > RECENT_MS:
                del heads[audience]
            elif audience != "all":
                self._server.emit(
                    "heads", {"seq": seq, "heads": {audience: head}, "now": now}, room=room(event, audience)
                )
        head_of_all = {"all": heads["all"][0]} if "all" in heads else {}
        self._server.emit("heads", {"seq": seq, "heads": head_of_all, "now": now}, room=room(event, "all"))


def what_all_wait_for(audience: str) -> bool:
    """Sorts what is for the whole hall to the front; else the journal's order stays."""
    return audience != "all"


def ended(lines: Iterable[journal.Line]) -> set[str]:
    """The audiences of sessions that have ended."""
    return {line.audience for line in lines if line.kind == Kind.ACCESS}

"""Socket.IO in and out: connect, command, resume, hint. It translates; the rules are behind the gate."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec
import structlog
from socketio.exceptions import ConnectionRefusedError as Turned
from werkzeug.http import parse_cookie

from cafe import i18n
from cafe.domain.errors import Code, Refused
from cafe.domain.pace import Pace, Pacer
from cafe.live.hints import Hints
from cafe.live.lane import Lane
from cafe.live.publisher import Publisher
from cafe.live.rooms import Peer, Rooms
from cafe.live.wire import Line, Wires
from cafe.settings import Settings
from cafe.store.unit_of_work import Store
from cafe.usecases import feed
from cafe.usecases.board import board_of
from cafe.usecases.gate import Answer, Request, Series
from cafe.usecases.viewer import Caller, find_access

log = structlog.get_logger(__name__)

PAGES = frozenset({"table", "lead", "screen"})
BATCH = 10
RESUMES = Pace(20, 10)
"""Of one person, on all her devices; a phone that follows a busy afternoon asks once in minutes."""

TURN_SECONDS = 0.5

Say = Callable[[Refused, str], str]
"""A refusal's sentence in a language; the words live with the pages."""


class Json:
    """The codec of the house for Socket.IO: it passes values that are already JSON through untouched."""

    @staticmethod
    def dumps(value: object, **_: object) -> str:
        """JSON text."""
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: object) -> Any:
        """The value. Raises ValueError, as the packet reader expects."""
        try:
            return msgspec.json.decode(text)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


class Sockets:
    """The four messages, over one Socket.IO server."""

    def __init__(
        self, server: Any, store: Store, lane: Lane, rooms: Rooms, publisher: Publisher, say: Say,
        digest: Callable[[str], str], wires: Wires | None = None,
    ) -> None:  # fmt: skip
        self._server = server
        self._store = store
        self._lane = lane
        self._rooms = rooms
        self._publisher = publisher
        self._say = say
        self._digest = digest
        self._wires = wires
        self._hints = Hints(server, rooms)
        self._resumes = Pacer(RESUMES)
        if wires:
            wires.on_command = self.take
        for name in ("connect", "disconnect", "command", "resume", "hint"):
            server.on(name, getattr(self, name))

    def connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:
        """Lets a socket in whose token is good; turns others away with the refusal code."""
        token, locale = token_and_locale(environ, auth)
        with self._store.read() as session:
            access = find_access(session, self._digest(token)) if token else None
            caller = Caller(access=access.id, locale=locale) if access else None
            board = board_of(session, access.event_id) if access else None
            viewer = board.viewer(session, caller) if board and caller else None
        if caller is None or viewer is None:
            raise Turned(Code.UNAUTHENTICATED.value)
        self._publisher.follow(viewer.event)
        self._rooms.enter(Peer(sid, caller, viewer.event))
        eio_sid = self._server.manager.eio_sid_from_sid(sid, "/")
        line = self._wires.line_of(eio_sid) if self._wires else None
        if line:
            line.sid = sid
            self._server.environ[eio_sid] = {}  # 8 kB of a request that is over

    def disconnect(self, sid: str, *_: object) -> None:
        """A socket has gone."""
        peer = self._rooms.leave(sid)
        if peer is not None:
            self._hints.forget(peer)

    def command(self, sid: str, asked: object = None) -> Any:
        """One command, or up to ten in order; answered once stored."""
        peer = self._rooms.peers.get(sid)
        caller = peer.caller if peer else Caller()
        if isinstance(asked, list):
            if len(asked) > BATCH:
                return self._no(Refused(Code.TOO_LARGE, "too_many_commands"), caller)
            series = Series()
            tickets = [self._lane.submit(request_of(one, caller, series)) for one in asked]
            return [self._body(ticket.wait(), caller) for ticket in tickets]
        return self._body(self._lane.run(request_of(asked, caller)), caller)

    def take(self, line: Line, number: bytes, asked: object) -> None:
        """The same from a wire: nobody waits, the answers go out when they are known."""
        peer = self._rooms.peers.get(line.sid or "")
        caller = peer.caller if peer else Caller()
        if not isinstance(asked, list):
            self._lane.take(request_of(asked, caller), lambda answer: line.answer(number, self._body(answer, caller)))
        elif not asked:
            line.answer(number, [])
        elif len(asked) > BATCH:
            line.answer(number, self._no(Refused(Code.TOO_LARGE, "too_many_commands"), caller))
        else:
            answers: list[dict[str, Any]] = []

            def settle(answer: Answer) -> None:
                answers.append(self._body(answer, caller))
                if len(answers) == len(asked):
                    line.answer(number, answers)

            series = Series()
            for one in asked:
                self._lane.take(request_of(one, caller, series), settle)

    def resume(self, sid: str, asked: object = None) -> Any:
        """Joins the rooms and reads, with nothing in between: what is committed from here on is published to them."""
        self._wait_for_turn(sid)
        peer = self._rooms.peers.get(sid)
        since = asked.get("since", 0) if isinstance(asked, dict) else 0
        if peer is None:
            return self._no(Refused(Code.UNAUTHENTICATED, "session_over"), Caller())
        if not isinstance(since, int) or isinstance(since, bool):
            return self._no(Refused(Code.INVALID, "field_invalid", field="since"), peer.caller)
        with self._store.read() as session:
            board = board_of(session, peer.event)
            viewer = board.viewer(session, peer.caller) if board else None
            if board is None or viewer is None:
                return self._no(Refused(Code.UNAUTHENTICATED, "session_over"), peer.caller)
            self._rooms.place(peer, board.sight(session, viewer), viewer.table)
            return feed.resume(session, viewer, since, self._store.now()).on_wire()

    def _wait_for_turn(self, sid: str) -> None:
        """Whoever asks for everything again and again waits, and her line with her; nobody else does."""
        while (peer := self._rooms.peers.get(sid)) and not self._resumes.take(peer.caller.access, time.monotonic()):
            self._server.sleep(TURN_SECONDS)

    def hint(self, sid: str, asked: object = None) -> None:
        """Somebody types."""
        peer = self._rooms.peers.get(sid)
        if peer is not None:
            self._hints.take(peer, asked, self._store.now())

    def _body(self, answer: Answer, caller: Caller) -> dict[str, Any]:
        """An answer as it goes over the wire."""
        if answer.refused is None:
            return {"ok": True, "id": answer.id, "seq": answer.seq, "result": answer.result}
        return {"id": answer.id, **self._no(answer.refused, caller)}

    def _no(self, refused: Refused, caller: Caller) -> dict[str, Any]:
        """A refusal with its sentence in the viewer's language."""
        error: dict[str, Any] = {"code": refused.code.value, "message": self._say(refused, caller.locale)}
        if refused.field:
            error["field"] = refused.field
        if refused.retry_after is not None:
            error["retry_after"] = refused.retry_after
        return {"ok": False, "error": error}


def request_of(asked: object, caller: Caller, series: Series | None = None) -> Request:
    """A command as it came; what is missing or odd is the gate's to refuse."""
    if not isinstance(asked, dict):
        return Request("", "", None, caller)
    return Request(asked.get("id", ""), asked.get("name", ""), asked.get("args", {}), caller, series)


def token_and_locale(environ: Mapping[str, Any], auth: object) -> tuple[str | None, str]:
    """The token from `auth`, or from the cookie of the page that `auth` names; and the language."""
    said = auth if isinstance(auth, dict) else {}
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    locale = said.get("locale") or cookies.get(i18n.COOKIE)
    token = said.get("token")
    if token is None and said.get("page") in PAGES:
        token = cookies.get(f"cafe_{said['page']}")
    usable = token if isinstance(token, str) and len(token) <= 200 else None
    return usable, locale if locale in i18n.LANGUAGES else i18n.LANGUAGES[0]


def same_origin(settings: Settings) -> Callable[[str, Mapping[str, Any]], bool]:
    """Sockets only from our own pages: the page's host must be the host that was asked, whatever a proxy claims."""

    def check(origin: str, environ: Mapping[str, Any]) -> bool:
        if origin in settings.origins or (settings.public_url and origin == settings.public_url):
            return True
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        return parts.scheme in {"http", "https"} and parts.netloc == environ.get("HTTP_HOST")

    return check

"""The one way in: parse, seen before?, allowed?, do it, journal it, keep a receipt. All of it in one transaction.

Commands that arrive together share a transaction, each apart from the others: one refused does not touch them, and
many cost one commit.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import msgspec
import structlog
from sqlalchemy.exc import OperationalError

from cafe.domain.errors import Code, Refused
from cafe.domain.phases import Phase
from cafe.domain.roles import Role
from cafe.store import receipts
from cafe.store.unit_of_work import Store, Unavailable, Work
from cafe.usecases.catalogue import COMMANDS, Command
from cafe.usecases.limits import Limits
from cafe.usecases.parameters import Parameters
from cafe.usecases.viewer import Caller, Viewer, known_viewer

log = structlog.get_logger(__name__)

BODY_LIMIT = 16_384
"""Bytes of one command's arguments."""

RETRY_SECONDS = 2.0
COMMAND_ID = re.compile(r"[A-Za-z0-9_.:-]{8,64}")


NOT_YET = frozenset({Code.RATE_LIMITED, Code.UNAVAILABLE})
"""Refusals after which the same command is sent again."""


@dataclass(slots=True)
class Series:
    """Commands that one client sent in a row. After a "not yet" none of the rest is tried: nothing overtakes."""

    held: Refused | None = None


class Request(msgspec.Struct, frozen=True):
    """A command as it came: nothing in it has been believed yet."""

    id: str
    name: str
    args: object
    caller: Caller
    series: Series | None = None


class Answer(msgspec.Struct, frozen=True):
    """What the caller is told. `refused` is set exactly where `ok` is false."""

    id: str
    ok: bool
    seq: int = 0
    result: dict[str, Any] = {}
    refused: Refused | None = None


class Asked(msgspec.Struct):
    """A request that can be read: its line, who asks, and the key of its receipt."""

    request: Request
    line: Command
    parameters: Parameters
    digest: str
    viewer: Viewer | None
    as_of: int
    """The memory's version by which `viewer` was looked up."""

    @property
    def key(self) -> receipts.Key:
        """Who asked, and the command's id."""
        return (self.viewer.actor if self.viewer else "", self.request.id)


class Gate:
    """Runs commands against a store."""

    def __init__(self, store: Store, *, rate_limit: bool = True) -> None:
        self.store = store
        self._limits = Limits() if rate_limit else None

    def run(self, request: Request) -> Answer:
        """One command; see `run_batch`."""
        return self.run_batch([request])[0]

    def run_batch(self, requests: Sequence[Request]) -> list[Answer]:
        """Runs commands in order, in one transaction; the answers are given once it is durable.

        Never raises: what went wrong is in the answers. If the database does not take it, all are `unavailable`.
        """
        try:
            with self.store.write() as work:
                work.remembers = True
                read = [attempted(request, partial(asked, work, request)) for request in requests]
                known = {one.key for one in read if isinstance(one, Asked) and one.viewer}
                seen = receipts.find(work, known) if known else {}
                return [one if isinstance(one, Answer) else self._in_turn(work, one, seen) for one in read]
        except Unavailable as error:
            log.warning("store_unavailable", error=str(error))
        except Exception:
            log.exception("batch_failed", names=[request.name for request in requests])
            if len(requests) > 1:  # rows of several were written together: each on its own, it fails on its own
                return [self.run(request) for request in requests]
        for request in requests:
            hold(request, unsaved(request))
        return [unsaved(request) for request in requests]

    def _in_turn(self, work: Work, one: Asked, seen: dict[receipts.Key, receipts.Kept]) -> Answer:
        """One command, unless it came in a row with one that has to be sent again."""
        held = one.request.series.held if one.request.series else None
        if held is not None:
            return Answer(one.request.id, ok=False, refused=held)
        answer = self._one(work, one, seen)
        hold(one.request, answer)
        return answer

    def _one(self, work: Work, one: Asked, seen: dict[receipts.Key, receipts.Kept]) -> Answer:
        """One command, apart from the others of its batch: refused, it leaves no trace."""
        work.begin_command(remembers=one.line.quiet)
        answer = attempted(one.request, partial(self._decide, work, one, seen))
        if answer.ok:
            work.keep_command()
        else:
            work.drop_command()
        return answer

    def _decide(self, work: Work, one: Asked, seen: dict[receipts.Key, receipts.Kept]) -> Answer:
        """Seen before?, allowed?, do, journal, receipt. Raises Refused."""
        if one.as_of != work.memory_version:
            one.viewer = viewer_for(work, one.request, one.digest)
        viewer = one.viewer
        if viewer is None:
            raise Refused(Code.UNAUTHENTICATED, "session_over")
        kept = seen.get(one.key)
        if kept is not None:
            if kept.digest != one.digest:
                raise Refused(Code.CONFLICT, "id_used")
            return Answer(one.request.id, ok=True, seq=kept.seq, result=msgspec.json.decode(kept.result))
        if self._limits and viewer.role is not Role.ORGANISER:  # one press makes links for 250 tables
            self._limits.count(viewer.actor, one.line.name)
        permit(work, one.line, viewer)
        result = one.line.handler(work, viewer, one.parameters)
        seq = work.write_changes()
        seen[one.key] = kept = receipts.Kept(one.digest, seq, msgspec.json.encode(result).decode())
        receipts.keep(work, one.key, kept)
        return Answer(one.request.id, ok=True, seq=seq, result=result)


T = TypeVar("T")


def attempted(request: Request, act: Callable[[], T]) -> T | Answer:
    """What `act` gives, or the answer that says no. The database's own trouble is the whole batch's."""
    try:
        return act()
    except Refused as refused:
        return Answer(request.id, ok=False, refused=refused)
    except (Unavailable, OperationalError):
        raise
    except Exception:
        log.exception("command_failed", name=request.name)
        return unsaved(request)


def hold(request: Request, answer: Answer) -> None:
    """After a "not yet", whatever else came in the same row waits with it."""
    if request.series and answer.refused and answer.refused.code in NOT_YET:
        request.series.held = answer.refused


def unsaved(request: Request) -> Answer:
    """Nothing was stored; the client keeps the text and asks again."""
    return Answer(request.id, ok=False, refused=Refused(Code.UNAVAILABLE, "not_saved", retry_after=RETRY_SECONDS))


def asked(work: Work, request: Request) -> Asked:
    """Reads a request. Raises Refused(invalid), (too_large)."""
    line, parameters, digest = parse(request)
    return Asked(request, line, parameters, digest, viewer_for(work, request, digest), work.memory_version)


def viewer_for(work: Work, request: Request, digest: str) -> Viewer | None:
    """Who asks, as things stand."""
    return known_viewer(work, request.caller) if known(request.caller) else nobody(request, digest)


def parse(request: Request) -> tuple[Command, Parameters, str]:
    """The catalogue's line, the parameters, and a digest of both. Raises Refused(invalid) with the field."""
    if not isinstance(request.id, str) or not COMMAND_ID.fullmatch(request.id):
        raise Refused(Code.INVALID, "command_id", field="id")
    line = COMMANDS.get(request.name) if isinstance(request.name, str) else None
    if line is None:
        raise Refused(Code.INVALID, "command_unknown", field="name")
    try:
        encoded = msgspec.json.encode(request.args, order="deterministic")
        if len(encoded) > BODY_LIMIT:
            raise Refused(Code.TOO_LARGE, "too_large")
        parameters = msgspec.convert(request.args if request.args is not None else {}, line.parameters)
    except msgspec.ValidationError as error:
        raise Refused(Code.INVALID, "field_invalid", field=field_of(str(error))) from error
    except (TypeError, ValueError, RecursionError) as error:
        raise Refused(Code.INVALID, "field_invalid") from error
    return line, parameters, hashlib.sha256(request.name.encode() + b"\0" + encoded).hexdigest()


PLACE = re.compile(r"at `\$\.?([^`]*)`")
MEMBER = re.compile(r"field `([^`]*)`")


def field_of(message: str) -> str | None:
    """The field that msgspec names in its message, as "insights.0.text"; in an object, the member that is meant."""
    found = [match.group(1) for match in (PLACE.search(message), MEMBER.search(message)) if match]
    path = ".".join(part for part in found if part)
    return re.sub(r"\[(\d+|\.\.\.)\]", r".\1", path).strip(".") or None


def known(caller: Caller) -> bool:
    """Whether the roof knows who this is."""
    return caller.organiser or caller.access is not None


def nobody(request: Request, digest: str) -> Viewer:
    """Somebody without a session. Her receipts are told apart by what she asks, which holds a secret of her own."""
    return Viewer(0, Role.NOBODY, f"nobody:{digest[:32]}", locale=request.caller.locale)


def permit(work: Work, line: Command, viewer: Viewer) -> None:
    """Who may do what, when. Raises Refused(forbidden), (not_found) or (too_late, conflict) by phase."""
    if viewer.role not in line.roles:
        raise Refused(Code.UNAUTHENTICATED if viewer.role is Role.NOBODY else Code.FORBIDDEN, "role_may_not")
    if not line.enters:
        return
    event = work.enter(viewer.event)
    if event is None:
        raise Refused(Code.NOT_FOUND, "event_unknown")
    phase = Phase(event.phase)
    if phase not in line.phases:
        raise Refused(*phase_refusal(phase, line))
    if viewer.role in {Role.PARTICIPANT, Role.HOST} and line.name in NEEDS_SEAT and viewer.table is None:
        raise Refused(Code.CONFLICT, "no_seat")


NEEDS_SEAT = frozenset({"idea.scribe", "relay.save", "help.call", "host.handover"})
"""Commands that mean the viewer's own table."""


def phase_refusal(phase: Phase, line: Command) -> tuple[Code, str]:
    """Too late once it is over for good, else not now."""
    order = list(Phase)
    if phase is Phase.CLOSED:
        return Code.TOO_LATE, "event_closed"
    if all(order.index(phase) > order.index(possible) for possible in line.phases):
        return Code.TOO_LATE, "phase_over"
    return Code.CONFLICT, "not_now"


Run = Callable[[Request], Answer]
"""How the roof runs a command: through the live lane on the server, straight through the gate elsewhere."""

"""Who may do what, when: every command × role × phase, drawn from the catalogue."""

from __future__ import annotations

import pytest

from cafe.domain.errors import Code
from cafe.domain.phases import Phase
from cafe.domain.roles import Role
from cafe.usecases.catalogue import COMMANDS, Command
from tests.cast import ROLES
from tests.usecases.arguments import ARGUMENTS
from tests.usecases.phases import Shelf

ROLE_OF = {
    "olga": Role.ORGANISER,
    "fadime": Role.LEAD,
    "cem": Role.COLEAD,
    "thea": Role.THEME,
    "saal": Role.SCREEN,
    "holger": Role.HOST,
    "pia": Role.PARTICIPANT,
    "quirin": Role.PARTICIPANT,
    "stefan": Role.NOBODY,
}
SEATED = {"holger", "pia", "quirin"}
BY_PHASE = {"event_closed", "phase_over", "not_now"}
NO_RIGHT = {Code.FORBIDDEN, Code.UNAUTHENTICATED}


def people_at(phase: Phase) -> list[str]:
    """Who is there: in a draft nobody has come in yet."""
    return [who for who in ROLES if phase is not Phase.DRAFT or who not in SEATED]


def test_every_command_of_the_catalogue_is_tried() -> None:
    assert ARGUMENTS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("line", COMMANDS.values(), ids=lambda line: line.name)
def test_nobody_does_what_the_catalogue_does_not_allow(line: Command, phase: Phase, shelf: Shelf) -> None:
    cafe = shelf.shared(phase)
    before = cafe.row().seq
    for who in people_at(phase):
        if ROLE_OF[who] not in line.roles:
            assert cafe.no(who, line.name, **ARGUMENTS[line.name](cafe)).code in NO_RIGHT, who
        elif phase not in line.phases:
            refused = cafe.no(who, line.name, **ARGUMENTS[line.name](cafe))
            assert (refused.code in {Code.CONFLICT, Code.TOO_LATE}, refused.reason in BY_PHASE) == (True, True), who
    assert cafe.row().seq == before


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("line", COMMANDS.values(), ids=lambda line: line.name)
def test_everybody_does_what_the_catalogue_allows(line: Command, phase: Phase, shelf: Shelf) -> None:
    for who in people_at(phase):
        if ROLE_OF[who] not in line.roles or phase not in line.phases:
            continue
        cafe = shelf.own(phase)
        answer = cafe.ask(who, line.name, **ARGUMENTS[line.name](cafe))
        cafe.store.close()
        if answer.refused is not None:  # then for a reason of its own: nothing to undo, no help called, …
            assert answer.refused.code not in NO_RIGHT | {Code.INVALID, Code.UNAVAILABLE} or (
                answer.refused.reason in OWN_REASONS
            ), (who, answer.refused.reason, answer.refused.field)
            assert answer.refused.reason not in {"role_may_not", "phase_over"}


OWN_REASONS = {"own_idea", "never_sat_there", "no_free_choice"}
"""Refused not by role but by what this person did or where she sat."""


def test_a_command_that_is_not_in_the_catalogue_is_refused(shelf: Shelf) -> None:
    refused = shelf.shared(Phase.ROUND).no("fadime", "event.explode")
    assert (refused.code, refused.reason) == (Code.INVALID, "command_unknown")


def test_whoever_was_revoked_is_nobody(shelf: Shelf) -> None:
    cafe = shelf.own(Phase.ROUND)
    cafe.do("olga", "link.revoke", link=cafe.links["cem"])
    assert cafe.no("cem", "clock.pause").code == Code.UNAUTHENTICATED


def test_a_revoked_host_is_out_and_her_table_without_a_host(shelf: Shelf) -> None:
    cafe = shelf.own(Phase.ROUND)
    cafe.do("olga", "link.revoke", link=cafe.links["holger"])
    assert cafe.no("holger", "idea.post", text="Noch da").code == Code.UNAUTHENTICATED
    assert cafe.sees("saal")["table"]["3"]["host"] is None

"""Everything that can be asked of a café, one line a command. Read this page first.

name → its parameters, its handler, who may, and in which phases. A command that is not here is refused; the tests of
who-may-do-what, the published schemas and docs/protocol.md are drawn from here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cafe.domain.phases import Phase
from cafe.domain.roles import LEADS, SEATED, STAFF, Role
from cafe.store.unit_of_work import Work
from cafe.usecases import (
    dots,
    flow,
    handover,
    hosting,
    ideas,
    measures,
    moderation,
    needs,
    people,
    registration,
    seating,
    setup,
    themes,
)
from cafe.usecases import parameters as p
from cafe.usecases.viewer import Viewer

Handler = Callable[[Work, Viewer, Any], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the catalogue."""

    name: str
    parameters: type[p.Parameters]
    handler: Handler
    roles: frozenset[Role]
    phases: frozenset[Phase]
    enters: bool = True  # the caller's event is loaded and locked; the few that don't find or make their own
    quiet: bool = False  # leaves what is remembered true, or mends it: see store/memory.py

    @property
    def summary(self) -> str:
        """The handler's first line, for the published documents."""
        return (self.handler.__doc__ or "").strip().splitlines()[0]


D, L, R, S, H, C = Phase.DRAFT, Phase.LOBBY, Phase.ROUND, Phase.SWITCH, Phase.HARVEST, Phase.CLOSED
ANY = frozenset(Phase)
LIVE = frozenset({L, R, S, H})
TALK = frozenset({R, S, H})
BEFORE_HARVEST = frozenset({L, R, S})
SETTING_UP = BEFORE_HARVEST | {D}
NOBODY = frozenset({Role.NOBODY})
HOST = frozenset({Role.HOST})
ORGANISER = frozenset({Role.ORGANISER})
DESK = LEADS | {Role.THEME}
MOVERS = LEADS | ORGANISER


def command(
    name: str,
    parameters: type[p.Parameters],
    handler: Handler,
    roles: frozenset[Role],
    phases: frozenset[Phase] = ANY,
    *,
    enters: bool = True,
    quiet: bool = False,
) -> Command:
    """A line of the catalogue."""
    return Command(name, parameters, handler, roles, phases, enters, quiet)


COMMANDS: dict[str, Command] = {
    line.name: line
    for line in (
        # joining and being somebody
        command("person.join", p.Join, people.join, NOBODY, enters=False, quiet=True),
        command("person.return", p.ComeBack, people.come_back, NOBODY, enters=False),
        command("link.open", p.OpenLink, people.open_link, NOBODY, enters=False),
        command("person.update", p.UpdatePerson, people.update_person, SEATED, LIVE),
        command("person.erase", p.ErasePerson, people.erase, SEATED, ANY),
        command("person.add", p.AddPerson, people.add, MOVERS | HOST, BEFORE_HARVEST),
        command("person.absent", p.MarkAbsent, people.mark_absent, MOVERS, LIVE),
        command("person.register", p.Register, registration.register, ORGANISER, SETTING_UP),
        command("person.unregister", p.Unregister, registration.unregister, ORGANISER),
        command("person.release", p.Nothing, registration.release, MOVERS, BEFORE_HARVEST),
        command("spare.make", p.MakeSpares, registration.make_spares, ORGANISER, SETTING_UP),
        # at the table
        command("idea.post", p.PostIdea, ideas.post, SEATED, TALK, quiet=True),
        command("idea.edit", p.EditIdea, ideas.edit, SEATED | DESK, TALK, quiet=True),
        command("idea.withdraw", p.OneIdea, ideas.withdraw, SEATED | DESK, TALK, quiet=True),
        command("idea.support", p.OneIdea, ideas.support, SEATED, TALK, quiet=True),
        command("idea.unsupport", p.OneIdea, ideas.unsupport, SEATED, TALK, quiet=True),
        command("seat.arrive", p.Nothing, seating.arrive, SEATED, BEFORE_HARVEST, quiet=True),
        command("wish.save", p.SaveWishes, needs.save_wishes, SEATED, BEFORE_HARVEST),
        command("seat.choose", p.OneTable, seating.choose, SEATED, frozenset({L, S})),
        command("dots.place", p.PlaceDots, dots.place, SEATED, frozenset({H})),
        # hosting
        command("idea.scribe", p.ScribeIdea, ideas.scribe, HOST | DESK, TALK, quiet=True),
        command("relay.save", p.SaveRelay, hosting.save_relay, HOST, TALK, quiet=True),
        command("help.call", p.CallHelp, hosting.call_help, HOST, LIVE),
        command("help.cancel", p.CancelHelp, hosting.cancel_help, HOST | MOVERS, LIVE),
        command("host.issue", p.IssueHostCode, hosting.issue, MOVERS),
        command("host.claim", p.HostCode, hosting.claim, SEATED, BEFORE_HARVEST),
        command("host.handover", p.HostCode, hosting.hand_over, HOST, BEFORE_HARVEST),
        # leading
        command("event.open", p.Nothing, flow.open_event, MOVERS),
        command("round.start", p.FromRound, flow.start_round, LEADS),
        command("round.end", p.FromRound, flow.end_round, LEADS),
        command("clock.pause", p.Nothing, flow.pause, LEADS),
        command("clock.resume", p.Nothing, flow.resume, LEADS),
        command("clock.extend", p.Extend, flow.extend, LEADS),
        command("harvest.start", p.FromRound, flow.start_harvest, LEADS),
        command("event.close", p.FromRound, flow.close, LEADS),
        command("step.undo", p.Nothing, flow.undo, LEADS),
        command("seating.plan", p.PlanSeating, seating.make_plan, LEADS, BEFORE_HARVEST, quiet=True),
        command("seating.publish", p.PublishSeating, seating.publish, LEADS, BEFORE_HARVEST),
        command("seating.drop", p.PublishSeating, seating.drop, LEADS, BEFORE_HARVEST, quiet=True),
        command("seating.move", p.MovePerson, seating.move, LEADS, BEFORE_HARVEST),
        command("person.needs", p.SaveNeeds, needs.save_needs, MOVERS, BEFORE_HARVEST),
        command("company.save", p.SaveCompany, needs.save_company, MOVERS, BEFORE_HARVEST),
        command("company.remove", p.OneCompany, needs.remove_company, MOVERS, BEFORE_HARVEST),
        command("table.close", p.OneTable, needs.close_table, LEADS, BEFORE_HARVEST),
        command("table.open", p.OneTable, needs.open_table, LEADS, BEFORE_HARVEST),
        command("announcement.send", p.Announce, moderation.announce, LEADS, LIVE),
        command("announcement.withdraw", p.WithdrawAnnouncement, moderation.withdraw_announcement, LEADS, LIVE),
        command("idea.hide", p.HideIdea, moderation.hide, LEADS, TALK | {C}),
        command("idea.restore", p.OneIdea, moderation.restore, LEADS, TALK | {C}),
        # harvesting
        command("theme.save", p.SaveTheme, themes.save, DESK, TALK),
        command("theme.merge", p.MergeThemes, themes.merge, DESK, TALK),
        command("theme.split", p.SplitTheme, themes.split, DESK, TALK),
        command("theme.remove", p.OneTheme, themes.remove, DESK, TALK),
        command("idea.assign", p.AssignIdeas, themes.assign, DESK, TALK),
        command("dots.open", p.OpenDots, dots.open_voting, DESK, frozenset({H})),
        command("dots.close", p.Nothing, dots.close_voting, DESK, frozenset({H})),
        command("dots.enter_paper", p.PaperDots, dots.enter_paper, DESK, frozenset({H, C})),
        command("dots.void_sheet", p.OneSheet, dots.void_sheet, DESK, frozenset({H, C})),
        command("measure.save", p.SaveMeasure, measures.save, DESK, TALK | {C}),
        command("measure.remove", p.OneMeasure, measures.remove, DESK, TALK | {C}),
        # setting up
        command("event.create", p.CreateEvent, setup.create, ORGANISER, enters=False),
        command("event.edit", p.EditEvent, setup.edit, ORGANISER),
        command("event.duplicate", p.DuplicateEvent, setup.duplicate, ORGANISER),
        command("event.delete", p.DeleteEvent, setup.remove, ORGANISER),
        command("topics.save", p.SaveTopics, setup.save_topics, ORGANISER, SETTING_UP),
        command("tables.save", p.SaveTables, setup.save_tables, ORGANISER, SETTING_UP),
        command("rounds.save", p.SaveRounds, setup.save_rounds, ORGANISER, SETTING_UP),
        command("questions.save", p.SaveQuestions, setup.save_questions, ORGANISER, SETTING_UP),
        command("handover.save", p.SaveHandover, handover.save, ORGANISER),
        command("wifi.save", p.SaveWifi, setup.save_wifi, ORGANISER),
        command("link.create", p.CreateLink, setup.create_link, ORGANISER),
        command("link.revoke", p.RevokeLink, setup.revoke_link, ORGANISER),
    )
}


def allowed(line: Command, role: Role) -> bool:
    """Whether this role may use the command at all."""
    return role in line.roles


def staff_sees(role: Role) -> bool:
    """Whether this role sees what staff see."""
    return role in STAFF

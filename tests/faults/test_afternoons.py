"""Afternoons nobody would plan, found by Hypothesis: whatever is asked in whatever order, nothing is lost or doubled.

Anybody acts through the gate on a real database; now and then the server is started anew, its clock is set, an answer
is lost and its command sent again. After each step the café is held against what a plain model believes (believed.py),
and everybody's view against a fresh one.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from cafe.domain.phases import Phase
from cafe.domain.roles import Role
from cafe.domain.text import clean
from cafe.store.rows import Change
from cafe.store.unit_of_work import Store
from cafe.usecases import report
from cafe.usecases.catalogue import COMMANDS
from cafe.usecases.gate import Answer, Gate, Request, Series
from cafe.usecases.viewer import Caller
from tests.conftest import Say
from tests.faults.believed import OPEN, Believed, seat_round
from tests.live.test_audiences import check as check_audiences
from tests.live.test_audiences import contents
from tests.live.test_convergence import check as check_viewers
from tests.live.test_convergence import snapshots
from tests.usecases.arguments import ARGUMENTS, secrets
from tests.usecases.phases import Shelf
from tests.usecases.test_permissions import ROLE_OF

STEPS = 40
EXAMPLES = 5
"""Afternoons between two looks at the clock."""

BEGINNINGS = (Phase.LOBBY, Phase.ROUND, Phase.SWITCH, Phase.HARVEST)
POLICIES = ("mix", "carousel", "choice")
BELIEVED = {
    "idea.post", "idea.scribe", "idea.edit", "idea.withdraw", "idea.support", "idea.unsupport", "idea.hide",
    "idea.restore", "idea.assign", "theme.save", "theme.merge", "theme.split", "theme.remove", "dots.place",
}  # fmt: skip
"""What the model must know of has rules of its own."""

NOT_TODAY = {
    "event.delete", "event.create", "event.duplicate", "event.close", "person.join", "person.return", "person.erase",
    "link.open", "link.revoke",
}  # fmt: skip
"""What ends the afternoon, is another one, or is asked for below."""

numbers = st.integers(1, 12)
tables = st.integers(1, 7)
drafts = st.one_of(st.none(), st.none(), st.tuples(tables, st.integers(1, 3)))
words = (
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30)
    .map(clean)
    .filter(bool)
)
"""As they are stored; what becomes of others has tests of its own."""


@dataclass(frozen=True, slots=True)
class Told:
    """A command that was acknowledged, to be sent again one day."""

    who: str
    id: str
    name: str
    args: dict[str, Any]
    answer: Answer


def while_in(*phases: Phase) -> Any:
    """Only where it may be done at all: who is refused too early or too late, others test for every command."""
    return precondition(lambda self: self.phase in phases)


lobby_or_switch = while_in(Phase.LOBBY, Phase.SWITCH)
before_harvest = while_in(Phase.LOBBY, Phase.ROUND, Phase.SWITCH)
talking = while_in(Phase.ROUND, Phase.SWITCH, Phase.HARVEST)
harvesting = while_in(Phase.HARVEST)


class Afternoon(RuleBasedStateMachine):
    """A café in which anything may be asked by anybody at any time."""

    shelf: ClassVar[Shelf]
    afternoons: ClassVar[int] = 0
    commands: ClassVar[Counter[str]] = Counter()

    @initialize(phase=st.sampled_from(BEGINNINGS))
    def begin(self, phase: Phase) -> None:
        """The cast's café, as it stands by then."""
        Afternoon.afternoons += 1
        self.cafe = self.shelf.own(phase)
        self.ids = 0
        self.told: list[Told] = []
        self.gone: set[str] = set()
        self.people = {who: number for who, number in self.cafe.numbers.items() if who in self.cafe.callers}
        self.believed = Believed.found(self.cafe)
        self.look()

    def teardown(self) -> None:
        """In the end the report has every idea that stands, once."""
        if not hasattr(self, "cafe"):
            return
        try:
            with self.cafe.store.read() as session:
                drawn = report.build(session, self.cafe.event, self.cafe.clock.now)
            assert sorted(idea.number for idea in drawn.ideas) == sorted(self.believed.shown())
            assert {idea.number: idea.text for idea in drawn.ideas} == {
                number: idea.text for number, idea in self.believed.shown().items()
            }
        finally:
            self.cafe.store.close()

    # -- how something is asked

    def look(self) -> None:
        """Everybody's view, and what stands on every audience: what the next changes are applied to."""
        self.views, self.stands = snapshots(self.cafe), contents(self.cafe)
        self.seq, self.phase = self.cafe.row().seq, self.cafe.row().phase

    def ask(self, who: str, name: str, /, **args: Any) -> Answer:
        """One command, with an id of its own."""
        self.ids += 1
        return self.send(Told(who, f"afternoon-{self.ids:06d}", name, args, Answer("", ok=False)))

    def send(self, told: Told) -> Answer:
        """A command under its id."""
        request = Request(told.id, told.name, told.args, self.cafe.callers[told.who])
        answer = self.cafe.gate.run(request)
        self.note(told, answer)
        return answer

    def note(self, told: Told, answer: Answer) -> None:
        """Nobody who was shown out is heard, nothing fails of itself; what was done may be asked for again."""
        Afternoon.commands[told.name] += answer.ok
        assert answer.refused is None or answer.refused.reason != "not_saved", told
        assert not (answer.ok and told.who in self.gone), "her link was revoked"
        if answer.ok:
            self.told.append(Told(told.who, told.id, told.name, told.args, answer))

    def changed(self) -> None:
        """Something has happened: everybody who applied the changes sees what a fresh view shows."""
        views, stands = self.views, self.stands
        seq, phase = self.seq, self.phase
        self.look()
        check_viewers(self.cafe, views, seq, self.views)
        check_audiences(self.cafe, stands, phase, seq, self.stands)

    def clock(self) -> dict[str, Any]:
        """Where the afternoon stands."""
        clock: dict[str, Any] = self.views["fadime"][1]["clock"]["clock"]
        return clock

    # -- people

    @rule(table=st.none() | tables, group=st.sampled_from([None, "Bürgerschaft", "Unternehmen"]))
    def somebody_comes_in(self, table: int | None, group: str | None) -> None:
        who = f"newcomer-{self.ids}"
        self.ids += 1
        with_code = {"code": self.cafe.code(table if table and table <= 6 else None), "group": group}
        answer = self.ask("stefan", "person.join", **with_code, **secrets(f"{who:->16}"))
        if answer.ok:
            assert answer.result["person"] not in self.people.values(), "a badge is given once"
            self.cafe.callers[who] = Caller(access=answer.result["access"])
            self.people[who] = self.cafe.numbers[who] = answer.result["person"]

    @rule(person=numbers, absent=st.booleans())
    def somebody_goes_or_comes_back(self, person: int, absent: bool) -> None:
        self.ask("fadime", "person.absent", person=person, absent=absent)

    @before_harvest
    @rule(person=numbers, table=tables)
    def the_lead_moves_somebody(self, person: int, table: int) -> None:
        self.ask("fadime", "seating.move", person=person, table=table)

    @lobby_or_switch
    @rule(chance=st.integers(0), table=tables)
    def somebody_chooses_a_table(self, chance: int, table: int) -> None:
        self.ask(self.person(chance), "seat.choose", table=table)

    @precondition(lambda self: "cem" not in self.gone)
    @rule()
    def the_co_lead_is_shown_out(self) -> None:
        if self.ask("olga", "link.revoke", link=self.cafe.links["cem"]).ok:
            self.gone.add("cem")
            self.views.pop("cem", None)

    def idea(self, which: int) -> int:
        """One of the ideas there ever were, or one too far."""
        return 1 + which % (len(self.believed.ideas) + 1)

    def person(self, chance: int) -> str:
        """One of those with a phone."""
        names = sorted(self.people)
        return names[chance % len(names)]

    # -- ideas

    @talking
    @rule(chance=st.integers(0), text=words, draft=drafts)
    def somebody_writes(self, chance: int, text: str, draft: tuple[int, int] | None) -> None:
        who = self.person(chance)
        drafted = {"table": draft[0], "round": draft[1]} if draft else None
        clock, number = self.clock(), self.people[who]
        answer = self.ask(who, "idea.post", text=text, drafted=drafted)
        seat = self.believed.seats.get((seat_round(clock), number))
        if drafted is None and clock["phase"] == "round" and seat is not None:
            assert answer.ok, "who sits at a table in a round is heard"
        if answer.ok:
            self.believed.posted(answer.result, text, number)
            table, round_number = answer.result["table"], answer.result["round"]
            at_her_own = drafted is None and seat is None and self.views_at(who, table)
            begun = draft or (table if at_her_own else seat, clock["round"])
            assert (table, round_number) == begun, "filed where it was begun"

    @talking
    @rule(chance=st.integers(0), text=words, card=st.none() | st.integers(1, 9))
    def the_host_writes_for_others(self, chance: int, text: str, card: int | None) -> None:
        answer = self.ask("holger", "idea.scribe", text=text, card=card)
        if answer.ok:
            self.believed.posted(answer.result, text, None)

    @talking
    @rule(chance=st.integers(0), which=st.integers(0), text=words)
    def somebody_edits(self, chance: int, which: int, text: str) -> None:
        who, idea = self.person(chance), self.idea(which)
        if self.own(who, "idea.edit", idea, text=text):
            self.believed.ideas[idea].text = text

    @talking
    @rule(chance=st.integers(0), which=st.integers(0))
    def somebody_takes_an_idea_back(self, chance: int, which: int) -> None:
        idea = self.idea(which)
        if self.own(self.person(chance), "idea.withdraw", idea):
            self.believed.withdrawn(idea)

    def own(self, who: str, name: str, idea: int, **args: Any) -> bool:
        """What only its author may do; hosts may with what they wrote for others."""
        answer, known = self.ask(who, name, idea=idea, **args), self.believed.ideas.get(idea)
        if answer.ok:
            assert known is not None
            assert known.state == "shown"
            assert known.author == self.people[who] or (known.author is None and who == "holger")
        return answer.ok

    @talking
    @rule(chance=st.integers(0), which=st.integers(0), supports=st.booleans())
    def somebody_supports(self, chance: int, which: int, supports: bool) -> None:
        who, idea = self.person(chance), self.idea(which)
        number, visible = self.people[who], self.believed.sees(self.people[who], self.clock())
        answer = self.ask(who, "idea.support" if supports else "idea.unsupport", idea=idea)
        if answer.ok:
            known = self.believed.ideas[idea]
            assert idea in visible or known.author == number or self.views_at(who, known.table), "only what one sees"
            assert not (supports and known.author == number), "nobody supports her own"
            (known.supporters.add if supports else known.supporters.discard)(number)

    def views_at(self, who: str, table: int) -> bool:
        """A host sees her table also while she has no seat."""
        return who == "holger" and f"table:{table}" in self.views["holger"][0]

    @talking
    @rule(idea=numbers, hidden=st.booleans())
    def the_lead_hides_or_restores(self, idea: int, hidden: bool) -> None:
        args = {"reason": "Werbung"} if hidden else {}
        if self.ask("fadime", "idea.hide" if hidden else "idea.restore", idea=idea, **args).ok:
            self.believed.ideas[idea].state = "hidden" if hidden else "shown"

    # -- the harvest

    @talking
    @rule(title=words, theme=st.none() | st.integers(1, 5), ideas=st.lists(numbers, max_size=3))
    def a_theme_is_made_or_renamed(self, title: str, theme: int | None, ideas: list[int]) -> None:
        answer = self.ask("thea", "theme.save", title=title, theme=theme, ideas=ideas)
        if answer.ok:
            self.believed.themes[answer.result["theme"]] = title
            self.believed.assigned(ideas, answer.result["theme"])

    @talking
    @rule(theme=st.none() | st.integers(1, 5), ideas=st.lists(numbers, min_size=1, max_size=3))
    def ideas_are_put_into_a_theme(self, theme: int | None, ideas: list[int]) -> None:
        if self.ask("thea", "idea.assign", theme=theme, ideas=ideas).ok:
            self.believed.assigned(ideas, theme)

    @talking
    @rule(sources=st.lists(st.integers(1, 5), min_size=1, max_size=2), into=st.integers(1, 5))
    def themes_become_one(self, sources: list[int], into: int) -> None:
        answer = self.ask("thea", "theme.merge", themes=sources, into=into)
        assert answer.ok == ({into, *sources} <= self.believed.themes.keys() and into not in sources)
        if answer.ok:
            self.believed.merged(set(sources), into)

    @talking
    @rule(theme=st.integers(1, 5), ideas=st.lists(numbers, min_size=1, max_size=2), title=words)
    def a_theme_is_split(self, theme: int, ideas: list[int], title: str) -> None:
        answer = self.ask("thea", "theme.split", theme=theme, ideas=ideas, title=title)
        if answer.ok:
            self.believed.themes[answer.result["theme"]] = title
            self.believed.assigned(ideas, answer.result["theme"])

    @talking
    @rule(theme=st.integers(1, 5))
    def a_theme_is_dissolved(self, theme: int) -> None:
        if self.ask("thea", "theme.remove", theme=theme).ok:
            assert not any(placed[theme] for placed in self.believed.dots.values()), "nobody's dots are lost"
            self.believed.themes.pop(theme)
            self.believed.assigned(self.believed.in_theme(theme), None)

    @harvesting
    @rule(chance=st.integers(0), theme=st.integers(1, 5), dots=st.integers(0, 5))
    def somebody_places_dots(self, chance: int, theme: int, dots: int) -> None:
        who = self.person(chance)
        state = self.views["fadime"][1]["dots"]["dots"]
        answer, mine = self.ask(who, "dots.place", theme=theme, dots=dots), self.believed.dots[self.people[who]]
        fits = mine.total() - mine[theme] + dots <= state["per_person"]
        assert answer.ok == (state["state"] == "open" and fits and theme in self.believed.themes)
        if answer.ok:
            mine[theme] = dots

    # -- the afternoon

    @rule(to_harvest=st.booleans(), again=st.booleans())
    def the_lead_goes_on(self, to_harvest: bool, again: bool) -> None:
        """Two presses are one step."""
        here = self.clock()["round"]
        verb = "round.end" if self.phase == Phase.ROUND else "round.start"
        if to_harvest and (self.phase == Phase.SWITCH or self.clock()["state"] == "ended"):
            verb = "harvest.start"
        first = self.ask("fadime", verb, from_round=here)
        if again and first.ok:
            assert not self.ask("fadime", verb, from_round=here).ok

    @rule()
    def the_lead_takes_a_step_back(self) -> None:
        self.ask("fadime", "step.undo")

    @rule(seconds=st.sampled_from([1, 5, 30, 200, 1_300, -90, -3_600]))
    def the_servers_clock_goes_on_or_is_set(self, seconds: int) -> None:
        self.cafe.clock.forward(seconds=seconds)

    @rule()
    def the_ticker_looks_at_the_clock(self) -> None:
        self.cafe.ring()

    @rule()
    def the_server_is_started_anew(self) -> None:
        url = self.cafe.store.url
        self.cafe.store.close()
        self.cafe.store = Store(url, clock=self.cafe.clock)
        self.cafe.gate = Gate(self.cafe.store, rate_limit=False)
        assert snapshots(self.cafe) == self.views, "everybody finds what she left"

    @rule(chance=st.integers(0))
    def an_answer_was_lost_and_its_command_comes_again(self, chance: int) -> None:
        if not self.told:
            return
        told, before = self.told[chance % len(self.told)], self.cafe.row().seq
        answer = self.cafe.gate.run(Request(told.id, told.name, told.args, self.cafe.callers[told.who]))
        if told.who not in self.gone:
            assert (answer.ok, answer.seq, answer.result) == (True, told.answer.seq, told.answer.result), told
        assert self.cafe.row().seq == before, "nothing happens twice"

    @rule(chance=st.integers(0))
    def an_id_comes_again_with_other_words(self, chance: int) -> None:
        if not self.told:
            return
        told = self.told[chance % len(self.told)]
        if told.who in self.gone or told.who == "stefan":
            return
        answer = self.cafe.gate.run(Request(told.id, "announcement.send", {"text": "x"}, self.cafe.callers[told.who]))
        assert answer.refused is not None
        assert answer.refused.reason == "id_used"

    @while_in(Phase.ROUND)
    @rule(chance=st.integers(0), texts=st.lists(words, min_size=2, max_size=10))
    def an_outbox_is_emptied(self, chance: int, texts: list[str]) -> None:
        """Many ideas in one message: in their order, each once."""
        who, series = self.person(chance), Series()
        asked = []
        for text in texts:
            self.ids += 1
            asked.append(Told(who, f"afternoon-{self.ids:06d}", "idea.post", {"text": text}, Answer("", ok=False)))
        answers = self.cafe.gate.run_batch(
            [Request(one.id, one.name, one.args, self.cafe.callers[who], series) for one in asked]
        )
        given = [answer.result["idea"] for answer in answers if answer.ok]
        assert given == sorted(given)
        for one, answer in zip(asked, answers, strict=True):
            self.note(one, answer)
            if answer.ok:
                self.believed.posted(answer.result, one.args["text"], self.people[who])

    @rule(data=st.data())
    def anybody_asks_for_anything_else(self, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from(sorted({*ROLE_OF, *self.people} & self.cafe.callers.keys() - self.gone)))
        role, phase = ROLE_OF.get(who, Role.PARTICIPANT), Phase(self.cafe.row().phase)
        possible = [
            line.name
            for line in COMMANDS.values()
            if role in line.roles and phase in line.phases and line.name not in BELIEVED | NOT_TODAY
        ]
        if possible:
            name = data.draw(st.sampled_from(sorted(possible)))
            self.ask(who, name, **self.arguments(name, data))

    def arguments(self, name: str, data: st.DataObject) -> dict[str, Any]:
        """As in the table of arguments, or drawn."""
        draw: dict[str, Callable[[], Any]] = {
            "person.absent": lambda: {"person": data.draw(numbers), "absent": data.draw(st.booleans())},
            "seating.move": lambda: {"person": data.draw(numbers), "table": data.draw(tables)},
            "seating.plan": lambda: {"policy": data.draw(st.sampled_from(POLICIES)), "seed": data.draw(numbers)},
            "host.issue": lambda: {"table": data.draw(tables), "key": "a-public-random-key", "code": "HJKMNP"},
            "measure.save": lambda: {
                "title": "Maßnahme", "themes": [data.draw(st.integers(1, 4))], "ideas": [data.draw(numbers)],
            },
            "measure.remove": lambda: {"measure": data.draw(st.integers(1, 4))},
            "clock.extend": lambda: {"minutes": data.draw(st.sampled_from([-90, -1, 2]))},
            "rounds.save": lambda: {"rounds": [{"minutes": 20, "switch_minutes": 3}] * data.draw(st.integers(2, 5))},
            "event.edit": lambda: {"title": "Strategie-Café", "policy": data.draw(st.sampled_from(POLICIES))},
            "link.create": lambda: {"role": "lead", "key": f"key-{self.ids:020x}", "token": f"{self.ids:064x}"},
            "tables.save": lambda: {"tables": self.other_tables(data)},
        }  # fmt: skip
        return dict(draw.get(name, lambda: ARGUMENTS[name](self.cafe))())

    def other_tables(self, data: st.DataObject) -> list[dict[str, Any]]:
        """The tables as they are; perhaps one more, one fewer, fewer seats."""
        rows = [
            {"number": row["number"], "topic": row["topic"], "seats": data.draw(st.sampled_from([row["seats"], 5, 3]))}
            for row in self.views["saal"][1]["table"].values()
        ]
        more = data.draw(st.integers(-1, 1))
        return [*rows, {"topic": rows[0]["topic"]}] if more > 0 else rows[: len(rows) + more]

    # -- what must hold

    @invariant()
    def everybody_sees_the_truth(self) -> None:
        """I3: changes and snapshot agree, for everybody and every audience. Then all the rest, on what is seen."""
        if self.cafe.row().seq == self.seq:
            return
        self.changed()
        self.seats_hold()
        self.nothing_is_lost_or_invented()
        self.each_sees_what_is_hers()
        self.numbers_have_no_gaps()

    def seats_hold(self) -> None:
        """I7: nobody sits twice or on somebody's lap; the lead's list, the way-signs and each phone agree."""
        seen, clock = self.views["fadime"][1], self.clock()
        now = seat_round(clock)
        for person in seen.get("person", {}).values():
            self.believed.seats[now, person["number"]] = person["table"]
            still_sits = clock["phase"] not in OPEN  # from the harvest on, where one sat in the last round is history
            if still_sits and person["hosts"] is not None and person["table"] is not None:
                assert person["table"] == person["hosts"], person
        if clock["phase"] in OPEN:
            return
        routes = {number: route["numbers"] for number, route in seen["route"].items()}
        assert set(Counter(number for sitting in routes.values() for number in sitting).values()) <= {1}
        for number, sitting in routes.items():
            assert len(sitting) <= seen["table"][number]["seats"], number
        at = {number: int(table) for table, sitting in routes.items() for number in sitting}
        assert at == {
            person["number"]: person["table"]
            for person in seen.get("person", {}).values()
            if person["table"] is not None
        }

    def nothing_is_lost_or_invented(self) -> None:
        """I1, I2: what the lead sees is what was acknowledged, word for word and dot for dot."""
        seen, shown = self.views["fadime"][1], self.believed.shown()
        assert {
            int(number): (idea["text"], idea["table"], idea["round"], idea["supports"])
            for number, idea in seen.get("idea", {}).items()
        } == {number: (idea.text, idea.table, idea.round, len(idea.supporters)) for number, idea in shown.items()}
        assert {
            int(number): (theme["title"], set(theme["ideas"])) for number, theme in seen.get("theme", {}).items()
        } == {
            number: (title, shown.keys() & self.believed.in_theme(number))
            for number, title in self.believed.themes.items()
        }
        dots = seen["dots"]["dots"]
        placed = sum(counter.total() for counter in self.believed.dots.values())
        assert all(counter.total() <= dots["per_person"] for counter in self.believed.dots.values())
        assert dots["people"] == sum(counter.total() > 0 for counter in self.believed.dots.values())
        assert dots["placed"] >= placed, "paper comes on top"

    def each_sees_what_is_hers(self) -> None:
        """I6: the ideas before her eyes, and no others; her own, her support and her dots."""
        clock = self.clock()
        for who in ("pia", "quirin", "rita"):
            number, seen = self.people[who], self.views[who][1]
            assert set(map(int, seen.get("idea", {}))) == self.believed.sees(number, clock), who
            mine = {key: (idea["text"], idea["state"]) for key, idea in seen.get("my_idea", {}).items()}
            assert mine == self.believed.own(number), who
            supported = {int(idea) for idea in seen.get("my_support", {})}
            assert supported >= {
                key for key in self.believed.sees(number, clock) if number in self.believed.ideas[key].supporters
            }
            assert (
                Counter({int(theme): row["dots"] for theme, row in seen.get("my_dots", {}).items()})
                == +self.believed.dots[number]
            )
            assert seen["you"]["you"]["table"] == self.believed.seats[seat_round(clock), number], who

    def numbers_have_no_gaps(self) -> None:
        """I4: the journal counts from one to where it stands."""
        with self.cafe.store.read() as session:
            counted, newest = session.execute(
                select(func.count(), func.max(Change.seq)).where(Change.event_id == self.cafe.event)
            ).one()
        assert counted == newest == self.seq


@pytest.fixture(scope="module")
def shelf(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Cafés by phase, made once."""
    return Shelf(empty_database, Path(tmp_path_factory.mktemp("shelf")))


def test_whatever_happens_in_an_afternoon_nothing_is_lost_and_everybody_sees_the_truth(
    shelf: Shelf, long: bool, say: Say
) -> None:
    """T40. A failure says how to have it again."""
    Afternoon.shelf = shelf
    began, batch = time.monotonic(), 0
    while time.monotonic() - began < (85 if long else 5):
        run_state_machine_as_test(seed(batch)(Afternoon), settings=afternoons())
        batch += 1
    done = Afternoon.commands
    took = time.monotonic() - began
    say(f"{Afternoon.afternoons} afternoons: {done.total()} commands done, of {len(done)} kinds, in {took:.0f} s")
    assert Afternoon.afternoons >= EXAMPLES
    assert done.total() > Afternoon.afternoons, "the afternoons were not all refusals"


def afternoons() -> settings:
    """A handful of afternoons."""
    return settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None, print_blob=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip

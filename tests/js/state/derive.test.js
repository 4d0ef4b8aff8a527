import assert from "node:assert/strict";
import { test } from "node:test";
import * as derive from "../../../static/js/state/derive.js";

const NOW = 1_666_780_000_000;
const SECOND = 1000;

/** Pia at table 3 in round 2; she sat at table 1 before. */
function afternoon(changes = {}) {
  return {
    event: { event: { grace_seconds: 60, policy: "carousel", rounds: 3 } },
    clock: { clock: { phase: "round", state: "running", round: 2, next_round: null, ends_at: NOW + 600 * SECOND, since: NOW } },
    you: { you: { number: 23, table: 3, from_table: 1, hosts: null } },
    table: { 1: { number: 1, topic: 1, seats: 5 }, 3: { number: 3, topic: 2, seats: 4 } },
    topic: { 1: { number: 1, title: "Wege" }, 2: { number: 2, title: "Energie" } },
    ...changes,
  };
}

const clock = (values) => ({ clock: { clock: { phase: "round", state: "running", round: 2, since: NOW, ends_at: null, ...values } } });

test("a text begun in a round belongs to the table where one sits", () => {
  assert.deepEqual(derive.placeNow(afternoon(), NOW), { table: 3, round: 2 });
});

test("after the bell a text still belongs to the round that has ended, as long as the event grants", () => {
  const after = afternoon(clock({ phase: "switch", round: 1, next_round: 2 }));
  assert.deepEqual(derive.placeNow(after, NOW + 59 * SECOND), { table: 1, round: 1 });
  assert.equal(derive.placeNow(after, NOW + 61 * SECOND), null);
  const last = afternoon(clock({ state: "ended", round: 3 }));
  assert.deepEqual(derive.placeNow(last, NOW + 59 * SECOND), { table: 3, round: 3 });
  assert.equal(derive.placeNow(last, NOW + 61 * SECOND), null);
});

test("nothing is begun in a lobby, or without a seat", () => {
  assert.equal(derive.placeNow(afternoon(clock({ phase: "lobby", round: 0 })), NOW), null);
  assert.equal(derive.placeNow(afternoon({ you: { you: { number: 23, table: null } } }), NOW), null);
});

test("the nearest question is asked: this round and topic, then the topic, then the round, then everybody", () => {
  const question = (ids) => ({ question: Object.fromEntries(ids.map((id) => [id, { text: id }])) });
  const asked = (...ids) => derive.questionAt(afternoon(question(ids)), 3, 2);
  assert.equal(asked("0:0", "2:0", "0:2", "2:2"), "2:2");
  assert.equal(asked("0:0", "2:0", "0:2"), "0:2");
  assert.equal(asked("0:0", "2:0"), "2:0");
  assert.equal(asked("0:0", "1:2"), "0:0");
  assert.equal(asked(), "");
});

test("a paused clock shows what is left; one that has run out shows nothing less than nothing", () => {
  assert.equal(derive.timeLeft(afternoon(clock({ state: "paused", remaining_ms: 90 * SECOND })), NOW), 90 * SECOND);
  assert.equal(derive.timeLeft(afternoon(clock({ ends_at: NOW - 5 })), NOW), 0);
  assert.equal(derive.timeLeft(afternoon(clock({ phase: "harvest" })), NOW), null);
});

test("the card of the group before is the newest of an earlier round at this table", () => {
  const relay = { "3:1": { table: 3, round: 1 }, "3:2": { table: 3, round: 2 }, "1:1": { table: 1, round: 1 } };
  assert.equal(derive.relayFor(afternoon({ relay }), 3, 2).round, 1);
  assert.equal(derive.relayFor(afternoon({ relay }), 3, 3).round, 2);
  assert.equal(derive.relayFor(afternoon({ relay }), 3, 1), null);
});

const post = (text, more = {}) => ({ id: text, who: "1/23", name: "idea.post", args: { text, drafted: { table: 3, round: 2 } }, order: 1, after: 10, ...more });

test("an author's grey copy gives way to the idea itself, even if that is quicker than the answer", () => {
  const entry = post("Solardächer");
  const before = { my_idea: { 9: { number: 9, table: 3, round: 2, text: "Solardächer" } } };
  assert.equal(derive.copies(afternoon(before), [entry]).length, 1, "the same words of before are another idea");
  const after = { my_idea: { 11: { number: 11, table: 3, round: 2, text: "Solardächer" } } };
  assert.equal(derive.copies(afternoon(after), [entry]).length, 0);
  const stored = post("Solardächer", { saved: { result: { idea: 12 } } });
  assert.equal(derive.copies(afternoon({ idea: { 12: { number: 12 } } }), [stored]).length, 0);
});

test("a refused text stays to be seen, though another idea has its words", () => {
  const entry = post("Solardächer", { error: { code: "too_late", message: "Zu spät." } });
  const state = afternoon({ my_idea: { 11: { number: 11, table: 3, round: 2, text: "Solardächer" } } });
  assert.deepEqual(derive.copies(state, [entry]), [entry]);
});

test("of what was asked about an idea and not answered yet, the last counts", () => {
  const ask = (name, args) => ({ id: `${name}${args.text ?? ""}`, who: "1/23", name, args: { idea: 7, ...args }, order: 1, after: 0 });
  const wish = derive.wishes([ask("idea.support", {}), ask("idea.unsupport", {}), ask("idea.edit", { text: "neu" })]).get(7);
  assert.equal(wish.supported, false);
  assert.equal(wish.text, "neu");
});

test("dots left are those per person without one's own", () => {
  const state = afternoon({ dots: { dots: { state: "open", per_person: 3 } }, my_dots: { 1: { theme: 1, dots: 2 } } });
  assert.equal(derive.dotsLeft(state), 1);
});

test("an idea of one's own is listed once: where one sits, or among one's own", () => {
  const idea = (number, table) => ({ number, table, round: 1 });
  const seen = { 1: idea(1, 3), 2: idea(2, 1), 3: idea(3, 1) };
  const state = afternoon({ idea: seen, my_idea: { 1: seen[1], 2: seen[2], 4: { ...idea(4, 1), state: "withdrawn" } } });
  const numbers = (ideas) => ideas.map((one) => one.number);
  assert.deepEqual([derive.ideasAt(state, 3), derive.ideasElsewhere(state), derive.ownListed(state)].map(numbers), [[1], [3], [2]]);
  assert.deepEqual(numbers(derive.ownListed({ ...state, ...clock({ phase: "harvest" }) })), [1, 2], "in the harvest all");
});

test("a closed table is not offered, except to whoever sits there", () => {
  const state = afternoon({ event: { event: { policy: "choice" } }, ...clock({ phase: "switch" }) });
  const [own, other] = derive.seatsFree(state).map((seat) => seat.number).sort((a) => (a === state.you.you.table ? -1 : 1));
  state.table[own].closed = true;
  state.table[other].closed = true;
  assert.deepEqual(derive.seatsFree(state).map((seat) => seat.number), [own]);
});

test("free seats count those who sit or are on their way; a host does not choose", () => {
  const state = afternoon({ route: { 3: { table: 3, numbers: [1, 2, 23] } }, event: { event: { policy: "choice" } }, ...clock({ phase: "switch" }) });
  assert.deepEqual(derive.seatsFree(state).map((seat) => seat.free), [5, 1]);
  assert.equal(derive.mayChoose(state), true);
  state.you.you.hosts = 3;
  assert.equal(derive.mayChoose(state), false);
});

test("each table's best supported ideas, and no table without any", () => {
  const idea = (number, table, supports) => ({ number, table, supports });
  const state = afternoon({ idea: { 1: idea(1, 3, 1), 2: idea(2, 3, 4), 3: idea(3, 1, 0) } });
  assert.deepEqual(derive.topIdeas(state).map((group) => [group.table, group.ideas.map((one) => one.number)]), [[3, [2, 1]]]);
});

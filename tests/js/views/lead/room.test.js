import assert from "node:assert/strict";
import { test } from "node:test";
import { headcount, pacePerMinute, raisedHands, silentMinutes, tableInFull, tablesAtAGlance, tablesWithRoom } from "../../../../static/js/views/lead/room.js";
import { NOON, stralsund } from "./stralsund.js";

const MINUTE = 60_000;
const now = NOON + 15 * MINUTE;

test("the lead sees every table with its topic, its people and its ideas of this round", () => {
  const room = tablesAtAGlance(stralsund("round-2", { now }), now);
  assert.equal(room.length, 24);
  assert.equal(room[0].topic.title, "Nachhaltige Mobilität");
  assert.equal(room.reduce((sum, table) => sum + table.seated, 0), 96);
  assert.ok(room.every((table) => table.ideas < table.ideasInAll));
});

test("each idea of the round is in the sparkline of its table once", () => {
  for (const table of tablesAtAGlance(stralsund("round-1", { now }), now)) {
    assert.equal(table.pace.reduce((sum, ideas) => sum + ideas, 0), table.ideas);
  }
});

test("the sparkline has one point for each begun minute", () => {
  assert.deepEqual(pacePerMinute([{ at: 0 }, { at: 59_999 }, { at: 2 * MINUTE }], 0, 2.5 * MINUTE), [2, 0, 1]);
});

test("an idea filed after the bell counts in the round's last minute", () => {
  assert.deepEqual(pacePerMinute([{ at: 9 * MINUTE }], 0, 2 * MINUTE), [0, 1]);
});

test("before the first round there is no sparkline", () => {
  assert.deepEqual(tablesAtAGlance(stralsund("lobby", { now }), now)[0].pace, []);
});

test("a table is silent after five minutes without an idea, not before", () => {
  const clock = { phase: "round", state: "running" };
  assert.equal(silentMinutes(clock, [{ at: 0 }], 0, 5 * MINUTE), 0);
  assert.equal(silentMinutes(clock, [{ at: 0 }], 0, 6 * MINUTE), 6);
  assert.equal(silentMinutes(clock, [], 0, 7 * MINUTE), 7);
});

test("nobody is silent in a pause, in a switch, or before the bell", () => {
  assert.equal(silentMinutes({ phase: "round", state: "paused" }, [], 0, 60 * MINUTE), 0);
  assert.equal(silentMinutes({ phase: "switch", state: "running" }, [], 0, 60 * MINUTE), 0);
  assert.equal(silentMinutes({ phase: "round", state: "running" }, [], null, 60 * MINUTE), 0);
});

test("whoever waits longest for help stands first", () => {
  const hands = raisedHands({ help: { 9: { table: 9, at: 200 }, 4: { table: 4, at: 300 } } });
  assert.deepEqual(hands.map((hand) => hand.table), [9, 4]);
});

test("those who have left are not counted as people here", () => {
  const state = stralsund("round-1", { now });
  state.person[12].absent = true;
  assert.deepEqual([headcount(state).people, headcount(state).absent], [95, 1]);
});

test("a table's detail has its people, its rounds with the newest first, and what was hidden", () => {
  const full = tableInFull(stralsund("round-2", { now }), 3);
  assert.ok(full.people.every((person) => person.table === 3));
  assert.deepEqual(full.rounds.map((round) => round.round), [2, 1]);
  assert.equal(full.rounds[1].relay.question, "Wer fängt an?");
  assert.deepEqual(full.hidden.map((idea) => idea.number), [900]);
});

test("a person is only offered tables with a free seat", () => {
  const state = stralsund("round-1", { now });
  state.route[1].numbers = [1, 2, 3, 4, 5];
  const free = tablesWithRoom(state);
  assert.ok(!free.some((entry) => entry.table.number === 1));
  assert.equal(free.find((entry) => entry.table.number === 2)?.free, 1);
});

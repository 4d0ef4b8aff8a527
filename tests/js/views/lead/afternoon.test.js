import assert from "node:assert/strict";
import { test } from "node:test";
import { minutesLate, stations, timeInHall } from "../../../../static/js/views/lead/afternoon.js";
import { NOON, stralsund } from "./stralsund.js";

const MINUTE = 60_000;
const after = (/** @type {number} */ minutes) => NOON + minutes * MINUTE;

test("the afternoon is a row from the arrival over three rounds to the close", () => {
  const row = stations(stralsund("lobby"), after(-10));
  assert.deepEqual(row.map((station) => station.kind), ["lobby", "round", "switch", "round", "switch", "round", "harvest", "closed"]);
});

test("planned times count from the announced beginning", () => {
  const row = stations(stralsund("lobby"), after(-10));
  assert.deepEqual(row.map((station) => station.plannedAt), [null, after(0), after(20), after(23), after(43), after(46), after(66), after(96)]);
});

test("in a lobby that waits too long everything to come moves back", () => {
  const state = stralsund("lobby");
  const row = stations(state, after(8));
  assert.deepEqual(row.slice(1, 4).map((station) => station.at), [after(8), after(28), after(31)]);
  assert.equal(minutesLate(row, after(8)), 8);
});

test("a round that began late tells when it really began, and when the rest will follow", () => {
  const now = after(15);
  const state = stralsund("round-1", { now });
  const row = stations(state, now);
  assert.deepEqual([row[1].at, row[1].certain, row[1].status], [after(7), true, "now"]);
  assert.equal(row[2].at, state.clock.clock.ends_at);
  assert.equal(row[3].at, state.clock.clock.ends_at + 3 * MINUTE);
  assert.deepEqual(row.map((station) => station.status), ["done", "now", "next", "next", "next", "next", "next", "next"]);
});

test("while the clock is paused the end moves on with the time", () => {
  const now = after(15);
  const state = stralsund("paused", { now });
  assert.equal(stations(state, now + MINUTE)[2].at, now + MINUTE + 11.5 * MINUTE);
});

test("a rehearsal on another day does not call itself late", () => {
  const state = stralsund("round-1", { now: after(0) + 30 * 24 * 60 * MINUTE });
  assert.equal(minutesLate(stations(state, state.clock.clock.since), state.clock.clock.since), null);
});

test("a rehearsal on the morning of the day is not hours ahead of its plan", () => {
  const state = stralsund("round-1", { now: after(-300) });
  assert.equal(minutesLate(stations(state, after(-300)), after(-300)), null);
});

test("an event without date or time has no planned times, but real ones", () => {
  const now = after(15);
  const state = stralsund("round-1", { now });
  state.event.event.date = "";
  const row = stations(state, now);
  assert.equal(row[1].plannedAt, null);
  assert.equal(row[1].at, after(7));
});

test("when the café is closed every station before is done", () => {
  const row = stations(stralsund("closed"), after(120));
  assert.deepEqual(row.map((station) => station.status).slice(-2), ["done", "now"]);
});

test("the announced hour is the hall's, wherever the laptop believes it is", () => {
  assert.equal(new Date(timeInHall("2022-10-26", "13:00")).toISOString(), "2022-10-26T11:00:00.000Z");
  assert.equal(new Date(timeInHall("2022-12-01", "13:00")).toISOString(), "2022-12-01T12:00:00.000Z");
  assert.ok(Number.isNaN(timeInHall("", "")));
});

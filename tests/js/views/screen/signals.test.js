import assert from "node:assert/strict";
import { test } from "node:test";
import { Signals } from "../../../../static/js/views/screen/signals.js";

const MINUTE = 60_000;
const running = (/** @type {number} */ round, /** @type {number} */ ends_at) => ({ phase: "round", state: "running", round, ends_at });

/** @param {[any, number][]} looks */
function heard(looks) {
  const signals = new Signals();
  return looks.map(([clock, now]) => signals.passed(clock, now)).filter(Boolean);
}

test("the hall hears five minutes, one minute and the end, each once", () => {
  const clock = running(1, 10 * MINUTE);
  const looks = Array.from({ length: 11 * 60 }, (_, second) => /** @type {[any, number]} */ ([clock, second * 1000]));
  assert.deepEqual(heard(looks), ["five", "one", "end"]);
});

test("a screen opened in the last minute is silent until the end", () => {
  const clock = running(1, 10 * MINUTE);
  assert.deepEqual(heard([[clock, 9.5 * MINUTE], [clock, 9.6 * MINUTE], [clock, 10 * MINUTE]]), ["end"]);
});

test("where the server rings first, the bell rings once all the same", () => {
  const clock = running(1, 10 * MINUTE);
  const switching = { phase: "switch", state: "running", round: 1, ends_at: 13 * MINUTE };
  assert.deepEqual(heard([[clock, 10 * MINUTE - 900], [switching, 10 * MINUTE - 100], [switching, 10 * MINUTE + 900]]), ["end"]);
  assert.deepEqual(heard([[clock, 10 * MINUTE - 900], [clock, 10 * MINUTE], [switching, 10 * MINUTE + 100]]), ["end"]);
});

test("a round that the lead ends early ends without a bell, and a pause rings none", () => {
  const clock = running(1, 10 * MINUTE);
  assert.deepEqual(heard([[clock, 7 * MINUTE - 5], [{ phase: "switch", state: "running", round: 1, ends_at: 1 }, 7 * MINUTE]]), []);
  assert.deepEqual(heard([[clock, 10 * MINUTE - 2000], [{ ...clock, state: "paused", ends_at: null, remaining_ms: 2000 }, 10 * MINUTE - 1000]]), []);
});

test("time that was added can be signalled again when it runs out", () => {
  const looks = [[running(1, 6 * MINUTE), 0.5 * MINUTE], [running(1, 6 * MINUTE), 1.5 * MINUTE], [running(1, 11 * MINUTE), 2 * MINUTE], [running(1, 11 * MINUTE), 6.5 * MINUTE]];
  assert.deepEqual(heard(/** @type {[any, number][]} */ (looks)), ["five", "five"]);
});

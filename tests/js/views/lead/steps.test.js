import assert from "node:assert/strict";
import { test } from "node:test";
import { possibleSteps, secondsToUndo, timeLeft } from "../../../../static/js/views/lead/steps.js";

const clock = (phase, state, round) => ({ phase, state, round });
const commands = (steps) => [steps.main?.command, ...steps.others.map((step) => step.command)];

test("each phase offers its own steps, one of them first", () => {
  assert.deepEqual(commands(possibleSteps(clock("draft", "running", 0), 3)), ["event.open"]);
  assert.deepEqual(commands(possibleSteps(clock("lobby", "running", 0), 3)), ["round.start"]);
  assert.deepEqual(commands(possibleSteps(clock("round", "running", 1), 3)), ["round.end", "clock.pause"]);
  assert.deepEqual(commands(possibleSteps(clock("round", "paused", 1), 3)), ["clock.resume", "round.end"]);
  assert.deepEqual(commands(possibleSteps(clock("round", "ended", 3), 3)), ["harvest.start", "event.close"]);
  assert.deepEqual(commands(possibleSteps(clock("switch", "running", 1), 3)), ["round.start", "clock.pause", "harvest.start"]);
  assert.deepEqual(commands(possibleSteps(clock("switch", "paused", 1), 3)), ["round.start", "clock.resume", "harvest.start"]);
  assert.deepEqual(commands(possibleSteps(clock("harvest", "running", 3), 3)), ["event.close"]);
  assert.deepEqual(commands(possibleSteps(clock("closed", "running", 3), 3)), [undefined]);
});

test("after a short harvest between two rounds the next round comes first", () => {
  assert.deepEqual(commands(possibleSteps(clock("harvest", "running", 1), 3)), ["round.start", "event.close"]);
});

test("a step of the whole event names the round it leaves, so that two presses are one", () => {
  assert.deepEqual(possibleSteps(clock("switch", "running", 2), 3).main?.args, { from_round: 2 });
});

test("what moves people is asked about once more, what stops the clock is not", () => {
  const { main, others } = possibleSteps(clock("round", "running", 1), 3);
  assert.equal(main?.moves, true);
  assert.equal(others[0].moves, false);
});

test("a running round ends by itself, so ending it does not call for attention", () => {
  assert.equal(possibleSteps(clock("round", "running", 1), 3).main?.calm, true);
});

test("a last round that has ended can go on for some minutes, but not end any earlier", () => {
  const { minutes, fewer } = possibleSteps(clock("round", "ended", 3), 3);
  assert.deepEqual([minutes, fewer], [true, false]);
});

test("the last step can be taken back for the seconds that are left", () => {
  assert.equal(secondsToUndo({ undo_until: 10_000 }, 200), 10);
  assert.equal(secondsToUndo({ undo_until: 10_000 }, 10_000), 0);
  assert.equal(secondsToUndo({ undo_until: null }, 0), 0);
});

test("a paused clock keeps what is left, a running one counts to its deadline", () => {
  assert.equal(timeLeft({ state: "paused", remaining_ms: 61_000 }, 5), 61_000);
  assert.equal(timeLeft({ state: "running", ends_at: 90_000 }, 30_000), 60_000);
  assert.equal(timeLeft({ state: "running", ends_at: 90_000 }, 95_000), 0);
  assert.equal(timeLeft({ state: "running", ends_at: null }, 0), null);
});

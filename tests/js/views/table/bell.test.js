import assert from "node:assert/strict";
import { test } from "node:test";
import { Bell } from "../../../../static/js/views/table/bell.js";

const NOW = 1_666_780_000_000;
const MINUTE = 60_000;
const clock = (values) => ({ clock: { clock: { phase: "round", state: "running", round: 1, ends_at: NOW, ...values } } });

/** What rings at each look, minutes before the end (negative: after it). */
function rings(...looks) {
  const bell = new Bell();
  return looks.map(([minutes, values]) => bell.look(clock(values ?? {}), NOW - minutes * MINUTE));
}

test("it rings at five minutes, at one minute, and once at the end", () => {
  const after = { phase: "switch", ends_at: NOW + 3 * MINUTE };
  assert.deepEqual(rings([5.01], [4.99], [1.01], [0.99], [0.01], [0], [-0.01, after], [-0.02, after]), [null, "five", null, "one", null, "end", null, null]);
});

test("ended early by the lead it rings all the same", () => {
  assert.deepEqual(rings([9], [8.9, { phase: "switch" }], [8.8, { phase: "switch" }]), [null, "end", null]);
  assert.deepEqual(rings([9], [8.9, { state: "ended" }]), [null, "end"]);
});

test("a pause rings nothing, and the end after it does", () => {
  const paused = { state: "paused", remaining_ms: 2 * MINUTE };
  assert.deepEqual(rings([3], [2, paused], [1.5, { ends_at: NOW + MINUTE }], [1.4, { phase: "switch" }]), [null, null, null, "end"]);
});

test("a phone that wakes in the switch hears nothing, nor one that slept through all signals more than the last", () => {
  assert.deepEqual(rings([-1, { phase: "switch" }]), [null]);
  assert.deepEqual(rings([6], [0.5]), [null, "one"]);
});

test("taken back and ended again, it rings again", () => {
  assert.deepEqual(rings([9], [8.9, { phase: "switch" }], [8.8], [8.7, { phase: "switch" }]), [null, "end", null, "end"]);
});

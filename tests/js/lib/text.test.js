import assert from "node:assert/strict";
import { test } from "node:test";

import { clean, left, length } from "../../../static/js/lib/text.js";

test("a letter typed in two pieces is one letter, as on the server", () => {
  assert.equal(clean("Gru\u0308ße"), "Grüße");
  assert.equal(length(clean("Gru\u0308ße")), 5);
});

test("an emoji counts as Python counts it", () => {
  assert.equal(length("🚲"), 1);
  assert.equal(length("👩‍👧"), 3);
});

test("spaces in a row, at the ends, and what cannot be seen are not counted", () => {
  assert.equal(clean("  ein \n\t Weg\u200b\u202e "), "ein Weg");
  assert.equal(left("  ab ", 3), 1);
});

test("what is too long says by how much", () => {
  assert.equal(left("x".repeat(300), 280), -20);
});

test("Arabic and Hebrew stay as they are typed", () => {
  assert.equal(clean("مرحبا שלום"), "مرحبا שלום");
});

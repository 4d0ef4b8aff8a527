import assert from "node:assert/strict";
import { test } from "node:test";
import { nextIdea, staySeconds } from "../../../../static/js/views/screen/drift.js";

const ideas = [{ number: 1, at: 10 }, { number: 2, at: 30 }, { number: 3, at: 20 }];

test("the newest idea nobody has seen on the wall comes next", () => {
  assert.equal(nextIdea(ideas, new Map(), null).number, 2);
  assert.equal(nextIdea(ideas, new Map([[2, 1]]), 2).number, 3);
});

test("when all have been shown, the ones shown least return, never the same twice running", () => {
  assert.equal(nextIdea(ideas, new Map([[1, 1], [2, 2], [3, 1]]), 1).number, 3);
  assert.equal(nextIdea(ideas, new Map([[1, 1], [2, 1], [3, 1]]), 1).number, 2);
});

test("a single idea stays, and an empty table shows none", () => {
  assert.equal(nextIdea(ideas.slice(0, 1), new Map([[1, 4]]), 1).number, 1);
  assert.equal(nextIdea([], new Map(), null), null);
});

test("an idea stays long enough to be read, and no longer than patience lasts", () => {
  assert.equal(staySeconds("Mehr Bänke"), 9);
  assert.equal(staySeconds("x".repeat(140)), 14);
  assert.equal(staySeconds("x".repeat(280)), 24);
});

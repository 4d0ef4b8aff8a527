import assert from "node:assert/strict";
import { test } from "node:test";
import { wishedTopics } from "../../../../static/js/views/table/wishes.js";

test("wishes go in their order, each topic once, and an empty field is none", () => {
  assert.deepEqual(wishedTopics(["5", "", "2"]), [5, 2]);
  assert.deepEqual(wishedTopics(["2", "2", "5"]), [2, 5]);
  assert.deepEqual(wishedTopics(["", "", ""]), []);
});

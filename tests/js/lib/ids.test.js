import assert from "node:assert/strict";
import { test } from "node:test";

import { newId } from "../../../static/js/lib/ids.js";

test("ids are UUIDs of version 7 and never the same", () => {
  const ids = new Set(Array.from({ length: 1_000 }, newId));
  assert.equal(ids.size, 1_000);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a later id lies behind an earlier one, so that the server's receipts lie in order", async () => {
  const first = newId();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(first < newId());
});

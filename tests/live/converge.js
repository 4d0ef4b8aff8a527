/** Applies the changes of each case by the browser's own `apply` and compares with the snapshot after. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { apply } from "../../static/js/state/apply.js";

for (const { name, before, changes, after } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  for (const change of changes) apply(before, change);
  assert.deepEqual(before, after, name);
}

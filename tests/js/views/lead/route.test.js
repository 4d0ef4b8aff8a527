import assert from "node:assert/strict";
import { test } from "node:test";
import { routeOf } from "../../../../static/js/views/lead/route.js";
import { sparkPath } from "../../../../static/js/views/lead/spark.js";

test("the address says which table or which area stands beside the room", () => {
  assert.deepEqual(routeOf("#table-7"), { panel: "table", table: 7 });
  assert.deepEqual(routeOf("#people"), { panel: "people", table: null });
  for (const hash of ["", "#tables", "#table-", "#main", "#constructor"]) assert.deepEqual(routeOf(hash), { panel: "tables", table: null });
});

test("a sparkline rises to the top with the busiest minute of the room and lies flat without ideas", () => {
  assert.equal(sparkPath([0, 4], 4, 80, 20), "M0 19L80 1");
  assert.equal(sparkPath([0, 0, 0], 4, 80, 20), "M0 19L40 19L80 19");
  assert.equal(sparkPath([2], 4, 80, 20), "M0 10L80 10");
  assert.equal(sparkPath([], 4), "");
});

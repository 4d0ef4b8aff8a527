import assert from "node:assert/strict";
import { test } from "node:test";

import { isAllowed, pairs, valueOf } from "../../../static/js/lib/fill.js";

test("pairs may hold any number of names and spaces", () => {
  assert.deepEqual(pairs("href:url; lang : idea.lang ;"), [["href", "url"], ["lang", "idea.lang"]]);
  assert.deepEqual(pairs(null), []);
});

test("dotted names reach into values, and what is missing is undefined", () => {
  assert.equal(valueOf({ table: { number: 7 } }, "table.number"), 7);
  assert.equal(valueOf({ table: null }, "table.number"), undefined);
  assert.equal(valueOf({}, "table.number"), undefined);
  assert.equal(valueOf({ supports: 0 }, "supports"), 0);
});

test("nothing that runs, and no address of a script, can be filled in", () => {
  for (const [name, value] of [["onclick", "alert(1)"], ["ONLOAD", "x"], ["style", "x"], ["srcdoc", "x"],
    ["href", "javascript:alert(1)"], ["href", " javascript:alert(1)"], ["src", "data:text/html,x"], ["action", "//elsewhere.example"]]) {
    assert.equal(isAllowed(name, value), false, `${name}=${value}`);
  }
  for (const [name, value] of [["href", "/t"], ["href", "#idea-7"], ["href", "https://stralsund.de"], ["aria-label", "Zuspruch"], ["data-topic", "7"]]) {
    assert.equal(isAllowed(name, value), true, `${name}=${value}`);
  }
});

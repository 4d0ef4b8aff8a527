import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../../../static/js/state/apply.js";
import { Store } from "../../../static/js/state/store.js";

const change = (seq, value, kind = "idea", id = "17") => ({ seq, audience: "table:3", prev: 0, kind, id, value, at: 0 });

test("a change puts a whole object, and a removal takes it away with its empty kind", () => {
  const state = { idea: { 17: { text: "Radwege" } } };
  apply(state, { kind: "relay", id: "3:1", value: { question: "Wer?" } });
  apply(state, { kind: "idea", id: "17", value: null });
  assert.deepEqual(state, { relay: { "3:1": { question: "Wer?" } } });
});

test("removing what was never there changes nothing", () => {
  const state = {};
  apply(state, { kind: "idea", id: "17", value: null });
  assert.deepEqual(state, {});
});

test("the newer line of the journal wins, in whichever order two audiences bring it", () => {
  const store = new Store({}, 40);
  assert.equal(store.put(change(43, { text: "neu" })), true);
  assert.equal(store.put(change(41, { text: "alt" })), false);
  assert.equal(store.state.idea[17].text, "neu");
});

test("what a snapshot contains already is not applied again", () => {
  const store = new Store({ idea: { 17: { text: "aus dem Bild" } } }, 40);
  assert.equal(store.put(change(40, { text: "von früher" })), false);
  store.replace({}, 50);
  assert.equal(store.put(change(50, { text: "von früher" })), false);
  assert.equal(store.put(change(51, { text: "danach" })), true);
});

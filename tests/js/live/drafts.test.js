import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../../static/js/live/drafts.js";

/** A browser's storage, as far as drafts use it: its keys are its own properties. */
class Shelf {
  setItem(name, value) {
    this[name] = value;
  }

  getItem(name) {
    return this[name] ?? null;
  }

  removeItem(name) {
    delete this[name];
  }
}

const HERE = { table: 3, round: 1 };
const begun = (text) => ({ text, builds_on: [], scribe: false });

test("what is begun at a table is found again after a reload, at that table and round only", () => {
  const shelf = new Shelf();
  new Drafts("1/23", () => shelf).put(HERE, begun("Radwe"));
  const reloaded = new Drafts("1/23", () => shelf);
  assert.equal(reloaded.get(HERE).text, "Radwe");
  assert.equal(reloaded.get({ table: 3, round: 2 }).text, "");
  assert.equal(reloaded.get(null).text, "");
});

test("another person on the same phone does not find it", () => {
  const shelf = new Shelf();
  new Drafts("1/23", () => shelf).put(HERE, begun("Radwe"));
  assert.deepEqual(new Drafts("1/24", () => shelf).all(), []);
  assert.deepEqual(new Drafts("2/23", () => shelf).all(), []);
});

test("all that is begun is listed, the latest round first; what has been sent is not", () => {
  const drafts = new Drafts("1/23", () => new Shelf());
  const shelf = new Shelf();
  const kept = new Drafts("1/23", () => shelf);
  kept.put(HERE, begun("alt"));
  kept.put({ table: 7, round: 2 }, begun("neu"));
  assert.deepEqual(kept.all().map(({ table, round, text }) => [table, round, text]), [[7, 2, "neu"], [3, 1, "alt"]]);
  kept.put(HERE, begun("  "));
  assert.deepEqual(kept.all().map((draft) => draft.text), ["neu"]);
  assert.equal(drafts.durable, true);
});

test("where the browser refuses storage the words last as long as the page, and it is known", () => {
  const drafts = new Drafts("1/23", () => {
    throw new DOMException("denied", "SecurityError");
  });
  drafts.put(HERE, begun("Radwe"));
  assert.equal(drafts.durable, false);
  assert.equal(drafts.get(HERE).text, "Radwe");
  assert.equal(drafts.all().length, 1);
});

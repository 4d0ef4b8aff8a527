import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../../static/js/live/drafts.js";
import { MemoryKeep } from "../../../static/js/live/keep.js";

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

/** A device: both of its stores, and a time that can go on. */
function device() {
  const shelf = new Shelf();
  const keep = new MemoryKeep();
  let now = 1_666_782_000_000;
  const visit = async () => {
    const drafts = new Drafts("1/23", () => shelf, () => now);
    await drafts.open(keep);
    return drafts;
  };
  return { shelf, keep, visit, later: (ms) => (now += ms), written: () => new Promise((done) => setTimeout(done, 200)) };
}

test("what localStorage lost with a killed browser, IndexedDB still has", async () => {
  const { shelf, visit, written } = device();
  (await visit()).put(HERE, begun("Radwege am Sund"));
  await written();
  for (const name of Object.keys(shelf)) shelf.removeItem(name);
  assert.equal((await visit()).get(HERE).text, "Radwege am Sund");
});

test("what was sent is not brought back by the slower of the two stores", async () => {
  const { shelf, visit, written, later } = device();
  const drafts = await visit();
  drafts.put(HERE, begun("Radwege"));
  const before = { ...shelf };
  later(10);
  drafts.put(HERE, begun(""));
  await written();
  Object.assign(shelf, before);
  assert.deepEqual((await visit()).all(), []);
});

test("marks of what was sent go after an hour, forgotten texts after a month", async () => {
  const { shelf, keep, visit, written, later } = device();
  const drafts = await visit();
  drafts.put(HERE, begun(""));
  drafts.put({ table: 7, round: 2 }, begun("nie gesendet"));
  await written();
  later(2 * 3_600_000);
  await visit();
  assert.equal(Object.keys(shelf).length, 1);
  assert.equal((await keep.all("drafts")).length, 1);
  later(31 * 24 * 3_600_000);
  assert.deepEqual((await visit()).all(), []);
  assert.equal((await keep.all("drafts")).length, 0);
});

test("two tabs at one table don't write over each other", async () => {
  const { visit } = device();
  const [one, two] = [await visit(), await visit()];
  for (const tab of [one, two]) tab.get(HERE);
  one.put(HERE, begun("eins"));
  two.put(HERE, begun("zwei"));
  one.put(HERE, begun("eins und mehr"));
  two.put(HERE, begun("zwei und mehr"));
  assert.deepEqual((await visit()).all().map((draft) => draft.text).sort(), ["eins und mehr", "zwei und mehr"]);
});

test("between the press and the outbox a text is on the device, with the id it is sent by", async () => {
  const { visit } = device();
  const drafts = await visit();
  drafts.put(HERE, begun("Radwege"));
  const sent = drafts.send(HERE, { ...begun("Radwege"), sending: "0192f0c4" });
  drafts.put(HERE, begun("schon das Nächste"));
  const reloaded = await visit();
  assert.deepEqual(reloaded.all().map((draft) => draft.text), ["schon das Nächste"]);
  assert.deepEqual(reloaded.unsent().map(({ text, sending, table, round }) => [text, sending, table, round]), [["Radwege", "0192f0c4", 3, 1]]);
  sent();
  assert.deepEqual((await visit()).unsent(), []);
});

test("a change of an idea outlives the page until it is sent or given up", async () => {
  const { visit } = device();
  const drafts = await visit();
  drafts.putEdit(17, "Radwege und Bänke");
  assert.deepEqual((await visit()).edits(), [{ idea: 17, text: "Radwege und Bänke" }]);
  assert.deepEqual((await visit()).all(), []);
  drafts.putEdit(17, "");
  assert.deepEqual((await visit()).edits(), []);
});

test("forgotten is forgotten in both stores, and nothing comes after", async () => {
  const { shelf, keep, visit, written } = device();
  const drafts = await visit();
  drafts.put(HERE, begun("Radwege"));
  drafts.forget();
  await written();
  assert.deepEqual(Object.keys(shelf), []);
  assert.deepEqual(await keep.all("drafts"), []);
});

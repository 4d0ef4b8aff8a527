import assert from "node:assert/strict";
import { test } from "node:test";
import { Stream } from "../../../static/js/live/stream.js";
import { Store } from "../../../static/js/state/store.js";

/** Pia at table 3, her page drawn at seq 10. The server's answers are handed out one by one. */
function pia(answers = []) {
  const asked = [];
  let news = 0;
  const store = new Store();
  const stream = new Stream(store, {
    resume: async (since) => {
      asked.push(since);
      return answers.shift() ?? null;
    },
    onNews: () => (news += 1),
    rest: async () => {},
  });
  stream.begin(resumed(10, { all: 8, "table:3": 10, "person:23": 2 }, { snapshot: { idea: { 1: { text: "eins" } } } }));
  return { stream, store, asked, news: () => news };
}

const resumed = (seq, audiences, rest) => ({ now: 0, you: { table: 3 }, seq, audiences, ...rest });
const line = (seq, prev, id, text, audience = "table:3") => ({ seq, audience, prev, kind: "idea", id: String(id), value: { text }, at: 0 });
const quiet = () => new Promise((done) => setImmediate(done));

test("changes in their order are applied as they come", () => {
  const { stream, store, asked } = pia();
  stream.receive([line(11, 10, 2, "zwei"), line(13, 11, 3, "drei")]);
  assert.deepEqual(Object.keys(store.state.idea), ["1", "2", "3"]);
  assert.deepEqual(asked, []);
});

test("a change that comes twice counts once", () => {
  const { stream, news } = pia();
  const before = news();
  stream.receive([line(11, 10, 2, "zwei")]);
  stream.receive([line(11, 10, 2, "zwei")]);
  assert.equal(news(), before + 1);
});

test("a gap is noticed and filled, and nothing after it is lost", async () => {
  const filled = resumed(12, { all: 8, "table:3": 12, "person:23": 2 }, { changes: [line(11, 10, 2, "zwei"), line(12, 11, 3, "drei")] });
  const { stream, store, asked } = pia([filled]);
  stream.receive([line(12, 11, 3, "drei")]);
  stream.receive([line(13, 12, 4, "vier")]);
  await quiet();
  assert.deepEqual(Object.keys(store.state.idea), ["1", "2", "3", "4"]);
  assert.deepEqual(asked, [10]);
});

test("a head beyond what one holds is a loss on a quiet table, and is fetched", async () => {
  const filled = resumed(11, { all: 8, "table:3": 11, "person:23": 2 }, { changes: [line(11, 10, 2, "zwei")] });
  const { stream, store } = pia([filled]);
  stream.heard({ seq: 11, heads: { "table:3": 11 } });
  await quiet();
  assert.equal(store.state.idea[2].text, "zwei");
});

test("one audience's news says nothing of the others: since stays where all are known to be complete", () => {
  const { stream } = pia();
  stream.receive([line(11, 10, 2, "zwei")]);
  assert.equal(stream.since, 10);
});

test("after a few beats without contradiction, what was quiet meanwhile counts as complete", () => {
  const { stream } = pia();
  for (const seq of [20, 21, 22]) stream.heard({ seq, heads: {} });
  assert.equal(stream.since, 10);
  stream.heard({ seq: 23, heads: {} });
  assert.equal(stream.since, 20);
});

test("told that her sight has changed while she is resuming, she resumes once more", async () => {
  const first = resumed(11, { all: 8, "table:3": 11 }, { changes: [] });
  const second = resumed(12, { all: 12, "table:7": 9 }, { snapshot: { idea: { 9: { text: "an Tisch 7" } } } });
  const { stream, store, asked } = pia([first, second]);
  stream.heard({ resume: true });
  stream.heard({ resume: true });
  await quiet();
  assert.equal(asked.length, 2);
  assert.deepEqual(store.state, { idea: { 9: { text: "an Tisch 7" } } });
});

test("what a table she has left still sends is not shown", () => {
  const { stream, store, asked } = pia();
  stream.receive([line(30, 29, 5, "fremd", "table:4")]);
  assert.equal(store.state.idea[5], undefined);
  assert.deepEqual(asked, []);
});

test("without an answer the old picture stays", async () => {
  const { stream, store } = pia([]);
  assert.equal(await stream.catchUp(), false);
  assert.equal(store.state.idea[1].text, "eins");
});

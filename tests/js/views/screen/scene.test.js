import assert from "node:assert/strict";
import { test } from "node:test";
import { arrived, bars, joined, questions, routePages, sceneOf, turn } from "../../../../static/js/views/screen/scene.js";
import { stralsund } from "../lead/stralsund.js";

test("each stage of the café has its picture on the wall", () => {
  const scenes = { draft: "draft", lobby: "lobby", "round-1": "round", paused: "round", switch: "switch", over: "over", harvest: "harvest", dots: "dots", result: "result", closed: "closed" };
  for (const [stage, scene] of Object.entries(scenes)) assert.equal(sceneOf(stralsund(/** @type {any} */ (stage))), scene);
});

test("the hall sees how many have come, and how many are at their tables", () => {
  assert.equal(joined(stralsund("lobby")), 96);
  assert.equal(arrived(stralsund("switch")), 64);
});

test("six topics ask six questions of this round", () => {
  const asked = questions(stralsund("round-2"), 2);
  assert.equal(asked.length, 6);
  assert.equal(asked[3].text, "Wie versorgt sich die Stadt 2035 sauber und bezahlbar?");
});

test("one question for all is asked once", () => {
  const topics = { 1: { number: 1 }, 2: { number: 2 } };
  assert.deepEqual(questions({ topic: topics, question: { "2:0": { text: "Was nun?" } } }, 2), [{ topic: null, text: "Was nun?" }]);
});

test("a question of this round and topic goes before the general ones", () => {
  const state = { topic: { 1: { number: 1 }, 2: { number: 2 } }, question: { "0:0": { text: "allgemein" }, "1:0": { text: "Runde" }, "0:1": { text: "Thema" }, "1:1": { text: "genau" } } };
  assert.deepEqual(questions(state, 1).map((entry) => entry.text), ["genau", "Runde"]);
  assert.deepEqual(questions(state, 2).map((entry) => entry.text), ["Thema", "allgemein"]);
});

test("every table and every badge number stands in the list at the switch exactly once", () => {
  for (const [tables, people, perPage] of [[24, 96, 24], [40, 320, 20], [60, 300, 7]]) {
    const pages = routePages(stralsund("switch", { tables, people, seats: 8 }), perPage);
    const rows = pages.flat();
    assert.deepEqual(rows.map((row) => row.table.number), Array.from({ length: tables }, (_, index) => index + 1));
    assert.equal(new Set(rows.flatMap((row) => row.numbers)).size, people);
  }
});

test("more tables than fit one wall are turned in even pages", () => {
  assert.deepEqual(routePages(stralsund("switch", { tables: 60 }), 40).map((page) => page.length), [30, 30]);
});

test("pages turn round and round and show everything once a turn", () => {
  const rows = [1, 2, 3, 4, 5];
  assert.deepEqual([0, 1, 2].map((tick) => turn(rows, 3, tick).rows), [[1, 2, 3], [4, 5], [1, 2, 3]]);
  assert.deepEqual(turn([], 3, 7), { rows: [], page: 0, pages: 1 });
});

test("the longest bar is the theme with most dots", () => {
  const rows = bars(stralsund("result"));
  assert.deepEqual([rows[0].theme.title, rows[0].share], ["Wege ohne Auto", 1]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { bars, draftFromTheme, EVERYTHING, evidence, pool, progress, themesInFull, topIdeas } from "../../../../static/js/views/harvest/desk.js";
import { stralsund } from "../lead/stralsund.js";

const state = stralsund("result");
const ideasIn = (/** @type {any[]} */ groups) => groups.flatMap((group) => group.tables.flatMap((table) => table.ideas));

test("ideas wait until they lie in a theme, and none is in both places", () => {
  const waiting = ideasIn(pool(state, EVERYTHING)).map((idea) => idea.number);
  const placed = themesInFull(state).flatMap((entry) => entry.ideas).map((idea) => idea.number);
  assert.equal(new Set([...waiting, ...placed]).size, Object.keys(state.idea).length);
  assert.equal(waiting.length + placed.length, Object.keys(state.idea).length);
  assert.deepEqual(progress(state), { waiting: waiting.length, inThemes: placed.length, themes: 7 });
});

test("the pool narrows by topic, table, round and words at once", () => {
  const found = ideasIn(pool(state, { ...EVERYTHING, topic: 1, table: 2, round: 1, words: "RADWEGE", assignedToo: true }));
  assert.ok(found.length > 0);
  assert.ok(found.every((idea) => idea.topic === 1 && idea.table === 2 && idea.round === 1 && /Radwege/.test(idea.text)));
});

test("an idea is found by its number", () => {
  assert.deepEqual(ideasIn(pool(state, { ...EVERYTHING, words: "17", assignedToo: true })).map((idea) => idea.number), [17]);
});

test("a theme whose idea was hidden shows the others", () => {
  const cafe = stralsund("harvest");
  const [first, ...others] = cafe.theme[1].ideas;
  delete cafe.idea[first];
  assert.deepEqual(themesInFull(cafe)[0].ideas.map((idea) => idea.number), others);
});

test("each table's top ideas are those with most support, never one without any", () => {
  for (const entry of topIdeas(state, 3)) {
    const counts = entry.ideas.map((idea) => idea.supports);
    assert.deepEqual(counts, [...counts].sort((a, b) => b - a));
    assert.ok(counts.length <= 3 && counts.every((count) => count > 0));
  }
});

test("a measure's evidence leads from the idea to its table, round and relay card", () => {
  const [first] = state.theme[1].ideas;
  const [place] = evidence(state, [first]);
  const idea = state.idea[first];
  assert.equal(place.key, `${idea.table}:${idea.round}`);
  assert.deepEqual(place.ideas.map((entry) => entry.idea.number), [first]);
  assert.equal(place.relay, state.relay[place.key]);
});

test("evidence says which idea the relay card passed on", () => {
  const cafe = { idea: { 1: { number: 1, table: 2, round: 1, topic: 1, builds_on: [] }, 2: { number: 2, table: 2, round: 1, topic: 1, builds_on: [1] } }, relay: { "2:1": { insights: [{ text: "x", idea: 1 }] } } };
  assert.deepEqual(evidence(cafe, [1, 2])[0].ideas.map((entry) => [entry.cited, entry.roots.length]), [[true, 0], [false, 1]]);
});

test("a measure begun from a theme takes its title, its ideas, and the field most of them belong to", () => {
  const draft = draftFromTheme(state, 1);
  assert.equal(draft.title, "Wege ohne Auto");
  assert.equal(draft.field, "Wege und Verkehr");
  assert.deepEqual(draft.ideas, state.theme[1].ideas);
});

test("the bars stand in the order of their dots, the longest full", () => {
  const rows = bars(state);
  assert.deepEqual(rows.map((row) => row.dots), [61, 57, 48, 40, 29, 22, 5]);
  assert.equal(rows[0].share, 1);
});

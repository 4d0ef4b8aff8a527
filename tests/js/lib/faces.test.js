import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { faceOf, SYMBOLS } from "../../../static/js/lib/faces.js";

const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

test("a topic has the same face in templates and scripts", () => {
  const list = /SYMBOLS = (\[.*?\])/.exec(read("templates/parts/face.html"));
  assert.deepEqual(JSON.parse(list[1]), [...SYMBOLS]);
});

test("twelve faces, no symbol twice, each in the sprite", () => {
  const icons = new Set(read("static/icons.txt").split("\n"));
  assert.equal(new Set(SYMBOLS).size, 12);
  assert.deepEqual(SYMBOLS.filter((name) => !icons.has(name)), []);
});

test("no topic, or one we do not know, has the café's cup", () => {
  for (const face of [null, undefined, 0, 13]) assert.deepEqual(faceOf(face), { face: null, symbol: "/icons.svg#coffee" });
  assert.deepEqual(faceOf(2), { face: 2, symbol: "/icons.svg#zap" });
});

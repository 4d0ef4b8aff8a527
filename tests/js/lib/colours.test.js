import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const TEXT = 4.5;
const EDGE = 3;

/** The raw scale of a file: name → #rrggbb. */
function scale(file) {
  const css = readFileSync(new URL(`../../../static/css/tokens/${file}`, import.meta.url), "utf8");
  return Object.fromEntries([...css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]));
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const PAPERS = ["paper-1", "paper-2", "paper-3"];
const SOFTS = ["blue", "brick", "green", "amber"];
const TOPICS = Array.from({ length: 12 }, (_, index) => `topic-${index + 1}`);

/** What stands on what, and how well it must be seen. */
const PAIRS = [
  ...PAPERS.flatMap((paper) => ["ink-1", "ink-2", "blue-1", "blue-2", "brick-1", "green-1", "amber-1"].map((ink) => [ink, paper, TEXT])),
  ...PAPERS.map((paper) => ["ink-3", paper, EDGE]),
  ...SOFTS.flatMap((tone) => ["ink-1", "ink-2", `${tone}-1`].map((ink) => [ink, `${tone}-soft`, TEXT])),
  ["blue-2", "blue-soft", TEXT],
  ...TOPICS.flatMap((topic) => [[topic, "paper-1", TEXT], [topic, "paper-2", TEXT], [topic, `${topic}-soft`, TEXT], ["ink-1", `${topic}-soft`, TEXT],
    ["ink-2", `${topic}-soft`, TEXT], ["blue-1", `${topic}-soft`, TEXT]]),
];

for (const file of ["scale.css", "night.css"]) {
  test(`whatever stands on something can be read: ${file}`, () => {
    const colours = scale(file);
    const faint = PAIRS.map(([ink, ground, least]) => [ink, ground, contrast(colours[ink], colours[ground]), least]).filter(([, , is, least]) => is < least);
    assert.deepEqual(faint.map(([ink, ground, is]) => `${ink} on ${ground}: ${is.toFixed(2)}`), []);
  });
}

test("night redefines every colour of the day", () => {
  assert.deepEqual(Object.keys(scale("night.css")), Object.keys(scale("scale.css")));
});

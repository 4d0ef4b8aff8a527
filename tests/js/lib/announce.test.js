import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Announcer } from "../../../static/js/lib/announce.js";

let region;
let announcer;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  region = { textContent: "" };
  announcer = new Announcer(region, 5_000);
});

test("the first sentence is said at once, the next after five seconds", () => {
  announcer.say("Noch fünf Minuten.");
  announcer.say("Eine neue Idee.");
  assert.equal(region.textContent, "Noch fünf Minuten.");
  mock.timers.tick(4_999);
  assert.equal(region.textContent, "Noch fünf Minuten.");
  mock.timers.tick(1);
  assert.equal(region.textContent, "Eine neue Idee.");
});

test("of twenty new ideas only the newest count is told", () => {
  announcer.say("Willkommen.");
  for (let ideas = 1; ideas <= 20; ideas += 1) announcer.say(`${ideas} neue Ideen.`, "ideas");
  mock.timers.tick(5_000);
  assert.equal(region.textContent, "20 neue Ideen.");
  mock.timers.tick(60_000);
  assert.equal(region.textContent, "20 neue Ideen.");
});

test("after a silence the next sentence comes at once again", () => {
  announcer.say("Eins.");
  mock.timers.tick(5_000);
  announcer.say("Zwei.");
  assert.equal(region.textContent, "Zwei.");
});

test("the same sentence again is a change, so that it is heard", () => {
  announcer.say("Gespeichert.");
  const before = region.textContent;
  mock.timers.tick(5_000);
  announcer.say("Gespeichert.");
  assert.notEqual(region.textContent, before);
  assert.equal(region.textContent.trim(), "Gespeichert.");
});

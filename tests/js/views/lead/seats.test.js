import assert from "node:assert/strict";
import { test } from "node:test";
import { leftStanding, peopleMatching, whoChanges } from "../../../../static/js/views/lead/seats.js";

const state = {
  person: {
    3: { number: 3, name: "Pia", group: "Jugend/Schule", table: 3, absent: false },
    4: { number: 4, name: "Quirin", group: null, table: 4, absent: false },
    13: { number: 13, name: "", group: "Bürgerschaft", table: 4, absent: false },
    30: { number: 30, name: "Paula", group: "Bürgerschaft", table: null, absent: true },
  },
  plan: { plan: { seats: { 3: [3, 4], 4: [] } } },
};
const numbers = (/** @type {any[]} */ people) => people.map((person) => person.number);

test("a preview names those who would go to another table, and from where", () => {
  assert.deepEqual(whoChanges(state), [{ to: 3, people: [{ number: 4, from: 4 }] }]);
});

test("a preview names those whom it leaves without a seat, but not the absent", () => {
  assert.deepEqual(leftStanding(state), [13]);
});

test("without a plan nobody changes", () => {
  assert.deepEqual(whoChanges({}), []);
  assert.deepEqual(leftStanding({}), []);
});

test("people are found by badge number, name, group and table", () => {
  assert.deepEqual(numbers(peopleMatching(state, "3")), [3, 30]);
  assert.deepEqual(numbers(peopleMatching(state, "qui")), [4]);
  assert.deepEqual(numbers(peopleMatching(state, "bürger")), [13, 30]);
  assert.deepEqual(numbers(peopleMatching(state, "Tisch 4")), [4, 13]);
  assert.deepEqual(numbers(peopleMatching(state, "paula bürger")), [30]);
  assert.deepEqual(numbers(peopleMatching(state, " ")), [3, 4, 13, 30]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { factWords, listed, troubles } from "../../../../static/js/views/lead/facts.js";
import { knownIn, readFixed } from "../../../../static/js/views/lead/fixed.js";
import { mixRows } from "../../../../static/js/views/lead/mix.js";
import { needsWords, numbersIn } from "../../../../static/js/views/lead/needs.js";
import { repeatsWords } from "../../../../static/js/views/lead/seating.js";

const state = {
  event: { event: { rounds: 3 } },
  person: { 3: { number: 3, name: "Pia" }, 4: { number: 4, name: "Quirin" } },
  table: { 1: { number: 1 }, 2: { number: 2 } },
};
const known = knownIn(state, 2);

test("repeats are told against what is provably possible", () => {
  assert.equal(repeatsWords({ repeats: 12, bound: 8 }), "12 Wiederbegegnungen; weniger als 8 sind unmöglich.");
  assert.equal(repeatsWords({ repeats: 8, bound: 8 }), "8 Wiederbegegnungen; weniger ist nicht möglich.");
  assert.equal(repeatsWords({ repeats: 0, bound: 0 }), "Niemand trifft jemanden zweimal.");
  assert.equal(repeatsWords({ repeats: 5, bound: null }), "5 Wiederbegegnungen.");
});

test("wishes are counted by people: those with their first also have at least one", () => {
  const fact = { code: "wishes", params: { people: 5, first: 2, some: 4, none: 1 } };
  assert.equal(factWords(fact, state).text, "5 Menschen haben Themen gewünscht: mindestens eines davon bekommen 4, das liebste 2, keines 1.");
});

test("a broken rule is told case by case, or counted where no case is named", () => {
  const counted = { code: "broken_apart_met", params: { cases: 2 } };
  const cases = [2, 3].map((round) => ({ code: "broken_case", params: { rule: "apart_met", round, people: ["3", "4"], tables: ["2"] } }));
  const calm = { code: "repeats_none", params: { repeats: 0 } };
  assert.deepEqual(troubles([calm, counted], state).map((row) => row.text), ["2-mal sitzen zwei zusammen, die das nicht sollen."]);
  assert.deepEqual(troubles([counted, ...cases], state).map((row) => row.text), [
    "Runden 3 und 4: #3 Pia und #4 Quirin sollen nicht zusammen sitzen und wären beide an Tisch 2.",
  ]);
});

test("what follows from a clash is not told a second time", () => {
  const clash = { code: "clash_together_and_apart", params: { people: ["3", "4"], tables: [], rounds: [], remedy: "drop_apart", dropped: ["3", "4"] } };
  const follows = { code: "broken_case", params: { rule: "apart_met", round: 0, people: ["3", "4"], tables: ["2"] } };
  const other = { code: "broken_case", params: { rule: "pinned_moved", round: 0, people: ["9"], tables: ["1", "2"] } };
  assert.deepEqual(troubles([clash, follows, other], state).map((row) => row.text), [
    "#3 Pia und #4 Quirin gehören zusammen, zwei von ihnen sollen aber nie an einem Tisch sitzen.",
    "Runde 1: #9 soll an Tisch 1 bleiben und säße an Tisch 2.",
  ]);
});

test("many names are cut short and counted", () => {
  assert.equal(listed(["#1", "#2"]), "#1 und #2");
  assert.equal(listed(["#1", "#2", "#3", "#4", "#5", "#6", "#7", "#8"]), "#1, #2, #3, #4, #5 und 3 weitere");
});

test("the mix shows tables in order, groups in the event's order, and who has not said one at the end", () => {
  assert.deepEqual(mixRows({ 10: { "": 1, Jugend: 2 }, 2: { Verwaltung: 1 } }, ["Verwaltung", "Jugend"]), [
    { table: 2, parts: [{ group: "Verwaltung", place: 1, people: 1 }] },
    { table: 10, parts: [{ group: "Jugend", place: 2, people: 2 }, { group: "", place: 0, people: 1 }] },
  ]);
});

test("a list of seats is read with comma, semicolon or tab, German or English heads, in any order of columns", () => {
  const seats = [[2, 3, 1], [3, 4, 2]];
  assert.deepEqual(readFixed("round,person,table\n2,3,1\n3,4,2\n", known), { seats, errors: [] });
  assert.deepEqual(readFixed("\uFEFFTisch;Runde;Person\r\n1;2;\"#3\"\r\n\r\n2;3;4", known), { seats, errors: [] });
  assert.deepEqual(readFixed("person\ttable\tround\n3\t1\t2\n4\t2\t3", known), { seats, errors: [] });
});

test("what is wrong in a list is told by its line, and all of it at once", () => {
  const { seats, errors } = readFixed("round,person,table\n2,3,1\n1,3,1\n2,99,1\n2,4,9\nzwei,4,1\n2,3,2", known);
  assert.deepEqual(seats, [[2, 3, 1]]);
  assert.deepEqual(errors, [
    { line: 3, text: "Runde 1 kann nicht mehr geplant werden. Möglich: 2 bis 3." },
    { line: 4, text: "Die Nummer 99 hat niemand." },
    { line: 5, text: "Tisch 9 gibt es nicht." },
    { line: 6, text: "Runde, Person und Tisch müssen ganze Zahlen sein." },
    { line: 7, text: "Nummer 3 steht für Runde 2 schon in Zeile 2." },
  ]);
});

test("a list without heads, or without seats, says so", () => {
  assert.match(readFixed("2,3,1", known).errors[0]?.text ?? "", /Spalten round, person und table/);
  assert.match(readFixed("", known).errors[0]?.text ?? "", /leer/);
  assert.match(readFixed("round,person,table\n", known).errors[0]?.text ?? "", /kein Platz/);
});

test("numbers are read however people write them, each once", () => {
  assert.deepEqual(numbersIn("3, 17 und #4;17"), [3, 17, 4]);
  assert.deepEqual(numbersIn(""), []);
});

test("a person's line says all that is noted about their seat", () => {
  const company = { 1: { number: 1, together: true, people: [3, 4] }, 2: { number: 2, together: false, people: [4, 9] } };
  const there = { ...state, company, topic: { 5: { number: 5, title: "Bildung" } } };
  assert.equal(needsWords({ number: 3, pinned: 2, must: [1, 2], must_not: [7], wishes: [5] }, there), "behält Tisch 2 · muss an Tisch 1 und 2 · nicht an Tisch 7 · wünscht sich: Bildung · bleibt bei #4 Quirin");
  assert.equal(needsWords({ number: 4, pinned: null, must: [], must_not: [], wishes: [] }, there), "bleibt bei #3 Pia · nicht an einem Tisch mit #9");
  assert.equal(needsWords({ number: 8 }, there), "");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { begunRounds, cardArgs, sheetArgs, tableOfCard } from "../../../static/js/views/paper.js";

/** @param {Record<string, string>} fields */
function typed(fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

test("a card's number tells its table", () => {
  assert.deepEqual([7, 99, 100, 307, 2412, Number.NaN].map(tableOfCard), [null, null, 1, 3, 24, null]);
});

test("a card comes from any round that has begun, most likely from the last one", () => {
  assert.deepEqual(begunRounds({ clock: { clock: { round: 3 } } }), [3, 2, 1]);
  assert.deepEqual(begunRounds({}), []);
});

test("at a desk the table is typed, a host's own is meant", () => {
  const form = typed({ card: "307", card_table: "4", card_round: "2", card_text: "  Bänke am Wasser " });
  assert.deepEqual(cardArgs(form), { text: "Bänke am Wasser", card: 307, drafted: { table: 4, round: 2 } });
  assert.equal(cardArgs(form, 3).drafted.table, 3);
});

test("a sheet names a theme for each dot, however the numbers are set apart", () => {
  const wanted = { sheets: [{ number: 17, dots: [{ theme: 3, dots: 2 }, { theme: 5, dots: 1 }] }] };
  for (const words of ["3 3 5", "3,3, 5", "5 3 3 ".split(" ").sort().join(" "), "3;5;3"]) assert.deepEqual(sheetArgs(typed({ sheet: "17", sheet_dots: words })), wanted, words);
  assert.deepEqual(sheetArgs(typed({ sheet: "18", sheet_dots: "0" })).sheets[0], { number: 18, dots: [] });
});

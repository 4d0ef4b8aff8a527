/**
 * Paper typed in: idea cards and sheets of dots. Made for the keyboard: number, text, Enter, next.
 * @typedef {import("../state/apply.js").State} State
 */

/** Cards are numbered by table: 307 is the seventh of table 3. */
const CARDS_OF_A_TABLE = 100;

/** @param {number} card @returns {number | null} the table it lay on, as far as its number tells */
export function tableOfCard(card) {
  return Number.isInteger(card) && card >= CARDS_OF_A_TABLE ? Math.floor(card / CARDS_OF_A_TABLE) : null;
}

/** @param {State} state @returns {number[]} the rounds that have begun, the newest first */
export function begunRounds(state) {
  const now = state.clock?.clock.round ?? 0;
  return Array.from({ length: now }, (_one, index) => now - index);
}

/**
 * What is asked for a card. @param {FormData} typed @param {number | null} [table] the host's own; at a desk it is typed
 * @returns {{text: string, card: number, drafted: {table: number, round: number}}}
 */
export function cardArgs(typed, table = null) {
  const number = (/** @type {string} */ name) => Number(typed.get(name));
  return {
    text: String(typed.get("card_text") ?? "").trim(),
    card: number("card"),
    drafted: { table: table ?? number("card_table"), round: number("card_round") },
  };
}

/** What is asked for a sheet: "3 3 5" are two dots for theme 3 and one for theme 5, "0" is an empty sheet. @param {FormData} typed */
export function sheetArgs(typed) {
  /** @type {Map<number, number>} */
  const dots = new Map();
  for (const one of String(typed.get("sheet_dots") ?? "").split(/[^0-9]+/)) {
    if (Number(one)) dots.set(Number(one), (dots.get(Number(one)) ?? 0) + 1);
  }
  return { sheets: [{ number: Number(typed.get("sheet")), dots: [...dots].map(([theme, count]) => ({ theme, dots: count })) }] };
}

/** The rounds a card can come from; what was chosen stays chosen. @param {ParentNode} root @param {State} state */
export function drawCardRounds(root, state) {
  const select = /** @type {HTMLSelectElement | null} */ (root.querySelector("[data-card-rounds]"));
  const rounds = begunRounds(state).map(String);
  if (!select || rounds.join() === [...select.options].map((one) => one.value).join()) return;
  const chosen = select.value;
  select.replaceChildren(...rounds.map((round) => new Option(round, round)));
  if (rounds.includes(chosen)) select.value = chosen;
}

/** Enter sends, and at a desk the card's number tells the table. @param {ParentNode} root */
export function readyForCards(root) {
  const form = /** @type {HTMLFormElement | null} */ (root.querySelector("[data-card-entry]"));
  if (!form) return;
  const table = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=card_table]"));
  named(form, "card").addEventListener("input", (event) => {
    const told = tableOfCard(Number(/** @type {HTMLInputElement} */ (event.target).value));
    if (table && told) table.value = String(told);
  });
  named(form, "card_text").addEventListener("keydown", (event) => {
    const key = /** @type {KeyboardEvent} */ (event);
    if (key.key !== "Enter" || key.shiftKey || key.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

/** Ready for the next card or sheet: one number on, the words gone, the round as it was. @param {HTMLFormElement} form */
export function nextPaper(form) {
  const number = named(form, "card", "sheet");
  const words = named(form, "card_text", "sheet_dots");
  number.value = String(Number(number.value) + 1);
  words.value = "";
  number.focus();
  number.select();
}

/** @param {HTMLFormElement} form @param {string[]} names @returns {HTMLInputElement} the first field of these names */
function named(form, ...names) {
  return /** @type {HTMLInputElement} */ (names.map((name) => form.elements.namedItem(name)).find(Boolean));
}

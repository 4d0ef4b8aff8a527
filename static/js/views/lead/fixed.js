/** Seats from a spreadsheet: columns round, person, table. Read in the browser; errors are told by line. Pure but for the file. */
import { _ } from "../../lib/i18n.js";

/**
 * @typedef {{people: (number: number) => boolean, tables: (number: number) => boolean, rounds: number, first: number}} Known
 * @typedef {{seats: [number, number, number][], errors: {line: number, text: string}[]}} Fixed
 */

/** A command carries 16 kB. */
const CHARACTERS_AT_MOST = 15_000;

/** Names of columns as people write them. @type {Record<string, "round" | "person" | "table">} */
const COLUMNS = { round: "round", runde: "round", person: "person", nummer: "person", number: "person", table: "table", tisch: "table" };

/** @param {string} text a CSV with comma, semicolon or tab @param {Known} known @returns {Fixed} */
export function readFixed(text, known) {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const head = lines.findIndex((line) => line.trim() !== "");
  if (head < 0) return { seats: [], errors: [{ line: 1, text: _("Die Datei ist leer.") }] };
  const separator = [";", "\t", ","].find((one) => lines[head]?.includes(one)) ?? ",";
  const names = cells(lines[head] ?? "", separator).map((name) => COLUMNS[name.toLowerCase()]);
  const missing = /** @type {const} */ (["round", "person", "table"]).filter((name) => !names.includes(name));
  if (missing.length > 0) return { seats: [], errors: [{ line: head + 1, text: _("Die erste Zeile braucht die Spalten round, person und table (oder Runde, Person und Tisch).") }] };
  /** @type {Fixed} */
  const found = { seats: [], errors: [] };
  const seen = new Map();
  lines.forEach((line, index) => {
    if (index <= head || line.trim() === "") return;
    const values = cells(line, separator);
    const [round, person, table] = ["round", "person", "table"].map((name) => whole(values[names.indexOf(/** @type {"round"} */ (name))] ?? ""));
    const wrong = fault(/** @type {number} */ (round), /** @type {number} */ (person), /** @type {number} */ (table), known, seen);
    if (wrong) found.errors.push({ line: index + 1, text: wrong });
    else {
      seen.set(`${round} ${person}`, index + 1);
      found.seats.push([/** @type {number} */ (round), /** @type {number} */ (person), /** @type {number} */ (table)]);
    }
  });
  if (found.errors.length === 0 && found.seats.length === 0) found.errors.push({ line: head + 1, text: _("Unter der ersten Zeile steht kein Platz.") });
  if (JSON.stringify(found.seats).length > CHARACTERS_AT_MOST) found.errors.push({ line: lines.length, text: _("Die Liste ist zu lang. Teilen Sie sie nach Runden auf.") });
  return found;
}

/** @param {string} line @param {string} separator */
const cells = (line, separator) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").trim());

/** @param {string} text "#17" and "17" @returns {number} NaN where there is none */
const whole = (text) => (/^#?\d{1,6}$/.test(text) ? Number(text.replace("#", "")) : NaN);

/** @param {number} round @param {number} person @param {number} table @param {Known} known @param {Map<string, number>} seen */
function fault(round, person, table, known, seen) {
  if ([round, person, table].some(Number.isNaN)) return _("Runde, Person und Tisch müssen ganze Zahlen sein.");
  if (round < known.first || round > known.rounds) return _("Runde %(round)s kann nicht mehr geplant werden. Möglich: %(first)s bis %(last)s.", { round, first: known.first, last: known.rounds });
  if (!known.people(person)) return _("Die Nummer %(person)s hat niemand.", { person });
  if (!known.tables(table)) return _("Tisch %(table)s gibt es nicht.", { table });
  const before = seen.get(`${round} ${person}`);
  return before === undefined ? null : _("Nummer %(person)s steht für Runde %(round)s schon in Zeile %(line)s.", { person, round, line: before });
}

/** What was read for each form. @type {WeakMap<HTMLFormElement, string>} */
const texts = new WeakMap();

/** Reads a chosen file. @param {HTMLInputElement} input @returns {Promise<void>} */
export async function takeFile(input) {
  if (!input.form) return;
  const file = input.files?.[0];
  texts.set(input.form, file ? await file.text() : "");
}

/** @param {HTMLFormElement} form @returns {string | null} the text of its file; null where none was chosen */
export const fileOf = (form) => texts.get(form) || null;

/** @param {Record<string, any>} state @param {number} first @returns {Known} */
export function knownIn(state, first) {
  return {
    people: (number) => Boolean(state.person?.[number]),
    tables: (number) => Boolean(state.table?.[number]),
    rounds: state.event?.event.rounds ?? 0,
    first,
  };
}

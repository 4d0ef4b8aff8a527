/** What a planner must respect about people: a table somebody keeps, tables they must or must not visit, who stays with whom. */
import { clone } from "../../lib/fill.js";
import { _, locale, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { listed, personWords } from "./facts.js";
import { say, slot, slotOrNone, template } from "./places.js";

/** @typedef {import("../../state/apply.js").State} State */

/** @param {readonly number[]} numbers */
const numbersWords = (numbers) => new Intl.ListFormat(locale()).format(numbers.map(String));

/** @param {any} person @param {State} state @returns {string} all that is noted, "" if nothing is */
export function needsWords(person, state) {
  const titles = (person.wishes ?? []).map((/** @type {number} */ topic) => state.topic?.[topic]?.title).filter(Boolean);
  return [
    person.pinned ? _("behält Tisch %(table)s", { table: person.pinned }) : "",
    person.must?.length ? _("muss an Tisch %(tables)s", { tables: numbersWords(person.must) }) : "",
    person.must_not?.length ? _("nicht an Tisch %(tables)s", { tables: numbersWords(person.must_not) }) : "",
    titles.length ? _("wünscht sich: %(topics)s", { topics: titles.join(", ") }) : "",
    ...companiesOf(person.number, state),
  ].filter(Boolean).join(" · ");
}

/** @param {number} number @param {State} state @returns {string[]} */
function companiesOf(number, state) {
  return Object.values(state.company ?? {}).filter((company) => company.people.includes(number)).map((company) => {
    const others = listed(company.people.filter((/** @type {number} */ one) => one !== number).map((/** @type {number} */ one) => personWords(state, one)));
    return company.together ? _("bleibt bei %(people)s", { people: others }) : _("nicht an einem Tisch mit %(people)s", { people: others });
  });
}

/** Shows what is noted in the form, as long as nobody types in it. @param {Element} row a person's line @param {any} person */
export function showNeeds(row, person) {
  const form = /** @type {HTMLFormElement | null} */ (row.querySelector('details[open] [data-form="person.needs"]'));
  if (!form) return;
  const noted = { pinned: person.pinned ? String(person.pinned) : "", must: (person.must ?? []).join(", "), must_not: (person.must_not ?? []).join(", ") };
  const sign = JSON.stringify(noted);
  if (form.dataset.shown === sign) return;
  form.dataset.shown = sign;
  for (const [name, value] of Object.entries(noted)) {
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    if (input.value === input.defaultValue) input.value = value;
    input.defaultValue = value;
  }
}

/** @param {string} text "3, 17 und #4" @returns {number[]} each once, in order */
export const numbersIn = (text) => [...new Set((text.match(/\d{1,6}/g) ?? []).map(Number))];

/** Who belongs together, and who must not meet. @param {HTMLElement} root @param {State} state */
export function drawCompanies(root, state) {
  const place = slotOrNone(root, "companies");
  if (!place) return;
  place.hidden = !["lobby", "round", "switch"].includes(state.clock?.clock.phase);
  const rows = Object.values(state.company ?? {}).sort((a, b) => a.number - b.number).map((company) => ({ number: company.number, text: companyWords(company, state) }));
  say(slot(root, "companies-title"), rows.length === 0 ? _("Zusammen oder getrennt sitzen") : ngettext("Zusammen oder getrennt sitzen: %(num)s Angabe", "Zusammen oder getrennt sitzen: %(num)s Angaben", rows.length));
  patch(slot(root, "company-list"), rows, { key: (row) => row.number, make: (row) => clone(template("company-row"), row) });
}

/** @param {any} company @param {State} state */
export function companyWords(company, state) {
  const people = listed(company.people.map((/** @type {number} */ number) => personWords(state, number)));
  return company.together ? _("%(people)s gehören zusammen.", { people }) : _("%(people)s nicht an einen Tisch.", { people });
}

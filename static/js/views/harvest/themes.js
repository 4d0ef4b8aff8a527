import { clone, fill } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { _, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { say, slot, template } from "../lead/places.js";
import { all, pool, progress, themeOfIdea, themesInFull } from "./desk.js";
import { drawSlips } from "./slips.js";

/**
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {import("./desk.js").Filter} Filter
 * @typedef {ReadonlySet<number>} Picked
 */

/** The pool on one side, the themes on the other. @param {HTMLElement} root @param {State} state @param {Filter} filter @param {Picked} picked */
export function drawThemes(root, state, filter, picked) {
  offerFilters(root, state);
  const groups = pool(state, filter);
  patch(slot(root, "pool"), groups, {
    key: (group) => group.topic.number,
    make: (group) => updateTopic(clone(template("pool-topic"), {}), group, state, picked),
    update: (element, group) => void updateTopic(element, group, state, picked),
  });
  slot(root, "pool-empty").hidden = groups.length > 0;
  slot(root, "themes-empty").hidden = Object.keys(state.theme ?? {}).length > 0;
  patch(slot(root, "themes"), themesInFull(state), {
    key: (entry) => entry.theme.number,
    make: (entry) => updateTheme(clone(template("theme-card"), {}), entry, state, picked),
    update: (element, entry) => void updateTheme(element, entry, state, picked),
  });
}

/** @param {HTMLElement} root @param {State} state */
export function drawProgress(root, state) {
  const { waiting, inThemes } = progress(state);
  const ideas = ngettext("%(num)s Idee", "%(num)s Ideen", waiting + inThemes);
  say(slot(root, "progress"), _("%(ideas)s: %(placed)s in Themenfeldern, %(waiting)s noch ohne", { ideas, placed: inThemes, waiting }));
}

/** @template {Element} T @param {T} element @param {ReturnType<typeof pool>[number]} group @param {State} state @param {Picked} picked @returns {T} */
function updateTopic(element, { topic, tables }, state, picked) {
  const count = tables.reduce((sum, table) => sum + table.ideas.length, 0);
  fill(element, { topic: topic.title, count: ngettext("%(num)s Idee", "%(num)s Ideen", count), ...faceOf(topic.face) });
  patch(/** @type {Element} */ (element.querySelector("[data-pool-tables]")), tables, {
    key: (table) => table.number,
    make: (table) => updateTable(clone(template("pool-table"), {}), table),
    update: (one, table) => void updateTable(one, table),
  });
  return element;

  /** @template {Element} E @param {E} one @param {{number: number, ideas: any[]}} table @returns {E} */
  function updateTable(one, table) {
    fill(one, { title: _("Tisch %(table)s", { table: table.number }) });
    drawSlips(/** @type {Element} */ (one.querySelector("[data-slips]")), table.ideas, state, picked);
    return one;
  }
}

/** @template {Element} T @param {T} element @param {ReturnType<typeof themesInFull>[number]} entry @param {State} state @param {Picked} picked @returns {T} */
function updateTheme(element, { theme, ideas, tables }, state, picked) {
  const counted = ngettext("%(num)s Idee", "%(num)s Ideen", ideas.length);
  const from = ngettext("von %(num)s Tisch", "von %(num)s Tischen", tables.length);
  fill(element, {
    number: theme.number,
    title: theme.title,
    summary: theme.summary || null,
    count: ideas.length > 0 ? [counted, from].join(" ") : "",
    history: history(theme, state) || null,
    empty: ideas.length === 0,
    measure_address: `#measure-from-${theme.number}`,
  });
  drawSlips(/** @type {Element} */ (element.querySelector("[data-slips]")), ideas, state, picked);
  prepareForms(element, theme, state);
  return element;
}

/** @param {any} theme @param {State} state */
function history(theme, state) {
  const words = [];
  if (theme.merged_from.length > 0) words.push(ngettext("Mit einem anderen zusammengeführt.", "Mit %(num)s anderen zusammengeführt.", theme.merged_from.length));
  if (theme.split_from !== null) {
    const source = state.theme?.[theme.split_from]?.title;
    words.push(source ? _("Abgespalten von „%(title)s“.", { title: source }) : _("Von einem anderen abgespalten."));
  }
  return words.join(" ");
}

/** What is being typed is never overwritten: a form takes the theme's words only while it is closed. @param {Element} element @param {any} theme @param {State} state */
function prepareForms(element, theme, state) {
  const details = /** @type {HTMLDetailsElement} */ (element.querySelector("[data-editable]"));
  if (!details.open) {
    setValue(element, "[name=title]", theme.title);
    setValue(element, "[name=summary]", theme.summary);
  }
  const others = all(state, "theme").filter((other) => other.number !== theme.number);
  const select = /** @type {Element} */ (element.querySelector("[data-merge-into]"));
  options(select, [{ value: "", text: _("Wählen Sie …") }, ...others.map((other) => ({ value: String(other.number), text: other.title }))]);
}

/** @param {Element} element @param {string} selector @param {string} value */
function setValue(element, selector, value) {
  const field = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (element.querySelector(selector));
  if (field.defaultValue === value) return;
  field.defaultValue = value;
  field.value = value;
}

/** @param {HTMLElement} root @param {State} state */
function offerFilters(root, state) {
  const filter = (/** @type {string} */ name) => /** @type {Element} */ (root.querySelector(`[data-filter="${name}"]`));
  const every = { value: "", text: _("alle") };
  options(filter("topic"), [every, ...all(state, "topic").map((topic) => ({ value: String(topic.number), text: topic.title }))]);
  options(filter("table"), [every, ...all(state, "table").map((table) => ({ value: String(table.number), text: String(table.number) }))]);
  options(filter("round"), [every, ...all(state, "round").map((round) => ({ value: String(round.number), text: String(round.number) }))]);
}

/** @param {Element} select @param {{value: string, text: string}[]} rows */
export function options(select, rows) {
  for (const plain of select.querySelectorAll("option:not([data-key])")) plain.remove();
  patch(select, rows, {
    key: (row) => row.value || "none",
    make: (row) => new Option(row.text, row.value),
    update: (option, row) => {
      if (option.textContent !== row.text) option.textContent = row.text;
    },
  });
}

/** The bar for what has been picked. @param {HTMLElement} root @param {State} state @param {Picked} picked */
export function drawPicked(root, state, picked) {
  slot(root, "picked").hidden = picked.size === 0;
  if (picked.size === 0) return;
  say(slot(root, "picked-count"), ngettext("%(num)s Idee ausgewählt", "%(num)s Ideen ausgewählt", picked.size));
  const where = themeOfIdea(state);
  const homes = new Set([...picked].map((idea) => where.get(idea)));
  slot(root, "take-out").hidden = ![...homes].some((home) => home !== undefined);
  say(slot(root, "new-words"), commonTheme(state, picked) === null ? _("Neues Themenfeld …") : _("Abspalten …"));
  const themes = themesInFull(state).map(({ theme, ideas }) => ({ number: theme.number, title: theme.title, count: ngettext("%(num)s Idee", "%(num)s Ideen", ideas.length) }));
  patch(slot(root, "theme-choices"), themes, { key: (row) => row.number, make: (row) => clone(template("theme-choice"), row) });
  slot(root, "no-theme-choices").hidden = themes.length > 0;
}

/** @param {State} state @param {Picked} picked @returns {number | null} the one theme all picked ideas lie in, if others stay there */
export function commonTheme(state, picked) {
  const where = themeOfIdea(state);
  const homes = new Set([...picked].map((idea) => where.get(idea)));
  const [home] = homes;
  if (homes.size !== 1 || home === undefined) return null;
  return state.theme?.[home]?.ideas.length > picked.size ? home : null;
}

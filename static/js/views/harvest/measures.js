import { clone, fill } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { _, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { say, slot, template } from "../lead/places.js";
import { all, draftFromTheme, evidence } from "./desk.js";

/**
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {{title: string, text: string, field: string, themes: number[], ideas: number[]}} Draft
 */

/** @param {HTMLElement} root @param {State} state */
export function drawMeasures(root, state) {
  const rows = all(state, "measure").map((measure) => ({
    number: measure.number,
    title: measure.title,
    text: measure.text,
    facts: [measure.field, ngettext("%(num)s Idee als Beleg", "%(num)s Ideen als Beleg", measure.ideas.length), ...measure.themes.map((/** @type {number} */ theme) => state.theme?.[theme]?.title)].filter(Boolean).join(" · "),
    address: `#measure-${measure.number}`,
  }));
  patch(slot(root, "measures"), rows, { key: (row) => row.number, make: (row) => clone(template("measure-card"), row) });
  slot(root, "measures-empty").hidden = rows.length > 0;
}

/**
 * The draft an address stands for: a measure as it is, one begun from a theme, or an empty one.
 * @param {State} state @param {import("./route.js").Route} route @returns {Draft}
 */
export function draftFor(state, route) {
  const measure = route.measure === null ? null : state.measure?.[route.measure];
  if (measure) return { title: measure.title, text: measure.text, field: measure.field, themes: [...measure.themes], ideas: [...measure.ideas] };
  return draftFromTheme(state, route.from ?? 0);
}

/** Puts a draft into the form, once: from then on the form is its author's. @param {HTMLFormElement} form @param {Draft} draft */
export function beginForm(form, draft) {
  form.reset();
  const set = (/** @type {string} */ name, /** @type {string} */ value) => (/** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = value);
  set("measure_title", draft.title);
  set("text", draft.text);
  set("field", draft.field);
}

/**
 * Themes to tick, and the trail of evidence. All ideas of the ticked themes are offered, and those named already.
 * @param {HTMLElement} root @param {State} state @param {Draft} draft @param {import("./route.js").Route} route
 */
export function drawMeasureForm(root, state, draft, route) {
  say(slot(root, "measure-title"), route.measure === null ? _("Neue Maßnahme") : _("Maßnahme bearbeiten"));
  const themes = all(state, "theme").map((theme) => ({ number: theme.number, title: theme.title }));
  patch(slot(root, "measure-themes"), themes, { key: (row) => row.number, make: (row) => tick(clone(template("theme-tick"), row), draft.themes.includes(row.number)), update: (element, row) => void tick(fill(element, row), draft.themes.includes(row.number)) });
  const offered = new Set([...draft.ideas, ...draft.themes.flatMap((theme) => state.theme?.[theme]?.ideas ?? [])]);
  const trail = evidence(state, [...offered].sort((a, b) => a - b));
  say(slot(root, "evidence-words"), trail.length === 0 ? _("Wählen Sie ein Themenfeld: Seine Ideen erscheinen hier, mit Tisch, Runde und Staffelkarte.") : ngettext("%(num)s Idee belegt diese Maßnahme.", "%(num)s Ideen belegen diese Maßnahme.", draft.ideas.filter((idea) => state.idea?.[idea]).length));
  patch(slot(root, "evidence"), trail, {
    key: (place) => place.key,
    make: (place) => updatePlace(clone(template("evidence-place"), {}), place, draft),
    update: (element, place) => void updatePlace(element, place, draft),
  });
}

/** @template {Element} T @param {T} element @param {any} place @param {Draft} draft @returns {T} */
function updatePlace(element, place, draft) {
  fill(element, {
    table: place.table.number,
    topic: place.topic?.title ?? "",
    round: _("Runde %(round)s", { round: place.round }),
    relay: Boolean(place.relay),
    question: place.relay?.question || null,
    ...faceOf(place.topic?.face),
  });
  patch(/** @type {Element} */ (element.querySelector("[data-trail-ideas]")), place.ideas.map(ideaValues), {
    key: (row) => row.number,
    make: (row) => tick(clone(template("evidence-idea"), row), draft.ideas.includes(row.number)),
    update: (one, row) => void tick(fill(one, row), draft.ideas.includes(row.number)),
  });
  const lines = (place.relay?.insights ?? []).map((/** @type {any} */ line, /** @type {number} */ index) => ({ index, text: line.text }));
  patch(/** @type {Element} */ (element.querySelector("[data-relay-lines]")), lines, { key: (line) => line.index, make: (line) => clone(template("line"), line) });
  return element;
}

/** @param {{idea: any, cited: boolean, roots: any[]}} entry */
function ideaValues({ idea, cited, roots }) {
  const from = roots.length > 0 ? _("knüpft an Tisch %(tables)s an", { tables: [...new Set(roots.map((root) => root.table))].join(", ") }) : "";
  return { number: idea.number, text: idea.text, origin: [_("Nr. %(number)s", { number: idea.number }), cited ? _("auf der Staffelkarte") : "", from].filter(Boolean).join(" · ") };
}

/** @template {Element} T @param {T} element @param {boolean} on @returns {T} */
function tick(element, on) {
  const box = /** @type {HTMLInputElement} */ (element.querySelector("input"));
  if (box.checked !== on) box.checked = on;
  return element;
}

/**
 * The draft after a tick. A theme brings its ideas; taken away, it takes those along that no other ticked theme holds.
 * @param {State} state @param {Draft} draft @param {"theme" | "idea"} what @param {number} number @param {boolean} on @returns {Draft}
 */
export function ticked(state, draft, what, number, on) {
  const without = (/** @type {number[]} */ list) => list.filter((one) => one !== number);
  if (what === "idea") return { ...draft, ideas: on ? [...without(draft.ideas), number] : without(draft.ideas) };
  const themes = on ? [...without(draft.themes), number] : without(draft.themes);
  const own = state.theme?.[number]?.ideas ?? [];
  const held = new Set(themes.flatMap((theme) => state.theme?.[theme]?.ideas ?? []));
  const ideas = on ? [...new Set([...draft.ideas, ...own])] : draft.ideas.filter((idea) => !own.includes(idea) || held.has(idea));
  return { ...draft, themes, ideas };
}

import { clone, fill } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { _, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { say, slot, template } from "../lead/places.js";
import { drawCardRounds } from "../paper.js";
import { topIdeas } from "./desk.js";
import { drawDots } from "./dots.js";
import { drawMeasureForm, drawMeasures } from "./measures.js";
import { drawSlips } from "./slips.js";
import { drawPicked, drawProgress, drawThemes } from "./themes.js";

/**
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {object} Desk what this desk holds for itself
 * @property {import("./route.js").Route} route
 * @property {import("./desk.js").Filter} filter
 * @property {Set<number>} picked
 * @property {Map<number, number>} entered paper dots by theme
 * @property {import("./measures.js").Draft} draft
 */

const TOP_IDEAS = 3;

/** @param {HTMLElement} root @param {State} state @param {Desk} desk */
export function draw(root, state, desk) {
  for (const idea of desk.picked) if (!state.idea?.[idea]) desk.picked.delete(idea);
  showArea(root, desk.route.area);
  drawProgress(root, state);
  drawPicked(root, state, desk.picked);
  const areas = {
    themes: () => drawThemes(root, state, desk.filter, desk.picked),
    top: () => drawTop(root, state, desk.picked),
    dots: () => drawDots(root, state, desk.entered),
    cards: () => drawCards(root, state),
    measures: () => drawMeasures(root, state),
    measure: () => drawMeasureForm(root, state, desk.draft, desk.route),
  };
  areas[desk.route.area]();
}

/** @param {HTMLElement} root @param {string} area */
function showArea(root, area) {
  for (const section of root.querySelectorAll("[data-area]")) /** @type {HTMLElement} */ (section).hidden = /** @type {HTMLElement} */ (section).dataset.area !== area;
  const tab = area === "measure" ? "measures" : area;
  for (const link of slot(root, "areas").querySelectorAll("a")) {
    if (link.hash === `#${tab}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** @param {HTMLElement} root @param {State} state @param {ReadonlySet<number>} picked */
function drawTop(root, state, picked) {
  const rows = topIdeas(state, TOP_IDEAS).filter((row) => row.ideas.length > 0);
  patch(slot(root, "top"), rows, {
    key: (row) => row.table.number,
    make: (row) => update(clone(template("top-table"), {}), row),
    update: (element, row) => void update(element, row),
  });
  slot(root, "top-empty").hidden = rows.length > 0;

  /** @template {Element} T @param {T} element @param {any} row @returns {T} */
  function update(element, row) {
    fill(element, { table: row.table.number, topic: row.topic?.title ?? "", ...faceOf(row.topic?.face) });
    drawSlips(/** @type {Element} */ (element.querySelector("[data-slips]")), row.ideas, state, picked);
    return element;
  }
}

/** @param {HTMLElement} root @param {State} state */
function drawCards(root, state) {
  const cards = Object.values(state.idea ?? {}).filter((idea) => idea.by === "paper").length;
  say(slot(root, "cards-words"), cards ? ngettext("%(num)s Karte ist eingetragen.", "%(num)s Karten sind eingetragen.", cards) : _("Noch keine Karte ist eingetragen."));
  drawCardRounds(root, state);
}

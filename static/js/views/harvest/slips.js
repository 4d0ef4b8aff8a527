import { clone, fill } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { _, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { template } from "../lead/places.js";

/** @typedef {import("../../state/apply.js").State} State */

/**
 * Ideas as slips of paper that can be chosen and moved.
 * @param {Element} list @param {any[]} ideas @param {State} state @param {ReadonlySet<number>} picked
 */
export function drawSlips(list, ideas, state, picked) {
  patch(list, ideas.map((idea) => slipValues(idea, state)), {
    key: (row) => row.number,
    make: (row) => update(clone(template("slip"), row), row),
    update,
  });

  /** @template {Element} T @param {T} slip @param {any} row @returns {T} */
  function update(slip, row) {
    fill(slip, row);
    const check = /** @type {HTMLInputElement} */ (slip.querySelector("[data-pick]"));
    const isPicked = picked.has(row.number);
    if (check.checked !== isPicked) check.checked = isPicked;
    return slip;
  }
}

/** @param {any} idea @param {State} state */
function slipValues(idea, state) {
  const place = _("Tisch %(table)s · Runde %(round)s", { table: idea.table, round: idea.round });
  const supports = idea.supports > 0 ? ngettext("%(num)s Zuspruch", "%(num)s Zusprüche", idea.supports) : "";
  const roots = idea.builds_on.length > 0 ? _("knüpft an %(numbers)s an", { numbers: idea.builds_on.map((/** @type {number} */ root) => _("Nr. %(number)s", { number: root })).join(", ") }) : "";
  return { number: idea.number, text: idea.text, origin: [_("Nr. %(number)s", { number: idea.number }), place, supports, roots].filter(Boolean).join(" · "), ...faceOf(state.topic?.[idea.topic]?.face) };
}

import { clone, fill } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { _, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { say, slot, slotOrNone, template } from "./places.js";
import { leftStanding, whoChanges } from "./seats.js";
import { planNoteWords, policyWords } from "./words.js";

/** @typedef {import("../../state/apply.js").State} State */

/** The seating for the next round: how, a preview, and who it moves. @param {HTMLElement} root @param {State} state */
export function drawSeating(root, state) {
  const form = slotOrNone(root, "seating-form");
  if (!form) return;
  const clock = state.clock?.clock;
  const round = roundToPlan(clock, state.event?.event.rounds);
  form.hidden = round === null;
  say(slot(root, "seating-round"), round === null ? _("Es folgt keine Runde mehr, für die Plätze zu verteilen wären.") : _("Für Runde %(round)s.", { round }));
  const chosen = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=policy]:checked"))?.value;
  say(slot(root, "policy-words"), policyWords()[/** @type {"mix" | "carousel" | "choice"} */ (chosen)] ?? "");
  const plan = state.plan?.plan;
  slot(root, "plan").hidden = !plan;
  if (plan) drawPlan(root, state, plan, clock);
}

/** @param {any} clock @param {number} rounds @returns {number | null} */
function roundToPlan(clock, rounds) {
  const next = clock.phase === "lobby" ? 1 : ["round", "switch"].includes(clock.phase) ? clock.round + 1 : null;
  return next !== null && next <= rounds ? next : null;
}

/** @param {HTMLElement} root @param {State} state @param {any} plan @param {any} clock */
function drawPlan(root, state, plan, clock) {
  const changes = whoChanges(state);
  const standing = leftStanding(state).length;
  const count = changes.reduce((sum, group) => sum + group.people.length, 0);
  fill(slot(root, "plan"), {
    title: plan.published ? _("Gilt für Runde %(round)s", { round: plan.round }) : _("Vorschlag für Runde %(round)s", { round: plan.round }),
    moved: _("%(moved)s von %(all)s", { moved: count, all: Object.values(plan.seats).flat().length }),
    faces: String(plan.new_faces_mean).replace(".", _(",")),
    repeats: plan.repeats,
    sizes: plan.smallest === plan.largest ? plan.smallest : _("%(least)s bis %(most)s", { least: plan.smallest, most: plan.largest }),
    who: ngettext("Wer geht wohin: %(num)s Mensch", "Wer geht wohin: %(num)s Menschen", count),
  });
  const notes = plan.notes.map(planNoteWords);
  if (standing > 0) notes.push(ngettext("%(num)s Mensch hat darin noch keinen Platz.", "%(num)s Menschen haben darin noch keinen Platz.", standing));
  slot(root, "plan-notes").hidden = notes.length === 0;
  patch(slot(root, "plan-note-list"), notes.map((/** @type {string} */ text) => ({ text })), { key: (row) => row.text, make: (row) => clone(template("line"), row) });
  patch(slot(root, "changes"), changes.map((group) => changeValues(group, state)), { key: (row) => row.table, make: (row) => clone(template("change-row"), row) });
  slot(root, "plan-acts").hidden = plan.published;
  slot(root, "plan-published").hidden = !plan.published;
  say(slot(root, "publish-question"), clock.phase === "round" ? _("Der Plan gilt, sobald diese Runde endet. Bis dahin erfährt ihn niemand.") : ngettext("%(num)s Mensch erfährt jetzt einen anderen Tisch.", "%(num)s Menschen erfahren jetzt einen anderen Tisch.", count));
}

/** @param {{to: number, people: {number: number, from: number | null}[]}} group @param {State} state */
function changeValues({ to, people }, state) {
  const table = state.table?.[to];
  return {
    table: to,
    ...faceOf(state.topic?.[table?.topic]?.face),
    people: people.map(({ number, from }) => (from === null ? `${number}` : _("%(number)s von T%(table)s", { number, table: from }))).join(", "),
  };
}

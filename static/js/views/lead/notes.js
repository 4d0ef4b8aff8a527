import { clone, fill } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { _, locale, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { wallTime } from "../../lib/time.js";
import { say, slot, template } from "./places.js";
import { headcount, raisedHands, tablesAtAGlance } from "./room.js";

/** @typedef {import("../../state/apply.js").State} State */

/** What asks for the lead now, most urgent first. @param {HTMLElement} root @param {State} state @param {number} now */
export function drawNotes(root, state, now) {
  const rows = [...hands(state), ...withoutSeat(state), ...silent(state, now)];
  patch(slot(root, "notes"), rows, { key: (row) => row.key, make: (row) => clone(template("note-row"), row) });
  slot(root, "no-notes").hidden = rows.length > 0;
  const calls = raisedHands(state).length;
  const count = slot(root, "note-count");
  count.hidden = calls === 0;
  say(count, String(calls));
  const heads = headcount(state);
  fill(slot(root, "facts"), { people: heads.people, here: heads.here, absent: heads.absent, ideas: heads.ideas });
}

/** @param {State} state */
function hands(state) {
  return raisedHands(state).map((help) => ({
    key: `help-${help.table}`,
    ...tableFace(state, help.table),
    what: _("Ruft um Hilfe"),
    more: [help.reason, _("seit %(time)s Uhr", { time: wallTime(help.at, locale()) })].filter(Boolean).join(" · "),
    tone: "help",
    help: true,
    address: `#table-${help.table}`,
  }));
}

/** @param {State} state */
function withoutSeat(state) {
  if (!["lobby", "round", "switch"].includes(state.clock?.clock.phase)) return [];
  const { people, seated } = headcount(state);
  // In free choice people choose while they walk; that alone is nothing to worry about.
  if (people === seated || (state.event?.event.policy === "choice" && state.clock?.clock.phase === "switch")) return [];
  return [{ key: "no-seat", table: null, face: null, what: ngettext("%(num)s Mensch hat keinen Platz", "%(num)s Menschen haben keinen Platz", people - seated), more: _("Setzen Sie sie unter „Menschen“ an einen Tisch."), tone: "care", help: false, address: "#people" }];
}

/** @param {State} state @param {number} now */
function silent(state, now) {
  return tablesAtAGlance(state, now)
    .filter((table) => table.silentMinutes > 0)
    .map((table) => ({
      key: `silent-${table.number}`,
      ...tableFace(state, table.number),
      what: _("Still seit %(minutes)s Minuten", { minutes: table.silentMinutes }),
      more: ngettext("%(num)s Idee in dieser Runde", "%(num)s Ideen in dieser Runde", table.ideas),
      tone: "silent",
      help: false,
      address: `#table-${table.number}`,
    }));
}

/** @param {State} state @param {number} number */
function tableFace(state, number) {
  return { table: number, ...faceOf(state.topic?.[state.table?.[number]?.topic]?.face) };
}

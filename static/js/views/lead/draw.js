import { fill } from "../../lib/fill.js";
import { locale } from "../../lib/i18n.js";
import { wallTime } from "../../lib/time.js";
import { drawCommand } from "./command.js";
import { drawNotes } from "./notes.js";
import { drawPeople } from "./people.js";
import { slot, slotOrNone } from "./places.js";
import { drawSeating } from "./seating.js";
import { drawHidden, drawTable } from "./table.js";
import { drawTables } from "./tables.js";

/**
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {import("./route.js").Route} Route
 */

/** From here on the tables and a panel stand side by side, as in pages/lead.css. */
const WIDE = "(min-width: 64rem)";

/** The lead's whole console. @param {HTMLElement} root @param {State} state @param {number} now server time, ms @param {Route} route */
export function draw(root, state, now, route) {
  drawCommand(root, state, now);
  drawTables(root, state, now, route);
  drawNotes(root, state, now);
  showPanel(root, route);
  if (route.table !== null) drawTable(root, state, route.table);
  if (route.panel === "people") drawPeople(root, state);
  if (route.panel === "seating") drawSeating(root, state);
  if (route.panel === "messages") drawMessages(root, state);
  if (route.panel === "hidden") drawHiddenIdeas(root, state);
}

/** On a laptop the notes stand there when nothing else does; on a phone the tables. @param {HTMLElement} root @param {Route} route */
function showPanel(root, route) {
  root.dataset.open = route.panel;
  const shown = route.panel === "tables" ? "notes" : route.panel;
  for (const panel of root.querySelectorAll("[data-panel]")) /** @type {HTMLElement} */ (panel).hidden = /** @type {HTMLElement} */ (panel).dataset.panel !== shown;
  const current = route.panel === "tables" && matchMedia(WIDE).matches ? "notes" : route.panel;
  for (const tab of slot(root, "side-tabs").querySelectorAll("a")) {
    if (tab.hash === `#${current}`) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

/** @param {HTMLElement} root @param {State} state */
function drawMessages(root, state) {
  const place = slotOrNone(root, "all-announcement");
  if (!place) return;
  const announcement = state.announcement?.all;
  place.hidden = !announcement;
  if (announcement) fill(place, { text: announcement.text, time: wallTime(announcement.at, locale()) });
}

/** @param {HTMLElement} root @param {State} state */
function drawHiddenIdeas(root, state) {
  const hidden = Object.values(state.hidden ?? {}).sort((a, b) => b.at - a.at);
  drawHidden(slot(root, "hidden-ideas"), hidden);
  slot(root, "no-hidden").hidden = hidden.length > 0;
}

import { clone, fill } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { _, locale, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { wallTime } from "../../lib/time.js";
import { drawPersonRows } from "./people.js";
import { say, slot, slotOrNone, template } from "./places.js";
import { tableInFull } from "./room.js";

/** @typedef {import("../../state/apply.js").State} State */

/** One table: who sits there, what it has written, what was hidden. @param {HTMLElement} root @param {State} state @param {number} number */
export function drawTable(root, state, number) {
  const table = state.table?.[number];
  if (!table) return;
  const topic = state.topic?.[table.topic];
  const full = tableInFull(state, number);
  const face = faceOf(topic?.face);
  fill(slot(root, "table-head"), { table: number, topic: topic?.title ?? "", ...face });
  fill(slot(root, "table-facts"), { facts: facts(table, full) });
  drawHelp(root, state.help?.[number]);
  drawClosing(root, state, table);
  drawAnnouncement(root, state.announcement?.[`table:${number}`]);
  say(slot(root, "table-people-title"), ngettext("%(num)s Mensch am Tisch", "%(num)s Menschen am Tisch", full.people.length));
  drawPersonRows(slot(root, "table-people"), state, full.people, false);
  drawRounds(slot(root, "table-rounds"), full, face);
  slot(root, "no-ideas").hidden = full.rounds.length > 0;
  slot(root, "table-hidden-part").hidden = full.hidden.length === 0;
  drawHidden(slot(root, "table-hidden"), full.hidden);
}

/** @param {any} table @param {{free: number}} full */
function facts(table, full) {
  const seats = full.free > 0 ? ngettext("%(num)s Platz frei", "%(num)s Plätze frei", full.free) : _("kein Platz frei");
  const host = table.host === null ? _("ohne Gastgeber/in") : _("Gastgeber/in: %(name)s", { name: table.host || _("ohne Namen") });
  return [table.closed ? _("geschlossen") : "", table.place, table.step_free ? _("ohne Stufen") : "", seats, host].filter(Boolean).join(" · ");
}

/** The way to take a table out of the coming rounds, and back. @param {HTMLElement} root @param {State} state @param {any} table */
function drawClosing(root, state, table) {
  const place = slotOrNone(root, "table-closing");
  if (!place) return;
  const phase = state.clock?.clock.phase;
  place.hidden = !["lobby", "round", "switch"].includes(phase);
  const open = phase === "round" ? _("Geschlossen sitzt hier ab der nächsten Runde niemand mehr. Wer jetzt hier sitzt, bleibt bis zur Glocke.") : _("Geschlossen sitzt hier niemand mehr. Wer hier sitzen sollte, bekommt sofort einen anderen Platz.");
  fill(place, { open: !table.closed, closed: Boolean(table.closed), words: table.closed ? _("Dieser Tisch ist geschlossen; neue Plätze liegen an den anderen.") : open });
}

/** @param {HTMLElement} root @param {any} help */
function drawHelp(root, help) {
  const place = slot(root, "table-help");
  place.hidden = !help;
  if (help) fill(place, { help: _("Hilfe gerufen um %(time)s Uhr. %(reason)s", { time: wallTime(help.at, locale()), reason: help.reason }).trim() });
}

/** @param {HTMLElement} root @param {any} announcement */
function drawAnnouncement(root, announcement) {
  const place = slotOrNone(root, "table-announcement");
  if (!place) return;
  place.hidden = !announcement;
  if (announcement) fill(place, { text: announcement.text });
}

/** @param {HTMLElement} list @param {ReturnType<typeof tableInFull>} full @param {{face: number | null}} face */
function drawRounds(list, full, face) {
  const rows = full.rounds.filter(({ ideas, relay }) => ideas.length > 0 || relay);
  patch(list, rows, {
    key: (row) => row.round,
    make: (row) => updateRound(clone(template("table-round"), {}), row, face),
    update: (element, row) => void updateRound(element, row, face),
  });
}

/** @template {Element} T @param {T} element @param {any} row @param {{face: number | null}} face @returns {T} */
function updateRound(element, { round, ideas, relay }, face) {
  fill(element, {
    title: _("Runde %(round)s · %(ideas)s", { round, ideas: ngettext("%(num)s Idee", "%(num)s Ideen", ideas.length) }),
    relay: Boolean(relay),
    question: relay?.question || null,
  });
  element.querySelector(".relay")?.setAttribute("data-topic", String(face.face ?? ""));
  const lines = element.querySelector("[data-relay-lines]");
  const insights = (relay?.insights ?? []).map((/** @type {any} */ line, /** @type {number} */ index) => ({ index, text: line.text }));
  if (lines) patch(lines, insights, { key: (line) => line.index, make: (line) => clone(template("line"), line) });
  const list = element.querySelector("[data-ideas]");
  if (list) patch(list, ideas.map((/** @type {any} */ idea) => ideaValues(idea, face)), { key: (idea) => idea.number, make: (idea) => clone(template("idea-row"), idea) });
  return element;
}

/** @param {any} idea @param {{face: number | null}} face */
function ideaValues(idea, face) {
  const by = { phone: "", host: _("für jemanden geschrieben"), paper: _("von Papier") }[/** @type {string} */ (idea.by)];
  const supports = idea.supports > 0 ? ngettext("%(num)s Zuspruch", "%(num)s Zusprüche", idea.supports) : "";
  const roots = idea.builds_on.length > 0 ? _("knüpft an %(numbers)s an", { numbers: idea.builds_on.map((/** @type {number} */ root) => _("Nr. %(number)s", { number: root })).join(", ") }) : "";
  return { number: idea.number, text: idea.text, origin: [_("Nr. %(number)s", { number: idea.number }), wallTime(idea.at, locale()), by, supports, roots].filter(Boolean).join(" · "), ...face };
}

/** @param {HTMLElement} list @param {any[]} hidden */
export function drawHidden(list, hidden) {
  const rows = hidden.map((idea) => ({ number: idea.number, text: idea.text, reason: idea.reason, origin: _("Tisch %(table)s, Runde %(round)s", { table: idea.table, round: idea.round }) }));
  patch(list, rows, { key: (row) => row.number, make: (row) => clone(template("hidden-row"), row) });
}

import { clone, fill } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { _, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { drawCompanies, needsWords, showNeeds } from "./needs.js";
import { say, slot, slotOrNone, template } from "./places.js";
import { tablesWithRoom } from "./room.js";
import { peopleMatching } from "./seats.js";

/** @typedef {import("../../state/apply.js").State} State */

/** Everybody, as far as the search means them. @param {HTMLElement} root @param {State} state */
export function drawPeople(root, state) {
  const words = /** @type {HTMLInputElement} */ (slot(root, "person-search")).value;
  const found = peopleMatching(state, words);
  say(slot(root, "person-count"), words.trim() ? ngettext("%(num)s gefunden", "%(num)s gefunden", found.length) : ngettext("%(num)s Mensch", "%(num)s Menschen", found.length));
  drawPersonRows(slot(root, "people"), state, found, true);
  drawAwaited(root, state);
  drawCompanies(root, state);
  const add = slotOrNone(root, "add-person");
  if (!add) return;
  add.hidden = !["lobby", "round", "switch"].includes(state.clock?.clock.phase);
  offerTables(/** @type {HTMLSelectElement} */ (slot(root, "add-table")), state, _("Das Programm wählt einen Platz"));
}

/** Who is registered and not here yet, and the way to give their seats to others. @param {HTMLElement} root @param {State} state */
function drawAwaited(root, state) {
  const place = slotOrNone(root, "awaited");
  if (!place) return;
  const awaited = Object.values(state.person ?? {}).filter((person) => person.expected && !person.absent).length;
  place.hidden = awaited === 0 || !["lobby", "round", "switch"].includes(state.clock?.clock.phase);
  if (!place.hidden) say(slot(root, "awaited-words"), ngettext("%(num)s Mensch ist angemeldet und noch nicht da.", "%(num)s Menschen sind angemeldet und noch nicht da.", awaited));
}

/** @param {HTMLElement} list @param {State} state @param {any[]} people @param {boolean} withTable */
export function drawPersonRows(list, state, people, withTable) {
  patch(list, people.map((person) => personValues(person, state, withTable)), {
    key: (row) => row.number,
    make: (row) => update(clone(template("person-row"), row), row),
    update,
  });

  /** @template {Element} T @param {T} element @param {any} row @returns {T} */
  function update(element, row) {
    fill(element, row);
    // Only an opened line offers tables: two dozen for each of a hundred people would be slow to draw.
    const select = element.querySelector("details[open] [data-move-to]");
    if (select) offerTables(/** @type {HTMLSelectElement} */ (select), state, _("Neuer Tisch …"));
    showNeeds(element, state.person?.[row.number] ?? {});
    return element;
  }
}

/** @param {any} person @param {State} state @param {boolean} withTable */
function personValues(person, state, withTable) {
  const table = state.table?.[person.table];
  const seating = ["lobby", "round", "switch"].includes(state.clock?.clock.phase);
  const live = seating || state.clock?.clock.phase === "harvest";
  return {
    number: person.number,
    name: person.name || _("ohne Namen"),
    group: person.group ?? "",
    mark: mark(person),
    table: withTable ? person.table : null,
    ...faceOf(state.topic?.[table?.topic]?.face),
    hosts: person.hosts !== null,
    needs: needsWords(person, state) || null,
    needy: seating && person.hosts === null && !person.absent,
    movable: seating && person.hosts === null && !person.absent,
    present: live && !person.absent,
    absent: live && person.absent,
    expected: live && Boolean(person.expected) && !person.absent,
  };
}

/** @param {any} person */
function mark(person) {
  if (person.absent) return _("gegangen");
  if (person.expected) return _("angemeldet, noch nicht da");
  if (person.hosts !== null) return _("Gastgeber/in");
  if (person.table === null) return _("ohne Platz");
  if (!person.arrived) return _("unterwegs");
  return person.paper ? _("ohne Telefon") : null;
}

/**
 * Tables with a free seat, as the options of a select; what is chosen stays chosen.
 * @param {HTMLSelectElement} select @param {State} state @param {string} first
 */
export function offerTables(select, state, first) {
  const rows = tablesWithRoom(state).map(({ table, topic, free }) => ({
    value: String(table.number),
    text: _("Tisch %(table)s · %(topic)s · %(free)s", { table: table.number, topic: topic?.title ?? "", free: ngettext("%(num)s Platz frei", "%(num)s Plätze frei", free) }),
  }));
  patch(select, [{ value: "", text: first }, ...rows], {
    key: (row) => row.value || "none",
    make: (row) => new Option(row.text, row.value),
    update: (option, row) => {
      if (option.textContent !== row.text) option.textContent = row.text;
    },
  });
}

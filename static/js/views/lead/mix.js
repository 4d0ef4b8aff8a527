/** Who sits with whom, as a small picture: each person a square, its colour and pattern the group. Pure but for drawing. */
import { clone } from "../../lib/fill.js";
import { _, locale } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { slot, template } from "./places.js";

/** @typedef {import("../../state/apply.js").State} State */

const COLOURS = 12;
const PATTERNS = 7;

/**
 * @param {Record<string, Record<string, number>>} mix table → group ("": not said) → people @param {string[]} groups in their order
 * @returns {{table: number, parts: {group: string, place: number, people: number}[]}[]} by table; `place` 0 stands for "not said"
 */
export function mixRows(mix, groups) {
  const order = [...groups, ""];
  return Object.entries(mix)
    .map(([table, heads]) => ({
      table: Number(table),
      parts: order.filter((group) => heads[group]).map((group) => ({ group, place: groups.indexOf(group) + 1, people: heads[group] ?? 0 })),
    }))
    .sort((a, b) => a.table - b.table);
}

/** @param {string} group */
const groupName = (group) => group || _("keine Angabe");

/** @param {HTMLElement} root @param {State} state @param {any} plan */
export function drawMix(root, state, plan) {
  const groups = state.event?.event.groups ?? [];
  const rows = mixRows(plan.mix ?? {}, groups);
  slot(root, "mix").hidden = groups.length === 0 || rows.length === 0;
  if (slot(root, "mix").hidden) return;
  const seen = new Set(rows.flatMap((row) => row.parts.map((part) => part.group)));
  const legend = [...groups, ""].filter((group) => seen.has(group)).map((group) => ({ ...look(groups.indexOf(group) + 1), name: groupName(group) }));
  patch(slot(root, "mix-legend"), legend, { key: (row) => row.name, make: (row) => clone(template("mix-group"), row) });
  patch(slot(root, "mix-tables"), rows, { key: (row) => row.table, make: (row) => update(clone(template("mix-table"), row), row), update });
  patch(slot(root, "mix-words"), rows.map((row) => ({ table: row.table, who: partsWords(row.parts) })), { key: (row) => row.table, make: (row) => clone(template("mix-row"), row) });
}

/** @template {Element} T @param {T} element @param {ReturnType<typeof mixRows>[number]} row @returns {T} */
function update(element, row) {
  const heads = row.parts.flatMap((part) => Array.from({ length: part.people }, (_unused, index) => ({ key: `${part.place}-${index}`, ...look(part.place) })));
  const list = element.querySelector("[data-heads]");
  if (list) patch(list, heads, { key: (head) => head.key, make: (head) => clone(template("mix-head"), head) });
  return element;
}

/** Twelve colours and seven patterns: no two groups look alike, and seven are told apart without colour too. @param {number} place */
const look = (place) => ({ face: place === 0 ? null : ((place - 1) % COLOURS) + 1, pattern: place === 0 ? 0 : ((place - 1) % PATTERNS) + 1 });

/** @param {{group: string, people: number}[]} parts */
function partsWords(parts) {
  const said = parts.map((part) => _("%(num)s × %(group)s", { num: part.people, group: groupName(part.group) }));
  return new Intl.ListFormat(locale(), { type: "unit" }).format(said);
}

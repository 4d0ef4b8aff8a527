/**
 * What stands beside the tables, as the address says it: "#table-7", "#people". So the browser's back button works.
 * @typedef {{panel: string, table: number | null}} Route
 */

const PANELS = ["notes", "seating", "people", "messages", "hidden", "exports"];

/** @param {string} hash @returns {Route} */
export function routeOf(hash) {
  const table = hash.match(/^#table-(\d+)$/);
  if (table) return { panel: "table", table: Number(table[1]) };
  const panel = hash.slice(1);
  return { panel: PANELS.includes(panel) ? panel : "tables", table: null };
}

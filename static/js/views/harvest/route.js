/**
 * What lies on the desk, as the address says it: "#dots", "#measure-5", "#measure-from-3".
 * @typedef {{area: "themes" | "top" | "dots" | "cards" | "measures" | "measure", measure: number | null, from: number | null}} Route
 */

/** @param {string} hash @returns {Route} */
export function routeOf(hash) {
  const [, from, measure] = hash.match(/^#measure-(?:from-(\d+)|(\d+)|new)$/) ?? [];
  if (hash.startsWith("#measure-")) return { area: "measure", measure: measure ? Number(measure) : null, from: from ? Number(from) : null };
  const area = hash.slice(1);
  return { area: area === "top" || area === "dots" || area === "cards" || area === "measures" ? area : "themes", measure: null, from: null };
}

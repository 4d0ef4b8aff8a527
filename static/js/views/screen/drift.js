/**
 * Which idea drifts over the wall next, and for how long. Pure.
 *
 * One idea at a time, new ones first, each long enough to be read twice; when nothing new comes, earlier ones of this
 * round return, those shown least first, so that no table is forgotten.
 */

const READ_TWICE_CHARACTERS_PER_SECOND = 14;
const SHORTEST_SECONDS = 9;
const LONGEST_SECONDS = 24;

/** @param {string} text @returns {number} seconds */
export function staySeconds(text) {
  return Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, Math.ceil(text.length / READ_TWICE_CHARACTERS_PER_SECOND) + 4));
}

/**
 * @param {any[]} ideas of this round @param {Map<number, number>} shown idea → how often it has been on the wall
 * @param {number | null} current the idea that is there now
 * @returns {any | null}
 */
export function nextIdea(ideas, shown, current) {
  const others = ideas.length > 1 ? ideas.filter((idea) => idea.number !== current) : ideas;
  const often = (/** @type {any} */ idea) => shown.get(idea.number) ?? 0;
  return others.reduce((best, idea) => {
    if (best === null || often(idea) < often(best)) return idea;
    // Among the unseen the newest; among the seen the one whose turn is longest ago comes first by its number.
    if (often(idea) === often(best) && often(idea) === 0 && idea.at > best.at) return idea;
    return best;
  }, null);
}

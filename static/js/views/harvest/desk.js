/**
 * The theme team's desk, counted from the state: which ideas wait, which lie in themes, what a measure rests on. Pure.
 *
 * @typedef {Record<string, Record<string, any>>} State
 * @typedef {object} Filter
 * @property {string} words
 * @property {number | null} topic
 * @property {number | null} table
 * @property {number | null} round
 * @property {boolean} assignedToo ideas that lie in a theme already, too
 */

/** @type {Filter} */
export const EVERYTHING = { words: "", topic: null, table: null, round: null, assignedToo: false };

/** @param {State} state @param {string} kind @returns {any[]} */
export function all(state, kind) {
  return Object.values(state[kind] ?? {}).sort((a, b) => a.number - b.number);
}

/** @param {State} state @returns {Map<number, number>} idea → the theme it lies in */
export function themeOfIdea(state) {
  const where = new Map();
  for (const theme of all(state, "theme")) for (const idea of theme.ideas) where.set(idea, theme.number);
  return where;
}

/**
 * @param {State} state @param {Filter} filter
 * @returns {{topic: any, tables: {table: any, number: number, ideas: any[]}[]}[]} by topic, then by table; ideas in the order of writing
 */
export function pool(state, filter) {
  const taken = themeOfIdea(state);
  const words = filter.words.trim().toLocaleLowerCase();
  const ideas = all(state, "idea").filter(
    (idea) =>
      (filter.assignedToo || !taken.has(idea.number)) &&
      (filter.topic === null || idea.topic === filter.topic) &&
      (filter.table === null || idea.table === filter.table) &&
      (filter.round === null || idea.round === filter.round) &&
      (!words || idea.text.toLocaleLowerCase().includes(words) || String(idea.number) === words),
  );
  return all(state, "topic")
    .map((topic) => ({ topic, tables: byTable(state, ideas.filter((idea) => idea.topic === topic.number)) }))
    .filter((group) => group.tables.length > 0);
}

/** @param {State} state @param {any[]} ideas */
function byTable(state, ideas) {
  const numbers = [...new Set(ideas.map((idea) => idea.table))].sort((a, b) => a - b);
  return numbers.map((number) => ({
    number,
    table: state.table?.[number] ?? null,
    ideas: ideas.filter((idea) => idea.table === number),
  }));
}

/** @param {State} state @returns {{waiting: number, inThemes: number, themes: number}} */
export function progress(state) {
  const ideas = Object.keys(state.idea ?? {}).length;
  const placed = [...themeOfIdea(state).keys()].filter((idea) => state.idea?.[idea]).length;
  return { waiting: ideas - placed, inThemes: placed, themes: Object.keys(state.theme ?? {}).length };
}

/** @param {State} state @returns {{theme: any, ideas: any[], topics: any[], tables: number[]}[]} */
export function themesInFull(state) {
  return all(state, "theme").map((theme) => {
    const ideas = theme.ideas.map((/** @type {number} */ number) => state.idea?.[number]).filter(Boolean);
    return {
      theme,
      ideas,
      topics: unique(ideas.map((/** @type {any} */ idea) => idea.topic)).map((number) => state.topic?.[number]).filter(Boolean),
      tables: unique(ideas.map((/** @type {any} */ idea) => idea.table)),
    };
  });
}

/** @param {number[]} numbers */
function unique(numbers) {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/**
 * What each table found most worth agreeing with. It ranks thoughts, never people; ties go to the earlier one.
 * @param {State} state @param {number} count @returns {{table: any, topic: any, ideas: any[]}[]}
 */
export function topIdeas(state, count) {
  return all(state, "table").map((table) => ({
    table,
    topic: state.topic?.[table.topic] ?? null,
    ideas: all(state, "idea")
      .filter((idea) => idea.table === table.number && idea.supports > 0)
      .sort((a, b) => b.supports - a.supports || a.at - b.at)
      .slice(0, count),
  }));
}

/**
 * The trail behind a measure: each idea, the table and round it was written in, the relay card that round left there,
 * and the ideas it builds on.
 * @param {State} state @param {number[]} ideas
 */
export function evidence(state, ideas) {
  const places = new Map();
  for (const number of ideas) {
    const idea = state.idea?.[number];
    if (!idea) continue;
    const key = `${idea.table}:${idea.round}`;
    if (!places.has(key)) {
      places.set(key, {
        key,
        round: idea.round,
        table: state.table?.[idea.table] ?? { number: idea.table },
        topic: state.topic?.[idea.topic] ?? null,
        relay: state.relay?.[key] ?? null,
        ideas: [],
      });
    }
    places.get(key).ideas.push({
      idea,
      cited: Boolean(state.relay?.[key]?.insights.some((/** @type {any} */ line) => line.idea === number)),
      roots: idea.builds_on.map((/** @type {number} */ root) => state.idea?.[root]).filter(Boolean),
    });
  }
  return [...places.values()].sort((a, b) => a.table.number - b.table.number || a.round - b.round);
}

/**
 * A measure to begin with, as a theme gives it: its title, its summary, its ideas, and the field most of them belong to.
 * @param {State} state @param {number} number of the theme
 */
export function draftFromTheme(state, number) {
  const theme = state.theme?.[number];
  if (!theme) return { title: "", text: "", field: "", themes: [], ideas: [] };
  return {
    title: theme.title,
    text: theme.summary,
    field: mostFrequent(theme.ideas.map((/** @type {number} */ idea) => state.topic?.[state.idea?.[idea]?.topic]?.field ?? "")),
    themes: [number],
    ideas: [...theme.ideas],
  };
}

/** @param {string[]} words @returns {string} the one that comes most often, of several the first; "" for none */
function mostFrequent(words) {
  const count = new Map();
  for (const word of words) if (word) count.set(word, (count.get(word) ?? 0) + 1);
  return [...count.entries()].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ["", 0])[0];
}

/** @param {State} state @returns {{theme: any, dots: number, share: number}[]} most dots first; `share` of the longest bar, 0…1 */
export function bars(state) {
  const rows = all(state, "theme").map((theme) => ({ theme, dots: theme.dots ?? 0 }));
  const most = Math.max(1, ...rows.map((row) => row.dots));
  return rows.sort((a, b) => b.dots - a.dots).map((row) => ({ ...row, share: row.dots / most }));
}

/**
 * What hangs on the wall now, counted from the state. Pure.
 *
 * @typedef {Record<string, Record<string, any>>} State
 * @typedef {"draft" | "lobby" | "round" | "over" | "switch" | "harvest" | "dots" | "result" | "closed"} Scene
 */

/** @param {State} state @param {string} kind @returns {any[]} */
export function all(state, kind) {
  return Object.values(state[kind] ?? {}).sort((a, b) => (a.number ?? a.table) - (b.number ?? b.table));
}

/** @param {State} state @returns {Scene} */
export function sceneOf(state) {
  const clock = state.clock?.clock;
  if (clock?.phase === "round") return clock.state === "ended" ? "over" : "round";
  if (clock?.phase === "harvest") {
    const dots = state.dots?.dots?.state;
    return dots === "open" ? "dots" : dots === "closed" ? "result" : "harvest";
  }
  return clock?.phase ?? "draft";
}

/** @param {State} state @returns {number} how many people have a seat */
export function joined(state) {
  return all(state, "route").reduce((sum, route) => sum + route.numbers.length, 0);
}

/** @param {State} state @returns {number} how many have said that they are at their table */
export function arrived(state) {
  return Object.values(state.presence ?? {}).reduce((sum, presence) => sum + presence.here, 0);
}

/**
 * What is asked in this round: one question for the whole hall, or one for each topic. A question of this round and
 * topic goes before one for the topic in every round, that before one for all tables in this round, that before the rest.
 * @param {State} state @param {number} round
 * @returns {{topic: any, text: string}[]} `topic` is null for a question to everybody
 */
export function questions(state, round) {
  const asked = all(state, "topic").map((topic) => ({
    topic,
    text: [`${round}:${topic.number}`, `0:${topic.number}`, `${round}:0`, "0:0"].map((id) => state.question?.[id]?.text).find(Boolean) ?? "",
  }));
  const texts = new Set(asked.map((entry) => entry.text).filter(Boolean));
  if (texts.size <= 1) return [...texts].map((text) => ({ topic: null, text }));
  return asked.filter((entry) => entry.text);
}

/**
 * Who sits where, cut into pages that can be read from the back of the hall.
 * @param {State} state @param {number} perPage
 * @returns {{table: any, topic: any, numbers: number[]}[][]}
 */
export function routePages(state, perPage) {
  const rows = all(state, "table").map((table) => ({
    table,
    topic: state.topic?.[table.topic] ?? null,
    numbers: state.route?.[table.number]?.numbers ?? [],
  }));
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const even = Math.ceil(rows.length / pages);
  return Array.from({ length: pages }, (_, page) => rows.slice(page * even, (page + 1) * even));
}

/** @param {State} state @returns {any[]} themes with most ideas first */
export function themesBySize(state) {
  return all(state, "theme").sort((a, b) => b.ideas.length - a.ideas.length || a.number - b.number);
}

/** @param {State} state @returns {{theme: any, dots: number, share: number}[]} most dots first; `share` of the longest bar */
export function bars(state) {
  const rows = all(state, "theme").map((theme) => ({ theme, dots: theme.dots ?? 0 }));
  const most = Math.max(1, ...rows.map((row) => row.dots));
  return rows.sort((a, b) => b.dots - a.dots || a.theme.number - b.theme.number).map((row) => ({ ...row, share: row.dots / most }));
}

/** @template T @param {T[]} rows @param {number} perPage @param {number} tick which page is on, counted up for ever @returns {{rows: T[], page: number, pages: number}} */
export function turn(rows, perPage, tick) {
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const even = Math.ceil(rows.length / pages) || perPage;
  const page = tick % pages;
  return { rows: rows.slice(page * even, (page + 1) * even), page, pages };
}

/**
 * What a table's page wants to know, counted from the state. Pure.
 *
 * @typedef {import("./apply.js").State} State
 * @typedef {{table: number, round: number}} Place where a text is filed
 * @typedef {"draft" | "lobby" | "round" | "over" | "switch" | "harvest" | "closed"} Scene
 */

const SUPPORTED_AT_LEAST = 1;

/** @param {State} state @param {string} kind @returns {any[]} */
export const all = (state, kind) => Object.values(state[kind] ?? {}).sort((a, b) => a.number - b.number);

/** @param {State} state @returns {any} */
export const eventOf = (state) => state.event?.event ?? {};

/** @param {State} state @returns {any} */
export const clockOf = (state) => state.clock?.clock ?? { phase: "draft", state: "running", round: 0 };

/** @param {State} state @returns {any} */
export const youOf = (state) => state.you?.you ?? {};

/** @param {State} state @returns {Scene} */
export function sceneOf(state) {
  const { phase, state: run } = clockOf(state);
  return phase === "round" && run === "ended" ? "over" : phase;
}

/** @param {State} state @param {number | null} table @returns {any} */
export const topicOf = (state, table) => state.topic?.[state.table?.[table ?? 0]?.topic] ?? null;

/**
 * What is asked at a table in a round: the question for its topic in this round goes before one for its topic in every
 * round, that before one for all tables in this round, that before one for everybody always.
 * @param {State} state @param {number | null} table @param {number} round @returns {string}
 */
export function questionAt(state, table, round) {
  const topic = state.table?.[table ?? 0]?.topic ?? 0;
  const ids = [`${round}:${topic}`, `0:${topic}`, `${round}:0`, "0:0"];
  return ids.map((id) => state.question?.[id]?.text).find(Boolean) ?? "";
}

/** @param {State} state @param {number} now @returns {number | null} ms left on the clock; null where none runs */
export function timeLeft(state, now) {
  const clock = clockOf(state);
  if (clock.state === "paused") return clock.remaining_ms ?? 0;
  return clock.ends_at ? Math.max(0, clock.ends_at - now) : null;
}

/**
 * Where a text begun now belongs. After the bell, for as long as the event grants, still the round that has ended.
 * @param {State} state @param {number} now @returns {Place | null}
 */
export function placeNow(state, now) {
  const clock = clockOf(state);
  const you = youOf(state);
  const grace = now - clock.since < (eventOf(state).grace_seconds ?? 0) * 1000;
  if (clock.phase === "round" && (clock.state !== "ended" || grace)) return you.table ? { table: you.table, round: clock.round } : null;
  if (clock.phase === "switch" && grace && you.from_table) return { table: you.from_table, round: clock.round };
  return null;
}

/** @param {State} state whether texts are taken in at all, for whatever round they were begun in */
export const takesTexts = (state) => ["round", "switch", "harvest"].includes(clockOf(state).phase);

/** @param {Place | null} a @param {Place | null} b */
export const samePlace = (a, b) => a?.table === b?.table && a?.round === b?.round;

/** @param {State} state @param {number | null} table @returns {any[]} oldest first */
export const ideasAt = (state, table) => all(state, "idea").filter((idea) => idea.table === table);

/**
 * The ideas of others at the tables one has visited, without the one where one sits.
 * @param {State} state @returns {any[]}
 */
export function ideasElsewhere(state) {
  const { table } = youOf(state);
  return all(state, "idea").filter((idea) => idea.table !== table && !state.my_idea?.[idea.number]);
}

/**
 * One's own ideas as they are listed: in the harvest all, before it those that one doesn't see on this table.
 * @param {State} state @returns {any[]}
 */
export function ownListed(state) {
  const { table } = youOf(state);
  const ended = ["harvest", "closed"].includes(sceneOf(state));
  const mine = all(state, "my_idea").filter((idea) => idea.state !== "withdrawn");
  return mine.filter((idea) => ended || idea.table !== table || !state.idea?.[idea.number]);
}

/**
 * What was passed on to the group that sits here in `round`: the newest card of an earlier round.
 * @param {State} state @param {number | null} table @param {number} round @returns {any | null}
 */
export function relayFor(state, table, round) {
  const cards = Object.values(state.relay ?? {}).filter((card) => card.table === table && card.round < round);
  return cards.sort((a, b) => b.round - a.round)[0] ?? null;
}

/** @param {State} state @returns {{number: number, free: number, table: any}[]} for those who choose their table themselves */
export function seatsFree(state) {
  const mine = youOf(state).table;
  const open = all(state, "table").filter((table) => !table.closed || table.number === mine);
  return open.map((table) => ({
    number: table.number,
    free: Math.max(0, table.seats - (state.route?.[table.number]?.numbers.length ?? 0)),
    table,
  }));
}

/** @param {State} state whether one picks one's own table now */
export function mayChoose(state) {
  const clock = clockOf(state);
  return eventOf(state).policy === "choice" && ["lobby", "switch"].includes(clock.phase) && !youOf(state).hosts;
}

/** @param {State} state @returns {number} dots one may still place */
export function dotsLeft(state) {
  const placed = Object.values(state.my_dots ?? {}).reduce((sum, mine) => sum + mine.dots, 0);
  return (state.dots?.dots?.per_person ?? 0) - placed;
}

/** @param {any} theme @returns {number} from phones and from paper */
export const dotsOn = (theme) => theme.dots ?? 0;

/** @param {State} state @returns {any[]} in the order of their dots, once these are known */
export const themes = (state) => all(state, "theme").sort((a, b) => dotsOn(b) - dotsOn(a) || a.number - b.number);

/**
 * What each table found worth supporting: its most supported ideas, none where nobody supported any.
 * @param {State} state @param {number} [atMost]
 * @returns {{table: number, ideas: any[]}[]}
 */
export function topIdeas(state, atMost = 3) {
  return all(state, "table")
    .map(({ number }) => ({
      table: number,
      ideas: ideasAt(state, number)
        .filter((idea) => idea.supports >= SUPPORTED_AT_LEAST)
        .sort((a, b) => b.supports - a.supports || a.number - b.number)
        .slice(0, atMost),
    }))
    .filter((group) => group.ideas.length > 0);
}

/**
 * The author's own grey copies: new ideas on their way, and refused ones. One that has arrived by another road (its
 * change was quicker than the answer) is left out, or it would stand there twice for a moment.
 * @param {State} state @param {import("../live/keep.js").Entry[]} entries
 */
export function copies(state, entries) {
  return entries.filter(({ name, args, after, error, saved }) => {
    if (name !== "idea.post" && name !== "idea.scribe") return false;
    if (error) return true;
    if (saved && state.idea?.[saved.result.idea]) return false;
    const mine = name === "idea.post" ? all(state, "my_idea") : all(state, "idea");
    return !mine.some((idea) => idea.number > after && idea.text === args.text && samePlace(idea, args.drafted));
  });
}

/**
 * What waits for an answer about ideas that exist: other words, support given or taken back, a withdrawal.
 * @param {import("../live/keep.js").Entry[]} entries
 * @returns {Map<number, {text?: string, id?: string, error?: any, supported?: boolean, withdrawn?: boolean}>}
 */
export function wishes(entries) {
  const found = new Map();
  for (const { id, name, args, error, saved } of entries) {
    if (!args.idea || saved) continue;
    const wish = found.get(args.idea) ?? {};
    if (name === "idea.edit") Object.assign(wish, { id, error, text: args.text });
    if (name === "idea.support") wish.supported = true;
    if (name === "idea.unsupport") wish.supported = false;
    if (name === "idea.withdraw") wish.withdrawn = true;
    found.set(args.idea, wish);
  }
  return found;
}

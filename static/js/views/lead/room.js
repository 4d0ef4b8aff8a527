/**
 * The room at a glance: what each table's card needs, counted from the state. Pure.
 *
 * @typedef {Record<string, Record<string, any>>} State
 * @typedef {object} TableGlance
 * @property {number} number
 * @property {any} table the kind `table`
 * @property {any} topic the kind `topic`, or null
 * @property {number} seated people with a seat here
 * @property {number} here of them, how many have said "Ich bin da"
 * @property {number} ideas written here in this round
 * @property {number} ideasInAll written here in all rounds
 * @property {number[]} pace ideas per minute of this round, oldest first
 * @property {any} help the raised hand, or null
 * @property {number} silentMinutes minutes without an idea; 0 unless the table has fallen silent
 */

export const SILENT_AFTER_MINUTES = 5;
const MINUTE = 60_000;
/** A round may be long; a sparkline of more than this many minutes is a hedge, not a line. */
const PACE_MINUTES_AT_MOST = 40;

/** @param {State} state @param {string} kind @returns {any[]} the values of one kind, by number */
export function all(state, kind) {
  return Object.values(state[kind] ?? {}).sort((a, b) => (a.number ?? a.table) - (b.number ?? b.table));
}

/** @param {State} state @param {number} now server time, ms @returns {TableGlance[]} */
export function tablesAtAGlance(state, now) {
  const clock = state.clock?.clock ?? null;
  const round = clock?.round ?? 0;
  const plan = state.round?.[round];
  const began = plan?.began_at ?? null;
  const until = Math.min(plan?.ended_at ?? now, now);
  const written = ideasByTable(state);
  return all(state, "table").map((table) => {
    const every = written.get(table.number) ?? [];
    const ideas = every.filter((idea) => idea.round === round);
    const presence = state.presence?.[table.number];
    return {
      number: table.number,
      table,
      topic: state.topic?.[table.topic] ?? null,
      seated: presence?.seated ?? state.route?.[table.number]?.numbers.length ?? 0,
      here: presence?.here ?? 0,
      ideas: ideas.length,
      ideasInAll: every.length,
      pace: began === null ? [] : pacePerMinute(ideas, began, until),
      help: state.help?.[table.number] ?? null,
      silentMinutes: silentMinutes(clock, ideas, began, now),
    };
  });
}

/** @param {State} state @returns {Map<number, any[]>} table → its ideas, oldest first */
export function ideasByTable(state) {
  /** @type {Map<number, any[]>} */
  const tables = new Map();
  for (const idea of all(state, "idea")) {
    const list = tables.get(idea.table);
    if (list) list.push(idea);
    else tables.set(idea.table, [idea]);
  }
  return tables;
}

/**
 * @param {{at: number}[]} ideas @param {number} began @param {number} until
 * @returns {number[]} how many ideas came in each begun minute; the last ones of a very long round
 */
export function pacePerMinute(ideas, began, until) {
  const minutes = Math.max(1, Math.ceil((until - began) / MINUTE));
  const pace = new Array(minutes).fill(0);
  for (const idea of ideas) {
    const minute = Math.floor((idea.at - began) / MINUTE);
    // What was filed after the bell belongs to the round, and to its last minute.
    if (minute >= 0) pace[Math.min(minute, minutes - 1)] += 1;
  }
  return pace.slice(-PACE_MINUTES_AT_MOST);
}

/**
 * A table is silent when a running round has brought it no idea for more than five minutes.
 * @param {any} clock @param {{at: number}[]} ideas of this round @param {number | null} began @param {number} now
 * @returns {number} whole minutes of silence, or 0
 */
export function silentMinutes(clock, ideas, began, now) {
  if (clock?.phase !== "round" || clock.state !== "running" || began === null) return 0;
  const last = ideas.reduce((latest, idea) => Math.max(latest, idea.at), began);
  const minutes = (now - last) / MINUTE;
  return minutes > SILENT_AFTER_MINUTES ? Math.floor(minutes) : 0;
}

/** @param {State} state @returns {{people: number, seated: number, here: number, absent: number, ideas: number, tables: number}} */
export function headcount(state) {
  const people = all(state, "person");
  const present = people.filter((person) => !person.absent);
  return {
    people: present.length,
    seated: present.filter((person) => person.table !== null).length,
    here: present.filter((person) => person.table !== null && person.arrived).length,
    absent: people.length - present.length,
    ideas: Object.keys(state.idea ?? {}).length,
    tables: Object.keys(state.table ?? {}).length,
  };
}

/** @param {State} state @returns {any[]} hands that are up, the longest wait first */
export function raisedHands(state) {
  return Object.values(state.help ?? {}).sort((a, b) => a.at - b.at);
}

/**
 * @param {State} state @param {number} number
 * @returns {{people: any[], free: number, rounds: {round: number, ideas: any[], relay: any}[], hidden: any[]}} one table in full
 */
export function tableInFull(state, number) {
  const table = state.table?.[number];
  const people = all(state, "person").filter((person) => person.table === number && !person.absent);
  const ideas = all(state, "idea").filter((idea) => idea.table === number);
  const hidden = all(state, "hidden").filter((idea) => idea.table === number);
  const relays = all(state, "relay").filter((relay) => relay.table === number);
  const rounds = [...new Set([...ideas, ...hidden, ...relays].map((value) => value.round))].sort((a, b) => b - a);
  return {
    people,
    free: Math.max(0, (table?.seats ?? 0) - people.length),
    rounds: rounds.map((round) => ({
      round,
      ideas: ideas.filter((idea) => idea.round === round).reverse(),
      relay: relays.find((relay) => relay.round === round) ?? null,
    })),
    hidden,
  };
}

/** @param {State} state @returns {{table: any, topic: any, free: number}[]} tables with a free seat */
export function tablesWithRoom(state) {
  return all(state, "table")
    .filter((table) => !table.closed)
    .map((table) => ({
      table,
      topic: state.topic?.[table.topic] ?? null,
      free: table.seats - (state.route?.[table.number]?.numbers.length ?? 0),
    }))
    .filter((entry) => entry.free > 0);
}

/**
 * What the lead can do now: one main step, and a few beside it. Pure: commands and numbers, no words.
 *
 * It mirrors the table of transitions of the house (cafe/domain/phases.py); the server decides anyway.
 *
 * @typedef {object} Step
 * @property {string} key names the step: which words it gets
 * @property {string} command
 * @property {Record<string, unknown>} args
 * @property {boolean} moves it moves people or ends something: it is asked about once more, in place
 * @property {boolean} calm nothing waits for it: the clock will do it by itself
 */

/** @param {Partial<Step> & {key: string, command: string}} step @returns {Step} */
const step = (step) => ({ args: {}, moves: false, calm: false, ...step });

/**
 * @param {any} clock @param {number} rounds how many rounds the event has
 * @returns {{main: Step | null, others: Step[], minutes: boolean, fewer?: false}} `minutes`: whether time can be added; `fewer`: none can be taken
 */
export function possibleSteps(clock, rounds) {
  const from = { from_round: clock.round };
  const start = step({ key: "start", command: "round.start", args: from, moves: true });
  const end = step({ key: clock.round < rounds ? "end" : "end_last", command: "round.end", args: from, moves: true });
  const harvest = step({ key: "harvest", command: "harvest.start", args: from, moves: true });
  const close = step({ key: "close", command: "event.close", args: from, moves: true });
  const pause = step({ key: "pause", command: "clock.pause" });
  const resume = step({ key: "resume", command: "clock.resume" });
  const more = clock.round < rounds;
  switch (`${clock.phase} ${clock.state}`) {
    case "draft running":
      return { main: step({ key: "open", command: "event.open" }), others: [], minutes: false };
    case "lobby running":
      return { main: start, others: [], minutes: false };
    case "round running":
      return { main: { ...end, calm: true }, others: [pause], minutes: true };
    case "round paused":
      return { main: resume, others: [end], minutes: true };
    case "round ended":
      return { main: harvest, others: [close], minutes: true, fewer: false };
    case "switch running":
      return { main: start, others: [pause, { ...harvest, key: "harvest_between" }], minutes: true };
    case "switch paused":
      return { main: start, others: [resume, { ...harvest, key: "harvest_between" }], minutes: true };
    case "harvest running":
      return more ? { main: start, others: [close], minutes: false } : { main: close, others: [], minutes: false };
    default:
      return { main: null, others: [], minutes: false };
  }
}

/** @param {any} clock @param {number} now @returns {number} whole seconds left to take the last step back, or 0 */
export function secondsToUndo(clock, now) {
  return clock?.undo_until ? Math.max(0, Math.ceil((clock.undo_until - now) / 1000)) : 0;
}

/** @param {any} clock @param {number} now @returns {number | null} ms left on the clock, negative never; null where none runs */
export function timeLeft(clock, now) {
  if (clock?.state === "paused") return clock.remaining_ms ?? 0;
  return clock?.ends_at ? Math.max(0, clock.ends_at - now) : null;
}

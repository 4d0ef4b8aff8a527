/**
 * What an answer to a command is worth. Captive portals, proxies and half-dead servers answer anything: nothing but a
 * whole answer with the command's own id counts.
 *
 * @typedef {{ok: true, id: string, seq: number, result: any}
 *   | {ok: false, id: string, error: {code: string, message: string, field?: string, retry_after?: number}}} Answer
 */

/** Not a no, only a not yet. */
const LATER = new Set(["rate_limited", "unavailable"]);
/** The words stay on the device: they can be sent once the person is back. */
const STAYS = new Set(["unauthenticated"]);

/**
 * @param {any} answers what came back for a batch
 * @param {string} id
 * @returns {Answer | null} this command's answer, or null where there is none
 */
export function answerTo(answers, id) {
  if (!Array.isArray(answers)) return null;
  const answer = answers.find((one) => one?.id === id);
  if (answer?.ok === true) return Number.isInteger(answer.seq) && answer.result && typeof answer.result === "object" ? answer : null;
  return answer?.ok === false && typeof answer.error?.code === "string" && typeof answer.error.message === "string" ? answer : null;
}

/** @param {Answer | null} answer @returns {boolean} whether nothing more is to be expected */
export const isFinal = (answer) => answer !== null && (answer.ok || !(LATER.has(answer.error.code) || STAYS.has(answer.error.code)));

/** @param {Answer | null} answer @returns {number | null} seconds to wait, where the server asks for time */
export const secondsToWait = (answer) => (answer && !answer.ok && LATER.has(answer.error.code) ? answer.error.retry_after ?? 2 : null);

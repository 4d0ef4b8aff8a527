import { signalBetween } from "../../lib/time.js";
import { clockOf, timeLeft } from "../../state/derive.js";

/**
 * When it rings: five minutes and one minute before a round ends, and once at its end, whether by the clock or by the
 * lead. A page opened later, and a pause, ring nothing.
 */
export class Bell {
  #round = 0;
  /** @type {number | null} */ #left = null;
  #talked = false;

  /** @param {import("../../state/apply.js").State} state @param {number} now @returns {import("../../lib/time.js").Signal | null} */
  look(state, now) {
    const { phase, state: run, round } = clockOf(state);
    const talks = phase === "round" && run !== "ended";
    const left = talks && run === "running" ? timeLeft(state, now) : null;
    const same = round === this.#round;
    const passed = same && this.#left !== null && left !== null ? signalBetween(this.#left, left) : null;
    const ends = this.#talked && (passed === "end" || (!talks && same));
    this.#talked = talks && !ends && (this.#talked || left !== 0);
    this.#round = round;
    this.#left = left;
    return ends ? "end" : passed === "end" ? null : passed;
  }
}

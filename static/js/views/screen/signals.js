import { remaining, signalBetween } from "../../lib/time.js";

/**
 * Which signal of a round has just been passed. Each once: the bell that the server rings itself, by ending the round,
 * counts as the end, whichever comes first.
 */
export class Signals {
  #round = 0;
  /** @type {number | null} what was left at the last look while the round ran */
  #left = null;

  /** @param {any} clock @param {number} now @returns {"five" | "one" | "end" | null} */
  passed(clock, now) {
    if (clock?.phase === "round" && clock.state === "running") return this.#running(clock, now);
    // A little before the deadline by our clock the server has rung already; ended early by the lead is no bell.
    const rung = this.#left !== null && this.#left > 0 && this.#left < 3_000 && clock?.round === this.#round && clock.state !== "paused";
    this.#left = null;
    return rung ? "end" : null;
  }

  /** @param {any} clock @param {number} now @returns {"five" | "one" | "end" | null} */
  #running(clock, now) {
    const left = remaining(clock.ends_at, now);
    const before = clock.round === this.#round ? this.#left : null;
    this.#round = clock.round;
    this.#left = left;
    return before === null ? null : signalBetween(before, left);
  }
}

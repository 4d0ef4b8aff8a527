import { apply } from "./apply.js";

/**
 * @typedef {import("./apply.js").State} State
 * @typedef {{seq: number, audience: string, prev: number, kind: string, id: string, value: any, at: number}} Change
 */

/** What this viewer may see now. */
export class Store {
  /** @type {State} */ state;
  /** @type {Map<string, number>} */ #seen = new Map();
  #floor = 0;

  /** @param {State} snapshot @param {number} seq what the snapshot contains already */
  constructor(snapshot = {}, seq = 0) {
    this.state = snapshot;
    this.#floor = seq;
  }

  /** @param {State} snapshot @param {number} seq */
  replace(snapshot, seq) {
    this.state = snapshot;
    this.#floor = seq;
    this.#seen.clear();
  }

  /**
   * Messages for two audiences may overtake each other, and both may carry the same object: the newer line of the
   * journal wins, in whichever order they come.
   * @param {Change} change @returns {boolean} whether it was news
   */
  put(change) {
    const key = `${change.kind} ${change.id}`;
    if (change.seq <= (this.#seen.get(key) ?? this.#floor)) return false;
    this.#seen.set(key, change.seq);
    apply(this.state, change);
    return true;
  }
}

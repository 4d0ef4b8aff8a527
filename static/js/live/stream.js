/**
 * What happens in the café, complete and in order, whatever the network does.
 *
 * Each audience has its own chain: a change names the seq before it (`prev`). Whoever holds another one has missed
 * something and resumes. What may be named in `since` is the seq up to which *every* audience is known to be complete.
 *
 * @typedef {import("../state/store.js").Change} Change
 * @typedef {object} Resumed
 * @property {number} now
 * @property {Record<string, any>} you
 * @property {number} seq
 * @property {Record<string, number>} audiences
 * @property {Change[]} [changes]
 * @property {import("../state/apply.js").State} [snapshot]
 */

/** The server names an audience in this many beats after a change on it; who is not named for so long has no news. */
const BEATS = 3;
/** Between two resumes in a row, so that a server that is behind is not asked in a tight circle. */
const REST_MS = 300;

export class Stream {
  /** @type {Map<string, number>} audience → the newest seq held */
  #held = new Map();
  /** @type {Map<string, number>} audience → the seq of the event up to which nothing on it is missing */
  #complete = new Map();
  /** @type {Change[]} what came while a resume was under way */
  #waiting = [];
  /** @type {Promise<boolean> | null} */
  #resuming = null;
  #again = false;
  /** @type {number[]} the seqs of the latest beats, with nothing missed since */
  #beats = [];

  /**
   * @param {import("../state/store.js").Store} store
   * @param {object} deps
   * @param {(since: number) => Promise<Resumed | null>} deps.resume asks the server; null if no answer came
   * @param {(you: Record<string, any>) => void} [deps.onYou]
   * @param {() => void} deps.onNews the state has changed
   * @param {(ms: number) => Promise<unknown>} [deps.rest]
   */
  constructor(store, { resume, onYou = () => {}, onNews, rest = (ms) => new Promise((done) => setTimeout(done, ms)) }) {
    this.store = store;
    this.resume = resume;
    this.rest = rest;
    this.onYou = onYou;
    this.onNews = onNews;
  }

  /** @returns {number} */
  get since() {
    const seqs = [...this.#complete.values()];
    return seqs.length > 0 ? Math.min(...seqs) : 0;
  }

  /** @returns {Record<string, number>} the newest seq held of each audience */
  get audiences() {
    return Object.fromEntries(this.#held);
  }

  /** @param {Resumed} answer of a resume, or what came with the page */
  begin(answer) {
    this.#held = new Map(Object.entries(answer.audiences));
    this.#complete = new Map(Object.keys(answer.audiences).map((audience) => [audience, answer.seq]));
    this.#beats = [];
    if (answer.snapshot) this.store.replace(answer.snapshot, answer.seq);
    else for (const change of answer.changes ?? []) this.store.put(change);
    this.onYou(answer.you);
    this.onNews();
  }

  /** @param {Change[]} changes */
  receive(changes) {
    if (this.#resuming) {
      this.#waiting.push(...changes);
      return;
    }
    let news = false;
    for (const [index, change] of changes.entries()) {
      const held = this.#held.get(change.audience);
      // Of an audience one has just left, or is about to be told to resume for.
      if (held === undefined || change.seq <= held) continue;
      if (change.prev !== held) {
        this.#waiting.push(...changes.slice(index));
        this.catchUp();
        break;
      }
      this.#held.set(change.audience, change.seq);
      this.#complete.set(change.audience, change.seq);
      news = this.store.put(change) || news;
    }
    if (news) this.onNews();
  }

  /** @param {{seq?: number, heads?: Record<string, number>, resume?: boolean}} beat */
  heard({ seq = 0, heads = {}, resume = false }) {
    if (this.#resuming) {
      this.#again ||= resume;
      return;
    }
    let behind = resume;
    for (const [audience, head] of Object.entries(heads)) {
      const held = this.#held.get(audience);
      if (held === undefined) continue;
      if (held < head) behind = true;
      else this.#complete.set(audience, Math.max(seq, this.#complete.get(audience) ?? 0));
    }
    if (behind) this.catchUp();
    else if ("all" in heads || Object.keys(heads).length === 0) this.#beat(seq);
  }

  /** The last beat of a round of them: what was so a few beats ago, without contradiction since, is so. @param {number} seq */
  #beat(seq) {
    this.#beats.push(seq);
    const agreed = this.#beats.length > BEATS ? this.#beats.shift() ?? 0 : 0;
    for (const [audience, known] of this.#complete) this.#complete.set(audience, Math.max(known, agreed));
  }

  /**
   * Fetches what is missing. Asked for again while it is under way, it goes round once more: what one may see can
   * have changed after the server read it.
   * @returns {Promise<boolean>} whether an answer came
   */
  catchUp() {
    if (this.#resuming) {
      this.#again = true;
      return this.#resuming;
    }
    this.#resuming = this.#ask();
    return this.#resuming;
  }

  async #ask() {
    let answer = null;
    do {
      if (this.#again) await this.rest(REST_MS);
      this.#again = false;
      answer = await this.resume(this.since).catch(() => null);
      if (answer) this.begin(answer);
    } while (answer && this.#again);
    this.#resuming = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    // Without an answer the connection is gone; what waits will come with the resume after the next connect.
    if (answer) this.receive(waiting.filter((change) => change.seq > answer.seq));
    return answer !== null;
  }
}

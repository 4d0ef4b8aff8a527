import { newId } from "../lib/ids.js";

/**
 * Commands on their way: kept on the device, sent in order, each until an answer with its own id has come.
 *
 * @typedef {import("./keep.js").Entry} Entry
 * @typedef {{ok: true, id: string, seq: number, result: any}
 *   | {ok: false, id: string, error: {code: string, message: string, field?: string, retry_after?: number}}} Answer
 */

const BATCH = 10;
const WAIT_FIRST_MS = 1_000;
const WAIT_LONGEST_MS = 15_000;
/** Not a no, only a not yet. */
const LATER = new Set(["rate_limited", "unavailable"]);
/** The words stay on the device: they can be sent once the person is back. */
const STAYS = new Set(["unauthenticated"]);

export class Outbox {
  /** @type {Entry[]} in the order in which they were given */
  entries = [];
  durable = true;
  /** @type {Map<string, (answer: Answer) => void>} */ #answers = new Map();
  /** @type {Promise<any>} */ #writing = Promise.resolve();
  #busy = false;
  #failures = 0;
  #notBefore = 0;
  #order = 0;
  #who = "";

  /**
   * @param {object} deps
   * @param {(commands: any[]) => Promise<any>} deps.ask sends a batch; rejects where no answer came
   * @param {() => void} deps.onEntries what waits has changed
   * @param {(entry: Entry) => boolean} deps.isDone whether an answered entry may be forgotten
   * @param {() => number} [deps.ticks]
   * @param {(then: () => void, ms: number) => any} [deps.later]
   */
  constructor({ ask, onEntries, isDone, ticks = () => performance.now(), later = (then, ms) => setTimeout(then, ms) }) {
    this.ask = ask;
    this.onEntries = onEntries;
    this.isDone = isDone;
    this.ticks = ticks;
    this.later = later;
    /** @type {any} */
    this.keep = null;
  }

  /**
   * What an earlier visit left behind goes first.
   * @param {any} keep @param {string} who
   */
  async open(keep, who) {
    this.#who = who;
    this.keep = keep;
    this.durable = keep.durable;
    const left = await keep.all().catch(() => this.#notDurable([]));
    const known = new Set(this.entries.map((entry) => entry.id));
    const earlier = left
      .filter((/** @type {Entry} */ entry) => entry.who === who && !known.has(entry.id))
      .sort((/** @type {Entry} */ a, /** @type {Entry} */ b) => a.order - b.order);
    const fresh = this.entries;
    this.#order = Math.max(0, ...earlier.map((/** @type {Entry} */ entry) => entry.order));
    for (const entry of fresh) {
      entry.who = who;
      entry.order = ++this.#order;
      this.#write((store) => store.put(plain(entry)));
    }
    this.entries = [...earlier, ...fresh];
    this.onEntries();
    this.pump();
  }

  /**
   * @param {string} name @param {any} args @param {number} [after]
   * @returns {{entry: Entry, answer: Promise<Answer>}}
   */
  add(name, args, after = 0) {
    /** @type {Entry} */
    const entry = { id: newId(), who: this.#who, name, args, order: ++this.#order, after };
    this.entries.push(entry);
    const answer = new Promise((settle) => this.#answers.set(entry.id, settle));
    this.#write((store) => store.put(plain(entry)));
    this.onEntries();
    this.pump();
    return { entry, answer: /** @type {Promise<Answer>} */ (answer) };
  }

  /** Forgets a refused entry: its author has dealt with it. @param {string} id */
  drop(id) {
    this.entries = this.entries.filter((entry) => entry.id !== id);
    this.#write((store) => store.remove(id));
    this.onEntries();
  }

  /** Forgets what was stored and has now arrived as a change. */
  tidy() {
    this.entries = this.entries.filter((entry) => !(entry.saved && this.isDone(entry)));
  }

  /** @returns {Entry[]} those the server has not answered yet */
  get waiting() {
    return this.entries.filter((entry) => !entry.error && !entry.saved);
  }

  /** The line is up again: no reason to wait any longer. */
  hurry() {
    this.#failures = 0;
    this.#notBefore = 0;
    this.pump();
  }

  /** Sends what waits, a batch at a time, the next only after the one before it has been answered. */
  async pump() {
    if (this.#busy || this.waiting.length === 0) return;
    const rest = this.#notBefore - this.ticks();
    if (rest > 0) return;
    this.#busy = true;
    const batch = this.waiting.slice(0, BATCH);
    const answers = await this.ask(batch.map(({ id, name, args }) => ({ id, name, args }))).catch(() => null);
    const answered = Array.isArray(answers) ? this.#settle(batch, answers) : false;
    this.#busy = false;
    if (answered) {
      this.#failures = 0;
      this.pump();
    } else if (this.#notBefore <= this.ticks()) this.#pause(backOff(this.#failures++));
    this.onEntries();
  }

  /** @param {Entry[]} batch @param {any[]} answers @returns {boolean} whether every one was answered for good */
  #settle(batch, answers) {
    let all = true;
    for (const entry of batch) {
      const answer = answers.find((one) => one?.id === entry.id && typeof one.ok === "boolean");
      if (!answer || (!answer.ok && typeof answer.error?.code !== "string")) all = false;
      else if (!answer.ok && STAYS.has(answer.error.code)) all = false;
      else if (!answer.ok && LATER.has(answer.error.code)) {
        all = false;
        this.#pause((answer.error.retry_after ?? 2) * 1000);
      } else this.#done(entry, answer);
    }
    return all;
  }

  /** @param {Entry} entry @param {any} answer */
  #done(entry, answer) {
    if (answer.ok) entry.saved = { result: answer.result };
    else entry.error = answer.error;
    const settle = this.#answers.get(entry.id);
    this.#answers.delete(entry.id);
    const done = this.isDone(entry);
    if (done) this.entries = this.entries.filter((one) => one !== entry);
    this.#write((store) => (answer.ok || done ? store.remove(entry.id) : store.put(plain(entry))));
    settle?.(answer);
  }

  /** @param {number} ms */
  #pause(ms) {
    this.#notBefore = this.ticks() + ms;
    this.later(() => this.pump(), ms + 1);
  }

  /** @param {(store: any) => Promise<any>} what one after the other, so that a removal never overtakes its put */
  #write(what) {
    if (this.keep) this.#writing = this.#writing.then(() => what(this.keep)).catch(() => this.#notDurable(null));
  }

  /** @template T @param {T} value @returns {T} */
  #notDurable(value) {
    this.durable = false;
    this.onEntries();
    return value;
  }
}

/** @param {Entry} entry what is worth keeping over a reload */
const plain = ({ id, who, name, args, order, after, error }) => ({ id, who, name, args, order, after, ...(error && { error }) });

/** @param {number} failures @returns {number} ms */
const backOff = (failures) => Math.min(WAIT_LONGEST_MS, WAIT_FIRST_MS * 2 ** failures) * (0.5 + Math.random() / 2);

import { newId } from "../lib/ids.js";
import { answerTo, isFinal, secondsToWait } from "./answer.js";

/**
 * Commands on their way: kept on the device, sent in order, each until an answer with its own id has come. Of several
 * tabs one sends for all; the others hear of it.
 *
 * @typedef {import("./keep.js").Entry} Entry
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {{leads: boolean, say: (word: any) => void, seize: () => void}} Lead
 */

const BATCH = 10;
const WAIT_FIRST_MS = 1_000;
const WAIT_LONGEST_MS = 15_000;
/** Another tab leads, and this tab's words are still here after so long: it sleeps, or its line is dead. */
const SEIZE_MS = 2_500;
/** What nobody came back for goes, whoever wrote it: sessions last no longer either. */
const MONTH_MS = 30 * 24 * 60 * 60_000;
/** Nobody else has this device's words. */
const ALONE = { leads: true, say: () => {}, seize: () => {} };

export class Outbox {
  /** @type {Entry[]} in the order in which they were given */
  entries = [];
  durable = true;
  /** The server asked for time, or gave no answer: what waits is not on its way at this moment. */
  stuck = false;
  /** How many were stored as far as this tab knows. */
  stored = 0;
  /** @type {Lead} */ tabs = ALONE;
  /** @type {Map<string, (answer: Answer) => void>} */ #answers = new Map();
  /** @type {Set<string>} ids that the device did not take */ #unsaved = new Set();
  /** @type {Promise<any>} */ #writing = Promise.resolve();
  #busy = false;
  #batch = BATCH;
  #failures = 0;
  #notBefore = 0;
  #order = 0;
  #who = "";

  /**
   * @param {object} deps
   * @param {(commands: any[]) => Promise<any>} deps.ask sends a batch; rejects where no answer came
   * @param {() => void} deps.onEntries what waits has changed
   * @param {(entry: Entry) => boolean} deps.isDone whether an answered entry may be forgotten
   * @param {() => boolean} [deps.isUp] whether the line is up
   * @param {() => number} [deps.ticks]
   * @param {(then: () => void, ms: number) => any} [deps.later]
   */
  constructor({ ask, onEntries, isDone, isUp = () => true, ticks = () => performance.now(), later = (then, ms) => setTimeout(then, ms) }) {
    this.ask = ask;
    this.onEntries = onEntries;
    this.isDone = isDone;
    this.isUp = isUp;
    this.ticks = ticks;
    this.later = later;
    /** @type {any} */
    this.keep = null;
  }

  /**
   * What an earlier visit left behind goes first.
   * @param {any} keep @param {string} who @param {Lead} [tabs]
   */
  async open(keep, who, tabs = ALONE) {
    this.#who = who;
    this.tabs = tabs;
    this.durable = keep.durable;
    const left = await keep.all("outbox").catch(() => this.#notDurable([]));
    this.keep = keep;
    const fresh = this.entries;
    this.entries = [];
    for (const entry of left) {
      if (entry.at < Date.now() - MONTH_MS) this.#write(() => keep.remove("outbox", entry.id));
      else this.#take(entry);
    }
    for (const entry of fresh.filter((one) => !this.entries.some((known) => known.id === one.id))) {
      entry.who = who;
      entry.order = ++this.#order;
      this.entries.push(entry);
      this.#store(entry);
    }
    this.onEntries();
    this.pump();
  }

  /**
   * @param {string} name @param {any} args @param {number} [after] @param {string} [id] of one that was begun earlier
   * @returns {{entry: Entry, answer: Promise<Answer>, kept: Promise<void>}} `kept`: the device has it, or has refused it
   */
  add(name, args, after = 0, id = newId()) {
    const entry = this.entries.find((one) => one.id === id) ?? { id, who: this.#who, name, args, order: ++this.#order, after, at: Date.now() };
    const answer = new Promise((settle) => this.#answers.set(id, settle));
    const kept = this.entries.includes(entry) ? Promise.resolve() : this.#store(entry);
    if (!this.entries.includes(entry)) this.entries.push(entry);
    this.onEntries();
    this.pump();
    this.#beImpatient();
    return { entry, answer: /** @type {Promise<Answer>} */ (answer), kept };
  }

  /** Forgets a refused entry: its author has dealt with it. @param {string} id */
  drop(id) {
    this.#forget(id);
    this.#write((keep) => keep.remove("outbox", id));
    this.tabs.say({ dropped: id });
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
    this.#beImpatient();
  }

  /** Another tab, or the worker, has said something. @param {any} word */
  heard(word) {
    if (word?.added) this.#take(word.added);
    if (word?.dropped) this.#forget(word.dropped);
    if (word?.settled) this.#settled(word.settled.id, word.settled.answer);
    this.onEntries();
    if (!word?.added) return;
    this.pump();
    this.#beImpatient();
  }

  /**
   * While this tab slept, others may have written or sent. What the device no longer has was sent by one of them, or the
   * device was wiped: it goes out once more, and the same id gets the same answer.
   */
  async look() {
    const left = this.keep && (await this.#write((keep) => keep.all("outbox")));
    if (!Array.isArray(left)) return;
    const known = new Map(left.map((/** @type {Entry} */ entry) => [entry.id, entry]));
    for (const entry of this.waiting) {
      entry.error ??= known.get(entry.id)?.error;
      if (!known.has(entry.id)) this.#store(entry);
    }
    for (const entry of left) this.#take(entry);
    this.onEntries();
    this.pump();
  }

  /** Sends what waits, a batch at a time, the next only after the one before it has been answered. */
  async pump() {
    if (this.#busy || !this.isUp()) return;
    const batch = this.#mine().slice(0, this.#batch);
    if (batch.length === 0 || this.#notBefore > this.ticks()) return;
    this.#busy = true;
    const answers = await this.ask(batch.map(({ id, name, args }) => ({ id, name, args }))).catch(() => null);
    const answered = this.#settle(batch, answers);
    this.#busy = false;
    this.stuck = !answered;
    if (answered) {
      this.#failures = 0;
      this.#batch = Math.min(BATCH, this.#batch * 2);
      this.pump();
    } else if (this.#notBefore <= this.ticks()) this.#pause(backOff(this.#failures++));
    this.onEntries();
  }

  /** @returns {Entry[]} what is this tab's to send */
  #mine() {
    return this.tabs.leads ? this.waiting : this.waiting.filter((entry) => this.#unsaved.has(entry.id));
  }

  /** Sees to it that somebody sends what waits. */
  #beImpatient() {
    const first = this.waiting[0]?.id;
    if (!first || this.tabs.leads) return;
    this.later(() => {
      if (!this.tabs.leads && this.isUp() && this.waiting[0]?.id === first) this.tabs.seize();
    }, SEIZE_MS);
  }

  /** @param {Entry[]} batch @param {any} answers @returns {boolean} whether every one was answered for good */
  #settle(batch, answers) {
    let all = true;
    for (const entry of batch) {
      const answer = answerTo(answers, entry.id);
      const seconds = secondsToWait(answer);
      if (seconds !== null) {
        // One at a time from here on: what was asked for later must not overtake it.
        this.#batch = 1;
        this.#pause((seconds + Math.random() / 2) * 1_000);
      }
      if (answer && isFinal(answer)) {
        this.#settled(entry.id, answer);
        this.tabs.say({ settled: { id: entry.id, answer } });
        if (answer.ok || !this.entries.includes(entry)) this.#write((keep) => keep.remove("outbox", entry.id));
        else this.#write((keep) => keep.put("outbox", plain(entry)));
      } else all = false;
    }
    return all;
  }

  /** @param {string} id @param {Answer} answer */
  #settled(id, answer) {
    const entry = this.entries.find((one) => one.id === id);
    if (entry && !entry.saved) {
      if (answer.ok) this.stored += 1;
      if (answer.ok) entry.saved = { result: answer.result };
      else entry.error = answer.error;
      if (this.isDone(entry)) this.#forget(id);
    }
    this.#unsaved.delete(id);
    const settle = this.#answers.get(id);
    this.#answers.delete(id);
    settle?.(answer);
  }

  /** Takes in what another visit, tab or page has left. @param {Entry} entry */
  #take(entry) {
    if (entry.who !== this.#who || this.entries.some((one) => one.id === entry.id)) return;
    this.#order = Math.max(this.#order, entry.order);
    this.entries = [...this.entries, entry].sort((a, b) => a.order - b.order);
  }

  /** @param {string} id */
  #forget(id) {
    this.entries = this.entries.filter((entry) => entry.id !== id);
    this.onEntries();
  }

  /** @param {Entry} entry @returns {Promise<void>} */
  #store(entry) {
    if (!this.keep) return Promise.resolve();
    if (!this.durable) this.#unsaved.add(entry.id);
    return this.#write((keep) => keep.put("outbox", plain(entry)), entry.id).then(() => {
      if (this.waiting.includes(entry)) this.tabs.say({ added: plain(entry) });
    });
  }

  /** @param {number} ms */
  #pause(ms) {
    this.#notBefore = this.ticks() + ms;
    this.later(() => this.pump(), ms + 1);
  }

  /**
   * One after the other, so that a removal never overtakes its put.
   * @param {(keep: any) => Promise<any>} what @param {string} [id]
   * @returns {Promise<any>}
   */
  #write(what, id) {
    if (!this.keep) return Promise.resolve();
    this.#writing = this.#writing
      .then(() => what(this.keep))
      .catch(() => {
        if (id) this.#unsaved.add(id);
        return this.#notDurable(null);
      });
    return this.#writing;
  }

  /** @template T @param {T} value @returns {T} */
  #notDurable(value) {
    this.durable = false;
    this.onEntries();
    this.pump();
    return value;
  }
}

/** @param {Entry} entry what is worth keeping over a reload */
const plain = ({ id, who, name, args, order, after, at, error }) => ({ id, who, name, args, order, after, at, ...(error && { error }) });

/** @param {number} failures @returns {number} ms */
const backOff = (failures) => Math.min(WAIT_LONGEST_MS, WAIT_FIRST_MS * 2 ** failures) * (0.5 + Math.random() / 2);

/**
 * The tabs that one person has open on this device: one of them leads and sends for all.
 *
 * Web Locks say which. Where a browser withholds them (plain http), a lease in localStorage does: it is renewed while
 * its holder lives, and two that take it in the same moment do no harm, since the same command id is stored once.
 *
 * @typedef {{request: (name: string, options: any, work: () => Promise<void>) => Promise<void>}} Locks
 * @typedef {{postMessage: (word: any) => void, onmessage: ((event: any) => void) | null}} Channel
 */

const LEASE_MS = 4_000;
const LOOK_MS = 1_000;

export class Tabs {
  leads = false;
  #wanted = false;
  /** @type {() => void} */ #release = () => {};
  /** @type {unknown} the lock that is held now */ #hold = null;
  #me = Math.random().toString(36).slice(2);
  #asked = false;
  #turn = 0;

  /**
   * @param {string} name of what is led: event and person
   * @param {object} deps
   * @param {() => void} deps.onLead this tab leads from now on
   * @param {(word: any) => void} deps.onWord what another tab said
   * @param {Locks | null} [deps.locks]
   * @param {Channel | null} [deps.channel]
   * @param {() => Storage} [deps.storage]
   * @param {() => number} [deps.now]
   * @param {(then: () => void, ms: number) => any} [deps.later]
   */
  constructor(name, { onLead, onWord, locks = globalThis.navigator?.locks ?? null, channel = openChannel(name), storage = () => localStorage, now = Date.now, later = setTimeout }) {
    this.name = `cafe:lead:${name}`;
    this.onLead = onLead;
    this.locks = locks;
    this.channel = channel;
    this.storage = storage;
    this.now = now;
    this.later = (/** @type {() => void} */ then, /** @type {number} */ ms) => later(then, ms);
    if (channel) channel.onmessage = (event) => onWord(event.data);
  }

  /** @param {any} word to the other tabs */
  say(word) {
    this.channel?.postMessage(word);
  }

  /** @param {boolean} able whether this tab could send now: only such a one may lead */
  want(able) {
    if (able === this.#wanted) return;
    this.#wanted = able;
    if (able) this.#enter();
    else this.#step(false);
  }

  /** The leader is asleep or gone astray: this tab takes over. */
  seize() {
    if (!this.#wanted || this.leads) return;
    if (this.locks) this.#queue(true);
    else this.#lease(true);
  }

  #enter() {
    if (this.locks) return void this.#queue(false);
    this.#lease(false);
    const turn = ++this.#turn;
    this.later(() => turn === this.#turn && this.#wanted && this.#enter(), LOOK_MS);
  }

  /** @param {boolean} steal */
  async #queue(steal) {
    if (!steal && this.#asked) return;
    this.#asked ||= !steal;
    let granted = false;
    const hold = () =>
      new Promise((/** @type {(value: void) => void} */ release) => {
        granted = true;
        if (!this.#wanted) return release();
        this.#release = release;
        this.#hold = hold;
        this.#step(true);
      });
    const done = /** @type {Locks} */ (this.locks).request(this.name, steal ? { steal } : {}, hold);
    const refused = await done.then(() => false, () => !granted);
    if (!steal) this.#asked = false;
    if (refused) this.locks = null; // a browser that has locks and doesn't give them: the lease, then
    // Given back, or taken by another tab.
    if (this.#hold === hold) this.#step(false);
    if (this.#wanted && !this.leads) this.#enter();
  }

  /** @param {boolean} seize */
  #lease(seize) {
    const now = this.now();
    try {
      const lease = JSON.parse(this.storage().getItem(this.name) ?? "null");
      const runs = lease && lease.until > now && lease.until <= now + LEASE_MS; // a clock set back makes no eternal lease
      if (runs && lease.tab !== this.#me && !seize) return this.#step(false);
      this.storage().setItem(this.name, JSON.stringify({ tab: this.#me, until: now + LEASE_MS }));
    } catch {
      // Storage is refused: every tab keeps its own in memory, and sends it.
    }
    this.#step(true);
  }

  /** @param {boolean} leads */
  #step(leads) {
    if (leads === this.leads) return;
    this.leads = leads;
    if (leads) return this.onLead();
    this.#hold = null;
    this.#release();
    this.#release = () => {};
    if (!this.locks) this.#giveUp();
  }

  #giveUp() {
    try {
      const lease = JSON.parse(this.storage().getItem(this.name) ?? "null");
      if (lease?.tab === this.#me) this.storage().removeItem(this.name);
    } catch {
      // nothing to give up
    }
  }
}

/** @param {string} name @returns {Channel | null} */
function openChannel(name) {
  return typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`cafe:${name}`);
}

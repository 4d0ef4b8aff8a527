import { openDB } from "../../vendor/idb.js";

/**
 * What lies on this device until the server has it, or until the network is back: IndexedDB, or only this page's memory
 * where a browser refuses it (private mode, full disk). `durable` tells which, and the page says so.
 *
 * @typedef {object} Entry a command that waits
 * @property {string} id
 * @property {string} who event and person: what one wrote is never sent as another
 * @property {string} name
 * @property {any} args
 * @property {number} order
 * @property {number} after the newest idea known when this was written
 * @property {number} at this device's clock, ms
 * @property {any} [error] the server said no; the words stay until their author has seen it
 * @property {{result: any}} [saved] acknowledged; kept in memory until the change has arrived
 *
 * @typedef {object} Picture what a page showed last, so that it can be opened without a connection
 * @property {string} page
 * @property {string} who
 * @property {number} at this device's clock, ms
 * @property {number} ahead how far the server's clock was ahead of it, ms
 * @property {any} resumed what a resume would have answered
 *
 * @typedef {"outbox" | "drafts" | "pictures"} Shelf
 */

export const DATABASE = "cafe";
const VERSION = 2;
/** @type {Record<Shelf, string>} */
const KEYS = { outbox: "id", drafts: "key", pictures: "page" };
/** Some browsers never answer; nobody waits for them. */
const PATIENCE_MS = 3_000;

export class MemoryKeep {
  durable = false;
  /** @type {Record<string, Map<string, any>>} */ #shelves = { outbox: new Map(), drafts: new Map(), pictures: new Map() };

  /** @param {Shelf} shelf @returns {Promise<any[]>} */
  async all(shelf) {
    return [...this.#shelf(shelf).values()];
  }

  /** @param {Shelf} shelf @param {any} thing */
  async put(shelf, thing) {
    this.#shelf(shelf).set(thing[KEYS[shelf]], thing);
  }

  /** @param {Shelf} shelf @param {string} key */
  async remove(shelf, key) {
    this.#shelf(shelf).delete(key);
  }

  /** @param {Shelf} shelf @returns {Map<string, any>} */
  #shelf(shelf) {
    return /** @type {Map<string, any>} */ (this.#shelves[shelf]);
  }
}

class DeviceKeep {
  durable = true;

  /** @param {any} db */
  constructor(db) {
    this.db = db;
  }

  /** @param {Shelf} shelf @returns {Promise<any[]>} */
  all(shelf) {
    return this.#do((db) => db.getAll(shelf));
  }

  /** @param {Shelf} shelf @param {any} thing @returns {Promise<any>} */
  put(shelf, thing) {
    return this.#do((db) => db.put(shelf, thing));
  }

  /** @param {Shelf} shelf @param {string} key @returns {Promise<any>} */
  remove(shelf, key) {
    return this.#do((db) => db.delete(shelf, key));
  }

  /**
   * A browser may close the database under us: it was wiped, or the browser is short of memory. One more attempt, with a
   * new one.
   * @param {(db: any) => Promise<any>} work
   */
  async #do(work) {
    try {
      return await work(this.db);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
      this.db = await connect();
      return work(this.db);
    }
  }
}

/** @returns {Promise<any>} */
function connect() {
  return openDB(DATABASE, VERSION, {
    upgrade: (/** @type {any} */ db) => {
      for (const [shelf, keyPath] of Object.entries(KEYS)) {
        if (!db.objectStoreNames.contains(shelf)) db.createObjectStore(shelf, { keyPath });
      }
    },
    // A newer release in another tab wants to rearrange: it may; this tab opens it anew.
    blocking: (/** @type {any} */ _now, /** @type {any} */ _wanted, /** @type {any} */ event) => event.target.close(),
  });
}

/** @type {Promise<MemoryKeep | DeviceKeep> | undefined} */
let opened;

/** This device's store, opened once. @returns {Promise<MemoryKeep | DeviceKeep>} */
export const openKeep = () => (opened ??= open());

/** @returns {Promise<MemoryKeep | DeviceKeep>} */
async function open() {
  try {
    const late = new Promise((done) => setTimeout(done, PATIENCE_MS, null));
    const db = await Promise.race([connect(), late]);
    return db ? new DeviceKeep(db) : new MemoryKeep();
  } catch {
    return new MemoryKeep();
  }
}

/**
 * Forgets what a person wrote and saw on this device; without `who`, what anybody did.
 * @param {string} [who] event and person
 */
export async function forget(who) {
  const keep = await openKeep();
  for (const shelf of /** @type {Shelf[]} */ (Object.keys(KEYS))) {
    for (const thing of await keep.all(shelf).catch(() => [])) {
      if (!who || thing.who === who) await keep.remove(shelf, thing[KEYS[shelf]]).catch(() => {});
    }
  }
}

/**
 * Where commands wait on this device until the server has them: IndexedDB, or only this page's memory where a browser
 * refuses it (private mode, full disk). `durable` tells which, and the page says so.
 *
 * @typedef {object} Entry a command that waits
 * @property {string} id
 * @property {string} who event and person: what one wrote is never sent as another
 * @property {string} name
 * @property {any} args
 * @property {number} order
 * @property {number} after the newest idea known when this was written
 * @property {any} [error] the server said no; the words stay until their author has seen it
 * @property {{result: any}} [saved] acknowledged; kept in memory until the change has arrived
 */

export class MemoryKeep {
  durable = false;
  /** @type {Map<string, Entry>} */ #entries = new Map();

  /** @returns {Promise<Entry[]>} */
  async all() {
    return [...this.#entries.values()];
  }

  /** @param {Entry} entry */
  async put(entry) {
    this.#entries.set(entry.id, entry);
  }

  /** @param {string} id */
  async remove(id) {
    this.#entries.delete(id);
  }
}

class DeviceKeep {
  durable = true;

  /** @param {any} db */
  constructor(db) {
    this.db = db;
  }

  /** @returns {Promise<Entry[]>} */
  all() {
    return this.db.getAll("outbox");
  }

  /** @param {Entry} entry @returns {Promise<any>} */
  put(entry) {
    return this.db.put("outbox", entry);
  }

  /** @param {string} id @returns {Promise<any>} */
  remove(id) {
    return this.db.delete("outbox", id);
  }
}

/** @returns {Promise<MemoryKeep | DeviceKeep>} */
export async function openKeep() {
  try {
    const { openDB } = await import("../../vendor/idb.js");
    const db = await openDB("cafe", 1, {
      upgrade: (/** @type {any} */ fresh) => void fresh.createObjectStore("outbox", { keyPath: "id" }),
    });
    return new DeviceKeep(db);
  } catch {
    return new MemoryKeep();
  }
}

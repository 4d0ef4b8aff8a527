/**
 * What somebody is writing, kept on the device with each keystroke, bound to the table and round where it was begun.
 *
 * @typedef {import("../state/derive.js").Place} Place
 * @typedef {{text: string, builds_on: number[], scribe: boolean}} Draft
 */

/** @type {Draft} */
export const NOTHING = Object.freeze({ text: "", builds_on: [], scribe: false });

export class Drafts {
  durable = true;
  /** @type {Map<string, string>} where storage is refused, as long as the page */ #unsaved = new Map();
  #prefix;
  #storage;

  /**
   * @param {string} who event and person: another person on this phone doesn't find them
   * @param {() => Storage} storage
   */
  constructor(who, storage = () => localStorage) {
    this.#prefix = `cafe:draft:${who}:`;
    this.#storage = storage;
  }

  /** @param {Place | null} place @returns {Draft} */
  get(place) {
    return place ? this.#read(key(place)) : NOTHING;
  }

  /** @param {Place} place @param {Draft} draft an empty one is forgotten */
  put(place, draft) {
    const isEmpty = !draft.text.trim();
    const text = JSON.stringify(draft);
    try {
      if (isEmpty) this.#storage().removeItem(this.#prefix + key(place));
      else this.#storage().setItem(this.#prefix + key(place), text);
      this.#unsaved.delete(key(place));
    } catch {
      this.durable = false;
      if (isEmpty) this.#unsaved.delete(key(place));
      else this.#unsaved.set(key(place), text);
    }
  }

  /** @returns {(Place & Draft)[]} all that is begun, the latest round first */
  all() {
    return [...new Set([...this.#kept(), ...this.#unsaved.keys()])]
      .map((name) => {
        const [table, round] = name.split(":").map(Number);
        return { table: table ?? 0, round: round ?? 0, ...this.#read(name) };
      })
      .filter((draft) => draft.text)
      .sort((a, b) => b.round - a.round);
  }

  /** @returns {string[]} */
  #kept() {
    try {
      const names = Object.keys(this.#storage());
      return names.filter((name) => name.startsWith(this.#prefix)).map((name) => name.slice(this.#prefix.length));
    } catch {
      return [];
    }
  }

  /** @param {string} name @returns {Draft} */
  #read(name) {
    try {
      return { ...NOTHING, ...JSON.parse(this.#unsaved.get(name) ?? this.#storage().getItem(this.#prefix + name) ?? "{}") };
    } catch {
      return NOTHING;
    }
  }
}

/** @param {Place} place */
const key = ({ table, round }) => `${table}:${round}`;

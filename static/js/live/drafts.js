/**
 * What somebody is writing, kept on the device with each keystroke, bound to the table and round where it was begun.
 *
 * It is kept twice: in localStorage, which a page can write before it dies, and in IndexedDB, which outlives a browser
 * that is killed (localStorage reaches the disk seconds later). The newer of the two counts; what was sent leaves a
 * mark for a while, so that the older one doesn't bring it back.
 *
 * Two tabs at one table don't write over each other: who finds words of another's keeps its own beside them.
 *
 * @typedef {import("../state/derive.js").Place} Place
 * @typedef {{text: string, builds_on: number[], scribe: boolean, sending?: string}} Draft `sending`: the command's id,
 *   from the press until the outbox has it
 * @typedef {Draft & {key: string, who: string, at: number}} Kept
 */

/** @type {Draft} */
export const NOTHING = Object.freeze({ text: "", builds_on: [], scribe: false });

/** What is no new idea: other words for one's own (note:edit:17), a relay card (note:relay:3:1). */
const NOTE = "note:";
const EDIT = "edit:";
const MARK_MS = 60 * 60_000;
const MONTH_MS = 30 * 24 * 60 * 60_000;
/** Keystrokes that come together go to IndexedDB together. */
const TOGETHER_MS = 150;

export class Drafts {
  durable = true;
  /** @type {Map<string, string>} where storage is refused, as long as the page */ #unsaved = new Map();
  /** @type {Map<string, string>} what this tab knows to stand where it writes */ #mine = new Map();
  /** @type {Map<string, string>} place → where this tab writes for it */ #slots = new Map();
  /** @type {Map<string, Kept>} on their way to IndexedDB */ #due = new Map();
  /** @type {any} */ #keep = null;
  #prefix;
  #who;
  #storage;
  #now;

  /**
   * @param {string} who event and person: another person on this phone doesn't find them
   * @param {() => Storage} storage
   * @param {() => number} now
   */
  constructor(who, storage = () => localStorage, now = Date.now) {
    this.#prefix = `cafe:draft:${who}:`;
    this.#who = who;
    this.#storage = storage;
    this.#now = now;
  }

  /**
   * Brings back what only IndexedDB still has, and writes there from now on.
   * @param {import("./keep.js").MemoryKeep | any} keep
   * @returns {Promise<boolean>} whether there was anything
   */
  async open(keep) {
    const now = this.#now();
    let found = false;
    this.#clearAway(now);
    for (const kept of /** @type {Kept[]} */ (await keep.all("drafts").catch(() => []))) {
      if (isOld(kept, now)) {
        void keep.remove("drafts", kept.key).catch(() => {});
        continue;
      }
      if (kept.who !== this.#who || !kept.key.startsWith(this.#prefix)) continue;
      const slot = kept.key.slice(this.#prefix.length);
      if (kept.at <= (this.#kept(slot)?.at ?? 0)) continue;
      found = found || Boolean(kept.text);
      this.#write(slot, kept);
    }
    this.#keep = keep;
    for (const slot of this.#names()) this.#later(/** @type {Kept} */ (this.#kept(slot)));
    return found;
  }

  /** @param {Place | null} place @returns {Draft} */
  get(place) {
    return place ? this.#read(this.#slotOf(place)) : NOTHING;
  }

  /** @param {Place} place @param {Draft} draft an empty one is forgotten */
  put(place, draft) {
    this.#put(this.#ownSlot(place), draft);
  }

  /**
   * What is being sent leaves the field, and stays on the device until the outbox has it.
   * @param {Place} place @param {Draft} draft
   * @returns {() => void} to be called then
   */
  send(place, draft) {
    const slot = this.#ownSlot(place);
    this.#put(slot, draft);
    this.#slots.set(key(place), this.#freeSlot(place));
    return () => this.sent(slot);
  }

  /** @param {Place} place @param {string} slot the tab writes on here */
  take(place, slot) {
    this.#slots.set(key(place), slot);
    this.#mine.set(slot, JSON.stringify(this.#kept(slot)));
  }

  /** @param {Place} place @returns {string} */
  slot(place) {
    return this.#slotOf(place);
  }

  /** @returns {(Place & Draft & {slot: string})[]} all that is begun, the latest round first */
  all() {
    return this.#texts().filter((draft) => !draft.sending);
  }

  /** @returns {(Place & Draft & {slot: string})[]} what was being sent when the page went away */
  unsent() {
    return this.#texts().filter((draft) => draft.sending);
  }

  #texts() {
    return this.#names()
      .filter((slot) => !slot.startsWith(NOTE))
      .map((slot) => {
        const [table, round] = slot.split(":").map(Number);
        return { slot, table: table ?? 0, round: round ?? 0, ...this.#read(slot) };
      })
      .filter((draft) => draft.text)
      .sort((a, b) => b.round - a.round || a.slot.localeCompare(b.slot));
  }

  /** The outbox has it. @param {string} slot */
  sent(slot) {
    this.#put(slot, NOTHING);
  }

  /** @param {string} name @param {string} text empty: done */
  putNote(name, text) {
    this.#put(NOTE + name, { ...NOTHING, text });
  }

  /** @param {string} name @returns {string} */
  note(name) {
    return this.#read(NOTE + name).text;
  }

  /** Other words for one's own idea, while they are being written. @param {number} idea @param {string} text empty: done */
  putEdit(idea, text) {
    this.putNote(EDIT + idea, text);
  }

  /** @returns {{idea: number, text: string}[]} */
  edits() {
    return this.#names()
      .filter((slot) => slot.startsWith(NOTE + EDIT))
      .map((slot) => ({ idea: Number(slot.slice(NOTE.length + EDIT.length)), text: this.#read(slot).text }))
      .filter((edit) => edit.text);
  }

  /** Nothing of this person stays here, and nothing more is kept. */
  forget() {
    this.#keep = null;
    this.#due.clear();
    this.#unsaved.clear();
    try {
      for (const slot of this.#names()) this.#storage().removeItem(this.#prefix + slot);
    } catch {
      // refused: nothing lies there
    }
  }

  // -- where a tab writes

  /** @param {Place} place */
  #slotOf(place) {
    return this.#slots.get(key(place)) ?? key(place);
  }

  /** Where this tab may write: not over words that it doesn't know. @param {Place} place */
  #ownSlot(place) {
    const slot = this.#slotOf(place);
    const stands = this.#kept(slot);
    const known = this.#mine.get(slot);
    const foreign = stands?.text && known !== undefined && known !== JSON.stringify(stands);
    const own = foreign ? this.#freeSlot(place) : slot;
    this.#slots.set(key(place), own);
    return own;
  }

  /** @param {Place} place */
  #freeSlot(place) {
    let slot = key(place);
    for (let number = 2; this.#kept(slot)?.text; number += 1) slot = `${key(place)}:${number}`;
    return slot;
  }

  // -- shelf and keep

  /** @param {string} slot @param {Draft} draft */
  #put(slot, draft) {
    const text = draft.text.trim() ? draft.text : "";
    const { builds_on, scribe, sending } = draft;
    const kept = { key: this.#prefix + slot, who: this.#who, at: this.#now(), text, builds_on, scribe, ...(sending && { sending }) };
    this.#write(slot, kept);
    this.#mine.set(slot, JSON.stringify(this.#kept(slot)));
    this.#later(kept);
  }

  /** @param {string} slot @param {Kept} kept */
  #write(slot, kept) {
    try {
      this.#storage().setItem(this.#prefix + slot, JSON.stringify(kept));
      this.#unsaved.delete(slot);
    } catch {
      this.durable = this.durable && Boolean(this.#keep?.durable);
      this.#unsaved.set(slot, JSON.stringify(kept));
    }
  }

  /** @param {Kept} kept */
  #later(kept) {
    if (!this.#keep) return;
    if (this.#due.size === 0) setTimeout(() => this.#flush(), TOGETHER_MS);
    this.#due.set(kept.key, kept);
  }

  #flush() {
    const due = [...this.#due.values()];
    this.#due.clear();
    for (const kept of due) this.#keep.put("drafts", kept).catch(() => (this.durable = this.#unsaved.size === 0));
  }

  /** @param {string} slot @returns {Draft} */
  #read(slot) {
    const kept = this.#kept(slot);
    if (!this.#mine.has(slot)) this.#mine.set(slot, JSON.stringify(kept));
    return kept ? { text: kept.text, builds_on: kept.builds_on, scribe: kept.scribe, ...(kept.sending && { sending: kept.sending }) } : NOTHING;
  }

  /** @param {string} slot @returns {Kept | null} */
  #kept(slot) {
    try {
      const kept = JSON.parse(this.#unsaved.get(slot) ?? this.#storage().getItem(this.#prefix + slot) ?? "null");
      return kept && typeof kept.text === "string" ? kept : null;
    } catch {
      return null;
    }
  }

  /** What anybody left here long ago, and marks that have done their work. @param {number} now */
  #clearAway(now) {
    try {
      const shelf = this.#storage();
      for (const name of Object.keys(shelf).filter((one) => one.startsWith("cafe:draft:"))) {
        if (isOld(JSON.parse(shelf.getItem(name) ?? "{}"), now)) shelf.removeItem(name);
      }
    } catch {
      // refused: nothing lies there
    }
  }

  /** @returns {string[]} */
  #names() {
    /** @type {string[]} */ let names = [];
    try {
      names = Object.keys(this.#storage()).filter((name) => name.startsWith(this.#prefix)).map((name) => name.slice(this.#prefix.length));
    } catch {
      // refused: there is only what this page has written
    }
    return [...new Set([...names, ...this.#unsaved.keys()])];
  }
}

/** @param {Place} place */
const key = ({ table, round }) => `${table}:${round}`;

/** @param {Kept} kept @param {number} now */
const isOld = (kept, now) => !(kept.at >= now - (kept.text ? MONTH_MS : MARK_MS));

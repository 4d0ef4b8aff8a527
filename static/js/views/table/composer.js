import { clone, fill } from "../../lib/fill.js";
import { _ } from "../../lib/i18n.js";
import { newId } from "../../lib/ids.js";
import { patch } from "../../lib/list.js";
import { clean, count, left } from "../../lib/text.js";
import { NOTHING } from "../../live/drafts.js";
import { placeNow, samePlace, takesTexts, youOf } from "../../state/derive.js";
import { part, quote, template } from "./ideas.js";

/**
 * Where one writes. A text belongs to the table and round where it was begun: it stays in its field over the bell, says
 * where it will be filed, and makes room for the next place only when it is sent, emptied or put aside.
 *
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {import("../../state/derive.js").Place} Place
 * @typedef {import("../../live/drafts.js").Draft} Draft
 * @typedef {{place: Place, buildsOn: number[], scribe: boolean, id: string, sent: () => void}} Post `id`: the command's,
 *   the same however often the page goes away meanwhile; `sent`: to be called once the outbox has it
 */

export const LIMIT = 280;
/** Who types says so again after this long; the server forgets it a little later. */
const SAY_EVERY_MS = 3_000;

export class Composer {
  /** @type {Place | null} */ place = null;
  /** @type {number[]} */ buildsOn = [];
  scribe = false;
  #began = false;
  #opening = false;
  #saidAt = -SAY_EVERY_MS;
  /** @type {Place | null} where a text begun now would go */ #here = null;

  /**
   * @param {HTMLElement} root
   * @param {import("../../live/drafts.js").Drafts} drafts
   * @param {(text: string, draft: Post) => void} onPost
   * @param {(typing: boolean) => void} onTyping
   */
  constructor(root, drafts, onPost, onTyping) {
    this.root = root;
    this.drafts = drafts;
    this.onPost = onPost;
    this.onTyping = onTyping;
    this.form = /** @type {HTMLFormElement} */ (part(root, "[data-composer]"));
    this.field = /** @type {HTMLTextAreaElement} */ (part(this.form, "textarea"));
    this.counter = part(root, "[data-counter][for=words]");
    this.#listen();
  }

  get text() {
    return this.field.value;
  }

  /** @param {State} state @param {number} now */
  draw(state, now) {
    const here = placeNow(state, now);
    this.#here = here;
    if (!this.#began) this.#begin(here);
    else if (!this.text.trim() && !samePlace(here, this.place)) this.#open(here);
    const usable = this.place !== null && takesTexts(state);
    this.form.hidden = !usable;
    this.counter.hidden = !usable;
    this.#drawPlace();
    part(this.form, "[data-composer-from]").hidden = this.buildsOn.length === 0;
    part(this.form, "[data-composer-from-text]").textContent = _("Knüpft an: %(text)s", { text: quote(state, this.buildsOn) });
    const scribe = part(this.root, "[data-act=scribe]");
    if (this.scribe && !youOf(state).hosts) this.#setScribe(false);
    scribe.setAttribute("aria-pressed", String(this.scribe));
    this.field.placeholder = this.scribe ? _("Was sagt Ihr Gegenüber?") : _("Ihre Idee …");
    this.#drawParked(takesTexts(state));
  }

  /** A text comes back into the field: a refused one, or one put aside. @param {Draft} draft @param {Place | null} place */
  restore(draft, place) {
    this.#open(place, draft);
    this.#keep();
    this.field.focus();
  }

  /** @param {string} slot of one of the drafts put aside */
  resume(slot) {
    const draft = this.drafts.all().find((one) => one.slot === slot);
    if (!draft) return;
    this.#take(draft);
    this.field.focus();
  }

  /** The device had more than the page knew when it began. */
  found() {
    if (!this.text.trim()) this.#began = false;
  }

  /** Makes room for a text at the place that holds now; the one begun elsewhere waits above. @param {State} state @param {number} now */
  park(state, now) {
    this.#open(placeNow(state, now));
    this.draw(state, now);
    this.field.focus();
  }

  /** @param {number} idea */
  buildOn(idea) {
    this.buildsOn = [idea];
    this.#keep();
    this.field.focus();
  }

  stopBuilding() {
    this.buildsOn = [];
    this.#keep();
    this.field.focus();
  }

  toggleScribe() {
    this.#setScribe(!this.scribe);
    this.field.focus();
  }

  /** @param {string} sentence empty: all is well */
  complain(sentence) {
    complain(part(this.form, "[data-composer-error]"), sentence);
    this.field.toggleAttribute("aria-invalid", Boolean(sentence));
    if (sentence) this.field.setAttribute("aria-invalid", "true");
  }

  /** On coming back: what was begun here, else what was begun last. @param {Place | null} here */
  #begin(here) {
    this.#began = true;
    const begun = this.drafts.all();
    const draft = begun.find((one) => samePlace(one, here)) ?? begun[0];
    if (draft) this.#take(draft);
    else this.#open(here);
  }

  /** @param {Place & Draft & {slot: string}} draft */
  #take({ slot, table, round }) {
    this.drafts.take({ table, round }, slot);
    this.#open({ table, round });
  }

  /** @param {Place | null} place @param {Draft} [draft] */
  #open(place, draft = this.drafts.get(place)) {
    this.place = place;
    this.field.value = draft.text;
    this.buildsOn = draft.builds_on;
    this.scribe = draft.scribe;
    this.complain("");
    this.#opening = true;
    this.field.dispatchEvent(new Event("input")); // the counter listens, too
    this.#opening = false;
  }

  #listen() {
    count(this.field, this.counter);
    this.field.addEventListener("input", () => {
      if (this.#opening) return;
      this.#keep();
      this.#drawPlace();
      this.complain("");
      if (performance.now() - this.#saidAt < SAY_EVERY_MS) return;
      this.#saidAt = performance.now();
      this.onTyping(true);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#post();
    });
  }

  #post() {
    const text = clean(this.text);
    if (!text || !this.place) return this.field.focus();
    const over = -left(text, LIMIT);
    if (over > 0) return this.complain(_("Das sind %(over)s Zeichen zu viel. Höchstens %(limit)s passen hierher; bitte kürzen Sie.", { over, limit: LIMIT }));
    const { place, buildsOn, scribe } = this;
    const id = newId();
    const sent = this.drafts.send(place, { text, builds_on: buildsOn, scribe, sending: id });
    this.#open(place, { ...NOTHING, scribe });
    this.#saidAt = -SAY_EVERY_MS;
    this.onTyping(false);
    this.onPost(text, { place, buildsOn, scribe, id, sent });
  }

  #keep() {
    if (this.place) this.drafts.put(this.place, { text: this.text, builds_on: this.buildsOn, scribe: this.scribe });
  }

  /** @param {boolean} on */
  #setScribe(on) {
    this.scribe = on;
    this.#keep();
  }

  /** Where the text will go: said as soon as there is one, and wherever it is not here and now. */
  #drawPlace() {
    const note = part(this.form, "[data-composer-place]");
    const late = this.place !== null && !samePlace(this.#here, this.place);
    const text = part(note, "[data-composer-place-text]");
    note.hidden = !(this.place && (late || this.ended || this.text.trim()));
    note.toggleAttribute("data-calm", !late && !this.ended);
    if (!note.hidden) setText(text, placeWords(/** @type {Place} */ (this.place), { late: late && this.#here !== null, ended: late || this.ended }));
    part(note, "[data-act=draft-park]").hidden = !(late && this.#here);
  }

  /** Set by the page: the round in which one writes has ended. */
  ended = false;

  /** @param {boolean} usable */
  #drawParked(usable) {
    const list = part(this.root, "[data-parked]");
    // Once nothing is taken in any more, what was not sent can still be read here.
    const parked = this.drafts
      .all()
      .filter((draft) => !usable || !samePlace(draft, this.place) || draft.slot !== this.drafts.slot(draft))
      .map(({ slot, table, round, text }) => ({
        slot,
        text,
        usable,
        where: usable
          ? _("Begonnen an Tisch %(table)s, Runde %(round)s", { table, round })
          : _("Nicht gesendet, nur auf diesem Gerät: Tisch %(table)s, Runde %(round)s", { table, round }),
      }));
    const edits = usable ? [] : this.drafts.edits();
    const unsent = edits.map(({ idea, text }) => ({ slot: `edit:${idea}`, text, usable, where: _("Nicht gesendete Änderung, nur auf diesem Gerät") }));
    const values = [...parked, ...unsent];
    list.hidden = values.length === 0;
    patch(list, values, {
      key: (draft) => draft.slot,
      make: (draft) => clone(template("parked-draft"), draft),
      update: (element, draft) => fill(element, draft),
    });
  }
}

/** @param {Place} place @param {{late: boolean, ended: boolean}} when `late`: one writes elsewhere by now */
function placeWords({ table, round }, { late, ended }) {
  if (late) return _("Begonnen an Tisch %(table)s in Runde %(round)s. Dort wird Ihr Text abgelegt.", { table, round });
  if (ended) return _("Noch für Tisch %(table)s, Runde %(round)s: Schreiben Sie in Ruhe zu Ende.", { table, round });
  return _("Für Tisch %(table)s, Runde %(round)s", { table, round });
}

/** @param {HTMLElement} element @param {string} words */
function setText(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** @param {HTMLElement} place with `[data-error-text]` in it @param {string} sentence */
export function complain(place, sentence) {
  place.hidden = !sentence;
  part(place, "[data-error-text]").textContent = sentence;
}

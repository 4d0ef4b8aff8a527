import { clone, fill } from "../../lib/fill.js";
import { _ } from "../../lib/i18n.js";
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

  /**
   * @param {HTMLElement} root
   * @param {import("../../live/drafts.js").Drafts} drafts
   * @param {(text: string, draft: {place: Place, buildsOn: number[], scribe: boolean}) => void} onPost
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
    if (!this.#began) this.#begin(here);
    else if (!this.text.trim() && !samePlace(here, this.place)) this.#open(here);
    const usable = this.place !== null && takesTexts(state);
    this.form.hidden = !usable;
    this.counter.hidden = !usable;
    this.#drawPlace(here);
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

  /** @param {Place} place one of the drafts put aside */
  resume(place) {
    this.#open(place);
    this.field.focus();
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
    const last = this.drafts.all()[0];
    this.#open(this.drafts.get(here).text || !last ? here : { table: last.table, round: last.round });
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
    this.drafts.put(place, NOTHING);
    this.#open(place, { ...NOTHING, scribe });
    this.#saidAt = -SAY_EVERY_MS;
    this.onTyping(false);
    this.onPost(text, { place, buildsOn, scribe });
  }

  #keep() {
    if (this.place) this.drafts.put(this.place, { text: this.text, builds_on: this.buildsOn, scribe: this.scribe });
  }

  /** @param {boolean} on */
  #setScribe(on) {
    this.scribe = on;
    this.#keep();
  }

  /** @param {Place | null} here */
  #drawPlace(here) {
    const note = part(this.form, "[data-composer-place]");
    const late = this.place !== null && !samePlace(here, this.place);
    const words = late && here
      ? _("Begonnen an Tisch %(table)s in Runde %(round)s. Dort wird Ihr Text abgelegt.", { ...this.place })
      : _("Noch für Tisch %(table)s, Runde %(round)s: Schreiben Sie in Ruhe zu Ende.", { ...this.place });
    note.hidden = !(this.place && (late || this.ended));
    const text = part(note, "[data-composer-place-text]");
    if (!note.hidden && text.textContent !== words) text.textContent = words;
    part(note, "[data-act=draft-park]").hidden = !(late && here);
  }

  /** Set by the page: the round in which one writes has ended. */
  ended = false;

  /** @param {boolean} usable */
  #drawParked(usable) {
    const list = part(this.root, "[data-parked]");
    // Once nothing is taken in any more, what was not sent can still be read here.
    const parked = this.drafts.all().filter((draft) => !usable || !samePlace(draft, this.place));
    list.hidden = parked.length === 0;
    const values = (/** @type {Place & Draft} */ draft) => ({
      ...draft,
      usable,
      where: usable
        ? _("Begonnen an Tisch %(table)s, Runde %(round)s", { table: draft.table, round: draft.round })
        : _("Nicht gesendet, nur auf diesem Gerät: Tisch %(table)s, Runde %(round)s", { table: draft.table, round: draft.round }),
    });
    patch(list, parked, {
      key: (draft) => `${draft.table}:${draft.round}`,
      make: (draft) => clone(template("parked-draft"), values(draft)),
      update: (element, draft) => fill(element, values(draft)),
    });
  }
}

/** @param {HTMLElement} place with `[data-error-text]` in it @param {string} sentence */
export function complain(place, sentence) {
  place.hidden = !sentence;
  part(place, "[data-error-text]").textContent = sentence;
}

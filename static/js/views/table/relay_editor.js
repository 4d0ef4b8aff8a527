import { clone, fill } from "../../lib/fill.js";
import { patch } from "../../lib/list.js";
import { clockOf, ideasAt, youOf } from "../../state/derive.js";
import { part, template } from "./ideas.js";

/**
 * The host's relay card: up to three insights, chosen or typed, and one open question. Kept on the device while it is
 * being written; begun anew for each round.
 *
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {{text: string, idea: number | null}} Line
 */

const LINES = 3;

export class RelayEditor {
  #place = "";
  /** @type {(number | null)[]} */ #from = [null, null, null];
  /** @type {State} */ #state = {};

  /** @param {HTMLElement} root @param {import("../../live/drafts.js").Drafts} drafts */
  constructor(root, drafts) {
    this.drafts = drafts;
    this.box = part(root, "[data-relay-editor]");
    this.lines = /** @type {HTMLTextAreaElement[]} */ ([...this.box.querySelectorAll("textarea[name^=insight]")]);
    this.question = /** @type {HTMLTextAreaElement} */ (part(this.box, "textarea[name=question]"));
    this.box.addEventListener("input", (event) => {
      if (event.target instanceof HTMLInputElement) this.#pick(Number(event.target.value), event.target.checked);
      this.#keep();
    });
  }

  /** @returns {{insights: Line[], question: string}} what is to be saved */
  get card() {
    const insights = this.lines.map((field, index) => ({ text: field.value.trim(), idea: this.#from[index] ?? null }));
    return { insights: insights.filter((line) => line.text), question: this.question.value.trim() };
  }

  /** @param {State} state */
  draw(state) {
    this.#state = state;
    const { hosts } = youOf(state);
    const { round } = clockOf(state);
    if (!hosts || !round) return;
    if (this.#place !== `${hosts}:${round}`) this.#open(`${hosts}:${round}`);
    const ideas = ideasAt(state, hosts).filter((idea) => idea.round === round).sort((a, b) => b.supports - a.supports || a.number - b.number);
    part(this.box, "[data-picks-box]").hidden = ideas.length === 0;
    const full = this.lines.every((field) => field.value.trim());
    const values = ideas.map(({ number, text }) => ({ number, text, picked: this.#from.includes(number), full: full && !this.#from.includes(number) }));
    patch(part(this.box, "[data-picks]"), values, {
      key: (pick) => pick.number,
      make: (pick) => this.#check(clone(template("pick"), pick), pick.picked),
      update: (element, pick) => this.#check(fill(element, pick), pick.picked),
    });
  }

  /** @param {Element} element @param {boolean} picked @returns {Element} */
  #check(element, picked) {
    const box = /** @type {HTMLInputElement} */ (element.querySelector("input"));
    box.checked = box.defaultChecked = picked;
    return element;
  }

  /** What was being written, else what has been saved. @param {string} place */
  #open(place) {
    this.#place = place;
    const saved = this.#state.relay?.[place];
    /** @type {{insights: Line[], question: string}} */
    const card = JSON.parse(this.drafts.note(this.#key) || "null") ?? { insights: saved?.insights ?? [], question: saved?.question ?? "" };
    this.lines.forEach((field, index) => (field.value = card.insights[index]?.text ?? ""));
    this.#from = this.lines.map((_field, index) => card.insights[index]?.idea ?? null);
    this.question.value = card.question;
  }

  /** @param {number} number @param {boolean} on */
  #pick(number, on) {
    const index = on ? this.lines.findIndex((field) => !field.value.trim()) : this.#from.indexOf(number);
    if (index < 0 || index >= LINES) return;
    this.#from[index] = on ? number : null;
    /** @type {HTMLTextAreaElement} */ (this.lines[index]).value = on ? this.#state.idea?.[number]?.text ?? "" : "";
    this.draw(this.#state);
  }

  #keep() {
    this.#from = this.#from.map((idea, index) => (this.lines[index]?.value.trim() ? idea : null));
    const insights = this.lines.map((field, index) => ({ text: field.value, idea: this.#from[index] }));
    this.drafts.putNote(this.#key, JSON.stringify({ insights, question: this.question.value }));
  }

  /** The server has it now. @param {{insights: Line[], question: string}} card what was saved */
  saved(card) {
    if (JSON.stringify(card) === JSON.stringify(this.card)) this.drafts.putNote(this.#key, "");
  }

  /** The device had more than the page knew when it began. */
  found() {
    if (!this.lines.some((field) => field.value) && !this.question.value) this.#place = "";
  }

  get #key() {
    return `relay:${this.#place}`;
  }
}

import { clone } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { nextIdea, staySeconds } from "./drift.js";
import { slot, template } from "./draw.js";

/** How long the old idea takes to go before the new one comes; the CSS fades in as long. */
const BREATH_MS = 1_200;

/** One idea of this round at a time drifts over the wall, stays to be read, and gives way to the next. */
export class Drift {
  #root;
  /** @type {Map<number, number>} idea → how often it has been here */
  #shown = new Map();
  /** @type {any} */
  #current = null;
  #until = 0;
  #round = 0;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
  }

  /** @param {import("./scene.js").State} state @param {number} now server time, ms */
  draw(state, now) {
    const clock = state.clock?.clock;
    if (clock?.phase !== "round") return this.#clear();
    if (clock.round !== this.#round) this.#begin(clock.round);
    const ideas = Object.values(state.idea ?? {}).filter((idea) => idea.round === clock.round);
    const standing = this.#current && state.idea?.[this.#current.number];
    // Hidden or taken back: it leaves the wall at once. Edited: the new words are shown.
    if (this.#current && !standing) this.#clear();
    else if (standing && standing.text !== this.#current.text) this.#show(standing, state, this.#until);
    if (now >= this.#until || !this.#current) this.#next(ideas, state, now);
  }

  /** @param {any[]} ideas @param {import("./scene.js").State} state @param {number} now */
  #next(ideas, state, now) {
    const idea = nextIdea(ideas, this.#shown, this.#current?.number ?? null);
    if (!idea || (idea === this.#current && ideas.length === 1)) return;
    this.#shown.set(idea.number, (this.#shown.get(idea.number) ?? 0) + 1);
    this.#show(idea, state, now + staySeconds(idea.text) * 1000 + BREATH_MS);
  }

  /** @param {any} idea @param {import("./scene.js").State} state @param {number} until */
  #show(idea, state, until) {
    const topic = state.topic?.[idea.topic];
    slot(this.#root, "drift").replaceChildren(
      clone(template("drifting-idea"), { number: idea.number, table: idea.table, text: idea.text, ...faceOf(topic?.face) }),
    );
    this.#current = idea;
    this.#until = until;
  }

  /** @param {number} round */
  #begin(round) {
    this.#round = round;
    this.#shown.clear();
    this.#clear();
  }

  #clear() {
    this.#current = null;
    this.#until = 0;
    const place = slot(this.#root, "drift");
    if (place.firstChild) place.replaceChildren();
  }
}

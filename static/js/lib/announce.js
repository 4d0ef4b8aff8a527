/**
 * Tells assistive technology what has happened, by one polite live region and at most once in five seconds: a table
 * of five people writing would drown everything else.
 */

const BUDGET_MS = 5_000;

/** Says at most one sentence per budget. What waits about the same thing is replaced by the newer sentence. */
export class Announcer {
  #region;
  #every;
  /** @type {Map<string, string>} */
  #waiting = new Map();
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;

  /**
   * @param {{ textContent: string | null }} region
   * @param {number} [every] milliseconds between two sentences
   */
  constructor(region, every = BUDGET_MS) {
    this.#region = region;
    this.#every = every;
  }

  /**
   * @param {string} sentence
   * @param {string} [about] what it is about ("ideas", "clock"): of several only the last is said
   */
  say(sentence, about = sentence) {
    this.#waiting.delete(about);
    this.#waiting.set(about, sentence);
    if (this.#timer === null) this.#next();
  }

  #next() {
    const first = this.#waiting.entries().next().value;
    this.#timer = first ? setTimeout(() => this.#next(), this.#every) : null;
    if (!first) return;
    const [about, sentence] = first;
    this.#waiting.delete(about);
    // The same words twice would be no change, and pass unheard: a space without width makes them new.
    this.#region.textContent = this.#region.textContent === sentence ? `${sentence}\u00a0` : sentence;
  }
}

/** @type {Announcer | null} */
let pageAnnouncer = null;

/**
 * Says a sentence in this page's live region.
 *
 * @param {string} sentence
 * @param {string} [about]
 */
export function announce(sentence, about) {
  const region = document.querySelector("[data-live-region]");
  if (!region) return;
  pageAnnouncer ??= new Announcer(region);
  pageAnnouncer.say(sentence, about);
}

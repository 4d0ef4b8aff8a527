import { openKeep } from "./keep.js";

/**
 * What a page showed last, kept on the device, so that it can be opened again in a dead spot. Only one person's at a
 * time, and only while the event goes on.
 *
 * @typedef {import("./keep.js").Picture} Picture
 */

const DAY_MS = 24 * 60 * 60_000;
/** At once: whoever was here before is no longer shown on this device. */
const FIRST_MS = 0;
const EVERY_MS = 3_000;

/** The page that a worker opens without a connection; of others, as the lead's with its names, nothing is kept. */
const PAGE = "table";

/** @param {string} page whether there is a reason to keep a picture of it */
const opensOffline = (page) => page === PAGE && Boolean(globalThis.navigator?.serviceWorker);

/**
 * What a page begins with: what came with it, else what it showed last.
 * @param {string} page
 * @returns {Promise<any>} as a resume answers, perhaps with `ahead`; null where there is nothing
 */
export async function opening(page) {
  const given = JSON.parse(document.querySelector("#state")?.textContent ?? "null");
  if (given) return given;
  const keep = await openKeep();
  const kept = /** @type {Picture | undefined} */ ((await keep.all("pictures").catch(() => [])).find((one) => one.page === page));
  if (kept && Date.now() - kept.at < DAY_MS) return { ...kept.resumed, ahead: kept.ahead };
  await keep.remove("pictures", page).catch(() => {});
  return null;
}

/** Keeps a page's picture up to date: soon after a change, and at once when the page is put away. */
export class Painter {
  #due = false;
  #stopped = false;
  #pause = FIRST_MS;

  /** @param {string} page @param {() => Omit<Picture, "page"> | null} look null: there is nothing to be kept any more */
  constructor(page, look) {
    this.page = page;
    this.look = look;
    if (opensOffline(page)) document.addEventListener("visibilitychange", () => document.hidden && void this.#paint());
  }

  /** Something has changed. */
  touch() {
    if (this.#due || this.#stopped || !opensOffline(this.page)) return;
    this.#due = true;
    setTimeout(() => void this.#paint(), this.#pause);
    this.#pause = EVERY_MS;
  }

  /** This person's picture goes, and no new one is made. */
  async stop() {
    this.#stopped = true;
    await (await openKeep()).remove("pictures", this.page).catch(() => {});
  }

  async #paint() {
    this.#due = false;
    if (this.#stopped) return;
    const seen = this.look();
    const keep = await openKeep();
    if (!keep.durable || this.#stopped) return;
    await (seen ? keep.put("pictures", { page: this.page, ...seen }) : keep.remove("pictures", this.page)).catch(() => {});
  }
}

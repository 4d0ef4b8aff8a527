/**
 * Documents take a while. Without this a link simply waits; with it the page says how far the document is, and one
 * can call it off. The server keeps what is ready for some minutes, so a second press finds it made.
 */

import { _ } from "../lib/i18n.js";

const LOOK_MS = 400;
const SLOW_MS = 1000;
const GIVE_UP = 5;

/**
 * @typedef {object} Progress
 * @property {string} state
 * @property {number | null} share
 * @property {string} words
 */

/** Takes over all lists of documents on the page. */
export function documents() {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("[data-order]");
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const place = link.closest("[data-document]");
    if (place instanceof HTMLElement && link.getAttribute("aria-busy") !== "true") void take(link, place);
  });
}

/**
 * One document from order to download.
 *
 * @param {HTMLAnchorElement} link
 * @param {HTMLElement} place its line in the list
 */
async function take(link, place) {
  const off = new AbortController();
  const headers = { "X-Cafe-Page": link.closest("[data-documents]")?.getAttribute("data-documents") ?? "" };
  const slow = setTimeout(() => show(place, { state: "waiting", share: null, words: _("Wird vorbereitet …") }), SLOW_MS);
  const call = place.querySelector("[data-cancel]");
  const stop = () => off.abort();
  call?.addEventListener("click", stop);
  link.setAttribute("aria-busy", "true");
  let order = "";
  try {
    order = await placed(link, headers);
    const ready = await made(order, place, slow, off.signal);
    if (ready) fetchFile(`${path(order)}/file${query(link)}`);
  } catch (error) {
    if (off.signal.aborted) {
      if (order) void fetch(path(order) + query(link), { method: "DELETE", headers, keepalive: true });
      show(place, null);
      link.focus();
    } else {
      show(place, { state: "failed", share: null, words: sentence(error) });
    }
  } finally {
    clearTimeout(slow);
    call?.removeEventListener("click", stop);
    link.removeAttribute("aria-busy");
  }

  /** @param {string} ticket */
  function path(ticket) {
    return new URL(ticket, new URL(`${link.dataset.order?.split("?")[0]}/`, location.href)).pathname;
  }

  /**
   * @param {string} ticket
   * @param {HTMLElement} at
   * @param {number} timer
   * @param {AbortSignal} signal
   * @returns {Promise<boolean>}
   */
  async function made(ticket, at, timer, signal) {
    for (let lost = 0; lost < GIVE_UP; ) {
      signal.throwIfAborted();
      const answer = await fetch(path(ticket) + query(link), { headers, signal }).catch((error) => {
        signal.throwIfAborted();
        return error instanceof TypeError ? null : Promise.reject(error);
      });
      if (answer?.ok) {
        lost = 0;
        const told = /** @type {Progress} */ (await answer.json());
        if (told.state === "ready") {
          clearTimeout(timer);
          show(at, at.querySelector("[data-making]:not([hidden])") ? told : null);
          return true;
        }
        if (told.state === "failed" || told.state === "cancelled") throw new Error(told.words);
        update(at, told);
      } else {
        lost += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    throw new Error(_("Der Server antwortet nicht. Bitte versuchen Sie es gleich noch einmal."));
  }
}

/**
 * @param {HTMLAnchorElement} link
 * @param {Record<string, string>} headers
 * @returns {Promise<string>} the ticket
 */
async function placed(link, headers) {
  const answer = await fetch(link.dataset.order ?? "", { method: "POST", headers });
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body.ticket;
  throw new Error(body.error?.message ?? _("Das hat nicht geklappt. Bitte laden Sie die Seite neu."));
}

/** @param {HTMLAnchorElement} link */
function query(link) {
  return new URL(link.href).search;
}

/** @param {string} address */
function fetchFile(address) {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}

/** @param {unknown} error */
function sentence(error) {
  const lost = error instanceof TypeError; // what fetch throws without a network
  if (lost || !(error instanceof Error)) {
    return _("Der Server antwortet nicht. Bitte versuchen Sie es gleich noch einmal.");
  }
  return error.message;
}

/**
 * Shows or hides what is going on at a document.
 *
 * @param {HTMLElement} place
 * @param {Progress | null} told
 */
function show(place, told) {
  const making = place.querySelector("[data-making]");
  making?.toggleAttribute("hidden", told === null);
  if (told) update(place, told);
}

/**
 * The bar without a share moves by itself; what is over has neither bar nor button.
 *
 * @param {HTMLElement} place
 * @param {Progress} told
 */
function update(place, told) {
  const words = place.querySelector("[data-words]");
  if (words && words.textContent !== told.words) words.textContent = told.words;
  const bar = place.querySelector("progress");
  const over = told.state === "ready" || told.state === "failed";
  bar?.closest(".row")?.toggleAttribute("hidden", over);
  if (told.share === null) bar?.removeAttribute("value");
  else bar?.setAttribute("value", String(told.share));
}

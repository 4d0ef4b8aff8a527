/**
 * Text as the server will see it: what is typed is normalised, and counted by code points, on both sides.
 */

const UNSEEN = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0]/g;

/**
 * NFC, without what cannot be seen, and without spaces at the ends or in a row. The server cleans again; this is for
 * counting, and for knowing one's own words again.
 *
 * @param {string} text
 * @returns {string}
 */
export function clean(text) {
  return text.normalize("NFC").replace(UNSEEN, "").replace(/\s+/g, " ").trim();
}

/**
 * Code points, as Python counts them: an emoji is one or a few, never two halves.
 *
 * @param {string} text
 * @returns {number}
 */
export function length(text) {
  return [...text].length;
}

/**
 * How many characters are left; below 0 when it is too long.
 *
 * @param {string} text
 * @param {number} limit
 * @returns {number}
 */
export function left(text, limit) {
  return limit - length(clean(text));
}

/**
 * Keeps a counter (macro `counter`) in step with its field. Near the end it is read aloud.
 *
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {HTMLElement} counter
 */
export function count(field, counter) {
  const limit = Number(counter.dataset.limit);
  const show = () => {
    const rest = left(field.value, limit);
    counter.textContent = String(rest);
    counter.classList.toggle("field-count-over", rest < 0);
    counter.setAttribute("aria-live", rest <= 20 ? "polite" : "off");
  };
  field.addEventListener("input", show);
  show();
}

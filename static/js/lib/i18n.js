/**
 * Sentences in the viewer's language. German stands in the code; every other language comes with the page, in
 * <script type="application/json" id="messages">: { "Speichern": "Save", "%(num)s Idee": ["%(num)s idea", "%(num)s ideas"] }.
 */

/** @typedef {Record<string, string | number>} Words */

/** @type {Record<string, string | string[]>} */
let messages = typeof document === "undefined" ? {} : read(document);

/**
 * The sentence in the viewer's language, with `%(name)s` replaced.
 *
 * @param {string} german
 * @param {Words} [words]
 * @returns {string}
 */
export function _(german, words) {
  const found = Object.hasOwn(messages, german) ? messages[german] : german;
  return interpolate(typeof found === "string" ? found : german, words);
}

/**
 * One or many; `%(num)s` is the number. German and English agree on when a thing is one.
 *
 * @param {string} one
 * @param {string} many
 * @param {number} num
 * @param {Words} [words]
 * @returns {string}
 */
export function ngettext(one, many, num, words) {
  const found = Object.hasOwn(messages, one) ? messages[one] : null;
  const [singular, plural] = Array.isArray(found) ? found : [one, many];
  return interpolate((num === 1 ? singular : plural) ?? many, { num, ...words });
}

/**
 * Replaces `%(name)s` and `%(name)d`, and `%%` by a percent sign, as Python does; without words the text stays as it is.
 *
 * @param {string} text
 * @param {Words} [words]
 * @returns {string}
 */
export function interpolate(text, words) {
  if (!words) return text;
  return text.replace(/%%|%\((\w+)\)[sd]/g, (all, name) => {
    if (all === "%%") return "%";
    return Object.hasOwn(words, name) ? String(words[name]) : all;
  });
}

/** Whose habits a language follows where countries differ: the English here is British. @type {Record<string, string>} */
const HABITS = { en: "en-GB" };

/**
 * The language of the page, as Intl wants it.
 *
 * @returns {string}
 */
export function locale() {
  const language = (typeof document !== "undefined" && document.documentElement.lang) || "de";
  return HABITS[language] ?? language;
}

/**
 * Speaks another catalogue from now on.
 *
 * @param {Record<string, string | string[]>} catalogue
 */
export function speak(catalogue) {
  messages = catalogue;
}

/**
 * The catalogue in a page; none means German.
 *
 * @param {Document} page
 * @returns {Record<string, string | string[]>}
 */
function read(page) {
  return JSON.parse(page.getElementById("messages")?.textContent || "{}");
}

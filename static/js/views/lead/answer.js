import { announce } from "../../lib/announce.js";
import { _ } from "../../lib/i18n.js";
import { slot } from "./places.js";

const STAYS_MS = 8_000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** What is said when something that shows no trace of its own has been done. */
const DONE = () => ({
  "announcement.send": _("Gesendet."),
  "announcement.withdraw": _("Weggenommen."),
  "person.needs": _("Festgehalten. Es gilt für die nächsten Sitzpläne."),
  "seating.move": _("Umgesetzt. Die Person sieht ihren neuen Tisch."),
  "person.release": _("Ihre Plätze sind frei. Wer doch noch kommt, bekommt einen anderen."),
  "seating.drop": _("Verworfen. Es bleibt, was bekannt gegeben ist."),
  "seating.publish": _("Der Sitzplan ist bekannt gegeben."),
  "idea.hide": _("Ausgeblendet. Der Grund ist aufgehoben."),
  "idea.restore": _("Die Idee liegt wieder auf dem Tisch."),
  "help.cancel": _("Erledigt."),
});

/**
 * Says what came of a command. A second press of something that has been done is no mistake: it is told calmly.
 * @param {HTMLElement} root @param {HTMLElement} element what was pressed @param {{name: string}} ask
 * @param {{ok: boolean, result?: any, error?: {code: string, message: string, field?: string}}} answer
 */
export function showAnswer(root, element, ask, answer) {
  if (!answer.ok && showAtField(element, answer.error)) return;
  const done = ask.name === "person.add" ? addedWords(answer.result) : DONE()[/** @type {keyof ReturnType<typeof DONE>} */ (ask.name)];
  const sentence = answer.ok ? done : answer.error?.message;
  if (sentence) showSentence(root, sentence, answer.ok ? "good" : answer.error?.code === "conflict" ? "calm" : "error");
}

/** @param {any} result */
function addedWords(result) {
  if (!result?.person) return undefined;
  return result.table ? _("Aufgenommen: Nummer %(person)s, Tisch %(table)s.", { person: result.person, table: result.table }) : _("Aufgenommen: Nummer %(person)s.", { person: result.person });
}

/** @param {HTMLElement} root @param {string} sentence @param {"good" | "calm" | "error"} tone */
export function showSentence(root, sentence, tone) {
  const place = slot(root, "answer");
  place.hidden = false;
  place.dataset.tone = tone;
  place.textContent = sentence;
  announce(sentence, "answer");
  clearTimeout(timer);
  timer = setTimeout(() => (place.hidden = true), STAYS_MS);
}

/** @param {HTMLElement} element @param {{field?: string, message: string} | undefined} error @returns {boolean} */
function showAtField(element, error) {
  for (const place of element.querySelectorAll("[data-error]")) /** @type {HTMLElement} */ (place).hidden = true;
  const input = element instanceof HTMLFormElement ? element.querySelector("input:not([type=radio]), textarea") : null;
  const place = input?.closest("[data-field]")?.querySelector("[data-error]");
  if (!error?.field || !place || !input) return false;
  /** @type {HTMLElement} */ (place).hidden = false;
  const words = place.querySelector("[data-error-text]");
  if (words) words.textContent = error.message;
  input.setAttribute("aria-invalid", "true");
  input.addEventListener("input", () => {
    input.removeAttribute("aria-invalid");
    /** @type {HTMLElement} */ (place).hidden = true;
  }, { once: true });
  return true;
}

/**
 * An honest word about the line.
 * @param {{line: "connecting" | "live" | "offline", waiting: number, stuck?: boolean}} line
 */
export function showLine({ line, waiting, stuck }) {
  const onItsWay = stuck ? _("Noch nicht gespeichert. Wird weiter versucht.") : _("Wird gespeichert …");
  const words = {
    live: waiting > 0 ? onItsWay : _("Verbunden"),
    connecting: _("Verbindung wird aufgebaut …"),
    offline: waiting > 0 ? _("Keine Verbindung. Ihr Schritt wartet und wird gesendet, sobald wieder Netz da ist.") : _("Keine Verbindung. Was Sie sehen, kann veraltet sein."),
  };
  return { connection: line, connection_text: words[line] };
}

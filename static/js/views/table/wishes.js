/** Up to three topics somebody would like to visit, best first. */
import { _ } from "../../lib/i18n.js";
import { all, youOf } from "../../state/derive.js";

/** @typedef {import("../../state/apply.js").State} State */

/** @param {HTMLFormElement} form @returns {HTMLSelectElement[]} */
const selects = (form) => [...form.querySelectorAll("select")];

/** Offers the topics, and shows what was wished; what somebody has just chosen stays. @param {HTMLFormElement} form @param {State} state */
export function drawWishes(form, state) {
  const topics = all(state, "topic");
  const wished = youOf(state).wishes ?? [];
  const sign = JSON.stringify([topics.map((topic) => [topic.number, topic.title]), wished]);
  if (form.dataset.shown === sign || form.contains(document.activeElement)) return;
  form.dataset.shown = sign;
  selects(form).forEach((select, index) => {
    const options = topics.map((topic) => new Option(topic.title, String(topic.number)));
    select.replaceChildren(new Option(_("kein Wunsch"), ""), ...options);
    select.value = String(wished[index] ?? "");
  });
}

/** @param {(string | number)[]} chosen what stands in the fields @returns {number[]} each topic once, best first */
export const wishedTopics = (chosen) => [...new Set(chosen.map(Number).filter((topic) => topic > 0))];

/** @param {HTMLFormElement} form @returns {number[]} */
export const wishesIn = (form) => wishedTopics(selects(form).map((select) => select.value));

import { cardArgs, sheetArgs } from "../paper.js";
import { commonTheme } from "./themes.js";

/**
 * Which command a button or a form of the desk asks for. Pure but for reading what was typed.
 * @typedef {{name: string, args: Record<string, unknown>}} Ask
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {import("./draw.js").Desk} Desk
 */

/** @param {Element} element @param {string} name */
const numberAt = (element, name) => Number(element.closest(`[data-${name}]`)?.getAttribute(`data-${name}`));

/** @param {HTMLElement} button with data-act @param {Desk} desk @param {HTMLElement} root @returns {Ask | null} */
export function askOfButton(button, desk, root) {
  switch (button.dataset.act) {
    case "assign":
      return { name: "idea.assign", args: { ideas: [...desk.picked], theme: Number(button.dataset.to) } };
    case "take-out":
      return { name: "idea.assign", args: { ideas: [...desk.picked], theme: null } };
    case "theme.remove":
      return { name: "theme.remove", args: { theme: numberAt(button, "theme") } };
    case "measure.remove":
      return { name: "measure.remove", args: { measure: numberAt(button, "measure") } };
    case "dots.open":
      return { name: "dots.open", args: { per_person: Number(/** @type {HTMLInputElement} */ (root.querySelector('[data-slot="per-person"]')).value) } };
    case "dots.close":
      return { name: "dots.close", args: {} };
    default:
      return null;
  }
}

/** @param {HTMLFormElement} form with data-form @param {State} state @param {Desk} desk @returns {Ask | null} */
export function askOfForm(form, state, desk) {
  const typed = new FormData(form);
  const text = (/** @type {string} */ name) => String(typed.get(name) ?? "").trim();
  const theme = numberAt(form, "theme");
  switch (form.dataset.form) {
    case "theme.new":
      return { name: "theme.save", args: { title: text("title"), ideas: [...desk.picked] } };
    case "theme.from":
      return makeTheme(text("title"), state, desk.picked);
    case "theme.save":
      return { name: "theme.save", args: { title: text("title"), summary: text("summary"), theme } };
    case "theme.merge":
      return { name: "theme.merge", args: { themes: [theme], into: Number(text("into")) } };
    case "dots.enter_paper":
      return { name: "dots.enter_paper", args: { theme, dots: Number(text("dots")) } };
    case "dots.sheet":
      return { name: "dots.enter_paper", args: sheetArgs(typed) };
    case "dots.void_sheet":
      return { name: "dots.void_sheet", args: { sheet: Number(text("void")) } };
    case "idea.scribe":
      return { name: "idea.scribe", args: cardArgs(typed) };
    case "measure.save":
      return { name: "measure.save", args: measureArgs(text, state, desk) };
    default:
      return null;
  }
}

/** Ideas of one theme are split off, so that its history says so; others simply become a theme. @param {string} title @param {State} state @param {ReadonlySet<number>} picked @returns {Ask} */
export function makeTheme(title, state, picked) {
  const theme = commonTheme(state, picked);
  const ideas = [...picked];
  return theme === null ? { name: "theme.save", args: { title, ideas } } : { name: "theme.split", args: { theme, ideas, title } };
}

/** @param {(name: string) => string} text @param {State} state @param {Desk} desk */
function measureArgs(text, state, desk) {
  const { themes, ideas } = desk.draft;
  const args = {
    title: text("measure_title"),
    text: text("text"),
    field: text("field"),
    // What has gone meanwhile, hidden or dissolved, can't be evidence any more.
    themes: themes.filter((theme) => state.theme?.[theme]),
    ideas: ideas.filter((idea) => state.idea?.[idea]),
  };
  return desk.route.measure === null ? args : { ...args, measure: desk.route.measure };
}

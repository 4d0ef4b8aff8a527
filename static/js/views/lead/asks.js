/**
 * Which command a button or a form asks for. Pure but for reading what was typed.
 * @typedef {{name: string, args: Record<string, unknown>}} Ask
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {import("./route.js").Route} Route
 */
import { fileOf, knownIn, readFixed } from "./fixed.js";
import { numbersIn } from "./needs.js";
import { roundToPlan } from "./seating.js";

/** @param {Element} element @param {string} name @returns {number} the number on the nearest element that carries one */
const numberAt = (element, name) => Number(element.closest(`[data-${name}]`)?.getAttribute(`data-${name}`));

/** @type {Record<string, (button: HTMLElement, state: State, route: Route) => Ask | null>} */
const ACTS = {
  "clock.extend": (button) => ({ name: "clock.extend", args: { minutes: Number(button.dataset.minutes) } }),
  "event.open": () => ({ name: "event.open", args: {} }),
  "clock.pause": () => ({ name: "clock.pause", args: {} }),
  "clock.resume": () => ({ name: "clock.resume", args: {} }),
  "step.undo": () => ({ name: "step.undo", args: {} }),
  "round.start": (_, state) => stepFrom("round.start", state),
  "round.end": (_, state) => stepFrom("round.end", state),
  "harvest.start": (_, state) => stepFrom("harvest.start", state),
  "event.close": (_, state) => stepFrom("event.close", state),
  "help.cancel": (button, _, route) => ({ name: "help.cancel", args: { table: numberAt(button, "table") || route.table } }),
  "idea.restore": (button) => ({ name: "idea.restore", args: { idea: numberAt(button, "idea") } }),
  "person.absent": (button) => ({ name: "person.absent", args: { person: numberAt(button, "person"), absent: true } }),
  "person.back": (button) => ({ name: "person.absent", args: { person: numberAt(button, "person"), absent: false } }),
  "person.release": () => ({ name: "person.release", args: {} }),
  "seating.move": moveAsk,
  "company.remove": (button) => ({ name: "company.remove", args: { company: numberAt(button, "company") } }),
  "table.close": (_button, _state, route) => ({ name: "table.close", args: { table: route.table } }),
  "table.open": (_button, _state, route) => ({ name: "table.open", args: { table: route.table } }),
  "seating.publish": (_, state) => ({ name: "seating.publish", args: { plan: state.plan?.plan?.plan } }),
  "seating.drop": (_, state) => ({ name: "seating.drop", args: { plan: state.plan?.plan?.plan } }),
  "announcement.withdraw": (_button, _state, route) => ({ name: "announcement.withdraw", args: route.table === null ? {} : { table: route.table } }),
};

/** @param {HTMLElement} button with data-act @param {State} state @param {Route} route @returns {Ask | null} */
export function askOfButton(button, state, route) {
  return ACTS[button.dataset.act ?? ""]?.(button, state, route) ?? null;
}

/** Steps name the round they leave: the second of two presses is then none. @param {string} name @param {State} state @returns {Ask} */
function stepFrom(name, state) {
  return { name, args: { from_round: state.clock?.clock.round } };
}

/** @param {HTMLElement} button @returns {Ask | null} */
function moveAsk(button) {
  const table = Number(/** @type {HTMLSelectElement | null} */ (button.parentElement?.querySelector("[data-move-to]"))?.value);
  return table ? { name: "seating.move", args: { person: numberAt(button, "person"), table } } : null;
}

/** @param {HTMLFormElement} form with data-form @param {State} state @param {Route} route @returns {Ask | null} */
export function askOfForm(form, state, route) {
  const typed = new FormData(form);
  const text = (/** @type {string} */ name) => String(typed.get(name) ?? "").trim();
  switch (form.dataset.form) {
    case "idea.hide":
      return { name: "idea.hide", args: { idea: numberAt(form, "idea"), reason: text("reason") } };
    case "announcement.all":
      return { name: "announcement.send", args: { text: text("all_text") } };
    case "announcement.table":
      return { name: "announcement.send", args: { text: text("table_text"), table: route.table } };
    case "seating.plan":
      return planAsk(form, typed, state);
    case "person.needs":
      return { name: "person.needs", args: { person: numberAt(form, "person"), pinned: numbersIn(text("pinned"))[0] ?? null, must: numbersIn(text("must")), must_not: numbersIn(text("must_not")) } };
    case "company.save":
      return { name: "company.save", args: { people: numbersIn(text("company_people")), together: text("together") === "yes" } };
    case "person.add":
      return { name: "person.add", args: { name: text("name"), group: text("group") || null, table: Number(text("table")) || null } };
    default:
      return null;
  }
}

/** Seconds a search is given: for one round, and for all that are left. */
const SECONDS = { next: 2, all: 3 };

/** A new search looks in other places than the one before. @param {HTMLFormElement} form @param {FormData} typed @param {State} state @returns {Ask} */
function planAsk(form, typed, state) {
  const policy = String(typed.get("policy"));
  const round = roundToPlan(state) ?? 1;
  const all = typed.get("scope") === "all" && round < (state.event?.event.rounds ?? 0);
  const args = { policy, seed: (state.plan?.plan?.plan ?? 0) + 1, all_rounds: all, seconds: all ? SECONDS.all : SECONDS.next };
  if (policy === "fixed") return { name: "seating.plan", args: { ...args, fixed: readFixed(fileOf(form) ?? "", knownIn(state, round)).seats } };
  return { name: "seating.plan", args: { ...args, emphasis: policy === "carousel" ? [] : typed.getAll("emphasis").map(String) } };
}

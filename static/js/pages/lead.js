/** The lead's console: wiring only. */
import { openSession } from "../live/session.js";
import { closeConfirm, confirmInPlace } from "../lib/confirm.js";
import { fill } from "../lib/fill.js";
import { count } from "../lib/text.js";
import { everySecond } from "../lib/time.js";
import { documents } from "../views/documents.js";
import { showAnswer, showLine } from "../views/lead/answer.js";
import { askOfButton, askOfForm } from "../views/lead/asks.js";
import { draw } from "../views/lead/draw.js";
import { Ears } from "../views/lead/ears.js";
import { takeFile } from "../views/lead/fixed.js";
import { routeOf } from "../views/lead/route.js";

const root = document.body;
let route = routeOf(location.hash);
const ears = new Ears();
const show = () => {
  draw(root, session.state, session.now(), route);
  ears.hear(session.state, session.now());
};

const session = openSession({ page: "lead", onState: show, onConnection: (line) => fill(root, showLine(line)) });
everySecond(show, () => session.now());
confirmInPlace();
documents();
const counter = document.querySelector("[data-counter]");
const message = document.querySelector("#field-all_text");
if (counter && message) count(/** @type {HTMLTextAreaElement} */ (message), /** @type {HTMLElement} */ (counter));

/** @param {HTMLElement} element a button or a form @param {import("../views/lead/asks.js").Ask | null} ask */
async function send(element, ask) {
  if (!ask || element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  const answer = await session.send(ask.name, ask.args);
  element.removeAttribute("aria-busy");
  if (answer.ok && element instanceof HTMLFormElement && !["seating.plan", "person.needs"].includes(ask.name)) element.reset();
  if (answer.ok) closeConfirm(element);
  if (answer.ok && ask.name === "seating.plan") bringIntoView("plan");
  // What has the focus is never taken away by a change; this one was asked for here, so the focus moves on first.
  if (answer.ok && ask.name === "idea.hide") focusPanel();
  showAnswer(root, element, ask, answer);
  show();
}

/** @param {string} name */
async function bringIntoView(name) {
  await new Promise((drawn) => setTimeout(drawn, 300));
  const place = root.querySelector(`[data-slot="${name}"]`);
  const side = place?.closest(".side");
  // Beside the tables the panel scrolls by itself, and the clock stays in sight.
  if (place && side && side.scrollHeight > side.clientHeight) side.scrollTop += place.getBoundingClientRect().top - side.getBoundingClientRect().top;
  else place?.scrollIntoView({ block: "start" });
}

function focusPanel() {
  /** @type {HTMLElement | null} */ (root.querySelector(`[data-panel="${route.panel}"] [data-panel-title]`))?.focus();
}

root.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-act]"));
  if (button) send(button, askOfButton(button, session.state, route));
});
root.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.dataset.form) return;
  event.preventDefault();
  send(form, askOfForm(form, session.state, route));
});
root.addEventListener("input", show);
root.addEventListener("change", async (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (!input.matches("[data-fixed-file]")) return;
  await takeFile(input);
  show();
});
root.addEventListener("toggle", show, true);

addEventListener("hashchange", () => {
  const from = route;
  route = routeOf(location.hash);
  show();
  if (route.panel !== "tables") return focusPanel();
  /** @type {HTMLElement | null} */ (root.querySelector(`[data-testid="tile-open"][href="#table-${from.table}"]`))?.focus();
});
root.addEventListener("keydown", (event) => {
  const inQuestion = /** @type {Element} */ (event.target).closest("details[data-confirm][open]");
  if (event.key === "Escape" && !inQuestion && route.panel !== "tables") location.hash = "#tables";
});

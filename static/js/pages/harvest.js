/** The theme team's desk: wiring only. */
import { openSession } from "../live/session.js";
import { closeConfirm, confirmInPlace } from "../lib/confirm.js";
import { fill } from "../lib/fill.js";
import { ngettext } from "../lib/i18n.js";
import { showLine } from "../views/lead/answer.js";
import { showHarvestAnswer } from "../views/harvest/answer.js";
import { askOfButton, askOfForm } from "../views/harvest/asks.js";
import { EVERYTHING } from "../views/harvest/desk.js";
import { Drag } from "../views/harvest/drag.js";
import { draw } from "../views/harvest/draw.js";
import { beginForm, draftFor, ticked } from "../views/harvest/measures.js";
import { routeOf } from "../views/harvest/route.js";
import { nextPaper, readyForCards } from "../views/paper.js";

const root = document.body;
const form = /** @type {HTMLFormElement} */ (root.querySelector('[data-form="measure.save"]'));
/** @type {import("../views/harvest/draw.js").Desk} */
const desk = { route: routeOf(location.hash), filter: { ...EVERYTHING }, picked: new Set(), entered: new Map(), draft: { title: "", text: "", field: "", themes: [], ideas: [] } };
const show = () => draw(root, session.state, desk);

const session = openSession({ page: "lead", onState: show, onConnection: (line) => fill(root, showLine(line)) });
confirmInPlace();
readyForCards(root);
arrive();

/** @param {HTMLElement} element @param {import("../views/harvest/asks.js").Ask | null} ask */
async function send(element, ask) {
  if (!ask || element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  const answer = await session.send(ask.name, ask.args);
  element.removeAttribute("aria-busy");
  if (answer.ok) settle(element, ask);
  showHarvestAnswer(root, element, ask, answer);
  show();
}

/** @param {HTMLElement} element @param {import("../views/harvest/asks.js").Ask} ask */
function settle(element, ask) {
  closeConfirm(element);
  if (ask.name === "dots.enter_paper" && ask.args.theme) desk.entered.set(Number(ask.args.theme), Number(ask.args.dots));
  if (ask.args.ideas && ask.name !== "measure.save") desk.picked.clear();
  if (ask.name === "measure.save") location.hash = "#measures";
  else if (element instanceof HTMLFormElement && element.matches("[data-card-entry], [data-sheet-entry]")) nextPaper(element);
  else if (element instanceof HTMLFormElement) element.reset();
  const fold = /** @type {HTMLDetailsElement | null} */ (element.closest("[data-editable]"));
  if (fold) fold.open = false;
}

function arrive() {
  desk.route = routeOf(location.hash);
  if (desk.route.area === "measure") {
    desk.draft = draftFor(session.state, desk.route);
    beginForm(form, desk.draft);
  }
  show();
}

addEventListener("hashchange", () => {
  arrive();
  /** @type {HTMLElement | null} */ (root.querySelector("[data-area]:not([hidden]) h2[tabindex]"))?.focus();
});
root.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-act]"));
  if (!button) return;
  if (button.dataset.act === "unpick") desk.picked.clear();
  send(button, askOfButton(button, desk, root));
  show();
});
root.addEventListener("submit", (event) => {
  const sent = /** @type {HTMLFormElement} */ (event.target);
  if (!sent.dataset.form) return;
  event.preventDefault();
  send(sent, askOfForm(sent, session.state, desk));
});
root.addEventListener("input", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  const filter = field.dataset.filter;
  if (filter === "words") desk.filter.words = field.value;
  else if (filter === "assignedToo") desk.filter.assignedToo = field.checked;
  else if (filter) Object.assign(desk.filter, { [filter]: field.value ? Number(field.value) : null });
  if (field.matches("[data-pick]")) {
    const idea = Number(field.closest("[data-idea]")?.getAttribute("data-idea"));
    if (field.checked) desk.picked.add(idea);
    else desk.picked.delete(idea);
  }
  if (form.contains(field) && (field.name === "theme" || field.name === "idea")) desk.draft = ticked(session.state, desk.draft, field.name, Number(field.value), field.checked);
  show();
});

new Drag(
  root,
  (idea) => (desk.picked.has(idea) ? [...desk.picked] : [idea]),
  (count) => ngettext("%(num)s Idee", "%(num)s Ideen", count),
  (ideas, target) => {
    if (target === "new") {
      for (const idea of ideas) desk.picked.add(idea);
      show();
      /** @type {HTMLElement | null} */ (root.querySelector('[data-form="theme.new"] input'))?.focus();
      return;
    }
    const theme = target === "" ? null : Number(target);
    send(/** @type {HTMLElement} */ (root.querySelector('[data-slot="themes"]')), { name: "idea.assign", args: { ideas, theme } });
  },
);

import { patch } from "../../lib/list.js";
import { clone } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { _, ngettext } from "../../lib/i18n.js";
import { mmss, nearness, remaining } from "../../lib/time.js";
import { setBoard } from "./board.js";
import { fit } from "./fit.js";
import { arrived, bars, joined, questions, routePages, sceneOf, themesBySize, turn } from "./scene.js";

/** @typedef {import("./scene.js").State} State */

const THEMES_PER_PAGE = 9;
const BARS_PER_PAGE = 8;
const MEASURES_PER_PAGE = 6;
const QUESTIONS_PER_PAGE = 6;
const PAGE_SECONDS = 12;

/**
 * Draws the wall: the one scene that holds, and what stands around it.
 * @param {HTMLElement} root @param {State} state @param {number} now server time, ms
 */
export function draw(root, state, now) {
  const scene = sceneOf(state);
  showScene(root, scene);
  drawFrame(root, state, scene, now);
  /** @type {Record<string, () => void>} */
  const scenes = {
    lobby: () => drawLobby(root, state),
    round: () => drawRound(root, state, now),
    switch: () => drawSwitch(root, state, now),
    harvest: () => drawThemes(root, state, now),
    dots: () => drawThemes(root, state, now),
    result: () => drawResult(root, state, now),
    closed: () => drawMeasures(root, state, now),
  };
  scenes[scene]?.();
}

/** @param {ParentNode} root @param {string} name @returns {HTMLElement} */
export function slot(root, name) {
  const found = root.querySelector(`[data-slot="${name}"]`);
  if (!found) throw new Error(`the wall has no place for ${name}`);
  return /** @type {HTMLElement} */ (found);
}

/** @param {HTMLElement} element @param {string} text */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {HTMLElement} root @param {string} scene */
function showScene(root, scene) {
  if (root.dataset.scene === scene && root.querySelector(`[data-scene-of~="${scene}"]:not([hidden])`)) return;
  root.dataset.scene = scene;
  for (const section of root.querySelectorAll("[data-scene-of]")) {
    /** @type {HTMLElement} */ (section).hidden = !section.matches(`[data-scene-of~="${scene}"]`);
  }
}

/** What stands around every scene. @param {HTMLElement} root @param {State} state @param {string} scene @param {number} now */
function drawFrame(root, state, scene, now) {
  const event = state.event?.event;
  const clock = state.clock?.clock;
  say(slot(root, "title"), event?.title ?? "");
  say(slot(root, "phase"), phaseWords(scene, clock, event));
  const headClock = slot(root, "head-clock");
  headClock.hidden = scene !== "switch";
  if (scene === "switch") drawClock(headClock, clock, now);
  const announcement = state.announcement?.all;
  slot(root, "announcement").hidden = !announcement;
  root.toggleAttribute("data-announced", Boolean(announcement));
  say(slot(root, "announcement-text"), announcement?.text ?? "");
  slot(root, "late").hidden = !["round", "over", "switch"].includes(scene);
}

/** @param {string} scene @param {any} clock @param {any} event */
function phaseWords(scene, clock, event) {
  if (scene === "round") return _("Runde %(round)s von %(rounds)s", { round: clock.round, rounds: event.rounds });
  if (scene === "switch") return _("Gleich beginnt Runde %(round)s von %(rounds)s", { round: clock.round + 1, rounds: event.rounds });
  return { over: _("Pause vor der Ernte"), harvest: _("Ernte"), dots: _("Ernte"), result: _("Ernte"), closed: "" }[scene] ?? "";
}

/** @param {HTMLElement} element @param {any} clock @param {number} now */
function drawClock(element, clock, now) {
  const left = clock.state === "paused" ? (clock.remaining_ms ?? 0) : remaining(clock.ends_at, now);
  say(element, mmss(left));
  const near = clock.state === "paused" ? "" : nearness(left);
  if (element.dataset.near !== near) element.dataset.near = near;
  return left;
}

/** @param {HTMLElement} root @param {State} state */
function drawLobby(root, state) {
  const people = joined(state);
  slot(root, "way-in").hidden = false;
  slot(root, "joining").hidden = false;
  slot(root, "soon").hidden = true;
  say(slot(root, "joined"), String(people));
  say(slot(root, "joined-words"), ngettext("ist schon da", "sind schon da", people));
}

/** @param {HTMLElement} root @param {State} state @param {number} now */
function drawRound(root, state, now) {
  const clock = state.clock?.clock;
  const left = drawClock(slot(root, "clock"), clock, now);
  say(slot(root, "clock-word"), clock.state === "paused" ? _("Pause. Die Uhr steht.") : left > 0 ? _("bleiben noch") : _("Bitte den Satz zu Ende bringen"));
  const list = slot(root, "questions");
  const asked = questions(state, clock.round);
  const { rows } = turn(asked, QUESTIONS_PER_PAGE, pageAt(now));
  list.toggleAttribute("data-single", asked.length === 1 && asked[0]?.topic === null);
  patch(list, rows.map(askedValues), { key: (row) => row.key, make: (row) => clone(template("asked-row"), row) });
  fit(list);
}

/** @param {{topic: any, text: string}} asked */
function askedValues({ topic, text }) {
  return { key: topic?.number ?? 0, topic: topic?.title ?? "", text, ...faceOf(topic?.face) };
}

/** @param {HTMLElement} root @param {State} state @param {number} now */
function drawSwitch(root, state, now) {
  const board = slot(root, "board");
  const put = (/** @type {ReturnType<typeof routePages>[number]} */ rows) =>
    patch(board, rows.map(boardValues), { key: (row) => row.table, make: (row) => clone(template("board-row"), row) });
  const perPage = setBoard(board, routePages(state, Infinity).flat(), put);
  const pages = routePages(state, perPage);
  const page = pageAt(now) % pages.length;
  put(pages[page] ?? []);
  drawPageNumber(slot(root, "board-page"), page, pages.length);
  say(slot(root, "phase"), onTheWay(state));
}

/** @param {State} state */
function onTheWay(state) {
  const clock = state.clock?.clock;
  const people = joined(state);
  const there = arrived(state);
  const next = _("Gleich beginnt Runde %(round)s von %(rounds)s", { round: clock.round + 1, rounds: state.event?.event.rounds });
  return there > 0 ? [next, _("%(there)s von %(people)s sind da", { there, people })].join(" · ") : next;
}

/** @param {{table: any, topic: any, numbers: number[]}} row */
function boardValues({ table, topic, numbers }) {
  const place = table.step_free ? [table.place, _("ohne Stufen")].filter(Boolean).join(", ") : table.place;
  return { table: table.number, topic: topic?.title ?? "", place, numbers: numbers.join(" ") || "–", ...faceOf(topic?.face) };
}

/** @param {HTMLElement} root @param {State} state @param {number} now */
function drawThemes(root, state, now) {
  const dots = state.dots?.dots;
  const open = dots?.state === "open";
  const themes = themesBySize(state);
  say(slot(root, "themes-title"), open ? _("Was ist Ihnen wichtig?") : _("Was zieht sich durch?"));
  say(slot(root, "themes-text"), open ? dotsWords(dots) : themes.length > 0 ? _("Das haben Sie an den Tischen zusammengetragen.") : "");
  slot(root, "no-themes").hidden = themes.length > 0;
  const { rows, page, pages } = turn(themes, THEMES_PER_PAGE, pageAt(now));
  drawPageNumber(slot(root, "themes-page"), page, pages);
  const list = slot(root, "themes");
  patch(list, rows.map((theme) => themeValues(theme, open)), { key: (row) => row.key, make: (row) => clone(template("theme-row"), row) });
  fit(list);
}

/** @param {any} dots */
function dotsWords(dots) {
  const each = ngettext("Sie haben %(num)s Punkt.", "Sie haben %(num)s Punkte.", dots.per_person);
  return [each, ngettext("%(num)s liegt schon.", "%(num)s liegen schon.", dots.placed)].join(" ");
}

/** While dots are given each theme has its number, which goes onto paper sheets. @param {any} theme @param {boolean} numbered */
function themeValues(theme, numbered) {
  return { key: theme.number, title: numbered ? `${theme.number} · ${theme.title}` : theme.title, count: ngettext("%(num)s Idee", "%(num)s Ideen", theme.ideas.length) };
}

/** @param {HTMLElement} root @param {State} state @param {number} now */
function drawResult(root, state, now) {
  const all = bars(state);
  const most = Math.max(1, all[0]?.dots ?? 1);
  const total = all.reduce((sum, row) => sum + row.dots, 0);
  say(slot(root, "result-text"), ngettext("%(num)s Punkt insgesamt", "%(num)s Punkte insgesamt", total));
  const { rows, page, pages } = turn(all, BARS_PER_PAGE, pageAt(now));
  drawPageNumber(slot(root, "result-page"), page, pages);
  const list = slot(root, "bars");
  patch(list, rows.map((row) => ({ key: row.theme.number, title: row.theme.title, dots: row.dots, value: row.dots, most })), {
    key: (row) => row.key,
    make: (row) => clone(template("bar-row"), row),
  });
  fit(list);
}

/** @param {HTMLElement} root @param {State} state @param {number} now */
function drawMeasures(root, state, now) {
  const all = Object.values(state.measure ?? {}).sort((a, b) => a.number - b.number);
  slot(root, "measures-part").hidden = all.length === 0;
  const { rows, page, pages } = turn(all, MEASURES_PER_PAGE, pageAt(now));
  drawPageNumber(slot(root, "measures-page"), page, pages);
  const list = slot(root, "measures");
  patch(list, rows.map(({ number, title, field }) => ({ key: number, title, field })), { key: (row) => row.key, make: (row) => clone(template("measure-row"), row) });
  fit(list);
}

/** @param {HTMLElement} element @param {number} page @param {number} pages */
function drawPageNumber(element, page, pages) {
  element.hidden = pages < 2;
  say(element, pages < 2 ? "" : _("Seite %(page)s von %(pages)s", { page: page + 1, pages }));
}

/** Pages turn by the server's clock, so that two projectors in one hall show the same. @param {number} now */
function pageAt(now) {
  return Math.floor(now / 1000 / PAGE_SECONDS);
}

/** @param {string} id @returns {HTMLTemplateElement} */
export function template(id) {
  return /** @type {HTMLTemplateElement} */ (document.getElementById(id));
}

import { faceOf } from "../../lib/faces.js";
import { clone, fill } from "../../lib/fill.js";
import { _, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { all, dotsLeft, dotsOn, mayChoose, sceneOf, seatsFree, themes, topIdeas, topicOf, youOf } from "../../state/derive.js";
import { part, template } from "./ideas.js";

/**
 * What came out: themes with dots, the best supported ideas, measures. And the tables one may choose.
 *
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {import("../../live/keep.js").Entry} Entry
 */

/** @param {State} state */
export function harvestWords(state) {
  const open = ["harvest", "closed"].includes(sceneOf(state));
  const dots = state.dots?.dots?.state ?? "none";
  const left = dotsLeft(state);
  return {
    has_harvest: open && (sceneOf(state) === "harvest" || Boolean(state.theme)),
    themes_title: dots === "closed" ? _("Themenfelder nach Punkten") : _("Themenfelder"),
    no_themes: !state.theme,
    dots_text: open && dots === "open" ? (left > 0 ? ngettext("Noch ein Punkt", "Noch %(num)s Punkte", left) : _("Alle Punkte vergeben")) : "",
    has_measures: open && Boolean(state.measure),
    has_top: open && topIdeas(state).length > 0,
  };
}

/** @param {State} state @param {any} theme @param {number} most dots on any theme */
export function themeValues(state, theme, most) {
  const known = state.dots?.dots?.state === "closed";
  const votes = state.dots?.dots?.state === "open" && sceneOf(state) === "harvest";
  const mine = state.my_dots?.[theme.number]?.dots ?? 0;
  const { title } = theme;
  return {
    number: theme.number,
    title,
    summary: theme.summary,
    result: known,
    share: most > 0 ? Math.round((dotsOn(theme) / most) * 100) : 0,
    result_text: ngettext("%(num)s Punkt", "%(num)s Punkte", dotsOn(theme)),
    votes,
    mine_text: ngettext("%(num)s Punkt", "%(num)s Punkte", mine),
    vote_label: _("Ihre Punkte für %(title)s", { title }),
    less_label: _("Einen Punkt wegnehmen von: %(title)s", { title }),
    more_label: _("Einen Punkt geben für: %(title)s", { title }),
    no_less: String(mine === 0),
    no_more: String(dotsLeft(state) <= 0),
    count_text: ngettext("%(num)s Idee", "%(num)s Ideen", theme.ideas.length),
  };
}

/**
 * One's dots with those that are still on their way: a second tap counts from the first.
 * @param {State} state @param {Entry[]} entries @returns {State}
 */
export function withMyDots(state, entries) {
  const placed = entries.filter((entry) => entry.name === "dots.place" && !entry.saved && !entry.error);
  if (placed.length === 0) return state;
  const mine = { ...state.my_dots };
  for (const { args } of placed) mine[args.theme] = { theme: args.theme, dots: args.dots };
  return { ...state, my_dots: mine };
}

/** @param {ParentNode} root @param {State} received @param {number} _now @param {{entries: Entry[]}} context */
export function draw(root, received, _now, { entries }) {
  const state = withMyDots(received, entries);
  const open = ["harvest", "closed"].includes(sceneOf(state));
  const shown = open ? themes(state) : [];
  const most = Math.max(0, ...shown.map(dotsOn));
  drawThemes(part(root, "[data-themes]"), state, shown, most);
  drawTops(part(root, "[data-top]"), state, open ? topIdeas(state) : []);
  patch(part(root, "[data-measures]"), open ? all(state, "measure") : [], {
    key: (measure) => measure.number,
    make: (measure) => clone(template("measure"), measure),
  });
  drawSeats(part(root, "[data-seats]"), state);
}

/** @param {HTMLElement} list @param {State} state @param {any[]} shown @param {number} most */
function drawThemes(list, state, shown, most) {
  const update = (/** @type {Element} */ element, /** @type {any} */ theme) => {
    fill(element, themeValues(state, theme, most));
    drawIdeas(element, theme.ideas.map((/** @type {number} */ number) => state.idea?.[number]).filter(Boolean));
  };
  patch(list, shown, {
    key: (theme) => theme.number,
    make: (theme) => {
      const element = clone(template("theme"), {});
      update(element, theme);
      return element;
    },
    update,
  });
}

/** @param {HTMLElement} list @param {State} state @param {{table: number, ideas: any[]}[]} groups */
function drawTops(list, state, groups) {
  const update = (/** @type {Element} */ element, /** @type {any} */ group) => {
    fill(element, { table: group.table, ...faceOf(topicOf(state, group.table)?.face) });
    drawIdeas(element, group.ideas, (idea) => _("Zuspruch %(supports)s", idea));
  };
  patch(list, groups, {
    key: (group) => group.table,
    make: (group) => {
      const element = clone(template("top-table"), {});
      update(element, group);
      return element;
    },
    update,
  });
}

/** @param {ParentNode} root @param {any[]} ideas @param {(idea: any) => string} [origin] */
function drawIdeas(root, ideas, origin = (idea) => _("Tisch %(table)s, Runde %(round)s", idea)) {
  patch(part(root, "[data-theme-ideas]"), ideas.map((idea) => ({ ...idea, origin: origin(idea) })), {
    key: (idea) => idea.number,
    make: (idea) => clone(template("theme-idea"), idea),
  });
}

/** @param {HTMLElement} list @param {State} state */
function drawSeats(list, state) {
  const { table: mine } = youOf(state);
  const seats = mayChoose(state) ? seatsFree(state) : [];
  const values = seats.map(({ number, free, table }) => ({
    number,
    table: number,
    ...faceOf(topicOf(state, number)?.face),
    topic: topicOf(state, number)?.title ?? "",
    place: [table.place, table.step_free && _("stufenlos")].filter(Boolean).join(" · "),
    chosen: number === mine,
    pressed: String(number === mine),
    full: free === 0 && number !== mine,
    free_text: number === mine ? _("Ihr Platz") : free > 0 ? ngettext("%(num)s frei", "%(num)s frei", free) : _("voll"),
  }));
  patch(list, values, { key: (seat) => seat.number, make: (seat) => clone(template("seat"), seat) });
}

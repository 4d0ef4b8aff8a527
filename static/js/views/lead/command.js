import { clone, fill } from "../../lib/fill.js";
import { _, locale } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { mmss, nearness, wallTime } from "../../lib/time.js";
import { minutesLate, stations } from "./afternoon.js";
import { say, slot, slotOrNone, template } from "./places.js";
import { possibleSteps, secondsToUndo, timeLeft } from "./steps.js";
import { lateWords, phaseWords, stationName, stepWords, undoWords } from "./words.js";

/** @typedef {import("../../state/apply.js").State} State */

/** The afternoon on top, the clock, and what can be done now. @param {HTMLElement} root @param {State} state @param {number} now */
export function drawCommand(root, state, now) {
  const clock = state.clock?.clock;
  const late = drawStations(root, state, now);
  const words = phaseWords(state, now);
  const left = timeLeft(clock, now);
  const clockPlace = /** @type {HTMLElement} */ (root.querySelector(".command .clock"));
  clockPlace.hidden = left === null;
  fill(clockPlace, { clock_time: mmss(left ?? 0), clock_state: words.state, clock_near: left === null || clock.state === "paused" ? "" : nearness(left) });
  say(slot(root, "phase"), words.phase);
  say(slot(root, "phase-more"), [words.more, ["round", "switch"].includes(clock.phase) ? lateWords(late) : ""].filter(Boolean).join(" · "));
  const acts = slotOrNone(root, "acts");
  if (!acts) return; // the theme team looks on
  const { main, others, minutes, fewer } = possibleSteps(clock, state.event?.event.rounds);
  drawSteps(acts, main ? [{ ...main, main: true }, ...others.map((step) => ({ ...step, main: false }))] : [], state, now);
  slot(root, "minutes").hidden = !minutes;
  slot(root, "fewer").hidden = fewer === false;
  drawUndo(root, clock, now);
}

/** The afternoon on one line. @param {HTMLElement} root @param {State} state @param {number} now @returns {number | null} minutes late */
function drawStations(root, state, now) {
  const row = stations(state, now);
  const late = minutesLate(row, now);
  patch(slot(root, "steps"), row.map((station) => stationValues(station, late)), { key: (values) => values.key, make: (values) => clone(template("station"), values) });
  return late;
}

/** @param {import("./afternoon.js").Station} station @param {number | null} late */
function stationValues(station, late) {
  const time = (/** @type {number | null} */ at) => (at === null ? "" : wallTime(at, locale()));
  const planned = time(station.plannedAt);
  const real = time(station.at);
  const differs = real !== "" && real !== planned && (station.certain || late !== null);
  return {
    key: `${station.kind}-${station.round}`,
    name: stationName(station),
    status: station.status,
    current: station.status === "now" ? "step" : null,
    at: differs ? (station.certain ? real : _("etwa %(time)s", { time: real })) : planned ? null : real || null,
    planned: planned ? (differs ? _("geplant %(time)s", { time: planned }) : planned) : "",
  };
}

/**
 * Each step is drawn anew only when it becomes another one: a confirmation that is open stays so while numbers change,
 * and closes when the afternoon has moved on.
 * @param {HTMLElement} acts @param {any[]} steps @param {State} state @param {number} now
 */
function drawSteps(acts, steps, state, now) {
  const clock = state.clock?.clock;
  const rows = steps.map((step) => {
    const words = stepWords(step, state, now);
    const testid = step.main ? "next-step" : `step-${step.key}`;
    return { ...words, ...step, main: step.main && !step.calm, testid, testid_yes: `${testid}-yes`, id: `${step.key} ${clock.phase} ${clock.round} ${step.main}` };
  });
  patch(acts, rows, {
    key: (row) => row.id,
    make: (row) => {
      const element = clone(template(row.moves ? "step-asked" : "step-plain"), row);
      if (row.main && !row.moves) element.classList.add("button-main");
      element.classList.add(row.testid === "next-step" ? "step-main" : "step-other");
      return element;
    },
  });
  // What has the focus is kept by `patch` until it is left; a step that is over must not be pressed again.
  for (const gone of acts.querySelectorAll("[data-gone]")) gone.remove();
}

/** @param {HTMLElement} root @param {any} clock @param {number} now */
function drawUndo(root, clock, now) {
  const seconds = secondsToUndo(clock, now);
  slot(root, "undo").hidden = seconds === 0;
  if (seconds === 0) return;
  say(slot(root, "undo-words"), [undoWords(clock), _("Noch %(seconds)s s zum Zurücknehmen.", { seconds })].join(" "));
  /** @type {HTMLProgressElement} */ (slot(root, "undo-left")).value = seconds;
}

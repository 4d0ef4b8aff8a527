/** The lead's sentences: each step says what will happen, with the numbers of this hall. */
import { iconUrl } from "../../lib/faces.js";
import { _, locale, ngettext } from "../../lib/i18n.js";
import { mmss, wallTime } from "../../lib/time.js";
import { headcount } from "./room.js";
import { timeLeft } from "./steps.js";

/**
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {import("./steps.js").Step} Step
 * @typedef {{label: string, question?: string, yes?: string, icon: string}} Words
 */

/** @param {number} count */
const people = (count) => ngettext("%(num)s Mensch", "%(num)s Menschen", count);
/** @param {number} count */
const minutes = (count) => ngettext("%(num)s Minute", "%(num)s Minuten", count);

/** @type {Record<string, (state: State, now: number) => Words>} */
const STEPS = {
  open: () => ({ label: _("Türen öffnen: Ab jetzt kann man hereinkommen"), icon: "log-out" }),
  start: startWords,
  end: endWords,
  end_last: (state) => ({
    label: _("Letzte Runde jetzt beenden"),
    question: [byItself(state), _("Niemand wechselt den Tisch. Danach beginnen Sie die Ernte.")].filter(Boolean).join(" "),
    yes: _("Ja, jetzt beenden"),
    icon: "skip-forward",
  }),
  pause: () => ({ label: _("Pause"), icon: "pause" }),
  resume: (state, now) => ({ label: _("Weiter: noch %(time)s", { time: mmss(timeLeft(state.clock?.clock, now) ?? 0) }), icon: "play" }),
  harvest: (state) => {
    const { ideas } = headcount(state);
    return {
      label: ngettext("Ernte beginnen: %(num)s Idee wird für alle lesbar", "Ernte beginnen: %(num)s Ideen werden für alle lesbar", ideas),
      question: _("Alle Tische öffnen sich: Jede und jeder kann alle Ideen lesen. Die Themenfelder erscheinen auf Telefonen und Leinwand."),
      yes: _("Ja, Ernte beginnen"),
      icon: "layers",
    };
  },
  harvest_between: () => ({
    label: _("Zwischenernte"),
    question: _("Die Uhr endet, alle Tische werden für alle lesbar. Danach geht es mit der nächsten Runde weiter."),
    yes: _("Ja, Zwischenernte beginnen"),
    icon: "layers",
  }),
  close: () => ({
    label: _("Café schließen: Es wird nichts mehr angenommen"),
    question: _("Offene Punkte werden gezählt. Telefone und Leinwand zeigen den Dank und die Ergebnisse. Maßnahmen können Sie weiter schreiben."),
    yes: _("Ja, Café schließen"),
    icon: "check",
  }),
};

/** @param {Step} step @param {State} state @param {number} now @returns {Words} */
export function stepWords(step, state, now) {
  const words = /** @type {(state: State, now: number) => Words} */ (STEPS[step.key])(state, now);
  return { ...words, icon: iconUrl(words.icon) };
}

/** @param {State} state @returns {Words} */
function startWords(state) {
  const clock = state.clock?.clock;
  const round = clock.round + 1;
  const count = headcount(state);
  const tables = ngettext("an %(num)s Tisch", "an %(num)s Tischen", count.tables);
  const length = minutes(state.round?.[round]?.minutes ?? 0);
  return {
    label: _("Runde %(round)s beginnen: %(people)s %(tables)s, %(minutes)s", { round, people: people(count.people), tables, minutes: length }),
    question: [stillWalking(clock, count), _("Alle bekommen jetzt ihre Frage, und die Uhr läuft.")].filter(Boolean).join(" "),
    yes: _("Ja, Runde %(round)s beginnen", { round }),
    icon: "play",
  };
}

/** @param {any} clock @param {{people: number, here: number}} count */
function stillWalking(clock, count) {
  const walking = count.people - count.here;
  if (clock.phase !== "switch" || walking <= 0) return "";
  return ngettext("%(num)s ist noch nicht am neuen Tisch.", "%(num)s sind noch nicht am neuen Tisch.", walking);
}

/** @param {State} state @returns {Words} */
function endWords(state) {
  const round = state.clock?.clock.round;
  const length = minutes(state.round?.[round]?.switch_minutes ?? 0);
  return {
    label: _("Runde %(round)s jetzt beenden: %(minutes)s Wechsel", { round, minutes: length }),
    question: [_("%(people)s erfahren sofort ihren nächsten Tisch.", { people: people(headcount(state).people) }), byItself(state)].filter(Boolean).join(" "),
    yes: _("Ja, jetzt beenden"),
    icon: "skip-forward",
  };
}

/** @param {State} state */
function byItself(state) {
  const ends = state.clock?.clock.ends_at;
  return ends ? _("Von selbst endet die Runde um %(time)s Uhr.", { time: wallTime(ends, locale()) }) : "";
}

/**
 * Where the afternoon stands, and what goes with it.
 * @param {State} state @param {number} now @returns {{phase: string, more: string, state: string}}
 */
export function phaseWords(state, now) {
  const clock = state.clock?.clock;
  const event = state.event?.event;
  const words = { round: clock.round, rounds: event.rounds };
  const count = headcount(state);
  const paused = clock.state === "paused";
  const ends = clock.ends_at ? _("bis %(time)s Uhr", { time: wallTime(clock.ends_at, locale()) }) : "";
  switch (clock.phase) {
    case "draft":
      return { phase: _("Noch geschlossen"), more: _("Die Codes gelten, sobald Sie die Türen öffnen."), state: "" };
    case "lobby":
      return { phase: _("Ankommen"), more: _("%(people)s sind da.", { people: people(count.people) }), state: "" };
    case "round":
      if (clock.state === "ended") return { phase: _("Die letzte Runde ist zu Ende"), more: _("Alle sitzen und warten auf die Ernte."), state: "" };
      return { phase: paused ? _("Runde %(round)s von %(rounds)s: Pause", words) : _("Runde %(round)s von %(rounds)s läuft", words), more: paused ? _("Die Uhr steht.") : ends, state: paused ? _("Pause") : "" };
    case "switch":
      return { phase: _("Wechsel zu Runde %(next)s von %(rounds)s", { next: clock.round + 1, rounds: event.rounds }), more: _("%(here)s von %(people)s sind am neuen Tisch.", { here: count.here, people: count.people }), state: paused ? _("Pause") : overdue(clock, now) };
    case "harvest":
      return { phase: _("Ernte"), more: _("Themenfelder, Punkte und Maßnahmen entstehen auf der Seite „Ernte“."), state: "" };
    default:
      return { phase: _("Das Café ist geschlossen"), more: _("Danke. Alles liegt unter „Herunterladen“ bereit."), state: "" };
  }
}

/** @param {number | null} late minutes behind the plan; nothing is said about two or less */
export function lateWords(late) {
  if (late === null || Math.abs(late) <= 2) return "";
  return late > 0 ? _("%(minutes)s min nach Plan", { minutes: late }) : _("%(minutes)s min vor Plan", { minutes: -late });
}

/** A switch waits for the lead: people walk. @param {any} clock @param {number} now */
function overdue(clock, now) {
  return clock.ends_at && clock.ends_at <= now ? _("Zeit ist um. Beginnen Sie, wenn alle sitzen.") : "";
}

/** @param {any} clock what can be taken back */
export function undoWords(clock) {
  const words = { round: clock.round };
  if (clock.state === "paused") return _("Die Uhr steht.");
  return (
    {
      lobby: _("Die Türen sind offen."),
      round: clock.state === "ended" ? _("Die letzte Runde ist beendet.") : _("Runde %(round)s läuft.", words),
      switch: _("Runde %(round)s ist beendet, der Wechsel läuft.", words),
      harvest: _("Die Ernte hat begonnen."),
      closed: _("Das Café ist geschlossen."),
    }[/** @type {string} */ (clock.phase)] ?? ""
  );
}

/** @param {import("./afternoon.js").Station} station */
export function stationName(station) {
  return {
    lobby: _("Ankommen"),
    round: _("Runde %(round)s", { round: station.round }),
    switch: _("Wechsel"),
    harvest: _("Ernte"),
    closed: _("Schluss"),
  }[station.kind];
}

/** What each way of changing tables means for people. */
export const policyWords = () => ({
  mix: _("Alle treffen möglichst viele neue Menschen, Gruppen mischen sich, kein Thema kommt doppelt."),
  carousel: _("Wer zusammensitzt, geht gemeinsam zum nächsten Thema weiter."),
  choice: _("Alle suchen sich im Wechsel selbst einen Tisch mit freiem Platz. Wer nichts wählt, bekommt beim Beginn einen."),
  home: _("Wie fair gemischt; in der letzten Runde kommen alle an ihren ersten Tisch zurück und erzählen."),
  fixed: _("Die Plätze stehen in Ihrer Liste. Wer nicht darin steht, bekommt einen freien Platz."),
});

/** What a plan could not keep. @param {string} note */
export function planNoteWords(note) {
  return (
    { topic_repeat: _("Einige kommen zu einem Thema, das sie schon hatten."), not_all_seated: _("Es gibt nicht genug Stühle für alle.") }[note] ?? note
  );
}

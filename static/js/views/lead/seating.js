import { announce } from "../../lib/announce.js";
import { clone, fill } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { _, locale, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { factWords, listed, personWords, troubles } from "./facts.js";
import { fileOf, knownIn, readFixed } from "./fixed.js";
import { drawMix } from "./mix.js";
import { say, slot, slotOrNone, template } from "./places.js";
import { leftStanding, whoChanges } from "./seats.js";
import { planNoteWords, policyWords } from "./words.js";

/** @typedef {import("../../state/apply.js").State} State */

/** The seating: the plan there is, and the way to a new one. @param {HTMLElement} root @param {State} state */
export function drawSeating(root, state) {
  const form = /** @type {HTMLFormElement | null} */ (slotOrNone(root, "seating-form"));
  if (!form) return;
  const clock = state.clock?.clock;
  const round = roundToPlan(state);
  const plan = state.plan?.plan;
  form.hidden = round === null;
  slot(root, "seating-over").hidden = round !== null || Boolean(plan);
  if (round !== null) drawForm(root, form, state, round);
  slot(root, "plan").hidden = !plan;
  if (plan) drawPlan(root, state, plan, clock);
}

/** @param {State} state @returns {number | null} the round the next plan is for; null where none is left */
export function roundToPlan(state) {
  const clock = state.clock?.clock;
  const next = clock.phase === "lobby" ? 1 : ["round", "switch"].includes(clock.phase) ? clock.round + 1 : null;
  return next !== null && next <= (state.event?.event.rounds ?? 0) ? next : null;
}

/** How to plan; the button says what it will do. @param {HTMLElement} root @param {HTMLFormElement} form @param {State} state @param {number} round */
function drawForm(root, form, state, round) {
  const typed = new FormData(form);
  const last = state.event?.event.rounds;
  const policy = /** @type {keyof ReturnType<typeof policyWords>} */ (typed.get("policy"));
  const all = typed.get("scope") === "all" && last > round;
  say(slot(root, "policy-words"), policyWords()[policy] ?? "");
  /** @type {HTMLElement} */ (form.querySelector('[data-field="scope"]')).hidden = last <= round;
  slot(root, "emphasis").hidden = ["carousel", "fixed"].includes(policy);
  const wishes = /** @type {HTMLElement | null} */ (form.querySelector('[value="more_wishes"]')?.closest("label"));
  if (wishes) wishes.hidden = !state.event?.event.asks_wishes;
  slot(root, "fixed").hidden = policy !== "fixed";
  const ready = policy !== "fixed" || drawFixed(root, form, state, round);
  /** @type {HTMLButtonElement} */ (slot(root, "plan-button")).disabled = !ready;
  say(slot(root, "plan-words"), all ? _("Plätze für die Runden %(first)s bis %(last)s suchen", { first: round, last }) : _("Plätze für Runde %(round)s suchen", { round }));
}

/** What the chosen list holds, its errors by line. @param {HTMLElement} root @param {HTMLFormElement} form @param {State} state @param {number} round @returns {boolean} whether it can be planned with */
function drawFixed(root, form, state, round) {
  const text = fileOf(form);
  const { seats, errors } = text === null ? { seats: [], errors: [] } : readFixed(text, knownIn(state, round));
  const wrong = ngettext("%(num)s Zeile passt nicht. Bitte berichtigen Sie die Datei und wählen Sie sie neu.", "%(num)s Zeilen passen nicht. Bitte berichtigen Sie die Datei und wählen Sie sie neu.", errors.length);
  say(slot(root, "fixed-words"), text === null ? "" : errors.length > 0 ? wrong : ngettext("%(num)s Platz gelesen.", "%(num)s Plätze gelesen.", seats.length));
  const rows = errors.slice(0, ERRORS_SHOWN).map((error) => ({ text: _("Zeile %(line)s: %(error)s", { line: error.line, error: error.text }) }));
  patch(slot(root, "fixed-errors"), rows, { key: (row) => row.text, make: (row) => clone(template("line"), row) });
  return text !== null && errors.length === 0;
}

const ERRORS_SHOWN = 8;
const TROUBLES_SHOWN = 8;

/** @param {HTMLElement} root @param {State} state @param {any} plan @param {any} clock */
function drawPlan(root, state, plan, clock) {
  const groups = whoChanges(state);
  const count = groups.reduce((sum, group) => sum + group.people.length, 0);
  const searching = plan.state === "searching";
  fill(slot(root, "plan"), {
    title: title(plan),
    searching,
    progress_value: plan.done ?? 0,
    search_words: searching ? searchWords(plan) : "",
    headline: repeatsWords(plan),
    moved: _("%(moved)s von %(all)s", { moved: count, all: Object.values(plan.seats).flat().length }),
    faces: facesWords(plan),
    sizes: plan.smallest === plan.largest ? plan.smallest : _("%(least)s bis %(most)s", { least: plan.smallest, most: plan.largest }),
    wishes: plan.wished ? _("%(kept)s von %(all)s", { kept: plan.wished.some, all: plan.wished.people }) : null,
    wishes_words: plan.wished ? factWords({ code: "wishes", params: plan.wished }, state).text : null,
    mix_words: mixWords(plan, state),
    moves: count > 0,
    mix_title: _("Wer in Runde %(round)s beieinandersitzt", { round: plan.round }),
    who: ngettext("Wer geht wohin: %(num)s Mensch", "Wer geht wohin: %(num)s Menschen", count),
    open: !plan.published,
    published: plan.published,
  });
  const publish = slot(root, "plan").querySelector("summary [data-label]");
  if (publish) say(/** @type {HTMLElement} */ (publish), searching ? _("Besten Stand nehmen und bekannt geben") : _("Sitzplan bekannt geben"));
  tellEnd(plan);
  drawTroubles(root, state, plan);
  drawAnnounced(root, state, plan);
  drawMix(root, state, plan);
  patch(slot(root, "changes"), groups.map((group) => changeValues(group, state)), { key: (row) => row.table, make: (row) => clone(template("change-row"), row) });
  say(slot(root, "publish-question"), clock.phase === "round" ? _("Der Plan gilt, sobald diese Runde endet. Bis dahin erfährt ihn niemand.") : ngettext("%(num)s Mensch erfährt jetzt einen anderen Tisch.", "%(num)s Menschen erfahren jetzt einen anderen Tisch.", count));
}

/** The plan somebody here is waiting for. @type {number | null} */
let awaited = null;

/** What a search has come to is said once, when it ends; the numbers on the way are only seen. @param {any} plan */
function tellEnd(plan) {
  if (plan.state !== "searching" && awaited === plan.plan && !plan.published) announce([_("Die Suche ist zu Ende."), repeatsWords(plan)].join(" "), "plan");
  awaited = plan.state === "searching" ? plan.plan : null;
}

/** How even the mix is. @param {any} plan @param {State} state @returns {string | null} */
function mixWords({ spread, spread_bound: bound }, state) {
  if (spread === null || spread === undefined) return null;
  return factWords({ code: spread === bound ? "spread_even" : "spread", params: { seats: spread, bound } }, state).text;
}

/** @param {any} plan */
function title(plan) {
  const last = Math.max(plan.round, ...Object.keys(plan.later ?? {}).map(Number));
  const words = { round: plan.round, last };
  if (last > plan.round) return plan.published ? _("Gilt für die Runden %(round)s bis %(last)s", words) : _("Vorschlag für die Runden %(round)s bis %(last)s", words);
  return plan.published ? _("Gilt für Runde %(round)s", words) : _("Vorschlag für Runde %(round)s", words);
}

/** @param {any} plan */
function searchWords(plan) {
  const left = Math.max(1, Math.ceil((1 - (plan.done ?? 0)) * (plan.seconds ?? 1)));
  return ngettext("Noch etwa %(num)s Sekunde. Was hier steht, ist der beste Stand bisher.", "Noch etwa %(num)s Sekunden. Was hier steht, ist der beste Stand bisher.", left);
}

/** How many meet again, against what is provably possible. @param {any} plan */
export function repeatsWords(plan) {
  const { repeats, bound } = plan;
  if (repeats === 0) return factWords({ code: "repeats_none", params: {} }, {}).text;
  if (bound === null || bound === undefined) return ngettext("%(num)s Wiederbegegnung.", "%(num)s Wiederbegegnungen.", repeats);
  return factWords({ code: repeats === bound ? "repeats_fewest" : "repeats", params: { repeats, bound } }, {}).text;
}

/** @param {any} plan */
function facesWords(plan) {
  const mean = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(plan.new_faces_mean);
  return plan.new_faces_fewest ? _("%(mean)s (mindestens %(fewest)s)", { mean, fewest: plan.new_faces_fewest }) : mean;
}

/** What could not be kept. @param {HTMLElement} root @param {State} state @param {any} plan */
function drawTroubles(root, state, plan) {
  const rows = troubles(plan.facts ?? [], state);
  if (rows.length > TROUBLES_SHOWN) {
    const more = rows.splice(TROUBLES_SHOWN).length;
    rows.push({ text: ngettext("Und %(num)s weiteres.", "Und %(num)s weitere.", more), remedy: _("Lösen Sie zuerst, was hier steht, und lassen Sie dann neu suchen.") });
  }
  for (const note of plan.notes) rows.push({ text: planNoteWords(note), remedy: "" });
  const standing = leftStanding(state).map((number) => personWords(state, number));
  if (standing.length > 0) rows.push({ text: _("Noch ohne Platz in diesem Plan: %(people)s.", { people: listed(standing) }), remedy: _("Lassen Sie neu suchen oder setzen Sie sie unter „Menschen“.") });
  slot(root, "plan-notes").hidden = rows.length === 0;
  say(slot(root, "plan-notes-title"), _("Was dieser Plan nicht einhalten kann:"));
  patch(slot(root, "plan-note-list"), rows.map((row) => ({ ...row, remedy: row.remedy || null })), { key: (row) => row.text, make: (row) => clone(template("trouble"), row) });
}

/** Who hears of another place than the one that was announced. @param {HTMLElement} root @param {State} state @param {any} plan */
function drawAnnounced(root, state, plan) {
  const changes = plan.published ? [] : (plan.changes ?? []);
  const people = [...new Set(changes.map((/** @type {any} */ change) => change.person))];
  slot(root, "plan-changes").hidden = people.length === 0;
  if (people.length === 0) return;
  const first = people.map((person) => changes.find((/** @type {any} */ change) => change.person === person));
  const names = first.map((change) => _("%(person)s (Runde %(round)s: Tisch %(new)s statt %(old)s)", { ...change, person: personWords(state, change.person) }));
  say(slot(root, "plan-changes"), ngettext("%(num)s Mensch bekommt einen anderen Platz: %(people)s.", "%(num)s Menschen bekommen einen anderen Platz: %(people)s.", people.length, { people: listed(names) }));
}

/** @param {{to: number, people: {number: number, from: number | null}[]}} group @param {State} state */
function changeValues({ to, people }, state) {
  const table = state.table?.[to];
  return {
    table: to,
    ...faceOf(state.topic?.[table?.topic]?.face),
    people: people.map(({ number, from }) => (from === null ? `${number}` : _("%(number)s von T%(table)s", { number, table: from }))).join(", "),
  };
}

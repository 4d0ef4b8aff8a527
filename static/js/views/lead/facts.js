/** What the planner found, in sentences: what a plan could not keep, with the people and tables concerned, and what would solve it. Pure. */
import { _, locale, ngettext } from "../../lib/i18n.js";

/**
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {{people: string, tables: string, rounds: string, first: string, last: string, dropped: string, [number: string]: any}} Named
 * @typedef {{text: string, remedy: string}} Sentence
 */

/** More names than these nobody reads in a sentence. */
const NAMES_AT_MOST = 6;

/** @param {State} state @param {string | number} number "#17 Möwe" */
export function personWords(state, number) {
  const name = state.person?.[number]?.name;
  return name ? `#${number} ${name}` : `#${number}`;
}

/** @param {string[]} words @returns {string} "A, B und C", the rest counted */
export function listed(words) {
  const shown = words.length > NAMES_AT_MOST ? [...words.slice(0, NAMES_AT_MOST - 1), ngettext("%(num)s weitere Person", "%(num)s weitere", words.length - NAMES_AT_MOST + 1)] : words;
  return new Intl.ListFormat(locale(), { type: "conjunction" }).format(shown);
}

/** @param {readonly (string | number)[]} tables */
export function tableWords(tables) {
  if (tables.length === 1) return _("Tisch %(table)s", { table: String(tables[0]) });
  return _("den Tischen %(tables)s", { tables: new Intl.ListFormat(locale()).format(tables.map(String)) });
}

/** The planner counts rounds from 0. @param {readonly number[]} rounds */
function roundWords(rounds) {
  const named = [...new Set(rounds)].sort((a, b) => a - b).map((round) => String(round + 1));
  if (named.length === 0) return "";
  if (named.length === 1) return _("Runde %(round)s", { round: String(named[0]) });
  return _("Runden %(rounds)s", { rounds: new Intl.ListFormat(locale()).format(named) });
}

/** Why wishes clash: the smallest set of those that cannot be kept together. @type {Record<string, (w: Named) => string>} */
const CLASHES = {
  clash_no_table_open: (w) => _("%(rounds)s: Kein Tisch ist offen, %(number_people)s Menschen brauchen einen.", w),
  clash_too_few_seats: (w) => _("%(rounds)s: %(number_people)s Menschen, aber nur %(number_seats)s Stühle. Es fehlen %(number_missing)s.", w),
  clash_host_pinned_elsewhere: (w) => _("%(people)s betreut Tisch %(first)s und soll zugleich an Tisch %(last)s bleiben.", w),
  clash_too_many_bound: (w) => _("%(rounds)s: An Tisch %(first)s sollen %(people)s sitzen, dort stehen nur %(number_seats)s Stühle.", w),
  clash_together_bound_apart: (w) => _("%(people)s gehören zusammen, sind aber an Tisch %(first)s und Tisch %(last)s gebunden.", w),
  clash_unit_too_large: (w) => _("%(people)s gehören zusammen; an einem Tisch sind höchstens %(number_seats)s Plätze für sie frei.", w),
  clash_together_and_apart: (w) => _("%(people)s gehören zusammen, zwei von ihnen sollen aber nie an einem Tisch sitzen.", w),
  clash_apart_bound_together: (w) => _("%(people)s sollen nicht an einem Tisch sitzen, bleiben aber beide an Tisch %(first)s.", w),
  clash_too_many_apart: (w) => _("%(rounds)s: %(people)s sollen alle voneinander getrennt sitzen; offen sind nur %(number_tables)s Tische.", w),
  clash_bound_to_barred: (w) => _("%(people)s bleibt an %(tables)s und soll zugleich nicht dorthin.", w),
  clash_no_table_left: (w) => _("%(rounds)s: Für %(people)s bleibt kein Tisch, alle sind ausgeschlossen.", w),
  clash_must_and_must_not: (w) => _("%(people)s: Tisch %(first)s ist zugleich gewünscht und ausgeschlossen.", w),
  clash_bound_must_visit: (w) => _("%(people)s bleibt an Tisch %(first)s und kann darum nicht auch an Tisch %(last)s.", w),
  clash_too_many_must_visit: (w) => ngettext("%(people)s soll an %(number_tables)s Tische (%(numbers)s), hat dafür aber nur %(num)s Runde.", "%(people)s soll an %(number_tables)s Tische (%(numbers)s), hat dafür aber nur %(num)s Runden.", w.number_rounds, w),
  clash_must_visit_closed: (w) => _("%(people)s soll an %(tables)s, dort ist aber in keiner Runde Platz.", w),
  clash_too_many_visitors: (w) => _("An %(tables)s sollen %(number_people)s Menschen; in allen Runden zusammen sind dort %(number_seats)s Plätze.", w),
};

/** What gave way, and what would solve it. @type {Record<string, (w: Named) => string>} */
const REMEDIES = {
  add_seats: () => _("Stellen Sie Stühle dazu oder öffnen Sie einen Tisch. Bis dahin ist der Plan an einigen Tischen enger."),
  open_tables: () => _("Öffnen Sie einen Tisch. Der Plan rechnet vorerst mit allen."),
  drop_pin: (w) => _("Vorerst entfällt der feste Platz von %(dropped)s. Ein fester Platz weniger oder ein Stuhl mehr löst es.", w),
  move_somebody: (w) => _("Geben Sie %(dropped)s einen anderen Tisch.", w),
  split_unit: (w) => _("Vorerst teilt der Plan sie auf. Eine kleinere Gruppe oder ein größerer Tisch löst es.", w),
  drop_together: (w) => _("Vorerst sitzen %(dropped)s nicht unbedingt zusammen. Lösen Sie einen der beiden festen Plätze.", w),
  drop_apart: (w) => _("Vorerst dürfen %(dropped)s an einem Tisch sitzen. Nehmen Sie eine dieser Angaben zurück.", w),
  drop_must_visit: (w) => _("Vorerst entfällt „muss an den Tisch“ bei %(dropped)s. Nehmen Sie eine der Angaben zurück.", w),
  drop_must_not_visit: (w) => _("Vorerst entfällt „nicht an den Tisch“ bei %(dropped)s. Lassen Sie einen Tisch zu.", w),
  drop_decided: (w) => _("Vorerst bekommen %(dropped)s einen anderen Platz als gewählt. Ein Stuhl mehr löst es.", w),
};

/** One case of a rule that was not kept. @type {Record<string, (w: Named) => string>} */
const CASES = {
  table_closed: (w) => _("%(rounds)s: Tisch %(first)s ist geschlossen, und doch sitzen dort Menschen.", w),
  over_capacity: (w) => _("%(rounds)s: An Tisch %(first)s sitzen mehr Menschen, als Stühle da sind.", w),
  size_unbalanced: (w) => _("%(rounds)s: Tisch %(first)s ist deutlich voller oder leerer als die anderen.", w),
  host_moved: (w) => _("%(rounds)s: %(people)s betreut Tisch %(first)s und säße an Tisch %(last)s.", w),
  pinned_moved: (w) => _("%(rounds)s: %(people)s soll an Tisch %(first)s bleiben und säße an Tisch %(last)s.", w),
  together_parted: (w) => _("%(rounds)s: %(people)s gehören zusammen und säßen an %(tables)s.", w),
  apart_met: (w) => _("%(rounds)s: %(people)s sollen nicht zusammen sitzen und wären beide an Tisch %(first)s.", w),
  must_visit_missed: (w) => _("%(people)s kommt nicht an %(tables)s.", w),
  must_not_visit_seen: (w) => _("%(rounds)s: %(people)s säße an %(tables)s, wohin sie oder er nicht soll.", w),
  topic_again: (w) => _("%(rounds)s: %(people)s kommt zu einem Thema, das schon da war (%(tables)s).", w),
};

/** What would solve a broken rule. @type {Record<string, () => string>} */
const SOLVES = {
  table_closed: () => _("Öffnen Sie den Tisch wieder oder lassen Sie neu suchen."),
  over_capacity: () => _("Stellen Sie Stühle dazu oder öffnen Sie einen Tisch."),
  size_unbalanced: () => _("Lassen Sie länger suchen oder lösen Sie feste Plätze."),
  host_moved: () => _("Geben Sie die Rolle am Tisch weiter oder lassen Sie neu suchen."),
  pinned_moved: () => _("Lassen Sie neu suchen oder lösen Sie den festen Platz."),
  together_parted: () => _("Lassen Sie länger suchen oder lösen Sie die Angabe „gehören zusammen“."),
  apart_met: () => _("Lassen Sie länger suchen oder lösen Sie die Angabe „nicht an einen Tisch“."),
  must_visit_missed: () => _("Lassen Sie länger suchen oder nehmen Sie „muss an den Tisch“ zurück."),
  must_not_visit_seen: () => _("Lassen Sie länger suchen oder nehmen Sie „nicht an den Tisch“ zurück."),
  topic_again: () => _("Mehr Tische mit anderen Themen oder eine längere Suche helfen."),
};

/** How often a rule was not kept. @type {Record<string, (num: number) => string>} */
const BROKEN = {
  broken_table_closed: (num) => ngettext("Ein geschlossener Tisch ist besetzt.", "%(num)s geschlossene Tische sind besetzt.", num),
  broken_over_capacity: (num) => ngettext("Ein Tisch hat zu wenige Stühle.", "%(num)s Tische haben zu wenige Stühle.", num),
  broken_size_unbalanced: (num) => ngettext("Ein Tisch ist ungleich besetzt.", "%(num)s Tische sind ungleich besetzt.", num),
  broken_host_moved: (num) => ngettext("Eine Gastgeberin oder ein Gastgeber säße anderswo.", "%(num)s Gastgeberinnen und Gastgeber säßen anderswo.", num),
  broken_pinned_moved: (num) => ngettext("Ein fester Platz ist nicht eingehalten.", "%(num)s feste Plätze sind nicht eingehalten.", num),
  broken_together_parted: (num) => ngettext("Einmal sitzen Menschen getrennt, die zusammengehören.", "%(num)s-mal sitzen Menschen getrennt, die zusammengehören.", num),
  broken_apart_met: (num) => ngettext("Einmal sitzen zwei zusammen, die das nicht sollen.", "%(num)s-mal sitzen zwei zusammen, die das nicht sollen.", num),
  broken_must_visit_missed: (num) => ngettext("Ein Tisch, an den jemand muss, fehlt im Plan.", "%(num)s-mal fehlt ein Tisch, an den jemand muss.", num),
  broken_must_not_visit_seen: (num) => ngettext("Einmal sitzt jemand, wohin sie oder er nicht soll.", "%(num)s-mal sitzt jemand, wohin sie oder er nicht soll.", num),
  broken_topic_again: (num) => ngettext("Ein Mensch kommt zu einem Thema, das schon da war.", "%(num)s Menschen kommen zu einem Thema, das schon da war.", num),
};

/** What every plan is told about. @type {Record<string, (p: any) => string>} */
const NUMBERS = {
  topics_run_out: ({ seats }) => ngettext("Die Themen reichen nicht für alle Runden: %(num)s-mal kommt jemand zu einem Thema zurück. Mehr Themen oder weniger Runden würden es lösen.", "Die Themen reichen nicht für alle Runden: %(num)s-mal kommt jemand zu einem Thema zurück. Mehr Themen oder weniger Runden würden es lösen.", seats),
  repeats_none: () => _("Niemand trifft jemanden zweimal."),
  repeats_fewest: ({ repeats }) => ngettext("%(num)s Wiederbegegnung; weniger ist nicht möglich.", "%(num)s Wiederbegegnungen; weniger ist nicht möglich.", repeats),
  repeats: ({ repeats, bound }) => ngettext("%(num)s Wiederbegegnung; weniger als %(bound)s sind unmöglich.", "%(num)s Wiederbegegnungen; weniger als %(bound)s sind unmöglich.", repeats, { bound }),
  sizes: ({ smallest, largest }) => (smallest === largest ? _("An jedem Tisch sitzen %(most)s.", { most: largest }) : _("An den Tischen sitzen %(least)s bis %(most)s.", { least: smallest, most: largest })),
  spread_even: () => _("Die Gruppen sind so gleichmäßig gemischt, wie es möglich ist."),
  spread: ({ seats, bound }) => ngettext("Über alle Runden weicht %(num)s Platz von der gleichmäßigsten Mischung ab (unvermeidlich: %(bound)s).", "Über alle Runden weichen %(num)s Plätze von der gleichmäßigsten Mischung ab (unvermeidlich: %(bound)s).", seats, { bound: bound ?? 0 }),
  wishes: ({ people, first, some, none }) => ngettext("Ein Mensch hat Themen gewünscht: mindestens eines davon bekommen %(some)s, das liebste %(first)s, keines %(none)s.", "%(num)s Menschen haben Themen gewünscht: mindestens eines davon bekommen %(some)s, das liebste %(first)s, keines %(none)s.", people, { first, some, none }),
  changed: ({ people }) => ngettext("%(num)s Mensch bekommt einen anderen Platz als bekannt gegeben.", "%(num)s Menschen bekommen einen anderen Platz als bekannt gegeben.", people),
};

/** @param {any} params @param {State} state @returns {Named} */
function named(params, state) {
  const tables = params.tables ?? [];
  const rounds = params.rounds ?? (typeof params.round === "number" ? [params.round] : []);
  const words = (/** @type {string[]} */ people) => listed((people ?? []).map((one) => personWords(state, one)));
  return {
    ...params,
    people: words(params.people),
    dropped: words(params.dropped),
    tables: tableWords(tables),
    numbers: new Intl.ListFormat(locale()).format(tables.map(String)),
    rounds: roundWords(rounds) || _("In allen Runden"),
    first: String(tables[0] ?? ""),
    last: String(tables.at(-1) ?? ""),
  };
}

/**
 * A sentence of the planner in words; `remedy` is empty where nothing is wrong.
 * @param {{code: string, params: any}} fact @param {State} state @returns {Sentence}
 */
export function factWords({ code, params }, state) {
  if (code in CLASHES) {
    const words = named(params, state);
    return { text: CLASHES[code]?.(words) ?? "", remedy: REMEDIES[params.remedy]?.(words) ?? "" };
  }
  if (code === "broken_case") return { text: CASES[params.rule]?.(named(params, state)) ?? unknown(), remedy: SOLVES[params.rule]?.() ?? "" };
  if (code in BROKEN) return { text: BROKEN[code]?.(params.cases) ?? "", remedy: SOLVES[code.replace("broken_", "")]?.() ?? "" };
  return { text: NUMBERS[code]?.(params) ?? unknown(), remedy: "" };
}

const unknown = () => _("Diesen Plan konnte das Programm nicht weiter verbessern. Was da steht, gilt.");

/**
 * What could not be kept, each with the people or tables concerned; a count only where its cases are not named, one
 * sentence for the same case in several rounds, and none for what follows from a clash that is named anyway.
 * @param {{code: string, params: any}[]} facts @param {State} state @returns {Sentence[]}
 */
export function troubles(facts, state) {
  const named = new Set(facts.filter((fact) => fact.code === "broken_case").map((fact) => `broken_${fact.params.rule}`));
  const others = facts.filter(({ code }) => code !== "broken_case" && !(code in NUMBERS && code !== "topics_run_out") && !named.has(code));
  return [...others, ...casesOf(facts)].map((fact) => factWords(fact, state));
}

/** @param {{code: string, params: any}[]} facts @returns {{code: string, params: any}[]} */
function casesOf(facts) {
  const dropped = new Set(facts.flatMap((fact) => (fact.code in CLASHES ? fact.params.dropped : [])));
  const tooFewSeats = facts.some((fact) => fact.code === "clash_too_few_seats");
  const found = new Map();
  for (const { code, params } of facts) {
    const follows = params.people?.length ? params.people.every((/** @type {string} */ one) => dropped.has(one)) : tooFewSeats && params.rule === "over_capacity";
    if (code !== "broken_case" || follows) continue;
    const key = JSON.stringify([params.rule, params.people, params.tables]);
    const before = found.get(key)?.params.rounds ?? [];
    found.set(key, { code, params: { ...params, rounds: typeof params.round === "number" ? [...before, params.round] : before } });
  }
  return [...found.values()];
}

/** A café to look at: 24 tables in the town hall, 96 people, six topics, three rounds. Deterministic. */

const MINUTE = 60_000;
export const NOON = Date.parse("2022-10-26T13:00+02:00");

const TOPICS = [
  ["Nachhaltige Mobilität", "Wege und Verkehr"],
  ["Bildung", "Lernen und digitale Teilhabe"],
  ["Sicherheit und Cybersicherheit", "Netze und digitale Sicherheit"],
  ["Versorgung und Energie", "Energie, Wasser, Klima"],
  ["Kultur und Freizeit", "Kultur, Freizeit, Gäste"],
  ["Gesundheit und Soziales", "Gesundheit und Zusammenleben"],
];

const QUESTIONS = [
  ["Welche Wege in Stralsund und im Umland fallen Ihnen heute schwer?", "Wie kommen wir 2030 bequem ohne eigenes Auto ans Ziel?", "Womit fangen wir im nächsten Jahr an, und wer macht mit?"],
  ["Wo fehlt Ihnen oder anderen heute digitales Wissen?", "Wie lernt Stralsund in Zukunft, vom Kindergarten bis ins Alter?", "Welcher Lernort kann bald öffnen, und wer bringt was ein?"],
  ["Wann fühlen Sie sich in der Stadt oder im Netz unsicher?", "Was macht eine vernetzte Stadt zu einer sicheren Stadt?", "Was können wir gemeinsam schon vor der ersten Störung tun?"],
  ["Wo gehen bei uns heute Energie und Wasser verloren?", "Wie versorgt sich die Stadt 2035 sauber und bezahlbar?", "Welchen Anteil können Haushalte, Betriebe und Stadtwerke übernehmen?"],
  ["Was hält Sie heute davon ab, öfter auszugehen oder mitzumachen?", "Wie helfen digitale Mittel, dass mehr Menschen sich begegnen?", "Welches Vorhaben probieren wir in einer Saison aus?"],
  ["Wo stoßen Kranke, Ältere und Familien heute auf Hürden?", "Wie hilft Technik, ohne dass jemand allein bleibt?", "Wer muss sich zusammentun, damit es hier gelingt?"],
];

const TEXTS = [
  ["Sichere Radwege vom Knieper bis zum Hafen, auch im Winter geräumt", "Ein Bus am Abend aus Altefähr zurück, auf Bestellung per Telefon oder App", "Leihräder am Bahnhof, die auch Lasten tragen", "Mitfahrbänke in den Dörfern"],
  ["Eine digitale Sprechstunde in der Bibliothek, jeden Samstag", "Schülerinnen und Schüler zeigen Älteren das Netz", "Ein Lernlabor in der alten Werkstatt am Hafen", "Volkshochschulkurse auch auf den Dörfern"],
  ["Beleuchtung, die mitgeht, statt die ganze Nacht zu brennen", "Ein Notfallplan für den Ausfall der Netze, den jeder Haushalt kennt", "Eine Stelle, die kleinen Betrieben nach einem Angriff hilft", "Übungen für Vereine: Was tun bei Betrug am Telefon?"],
  ["Wärme aus dem Sund für die Altstadt", "Solaranlagen auf allen Schuldächern, gemeinsam bezahlt", "Zähler, die zeigen, wann der Strom günstig ist", "Regenwasser von den Dächern in die Gärten"],
  ["Ein Kalender für alle Vereine, Museen und Kneipen", "Freie Räume am Abend für Bands und Theatergruppen", "Führungen mit dem Telefon, auch in leichter Sprache", "Ein Tag im Monat: Museum für alle"],
  ["Eine Gemeindeschwester mit Tablet für die Dörfer", "Ein Fahrdienst zur Ärztin, den Nachbarn teilen", "Treffpunkte ohne Stufen, mit Kaffee", "Videosprechstunde im Rathaus, mit Hilfe vor Ort"],
];

const GROUPS = ["Bürgerschaft", "Unternehmen", "Start-up/Gründung", "Wissenschaft/Bildung", "Verwaltung/Politik", "Verein/Ehrenamt", "Jugend/Schule"];
const NAMES = ["Anke", "Boje", "Cem", "Dörte", "Emil", "Fenja", "Gerd", "Hanna", "", "Ivo", "Jule", "Karsten", "Lene", "", "Malte", "Nele"];
const PLACES = ["Fensterseite", "Mitte", "Bühne", "Eingang"];

/**
 * @param {"draft" | "lobby" | "round-1" | "paused" | "switch" | "round-2" | "over" | "harvest" | "dots" | "result" | "closed"} stage
 * @param {{tables?: number, people?: number, seats?: number, now?: number}} size
 */
export function stralsund(stage, { tables = 24, people = 96, seats = 5, now = NOON + 15 * MINUTE } = {}) {
  const round = { draft: 0, lobby: 0, "round-1": 1, paused: 1, switch: 1, "round-2": 2 }[stage] ?? 3;
  /** @type {Record<string, Record<string, any>>} */
  const state = {
    event: { event: eventCard() },
    clock: { clock: clockOf(stage, round, now) },
    round: keyed([1, 2, 3].map((number) => roundPlan(number, round, stage, now)), "number"),
    topic: keyed(TOPICS.map(([title, field], index) => ({ number: index + 1, title, field, face: index + 1 })), "number"),
    question: {},
    table: {},
    route: {},
    presence: {},
    person: {},
    idea: {},
    relay: {},
    help: {},
    hidden: {},
    announcement: {},
    dots: { dots: { state: stage === "dots" ? "open" : stage === "result" || stage === "closed" ? "closed" : "none", per_person: 3, placed: stage === "dots" ? 118 : stage === "result" || stage === "closed" ? 262 : 0, people: 41 } },
  };
  QUESTIONS.forEach((texts, topic) => texts.forEach((text, index) => (state.question[`${index + 1}:${topic + 1}`] = { round: index + 1, topic: topic + 1, text })));
  for (let number = 1; number <= tables; number += 1) {
    state.table[number] = { number, topic: ((number - 1) % 24 >> 2) % 6 + 1, seats, place: PLACES[number % 4] + (number % 3 ? "" : ", hinten"), step_free: number % 6 === 1, host: number % 7 === 0 ? null : number % 5 === 0 ? "" : NAMES[(number * 5) % 8] };
    state.route[number] = { table: number, round: Math.max(1, round + (stage === "switch" ? 1 : 0)), numbers: [] };
    state.presence[number] = { table: number, seated: 0, here: 0, wrote: 0 };
  }
  if (stage !== "draft") seat(state, people, tables, stage);
  if (round > 0) write(state, tables, round, stage, now);
  if (stage === "round-1" || stage === "round-2") {
    state.help[5] = { table: 5, reason: "Das Mikrofon fehlt", at: now - 70_000 };
    state.hidden[900] = { number: 900, table: 3, round: 1, text: "Der Herr von Tisch 4 soll bitte gehen", reason: "Nennt eine Person", at: now - 4 * MINUTE };
  }
  if (["harvest", "dots", "result", "closed"].includes(stage)) harvest(state, stage);
  return state;
}

function eventCard() {
  return {
    title: "Smart-City-Strategie für Stralsund und Umland",
    purpose: "Was Sie heute sagen, prägt die Ziele und die ersten Vorhaben der Smart-City-Strategie. Die Ergebnisse erhalten Stadtverwaltung, Stadtwerke, Hochschule und Bürgerschaft; was daraus wird, erfahren Sie beim nächsten Treffen in einem halben Jahr.",
    place: "Rathaus Stralsund", date: "2022-10-26", starts: "13:00", ends: "18:00", language: "de", code: "SUND4",
    harvest_minutes: 30, policy: "carousel", rounds: 3, grace_seconds: 60, dots_per_person: 3, groups: GROUPS, fields: TOPICS.map(([, field]) => field),
  };
}

function clockOf(stage, round, now) {
  const clock = { phase: "round", state: "running", round, next_round: null, ends_at: null, remaining_ms: null, since: now - 8 * MINUTE, undo_until: null };
  if (stage === "draft" || stage === "lobby") return { ...clock, phase: stage, round: 0, next_round: stage === "lobby" ? 1 : null };
  if (stage === "paused") return { ...clock, state: "paused", remaining_ms: 11.5 * MINUTE };
  if (stage === "switch") return { ...clock, phase: "switch", next_round: 2, ends_at: now + 140_000, since: now - 40_000 };
  if (stage === "over") return { ...clock, state: "ended", since: now - MINUTE };
  if (stage === "closed") return { ...clock, phase: "closed", since: now - 2 * MINUTE };
  if (["harvest", "dots", "result"].includes(stage)) return { ...clock, phase: "harvest" };
  return { ...clock, ends_at: now + 12 * MINUTE - 27_000, since: now - 8 * MINUTE };
}

function roundPlan(number, round, stage, now) {
  const running = number === round && ["round-1", "round-2", "paused"].includes(stage);
  const past = number < round || (number === round && !running);
  const ended = past ? now - 40_000 - (round - number) * 23 * MINUTE : null;
  return { number, minutes: 20, switch_minutes: 3, began_at: running ? now - 8 * MINUTE : past ? ended - 20 * MINUTE : null, ended_at: ended };
}

function seat(state, people, tables, stage) {
  for (let number = 1; number <= people; number += 1) {
    const table = ((number * 7) % tables) + 1;
    const arrived = stage !== "switch" || number % 3 !== 0;
    state.route[table].numbers.push(number);
    state.presence[table].seated += 1;
    state.presence[table].here += arrived ? 1 : 0;
    state.person[number] = { number, name: NAMES[number % NAMES.length], group: number % 9 === 0 ? null : GROUPS[number % 7], table, arrived, absent: false, hosts: null, paper: number % 19 === 0 };
  }
  for (const route of Object.values(state.route)) route.numbers.sort((a, b) => a - b);
  for (const table of Object.values(state.table)) {
    const host = state.route[table.number].numbers[0];
    if (table.host !== null && host) state.person[host] = { ...state.person[host], hosts: table.number, name: table.host };
  }
}

function write(state, tables, rounds, stage, now) {
  let number = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const plan = state.round[round];
    const end = plan.ended_at ?? now;
    for (let table = 1; table <= tables; table += 1) {
      const texts = TEXTS[state.table[table].topic - 1];
      const count = table % 8 === 6 && round === rounds ? 1 : 2 + ((table * 5 + round * 3) % 5);
      for (let index = 0; index < count; index += 1) {
        number += 1;
        const share = count === 1 ? 0.1 : ((index * 37 + table * 13) % 100) / 100;
        state.idea[number] = {
          number, table, topic: state.table[table].topic, round, text: texts[(index + table + round) % texts.length], builds_on: index === 2 && number > 8 ? [number - 7] : [],
          supports: (number * 7) % 6, by: index % 5 === 3 ? "host" : "phone", edited: false, at: Math.round(plan.began_at + (end - plan.began_at) * share),
        };
        state.presence[table].wrote = Math.min(state.presence[table].seated, index + 1);
      }
      if (round < rounds || stage !== "round-1") {
        const first = Object.values(state.idea).find((idea) => idea.table === table && idea.round === round);
        if (plan.ended_at) state.relay[`${table}:${round}`] = { table, round, insights: [{ text: first.text, idea: first.number }], question: "Wer fängt an?", at: end };
      }
    }
  }
}

const THEMES = ["Wege ohne Auto", "Lernen an jedem Ort", "Sicher durch die Störung", "Saubere Wärme, günstiger Strom", "Räume, die sich öffnen", "Hilfe kommt ins Dorf", "Verwaltung, die antwortet"];

function harvest(state, stage) {
  state.theme = {};
  THEMES.forEach((title, index) => {
    const number = index + 1;
    const ideas = Object.values(state.idea).filter((idea) => idea.topic === number && idea.number % 3 !== 0).slice(0, 12 - index).map((idea) => idea.number);
    const counted = stage === "result" || stage === "closed";
    state.theme[number] = { number, title, summary: index % 2 ? "" : "Viele Tische wollen klein beginnen, mit dem, was schon da ist.", ideas, merged_from: index === 1 ? [9] : [], split_from: index === 4 ? 2 : null, dots: counted ? [61, 48, 29, 57, 22, 40, 5][index] : null, paper_dots: counted ? [6, 3, 0, 4, 2, 5, 0][index] : null };
  });
  if (stage === "closed" || stage === "result") {
    const measure = (number, title, theme) => ({ number, title, text: "Ein erster Versuch bis zum Sommer, mit den Stadtwerken und zwei Dörfern.", field: TOPICS[theme - 1][1], themes: [theme], ideas: state.theme[theme].ideas.slice(0, 4), at: NOON });
    state.measure = { 1: measure(1, "Abendbus auf Bestellung", 1), 2: measure(2, "Wärme aus dem Sund prüfen", 4), 3: measure(3, "Digitale Sprechstunde in sechs Dörfern", 2) };
  }
}

function keyed(values, field) {
  return Object.fromEntries(values.map((value) => [value[field], value]));
}

/**
 * The whole afternoon as a row of stations, each with the time that was planned and the time that was or will be. Pure.
 *
 * Planned: the first round begins when the event begins; every station takes its minutes. Real: what has begun tells
 * when; what is to come follows from where the clock stands now.
 *
 * @typedef {object} Station
 * @property {"lobby" | "round" | "switch" | "harvest" | "closed"} kind
 * @property {number} round the round meant (of a switch: the one that ended); 0 for the others
 * @property {number | null} plannedAt ms
 * @property {number | null} at when it really began, or will by what we know now; ms
 * @property {boolean} certain whether `at` has happened
 * @property {"done" | "now" | "next"} status
 */

const MINUTE = 60_000;

/**
 * @param {Record<string, Record<string, any>>} state @param {number} now
 * @returns {Station[]}
 */
export function stations(state, now) {
  const event = state.event?.event;
  const clock = state.clock?.clock;
  if (!event || !clock) return [];
  const rounds = Object.values(state.round ?? {}).sort((a, b) => a.number - b.number);
  const row = skeleton(rounds);
  const current = row.findIndex((station) => isNow(station, clock));
  plan(row, event, rounds);
  foresee(row, current, clock, rounds, event, now);
  return row.map((station, index) => ({
    ...station,
    status: index < current ? "done" : index === current ? "now" : "next",
  }));
}

/** @param {any[]} rounds @returns {any[]} the stations without times */
function skeleton(rounds) {
  const row = [{ kind: "lobby", round: 0 }];
  for (const round of rounds) {
    row.push({ kind: "round", round: round.number });
    if (round !== rounds.at(-1)) row.push({ kind: "switch", round: round.number });
  }
  row.push({ kind: "harvest", round: 0 }, { kind: "closed", round: 0 });
  return row;
}

/** @param {any} station @param {any} clock */
function isNow(station, clock) {
  if (clock.phase === "draft") return false;
  if (clock.phase !== station.kind) return false;
  return station.kind === "round" || station.kind === "switch" ? station.round === clock.round : true;
}

/** @param {any} station @param {any[]} rounds @param {any} event @returns {number} planned length, ms */
function length(station, rounds, event) {
  const round = rounds.find((one) => one.number === station.round);
  if (station.kind === "round") return round.minutes * MINUTE;
  if (station.kind === "switch") return round.switch_minutes * MINUTE;
  return station.kind === "harvest" ? event.harvest_minutes * MINUTE : 0;
}

/** @param {any[]} row @param {any} event @param {any[]} rounds */
function plan(row, event, rounds) {
  let at = timeInHall(event.date, event.starts);
  for (const station of row) {
    station.plannedAt = Number.isNaN(at) || station.kind === "lobby" ? null : at;
    at += length(station, rounds, event);
  }
}

/** @param {any[]} row @param {number} current @param {any} clock @param {any[]} rounds @param {any} event @param {number} now */
function foresee(row, current, clock, rounds, event, now) {
  /** @type {number | null} when the station before this one is over, as far as one can tell */
  let over = null;
  row.forEach((station, index) => {
    const round = rounds.find((one) => one.number === station.round);
    if (index <= current) {
      station.at = index === current ? clock.since : (station.kind === "round" ? round?.began_at : station.kind === "switch" ? round?.ended_at : null) ?? null;
      if (station.kind === "round" && round?.began_at) station.at = round.began_at;
      station.certain = station.at !== null;
      over = index === current ? endOf(station, clock, rounds, event, now) : null;
    } else {
      // Before the doors open there is nothing to reckon from: the plan stands alone.
      station.at = clock.phase === "draft" ? null : over;
      station.certain = false;
      over = over === null ? null : over + length(station, rounds, event);
    }
  });
}

/** @param {any} station @param {any} clock @param {any[]} rounds @param {any} event @param {number} now @returns {number | null} */
function endOf(station, clock, rounds, event, now) {
  if (clock.state === "paused") return now + (clock.remaining_ms ?? 0);
  if (clock.ends_at) return Math.max(clock.ends_at, now);
  if (station.kind === "lobby") {
    const begins = timeInHall(event.date, event.starts);
    return sameDay(begins, now) ? Math.max(begins, now) : null;
  }
  if (station.kind === "harvest") return Math.max(clock.since + length(station, rounds, event), now);
  return station.kind === "round" ? now : null;
}

/** Further off the plan than this, the café is not late: it is a rehearsal. */
const REHEARSAL_MINUTES = 180;

/** @param {Station[]} row @param {number} now @returns {number | null} minutes behind the plan (negative: ahead), null on another day or hours off */
export function minutesLate(row, now) {
  const current = row.find((station) => station.status === "now");
  const next = row.find((station) => station.status === "next" && station.plannedAt !== null && station.at !== null);
  const measured = next ?? current;
  if (!measured?.plannedAt || !measured.at || !sameDay(measured.plannedAt, now)) return null;
  const late = Math.round((measured.at - measured.plannedAt) / MINUTE);
  return Math.abs(late) > REHEARSAL_MINUTES ? null : late;
}

/**
 * A date and an hour as the clock in the hall shows them, in ms; NaN for none.
 * @param {string} date "2022-10-26" @param {string} time "13:00" @param {string} [zone]
 */
export function timeInHall(date, time, zone = "Europe/Berlin") {
  const asUtc = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asUtc)) return asUtc;
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, hourCycle: "h23", dateStyle: "short", timeStyle: "medium" }).format(asUtc);
  return asUtc - (Date.parse(`${parts.replace(", ", "T")}Z`) - asUtc);
}

/** @param {number} one @param {number} other */
function sameDay(one, other) {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/**
 * The server's time, known from round trips; a phone's own clock decides nothing. All times are milliseconds.
 */

const MINUTE = 60_000;

/** How much of the time gone by a phone's clock may be wrong: a bad one drifts by a hundredth. */
const DRIFT = 0.01;
const FASTEST_DRIFT = 0.02;
/** A drift shown by the server's beats, and an offset known less well than this, are worth another round trip. */
const DRIFTED_MS = 100;
const VAGUE_MS = 150;
/** Two round trips that a drift is measured by lie at least this far apart. */
const BASELINE_MS = 10_000;
const BEATS = 2;
const TRIES = 3;
/** What is shown never runs backwards: it goes at half speed until the truth has caught up. Beyond this a clock was set. */
const SLOWED_MS = 10_000;

/** This machine's time, from a clock that nobody can set. */
const uptime = () => performance.timeOrigin + performance.now();

/**
 * What the server's clock shows. Each round trip gives bounds for the offset: the server stamped its answer after we
 * asked and before we heard. Narrow bounds are kept, widen as time goes by, and give way to an answer they contradict:
 * then one of the clocks has been set, or the phone slept and its clock with it.
 *
 * The beats that come one way say nothing exact, but they betray a drift; then a round trip is due.
 */
export class ServerClock {
  #local;
  #low = Number.NEGATIVE_INFINITY;
  #high = Number.POSITIVE_INFINITY;
  #at = 0;
  #offset = 0;
  #rate = 0;
  #tries = 0;
  /** @type {number[]} how far the latest beats were ahead of this machine */ #beats = [];
  /** @type {number | null} the same, soon after the last round trip */ #base = null;
  #shown = Number.NEGATIVE_INFINITY;
  #shownAt = 0;

  /** @param {() => number} [local] this machine's clock */
  constructor(local = uptime) {
    this.#local = local;
  }

  /** The server's time as well as we know it, in whole milliseconds; it never runs backwards while it is watched. */
  now() {
    const at = this.#local();
    const truth = this.#truth(at);
    const slowed = this.#shown + Math.max(0, at - this.#shownAt) / 2;
    this.#shown = truth >= slowed || slowed - truth > SLOWED_MS ? truth : slowed;
    this.#shownAt = at;
    return Math.round(this.#shown);
  }

  /** This machine's time: take it before asking, hand it to `heard`. */
  local() {
    return this.#local();
  }

  /** How far off `now` may be; infinite before the first answer. */
  get uncertainty() {
    return (this.#high - this.#low) / 2;
  }

  /** Something to begin with while nobody can be asked. @param {number} serverNow */
  guess(serverNow) {
    if (this.uncertainty === Number.POSITIVE_INFINITY) this.#offset = serverNow - this.#local();
  }

  /**
   * Learns from one round trip.
   *
   * @param {number} asked local time before the question
   * @param {number} serverNow what the answer says
   * @param {number} [answered] local time of the answer
   */
  heard(asked, serverNow, answered = this.#local()) {
    if (this.uncertainty === Number.POSITIVE_INFINITY) this.#shown = Number.NEGATIVE_INFINITY; // a guess binds nobody
    const gone = answered - this.#at;
    const moved = this.#rate * gone;
    const before = this.#offset + moved;
    const widened = Math.abs(gone) * DRIFT;
    const low = serverNow - answered;
    const high = serverNow - asked;
    const keptLow = Math.max(low, this.#low + moved - widened);
    const keptHigh = Math.min(high, this.#high + moved + widened);
    const agree = keptLow <= keptHigh;
    this.#low = agree ? keptLow : low;
    this.#high = agree ? keptHigh : high;
    this.#offset = (this.#low + this.#high) / 2;
    const drifted = this.#offset - before;
    const beaten = this.#drift;
    if (gone > BASELINE_MS && agree && beaten * drifted > 0 && Math.min(Math.abs(beaten), Math.abs(drifted)) >= DRIFTED_MS) {
      this.#rate = Math.max(-FASTEST_DRIFT, Math.min(FASTEST_DRIFT, drifted / gone + this.#rate));
    } else if (!agree) this.#rate = 0;
    this.#at = answered;
    this.#beats = [];
    this.#base = null;
    if (this.uncertainty <= VAGUE_MS) this.#tries = 0;
  }

  /**
   * The server's time as it left the server, some while ago.
   *
   * @param {number} serverNow
   * @returns {boolean} whether a round trip is due
   */
  beat(serverNow) {
    const at = this.#local();
    const ahead = serverNow - at - this.#rate * (at - this.#at);
    if (ahead > this.#offset) this.#offset = this.#low = ahead; // it left the server before it came here
    this.#high = Math.max(this.#high, this.#low);
    this.#beats = [...this.#beats, ahead].slice(-BEATS);
    if (this.#beats.length === BEATS) this.#base ??= Math.max(...this.#beats);
    if (Math.abs(this.#drift) >= DRIFTED_MS) return true;
    return this.uncertainty > VAGUE_MS && this.#tries++ < TRIES;
  }

  /** How far the quickest of the latest beats is from what they were after the last round trip. */
  get #drift() {
    return this.#base === null ? 0 : Math.max(...this.#beats) - this.#base;
  }

  /** @param {number} at @returns {number} */
  #truth(at) {
    return at + this.#offset + this.#rate * (at - this.#at);
  }
}

/**
 * Milliseconds left until a deadline, never below 0.
 *
 * @param {number | null} endsAt
 * @param {number} now
 * @returns {number}
 */
export function remaining(endsAt, now) {
  return endsAt === null ? 0 : Math.max(0, endsAt - now);
}

/**
 * Minutes and seconds, "14:07". A second begun counts as a whole one, so that 0:00 is the bell itself.
 *
 * @param {number} ms
 * @returns {string}
 */
export function mmss(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * How near the end is: "" | "soon" (5 minutes) | "last" (1 minute). For data-near.
 *
 * @param {number} ms
 * @returns {"" | "soon" | "last"}
 */
export function nearness(ms) {
  if (ms > 5 * MINUTE) return "";
  return ms > MINUTE ? "soon" : "last";
}

/** @typedef {"five" | "one" | "end"} Signal */

/** @type {readonly [Signal, number][]} */
const SIGNALS = [["five", 5 * MINUTE], ["one", MINUTE], ["end", 0]];

/**
 * The signal passed between two looks at the clock; null if none. Of several passed at once (a phone that slept), the
 * last; none where time was added.
 *
 * @param {number} before milliseconds left at the last look
 * @param {number} after milliseconds left now
 * @returns {Signal | null}
 */
export function signalBetween(before, after) {
  const passed = SIGNALS.filter(([, at]) => before > at && after <= at);
  return passed.at(-1)?.[0] ?? null;
}

/**
 * Hour and minute on the wall, "14:05", in the viewer's language and the event's zone.
 *
 * @param {number} at
 * @param {string} [language]
 * @param {string} [zone]
 * @returns {string}
 */
export function wallTime(at, language = "de", zone = "Europe/Berlin") {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(at);
}

/**
 * Calls `draw` now and each time another second is shown, until the returned function is called.
 *
 * @param {(now: number) => void} draw
 * @param {() => number} now the server's time
 * @returns {() => void}
 */
export function everySecond(draw, now) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const tick = () => {
    const at = now();
    draw(at);
    timer = setTimeout(tick, 1000 - (at % 1000) + 5);
  };
  tick();
  return () => clearTimeout(timer);
}

/**
 * The server's time, known from round trips; a phone's own clock decides nothing. All times are milliseconds.
 */

const MINUTE = 60_000;

/** How much of the time gone by a phone's clock may be wrong: a bad one drifts by a hundredth. */
const DRIFT = 0.01;

/**
 * What the server's clock shows. Each round trip gives bounds for the offset: the server stamped its answer after we
 * asked and before we heard. Narrow bounds are kept, widen as time goes by, and give way to an answer they contradict:
 * then one of the clocks has been set, or the phone slept.
 */
export class ServerClock {
  #local;
  #low = Number.NEGATIVE_INFINITY;
  #high = Number.POSITIVE_INFINITY;
  #at = 0;
  #offset = 0;

  /** @param {() => number} [local] this machine's clock */
  constructor(local = Date.now) {
    this.#local = local;
    this.#offset = 0;
  }

  /** The server's time as well as we know it. */
  now() {
    return Math.round(this.#local() + this.#offset);
  }

  /** This machine's time: take it before asking, hand it to `heard`. */
  local() {
    return this.#local();
  }

  /** How far off `now` may be; infinite before the first answer. */
  get uncertainty() {
    return (this.#high - this.#low) / 2;
  }

  /**
   * Learns from one round trip.
   *
   * @param {number} asked local time before the question
   * @param {number} serverNow what the answer says
   * @param {number} [answered] local time of the answer
   */
  heard(asked, serverNow, answered = this.#local()) {
    const low = serverNow - answered;
    const high = serverNow - asked;
    const widened = Math.abs(answered - this.#at) * DRIFT;
    const keptLow = Math.max(low, this.#low - widened);
    const keptHigh = Math.min(high, this.#high + widened);
    const agree = keptLow <= keptHigh;
    this.#low = agree ? keptLow : low;
    this.#high = agree ? keptHigh : high;
    this.#at = answered;
    this.#offset = (this.#low + this.#high) / 2;
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

import { io } from "../../vendor/socket.io.js";

/**
 * The line to the server: kept up, honest about being down.
 *
 * "live" is said only while something has been heard within the last seconds: a dead Wi-Fi says nothing at all, so
 * silence is tested by a question, and a question without an answer is the end of the line. At worst that takes
 * SILENCE_MS + PROBE_MS and two looks at the clock: less than eight seconds.
 */

const SILENCE_MS = 4_500;
const PROBE_MS = 2_200;
const BEAT_MS = 500;
/** Nothing heard for so long, and a page that was asleep meanwhile: what it says of its line is worth nothing. */
const STALE_MS = 7_000;
/** Whoever has been away for long doesn't ask the old line, but takes a new one. */
const AWAY_MS = 20_000;
const WAKE_PROBE_MS = 700;
/** Its clock went on by so much more than the page's: the machine slept, or its clock was set. */
const SLEPT_MS = 2_000;
const CALL_MS = 2_000;
const CONNECT_FIRST_MS = 3_500;
const CONNECT_LONGEST_MS = 10_000;
const ANSWER_MS = 8_000;
const RETRY_FIRST_MS = 400;
const RETRY_LONGEST_MS = 3_000;
/** After so many attempts the hall's network is gone for longer, and nobody knocks so often. */
const RETRY_RARELY_AFTER = 40;
const RETRY_RARELY_MS = 8_000;
/** A WebSocket that lives shorter than this was cut on its way: the next attempt polls. */
const SHORT_LIFE_MS = 10_000;
/** So many WebSockets lost in a row, however long they lived: something cuts them. */
const CUTS = 3;
const CUT_LIFE_MS = 60_000;
/** Another hall, another Wi-Fi: who dials after so long a time of polling tries a WebSocket once more. */
const POLL_MS = 60_000;
/** A page that is opened again takes the road that worked, for so long. */
const ROAD = "cafe:polls";
const ROAD_MS = 10 * 60_000;

/** @typedef {"connecting" | "live" | "offline"} Line */

export class Connection {
  /** @type {Line} */ line = "connecting";
  #heardAt = 0;
  #dialledAt = 0;
  #upAt = 0;
  #failures = 0;
  #cuts = 0;
  #switchedAt = 0;
  #probing = false;
  #gaveUp = false;
  #over = false;
  #looked = { ticks: 0, date: 0 };
  /** @type {any} */ #retry = 0;

  /**
   * @param {object} deps
   * @param {string} deps.page "table", "lead" or "screen"
   * @param {(changes: any[]) => void} deps.onChanges
   * @param {(beat: any) => void} deps.onHeads
   * @param {(hint: any) => void} deps.onHint
   * @param {(over: {code: string}) => void} deps.onOver
   * @param {() => Promise<boolean>} deps.onUp catches up; the line is live once this has worked
   * @param {(line: Line) => void} deps.onLine
   * @param {(options: any) => any} [dial]
   */
  constructor({ page, onChanges, onHeads, onHint, onOver, onUp, onLine }, dial = io) {
    this.onUp = onUp;
    this.onLine = onLine;
    this.onOver = onOver;
    /** @type {any} */
    this.socket = dial({ auth: { page }, autoConnect: false, reconnection: false, timeout: CONNECT_FIRST_MS, transports: [polledLately() ? "polling" : "websocket"], upgrade: false });
    const hear = (/** @type {(body: any) => void} */ then) => (/** @type {any} */ body) => {
      this.#heard();
      then(body);
    };
    this.socket.on("changes", hear(onChanges));
    this.socket.on("heads", hear(onHeads));
    this.socket.on("hint", hear(onHint));
    this.socket.on("over", hear((body) => this.end(body)));
    this.socket.on("connect", () => this.#connected());
    this.socket.on("connect_error", (/** @type {any} */ error) => this.#failed(error));
    this.socket.on("disconnect", () => this.#lost());
  }

  open() {
    for (const name of ["pageshow", "online"]) addEventListener(name, () => this.wake());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.wake());
    document.addEventListener("resume", () => this.wake());
    addEventListener("offline", () => this.#probe());
    this.#looked = { ticks: performance.now(), date: Date.now() };
    setInterval(() => this.#watch(), BEAT_MS);
    this.#connectNow();
  }

  /**
   * Asks and waits for the answer. Rejects where none came in time: the question may or may not have arrived.
   * @param {string} name @param {any} body @param {number} [ms]
   * @returns {Promise<any>}
   */
  async ask(name, body, ms = ANSWER_MS) {
    if (!this.socket.connected) throw new Error("offline");
    const answer = await this.socket.timeout(ms).emitWithAck(name, body);
    this.#heard();
    return answer;
  }

  /** @param {any} body volatile: lost if the line is down, and nobody minds */
  hint(body) {
    if (this.socket.connected) this.socket.volatile.emit("hint", body);
  }

  /** The device woke up, or its network is back: nothing known about the line counts any more. */
  wake() {
    if (this.#over) return;
    const now = performance.now();
    const slept = this.#slept();
    const silence = now - this.#heardAt + slept;
    this.#looked = { ticks: now, date: Date.now() };
    if (!this.socket.connected) {
      if (this.#dialledAt && now - this.#dialledAt + slept > CALL_MS) this.#hangUp(); // this call was made before the sleep
      this.#failures = 0;
      return this.#connectNow();
    }
    if (silence > STALE_MS) this.#say("connecting");
    if (silence > AWAY_MS) {
      this.#hangUp();
      this.#connectNow();
    } else this.#probe(silence > SILENCE_MS ? WAKE_PROBE_MS : PROBE_MS);
  }

  /** The session had ended, and its person may have come back in another tab. */
  again() {
    if (!this.#over) return;
    this.#over = false;
    this.#failures = 0;
    this.#connectNow();
  }

  /** This session has ended. @param {{code: string}} body */
  end(body) {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#retry);
    this.socket.disconnect();
    this.#upAt = this.#dialledAt = 0;
    this.#say("offline");
    this.onOver(body);
  }

  /** How much longer it has been since the last look than the page's clock says: some stand still while a machine sleeps. */
  #slept() {
    return Math.max(0, Date.now() - this.#looked.date - (performance.now() - this.#looked.ticks));
  }

  #heard() {
    this.#heardAt = performance.now();
  }

  async #connected() {
    this.#upAt = performance.now();
    this.#dialledAt = 0;
    this.#heard();
    noteRoad(this.#polls);
    if (await this.onUp()) {
      this.#failures = 0;
      this.#say("live");
    } else this.#hangUp();
  }

  /** @param {any} error */
  #failed(error) {
    // The server's own no: this session has ended. Everything else is the network's.
    if (error?.message === "unauthenticated") return this.end({ code: "revoked" });
    this.#takeOtherRoad();
    this.#lost();
  }

  #lost() {
    if (this.#over) return;
    if (this.#upAt) this.#judgeRoad(performance.now() - this.#upAt, !this.#gaveUp);
    this.#gaveUp = false;
    this.#upAt = this.#dialledAt = 0;
    if (this.line === "live" || this.#failures > 0) this.#say("offline");
    const usual = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** this.#failures);
    const longest = this.#failures++ < RETRY_RARELY_AFTER ? usual : RETRY_RARELY_MS;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connectNow(), longest * (0.5 + Math.random() / 2));
  }

  /** Cut at once, or dead again and again: something on the way dislikes this road. @param {number} life ms @param {boolean} cut */
  #judgeRoad(life, cut) {
    this.#cuts = life < CUT_LIFE_MS && !this.#polls ? this.#cuts + 1 : 0;
    if ((cut && life < SHORT_LIFE_MS) || this.#cuts >= CUTS) this.#takeOtherRoad();
  }

  #connectNow() {
    clearTimeout(this.#retry);
    if (this.socket.connected || this.#dialledAt) return;
    this.#dialledAt = performance.now();
    if (this.#polls && this.#dialledAt - this.#switchedAt > POLL_MS) this.#takeOtherRoad();
    this.socket.io.timeout(this.#patience);
    this.socket.connect();
  }

  /** A slow network is given more time with each attempt; one where nothing comes through is found out soon. */
  get #patience() {
    return Math.min(CONNECT_LONGEST_MS, CONNECT_FIRST_MS * 1.3 ** this.#failures);
  }

  get #polls() {
    return this.socket.io.opts.transports[0] === "polling";
  }

  /** Where WebSockets are stripped, refused, hung or cut, polling works, and the other way round. */
  #takeOtherRoad() {
    const { opts } = this.socket.io;
    opts.transports = [this.#polls ? "websocket" : "polling"];
    this.#cuts = 0;
    this.#switchedAt = performance.now();
  }

  #watch() {
    if (this.#over) return;
    const now = performance.now();
    if (this.#slept() > SLEPT_MS) return this.wake();
    this.#looked = { ticks: now, date: Date.now() };
    if (this.socket.connected) {
      if (now - this.#heardAt > SILENCE_MS) this.#probe();
    } else if (this.#dialledAt && now - this.#dialledAt > this.#patience + BEAT_MS) {
      // Something answered the call and then said nothing: a proxy, a captive portal.
      this.#takeOtherRoad();
      this.#hangUp();
    }
  }

  /** Is anybody there? Catching up is the question that is useful, too. @param {number} [ms] */
  async #probe(ms = PROBE_MS) {
    if (this.#probing || !this.socket.connected) return;
    this.#probing = true;
    const { id } = this.socket;
    const before = this.#heardAt;
    const answered = await Promise.race([this.onUp(), new Promise((done) => setTimeout(done, ms, false))]);
    this.#probing = false;
    if (this.socket.id !== id || !this.socket.connected) return;
    if (answered || this.#heardAt !== before) return this.#say("live");
    this.#hangUp();
    if (ms < PROBE_MS) this.#connectNow();
  }

  /** Doesn't wait for the network to notice. */
  #hangUp() {
    const { connected } = this.socket;
    this.#gaveUp = true;
    this.socket.disconnect(); // tells `#lost` by itself only if it was connected
    if (!connected) this.#lost();
  }

  /** @param {Line} line */
  #say(line) {
    if (line === this.line) return;
    this.line = line;
    this.onLine(line);
  }
}

/** @returns {boolean} */
function polledLately() {
  try {
    return Date.now() - Number(sessionStorage.getItem(ROAD)) < ROAD_MS;
  } catch {
    return false;
  }
}

/** @param {boolean} polls */
function noteRoad(polls) {
  try {
    if (polls) sessionStorage.setItem(ROAD, String(Date.now()));
    else sessionStorage.removeItem(ROAD);
  } catch {
    // refused: each visit finds its road by itself
  }
}

import { io } from "../../vendor/socket.io.js";

/**
 * The line to the server: kept up, honest about being down.
 *
 * "live" is said only while something has been heard within the last seconds: a dead Wi-Fi says nothing at all, so
 * silence is tested by a question, and a question without an answer is the end of the line.
 */

const SILENCE_MS = 4_500;
const PROBE_MS = 2_500;
const CONNECT_MS = 4_500;
const ANSWER_MS = 8_000;
const RETRY_FIRST_MS = 400;
const RETRY_LONGEST_MS = 6_000;
/** A WebSocket that lives shorter than this was cut on its way: the next attempt polls. */
const SHORT_LIFE_MS = 10_000;
const BEAT_MS = 1_000;

/** @typedef {"connecting" | "live" | "offline"} Line */

export class Connection {
  /** @type {Line} */ line = "connecting";
  #heardAt = 0;
  #dialledAt = 0;
  #upAt = 0;
  #failures = 0;
  #probing = false;
  #over = false;
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
    /** @type {any} */
    this.socket = dial({ auth: { page }, autoConnect: false, reconnection: false, timeout: CONNECT_MS, transports: ["websocket"] });
    const hear = (/** @type {(body: any) => void} */ then) => (/** @type {any} */ body) => {
      this.#heard();
      then(body);
    };
    this.socket.on("changes", hear(onChanges));
    this.socket.on("heads", hear(onHeads));
    this.socket.on("hint", hear(onHint));
    this.socket.on("over", hear((body) => this.#end(body, onOver)));
    this.socket.on("connect", () => this.#connected());
    this.socket.on("connect_error", (/** @type {any} */ error) => this.#failed(error, onOver));
    this.socket.on("disconnect", () => this.#lost());
  }

  open() {
    for (const name of ["pageshow", "online"]) addEventListener(name, () => this.wake());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.wake());
    addEventListener("offline", () => this.#probe());
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
    if (this.socket.connected) return void this.#probe();
    this.#failures = 0;
    this.#connectNow();
  }

  #heard() {
    this.#heardAt = performance.now();
  }

  async #connected() {
    this.#upAt = performance.now();
    this.#dialledAt = 0;
    this.#heard();
    if (await this.onUp()) {
      this.#failures = 0;
      this.#say("live");
    } else this.#hangUp();
  }

  /** @param {any} error @param {(over: {code: string}) => void} onOver */
  #failed(error, onOver) {
    // The server's own no: this session has ended. Everything else is the network's.
    if (error?.message === "unauthenticated") return this.#end({ code: "revoked" }, onOver);
    this.#takeOtherRoad();
    this.#lost();
  }

  #lost() {
    if (this.#over) return;
    if (this.#upAt && performance.now() - this.#upAt < SHORT_LIFE_MS) this.#takeOtherRoad();
    this.#upAt = this.#dialledAt = 0;
    if (this.line === "live" || this.#failures > 0) this.#say("offline");
    const longest = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** this.#failures++);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connectNow(), longest * (0.5 + Math.random() / 2));
  }

  #connectNow() {
    clearTimeout(this.#retry);
    if (this.socket.connected || this.#dialledAt) return;
    this.#dialledAt = performance.now();
    this.socket.connect();
  }

  /** Where WebSockets are stripped, refused, hung or cut, polling works, and the other way round. */
  #takeOtherRoad() {
    const { opts } = this.socket.io;
    opts.transports = [opts.transports[0] === "websocket" ? "polling" : "websocket"];
    opts.upgrade = false;
  }

  #watch() {
    const now = performance.now();
    if (this.socket.connected) {
      if (now - this.#heardAt > SILENCE_MS) this.#probe();
    } else if (this.#dialledAt && now - this.#dialledAt > CONNECT_MS + BEAT_MS) {
      // Something answered the call and then said nothing: a proxy, a captive portal.
      this.#takeOtherRoad();
      this.#hangUp();
    }
  }

  /** Is anybody there? Catching up is the question that is useful, too. */
  async #probe() {
    if (this.#probing || !this.socket.connected) return;
    this.#probing = true;
    const before = this.#heardAt;
    const answered = await Promise.race([this.onUp(), new Promise((done) => setTimeout(done, PROBE_MS, false))]);
    this.#probing = false;
    if (!this.socket.connected) return;
    if (!answered && this.#heardAt === before) this.#hangUp();
    else this.#say("live");
  }

  /** Doesn't wait for the network to notice. */
  #hangUp() {
    const { connected } = this.socket;
    this.socket.disconnect(); // tells `#lost` by itself only if it was connected
    if (!connected) this.#lost();
  }

  /** @param {{code: string}} body @param {(over: {code: string}) => void} onOver */
  #end(body, onOver) {
    this.#over = true;
    clearTimeout(this.#retry);
    this.socket.disconnect();
    this.#say("offline");
    onOver(body);
  }

  /** @param {Line} line */
  #say(line) {
    if (line === this.line) return;
    this.line = line;
    this.onLine(line);
  }
}

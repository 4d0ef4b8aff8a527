import { ServerClock } from "../lib/time.js";
import { Store } from "../state/store.js";
import { Connection } from "./connection.js";
import { openKeep } from "./keep.js";
import { Outbox } from "./outbox.js";
import { Stream } from "./stream.js";

/**
 * A page's whole dealing with the café: what it may see, what it asks for, how the line is.
 *
 * @typedef {import("../state/apply.js").State} State
 * @typedef {import("./keep.js").Entry} Entry
 * @typedef {import("./outbox.js").Answer} Answer
 * @typedef {object} LineState
 * @property {"connecting" | "live" | "offline"} line
 * @property {number} waiting how many commands are on this device only
 * @property {boolean} durable whether they would survive closing the page
 *
 * @typedef {object} Session
 * @property {State} state
 * @property {Record<string, any>} you
 * @property {Entry[]} entries what waits, was refused, or is stored but not yet seen
 * @property {(name: string, args?: any) => Promise<Answer>} send resolves once the server has answered; never rejects
 * @property {(id: string) => void} drop forgets a refused entry
 * @property {(body: any) => void} hint
 * @property {() => number} now server time in ms
 */

/** A beat that disagrees with our clock by more than this is worth a round trip. */
const CLOCK_DOUBT_MS = 400;

/**
 * @param {object} options
 * @param {"table" | "lead" | "screen"} options.page
 * @param {(state: State, now: number) => void} options.onState once a frame at most
 * @param {(line: LineState) => void} options.onConnection
 * @param {(hint: any) => void} [options.onHint]
 * @param {(over: {code: string}) => void} [options.onOver]
 * @returns {Session}
 */
export function openSession({ page, onState, onConnection, onHint = () => {}, onOver = () => location.reload() }) {
  const first = JSON.parse(document.querySelector("#state")?.textContent ?? "null") ?? { audiences: {}, seq: 0, you: {}, now: Date.now(), snapshot: {} };
  const store = new Store();
  const clock = new ServerClock();
  // The page itself is the first round trip: asked for when the navigation began.
  clock.heard(performance.timeOrigin, first.now);
  let you = first.you;

  const draw = onceAFrame(() => onState(store.state, clock.now()));
  const tell = () => onConnection({ line: connection.line, waiting: outbox.waiting.length, durable: outbox.durable });

  const stream = new Stream(store, {
    resume: async (since) => {
      const asked = clock.local();
      const answer = await connection.ask("resume", { since });
      if (answer?.error?.code === "unauthenticated") onOver({ code: "revoked" });
      if (!answer?.audiences) return null;
      clock.heard(asked, answer.now);
      return answer;
    },
    onYou: (/** @type {any} */ now) => (you = now),
    onNews: () => {
      outbox.tidy();
      draw();
    },
  });

  const outbox = new Outbox({
    ask: (commands) => connection.ask("command", commands),
    // A refused text is its author's to deal with; a new idea's greyed copy stays until the idea itself is here.
    isDone: (entry) => (entry.saved ? hasArrived(entry, store.state) : !entry.args.text),
    onEntries: () => {
      tell();
      draw();
    },
  });

  const connection = new Connection({
    page,
    onChanges: (changes) => stream.receive(changes),
    onHeads: (beat) => {
      const doubt = Math.abs(clock.now() - (beat.now ?? clock.now())) > CLOCK_DOUBT_MS + clock.uncertainty;
      if (doubt) stream.catchUp();
      else stream.heard(beat);
    },
    onHint,
    onOver,
    onUp: () => stream.catchUp(),
    onLine: (line) => {
      tell();
      if (line === "live") outbox.hurry();
    },
  });

  stream.begin(first);
  connection.open();
  openKeep().then((keep) => outbox.open(keep, `${you.event}/${you.person ?? you.role}`));

  return {
    get state() {
      return store.state;
    },
    get you() {
      return you;
    },
    get entries() {
      return outbox.entries;
    },
    send: (name, args = {}) => outbox.add(name, args, newest(store.state)).answer,
    drop: (id) => outbox.drop(id),
    hint: (body) => connection.hint(body),
    now: () => clock.now(),
  };
}

/** @param {State} state @returns {number} */
const newest = (state) => Math.max(0, ...Object.keys(state.idea ?? {}).map(Number), ...Object.keys(state.my_idea ?? {}).map(Number));

/**
 * Has the change that a stored command caused arrived here? Only a new idea has a greyed copy to be replaced.
 * @param {Entry} entry @param {State} state
 */
function hasArrived(entry, state) {
  const idea = entry.saved?.result?.idea;
  if (!idea || !/^idea\.(post|scribe)$/.test(entry.name)) return true;
  return Boolean(state.idea?.[idea] ?? state.my_idea?.[idea]);
}

/** @param {() => void} work @returns {() => void} runs it once in the next frame, or soon where frames stand still */
function onceAFrame(work) {
  let due = false;
  const run = () => {
    if (!due) return;
    due = false;
    work();
  };
  return () => {
    if (due) return;
    due = true;
    requestAnimationFrame(run);
    if (document.hidden) setTimeout(run, 250);
  };
}

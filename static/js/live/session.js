import { ServerClock } from "../lib/time.js";
import { Store } from "../state/store.js";
import { Connection } from "./connection.js";
import { openKeep } from "./keep.js";
import { Outbox } from "./outbox.js";
import { Painter } from "./picture.js";
import { Stream } from "./stream.js";
import { Tabs } from "./tabs.js";

/**
 * A page's whole dealing with the café: what it may see, what it asks for, how the line is.
 *
 * @typedef {import("../state/apply.js").State} State
 * @typedef {import("./keep.js").Entry} Entry
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {object} LineState
 * @property {"connecting" | "live" | "offline"} line
 * @property {number} waiting how many commands are not stored yet
 * @property {number} stored how many were, since the page was opened
 * @property {boolean} stuck whether what waits is not on its way at this moment
 * @property {boolean} durable whether it would survive closing the page
 *
 * @typedef {object} Session
 * @property {State} state
 * @property {Record<string, any>} you
 * @property {Entry[]} entries what waits, was refused, or is stored but not yet seen
 * @property {(name: string, args?: any, id?: string) => Sent} send
 * @property {(id: string) => void} drop forgets a refused entry
 * @property {(body: any) => void} hint
 * @property {() => number} now server time in ms
 * @property {() => void} again the session had ended; perhaps its person has come back
 * @property {(everywhere: boolean) => Promise<void>} forget takes the picture off this device; everywhere: the person is gone from
 *   here, and so are her other tabs
 *
 * @typedef {Promise<Answer> & {kept: Promise<boolean>}} Sent resolves once the server has answered; never rejects. `kept`:
 *   the command has left the page, and would survive its closing (or not, where storage is refused)
 */

const DOUBT_REST_MS = 4_000;
/** Time enough to be given the lead without asking twice. */
const LEAD_MS = 300;

/**
 * @param {object} options
 * @param {"table" | "lead" | "screen"} options.page
 * @param {any} [options.first] what the page begins with, unless it came with the page
 * @param {(state: State, now: number) => void} options.onState once a frame at most
 * @param {(line: LineState) => void} options.onConnection
 * @param {(hint: any) => void} [options.onHint]
 * @param {(over: {code: string}) => void} [options.onOver]
 * @returns {Session}
 */
export function openSession({ page, first = withPage(), onState, onConnection, onHint = () => {}, onOver = () => location.reload() }) {
  const store = new Store();
  const clock = new ServerClock();
  if (first.now) clock.heard(...pageTrip(first.now));
  else clock.guess(Date.now() + (first.ahead ?? 0));
  let you = first.you;
  const who = whoIs(you);
  let doubtedAt = -DOUBT_REST_MS;

  const draw = onceAFrame(() => onState(store.state, clock.now()));
  const tell = () => {
    const { durable, stored, stuck, waiting } = outbox;
    onConnection({ line: connection.line, waiting: waiting.length, stored, stuck, durable });
  };

  const stream = new Stream(store, {
    resume: async (since) => {
      const asked = clock.local();
      const answer = await connection.ask("resume", { since });
      if (answer?.error?.code === "unauthenticated") connection.end({ code: "revoked" });
      if (!answer?.audiences) return null;
      // Somebody else has come in by this browser meanwhile. Nothing of the one may be seen or sent as the other.
      if (whoIs(answer.you) !== who) return leaveToTheOther();
      clock.heard(asked, answer.now);
      return answer;
    },
    onYou: (/** @type {any} */ now) => (you = now),
    onNews: () => {
      outbox.tidy();
      painter.touch();
      draw();
    },
  });

  const outbox = new Outbox({
    ask: (commands) => connection.ask("command", commands),
    isUp: () => connection.line === "live",
    // A refused text is its author's to deal with; a new idea's greyed copy stays until the idea itself is here.
    isDone: (entry) => (entry.saved ? hasArrived(entry, store.state) : !entry.args.text),
    onEntries: () => {
      tell();
      draw();
    },
  });

  const tabs = new Tabs(who, { onLead: () => void outbox.look(), onWord: (word) => (word?.gone ? connection.end({ code: "gone" }) : outbox.heard(word)) });

  const connection = new Connection({
    page,
    onChanges: (changes) => stream.receive(changes),
    onHeads: (beat) => {
      const doubts = beat.now !== undefined && clock.beat(beat.now) && clock.local() - doubtedAt > DOUBT_REST_MS;
      if (doubts) doubtedAt = clock.local();
      if (doubts) stream.catchUp();
      else stream.heard(beat);
    },
    onHint,
    onOver,
    onUp: () => stream.catchUp(),
    onLine: (line) => {
      tabs.want(line === "live");
      tell();
      if (line !== "live") return;
      outbox.hurry();
      void outbox.look();
      leadWhatIsLookedAt();
    },
  });

  const painter = new Painter(page, () => (store.state.clock?.clock?.phase === "closed" ? null : picture()));
  const picture = () => {
    const resumed = { you, seq: stream.since, audiences: stream.audiences, snapshot: store.state };
    return { who, at: Date.now(), ahead: clock.now() - Date.now(), resumed };
  };

  const leaveToTheOther = () => {
    void painter.stop().then(() => location.reload());
    return null;
  };

  // Of several tabs the one that somebody looks at sends: a hidden one may be asleep.
  const leadWhatIsLookedAt = () => void setTimeout(() => document.hidden || tabs.seize(), LEAD_MS);
  document.addEventListener("visibilitychange", leadWhatIsLookedAt);
  stream.begin(first);
  connection.open();
  openKeep().then((keep) => outbox.open(keep, who, tabs));

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
    send: (name, args = {}, id = undefined) => {
      const { answer, kept } = outbox.add(name, args, newest(store.state), id);
      return Object.assign(answer, { kept: kept.then(() => outbox.durable) });
    },
    drop: (id) => outbox.drop(id),
    hint: (body) => connection.hint(body),
    now: () => clock.now(),
    again: () => connection.again(),
    forget: async (everywhere) => {
      if (everywhere) tabs.say({ gone: true });
      await painter.stop();
    },
  };
}

const withPage = () => JSON.parse(document.querySelector("#state")?.textContent ?? "null") ?? { audiences: {}, seq: 0, you: {}, now: 0, snapshot: {} };

/** @param {Record<string, any>} you @returns {string} event and person */
export const whoIs = (you) => `${you.event}/${you.person ?? you.role}`;

/**
 * The page itself is the first round trip: the server stamped it between the request and the first byte of the answer.
 * @param {number} serverNow
 * @returns {[number, number, number]}
 */
function pageTrip(serverNow) {
  const visit = /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType("navigation")[0]);
  const answered = visit?.responseStart || performance.now();
  return [performance.timeOrigin + Math.min(visit?.requestStart || 0, answered), serverNow, performance.timeOrigin + answered];
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

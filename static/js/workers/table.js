import { answerTo, isFinal } from "../live/answer.js";
import { DATABASE, openKeep } from "../live/keep.js";

/**
 * Opens the table's page without a connection, and sends what waits when the network is back.
 *
 * What it keeps of pages is an empty shell, the same for everybody: whose table it is, the page itself finds on the
 * device. What the page needs (script, style, typeface, icons) carries its release in its address and never changes.
 *
 * @typedef {object} Release put before this script by the server
 * @property {string} name changes with the shell and with everything in static/
 * @property {string} shell where the empty page is
 * @property {string[]} assets
 */

const worker = /** @type {any} */ (self);
/** @type {Release} */
const release = worker.CAFE;
const NAME = `${DATABASE}-${release.name}`;
/** The page before this one may still be open. */
const KEPT = 2;
/** A network that takes longer is as good as none: the shell stands at once, and catches up by itself. */
const PATIENCE_MS = 3_000;
const ANSWER_MS = 20_000;
const BATCH = 10;
const SYNC = "outbox";
/** A person's words; a lead's steps are not sent behind her back. */
const PERSON = /^\d+\/\d+$/;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(stock().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(clearAway().then(() => worker.clients.claim())));
worker.addEventListener("sync", (/** @type {any} */ event) => event.tag === SYNC && event.waitUntil(sendWhatWaits()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const { origin, pathname, searchParams } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(asset(request));
  // The page that welcomes somebody shows a code once: it is worth any wait.
  else if (pathname === "/t" && request.mode === "navigate") event.respondWith(page(request, searchParams.has("welcome")));
});

// -- the page without a connection

async function stock() {
  const cache = await caches.open(NAME);
  const shell = await fetch(release.shell, { cache: "reload", credentials: "omit" });
  if (!shell.ok) throw new Error(`no shell: ${shell.status}`);
  await Promise.all([cache.put(release.shell, shell), cache.addAll(release.assets)]);
}

async function clearAway() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(`${DATABASE}-`) && name !== NAME);
  await Promise.all(ours.slice(0, Math.max(0, ours.length - KEPT + 1)).map((name) => caches.delete(name)));
}

/** @param {Request} request */
async function asset(request) {
  const known = await caches.match(request, { ignoreVary: true });
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await caches.open(NAME).then((cache) => cache.put(request, answer.clone())).catch(() => {});
  return answer;
}

/** @param {Request} request @param {boolean} patient */
async function page(request, patient) {
  const answer = fetch(request).then(
    (response) => (response.status >= 500 ? null : response),
    () => null,
  );
  const late = new Promise((/** @type {(value: null) => void} */ done) => void (patient || setTimeout(done, PATIENCE_MS, null)));
  // This release's, not one that an open page of the release before has left there.
  const shell = async () => (await caches.open(NAME)).match(release.shell, { ignoreVary: true });
  return (await Promise.race([answer, late])) ?? (await shell()) ?? (await answer) ?? Response.error();
}

// -- sending in the background

async function sendWhatWaits() {
  const keep = await openKeep();
  /** @type {import("../live/keep.js").Entry[]} */
  const waiting = (await keep.all("outbox")).filter((entry) => !entry.error && PERSON.test(entry.who)).sort((a, b) => a.order - b.order);
  for (const who of new Set(waiting.map((entry) => entry.who))) {
    await sendFor(keep, who, waiting.filter((entry) => entry.who === who));
  }
}

/**
 * In order, ten at a time, the next ten only once these have been answered. Throws where something still waits: the
 * browser tries again later.
 * @param {any} keep @param {string} who @param {import("../live/keep.js").Entry[]} entries
 */
async function sendFor(keep, who, entries) {
  const tabs = new BroadcastChannel(`${DATABASE}:${who}`);
  for (let at = 0; at < entries.length; at += BATCH) {
    const batch = entries.slice(at, at + BATCH);
    const answers = await ask(who, batch);
    for (const entry of batch) {
      const answer = answerTo(answers, entry.id);
      if (!answer || !isFinal(answer)) throw new Error("not yet");
      await (answer.ok ? keep.remove("outbox", entry.id) : keep.put("outbox", { ...entry, error: answer.error }));
      tabs.postMessage({ settled: { id: entry.id, answer } });
    }
  }
  tabs.close();
}

/** @param {string} who @param {import("../live/keep.js").Entry[]} batch @returns {Promise<any>} */
async function ask(who, batch) {
  const answer = await fetch("/api/v1/command", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Cafe-Page": "table", "X-Cafe-Who": who },
    body: JSON.stringify(batch.map(({ id, name, args }) => ({ id, name, args }))),
    redirect: "error",
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return answer.json();
}

import { announce } from "../lib/announce.js";
import { closeConfirm, confirmInPlace } from "../lib/confirm.js";
import { clone, fill } from "../lib/fill.js";
import { _, ngettext } from "../lib/i18n.js";
import { forgetAll, recall, remember } from "../lib/memory.js";
import { readyTheBell, signal, soundOn, switchSound, switchVibration, vibrationOn } from "../lib/sound.js";
import { clean, count, left } from "../lib/text.js";
import { everySecond } from "../lib/time.js";
import { Drafts } from "../live/drafts.js";
import { forget, openKeep } from "../live/keep.js";
import { readyForOffline, sendInBackground, untilTheNetworkIsBack } from "../live/offline.js";
import { opening } from "../live/picture.js";
import { openSession, whoIs } from "../live/session.js";
import { all, clockOf, eventOf, ideasAt, placeNow, youOf } from "../state/derive.js";
import { cardArgs, drawCardRounds, nextPaper, readyForCards } from "../views/paper.js";
import { Bell } from "../views/table/bell.js";
import { complain, Composer, LIMIT } from "../views/table/composer.js";
import { draw as drawHarvest, harvestWords, withMyDots } from "../views/table/harvest.js";
import { draw as drawIdeas, part, template } from "../views/table/ideas.js";
import { lineWords } from "../views/table/line.js";
import { announcedAt, clockWords, pageWords } from "../views/table/now.js";
import { RelayEditor } from "../views/table/relay_editor.js";
import { drawWishes, wishesIn } from "../views/table/wishes.js";

/** Somebody at a table, for the whole afternoon: what is drawn when, and which press asks for what. */

const HOST_CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const HOST_CODE_LENGTH = 6;
const SAID_MS = 4_000;
const TYPING_MS = 8_000;

const page = document.body;
const first = (await opening("table")) ?? (await untilTheNetworkIsBack(sayNobody));
const session = openSession({
  page: "table",
  first,
  onState: () => draw(),
  onConnection: (line) => drawLine(line),
  onHint: (hint) => drawTyping(hint?.typing ?? 0),
  onOver: ({ code }) => void leaveForGood(code),
});
const who = whoIs(session.you);
const drafts = new Drafts(who);
const composer = new Composer(page, drafts, post, (typing) => session.hint({ typing }));
const relayEditor = new RelayEditor(page, drafts);
const bell = new Bell();
/** Ideas this host wrote for others: nobody's own, but hers to mend. */
const written = new Set(JSON.parse(recall(`scribed:${who}`) ?? "[]"));
/** Changes that were being written when the page went away; each opens again when its idea is drawn. */
let edits = drafts.edits();

let durable = true;
let drawn = false;
let erasing = false;
let known = -1;
let scene = page.dataset.scene;

// -- drawing

function draw() {
  const { state, entries } = session;
  const now = session.now();
  const placed = withMyDots(state, entries);
  const words = pageWords(placed, Number(recall(`read:${who}`) ?? 0));
  fill(page, { ...words, ...harvestWords(placed), ...clockWords(state, now) });
  drawIdeas(page, state, now, { entries, written, fresh: drawn, durable });
  drawHarvest(page, state, now, { entries });
  composer.ended = clockOf(state).phase !== "round" || clockOf(state).state === "ended";
  composer.draw(state, now);
  relayEditor.draw(state);
  drawCardRounds(page, state);
  drawWishes(/** @type {HTMLFormElement} */ (part(page, "[data-form='wish.save']")), state);
  part(page, "[data-storage]").hidden = durable && drafts.durable;
  drawUnsent();
  tellScene(words);
  tellIdeas();
  reopenEditors();
  page.removeAttribute("data-shell");
  drawn = true;
}

/** Whoever signs out here is told what would go with her. */
function drawUnsent() {
  const texts = session.entries.filter((entry) => !entry.saved && entry.args.text).length + drafts.all().length;
  const unsent = texts > 0 ? ngettext("Ein Text ist noch nicht gesendet. Er wird auf diesem Gerät gelöscht.", "%(num)s Texte sind noch nicht gesendet. Sie werden auf diesem Gerät gelöscht.", texts) : "";
  fill(part(page, "[data-form=leave]"), { unsent });
}

/** A new scene is told, and one is led to its top; where somebody reads or writes is hers. @param {Record<string, any>} words */
function tellScene(words) {
  if (words.scene === scene) return;
  scene = words.scene;
  page.dataset.scene = words.scene;
  announce([words.phase, words.has_question ? words.question : words.heading, words.lead].filter(Boolean).join(". "), "scene");
  part(page, "[data-to-top-text]").textContent = words.has_question ? words.phase : words.heading;
  drawWayUp(true);
}

/** @param {boolean} [news] */
function drawWayUp(news = false) {
  const way = part(page, "[data-to-top]");
  way.hidden = scrollY === 0 || !drawn || (way.hidden && !news);
}

function tellIdeas() {
  const { state } = session;
  const others = ideasAt(state, youOf(state).table).filter((idea) => !(idea.number in (state.my_idea ?? {}))).length;
  if (known >= 0 && others > known) announce(ngettext("Eine neue Idee am Tisch", "%(num)s neue Ideen am Tisch", others - known), "ideas");
  known = others;
}

/** @param {number} now */
function tick(now) {
  fill(part(page, ".phone-head"), clockWords(session.state, now));
  const rings = bell.look(session.state, now);
  if (rings) ring(rings);
  drawUnsent();
  composer.draw(session.state, now);
}

/** @param {import("../lib/time.js").Signal} rings */
function ring(rings) {
  signal(rings);
  page.dataset.bell = rings;
  setTimeout(() => delete page.dataset.bell, SAID_MS);
  announce({ five: _("Noch fünf Minuten."), one: _("Noch eine Minute. Bitte kommen Sie zum Schluss."), end: _("Die Runde ist zu Ende. Ihr Satz darf noch fertig werden.") }[rings], "clock");
}

/** @type {import("../live/session.js").LineState} */
let line = { line: "connecting", waiting: 0, stored: 0, stuck: false, durable: true };
let savedAt = -SAID_MS;

/** @param {import("../live/session.js").LineState} now */
function drawLine(now) {
  if (now.stored > line.stored) {
    savedAt = performance.now();
    setTimeout(() => drawLine(line), SAID_MS);
  }
  if (now.waiting > 0 && now.line === "offline" && line.line !== "offline") void sendInBackground();
  line = now;
  durable = now.durable;
  if (now.line === "live") {
    readyForOffline(page.dataset.worker);
    part(page, "[data-over]").hidden = true;
  }
  fill(part(page, ".foot-line"), { connection: now.line, connection_text: lineWords(now, performance.now() - savedAt < SAID_MS) });
}

let typed = 0;

/** @param {number} people */
function drawTyping(people) {
  clearTimeout(typed);
  const others = people - (composer.text ? 1 : 0);
  part(page, "[data-typing]").textContent = others > 0 ? ngettext("Jemand am Tisch schreibt …", "%(num)s Menschen am Tisch schreiben …", others) : "";
  if (others > 0) typed = setTimeout(drawTyping, TYPING_MS, 0);
}

// -- asking

/** @param {string} text @param {import("../views/table/composer.js").Post} draft */
async function post(text, { place, buildsOn, scribe, id, sent }) {
  const answer = session.send(scribe ? "idea.scribe" : "idea.post", { text, builds_on: buildsOn, drafted: place }, id);
  // Where the outbox would not survive the page, the draft stays until the server has answered.
  void answer.kept.then((kept) => kept && sent());
  draw();
  part(page, "[data-copies]").lastElementChild?.scrollIntoView({ block: "nearest" });
  const said = await answer;
  sent();
  if (said.ok && scribe && said.result.idea) remember(`scribed:${who}`, JSON.stringify([...written.add(said.result.idea)]));
  // A no gives the words back, if nothing else has been begun in the field meanwhile.
  if (!said.ok && !composer.text.trim()) {
    session.drop(said.id);
    composer.restore({ text, builds_on: buildsOn, scribe }, placeNow(session.state, session.now()) ?? place);
    composer.complain(said.error.message);
  }
}

/** Asks, and says a no where it was asked. @param {string} name @param {any} args @param {string} [place] @returns {Promise<any>} the result, or null */
async function ask(name, args = {}, place = "[data-me-error]") {
  const said = await session.send(name, args);
  const spot = page.querySelector(place);
  if (spot) complain(/** @type {HTMLElement} */ (spot), said.ok ? "" : said.error.message);
  if (!said.ok) announce(said.error.message);
  return said.ok ? said.result : null;
}

/** @param {Element} button @returns {number} the number of the list item it stands in */
const keyOf = (button) => Number(itemOf(button).dataset.key);

/** @param {Element} button @returns {HTMLElement} */
const itemOf = (button) => /** @type {HTMLElement} */ (button.closest("[data-key]"));

/** @param {number} theme @param {number} step */
function placeDot(theme, step) {
  const mine = withMyDots(session.state, session.entries).my_dots?.[theme]?.dots ?? 0;
  void ask("dots.place", { theme, dots: mine + step }, "[data-dots-error]");
}

/** @type {Record<string, (button: HTMLElement) => void>} */
const acts = {
  arrive: () => void ask("seat.arrive"),
  choose: (button) => void ask("seat.choose", { table: keyOf(button) }, "[data-choose-error]"),
  support: (button) => void ask(button.getAttribute("aria-pressed") === "true" ? "idea.unsupport" : "idea.support", { idea: keyOf(button) }),
  build: (button) => composer.buildOn(keyOf(button)),
  "build-off": () => composer.stopBuilding(),
  scribe: () => composer.toggleScribe(),
  edit: (button) => openEditor(button)?.focus(),
  "edit-cancel": (button) => {
    drafts.putEdit(keyOf(button), "");
    closeEditor(button);
  },
  withdraw: (button) => {
    closeConfirm(button);
    const idea = keyOf(button);
    drafts.putEdit(idea, "");
    closeEditor(button);
    void ask("idea.withdraw", { idea });
  },
  "copy-back": (button) => {
    const entry = session.entries.find((one) => one.id === itemOf(button).dataset.key);
    if (!entry || composer.text.trim()) return composer.field.focus();
    session.drop(entry.id);
    composer.restore({ text: entry.args.text, builds_on: entry.args.builds_on ?? [], scribe: entry.name === "idea.scribe" }, placeNow(session.state, session.now()) ?? entry.args.drafted);
  },
  "copy-drop": (button) => session.drop(/** @type {string} */ (itemOf(button).dataset.key)),
  "draft-resume": (button) => composer.resume(/** @type {string} */ (itemOf(button).dataset.key)),
  "draft-park": () => composer.park(session.state, session.now()),
  "dot-more": (button) => button.getAttribute("aria-disabled") !== "true" && placeDot(keyOf(button), 1),
  "dot-less": (button) => button.getAttribute("aria-disabled") !== "true" && placeDot(keyOf(button), -1),
  "to-top": () => {
    scrollTo({ top: 0, behavior: "instant" });
    part(page, "#main").focus({ preventScroll: true });
  },
  "welcome-close": () => part(page, "[data-welcome]").remove(),
  "announcement-close": () => remember(`read:${who}`, String(announcedAt(session.state))),
  "help-cancel": () => void ask("help.cancel", {}, "[data-host-error]"),
  handover: (button) => void handOver(button),
  erase: () => {
    erasing = true;
    void ask("person.erase", { ideas_too: /** @type {HTMLInputElement} */ (part(page, "[data-erase-ideas]")).checked });
  },
};

/** @param {HTMLElement} button */
async function handOver(button) {
  closeConfirm(button);
  const numbers = crypto.getRandomValues(new Uint8Array(HOST_CODE_LENGTH));
  const code = Array.from(numbers, (number) => HOST_CODE_LETTERS[number % HOST_CODE_LETTERS.length]).join("");
  if (!(await ask("host.handover", { code }, "[data-host-error]"))) return;
  part(page, "[data-handover]").hidden = false;
  part(page, "[data-handover-code]").textContent = code;
}

// -- changing one's own idea in its place

/** @param {HTMLElement} button @param {string} [begun] @returns {HTMLTextAreaElement | undefined} */
function openEditor(button, begun) {
  const item = itemOf(button);
  if (item.querySelector("[data-editor]")) return;
  const form = /** @type {HTMLFormElement} */ (clone(template("idea-editor"), {}));
  const field = /** @type {HTMLTextAreaElement} */ (part(form, "textarea"));
  const wish = session.entries.find((entry) => entry.name === "idea.edit" && entry.args.idea === keyOf(button));
  const idea = session.state.my_idea?.[keyOf(button)] ?? session.state.idea?.[keyOf(button)];
  field.value = begun ?? wish?.args.text ?? idea?.text ?? "";
  if (wish?.error) session.drop(wish.id);
  item.append(form);
  fill(item, { editing: true });
  count(field, part(form, "[data-counter]"));
  field.addEventListener("input", () => drafts.putEdit(keyOf(form), field.value));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void saveEdit(form, field);
  });
  return field;
}

/** What was being changed when the page went away is opened again, without taking the focus. */
function reopenEditors() {
  edits = edits.filter(({ idea, text }) => {
    const button = page.querySelector(`[data-ideas] [data-key="${idea}"] [data-act=edit]`);
    if (!(button instanceof HTMLElement) || button.closest("[hidden]:not(details)")) return true;
    openEditor(button, text);
    button.closest("details")?.setAttribute("open", "");
    return false;
  });
}

/** @param {Element} within */
function closeEditor(within) {
  const item = itemOf(within);
  item.querySelector("[data-editor]")?.remove();
  fill(item, { editing: false });
  /** @type {HTMLElement | null} */ (item.querySelector("[data-act=edit]"))?.focus();
}

/** @param {HTMLFormElement} form @param {HTMLTextAreaElement} field */
async function saveEdit(form, field) {
  const text = clean(field.value);
  const error = part(form, "[data-error]");
  if (!text) return complain(error, _("Hier fehlt noch etwas. Zum Löschen wählen Sie „Zurücknehmen“."));
  if (left(text, LIMIT) < 0) return complain(error, _("Das ist zu lang. Höchstens %(limit)s Zeichen passen hierher.", { limit: LIMIT }));
  const item = itemOf(form);
  const idea = keyOf(form);
  closeEditor(form);
  const answer = session.send("idea.edit", { idea, text });
  void answer.kept.then((kept) => kept && drafts.putEdit(idea, ""));
  const said = await answer;
  drafts.putEdit(idea, "");
  if (said.ok || !item.isConnected) return;
  openEditor(part(item, "[data-act=edit]"))?.focus();
  complain(part(item, "[data-error]"), said.error.message);
}

// -- forms

/** @type {Record<string, (form: HTMLFormElement) => Promise<unknown> | void>} */
const forms = {
  "person.update": async (form) => {
    const fields = new FormData(form);
    const done = await ask("person.update", { name: String(fields.get("name")), group: fields.get("group") || null });
    sayIn(form, done ? _("Gespeichert.") : "");
  },
  "wish.save": async (form) => {
    const done = await ask("wish.save", { topics: wishesIn(form) }, "[data-wish-error]");
    sayIn(form, done ? _("Gesendet. Bis zum Beginn können Sie sie noch ändern.") : "");
  },
  "host.claim": async (form) => {
    if (await ask("host.claim", { code: String(new FormData(form).get("claim")) })) form.reset();
  },
  "relay.save": async (form) => {
    const { card } = relayEditor;
    const done = await ask("relay.save", { round: clockOf(session.state).round, ...card }, "[data-host-error]");
    if (done) relayEditor.saved(card);
    sayIn(form, done ? _("Gespeichert. Die nächste Gruppe sieht sie.") : "");
  },
  "help.call": async (form) => {
    form.querySelector("details")?.removeAttribute("open");
    if (await ask("help.call", { reason: String(new FormData(form).get("reason")) }, "[data-host-error]")) form.reset();
  },
  "idea.scribe": async (form) => {
    const args = cardArgs(new FormData(form), youOf(session.state).hosts);
    if (!args.card || !args.text) return part(form, args.card ? "[name=card_text]" : "[name=card]").focus();
    const done = await ask("idea.scribe", args, "[data-host-error]");
    if (!done) return sayIn(form, "");
    remember(`scribed:${who}`, JSON.stringify([...written.add(done.idea)]));
    sayIn(form, _("Karte %(card)s liegt auf dem Tisch, Runde %(round)s.", { card: args.card, round: done.round }));
    nextPaper(form);
  },
  "person.add": async (form) => {
    form.querySelector("details")?.removeAttribute("open");
    const done = await ask("person.add", { name: String(new FormData(form).get("guest")) }, "[data-host-error]");
    if (done) form.reset();
    sayIn(form, done ? _("Aufgenommen mit Nummer %(person)s an Tisch %(table)s.", done) : "");
  },
  code: showCode,
  leave,
};

/** @param {HTMLFormElement} form @param {string} words */
function sayIn(form, words) {
  part(form, "[data-saved]").textContent = words;
}

/** @param {HTMLFormElement} form */
async function showCode(form) {
  const shown = part(form, "[data-code]");
  shown.hidden = false;
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json", "X-Cafe-Page": "table" } });
    shown.textContent = (await answer.json()).code;
  } catch {
    shown.textContent = _("Gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.");
  }
}

/** This device is nobody any more, and keeps nothing. @param {HTMLFormElement} form */
async function leave(form) {
  const gone = await fetch(form.action, { method: "POST", headers: { "X-Cafe-Page": "table" } }).catch(() => null);
  if (!gone?.ok) return complain(part(page, "[data-me-error]"), _("Gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal."));
  await forgetEverything();
  location.assign("/");
}

async function forgetEverything() {
  await session.forget(true);
  drafts.forget();
  await forget(who);
  forgetAll(who);
}

/**
 * The session has ended: by oneself, or because the event is gone. Who wants to be forgotten is forgotten here, too. But
 * what somebody has written and not yet sent is not taken from her: she can come back by her code, and it is sent.
 * @param {string} code
 */
async function leaveForGood(code) {
  const gone = erasing || code === "deleted" || code === "gone"; // gone: signed out in another tab
  const unsent = session.entries.some((entry) => !entry.saved && entry.args.text) || drafts.all().length > 0;
  if (!gone && unsent) {
    part(page, "[data-over]").hidden = false;
    return announce(part(page, "[data-over] p").textContent ?? "");
  }
  if (gone) await forgetEverything();
  else await session.forget(false);
  location.assign("/");
}

/** Opened in a dead spot by somebody of whom this device knows nothing. */
function sayNobody() {
  fill(page, { heading: _("Gerade keine Verbindung"), lead: _("Diese Seite öffnet sich von selbst, sobald wieder Netz da ist."), phase: "", connection: "offline", connection_text: _("Offline") });
  part(page, ".me").hidden = true;
  page.removeAttribute("data-shell");
}

/** A page that was opened without the server has no list of groups yet, nor one's own name. */
function drawMe() {
  const select = /** @type {HTMLSelectElement} */ (part(page, "[data-form='person.update'] select"));
  if (select.options.length > 1) return;
  const { name = "", group = "" } = youOf(session.state);
  select.append(...(eventOf(session.state).groups ?? []).map((/** @type {string} */ one) => new Option(one, one)));
  select.value = group ?? "";
  /** @type {HTMLInputElement} */ (part(page, "[data-form='person.update'] input")).value = name;
}

/** What was kept on the device by an earlier visit: drafts that only IndexedDB has, and texts that were on their way to the outbox. */
async function takeUp() {
  if (await drafts.open(await openKeep())) for (const writer of [composer, relayEditor]) writer.found();
  edits = drafts.edits().filter(({ idea }) => !page.querySelector(`[data-key="${idea}"] [data-editor]`));
  for (const { text, table, round, builds_on: buildsOn, scribe, sending, slot } of drafts.unsent()) {
    void post(text, { place: { table, round }, buildsOn, scribe, id: /** @type {string} */ (sending), sent: () => drafts.sent(slot) });
  }
  draw();
}

// -- wiring

readyForCards(page);

page.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("[data-act]");
  if (!(button instanceof HTMLElement)) return;
  acts[button.dataset.act ?? ""]?.(button);
  draw();
});

page.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const handler = forms[form.dataset.form ?? ""];
  if (!handler) return;
  event.preventDefault();
  void handler(form);
});

for (const [name, isOn, turn] of /** @type {const} */ ([
  ["sound", soundOn, switchSound],
  ["vibration", vibrationOn, switchVibration],
])) {
  const box = /** @type {HTMLInputElement} */ (part(page, `[data-switch=${name}]`));
  box.checked = isOn();
  box.addEventListener("change", () => turn(box.checked));
}

addEventListener("scroll", () => drawWayUp(), { passive: true });
document.addEventListener("visibilitychange", () => {
  if (document.hidden && line.waiting > 0) void sendInBackground();
  if (!document.hidden) session.again();
});

if (all(session.state, "table").length > 0) draw();
drawMe();
void takeUp();
confirmInPlace(page);
readyTheBell();
everySecond(tick, session.now);

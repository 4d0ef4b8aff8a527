import { clone, fill } from "../../lib/fill.js";
import { _ } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { clockOf, copies, ideasAt, ideasElsewhere, ownListed, placeNow, relayFor, samePlace, sceneOf, takesTexts, wishes, youOf } from "../../state/derive.js";

/**
 * The ideas: of this round, of earlier ones, of tables one has visited, one's own; and the author's grey copies.
 *
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {import("../../live/keep.js").Entry} Entry
 */

const QUOTED = 90;

/** @param {State} state @param {number[]} numbers @returns {string} the words one builds on, shortened */
export function quote(state, numbers) {
  return numbers
    .map((number) => state.idea?.[number]?.text ?? state.my_idea?.[number]?.text ?? _("eine Idee von einem anderen Tisch"))
    .map((text) => (text.length > QUOTED ? `${text.slice(0, QUOTED - 1).trimEnd()}…` : text))
    .join(" · ");
}

/**
 * What an idea's card shows.
 * @param {State} state @param {any} idea @param {object} view
 * @param {boolean} [view.marksRound] @param {boolean} [view.marksTable]
 * @param {any} [view.wish] what its reader has asked for and no answer has come to yet
 * @param {boolean} [view.builds] @param {ReadonlySet<number>} [view.written] what this host wrote for others
 */
export function ideaValues(state, idea, { marksRound = false, marksTable = false, wish = {}, builds = false, written = new Set() } = {}) {
  const own = idea.number in (state.my_idea ?? {});
  const mine = own || written.has(idea.number);
  const gone = state.my_idea?.[idea.number]?.state ?? "shown";
  const stands = gone === "shown";
  const support = wish.supported ?? idea.number in (state.my_support ?? {});
  const change = Number(support) - Number(idea.number in (state.my_support ?? {}));
  const open = takesTexts(state);
  return {
    number: idea.number,
    text: wish.text ?? idea.text,
    from: quote(state, idea.builds_on ?? []),
    own,
    waiting: wish.text !== undefined || Boolean(wish.withdrawn),
    supports: idea.supports + change || "",
    supported: String(support),
    likes: !own && open,
    builds: builds && stands && Boolean(state.idea?.[idea.number]),
    edits: mine && open && stands && !wish.withdrawn,
    status: [
      marksTable && _("Tisch %(table)s", idea),
      marksRound && _("Runde %(round)s", idea),
      own ? _("Von Ihnen") : { host: _("für jemanden geschrieben"), paper: _("vom Papier") }[/** @type {string} */ (idea.by)],
      own && idea.supports > 0 && _("Zuspruch %(supports)s", idea),
      idea.edited && _("geändert"),
      gone === "hidden" && _("von der Leitung ausgeblendet"),
      own && stands && (wish.text !== undefined || wish.withdrawn ? _("auf diesem Gerät") : _("gespeichert")),
    ]
      .filter(Boolean)
      .join(" · "),
  };
}

/** @param {State} state @param {Entry} entry @param {boolean} [durable] whether this device would keep it */
export function copyValues(state, entry, durable = true) {
  const { args, error, saved } = entry;
  const elsewhere = !samePlace(args.drafted, { table: youOf(state).table, round: clockOf(state).round });
  return {
    id: entry.id,
    text: args.text,
    from: quote(state, args.builds_on ?? []),
    waiting: !saved && !error,
    refused: Boolean(error),
    error: error?.message ?? "",
    status: [
      elsewhere && _("Tisch %(table)s", args.drafted),
      elsewhere && _("Runde %(round)s", args.drafted),
      copyState(saved, error, durable),
    ]
      .filter(Boolean)
      .join(" · "),
  };
}

/** @param {any} saved @param {any} error @param {boolean} durable */
function copyState(saved, error, durable) {
  if (saved) return _("gespeichert");
  if (error) return _("nicht gespeichert");
  return durable ? _("auf diesem Gerät, noch nicht gespeichert") : _("nur auf dieser Seite, noch nicht gespeichert");
}

/**
 * @param {ParentNode} root @param {State} state @param {number} now
 * @param {{entries: Entry[], written: ReadonlySet<number>, fresh: boolean, durable: boolean}} context `fresh`: ideas that come now land visibly
 */
export function draw(root, state, now, { entries, written, fresh, durable }) {
  const asked = wishes(entries);
  const { table } = youOf(state);
  const { phase, round, next_round: next } = clockOf(state);
  const holds = phase === "switch" ? next ?? round : round;
  const builds = placeNow(state, now) !== null;
  const here = ideasAt(state, table);
  const ended = ["harvest", "closed"].includes(sceneOf(state));
  const list = (/** @type {string} */ name, /** @type {any[]} */ ideas, /** @type {any} */ view) =>
    drawList(root, name, ideas.map((idea) => ideaValues(state, idea, { builds, written, wish: asked.get(idea.number), ...view })), fresh);

  list("now", here.filter((idea) => idea.round >= holds), {});
  list("earlier", here.filter((idea) => idea.round < holds), { marksRound: true });
  list("elsewhere", ended ? [] : ideasElsewhere(state), { marksRound: true, marksTable: true });
  list("mine", ownListed(state), { marksRound: true, marksTable: true });

  patch(part(root, "[data-copies]"), copies(state, entries), {
    key: (entry) => entry.id,
    make: (entry) => clone(template("own-copy"), copyValues(state, entry, durable)),
    update: (element, entry) => fill(element, copyValues(state, entry, durable)),
  });
  const insights = relayFor(state, table, holds)?.insights ?? [];
  patch(part(root, "[data-relay-insights]"), insights.map((/** @type {any} */ line, /** @type {number} */ index) => ({ ...line, index })), {
    key: (line) => line.index,
    make: (line) => clone(template("relay-insight"), line),
  });
}

/** @param {ParentNode} root @param {string} name @param {any[]} ideas @param {boolean} fresh */
function drawList(root, name, ideas, fresh) {
  patch(part(root, `[data-ideas="${name}"]`), ideas, {
    key: (idea) => idea.number,
    make: (idea) => clone(template("idea"), { ...idea, fresh }),
  });
}

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement} */
export const part = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

/** @param {string} id @returns {HTMLTemplateElement} */
export const template = (id) => /** @type {HTMLTemplateElement} */ (document.getElementById(id));

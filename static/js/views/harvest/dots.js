import { clone, fill } from "../../lib/fill.js";
import { _, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { say, slot, template } from "../lead/places.js";
import { bars } from "./desk.js";

/** @typedef {import("../../state/apply.js").State} State */

/** Prioritising: opened, closed, and the dots on paper. @param {HTMLElement} root @param {State} state @param {ReadonlyMap<number, number>} entered paper dots entered on this desk */
export function drawDots(root, state, entered) {
  const dots = state.dots?.dots ?? { state: "none", per_person: 0, placed: 0, people: 0 };
  const phase = state.clock?.clock.phase;
  const rows = bars(state);
  say(slot(root, "dots-words"), words(dots, phase, rows.length));
  slot(root, "dots-open").hidden = phase !== "harvest" || dots.state === "open" || rows.length === 0;
  slot(root, "dots-close").hidden = phase !== "harvest" || dots.state !== "open";
  const label = slot(root, "dots-open").querySelector("[data-label]");
  if (label) say(/** @type {HTMLElement} */ (label), dots.state === "closed" ? _("Noch einmal öffnen") : _("Punkte öffnen"));
  const sheets = dots.sheets ?? 0;
  slot(root, "sheets").hidden = rows.length === 0 || !(phase === "harvest" || phase === "closed");
  say(slot(root, "sheets-words"), sheets ? ngettext("%(num)s Bogen ist eingetragen.", "%(num)s Bögen sind eingetragen.", sheets) : "");
  const most = Math.max(1, rows[0]?.dots ?? 1);
  const values = rows.map(({ theme, dots: count }) => ({
    number: theme.number,
    title: theme.title,
    dots: count,
    most,
    counted: theme.dots !== null,
    dots_text: theme.dots ?? "–",
    enterable: phase === "harvest" || phase === "closed",
    paper: theme.paper_dots ?? (entered.has(theme.number) ? _("eingetragen: %(dots)s", { dots: entered.get(theme.number) ?? 0 }) : null),
  }));
  patch(slot(root, "dots-rows"), values, { key: (row) => row.number, make: (row) => fill(clone(template("dots-row"), row), row) });
}

/** @param {any} dots @param {string} phase @param {number} themes */
function words(dots, phase, themes) {
  const placed = ngettext("%(num)s Punkt", "%(num)s Punkte", dots.placed);
  const people = ngettext("%(num)s Mensch", "%(num)s Menschen", dots.people);
  if (dots.state === "open") return _("Offen. %(placed)s liegen schon, von %(people)s am Telefon. Wie sie verteilt sind, zeigt sich erst beim Schließen.", { placed, people });
  if (dots.state === "closed") return _("Geschlossen. %(placed)s wurden vergeben, Papier eingeschlossen.", { placed });
  if (phase !== "harvest") return _("Punkte gibt es in der Ernte. Bis dahin können Sie hier Themenfelder vorbereiten.");
  return themes === 0 ? _("Legen Sie zuerst Themenfelder an. Dann können alle Punkte darauf kleben.") : _("Noch nicht geöffnet.");
}

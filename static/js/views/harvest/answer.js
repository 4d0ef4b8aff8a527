import { _, ngettext } from "../../lib/i18n.js";
import { showAnswer, showSentence } from "../lead/answer.js";

/** @type {Record<string, (args: any) => string>} */
const DONE = {
  "idea.assign": ({ ideas, theme }) =>
    theme === null
      ? ngettext("%(num)s Idee liegt wieder frei.", "%(num)s Ideen liegen wieder frei.", ideas.length)
      : ngettext("%(num)s Idee liegt jetzt im Themenfeld.", "%(num)s Ideen liegen jetzt im Themenfeld.", ideas.length),
  "theme.save": ({ theme }) => (theme ? _("Themenfeld gespeichert.") : _("Themenfeld angelegt.")),
  "theme.merge": () => _("Zusammengeführt. Nichts ging verloren."),
  "theme.split": () => _("Abgespalten."),
  "theme.remove": () => _("Aufgelöst. Die Ideen sind wieder frei."),
  "dots.open": () => _("Die Punkte sind offen."),
  "dots.close": () => _("Gezählt. Alle sehen das Ergebnis."),
  "idea.scribe": ({ card, drafted }) => _("Karte %(card)s eingetragen: Tisch %(table)s, Runde %(round)s.", { card, ...drafted }),
  "dots.void_sheet": ({ sheet }) => _("Bogen %(sheet)s ist ausgetragen und kann neu eingetragen werden.", { sheet }),
  "dots.enter_paper": ({ dots, sheets }) =>
    sheets ? _("Bogen %(sheet)s eingetragen.", { sheet: sheets[0].number }) : ngettext("%(num)s Papierpunkt eingetragen.", "%(num)s Papierpunkte eingetragen.", dots),
  "measure.save": () => _("Maßnahme gespeichert."),
  "measure.remove": () => _("Maßnahme entfernt."),
};

/**
 * @param {HTMLElement} root @param {HTMLElement} element @param {import("./asks.js").Ask} ask
 * @param {Parameters<typeof showAnswer>[3]} answer
 */
export function showHarvestAnswer(root, element, ask, answer) {
  const words = DONE[ask.name];
  if (answer.ok && words) showSentence(root, words(ask.args), "good");
  else showAnswer(root, element, ask, answer);
}

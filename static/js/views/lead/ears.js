import { announce } from "../../lib/announce.js";
import { _, ngettext } from "../../lib/i18n.js";
import { Signals } from "../screen/signals.js";
import { raisedHands } from "./room.js";

/** Tells a lead who does not look at the screen just now, or cannot: raised hands, and the clock. */
export class Ears {
  #signals = new Signals();
  /** @type {Set<number> | null} tables whose hand was up at the last look; null before the first */
  #hands = null;

  /** @param {import("../../state/apply.js").State} state @param {number} now */
  hear(state, now) {
    const tables = raisedHands(state).map((help) => help.table);
    const news = this.#hands === null ? [] : tables.filter((table) => !this.#hands?.has(table));
    this.#hands = new Set(tables);
    if (news.length > 0) announce(ngettext("Tisch %(tables)s ruft um Hilfe.", "Die Tische %(tables)s rufen um Hilfe.", news.length, { tables: news.join(", ") }), "help");
    const passed = this.#signals.passed(state.clock?.clock, now);
    const words = { five: _("Noch fünf Minuten."), one: _("Noch eine Minute."), end: _("Die Runde ist zu Ende.") };
    if (passed) announce(words[passed], "clock");
  }
}

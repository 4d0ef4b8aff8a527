import { announce } from "../../lib/announce.js";
import { _ } from "../../lib/i18n.js";
import { signal } from "../../lib/sound.js";
import { Signals } from "./signals.js";

const WORDS = {
  five: () => _("Noch fünf Minuten."),
  one: () => _("Noch eine Minute."),
  end: () => _("Die Runde ist zu Ende."),
};

/** Rings in the hall at five minutes, one minute and the end, and says so to assistive technology. */
export class Bell {
  #signals = new Signals();

  /** @param {import("./scene.js").State} state @param {number} now */
  hear(state, now) {
    const passed = this.#signals.passed(state.clock?.clock, now);
    if (!passed) return;
    signal(passed);
    announce(WORDS[passed](), "clock");
  }
}

/** The projector's page: wiring only. It needs no hand; what it can do with one is bell, night and full screen. */
import { openSession } from "../live/session.js";
import { iconUrl } from "../lib/faces.js";
import { fill } from "../lib/fill.js";
import { _ } from "../lib/i18n.js";
import { isNight, restoreNight, setNight } from "../lib/theme.js";
import { readyTheBell, soundOn, switchSound } from "../lib/sound.js";
import { everySecond } from "../lib/time.js";
import { stayAwake } from "../views/screen/awake.js";
import { Bell } from "../views/screen/bell.js";
import { draw } from "../views/screen/draw.js";
import { Drift } from "../views/screen/ideas.js";

const root = document.body;
const drift = new Drift(root);
const bell = new Bell();

const LINES = {
  live: () => _("Verbunden"),
  connecting: () => _("Verbindung wird aufgebaut …"),
  offline: () => _("Keine Verbindung"),
};

/** @param {import("../state/apply.js").State} state @param {number} now */
function show(state, now) {
  draw(root, state, now);
  drift.draw(state, now);
  bell.hear(state, now);
}

const session = openSession({
  page: "screen",
  onState: show,
  onConnection: ({ line }) => fill(root, { connection: line, connection_text: LINES[line]() }),
});
everySecond((now) => show(session.state, now), () => session.now());
addEventListener("resize", () => show(session.state, session.now()));
// Letters that come late are of another width: what was measured before is measured again.
document.fonts?.ready.then(() => dispatchEvent(new Event("resize")));

restoreNight();
readyTheBell();
showSwitches();
stayAwake();

root.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("[data-act]");
  if (button?.matches('[data-act="night"]')) {
    setNight(!isNight());
    showSwitches();
  }
  if (button?.matches('[data-act="bell"]')) {
    switchSound(!soundOn());
    showSwitches();
  }
  if (button?.matches('[data-act="full"]')) toggleFullScreen();
});

function showSwitches() {
  root.querySelector('[data-act="night"]')?.setAttribute("aria-pressed", String(isNight()));
  root.querySelector('[data-act="bell"]')?.setAttribute("aria-pressed", String(soundOn()));
  root.querySelector('[data-act="bell"] use')?.setAttribute("href", iconUrl(soundOn() ? "bell" : "bell-off"));
}

function toggleFullScreen() {
  // Refused where the laptop's owner forbids it; F11 is left then.
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
  done?.catch(() => {});
}

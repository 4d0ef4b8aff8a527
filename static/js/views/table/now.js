import { faceOf } from "../../lib/faces.js";
import { _, ngettext } from "../../lib/i18n.js";
import { mmss, nearness } from "../../lib/time.js";
import { all, clockOf, dotsLeft, eventOf, ideasAt, ideasElsewhere, mayChoose, ownListed, questionAt, relayFor, sceneOf, takesTexts, timeLeft, topicOf, youOf } from "../../state/derive.js";

/**
 * Where am I, what is asked, how long, what can I do: the page's words by the names that stand in the templates.
 * cafe/web/table_words.py says the same for the first paint; a test holds the two together.
 *
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {Record<string, any>} Values
 */

/** @param {State} state @param {number} now server time, ms @returns {Values} */
export function clockWords(state, now) {
  const left = timeLeft(state, now);
  const { phase, state: run } = clockOf(state);
  return {
    has_clock: left !== null,
    clock_time: mmss(left ?? 0),
    clock_state: run === "paused" ? _("Pause") : left === 0 ? _("Zeit ist um") : "",
    clock_near: phase === "round" && run === "running" && left !== null ? nearness(left) : "",
  };
}

/** @param {State} state @param {number} readUntil announcements up to this time have been closed @returns {Values} */
export function pageWords(state, readUntil = 0) {
  const scene = sceneOf(state);
  const you = youOf(state);
  const topic = topicOf(state, you.table);
  const place = state.table?.[you.table];
  return {
    scene,
    seated: Boolean(you.table),
    table: you.table ?? "",
    ...faceOf(topic?.face),
    topic: topic?.title ?? eventOf(state).title ?? "",
    phase: phaseWords(state),
    announcement: announcement(state, readUntil),
    ...next(state, scene, you, topic),
    place_text: ["lobby", "switch"].includes(scene) && place ? [place.place, place.step_free && _("stufenlos")].filter(Boolean).join(" · ") : "",
    ...cloth(state, scene, you),
    ...hosting(state, scene, you),
    me_line: [you.number && _("Nummer %(number)s", { number: you.number }), you.name].filter(Boolean).join(" · "),
    may_claim: ["lobby", "round", "over", "switch"].includes(scene),
  };
}

/** @param {State} state */
function phaseWords(state) {
  const { phase, round, next_round: next } = clockOf(state);
  const rounds = eventOf(state).rounds;
  switch (phase) {
    case "lobby":
      return _("Ankommen");
    case "round":
      return _("Runde %(round)s von %(rounds)s", { round, rounds });
    case "switch":
      return next ? _("Wechsel zu Runde %(round)s", { round: next }) : _("Wechsel");
    case "harvest":
      return _("Ernte");
    case "closed":
      return _("Beendet");
    default:
      return _("Noch nicht geöffnet");
  }
}

/** @param {State} state @param {number} readUntil @returns {string} the newest word of the lead to the hall or this table */
function announcement(state, readUntil) {
  const newest = all(state, "announcement").reduce((last, one) => (one.at > (last?.at ?? readUntil) ? one : last), null);
  return newest?.text ?? "";
}

/** @param {State} state @returns {number} */
export const announcedAt = (state) => Math.max(0, ...all(state, "announcement").map((one) => one.at));

/** The one thing to do now. @param {State} state @param {string} scene @param {any} you @param {any} topic @returns {Values} */
function next(state, scene, you, topic) {
  const walks = scene === "lobby" || scene === "switch";
  const seated = Boolean(you.table);
  const presence = state.presence?.[you.table];
  const stays = scene === "switch" && (you.hosts === you.table || you.from_table === you.table);
  return {
    has_next: scene !== "round",
    next_face: walks && seated,
    next_topic: walks && seated ? topic?.title ?? "" : "",
    heading: heading(state, scene, you, stays),
    lead: lead(state, scene, you),
    has_facts: walks && Boolean(you.number),
    number: walks ? you.number ?? "" : "",
    faces_text: scene === "switch" && seated && !stays ? you.new_faces || "" : "",
    presence_text: walks && presence ? _("%(here)s von %(seated)s da", presence) : "",
    may_arrive: walks && seated && !you.arrived && !stays,
    arrived_text: walks && seated && you.arrived ? arrivedWords(scene, you) : "",
    chooses: mayChoose(state),
    asks_wishes: scene === "lobby" && Boolean(eventOf(state).asks_wishes) && !you.hosts,
    upcoming: upcoming(state, scene),
    purpose: ["lobby", "closed"].includes(scene) ? eventOf(state).purpose ?? "" : "",
  };
}

/** @param {State} state @param {string} scene @param {any} you @param {boolean} stays */
function heading(state, scene, you, stays) {
  const { table } = you;
  switch (scene) {
    case "lobby":
      return table ? _("Ihr Platz ist an Tisch %(table)s", { table }) : _("Willkommen");
    case "over":
      return _("Die letzte Runde ist zu Ende.");
    case "switch":
      if (!table) return mayChoose(state) ? _("Wählen Sie Ihren nächsten Tisch") : _("Ihr nächster Platz wird gesucht");
      return stays ? _("Sie bleiben an Tisch %(table)s", { table }) : _("Weiter zu Tisch %(table)s", { table });
    case "harvest":
      return harvestHeading(state);
    case "closed":
      return _("Vielen Dank!");
    default:
      return _("Gleich geht es los.");
  }
}

/** @param {State} state */
function harvestHeading(state) {
  const dots = state.dots?.dots ?? { state: "none", per_person: 0 };
  if (dots.state === "open") return dotsHeading(dotsLeft(state), dots.per_person);
  return dots.state === "closed" ? _("So haben alle gewichtet") : _("Was zeichnet sich ab?");
}

/** @param {number} left @param {number} given dots per person */
function dotsHeading(left, given) {
  if (left <= 0) return ngettext("Ihr Punkt ist vergeben", "Ihre %(num)s Punkte sind vergeben", given);
  if (left < given) return ngettext("Vergeben Sie noch einen Punkt", "Vergeben Sie noch %(num)s Punkte", left);
  return ngettext("Vergeben Sie Ihren Punkt", "Vergeben Sie Ihre %(num)s Punkte", given);
}

/** @param {State} state @param {string} scene @param {any} you */
function lead(state, scene, you) {
  const dots = state.dots?.dots?.state ?? "none";
  switch (scene) {
    case "draft":
      return _("Sobald die Leitung öffnet, geht es auf dieser Seite weiter.");
    case "lobby":
      return you.table ? _("Schön, dass Sie dabei sind.") : _("Gleich haben Sie einen Platz. Bitte warten Sie einen Augenblick.");
    case "over":
      return _("Bleiben Sie sitzen. Gleich schauen alle gemeinsam, was sich abzeichnet.");
    case "switch":
      if (you.hosts) return _("Gleich kommt die nächste Gruppe. Erzählen Sie ihr kurz, was bisher wichtig war.");
      return you.table || mayChoose(state) ? "" : _("Bitte warten Sie einen Augenblick oder wenden Sie sich an die Leitung.");
    case "harvest":
      if (dots === "open" && dotsLeft(state) <= 0) return _("Danke! Solange abgestimmt wird, können Sie noch umverteilen.");
      if (dots === "open") return _("Legen Sie Punkte auf das, was jetzt am wichtigsten ist. Es dürfen auch mehrere auf einem Themenfeld liegen.");
      return dots === "closed" ? _("Danke! Gleich geht es um die nächsten Schritte.") : _("Aus Ihren Ideen werden Themenfelder. Lesen Sie mit.");
    case "closed":
      return _("Die Veranstaltung ist beendet. Alles, was Sie geschrieben haben, ist gesichert.");
    default:
      return "";
  }
}

/** @param {string} scene @param {any} you */
const arrivedWords = (scene, you) =>
  scene === "lobby" ? _("Sie sind da. Sagen Sie Ihrem Tisch schon einmal Hallo.") : _("Willkommen an Tisch %(table)s.", { table: you.table });

/** @param {State} state @param {string} scene */
function upcoming(state, scene) {
  const rounds = eventOf(state).rounds;
  const { next_round: round } = clockOf(state);
  if (scene === "lobby") {
    const minutes = state.round?.[1]?.minutes ?? 20;
    return _("Die Leitung begrüßt Sie und beginnt dann Runde 1 von %(rounds)s: %(minutes)s Minuten Gespräch an Ihrem Tisch. Die Frage erscheint hier.", { rounds, minutes });
  }
  if (scene === "switch" && round) return _("Wenn alle sitzen, beginnt Runde %(round)s. Hier sehen Sie dann die Frage und was an diesem Tisch schon gedacht wurde.", { round });
  if (scene === "closed") return _("Die Ergebnisse gehen an die Menschen, die zu dieser Veranstaltung eingeladen haben. Sie können diese Seite weiter ansehen.");
  return "";
}

/** What the table remembers. @param {State} state @param {string} scene @param {any} you @returns {Values} */
function cloth(state, scene, you) {
  const clock = clockOf(state);
  const talks = scene === "round" || scene === "over";
  const shows = Boolean(you.table && (talks || (scene === "switch" && (you.arrived || you.hosts))));
  const round = scene === "switch" ? clock.next_round ?? clock.round : clock.round;
  const card = shows ? relayFor(state, you.table, round) : null;
  const here = ideasAt(state, you.table);
  const earlier = here.filter((idea) => idea.round < round).length;
  const elsewhere = takesTexts(state) && scene !== "harvest" ? ideasElsewhere(state).length : 0;
  const mine = ownListed(state).length;
  const presence = state.presence?.[you.table];
  return {
    has_cloth: shows,
    cloth_face: faceOf(topicOf(state, you.table)?.face).face,
    has_question: scene === "round",
    question_label: _("Ihre Frage in Runde %(round)s", { round }),
    question: questionAt(state, you.table, round) || topicOf(state, you.table)?.title || "",
    not_arrived: scene === "round" && you.table && !you.arrived && !you.hosts ? _("Sitzen Sie schon an Tisch %(table)s?", { table: you.table }) : "",
    relay_shown: Boolean(card),
    relay_title: you.hosts ? _("Das hat die letzte Gruppe hinterlassen") : _("Das gibt die Gruppe vor Ihnen weiter"),
    relay_question: card?.question ?? "",
    ideas_title: scene === "round" || (talks && here.length > earlier) ? _("Ideen dieser Runde") : here.length > earlier ? _("Neu an diesem Tisch") : "",
    presence_here: talks && presence ? _("%(here)s von %(seated)s da", presence) : "",
    no_ideas: scene === "round" && here.length === earlier,
    earlier: shows && earlier > 0 ? ngettext("Eine Idee aus früheren Runden", "%(num)s Ideen aus früheren Runden", earlier) : "",
    elsewhere: elsewhere > 0 ? ngettext("Eine Idee von Tischen, an denen Sie waren", "%(num)s Ideen von Tischen, an denen Sie waren", elsewhere) : "",
    mine: mine > 0 ? ngettext("Ihre Idee", "Ihre %(num)s Ideen", mine) : "",
  };
}

/** What a host sees beside that. @param {State} state @param {string} scene @param {any} you @returns {Values} */
function hosting(state, scene, you) {
  const table = you.hosts;
  const presence = state.presence?.[table];
  const help = state.help?.[table];
  const before = ["lobby", "round", "over", "switch"].includes(scene);
  return {
    is_host: Boolean(table) && scene !== "closed",
    host_title: _("Sie betreuen Tisch %(table)s", { table: table ?? "" }),
    host_presence: presence ? hostPresence(scene, presence) : "",
    host_advice: hostAdvice(scene),
    may_relay: clockOf(state).round > 0 && takesTexts(state),
    may_type_cards: clockOf(state).round > 0 && takesTexts(state),
    relay_editor_title: _("Staffelkarte für Runde %(round)s", { round: clockOf(state).round }),
    help_called: Boolean(help),
    help_text: help?.reason ? _("Hilfe ist gerufen: %(reason)s", { reason: help.reason }) : _("Hilfe ist gerufen. Jemand aus dem Team kommt zu Ihnen."),
    may_add: before,
    may_hand_over: before,
  };
}

/** @param {string} scene @param {any} presence numbers only, never who */
const hostPresence = (scene, presence) =>
  scene === "round" || scene === "over" ? _("%(here)s von %(seated)s da. In dieser Runde haben geschrieben: %(wrote)s.", presence) : _("%(here)s von %(seated)s da", presence);

/** @param {string} scene */
function hostAdvice(scene) {
  if (scene === "lobby") return _("Begrüßen Sie alle, die an Ihren Tisch kommen.");
  if (scene === "round") return _("Achten Sie darauf, dass alle zu Wort kommen. Wer nicht tippt, dem leihen Sie Ihr Telefon: „Für jemanden am Tisch schreiben“.");
  if (scene === "switch" || scene === "over") return _("Halten Sie jetzt auf der Staffelkarte fest, was die Nächsten wissen sollten.");
  return "";
}

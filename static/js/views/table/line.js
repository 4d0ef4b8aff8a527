import { _ } from "../../lib/i18n.js";

/**
 * Where one's words are, honestly: on this device, on their way, or stored.
 * @param {import("../../live/session.js").LineState} now @param {boolean} justSaved
 * @returns {string}
 */
export function lineWords({ line, waiting, stuck, durable }, justSaved) {
  if (waiting > 0 && line === "offline") {
    return durable
      ? _("Offline. Auf diesem Gerät gesichert; wird gesendet, sobald wieder Netz da ist.")
      : _("Offline. Ihr Text steht nur auf dieser Seite: Bitte lassen Sie sie offen, bis wieder Netz da ist.");
  }
  if (line === "offline") return _("Offline. Sie können weiterschreiben.");
  if (line === "connecting") return _("Verbindung wird aufgebaut …");
  if (waiting > 0 && stuck) {
    return durable
      ? _("Noch nicht gespeichert, aber auf diesem Gerät gesichert. Wird weiter versucht.")
      : _("Noch nicht gespeichert. Bitte lassen Sie diese Seite offen; es wird weiter versucht.");
  }
  if (waiting > 0) return _("Wird gespeichert …");
  return justSaved ? _("Gespeichert.") : _("Verbunden");
}

/**
 * Day and night on the wall: a hall is lit or dark, whatever the laptop at the projector is set to.
 */

import { recall, remember } from "./memory.js";

/** Puts the wall as it was left on this device. */
export function restoreNight() {
  setNight(recall("night") === "on");
}

/** @returns {boolean} */
export function isNight() {
  return sheet()?.media === "all";
}

/** @param {boolean} night */
export function setNight(night) {
  const link = sheet();
  if (link) link.media = night ? "all" : "not all";
  remember("night", night ? "on" : "off");
}

/** @returns {HTMLLinkElement | null} */
function sheet() {
  return document.querySelector("link[data-night]");
}

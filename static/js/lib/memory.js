/**
 * Small wishes kept on this device (sound, night). Where the browser refuses storage they last as long as the page.
 */

const PREFIX = "cafe:";

/** @type {Map<string, string>} */
const unsaved = new Map();

/**
 * @param {string} name
 * @returns {string | null}
 */
export function recall(name) {
  const held = unsaved.get(name);
  if (held !== undefined) return held;
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function remember(name, value) {
  unsaved.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // refused or full: `unsaved` has it
  }
}

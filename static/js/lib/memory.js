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

/**
 * Forgets what has this word in its name, as in "read:1/23".
 *
 * @param {string} word
 */
export function forgetAll(word) {
  const has = (/** @type {string} */ name) => name.startsWith(PREFIX) && name.split(":").includes(word);
  for (const name of unsaved.keys()) if (has(PREFIX + name)) unsaved.delete(name);
  try {
    for (const name of Object.keys(localStorage).filter(has)) localStorage.removeItem(name);
  } catch {
    // refused: nothing lies there
  }
}

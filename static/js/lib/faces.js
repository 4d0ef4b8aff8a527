/**
 * The twelve faces a topic can have: a colour (data-topic="1…12" in the CSS) and a symbol, the same on phone, tent,
 * screen and badge.
 */

/** Lucide names, by face number; templates/parts/face.html has the same list. */
export const SYMBOLS = Object.freeze([
  "bike", "zap", "landmark", "handshake", "leaf", "anchor", "music", "heart-pulse", "network", "store", "graduation-cap", "house",
]);

/**
 * What the macros `table_face` and `topic_tag` are filled with.
 *
 * @param {number | null | undefined} face 1…12; anything else has the café's cup and no colour
 * @returns {{ face: number | null, symbol: string }}
 */
export function faceOf(face) {
  const symbol = face ? SYMBOLS[face - 1] : undefined;
  return symbol && face ? { face, symbol: spriteUrl("faces", symbol) } : { face: null, symbol: spriteUrl("faces", "coffee") };
}

/**
 * Where an icon of the large sprite is found, for <use href>.
 *
 * @param {string} name
 * @returns {string}
 */
export function iconUrl(name) {
  return spriteUrl("icons", name);
}

/**
 * @param {"icons" | "faces"} sprite the large one, or the phones' small one, which has the faces too
 * @param {string} name
 * @returns {string}
 */
function spriteUrl(sprite, name) {
  return `${typeof document === "undefined" ? "/icons.svg" : document.documentElement.dataset[sprite] ?? ""}#${name}`;
}

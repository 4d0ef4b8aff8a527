/**
 * An id nobody else has: a UUID of version 7 (RFC 9562), which begins with the hour, so that the server's receipts lie
 * in order, whatever the phone's clock says. crypto.randomUUID is missing on plain http, as on a laptop's router in a
 * hall; getRandomValues is not.
 *
 * @returns {string}
 */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let millis = Date.now();
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = millis % 256;
    millis = Math.floor(millis / 256);
  }
  bytes[6] = (/** @type {number} */ (bytes[6]) & 0x0f) | 0x70;
  bytes[8] = (/** @type {number} */ (bytes[8]) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

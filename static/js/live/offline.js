/**
 * The worker that opens this page without a connection and sends in the background, where the browser has such a thing:
 * not on plain http, and then everything else works all the same.
 */

/** After the page is usable: what a hall's Wi-Fi carries first is the café. */
const LATER_MS = 1_000;
const SYNC = "outbox";

let asked = false;

/** Called when the page is live. @param {string | undefined} address of the worker's script */
export function readyForOffline(address) {
  const workers = globalThis.navigator?.serviceWorker;
  if (asked || !workers || !address) return;
  asked = true;
  const install = () => void workers.register(address, { scope: "/t", updateViaCache: "none" }).catch(() => (asked = false));
  setTimeout(() => ("requestIdleCallback" in globalThis ? requestIdleCallback(install, { timeout: LATER_MS }) : install()), LATER_MS);
}

/** What waits goes out when the network is back, even if this page is closed by then. */
export async function sendInBackground() {
  const home = await globalThis.navigator?.serviceWorker?.getRegistration("/t").catch(() => undefined);
  // Background Sync is in no standard that tsc knows; a browser without it sends when the page is opened next.
  await /** @type {any} */ (home)?.sync?.register(SYNC).catch(() => {});
}

/**
 * Opened in a dead spot by somebody of whom this device knows nothing: the page is opened anew once there is a network.
 * @param {() => void} say tells so
 * @returns {Promise<never>}
 */
export function untilTheNetworkIsBack(say) {
  say();
  const look = async () => {
    const found = await fetch("/health", { cache: "no-store" }).catch(() => null);
    if (found?.ok) location.reload();
  };
  addEventListener("online", look);
  setInterval(look, 5_000);
  return new Promise(() => {});
}

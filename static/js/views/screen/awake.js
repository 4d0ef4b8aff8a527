/**
 * Keeps the projector's laptop from falling asleep, where the browser can. The lock is lost whenever the page is out of
 * sight, so it is asked for again each time it comes back.
 */
export function stayAwake() {
  if (!("wakeLock" in navigator)) return;
  const ask = () => {
    if (document.visibilityState === "visible") navigator.wakeLock.request("screen").catch(() => {}); // refused on low battery: then the laptop's own setting decides
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

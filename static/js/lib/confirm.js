/**
 * The question that opens where the finger is (macro `confirm`). It works without this module; with it, only one is
 * open at a time, Escape and "Doch nicht" close it, and a double tap doesn't answer what it has just asked.
 */

const DOUBLE_TAP_MS = 400;

/**
 * Looks after every confirmation within an element, also those that come later.
 *
 * @param {HTMLElement} [root]
 */
export function confirmInPlace(root = document.body) {
  /** @type {WeakMap<Element, number>} */
  const openedAt = new WeakMap();

  root.addEventListener("toggle", (event) => {
    const asked = confirmOf(event.target);
    if (!asked || asked !== event.target || !asked.open) return;
    openedAt.set(asked, performance.now());
    for (const other of opened(root)) if (other !== asked) other.open = false;
  }, true);

  root.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const asked = confirmOf(target);
    if (asked && target.closest("[data-no]")) close(asked);
    if (asked && target.closest("[data-yes]") && performance.now() - (openedAt.get(asked) ?? 0) < DOUBLE_TAP_MS) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    for (const other of opened(root)) if (!other.contains(target)) other.open = false;
  }, true);

  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const asked = confirmOf(event.target);
    if (asked?.open) close(asked);
  });
}

/**
 * Closes the confirmation that a button belongs to, once it has been answered.
 *
 * @param {Element} button
 */
export function closeConfirm(button) {
  const asked = confirmOf(button);
  if (asked) close(asked);
}

/** @param {HTMLDetailsElement} asked */
function close(asked) {
  const inside = asked.contains(document.activeElement);
  asked.open = false;
  if (inside) asked.querySelector("summary")?.focus();
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLDetailsElement | null}
 */
function confirmOf(target) {
  return target instanceof Element ? target.closest("details[data-confirm]") : null;
}

/**
 * @param {Element} root
 * @returns {NodeListOf<HTMLDetailsElement>}
 */
function opened(root) {
  return root.querySelectorAll("details[data-confirm][open]");
}

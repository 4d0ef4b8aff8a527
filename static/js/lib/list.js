/**
 * Keeps the children of an element in step with a list, each known by its key (`data-key`).
 *
 * What has the focus is never moved or taken away, and neither is what somebody has begun to type: an item that is
 * gone meanwhile stays, marked `data-gone`, until its reader has left it. What is being read stays where it is.
 */

import { fill } from "./fill.js";

/**
 * @template T
 * @typedef {object} ListOptions
 * @property {(item: T) => string | number} key
 * @property {(item: T) => Element} make draws a new item, as `clone(template, …)` does
 * @property {(element: Element, item: T) => void} [update] brings an item up to date; `fill` unless told otherwise
 */

/**
 * @template T
 * @param {Element} container
 * @param {readonly T[]} items in the order they shall stand
 * @param {ListOptions<T>} options
 */
export function patch(container, items, options) {
  const update = options.update ?? ((element, item) => void fill(element, /** @type {any} */ (item)));
  holdingStill(container, () => {
    const old = new Map(children(container).map((child) => [keyOf(child), child]));
    const wanted = items.map((item) => {
      const key = String(options.key(item));
      const element = old.get(key) ?? made(options.make(item), key);
      if (old.delete(key)) {
        element.removeAttribute("data-gone");
        update(element, item);
      }
      return element;
    });
    for (const element of old.values()) {
      if (isInUse(element)) element.setAttribute("data-gone", "");
      else element.remove();
    }
    arrange(container, wanted);
  });
}

/**
 * Puts elements in order with few moves, and never moves the one that has the focus: others go round it.
 *
 * @param {Element} container
 * @param {readonly Element[]} wanted
 */
function arrange(container, wanted) {
  let cursor = nextKeyed(container.firstElementChild);
  for (const element of wanted) {
    while (cursor && cursor !== element && cursor.hasAttribute("data-gone")) cursor = nextKeyed(cursor.nextElementSibling);
    if (cursor !== element && hasFocus(element)) {
      while (cursor && cursor !== element) {
        const passed = cursor;
        cursor = nextKeyed(cursor.nextElementSibling);
        container.append(passed);
      }
    }
    if (cursor === element) cursor = nextKeyed(element.nextElementSibling);
    else container.insertBefore(element, cursor);
  }
}

/**
 * Runs a change and scrolls so that the first item in sight stays where it was. At the very top nothing is held:
 * there a new item shall come into view.
 *
 * @param {Element} container
 * @param {() => void} change
 */
function holdingStill(container, change) {
  const anchor = window.scrollY > 0 ? children(container).find(isInSight) : undefined;
  const before = anchor?.getBoundingClientRect().top ?? 0;
  change();
  if (!anchor?.isConnected) return;
  const moved = anchor.getBoundingClientRect().top - before;
  if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: "instant" });
}

/**
 * @param {Element} element
 * @returns {boolean}
 */
function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/**
 * @param {Element} element
 * @param {string} key
 * @returns {Element}
 */
function made(element, key) {
  element.setAttribute("data-key", key);
  return element;
}

/**
 * @param {Element} container
 * @returns {Element[]}
 */
function children(container) {
  return [...container.children].filter((child) => child.hasAttribute("data-key"));
}

/**
 * @param {Element | null} element
 * @returns {Element | null}
 */
function nextKeyed(element) {
  while (element && !element.hasAttribute("data-key")) element = element.nextElementSibling;
  return element;
}

/**
 * @param {Element} element
 * @returns {string}
 */
function keyOf(element) {
  return element.getAttribute("data-key") ?? "";
}

/**
 * @param {Element} element
 * @returns {boolean}
 */
function hasFocus(element) {
  return element.contains(document.activeElement);
}

/**
 * Has it the focus, or half-typed words?
 *
 * @param {Element} element
 * @returns {boolean}
 */
function isInUse(element) {
  if (hasFocus(element)) return true;
  const fields = /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (element.querySelectorAll("input, textarea"));
  return [...fields].some((field) => !["checkbox", "radio", "hidden"].includes(field.type) && field.value !== field.defaultValue);
}

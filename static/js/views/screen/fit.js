/** From large to small: the CSS says what each size means for a list. */
const SIZES = ["large", "medium", "small", "tiny"];

/**
 * Sets a list in the largest type in which all of it can be seen. Measured again only when its words, or the wall, have
 * changed: measuring lays out the page.
 *
 * @param {HTMLElement} list its height is given by the wall
 * @returns {boolean} whether it fits, in whichever size
 */
export function fit(list) {
  const measured = `${innerWidth}×${innerHeight} ${document.fonts?.status} ${list.childElementCount} ${list.textContent} ${document.body.hasAttribute("data-announced")}`;
  if (measures.get(list) === measured) return list.dataset.fits !== "no";
  const fits = SIZES.some((size) => {
    list.dataset.size = size;
    return list.scrollHeight <= list.clientHeight + 1 && list.scrollWidth <= list.clientWidth + 1;
  });
  list.dataset.fits = fits ? "yes" : "no";
  measures.set(list, measured);
  return fits;
}

/** @type {WeakMap<HTMLElement, string>} */
const measures = new WeakMap();

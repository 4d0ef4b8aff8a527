/** Finds the places of a page by name. */

/** @param {ParentNode} root @param {string} name @returns {HTMLElement | null} null where this role's page hasn't got it */
export function slotOrNone(root, name) {
  return root.querySelector(`[data-slot="${name}"]`);
}

/** @param {ParentNode} root @param {string} name @returns {HTMLElement} */
export function slot(root, name) {
  const found = slotOrNone(root, name);
  if (!found) throw new Error(`the desk has no place for ${name}`);
  return found;
}

/** @param {string} id @returns {HTMLTemplateElement} */
export function template(id) {
  return /** @type {HTMLTemplateElement} */ (document.getElementById(id));
}

/** @param {HTMLElement} element @param {string} text */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

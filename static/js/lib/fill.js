/**
 * Fills marked-up places with values, so that the same macro draws the first paint and every later one.
 *
 *   data-text="name"                  the element's text
 *   data-attr="href:url; lang:lang"   attributes; false, null and undefined take an attribute away, true sets it empty
 *   data-class="idea-own:mine"        classes, on or off
 *   data-show="name"                  shown while the value is true-ish; data-show="!name" while it isn't
 *
 * Names may have dots: "table.number". Text goes in as text only. What somebody types is never touched.
 */

/** @typedef {Record<string, any>} Values */

const PLACES = "[data-text], [data-attr], [data-class], [data-show]";
const ADDRESSES = new Set(["href", "src", "action", "formaction"]);

/**
 * Puts values into an element and all within, and leaves alone what has its value already. Names that `values`
 * doesn't have keep what they show; elements in a nested list ([data-list]) belong to that list.
 *
 * @template {Element} T
 * @param {T} root
 * @param {Values} values
 * @returns {T}
 */
export function fill(root, values) {
  if (root.matches(PLACES)) fillOne(root, values);
  for (const element of root.querySelectorAll(PLACES)) {
    const list = element.parentElement?.closest("[data-list]");
    if (!list || !root.contains(list) || list === root) fillOne(element, values);
  }
  return root;
}

/**
 * A filled copy of a template's one element.
 *
 * @param {HTMLTemplateElement} template
 * @param {Values} values
 * @returns {HTMLElement}
 */
export function clone(template, values) {
  const first = template.content.firstElementChild;
  if (!first) throw new Error(`template ${template.id} is empty`);
  return fill(/** @type {HTMLElement} */ (document.importNode(first, true)), values);
}

/**
 * @param {Element} element
 * @param {Values} values
 */
function fillOne(element, values) {
  const text = element.getAttribute("data-text");
  if (text) withValue(values, text, (value) => setText(element, value));
  for (const [attribute, name] of pairs(element.getAttribute("data-attr"))) {
    withValue(values, name, (value) => setAttribute(element, attribute, value));
  }
  for (const [className, name] of pairs(element.getAttribute("data-class"))) {
    withValue(values, name, (value) => element.classList.toggle(className, Boolean(value)));
  }
  const show = element.getAttribute("data-show");
  if (show) {
    const wanted = !show.startsWith("!");
    withValue(values, wanted ? show : show.slice(1), (value) => setAttribute(element, "hidden", Boolean(value) !== wanted));
  }
}

/**
 * The pairs of "href:url; lang:lang".
 *
 * @param {string | null} text
 * @returns {[string, string][]}
 */
export function pairs(text) {
  if (!text) return [];
  return text.split(";").filter((pair) => pair.trim()).map((pair) => {
    const colon = pair.indexOf(":");
    return [pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()];
  });
}

/**
 * The value a dotted name stands for; undefined where there is none.
 *
 * @param {Values} values
 * @param {string} name
 * @returns {any}
 */
export function valueOf(values, name) {
  return name.split(".").reduce((value, part) => (value === null || value === undefined ? undefined : value[part]), /** @type {any} */ (values));
}

/**
 * @param {Values} values
 * @param {string} name
 * @param {(value: any) => void} set
 */
function withValue(values, name, set) {
  const value = valueOf(values, name);
  if (value !== undefined) set(value);
}

/**
 * @param {Element} element
 * @param {any} value
 */
function setText(element, value) {
  const text = value === null ? "" : String(value);
  if (element.textContent !== text) element.textContent = text;
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {any} value
 */
function setAttribute(element, name, value) {
  const text = value === true ? "" : value === false || value === null ? null : String(value);
  if (text !== null && !isAllowed(name, text)) throw new Error(`fill will not set ${name} to ${text}`);
  if (element.getAttribute(name) === text) return;
  if (text === null) element.removeAttribute(name);
  else element.setAttribute(name, text);
}

/**
 * May this attribute be filled with this? Handlers never; addresses only within our own pages or as http(s).
 *
 * @param {string} name
 * @param {string} text
 * @returns {boolean}
 */
export function isAllowed(name, text) {
  if (/^on|^style$|^srcdoc$/i.test(name)) return false;
  return !ADDRESSES.has(name) || /^(\/(?!\/)|#|\?|https?:\/\/)/i.test(text);
}

/** Adds, takes out and moves rows without leaving the page: the server still draws the form, only the form is exchanged. */

const CHANGES = /^(add|remove|up|down|spread|pattern)\b/;

/** @param {(form: HTMLFormElement) => void} redrawn what to do with a form that has been drawn anew */
export function rowsInPlace(redrawn) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event instanceof SubmitEvent ? event.submitter : null;
    if (!(form instanceof HTMLFormElement) || !("rows" in form.dataset)) return;
    if (!(button instanceof HTMLButtonElement) || !CHANGES.test(button.value)) return;
    event.preventDefault();
    void redraw(form, button, redrawn);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 * @param {(form: HTMLFormElement) => void} redrawn
 */
async function redraw(form, button, redrawn) {
  const typed = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") typed.append(name, value);
  typed.append(button.name, button.value);
  try {
    const answer = await fetch(form.action, { method: "POST", body: typed });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("form[data-rows]");
    if (!(fresh instanceof HTMLFormElement)) throw new Error("no form");
    form.replaceWith(document.adoptNode(fresh));
    redrawn(fresh);
    focusAfter(fresh, button.value);
  } catch {
    // Without an answer, or with another page than expected: go the long way, as without scripts.
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: button.name, value: button.value });
    form.append(field);
    form.submit();
  }
}

/**
 * The focus stays where the work is: in the new row, or on the same button of the moved one.
 *
 * @param {HTMLFormElement} form
 * @param {string} did
 */
function focusAfter(form, did) {
  const [verb, place] = did.split(".");
  const lines = [...form.querySelectorAll(".line")];
  const index = Number(place);
  if (verb === "add") {
    focus(lines.at(-1)?.querySelector("input:not([type=hidden]), select"));
  } else if (verb === "up" || verb === "down") {
    const moved = lines[index + (verb === "up" ? -1 : 1)];
    const button = moved?.querySelector(`button[value^="${verb}"]:not(:disabled)`) ?? moved?.querySelector("input:not([type=hidden])");
    focus(button);
  } else if (verb === "remove") {
    focus(lines[Math.min(index, lines.length - 1)]?.querySelector("input:not([type=hidden]), select"));
  } else {
    focus(form.querySelector(`button[value="${CSS.escape(did)}"]`));
  }
}

/** @param {Element | null | undefined} element */
function focus(element) {
  if (element instanceof HTMLElement) element.focus();
}

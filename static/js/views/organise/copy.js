/** Buttons that copy the text of a field. They appear only where copying works. */

const SHOWN_MS = 2000;

/** Shows all copy buttons, also on plain http, where the clipboard's own interface is missing. */
export function copyButtons() {
  for (const button of document.querySelectorAll("[data-copy]")) button.removeAttribute("hidden");
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    if (button instanceof HTMLElement) void copy(button);
  });
}

/** @param {HTMLElement} button */
async function copy(button) {
  const field = document.getElementById(button.dataset.copy ?? "");
  if (!(field instanceof HTMLInputElement)) return;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy"); // old, but it works where a laptop is reached by its address in the hall
  }
  const label = button.querySelector("[data-label]");
  const before = label?.textContent ?? "";
  if (!label || before === button.dataset.done) return;
  label.textContent = button.dataset.done ?? before;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => {
    label.textContent = before;
  }, SHOWN_MS);
}

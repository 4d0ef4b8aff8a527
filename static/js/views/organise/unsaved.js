/** Says that something is not saved yet, and asks before one leaves with it. */

/** @param {HTMLFormElement} form */
export function unsaved(form) {
  const mark = () => {
    form.setAttribute("data-dirty", "");
    form.querySelector("[data-unsaved]")?.removeAttribute("hidden");
  };
  form.addEventListener("input", mark);
  if (form.hasAttribute("data-dirty")) mark();
  form.addEventListener("submit", () => form.removeAttribute("data-dirty"));
}

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-dirty]")) event.preventDefault();
});

/** The page of all parts: only what makes it move. */

import { confirmInPlace } from "../lib/confirm.js";
import { count } from "../lib/text.js";

confirmInPlace();
for (const counter of document.querySelectorAll("[data-counter]")) {
  const field = document.querySelector("textarea");
  if (field) count(field, /** @type {HTMLElement} */ (counter));
}

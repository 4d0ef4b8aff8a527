/** The organiser's desk. Every form works without this: it only saves page loads and says what is not saved yet. */

import { confirmInPlace } from "../lib/confirm.js";
import { documents } from "../views/documents.js";
import { copyButtons } from "../views/organise/copy.js";
import { rowsInPlace } from "../views/organise/rows.js";
import { sums } from "../views/organise/sums.js";
import { unsaved } from "../views/organise/unsaved.js";

confirmInPlace();
copyButtons();
documents();
rowsInPlace((form) => {
  sums(form);
  unsaved(form);
});

for (const form of document.querySelectorAll("form[data-rows]")) {
  sums(/** @type {HTMLFormElement} */ (form));
  unsaved(/** @type {HTMLFormElement} */ (form));
}

document.querySelector("[data-focus]")?.scrollIntoView({ block: "center" });

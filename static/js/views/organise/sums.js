/** Sums beside a form, while one types: seats at tables; and the face of a topic when it is chosen. */

import { faceOf } from "../../lib/faces.js";

/** @param {HTMLFormElement} form */
export function sums(form) {
  const draw = () => {
    sumSeats(form);
    drawFaces(form);
  };
  form.addEventListener("input", draw);
  draw();
}

/** @param {HTMLFormElement} form */
function sumSeats(form) {
  const seats = [...form.querySelectorAll("[data-seats]")].map((field) => Number(/** @type {HTMLInputElement} */ (field).value));
  if (seats.length === 0 || seats.some(Number.isNaN)) return;
  set("[data-seats-sum]", seats.reduce((sum, count) => sum + count, 0));
  set("[data-tables-sum]", seats.length);
}

/**
 * @param {string} selector
 * @param {number} value
 */
function set(selector, value) {
  const place = document.querySelector(selector);
  if (place) place.textContent = String(value);
}

/** @param {HTMLFormElement} form */
function drawFaces(form) {
  for (const field of form.querySelectorAll("[data-face]")) {
    const face = Number(/** @type {HTMLSelectElement} */ (field).value);
    const line = field.closest(".line");
    if (!line) continue;
    line.setAttribute("data-topic", String(face));
    line.querySelector(".line-face use")?.setAttribute("href", faceOf(face).symbol);
  }
}

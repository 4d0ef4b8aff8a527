/**
 * Moves slips with the pointer. Everything it does can be done without: tick ideas, then "Zu Themenfeld …".
 *
 * A mouse drags the whole slip; a finger only its grip, since elsewhere it scrolls. Escape lets go.
 */

const FAR_ENOUGH = 6;
const NEAR_EDGE = 60;
const SCROLL_STEP = 14;

export class Drag {
  /** @type {{slip: HTMLElement, ideas: number[], x: number, y: number, pointer: number} | null} */
  #held = null;
  /** @type {HTMLElement | null} */
  #ghost = null;
  /** @type {HTMLElement | null} */
  #over = null;

  /**
   * @param {HTMLElement} root
   * @param {(idea: number) => number[]} taken which ideas move when this one is taken hold of
   * @param {(count: number) => string} say what the moving slip says
   * @param {(ideas: number[], target: string) => void} drop `target` is what the place's data-drop says
   */
  constructor(root, taken, say, drop) {
    this.taken = taken;
    this.say = say;
    this.drop = drop;
    root.addEventListener("pointerdown", (event) => this.#take(event));
    root.addEventListener("pointermove", (event) => this.#move(event));
    root.addEventListener("pointerup", (event) => this.#let(event));
    root.addEventListener("pointercancel", () => this.#end());
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#ghost) this.#end();
    });
    // A drag that ends over its own slip must not tick it as well.
    root.addEventListener("click", (event) => {
      if (!this.justMoved) return;
      this.justMoved = false;
      event.preventDefault();
      event.stopPropagation();
    }, true);
  }

  justMoved = false;

  /** @param {PointerEvent} event */
  #take(event) {
    this.justMoved = false;
    const target = /** @type {Element} */ (event.target);
    const slip = /** @type {HTMLElement | null} */ (target.closest(".slip"));
    if (!slip || event.button !== 0 || target.closest("input")) return;
    if (event.pointerType !== "mouse" && !target.closest("[data-grip]")) return;
    this.#held = { slip, ideas: this.taken(Number(slip.dataset.idea)), x: event.clientX, y: event.clientY, pointer: event.pointerId };
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const held = this.#held;
    if (!held || event.pointerId !== held.pointer) return;
    if (!this.#ghost) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < FAR_ENOUGH) return;
      this.#begin(held);
    }
    event.preventDefault();
    const ghost = /** @type {HTMLElement} */ (/** @type {unknown} */ (this.#ghost));
    ghost.style.setProperty("--x", `${event.clientX}px`);
    ghost.style.setProperty("--y", `${event.clientY}px`);
    this.#aim(/** @type {HTMLElement | null} */ (document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-drop]") ?? null));
    if (event.clientY < NEAR_EDGE) scrollBy(0, -SCROLL_STEP);
    if (event.clientY > innerHeight - NEAR_EDGE) scrollBy(0, SCROLL_STEP);
  }

  /** @param {NonNullable<Drag["held"]>} held */
  #begin(held) {
    document.body.toggleAttribute("data-dragging", true);
    held.slip.setPointerCapture?.(held.pointer);
    getSelection()?.removeAllRanges();
    this.#ghost = document.createElement("div");
    this.#ghost.className = "slip-ghost";
    this.#ghost.textContent = held.ideas.length === 1 ? (held.slip.querySelector(".slip-text")?.textContent ?? "") : this.say(held.ideas.length);
    document.body.append(this.#ghost);
  }

  /** @returns {{slip: HTMLElement, ideas: number[], pointer: number} | null} */
  get held() {
    return this.#held;
  }

  /** @param {HTMLElement | null} place */
  #aim(place) {
    if (place === this.#over) return;
    this.#over?.removeAttribute("data-aimed");
    this.#over = place;
    place?.setAttribute("data-aimed", "");
  }

  /** @param {PointerEvent} event */
  #let(event) {
    const held = this.#held;
    if (!held || event.pointerId !== held.pointer) return;
    const target = this.#ghost ? this.#over : null;
    this.justMoved = this.#ghost !== null;
    this.#end();
    if (target) this.drop(held.ideas, target.dataset.drop ?? "");
  }

  #end() {
    this.#aim(null);
    this.#ghost?.remove();
    this.#ghost = null;
    this.#held = null;
    document.body.removeAttribute("data-dragging");
  }
}

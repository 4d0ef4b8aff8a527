/** From large to small; smaller type nobody at the back could read: then there are more pages instead. */
const SIZES = ["large", "medium", "small"];
const COLUMNS = [3, 4, 2, 5];
const PAGES_AT_MOST = 12;

/** @typedef {{table: any, topic: any, numbers: number[]}} Row */

/**
 * Finds how the list of tables stands best on this wall: few pages, then large type, then the columns that allow it.
 * Looked for again only when the seating or the wall has changed: each trial lays out the page.
 *
 * @param {HTMLElement} board
 * @param {Row[]} rows all tables
 * @param {(rows: Row[]) => void} put draws rows for a trial
 * @returns {number} tables on a page
 */
export function setBoard(board, rows, put) {
  const seating = rows.map((row) => `${row.table.number}:${row.table.place}:${row.numbers.join(" ")}`).join("|");
  const wall = `${innerWidth}×${innerHeight} ${document.fonts?.status} ${document.body.hasAttribute("data-announced")} ${seating}`;
  if (board.dataset.wall === wall) return Number(board.dataset.perPage);
  board.dataset.wall = wall;
  const perPage = search(board, rows, put);
  board.dataset.perPage = String(perPage);
  return perPage;
}

/** @param {HTMLElement} board @param {Row[]} rows @param {(rows: Row[]) => void} put @returns {number} */
function search(board, rows, put) {
  for (let pages = 1; pages <= PAGES_AT_MOST; pages += 1) {
    const perPage = Math.max(1, Math.ceil(rows.length / pages));
    put(fullest(rows, perPage));
    for (const size of SIZES) {
      for (const columns of COLUMNS) {
        if (stands(board, size, columns, perPage)) return perPage;
      }
    }
  }
  return Math.max(1, Math.ceil(rows.length / PAGES_AT_MOST));
}

/** The tables with most numbers, as many as one page takes: if these fit, every page does. @param {Row[]} rows @param {number} perPage */
function fullest(rows, perPage) {
  return [...rows].sort((a, b) => b.numbers.length - a.numbers.length || b.table.number - a.table.number).slice(0, perPage);
}

/** @param {HTMLElement} board @param {string} size @param {number} columns @param {number} perPage @returns {boolean} */
function stands(board, size, columns, perPage) {
  board.dataset.size = size;
  board.style.setProperty("--columns", String(columns));
  board.style.setProperty("--rows", String(Math.ceil(perPage / columns)));
  return [...board.children].every(isWhole);
}

/** Nothing of a table sticks out of its line, and its numbers take two lines at the most. @param {Element} line */
function isWhole(line) {
  const words = line.querySelector(".board-words");
  const numbers = line.querySelector(".board-numbers");
  if (!words || !numbers) return true;
  const twoLines = 2.5 * parseFloat(getComputedStyle(numbers).lineHeight);
  // Centred words stick out above and below alike, which scrollHeight would not tell.
  return words.clientHeight <= line.clientHeight && numbers.clientHeight <= twoLines;
}

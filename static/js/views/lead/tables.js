import { clone, fill } from "../../lib/fill.js";
import { faceOf } from "../../lib/faces.js";
import { _, ngettext } from "../../lib/i18n.js";
import { patch } from "../../lib/list.js";
import { slot, template } from "./places.js";
import { tablesAtAGlance } from "./room.js";
import { sparkPath } from "./spark.js";

/**
 * @typedef {import("../../state/apply.js").State} State
 * @typedef {import("./room.js").TableGlance} TableGlance
 */

/** All tables at a glance. @param {HTMLElement} root @param {State} state @param {number} now @param {import("./route.js").Route} route */
export function drawTables(root, state, now, route) {
  const room = tablesAtAGlance(state, now);
  const most = Math.max(1, ...room.flatMap((table) => table.pace));
  const talking = ["round", "switch"].includes(state.clock?.clock.phase) && (state.clock?.clock.round ?? 0) > 0;
  const rows = room.map((table) => ({ ...tileValues(table, talking), open: route.table === table.number ? "true" : null, path: sparkPath(table.pace, most) }));
  patch(slot(root, "tables"), rows, {
    key: (row) => row.table,
    make: (row) => updateTile(clone(template("tile"), row), row),
    update: updateTile,
  });
}

/** @template {Element} T @param {T} tile @param {any} row @returns {T} */
function updateTile(tile, row) {
  fill(tile, row);
  tile.querySelector("[data-spark] path")?.setAttribute("d", row.path);
  return tile;
}

/** @param {TableGlance} table @param {boolean} talking */
function tileValues(table, talking) {
  const ideas = talking ? table.ideas : table.ideasInAll;
  return {
    table: table.number,
    topic: table.topic?.title ?? "",
    address: `#table-${table.number}`,
    ...faceOf(table.topic?.face),
    people: table.seated === table.here ? String(table.seated) : _("%(here)s von %(seated)s", { here: table.here, seated: table.seated }),
    host: table.table.closed ? _("geschlossen") : hostWords(table.table.host),
    ideas: ideas === 0 && !talking ? "" : ngettext("%(num)s Idee", "%(num)s Ideen", ideas),
    help: table.help ? _("Hilfe") : null,
    silent: table.silentMinutes > 0 ? _("still: %(minutes)s min", { minutes: table.silentMinutes }) : null,
    mark: table.help ? "help" : table.silentMinutes > 0 ? "silent" : null,
  };
}

/** @param {string | null} host */
function hostWords(host) {
  if (host === null) return _("ohne Gastgeber/in");
  return host || _("mit Gastgeber/in");
}

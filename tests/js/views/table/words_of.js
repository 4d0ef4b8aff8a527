/** Says what the page's script says: states in by stdin, words out. tests/web/test_table_words.py compares. */
import { text } from "node:stream/consumers";
import { all, sceneOf, themes } from "../../../../static/js/state/derive.js";
import { harvestWords, themeValues } from "../../../../static/js/views/table/harvest.js";
import { ideaValues } from "../../../../static/js/views/table/ideas.js";
import { clockWords, pageWords } from "../../../../static/js/views/table/now.js";

const words = JSON.parse(await text(process.stdin)).map(({ state, now }) => ({
  page: { ...pageWords(state), ...harvestWords(state), ...clockWords(state, now) },
  ideas: all(state, "idea").map((idea) => ideaValues(state, idea, { builds: ["round", "over"].includes(sceneOf(state)) })),
  themes: themes(state).map((theme) => themeValues(state, theme, 2)),
}));
console.log(JSON.stringify(words));

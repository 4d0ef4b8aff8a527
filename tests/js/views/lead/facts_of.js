/** Says what the lead's page says about a plan: facts in by stdin, sentences out. tests/web/test_plan_words.py asks. */
import { text } from "node:stream/consumers";
import { factWords } from "../../../../static/js/views/lead/facts.js";

const { facts, state } = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(facts.map((/** @type {any} */ fact) => factWords(fact, state))));

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { _, interpolate, ngettext, speak } from "../../../static/js/lib/i18n.js";

afterEach(() => speak({}));

test("German needs no catalogue", () => {
  assert.equal(_("Gespeichert."), "Gespeichert.");
  assert.equal(ngettext("%(num)s Idee", "%(num)s Ideen", 1), "1 Idee");
  assert.equal(ngettext("%(num)s Idee", "%(num)s Ideen", 0), "0 Ideen");
});

test("English comes from the catalogue, one and many apart", () => {
  speak({ "Weiter zu Tisch %(table)s": "Go to table %(table)s", "%(num)s Idee": ["%(num)s idea", "%(num)s ideas"] });
  assert.equal(_("Weiter zu Tisch %(table)s", { table: 7 }), "Go to table 7");
  assert.equal(ngettext("%(num)s Idee", "%(num)s Ideen", 1), "1 idea");
  assert.equal(ngettext("%(num)s Idee", "%(num)s Ideen", 12), "12 ideas");
});

test("a sentence that the catalogue lacks is said in German rather than not at all", () => {
  speak({ Ja: "Yes" });
  assert.equal(_("Nein"), "Nein");
});

test("per cent signs and strange names come through", () => {
  assert.equal(interpolate("100 %"), "100 %");
  assert.equal(interpolate("%(part)s %% von %(whole)d", { part: 5, whole: 10 }), "5 % von 10");
  assert.equal(interpolate("%(missing)s", {}), "%(missing)s");
  assert.equal(interpolate("Hallo %(name)s", { name: "%(other)s $& $1", other: "x" }), "Hallo %(other)s $& $1");
  assert.equal(interpolate("%(constructor)s", {}), "%(constructor)s");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { answerTo, isFinal, secondsToWait } from "../../../static/js/live/answer.js";

const ID = "0192f0c4";
const stored = { ok: true, id: ID, seq: 7, result: {} };
const refused = (code, more = {}) => ({ ok: false, id: ID, error: { code, message: "Nein.", ...more } });

test("a whole answer with the command's own id counts, wherever it stands", () => {
  assert.equal(answerTo([{ ...stored, id: "another" }, stored], ID), stored);
  assert.equal(isFinal(stored), true);
});

for (const nonsense of [
  undefined, null, "", "<html>Anmelden</html>", 200, true, {}, stored, [], [null], [[]], [{ ok: true }], [{ ok: true, id: "another", seq: 1, result: {} }],
  [{ ...stored, seq: undefined }], [{ ...stored, seq: "7" }], [{ ...stored, result: undefined }], [{ ...stored, ok: "true" }], [{ ok: 1, id: ID, seq: 1, result: {} }],
  [{ ok: false, id: ID }], [{ ok: false, id: ID, error: {} }], [{ ok: false, id: ID, error: { code: 3, message: "" } }],
]) {
  test(`a captive portal's ${JSON.stringify(nonsense)} is no answer`, () => {
    assert.equal(answerTo(nonsense, ID), null);
    assert.equal(isFinal(answerTo(nonsense, ID)), false);
  });
}

test("not yet, and not as whom, are no last words; a no is", () => {
  assert.deepEqual(["rate_limited", "unavailable", "unauthenticated", "too_late", "invalid"].map((code) => isFinal(refused(code))), [false, false, false, true, true]);
});

test("how long to wait is said by the server, else two seconds", () => {
  assert.equal(secondsToWait(refused("rate_limited", { retry_after: 5 })), 5);
  assert.equal(secondsToWait(refused("unavailable")), 2);
  assert.equal(secondsToWait(refused("too_late")), null);
  assert.equal(secondsToWait(stored), null);
});

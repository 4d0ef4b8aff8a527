import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryKeep } from "../../../static/js/live/keep.js";
import { Outbox } from "../../../static/js/live/outbox.js";

const WHO = "1/23";
const quiet = () => new Promise((done) => setTimeout(done, 5));
const stored = (command, result = {}) => ({ ok: true, id: command.id, seq: 1, result });
const refused = (command, code, more = {}) => ({ ok: false, id: command.id, error: { code, message: "Nein.", ...more } });

/** A phone whose server answers as told; time stands still until `wait`. */
async function phone(answer, keep = new MemoryKeep()) {
  let now = 0;
  let timers = [];
  const sent = [];
  const outbox = new Outbox({
    ask: async (commands) => {
      sent.push(commands);
      return answer(commands);
    },
    onEntries: () => {},
    isDone: (entry) => (entry.saved ? true : !entry.args.text),
    ticks: () => now,
    later: (then, ms) => timers.push({ then, at: now + ms }),
  });
  await outbox.open(keep, WHO);
  const wait = async (ms) => {
    now += ms;
    const due = timers.filter((timer) => timer.at <= now);
    timers = timers.filter((timer) => timer.at > now);
    for (const timer of due) timer.then();
    await quiet();
  };
  return { outbox, sent, keep, wait };
}

test("a text waits on the device until its own id has been answered", async () => {
  let online = false;
  const { outbox, keep, wait } = await phone(async (commands) => {
    if (!online) throw new Error("offline");
    return commands.map((command) => stored(command));
  });
  const { answer } = outbox.add("idea.post", { text: "Radwege" });
  await quiet();
  assert.equal(outbox.waiting.length, 1);
  assert.equal((await keep.all("outbox")).length, 1);
  online = true;
  await wait(20_000);
  assert.equal((await answer).ok, true);
  assert.equal(outbox.waiting.length, 0);
  assert.equal((await keep.all("outbox")).length, 0);
});

test("an answer that is none, or has another's id, counts for nothing", async () => {
  const { outbox } = await phone(async () => [{ ok: true, id: "somebody-elses" }, "<html>Login</html>"]);
  outbox.add("idea.post", { text: "Radwege" });
  await quiet();
  assert.equal(outbox.waiting.length, 1);
});

test("ten at a time, in the order in which they were written", async () => {
  const { outbox, sent } = await phone(async (commands) => commands.map((command) => stored(command)));
  outbox.keep = new MemoryKeep();
  const answers = Array.from({ length: 25 }, (_, index) => outbox.add("idea.post", { text: `Idee ${index}` }).answer);
  await Promise.all(answers);
  assert.ok(sent.every((batch) => batch.length <= 10));
  assert.deepEqual(sent.flat().map((command) => command.args.text), Array.from({ length: 25 }, (_, index) => `Idee ${index}`));
});

test("sent again it has the same id, so that it is stored once", async () => {
  let calls = 0;
  const { outbox, sent, wait } = await phone(async (commands) => {
    calls += 1;
    if (calls === 1) throw new Error("the answer got lost");
    return commands.map((command) => stored(command));
  });
  outbox.add("idea.post", { text: "Radwege" });
  await quiet();
  await wait(20_000);
  assert.equal(sent.length, 2);
  assert.equal(sent[0][0].id, sent[1][0].id);
});

test("a refused text stays with its sentence until its author has dealt with it", async () => {
  const { outbox, keep } = await phone(async (commands) => commands.map((command) => refused(command, "too_late")));
  const { entry, answer } = outbox.add("idea.post", { text: "Radwege" });
  assert.equal((await answer).error.code, "too_late");
  await quiet();
  assert.equal(outbox.entries[0].error.message, "Nein.");
  assert.equal((await keep.all("outbox"))[0].error.message, "Nein.");
  outbox.drop(entry.id);
  await quiet();
  assert.deepEqual(await keep.all("outbox"), []);
});

test("not now is not a no: it waits as long as the server asks, then goes", async () => {
  let calls = 0;
  const { outbox, wait } = await phone(async (commands) => {
    calls += 1;
    return commands.map((command) => (calls === 1 ? refused(command, "rate_limited", { retry_after: 3 }) : stored(command)));
  });
  const { answer } = outbox.add("idea.post", { text: "Radwege" });
  await quiet();
  await wait(2_900);
  assert.equal(calls, 1);
  await wait(700); // not all phones of a hall in the same moment
  assert.equal((await answer).ok, true);
});

test("what an earlier visit left goes first; what another person left stays", async () => {
  const keep = new MemoryKeep();
  const left = (id, who, order) => ({ id, who, name: "idea.post", args: { text: id }, order, after: 0 });
  await keep.put("outbox", left("zweite-idee", WHO, 2));
  await keep.put("outbox", left("erste-idee", WHO, 1));
  await keep.put("outbox", left("von-quirin", "1/24", 1));
  await keep.put("outbox", { ...left("vergessen", "1/24", 1), at: Date.now() - 31 * 24 * 3_600_000 });
  const { sent } = await phone(async (commands) => commands.map((command) => stored(command)), keep);
  await quiet();
  assert.deepEqual(sent.flat().map((command) => command.args.text), ["erste-idee", "zweite-idee"]);
  assert.deepEqual((await keep.all("outbox")).map((entry) => entry.id), ["von-quirin"]);
});

test("a device that refuses storage is said to, and everything still goes out", async () => {
  class Full extends MemoryKeep {
    durable = true;

    async put() {
      throw new DOMException("full", "QuotaExceededError");
    }
  }
  const { outbox } = await phone(async (commands) => commands.map((command) => stored(command)), new Full());
  const { answer } = outbox.add("idea.post", { text: "Radwege" });
  assert.equal((await answer).ok, true);
  await quiet();
  assert.equal(outbox.durable, false);
});

test("after a \"not yet\" in the middle one at a time goes out, so that nothing overtakes it any more", async () => {
  let calls = 0;
  const { outbox, sent, wait } = await phone(async (commands) => {
    calls += 1;
    return commands.map((command, index) => (calls <= 2 && index >= 1 - (calls - 1) ? refused(command, "rate_limited", { retry_after: 2 }) : stored(command)));
  });
  for (let index = 0; index < 8; index += 1) outbox.add("idea.post", { text: `Idee ${index}` });
  await quiet();
  for (let step = 0; step < 4; step += 1) await wait(3_000);
  const firsts = sent.map((batch) => batch.length);
  assert.equal(firsts[1], firsts[0] === 1 ? 7 : 1);
  assert.deepEqual(firsts.slice(2, 4), [1, 2]);
  assert.equal(outbox.waiting.length, 0);
  const seen = sent.flat().map((command) => Number(command.args.text.slice(5)));
  assert.deepEqual([...new Set(seen)], [0, 1, 2, 3, 4, 5, 6, 7]);
});

test("stuck, stored: what the page may say of what it wrote", async () => {
  let online = false;
  const { outbox, wait } = await phone(async (commands) => {
    if (!online) return "<html>Anmelden</html>";
    return commands.map((command) => (command.args.text === "Nein" ? refused(command, "too_late") : stored(command)));
  });
  outbox.add("idea.post", { text: "Ja" });
  outbox.add("idea.post", { text: "Nein" });
  await quiet();
  assert.deepEqual([outbox.stuck, outbox.stored], [true, 0]);
  online = true;
  await wait(20_000);
  assert.deepEqual([outbox.stuck, outbox.stored, outbox.waiting.length], [false, 1, 0]);
});

test("begun twice with one id, it is one", async () => {
  const { outbox, sent } = await phone(async (commands) => commands.map((command) => stored(command)));
  outbox.isUp = () => false;
  outbox.add("idea.post", { text: "Radwege" }, 0, "der-gleiche");
  const { answer } = outbox.add("idea.post", { text: "Radwege" }, 0, "der-gleiche");
  assert.equal(outbox.waiting.length, 1);
  outbox.isUp = () => true;
  outbox.pump();
  assert.equal((await answer).ok, true);
  assert.equal(sent.flat().length, 1);
});

test("a device that was wiped in the middle is given its words again", async () => {
  const { outbox, keep } = await phone(async () => {
    throw new Error("offline");
  });
  const { entry } = outbox.add("idea.post", { text: "Radwege" });
  await quiet();
  await keep.remove("outbox", entry.id);
  await outbox.look();
  await quiet();
  assert.equal((await keep.all("outbox")).length, 1);
  assert.equal(outbox.waiting.length, 1);
});

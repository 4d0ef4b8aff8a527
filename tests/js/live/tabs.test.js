import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryKeep } from "../../../static/js/live/keep.js";
import { Outbox } from "../../../static/js/live/outbox.js";
import { Tabs } from "../../../static/js/live/tabs.js";

const WHO = "1/23";
const quiet = (ms = 5) => new Promise((done) => setTimeout(done, ms));

/** What the tabs of one device share: storage, a channel, time, and locks where the browser gives them. */
class Device {
  now = 1_666_782_000_000;
  timers = [];
  channels = [];
  shelf = new Map();
  keep = Object.assign(new MemoryKeep(), { durable: true });
  stored = new Map();
  holder = null;
  queue = [];

  storage = { getItem: (name) => this.shelf.get(name) ?? null, setItem: (name, value) => this.shelf.set(name, value), removeItem: (name) => this.shelf.delete(name) };

  /** As Web Locks: one holder, the others in a queue, and stealing. */
  locks = {
    request: (_name, { steal }, work) =>
      new Promise((done, refuse) => {
        const wish = { work, done, refuse };
        if (steal) {
          this.holder?.refuse(new DOMException("stolen", "AbortError"));
          this.#give(wish);
        } else if (this.holder) this.queue.push(wish);
        else this.#give(wish);
      }),
  };

  #give(wish) {
    this.holder = wish;
    wish.work().then(() => {
      wish.done();
      if (this.holder !== wish) return;
      this.holder = null;
      if (this.queue.length > 0) this.#give(this.queue.shift());
    });
  }

  channel() {
    const mine = { onmessage: null, postMessage: (word) => this.channels.filter((one) => one !== mine && !one.asleep).forEach((one) => queueMicrotask(() => one.onmessage?.({ data: structuredClone(word) }))) };
    this.channels.push(mine);
    return mine;
  }

  later = (then, ms) => this.timers.push({ then, at: this.now + ms });

  async wait(ms) {
    const end = this.now + ms;
    for (;;) {
      const next = this.timers.filter(({ at, asleep }) => at <= end && !asleep).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers.splice(this.timers.indexOf(next), 1);
      this.now = Math.max(this.now, next.at);
      next.then();
      await quiet(0);
    }
    this.now = end;
    await quiet();
  }

  /** A tab whose line is up. It sends to a server that stores each id once. */
  async tab({ locked = true } = {}) {
    const tab = { up: true, asleep: false, sent: [] };
    tab.outbox = new Outbox({
      ask: async (commands) => {
        if (!tab.up) throw new Error("offline");
        if (tab.asleep) return new Promise(() => {});
        tab.sent.push(...commands.map((command) => command.args.text));
        return commands.map(({ id, args }) => {
          if (!this.stored.has(id)) this.stored.set(id, args.text);
          return { ok: true, id, seq: this.stored.size, result: {} };
        });
      },
      onEntries: () => {},
      isDone: (entry) => Boolean(entry.saved),
      isUp: () => tab.up,
      ticks: () => this.now,
      later: this.later,
    });
    tab.channel = this.channel();
    tab.tabs = new Tabs(WHO, { onLead: () => void tab.outbox.look(), onWord: (word) => tab.outbox.heard(word), locks: locked ? this.locks : null, channel: tab.channel, storage: () => this.storage, now: () => this.now, later: this.later });
    await tab.outbox.open(this.keep, WHO, tab.tabs);
    tab.tabs.want(true);
    await quiet();
    return tab;
  }
}

for (const locked of [true, false]) {
  const how = locked ? "with locks" : "without locks, as on plain http";

  test(`of three tabs one sends for all, ${how}`, async () => {
    const device = new Device();
    const tabs = [await device.tab({ locked }), await device.tab({ locked }), await device.tab({ locked })];
    for (const [number, tab] of tabs.entries()) for (let index = 0; index < 10; index += 1) tab.outbox.add("idea.post", { text: `${number}.${index}` });
    await device.wait(1_000);
    assert.deepEqual(tabs.map((tab) => tab.sent.length), [30, 0, 0]);
    assert.equal(device.stored.size, 30);
    assert.deepEqual(tabs.map((tab) => tab.outbox.waiting.length), [0, 0, 0]);
    assert.deepEqual(await device.keep.all("outbox"), []);
    for (let number = 0; number < 3; number += 1) {
      assert.deepEqual(tabs[0].sent.filter((text) => text.startsWith(`${number}.`)), Array.from({ length: 10 }, (_, index) => `${number}.${index}`));
    }
  });

  test(`a leader whose line breaks hands over, ${how}`, async () => {
    const device = new Device();
    const [first, second] = [await device.tab({ locked }), await device.tab({ locked })];
    first.up = false;
    first.tabs.want(false);
    await device.wait(1_500);
    first.outbox.add("idea.post", { text: "Radwege" });
    await device.wait(100);
    assert.deepEqual(second.sent, ["Radwege"]);
    assert.equal(first.outbox.waiting.length, 0);
  });

  test(`a leader that sleeps is not waited for, ${how}`, async () => {
    const device = new Device();
    const [first, second] = [await device.tab({ locked }), await device.tab({ locked })];
    first.asleep = first.channel.asleep = true;
    const { answer } = second.outbox.add("idea.post", { text: "Radwege" });
    await device.wait(1_000);
    assert.equal(device.stored.size, 0);
    await device.wait(2_000);
    assert.equal((await answer).ok, true);
    assert.equal(device.stored.size, 1);
  });

  test(`who wakes sends once more what another tab has sent meanwhile: it is stored once, ${how}`, async () => {
    const device = new Device();
    const [first, second] = [await device.tab({ locked }), await device.tab({ locked })];
    second.channel.asleep = true;
    second.outbox.add("idea.post", { text: "Radwege" });
    await device.wait(100);
    assert.equal(device.stored.size, 1);
    assert.equal(second.outbox.waiting.length, 1);
    second.channel.asleep = false;
    await second.outbox.look();
    await device.wait(100);
    assert.equal(second.outbox.waiting.length, 0);
    assert.equal(device.stored.size, 1);
    assert.deepEqual([first, second].map((tab) => tab.outbox.waiting.length), [0, 0]);
  });
}

test("a lease from a clock that was set back holds nobody up", async () => {
  const device = new Device();
  device.shelf.set(`cafe:lead:${WHO}`, JSON.stringify({ tab: "a dead one", until: device.now + 3_600_000 }));
  const tab = await device.tab({ locked: false });
  assert.equal(tab.tabs.leads, true);
});

test("where storage is refused every tab sends its own", async () => {
  const device = new Device();
  device.storage.getItem = device.storage.setItem = () => {
    throw new DOMException("denied", "SecurityError");
  };
  const tabs = [await device.tab({ locked: false }), await device.tab({ locked: false })];
  assert.deepEqual(tabs.map((tab) => tab.tabs.leads), [true, true]);
});

test("a browser that has locks and gives none is led by the lease", async () => {
  const device = new Device();
  device.locks = { request: async () => Promise.reject(new DOMException("no", "SecurityError")) };
  const tab = await device.tab();
  await device.wait(10);
  assert.equal(tab.tabs.leads, true);
});

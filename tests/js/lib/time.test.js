import assert from "node:assert/strict";
import { test } from "node:test";

import { mmss, nearness, remaining, ServerClock, signalBetween, wallTime } from "../../../static/js/lib/time.js";

/** A phone whose clock is `wrong` ms ahead of the server and runs `rate` times as fast. */
function phone({ wrong = 0, rate = 1 } = {}) {
  let server = 1_666_782_000_000;
  const start = server;
  const local = () => start + (server - start) * rate + wrong;
  const clock = new ServerClock(local);
  return {
    clock,
    later: (ms) => { server += ms; },
    ask: (there, back) => {
      const asked = clock.local();
      server += there;
      const stamped = server;
      server += back;
      clock.heard(asked, stamped);
    },
    beat: (back) => {
      const stamped = server;
      server += back;
      return clock.beat(stamped);
    },
    error: () => clock.now() - server,
  };
}

test("a phone an hour off shows the server's time after one round trip", () => {
  const late = phone({ wrong: -3_600_000 });
  late.ask(40, 40);
  assert.equal(late.error(), 0);
});

test("a lopsided line is off by half its lopsidedness at the most", () => {
  const lopsided = phone({ wrong: 600_000 });
  lopsided.ask(50, 450);
  assert.ok(Math.abs(lopsided.error()) <= 250);
});

test("a quick round trip is remembered through slow ones", () => {
  const wavering = phone({ wrong: 5_000 });
  wavering.ask(10, 10);
  wavering.later(1_000);
  wavering.ask(50, 1_950);
  assert.ok(Math.abs(wavering.error()) <= 50, `off by ${wavering.error()} ms`);
});

test("a clock that runs a hundredth too fast stays within a second between two beats", () => {
  const fast = phone({ rate: 1.01 });
  for (let beat = 0; beat < 60; beat += 1) {
    fast.ask(50, 50);
    fast.later(20_000);
    assert.ok(Math.abs(fast.error()) <= 1_000, `off by ${fast.error()} ms`);
  }
});

test("a phone whose clock is set anew in the middle follows the next answer", () => {
  let wrong = 0;
  let server = 1_000_000;
  const clock = new ServerClock(() => server + wrong);
  clock.heard(clock.local(), server);
  wrong = 3_600_000;
  const asked = clock.local();
  server += 100;
  clock.heard(asked, server - 50);
  assert.ok(Math.abs(clock.now() - server) <= 50);
});

/**
 * Twenty minutes at a table: a beat every four seconds, a round trip only where one is due.
 * @returns {{worst: number, back: number, trips: number}} ms off at worst, ms run backwards, round trips
 */
function afternoon({ wrong = 0, rate = 1, there = 100, back = 100, jitter = 0 }) {
  const one = phone({ wrong, rate });
  let seed = 1;
  const luck = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const late = (ms) => ms + Math.floor(luck() * jitter);
  const found = { worst: 0, back: 0, trips: 1 };
  one.ask(late(there), late(back));
  let shown = one.clock.now();
  for (let second = 0; second < 1_200; second += 1) {
    one.later(1_000);
    if (second % 4 === 0 && one.beat(late(back))) {
      found.trips += 1;
      one.ask(late(there), late(back));
    }
    found.worst = Math.max(found.worst, Math.abs(one.error()));
    found.back = Math.max(found.back, shown - one.clock.now());
    shown = one.clock.now();
  }
  return found;
}

for (const rate of [0.99, 0.9999, 1, 1.0001, 1.01]) {
  for (const [there, back] of [[100, 100], [20, 180], [180, 20], [5, 5]]) {
    test(`a phone an hour off whose clock runs ${rate} times as fast is within 300 ms at ${there} + ${back} ms`, () => {
      const { worst, back: backwards, trips } = afternoon({ wrong: 3_600_000, rate, there, back, jitter: 20 });
      assert.ok(worst <= 300, `off by ${worst} ms`);
      assert.ok(backwards <= 0, `ran back by ${backwards} ms`);
      assert.ok(trips <= 80, `${trips} round trips`);
    });
  }
}

test("on a lopsided, wavering line everybody is within a second, and asks seldom", () => {
  const { worst, trips } = afternoon({ wrong: -600_000, there: 50, back: 450, jitter: 200 });
  assert.ok(worst <= 1_000, `off by ${worst} ms`);
  assert.ok(trips <= 80, `${trips} round trips`);
});

test("found to be three seconds ahead it waits for the truth and never runs backwards", () => {
  let at = 0;
  const clock = new ServerClock(() => at);
  clock.heard(-6_000, 3_000);
  let shown = clock.now();
  assert.equal(shown, 6_000);
  clock.heard(0, 3_000);
  for (; at < 10_000; at += 250) {
    assert.ok(clock.now() >= shown);
    shown = clock.now();
  }
  assert.equal(clock.now(), at + 3_000);
});

test("a guess is good enough until somebody can be asked, and binds nobody then", () => {
  const clock = new ServerClock(() => 1_000);
  clock.guess(50_000);
  assert.equal(clock.now(), 50_000);
  clock.heard(1_000, 40_000);
  assert.equal(clock.now(), 40_000);
});

test("the bell is at 00:00, and a second begun counts whole", () => {
  assert.deepEqual([1_200_000, 872_001, 59_999, 1, 0, -5].map(mmss), ["20:00", "14:33", "01:00", "00:01", "00:00", "00:00"]);
  assert.equal(mmss(90 * 60_000), "90:00");
});

test("what is left never goes below nothing, and a café without deadline has none", () => {
  assert.equal(remaining(5_000, 2_000), 3_000);
  assert.equal(remaining(5_000, 9_000), 0);
  assert.equal(remaining(null, 9_000), 0);
});

test("the last five minutes and the last one look different", () => {
  assert.deepEqual([300_001, 300_000, 60_001, 60_000, 0].map(nearness), ["", "soon", "soon", "last", "last"]);
});

test("each signal is given once, when it is passed", () => {
  assert.equal(signalBetween(300_500, 299_500), "five");
  assert.equal(signalBetween(299_500, 298_500), null);
  assert.equal(signalBetween(60_500, 60_000), "one");
  assert.equal(signalBetween(900, 0), "end");
  assert.equal(signalBetween(0, 0), null);
});

test("a phone that slept through two signals hears the last only; added minutes ring nothing", () => {
  assert.equal(signalBetween(400_000, 30_000), "one");
  assert.equal(signalBetween(30_000, 150_000), null);
});

test("the time on the wall is Stralsund's, wherever the laptop was bought", () => {
  assert.equal(wallTime(Date.UTC(2022, 9, 26, 11, 5), "de"), "13:05");
});

/**
 * A soft wooden bell and a short vibration, each with its switch, remembered on this device.
 */

import { recall, remember } from "./memory.js";

const PARTIALS = /** @type {const} */ ([[1, 0.5, 1.1], [3.9, 0.16, 0.35], [9.2, 0.05, 0.12]]);
const PITCH = 392;
const BETWEEN_SECONDS = 0.55;
const PATTERNS = { five: [120], one: [120, 120, 120], end: [400, 150, 400] };
const STROKES = { five: 1, one: 2, end: 3 };

/** @type {AudioContext | null} */
let context = null;

/** Is the bell on? Off until somebody has touched the page: browsers keep silent before. */
export function soundOn() {
  return recall("sound") !== "off";
}

/** Does this device vibrate with the bell? */
export function vibrationOn() {
  return recall("vibration") !== "off";
}

/** @param {boolean} on */
export function switchSound(on) {
  remember("sound", on ? "on" : "off");
  if (on) wake();
}

/** @param {boolean} on */
export function switchVibration(on) {
  remember("vibration", on ? "on" : "off");
}

/** Lets the bell ring later: browsers want a touch first. Called once by a page; it waits for that touch by itself. */
export function readyTheBell() {
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, wake, { once: true, passive: true });
}

/**
 * Gives a signal: five minutes, one minute, the end.
 *
 * @param {"five" | "one" | "end"} signal
 */
export function signal(signal) {
  if (vibrationOn() && "vibrate" in navigator) navigator.vibrate(PATTERNS[signal]);
  if (!soundOn() || context?.state !== "running") return;
  for (let stroke = 0; stroke < STROKES[signal]; stroke += 1) strike(context, context.currentTime + stroke * BETWEEN_SECONDS);
}

/**
 * One stroke on wood: a low tone and two short ones above it, as of a marimba's bar.
 *
 * @param {AudioContext} audio
 * @param {number} at
 */
function strike(audio, at) {
  for (const [ratio, loudness, seconds] of PARTIALS) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = PITCH * ratio;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(loudness, at + 0.004);
    volume.gain.exponentialRampToValueAtTime(0.0005, at + seconds);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + seconds + 0.05);
  }
}

function wake() {
  try {
    context ??= new AudioContext();
    void context.resume();
  } catch {
    context = null; // no sound on this device: the eye and the hand are told all the same
  }
}

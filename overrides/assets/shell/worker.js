/** The worker: starts Python, hands each check to it, hands each result back. */

import { failure, Failure } from "./runtime-failure.js";
import { boot } from "./worker-boot.js";

/** @import {FromWorker, ToWorker} from "./runtime-types.js" */
/** @import {Pyodide} from "./worker-interpreter.js" */

/** @type {Pyodide} */
let pyodide;
/** @type {(request: string, file: unknown) => string} */
let run;
/** @type {(request: string, file: unknown) => Dialogue} */
let begin;
/** @type {() => void} */
let release;
/** @type {Dialogue | null} the check that waits for replies */
let dialogue = null;

/** @typedef {{ask: () => string, learn: (replies: string) => void, result: () => string, destroy: () => void}} Dialogue */

addEventListener("message", ({ data }) => void hear(data));

/** @param {ToWorker} message */
async function hear(message) {
  const id = message.type === "start" ? null : message.id;
  try {
    if (message.type === "start") await start(message);
    else if (message.type === "check") check(message);
    else goOn(message);
  } catch (error) {
    const { kind, detail } = failure(error);
    say({ type: "error", id, kind, detail });
  }
}

/** @param {Extract<ToWorker, {type: "start"}>} message */
async function start({ base, manifest, lang, check: wanted }) {
  const started = await boot(base, manifest, lang, wanted, (progress) => say({ type: "progress", ...progress }));
  say({ type: "progress", step: "load", loaded: 0, total: 0 });
  ({ pyodide, release } = started);
  ({ run, Dialogue: begin } = pyodide.pyimport("checkers.browser"));
  say({ type: "ready", how: started.how });
}

/** @param {Extract<ToWorker, {type: "check"}>} message */
function check({ id, check: name, inputs, file, lang, live }) {
  if (!run) throw new Failure("crash", "asked before the start");
  say({ type: "progress", step: "check", loaded: 0, total: 0 });
  const content = file ? pyodide.toPy(new Uint8Array(file)) : undefined; // null would not be None
  try {
    const request = JSON.stringify({ check: name, inputs, lang, now: new Date().toISOString() });
    dialogue?.destroy(); // of a check that nobody waits for any more
    dialogue = live ? begin(request, content) : null;
    if (dialogue) ask(id, dialogue);
    else say({ type: "result", id, json: run(request, content) });
  } finally {
    content?.destroy?.();
    release();
  }
}

/** @param {Extract<ToWorker, {type: "replies"}>} message */
function goOn({ id, replies, last }) {
  if (!dialogue) return;
  dialogue.learn(JSON.stringify(replies));
  if (last) finish(id, dialogue);
  else ask(id, dialogue);
}

/**
 * @param {number} id
 * @param {Dialogue} talk
 */
function ask(id, talk) {
  const round = talk.ask();
  if (round) say({ type: "ask", id, ...JSON.parse(round) });
  else finish(id, talk);
}

/**
 * @param {number} id
 * @param {Dialogue} talk
 */
function finish(id, talk) {
  const json = talk.result();
  talk.destroy();
  dialogue = null;
  say({ type: "result", id, json });
}

/** @param {FromWorker} message */
function say(message) {
  postMessage(message);
}

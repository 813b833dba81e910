/** The worker: starts Python, hands each check to it, hands each result back. */

import { failure, Failure } from "./runtime-failure.js";
import { boot } from "./worker-boot.js";

/** @import {FromWorker, ToWorker} from "./runtime-types.js" */
/** @import {Pyodide} from "./worker-interpreter.js" */

/** @type {Pyodide} */
let pyodide;
/** @type {(request: string, file: unknown) => string} */
let run;

addEventListener("message", ({ data }) => void hear(data));

/** @param {ToWorker} message */
async function hear(message) {
  const id = message.type === "check" ? message.id : null;
  try {
    if (message.type === "start") await start(message);
    else check(message);
  } catch (error) {
    const { kind, detail } = failure(error);
    say({ type: "error", id, kind, detail });
  }
}

/** @param {Extract<ToWorker, {type: "start"}>} message */
async function start({ base, manifest }) {
  const started = await boot(base, manifest, (progress) => say({ type: "progress", ...progress }));
  say({ type: "progress", step: "load", loaded: 0, total: 0 });
  ({ pyodide } = started);
  ({ run } = pyodide.pyimport("checkers.browser"));
  say({ type: "ready", how: started.how });
}

/** @param {Extract<ToWorker, {type: "check"}>} message */
function check({ id, check: name, inputs, file, lang }) {
  if (!run) throw new Failure("crash", "asked before the start");
  say({ type: "progress", step: "check", loaded: 0, total: 0 });
  const content = file ? pyodide.toPy(new Uint8Array(file)) : undefined; // null would not be None
  try {
    say({ type: "result", id, json: run(JSON.stringify({ check: name, inputs, lang, now: new Date().toISOString() }), content) });
  } finally {
    content?.destroy?.();
  }
}

/** @param {FromWorker} message */
function say(message) {
  postMessage(message);
}

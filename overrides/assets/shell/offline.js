/** On the page about reading offline: what is kept on this device, and the buttons that get it, examine it, remove it. */

import { find } from "./dom.js";
import * as store from "./offline-store.js";
import { size } from "./page.js";

const root = find(document, ".pl-offline", HTMLElement);
const status = find(root, "[role=status]", HTMLElement);
const told = find(status, "span", HTMLElement);
const bytes = find(root, ".pl-bytes", HTMLElement);
const bar = find(root, "progress", HTMLProgressElement);
const buttons = [...root.querySelectorAll("button")];

/** Why the last download broke off, as the worker told it. */
let failed = "network";
let removing = false;

/** Whether it is a worker in charge that downloads: its state does not tell when it has ended. */
let again = false;

/**
 * Show a state in the page's words, and the buttons that make sense in it.
 * @param {string} state
 * @param {Record<string, string>} [values]
 * @param {string[]} [possible] names of buttons
 */
function show(state, values = {}, possible = []) {
  const sentence = status.getAttribute(`data-${state}`) ?? "";
  const text = fill(sentence, values);
  if (told.textContent !== text) told.textContent = text; // else it would be read out again
  root.dataset.state = state;
  for (const one of buttons) {
    one.hidden = !possible.includes(one.dataset.do ?? "");
    one.disabled = false;
  }
  if (state !== "loading") bar.hidden = bytes.hidden = true;
}

/**
 * @param {string} sentence
 * @param {Record<string, string>} values
 */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Show what is true on this device; `state` is what has just happened, where something has. */
async function look(state = "") {
  if (!(await store.possible())) return show("cannot");
  const kept = await store.keptSize();
  if ((await store.active()) && kept) return show(state || "ready", sizes(kept), ["examine", "remove"]);
  const worker = await store.incoming();
  if (worker) return follow(worker);
  const some = (await store.anything()) ? ["remove"] : [];
  const offered = await store.offered().catch(() => undefined);
  if (offered) show(state || "none", sizes(offered), ["install", ...some]);
  else if (offered === null) show("not-here", {}, some);
  else show("network", {}, ["install", ...some]);
}

/** @param {import("./offline-store.js").Size} given */
function sizes(given) {
  return { bytes: size(given.bytes), packed: size(given.packed) };
}

/**
 * Show a download until it ends.
 * @param {ServiceWorker} worker
 */
function follow(worker) {
  show("loading", {}, ["remove"]);
  again = worker.state === "activated";
  worker.addEventListener("statechange", () => {
    if (worker.state === "activated") void look();
    if (worker.state === "redundant" && !removing) void look(failed);
  });
}

/** @param {any} message */
function hear(message) {
  if (message.type === "failed") failed = message.reason;
  if (message.type === "failed" && again) void look(failed);
  else if (message.type === "installed" && again) void look();
  else if (message.type === "progress" && root.dataset.state === "loading") {
    bar.hidden = bytes.hidden = false;
    bar.max = message.total;
    bar.value = message.loaded;
    bytes.textContent = fill(bytes.dataset.text ?? "", { loaded: size(message.loaded), total: size(message.total) });
  } else if (message.type === "examined") {
    const found = message.lost ? "lost" : message.mended ? "mended" : "examined";
    const values = Object.entries(message).map(([name, value]) => [name, String(value)]);
    show(found, Object.fromEntries(values), ["examine", "remove"]);
  }
}

/** @type {Record<string, () => Promise<void>>} */
const actions = {
  async install() {
    show("loading", {}, ["remove"]);
    try {
      const worker = await store.install();
      if (worker) follow(worker);
      else await look();
    } catch {
      await look("network");
    }
  },
  async examine() {
    show("examining");
    (await store.active())?.postMessage("examine");
  },
  async remove() {
    for (const one of buttons) one.disabled = true;
    removing = true;
    again = false;
    await store.remove();
    removing = false;
    await look("removed");
  },
};

for (const one of buttons) one.addEventListener("click", () => void actions[one.dataset.do ?? ""]?.());
store.listen(hear);
void look();

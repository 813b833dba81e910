/**
 * Starts the worker from a script that the page makes: such a worker obeys the page's own policy. One that is started by
 * its address obeys what the host sends with it, and many hosts can send nothing.
 */

import { Failure } from "./runtime-failure.js";

/** @type {{createScriptURL(address: string): any} | undefined} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("postlotse", {
  createScriptURL: (/** @type {string} */ address) => (address.startsWith("blob:") ? address : null),
});

/**
 * Raises a Failure of the kind "no-wasm" where the browser has no such workers.
 * @param {URL} module
 * @returns {Worker}
 */
export function startWorker({ href }) {
  const script = new Blob([`import ${JSON.stringify(href)};`], { type: "text/javascript" });
  const address = URL.createObjectURL(script);
  navigator.serviceWorker?.controller?.postMessage({ worker: address }); // it gives the worker what it gave this page
  const worker = startModule(policy ? policy.createScriptURL(address) : address);
  const done = () => URL.revokeObjectURL(address);
  worker.addEventListener("message", done, { once: true });
  worker.addEventListener("error", done, { once: true });
  return worker;
}

/**
 * A browser without workers that are modules never looks at the option, and would only tell that it cannot read the script.
 * @param {string} address
 */
function startModule(address) {
  let looked = false;
  /** @type {WorkerOptions} */
  const options = {
    get type() {
      looked = true;
      return /** @type {const} */ ("module");
    },
  };
  try {
    const worker = new Worker(address, options);
    if (looked) return worker;
    worker.terminate();
  } catch (error) {
    throw new Failure("no-wasm", String(error));
  }
  throw new Failure("no-wasm", "no module workers");
}

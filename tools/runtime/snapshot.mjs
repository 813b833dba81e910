/**
 * node snapshot.mjs FOLDER LOCK: start what is in FOLDER, warm it up, write FOLDER/snapshot.wasm
 * and print how long what is packed in it is, as the manifest says it.
 *
 * No chance, no clock and no environment of this machine reaches the interpreter.
 */

import "./steady.mjs";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startOrdinary } from "../../overrides/assets/shell/worker-interpreter.js";
import { headOf, pack } from "../../overrides/assets/shell/worker-snapshot.js";
import { keepCode, order, zeroFreeMemory } from "./memory.mjs";
import { merge } from "./merge.mjs";
import { parts, wheels } from "./node_parts.mjs";

/**
 * @param {string} folder
 * @param {string} lockFile
 */
async function main(folder, lockFile) {
  const lock = JSON.parse(readFileSync(lockFile, "utf8"));
  let loaded = new Uint8Array();
  /** @type {any} */
  let exports;
  const seen = (/** @type {Uint8Array} */ memory, /** @type {any} */ offered) => {
    loaded = memory.slice(0, memory.findLastIndex((byte) => byte !== 0) + 1);
    exports = offered;
  };
  const given = { ...parts(folder, lock), seen };
  const pyodide = /** @type {any} */ (await startOrdinary(given, wheels(folder, lock), { _makeSnapshot: true }));
  const module = pyodide._module;
  const run = (/** @type {string} */ name) => {
    const globals = pyodide.toPy({});
    pyodide.runPython(readFileSync(new URL(name, import.meta.url), "utf8"), { globals, filename: name });
    return globals;
  };
  const before = run("load.py");
  const codes = before.get("codes");
  const found = before.get("found")();
  const places = found.toJs();
  merge(module, exports._Py_Dealloc, { codes: places, bytes: before.get("BYTES"), tuple: before.get("TUPLE") });
  const restore = keepCode(module, places, before.get("START"));
  run("warm.py").destroy();
  restore();
  for (const held of [found, codes, before]) held?.destroy?.();
  const at = run("freeze.py");
  const [tracked, text] = [at.get("tracked"), at.get("text")];
  at.destroy();
  zeroFreeMemory(module);
  const known = order(module, exports._Py_HashBytes, { tracked, text });
  const image = pyodide.makeMemorySnapshot();
  const file = pack(image, loaded, known);
  writeFileSync(join(folder, "snapshot.wasm"), file);
  const head = headOf(file).length;
  console.log(JSON.stringify({ head, memory: image.length - head, data: loaded.length }));
}

try {
  await main(process.argv[2], process.argv[3]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error); // the stack would quote a line of a million characters
  process.exitCode = 1;
}
process.exit();

/**
 * node snapshot.mjs FOLDER LOCK: start what is in FOLDER, warm it up, write FOLDER/snapshot.wasm
 * and print the size of what is packed in it.
 *
 * No chance, no clock and no environment of this machine reaches the interpreter.
 */

import "./steady.mjs";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startOrdinary } from "../../overrides/assets/shell/worker-interpreter.js";
import { pack } from "../../overrides/assets/shell/worker-snapshot.js";
import { zeroFreeMemory } from "./memory.mjs";
import { parts, wheels } from "./node_parts.mjs";

/**
 * @param {string} folder
 * @param {string} lockFile
 */
async function main(folder, lockFile) {
  const lock = JSON.parse(readFileSync(lockFile, "utf8"));
  let loaded = new Uint8Array();
  const seen = (/** @type {Uint8Array} */ memory) => void (loaded = memory.slice());
  const given = { ...parts(folder, lock), seen };
  const pyodide = /** @type {any} */ (await startOrdinary(given, wheels(folder, lock), { _makeSnapshot: true }));
  const warm = readFileSync(new URL("warm.py", import.meta.url), "utf8");
  pyodide.runPython(warm, { globals: pyodide.toPy({}), filename: "warm.py" });
  zeroFreeMemory(pyodide._module);
  const image = pyodide.makeMemorySnapshot();
  writeFileSync(join(folder, "snapshot.wasm"), pack(image, loaded));
  console.log(image.length);
}

try {
  await main(process.argv[2], process.argv[3]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error); // the stack would quote a line of a million characters
  process.exitCode = 1;
}
process.exit();

/**
 * node snapshot.mjs FOLDER LOCK: start what is in FOLDER, warm it up, write a snapshot file for each layer into FOLDER
 * and print how long what is packed in them is, as the manifest says it.
 *
 * No chance, no clock and no environment of this machine reaches the interpreter.
 */

import "./steady.mjs";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startOrdinary, WORDS_PLACE, wordsIn } from "../../overrides/assets/shell/worker-interpreter.js";
import { NOTHING, pack } from "../../overrides/assets/shell/worker-snapshot.js";
import { keepCode, order, zeroFreeMemory } from "./memory.mjs";
import { merge } from "./merge.mjs";
import { parts, wheels } from "./node_parts.mjs";

// What a page about one record needs, and upon it everything.
const LAYERS = { "snapshot.wasm": "record_checks", "bounces.wasm": "bounce_checks", "rooms.wasm": "checks" };

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
  giveWords(pyodide, folder);
  const layers = [];
  let [under, before] = [loaded, NOTHING];
  for (const [file, wanted] of Object.entries(LAYERS)) {
    const { checks, known } = grow(pyodide, exports, wanted, !layers.length);
    const image = pyodide.makeMemorySnapshot();
    const packed = pack(image, known, under, before);
    [under, before] = [packed.memory, known];
    writeFileSync(join(folder, file), packed.file);
    layers.push({ file, head: image.length - under.length, memory: under.length, checks });
  }
  const { HEAPU32, __PyRuntime: runtime, __PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET: offset } = pyodide._module;
  console.log(JSON.stringify({ data: loaded.length, own: runtime + HEAPU32[offset / 4], layers }));
}

/**
 * Put the words of all languages where a restored interpreter looks for them.
 * @param {any} pyodide
 * @param {string} folder
 */
function giveWords({ FS }, folder) {
  FS.mkdirTree(WORDS_PLACE);
  for (const [name, place] of Object.entries(wordsIn(readdirSync(folder)))) FS.writeFile(place, readFileSync(join(folder, name)));
}

/**
 * Import and warm up more, and put the memory into order; return the checks that it is for and what need not be written.
 * @param {any} pyodide
 * @param {any} exports
 * @param {string} wanted the function of `checkers.checks` that returns these checks
 * @param {boolean} first whether there is no layer below
 */
function grow(pyodide, exports, wanted, first) {
  const module = pyodide._module;
  const run = (/** @type {string} */ name) => {
    const globals = pyodide.toPy({ wanted });
    const builtins = pyodide.pyimport("builtins"); // Pyodide's own way brings what reads Python
    const code = builtins.compile(readFileSync(new URL(name, import.meta.url), "utf8"), name, "exec");
    builtins.exec(code, globals);
    for (const held of [code, builtins]) held.destroy();
    return globals;
  };
  const loading = run("load.py");
  const [codes, found, load] = ["codes", "found", "load"].map((name) => loading.get(name));
  const places = () => {
    const list = found();
    const all = list.toJs();
    list.destroy();
    return all;
  };
  const below = first ? [] : places(); // of the layer below: as it was, and first among equals
  const start = loading.get("START");
  const restoreBelow = keepCode(module, below, start);
  const checks = JSON.parse(load());
  const all = places(); // those of before come first
  const restore = keepCode(module, all.slice(below.length), start);
  merge(module, exports._Py_Dealloc, { codes: all, bytes: loading.get("BYTES"), tuple: loading.get("TUPLE") });
  run("warm.py").destroy();
  restoreBelow();
  restore();
  for (const held of [load, found, codes, loading]) held.destroy();
  const at = run("freeze.py");
  const [tracked, text] = [at.get("tracked"), at.get("text")];
  at.destroy();
  zeroFreeMemory(module);
  return { checks, known: order(module, exports._Py_HashBytes, { tracked, text }) };
}

try {
  await main(process.argv[2], process.argv[3]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error); // the stack would quote a line of a million characters
  process.exitCode = 1;
}
process.exit();

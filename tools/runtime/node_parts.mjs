/** A built runtime folder as the parts that a start needs, under Node. */

import { readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { loadPyodide } from "pyodide";
import "pyodide/pyodide.asm.js"; // the folder's own copy would be a module by the project's package.json, and it is none
import { archives, STDLIB } from "../../overrides/assets/shell/worker-interpreter.js";

/** @import {Lock} from "../../overrides/assets/shell/runtime-types.js" */

/**
 * @param {string} folder
 * @param {Lock} lock
 */
export function parts(folder, lock) {
  const wasm = WebAssembly.compile(readFileSync(join(folder, "pyodide.asm.wasm")));
  return { load: loadPyodide, folder: resolve(folder) + sep, lock, wasm };
}

/**
 * Return the archives but the standard library, by name.
 * @param {string} folder
 * @param {Lock} lock
 */
export function wheels(folder, lock) {
  const names = Object.keys(archives(lock)).filter((name) => name !== STDLIB);
  return Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}

/** A built runtime folder as the parts that a start needs, under Node. */

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve, sep } from "node:path";
import { loadPyodide } from "pyodide";
import { archives, layersFor, restore, STDLIB } from "../../overrides/assets/shell/worker-interpreter.js";

/** @import {Lock} from "../../overrides/assets/shell/runtime-types.js" */

const SCRIPT = "pyodide.asm.js";

/**
 * @param {string} folder
 * @param {Lock} lock
 */
export function parts(folder, lock) {
  takeScript(join(folder, SCRIPT));
  const wasm = WebAssembly.compile(readFileSync(join(folder, "pyodide.asm.wasm")));
  return { load: loadPyodide, folder: resolve(folder) + sep, lock, wasm };
}

/**
 * Run Pyodide's script, which leaves a global behind, as a script: by the project's package.json it would be a module.
 * @param {string} path
 */
function takeScript(path) {
  const inside = `(function (require, __dirname, __filename) { ${readFileSync(path, "utf8")}\nreturn _createPyodideModule; })`;
  const define = (0, eval)(`${inside}\n//# sourceURL=${SCRIPT}`); // what runs a file knows modules by its name alone
  Object.assign(globalThis, { _createPyodideModule: define(createRequire(import.meta.url), resolve(path, ".."), path) });
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

/**
 * Return what the manifest in a build's folder says, where its files are, and an interpreter restored for a check.
 * @param {string} out
 * @param {string} check
 */
export async function restored(out, check) {
  const manifest = JSON.parse(readFileSync(join(out, "runtime.json"), "utf8"));
  const folder = join(out, manifest.folder);
  const layers = layersFor(manifest.image, check);
  const files = Promise.all(layers.map(({ file }) => readFile(join(folder, file))));
  return { manifest, folder, pyodide: await restore(parts(folder, manifest.lock), manifest.image, layers, files) };
}

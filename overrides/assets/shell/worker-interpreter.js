/**
 * Starting Python: from a snapshot, or the ordinary way. The same in the worker, in the build and in the tests under
 * Node; where files come from is the caller's business.
 */

import { headOf, unpack } from "./worker-snapshot.js";

/** @import {Image, Layer, Lock, Manifest} from "./runtime-types.js" */

/**
 * Pyodide as far as it is used here.
 * @typedef {object} Pyodide
 * @property {{writeFile(path: string, data: Uint8Array): void, mkdirTree(path: string): void,
 *   lookupPath(path: string): {node: object}}} FS
 * @property {(name: string) => any} pyimport
 * @property {(value: unknown) => any} toPy
 *
 * @typedef {(options: object) => Promise<Pyodide>} Load Pyodide's `loadPyodide`
 *
 * What every start needs: the folder's address with its final slash, the lock file, the compiled interpreter, and who
 * wants to see its memory before it runs, and what it offers.
 * @typedef {{load: Load, folder: string, lock: Lock, wasm: Promise<WebAssembly.Module>,
 *   seen?: (memory: Uint8Array, exports: any) => void | Promise<void>}} Parts
 */

export const STDLIB = "python_stdlib.zip";
const STDLIB_PLACE = "/lib/python313.zip";
const WORDS = /^words-([\w.]+\.json)$/;
export const WORDS_PLACE = "/lib/words/";

/**
 * Return the archives that Python imports from, by their file name: where Python expects them.
 * A wheel is imported as it is, from its archive: nothing is unpacked, and what a restored interpreter has not imported
 * yet is fetched when it is missed.
 * @param {Lock} lock
 * @returns {Record<string, string>}
 */
export function archives(lock) {
  const names = Object.values(lock.packages).map((entry) => entry.file_name);
  return { [STDLIB]: STDLIB_PLACE, ...Object.fromEntries(names.map((name) => [name, `/lib/${name}`])) };
}

/**
 * Return the files with the words of a language that a start with these layers will need.
 * @param {string} lang
 * @param {Manifest["image"]} image
 * @param {Layer[]} layers
 */
export function wordsOf(lang, image, layers) {
  const codes = layers.length === image.layers.length ? [`words-${lang}.codes.json`] : []; // a record has none
  return [`words-${lang}.json`, ...codes];
}

/**
 * Return the files that a restored interpreter may read, by their name: where it expects them.
 * @param {Pick<Manifest, "files" | "lock">} manifest
 * @returns {Record<string, string>}
 */
export function lateFiles({ files, lock }) {
  return { ...archives(lock), ...wordsIn(Object.keys(files)) };
}

/**
 * Return the files with words among those of these names: where Python expects them.
 * @param {string[]} names
 * @returns {Record<string, string>}
 */
export function wordsIn(names) {
  const found = names.flatMap((name) => {
    const match = WORDS.exec(name);
    return match ? [[name, WORDS_PLACE + match[1]]] : [];
  });
  return Object.fromEntries(found);
}

/**
 * Start the ordinary way and import the checkers.
 * @param {Parts} parts
 * @param {Record<string, Uint8Array>} content of the archives but the standard library, which Pyodide loads itself
 * @param {object} [options] more options for Pyodide
 */
export async function startOrdinary(parts, content, options = {}) {
  const places = archives(parts.lock);
  const own = Object.keys(content);
  const pyodide = await withWasm(parts, () =>
    parts.load({
      ...common(parts),
      args: ["-OO"],
      env: { PYTHONPATH: own.map((name) => places[name]).join(":"), PYTHONHASHSEED: "0", LANG: "C.UTF-8" },
      fsInit: (/** @type {Pyodide["FS"]} */ FS) => own.forEach((name) => FS.writeFile(places[name], content[name])),
      ...options,
    }),
  );
  pyodide.pyimport("checkers.browser");
  return pyodide;
}

/**
 * Return the layers of the snapshot that a start for a check needs, the lowest first.
 * @param {Manifest["image"]} image
 * @param {string} check
 */
export function layersFor({ layers }, check) {
  const place = layers.findIndex(({ checks }) => checks.includes(check));
  return place < 0 ? layers : layers.slice(0, place + 1);
}

/**
 * Start from snapshot files. Pyodide asks for the size of the image first and for what is in it only when the
 * interpreter was loaded and is about to run: the files are written into its memory then, without a copy on the way.
 * @param {Parts} parts
 * @param {Pick<Image, "data" | "own">} image
 * @param {Layer[]} layers
 * @param {Promise<Uint8Array[]>} files those of the layers
 */
export async function restore(parts, { data, own }, layers, files) {
  const top = layers[layers.length - 1];
  const head = new Uint8Array(top.head);
  const seen = async (/** @type {Uint8Array} */ memory, /** @type {any} */ exports) => {
    const loaded = memory.slice(0, data);
    const content = await files;
    head.set(headOf(content[content.length - 1]));
    head.subarray = (start, end) => {
      // Pyodide first reads its head, up to some place; what follows the head it would copy into the memory.
      if (end === undefined) {
        const words = new Uint32Array(memory.buffer);
        const found = words[own / 4];
        unpack(content, cleared(memory, data, exports), loaded, exports._Py_HashBytes);
        words[own / 4] = found;
      }
      return /** @type {any} */ (Uint8Array.prototype.subarray.call(head, start, end));
    };
  };
  Object.defineProperty(head, "length", { value: top.head + top.memory }); // of which it makes the memory
  const pyodide = await withWasm({ ...parts, seen }, () => parts.load({ ...common(parts), _loadSnapshot: head }));
  pyodide.pyimport("random").seed(); // its state is the build's; the operating system's source is the browser's
  pyodide.FS.mkdirTree(WORDS_PLACE);
  return pyodide;
}

/**
 * Return the memory with zeros in place of what the start has left behind the interpreter's data.
 * @param {Uint8Array} memory
 * @param {number} data where the data ends
 * @param {any} exports
 */
function cleared(memory, data, exports) {
  return memory.fill(0, data, exports.sbrk(0));
}

/** @param {Parts} parts */
function common({ folder, lock }) {
  return {
    indexURL: folder,
    stdLibURL: folder + STDLIB,
    lockFileContents: JSON.stringify(lock),
    packageBaseUrl: folder, // never anything from anywhere else
    _sysExecutable: "/usr/bin/python", // else the address of the worker's own file
  };
}

/**
 * Run `start` with WebAssembly giving it an instance of `wasm`, whatever source it names: compiling begins before
 * Pyodide's own code has come, and the memory can be seen before the interpreter runs in it.
 * @template T
 * @param {Pick<Parts, "wasm" | "seen">} parts
 * @param {() => Promise<T>} start
 * @returns {Promise<T>}
 */
async function withWasm({ wasm, seen }, start) {
  const { instantiate, instantiateStreaming } = WebAssembly;
  /** @type {(error: unknown) => void} */
  let fail;
  const failed = new Promise((_, reject) => (fail = reject)); // Pyodide only warns and then waits for ever
  /** @param {any} imports */
  const instance = async (imports) => {
    try {
      const module = await wasm;
      const made = await instantiate(module, imports);
      await seen?.(new Uint8Array(imports.env.memory.buffer), made.exports);
      return { module, instance: made };
    } catch (error) {
      fail(error);
      throw error;
    }
  };
  Object.assign(WebAssembly, {
    instantiateStreaming: (/** @type {unknown} */ _, /** @type {any} */ imports) => instance(imports),
    instantiate: (/** @type {any} */ source, /** @type {any} */ imports) =>
      imports?.env?.memory && !(source instanceof WebAssembly.Module) ? instance(imports) : instantiate(source, imports),
  });
  try {
    return await Promise.race([start(), failed]);
  } finally {
    Object.assign(WebAssembly, { instantiate, instantiateStreaming });
  }
}

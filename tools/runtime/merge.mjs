/** Tables and names that many functions have alike, made one: each module of Python brings its own. */

// Where a code object of CPython 3.13 holds objects that are equal when their contents are, in words.
const FIELDS = { consts: 3, names: 4, exceptions: 5, localNames: 18, localKinds: 19, lines: 23 };
const IMMORTAL = 0x3fffffff;

/**
 * @typedef {{codes: number[], bytes: number, tuple: number}} At addresses: of code objects, of two types
 */

/**
 * Let all code objects share what is equal byte by byte: bytes, and tuples of the same objects.
 * @param {any} module Pyodide's Emscripten module
 * @param {(object: number) => void} dealloc the interpreter's own, for an object that nothing refers to
 * @param {At} at
 */
export function merge(module, dealloc, { codes, bytes, tuple }) {
  const words = /** @type {Uint32Array} */ (module.HEAPU32);
  /** @type {Map<string, number>} */
  const known = new Map();
  const unused = [];
  for (const code of codes) {
    for (const field of Object.values(FIELDS)) {
      const place = code / 4 + field;
      const object = words[place];
      const [count, type, size] = words.subarray(object / 4, object / 4 + 3);
      if (type !== bytes && type !== tuple) throw new Error("a code object of another shape");
      const start = type === bytes ? object + 16 : object + 12;
      const content = module.HEAPU8.subarray(start, start + (type === bytes ? size : 4 * size));
      const key = `${type} ${Array.from(content).join()}`;
      const first = known.get(key) ?? object;
      known.set(key, first);
      if (first === object || count >= IMMORTAL) continue;
      words[place] = first;
      if (words[first / 4] < IMMORTAL) words[first / 4] += 1;
      words[object / 4] -= 1;
      if (count === 1) unused.push(object);
    }
  }
  unused.forEach((object) => dealloc(object));
}

/** An interpreter's memory before a snapshot: what compresses badly is taken out of it or put into order. */

import { link, textBytes } from "../../overrides/assets/shell/worker-snapshot.js";

/** @import {Hash, Known} from "../../overrides/assets/shell/worker-snapshot.js" */

const LARGEST = 1 << 16; // larger free pieces are taken in pieces of this size
const WORTHWHILE = 64; // smaller holes stay taken: the allocator's notes in them cost more than they are worth
const SIZE = 2; // of a code object in units of two bytes, as a word behind its beginning

/**
 * Fill with zeros what the interpreter does not use.
 * @param {any} module Pyodide's Emscripten module
 */
export function zeroFreeMemory(module) {
  const { _PyMem_RawMalloc: allocate, _PyMem_RawFree: free } = module;
  module.HEAPU8.fill(0, module._emscripten_stack_get_end(), module.stackSave()); // the stack grows downwards
  const end = module._sbrk(0);
  const held = [];
  // Take every free piece there is: a piece beyond the end says that there is none of this size left.
  for (let size = LARGEST; size >= 8; size /= 2) {
    for (let place = allocate(size); ; place = allocate(size)) {
      held.push([place, size]);
      if (place + size > end) break;
    }
  }
  for (const [place, size] of held) module.HEAPU8.fill(0, place, place + size);
  for (const hole of holes(module.HEAPU32, held)) if (hole.size >= WORTHWHILE) hole.places.forEach(free);
}

/**
 * Return pieces that lie side by side together.
 * @param {Uint32Array} words
 * @param {number[][]} held
 */
function holes(words, held) {
  const found = [];
  for (const place of held.map(([place]) => place).sort((one, other) => one - other)) {
    const size = words[place / 4 - 1] & ~7; // the allocator's note before the piece, with its marks in the lowest bits
    const last = found.at(-1);
    if (last?.end === place) {
      last.places.push(place);
      last.size += size;
      last.end += size;
    } else found.push({ places: [place], size, end: place + size });
  }
  return found;
}

/**
 * Return a function that puts code back into the state of before it ran: the interpreter rewrites it as it learns.
 * @param {any} module
 * @param {number[]} codes where code objects are; they must live until then
 * @param {number} start of the instructions in an object, bytes
 */
export function keepCode(module, codes, start) {
  const kept = codes.map((place) => {
    const length = 2 * module.HEAPU32[place / 4 + SIZE];
    return module.HEAPU8.slice(place + start, place + start + length);
  });
  return () => codes.forEach((place, index) => module.HEAPU8.set(kept[index], place + start));
}

/**
 * Put the garbage collector's ring into the order of addresses; return what `pack` need not write.
 * @param {any} module
 * @param {Hash} hash
 * @param {{tracked: number, text: number}} at addresses of an object in the ring and of the type of texts
 * @returns {Known}
 */
export function order(module, hash, at) {
  const words = /** @type {Uint32Array} */ (module.HEAPU32);
  const first = (at.tracked - 8) / 4; // the two links stand before an object
  const ring = [first];
  for (let next = words[first] >>> 2; next !== first; next = words[next] >>> 2) ring.push(next);
  ring.sort((one, other) => one - other);
  link(words, ring);
  const texts = [];
  for (let place = 0; place < words.length - 8; place += 1) {
    if (words[place + 1] === at.text && hashAgrees(words, place, hash)) texts.push(place);
  }
  return { ring, texts };
}

/**
 * Tell whether what seems to be a text is written as one whose hash comes out the same when it is made again.
 * @param {Uint32Array} words
 * @param {number} place
 * @param {Hash} hash
 */
function hashAgrees(words, place, hash) {
  const known = words[place + 3];
  if (known === 0xffffffff) return false;
  const [start, length] = textBytes(words, place);
  return start > 0 && start + length <= 4 * words.length && hash(start, length) >>> 0 === known;
}

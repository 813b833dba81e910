/** Cleaning an interpreter's memory before a snapshot: freed memory is full of remains, which compress badly. */

const LARGEST = 1 << 16; // larger free pieces are taken in pieces of this size

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
  for (const [place] of held) free(place);
}

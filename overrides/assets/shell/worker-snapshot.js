/**
 * The snapshot file: the memory of an interpreter that was started and has everything imported, as far as it differs
 * from the memory of one that was only loaded (whose data is in Pyodide's own WebAssembly file already).
 *
 * It is a WebAssembly module with one custom section, so that every host that compresses WebAssembly compresses it. The
 * section's content: little-endian 32-bit words (length of Pyodide's head, length of the memory, where the loaded
 * interpreter's data ends, number of runs, and for each run how many blocks are as loaded and how many are not), the
 * head, and the blocks that are not as loaded.
 */

const BLOCK = 64; // bytes: at 32 the runs cost what the blocks save
const NAME = "memory";
const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]; // "\0asm", version 1

/**
 * Return the snapshot file.
 * @param {Uint8Array} image a snapshot as Pyodide makes it: a head, then the memory
 * @param {Uint8Array} loaded the memory of the loaded interpreter
 */
export function pack(image, loaded) {
  const head = new DataView(image.buffer, image.byteOffset).getUint32(4, true); // Pyodide's second word
  const memory = image.subarray(head);
  if (memory.length % BLOCK) throw new Error("memory comes in pages");
  const runs = [];
  const blocks = [];
  for (let at = 0; at < memory.length; ) {
    const start = skip(memory, loaded, at, true);
    const end = skip(memory, loaded, start, false);
    runs.push((start - at) / BLOCK, (end - start) / BLOCK);
    blocks.push(memory.subarray(start, end));
    at = end;
  }
  const dataEnd = loaded.findLastIndex((byte) => byte !== 0) + 1;
  const words = Uint32Array.of(head, memory.length, dataEnd, runs.length / 2, ...runs);
  return section([new Uint8Array(words.buffer), image.subarray(0, head), ...blocks]);
}

/**
 * Write the image in a snapshot file into `image`, all of it zeros so far, from the memory of a loaded interpreter.
 * @param {Uint8Array} file
 * @param {Uint8Array} image
 * @param {Uint8Array} loaded
 */
export function unpack(file, image, loaded) {
  const content = sectionContent(file);
  const view = new DataView(content.buffer, content.byteOffset);
  const word = (/** @type {number} */ index) => view.getUint32(4 * index, true);
  const [head, length, dataEnd, runs] = [word(0), word(1), word(2), word(3)];
  if (image.length !== head + length) throw new Error("the snapshot is of another size");
  const memory = image.subarray(head);
  let from = 4 * (4 + 2 * runs);
  image.set(content.subarray(from, (from += head)));
  /** @type {[number, number][]} */
  const gaps = [];
  for (let run = 0, to = 0; run < runs; run += 1) {
    const [asLoaded, changed] = [word(4 + 2 * run) * BLOCK, word(5 + 2 * run) * BLOCK];
    if (to < dataEnd) gaps.push([to, Math.min(to + asLoaded, dataEnd)]);
    to += asLoaded;
    memory.set(content.subarray(from, (from += changed)), to);
    to += changed;
  }
  if (from !== content.length) throw new Error("the snapshot is not whole");
  for (const [start, end] of gaps) memory.set(loaded.subarray(start, end), start);
}

/**
 * Return the first block from `at` on whose being as loaded is not `asLoaded`.
 * @param {Uint8Array} memory
 * @param {Uint8Array} loaded
 * @param {number} at
 * @param {boolean} asLoaded
 */
function skip(memory, loaded, at, asLoaded) {
  for (; at < memory.length; at += BLOCK) {
    const block = memory.subarray(at, at + BLOCK);
    if (block.every((byte, index) => byte === (loaded[at + index] ?? 0)) !== asLoaded) break;
  }
  return at;
}

/** @param {Uint8Array[]} parts */
function section(parts) {
  const name = new TextEncoder().encode(NAME);
  const inside = [Uint8Array.of(name.length), name, ...parts];
  const size = inside.reduce((sum, part) => sum + part.length, 0);
  const all = [Uint8Array.of(...MAGIC, 0, ...leb(size)), ...inside];
  const file = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  all.reduce((at, part) => (file.set(part, at), at + part.length), 0);
  return file;
}

/** @param {Uint8Array} file */
function sectionContent(file) {
  if (MAGIC.some((byte, index) => file[index] !== byte) || file[MAGIC.length] !== 0) throw new Error("no snapshot");
  let at = MAGIC.length + 1;
  while (file[at] & 0x80) at += 1; // the size: all that follows
  return file.subarray(at + 1 + 1 + file[at + 1]);
}

/** @param {number} value in five bytes, so that the length does not depend on the value */
function leb(value) {
  return [0, 7, 14, 21, 28].map((shift) => ((value >>> shift) & 0x7f) | (shift < 28 ? 0x80 : 0));
}

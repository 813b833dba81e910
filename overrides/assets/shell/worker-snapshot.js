/**
 * A snapshot file: the memory of an interpreter that was started and has the checkers imported, as far as it differs
 * from what is under it: the memory of one that was only loaded (whose data is in Pyodide's own WebAssembly file
 * already), or that of another snapshot file, which was made on the way to it.
 *
 * It is a WebAssembly module with one custom section, so that every host that compresses WebAssembly compresses it. The
 * section's content: little-endian 32-bit words (length of Pyodide's head, length of the memory, number of runs, bytes of
 * the two lists below, and for each run how many blocks are as under it and how many are not), the head, the lists, and
 * for the blocks that are not: by how much each of their words is more than the one under it.
 *
 * Two things that would not compress are left out and made again. The lists say where they belong, as distances in words:
 * the links of the ring in which the garbage collector keeps its objects (in the order of their addresses), and the
 * hashes of texts.
 */

const BLOCK = 16; // words: at 8 the runs cost what the blocks save
const NAME = "memory";
const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]; // "\0asm", version 1
const FIXED = 5; // words before the runs
const FLAGS = 3; // the collector's own marks in the lowest bits of a link
const NO_HASH = 0xffffffff;

/**
 * What is known about the memory: where the ring's objects are and where texts with a hash begin, in words, ascending.
 * @typedef {{ring: number[], texts: number[]}} Known
 *
 * @typedef {(start: number, length: number) => number} Hash the interpreter's own, of bytes in its memory
 */

/**
 * Return the snapshot file, and the memory in it, which another file may lie upon. The memory's ring must be in the order
 * of its addresses: see `link`.
 * @param {Uint8Array} image a snapshot as Pyodide makes it: a head, then the memory
 * @param {Uint8Array} under the memory that this one lies upon
 * @param {Known} known
 */
export function pack(image, under, known) {
  const head = new DataView(image.buffer, image.byteOffset).getUint32(4, true); // Pyodide's second word
  const memory = image.slice(head);
  if (memory.length % (4 * BLOCK)) throw new Error("memory comes in pages");
  const words = new Uint32Array(memory.buffer);
  for (const at of known.ring) {
    words[at] &= FLAGS;
    words[at + 1] &= FLAGS;
  }
  for (const at of known.texts) words[at + 3] = NO_HASH;
  const below = new Uint32Array(words.length);
  new Uint8Array(below.buffer).set(under);
  const runs = [];
  const blocks = [];
  for (let at = 0; at < words.length; ) {
    const start = skip(words, below, at, true);
    const end = skip(words, below, start, false);
    runs.push((start - at) / BLOCK, (end - start) / BLOCK);
    const more = words.subarray(start, end).map((word, index) => word - below[start + index]);
    blocks.push(new Uint8Array(more.buffer));
    at = end;
  }
  const lists = [distances(known.ring), distances(known.texts)];
  const fixed = Uint32Array.of(head, memory.length, runs.length / 2, lists[0].length, lists[1].length, ...runs);
  const file = section([new Uint8Array(fixed.buffer), image.subarray(0, head), ...lists, ...blocks]);
  return { file, memory };
}

/**
 * Write the memory in snapshot files into `memory`, of which everything beyond `loaded` is zero.
 * @param {Uint8Array[]} files each lies upon the one before
 * @param {Uint8Array} memory
 * @param {Uint8Array} loaded what the loaded interpreter's memory began with: all of its data
 * @param {Hash} hash
 */
export function unpack(files, memory, loaded, hash) {
  const last = parts(files[files.length - 1]);
  if (memory.length !== last.word(1)) throw new Error("the snapshot is of another size");
  memory.set(loaded);
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length / 4);
  let used = Math.ceil(loaded.length / 4);
  for (const file of files.map(parts)) {
    layBlocks(file, words, used);
    used = file.word(1) / 4;
  }
  const [ring, texts] = lists(last); // of all that there is by then
  link(words, ring);
  for (const at of texts) words[at + 3] = hash(...textBytes(words, at));
}

/**
 * @param {ReturnType<typeof parts>} file
 * @param {Uint32Array} words of the memory
 * @param {number} used of them: the others are zero
 */
function layBlocks({ content, word, runs, blocks }, words, used) {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  let from = blocks;
  for (let run = 0, to = 0; run < runs; run += 1) {
    to += word(FIXED + 2 * run) * BLOCK;
    const count = word(FIXED + 1 + 2 * run) * BLOCK;
    const more = content.subarray(from, from + 4 * count);
    if (to >= used) bytes.set(more, 4 * to);
    else addWords(words.subarray(to, to + count), more);
    to += count;
    from += 4 * count;
  }
  if (from !== content.length) throw new Error("the snapshot is not whole");
}

/**
 * @param {Uint32Array} words
 * @param {Uint8Array} more as many words, which begin anywhere
 */
function addWords(words, more) {
  new Uint32Array(new Uint8Array(more).buffer).forEach((word, index) => (words[index] += word));
}

/**
 * Return Pyodide's head in a snapshot file.
 * @param {Uint8Array} file
 */
export function headOf(file) {
  const { content, start, ring } = parts(file);
  return content.slice(start, ring);
}

/**
 * Link the ring's objects in the order of `ring`; their marks stay.
 * @param {Uint32Array} words
 * @param {ArrayLike<number>} ring
 */
export function link(words, ring) {
  let before = ring[ring.length - 1];
  for (let index = 0; index < ring.length; index += 1) {
    const at = ring[index];
    words[before] = (words[before] & FLAGS) | (4 * at);
    words[at + 1] = (words[at + 1] & FLAGS) | (4 * before);
    before = at;
  }
}

/**
 * Return where the bytes of a text are that its hash is made from, and how many: PyUnicodeObject of CPython 3.13.
 * @param {Uint32Array} words
 * @param {number} at where the text's object is, in words
 * @returns {[number, number]}
 */
export function textBytes(words, at) {
  const state = words[at + 4];
  const kind = (state >>> 2) & 7; // bytes a character, behind two bits for interning
  const [compact, ascii] = [(state >>> 5) & 1, (state >>> 6) & 1];
  const start = compact ? 4 * (at + (ascii ? 5 : 7)) : words[at + 7];
  return [start, words[at + 2] * kind];
}

/** @param {Uint8Array} file */
function parts(file) {
  const content = sectionContent(file);
  const view = new DataView(content.buffer, content.byteOffset);
  const word = (/** @type {number} */ index) => view.getUint32(4 * index, true);
  const runs = word(2);
  const start = 4 * (FIXED + 2 * runs);
  const ring = start + word(0);
  const texts = ring + word(3);
  return { content, word, runs, start, ring, texts, blocks: texts + word(4) };
}

/** @param {ReturnType<typeof parts>} file */
function lists({ content, ring, texts, blocks }) {
  return [places(content.subarray(ring, texts)), places(content.subarray(texts, blocks))];
}

/**
 * Return ascending places as distances, seven bits a byte, the low ones first.
 * @param {number[]} list
 */
function distances(list) {
  const bytes = [];
  let last = 0;
  for (const place of list) {
    let distance = place - last;
    last = place;
    for (; distance > 0x7f; distance >>>= 7) bytes.push((distance & 0x7f) | 0x80);
    bytes.push(distance);
  }
  return Uint8Array.from(bytes);
}

/** @param {Uint8Array} bytes */
function places(bytes) {
  const list = new Uint32Array(bytes.length);
  let [count, place] = [0, 0];
  for (let at = 0; at < bytes.length; ) {
    let [distance, shift] = [0, 0];
    for (; bytes[at] & 0x80; shift += 7) distance |= (bytes[at++] & 0x7f) << shift;
    place += distance | (bytes[at++] << shift);
    list[count++] = place;
  }
  return list.subarray(0, count);
}

/**
 * Return the first block from `at` on whose being as under it is not `same`.
 * @param {Uint32Array} words
 * @param {Uint32Array} below
 * @param {number} at
 * @param {boolean} same
 */
function skip(words, below, at, same) {
  for (; at < words.length; at += BLOCK) {
    const block = words.subarray(at, at + BLOCK);
    if (block.every((word, index) => word === below[at + index]) !== same) break;
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

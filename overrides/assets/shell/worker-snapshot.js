/**
 * A snapshot file: the memory of an interpreter that was started and has the checkers imported, as far as it differs
 * from what is under it: the memory of one that was only loaded (whose data is in Pyodide's own WebAssembly file
 * already), or that of another snapshot file, which was made on the way to it.
 *
 * It is a WebAssembly module with one custom section, so that every host that compresses WebAssembly compresses it. The
 * section's content: little-endian 32-bit words (length of Pyodide's head, length of the memory, bytes of each of the
 * three lists), the head, the lists, and by how much each word is more than the one under it, where it is.
 *
 * The lists hold places in words, ascending, as distances: where runs of such words begin and end; and where two things
 * belong that would not compress, and are left out and made again: the links of the ring in which the garbage collector
 * keeps its objects (in the order of their addresses), and the hashes of texts. Of these two a file lists what is not
 * as in the file under it.
 */

const GAP = 4; // as many words are written although they are as under them: a run of its own costs more than bytes
const NAME = "memory";
const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]; // "\0asm", version 1
const FIXED = 5; // words before the head
const FLAGS = 3; // the collector's own marks in the lowest bits of a link
const NO_HASH = 0xffffffff;

/**
 * What is known about the memory: where the ring's objects are and where texts with a hash begin, in words, ascending.
 * @typedef {Uint32Array | number[]} Places ascending
 * @typedef {{ring: Places, texts: Places}} Known
 *
 * @typedef {(start: number, length: number) => number} Hash the interpreter's own, of bytes in its memory
 */

/** @type {Known} */
export const NOTHING = { ring: [], texts: [] };

/**
 * Return the snapshot file, and the memory in it, which another file may lie upon. The memory's ring must be in the order
 * of its addresses: see `link`.
 * @param {Uint8Array} image a snapshot as Pyodide makes it: a head, then the memory
 * @param {Known} known
 * @param {Uint8Array} under the memory that this one lies upon
 * @param {Known} before what was known about that
 */
export function pack(image, known, under, before) {
  const head = new DataView(image.buffer, image.byteOffset).getUint32(4, true); // Pyodide's second word
  const memory = image.slice(head);
  const words = new Uint32Array(memory.buffer);
  for (const at of known.ring) {
    words[at] &= FLAGS;
    words[at + 1] &= FLAGS;
  }
  for (const at of known.texts) words[at + 3] = NO_HASH;
  const below = new Uint32Array(words.length);
  new Uint8Array(below.buffer).set(under);
  const more = words.map((word, at) => word - below[at]);
  const runs = runsOf(more);
  const lists = [runs, apart(before.ring, known.ring), apart(before.texts, known.texts)].map(distances);
  const fixed = Uint32Array.of(head, memory.length, ...lists.map((list) => list.length));
  const written = [];
  for (let run = 0; run < runs.length; run += 2) written.push(bytesOf(more.subarray(runs[run], runs[run + 1])));
  const file = section([bytesOf(fixed), image.subarray(0, head), ...lists, ...written]);
  return { file, memory };
}

/**
 * Return where runs of words begin and end that are not zero, but for a few of them.
 * @param {Uint32Array} words
 */
function runsOf(words) {
  /** @type {number[]} */
  const runs = [];
  for (let at = 0; at < words.length; at += 1) {
    if (!words[at]) continue;
    if (runs.length && at - runs[runs.length - 1] <= GAP) runs[runs.length - 1] = at + 1;
    else runs.push(at, at + 1);
  }
  return runs;
}

/**
 * Write the memory in snapshot files into `memory`, of which everything beyond `loaded` is zero.
 * @param {Uint8Array[]} files each lies upon the one before
 * @param {Uint8Array} memory
 * @param {Uint8Array} loaded what the loaded interpreter's memory began with: all of its data
 * @param {Hash} hash
 */
export function unpack(files, memory, loaded, hash) {
  const layers = files.map(parts);
  if (memory.length !== layers[layers.length - 1].word(1)) throw new Error("the snapshot is of another size");
  memory.set(loaded);
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length / 4);
  let { ring, texts } = NOTHING;
  for (const file of layers) {
    add(file, words);
    ring = apart(ring, places(file.ring));
    texts = apart(texts, places(file.texts));
  }
  link(words, ring);
  for (const at of texts) words[at + 3] = hash(...textBytes(words, at));
}

/**
 * @param {ReturnType<typeof parts>} file
 * @param {Uint32Array} words of the memory
 */
function add({ runs, written }, words) {
  const more = new Uint32Array(new Uint8Array(written).buffer); // they begin anywhere
  const bounds = places(runs);
  let from = 0;
  for (let run = 0; run < bounds.length; run += 2) {
    const end = bounds[run + 1];
    for (let at = bounds[run]; at < end; at += 1) words[at] += more[from++];
  }
  if (from !== more.length) throw new Error("the snapshot is not whole");
}

/**
 * Return Pyodide's head in a snapshot file.
 * @param {Uint8Array} file
 */
export function headOf(file) {
  return parts(file).head.slice();
}

/**
 * Link the ring's objects in the order of `ring`; their marks stay.
 * @param {Uint32Array} words
 * @param {Places} ring
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
  let at = 4 * FIXED;
  const [head, runs, ring, texts] = [0, 2, 3, 4].map((index) => content.subarray(at, (at += word(index))));
  return { word, head, runs, ring, texts, written: content.subarray(at) };
}

/**
 * Return the places that are in one of two ascending lists only, ascending.
 * @param {Places} one
 * @param {Places} other
 */
function apart(one, other) {
  const found = new Uint32Array(one.length + other.length);
  let [count, left, right] = [0, 0, 0];
  while (left < one.length || right < other.length) {
    if (one[left] === other[right]) {
      left += 1;
      right += 1;
    } else found[count++] = right === other.length || one[left] < other[right] ? one[left++] : other[right++];
  }
  return found.subarray(0, count);
}

/**
 * Return ascending places as distances, seven bits a byte, the low ones first.
 * @param {Places} list
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

/** @param {Uint32Array} words */
function bytesOf(words) {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
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

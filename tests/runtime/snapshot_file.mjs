// What is packed comes out again, is a WebAssembly module for every host, and is refused when a piece is missing.

import assert from "node:assert/strict";
import { headOf, link, NOTHING, pack, unpack } from "../../overrides/assets/shell/worker-snapshot.js";

const HEAD = 80;
const PAGE = 65536;
const TEXT = (PAGE + 4096) / 4;
const RING = [64, 80, PAGE / 4 + 2000, PAGE / 2];
const hash = (/** @type {number} */ start, /** @type {number} */ length) => 1000 * start + length;

const loaded = new Uint8Array(PAGE).map((_, index) => index * 7);
const image = new Uint8Array(HEAD + 3 * PAGE);
new DataView(image.buffer).setUint32(4, HEAD, true);
image.set(loaded, HEAD);
image.fill(9, HEAD + 100, HEAD + 200); // changed data
image.fill(0, HEAD + 5000, HEAD + 6000); // data that became nothing
image.fill(5, HEAD + PAGE + 300, HEAD + PAGE + 301); // nothing that became data
image.fill(6, HEAD + 3 * PAGE - 1); // the last byte, beyond what is loaded
const words = new Uint32Array(image.buffer, HEAD);
words.set([1, 77, 3, hash(4 * TEXT + 20, 3), 1 << 2 | 1 << 5 | 1 << 6, 0x636261], TEXT); // a compact ASCII text: "abc"
words[RING[2] + 1] = 3; // the collector's marks
link(words, RING);

const known = { ring: RING, texts: [TEXT] };
const { file, memory: packed } = pack(image, known, loaded, NOTHING);
assert.ok(WebAssembly.validate(file));
assert.ok(file.length < 4000, `${file.length} bytes for ${image.length}`);
assert.deepEqual(headOf(file), image.slice(0, HEAD));

const memory = new Uint8Array(3 * PAGE);
unpack([file], memory, loaded, hash);
assert.deepEqual(memory, image.slice(HEAD));
assert.equal(words[RING[2] + 1] & 3, 3);
assert.equal(words[RING[3]], 4 * RING[0], "a ring is closed");

const empty = () => new Uint8Array(3 * PAGE);
assert.throws(() => unpack([file.subarray(0, -64)], empty(), loaded, hash));
assert.throws(() => unpack([file], new Uint8Array(2 * PAGE), loaded, hash));
assert.throws(() => unpack([new TextEncoder().encode("<!doctype html><title>404</title>")], empty(), loaded, hash));

// Another layer: more memory, other data, an object of the ring that is gone, a text whose hash is not known any more.
const later = new Uint8Array(HEAD + 4 * PAGE);
later.set(image);
new DataView(later.buffer).setUint32(4, HEAD, true);
later.fill(8, HEAD + 150, HEAD + 160);
later.fill(7, HEAD + 3 * PAGE + 500, HEAD + 3 * PAGE + 600);
const more = new Uint32Array(later.buffer, HEAD);
const smaller = [...RING.filter((_, index) => index !== 1), (3 * PAGE) / 4 + 16];
more.set([0, 0], RING[1]);
more[TEXT + 3] = 0xffffffff;
link(more, smaller);

const layer = pack(later, { ring: smaller, texts: [] }, packed, known);
assert.ok(layer.file.length < 2000, `${layer.file.length} bytes for what is new`);
const grown = new Uint8Array(4 * PAGE);
unpack([file, layer.file], grown, loaded, hash);
assert.deepEqual(grown, later.slice(HEAD));
assert.throws(() => unpack([file.subarray(0, -64), layer.file], new Uint8Array(4 * PAGE), loaded, hash));

// What is packed comes out again, is a WebAssembly module for every host, and is refused when a piece is missing.

import assert from "node:assert/strict";
import { pack, unpack } from "../../overrides/assets/shell/worker-snapshot.js";

const HEAD = 80;
const PAGE = 65536;

const loaded = new Uint8Array(2 * PAGE).map((_, index) => (index < PAGE ? index * 7 : 0));
const image = new Uint8Array(HEAD + 3 * PAGE);
new DataView(image.buffer).setUint32(4, HEAD, true);
image.set(loaded, HEAD);
image.fill(9, HEAD + 100, HEAD + 200); // changed data
image.fill(0, HEAD + 5000, HEAD + 6000); // data that became nothing
image.fill(5, HEAD + PAGE + 300, HEAD + PAGE + 301); // nothing that became data
image.fill(6, HEAD + 3 * PAGE - 1); // the last byte, beyond what is loaded

const file = pack(image, loaded);
assert.ok(WebAssembly.validate(file));
assert.ok(file.length < 4000, `${file.length} bytes for ${image.length}`);

const unpacked = new Uint8Array(image.length);
unpack(file, unpacked, loaded);
assert.deepEqual(unpacked, image);

const empty = () => new Uint8Array(image.length);
assert.throws(() => unpack(file.subarray(0, -64), empty(), loaded));
assert.throws(() => unpack(file, new Uint8Array(HEAD), loaded));
assert.throws(() => unpack(new TextEncoder().encode("<!doctype html><title>404</title>"), empty(), loaded));

/** SHA-256 (FIPS 180-4) without waiting: the browser's own only answers later, and not at all without https. */

const K = fractions(3, 64);
const START = fractions(2, 8);
const BLOCK = 64; // bytes

/**
 * @param {Uint8Array} content
 * @returns {Uint8Array} 32 bytes
 */
export function sha256(content) {
  const whole = content.length - (content.length % BLOCK);
  const rest = content.length - whole;
  const end = new Uint8Array(rest < BLOCK - 8 ? BLOCK : 2 * BLOCK);
  end.set(content.subarray(whole));
  end[rest] = 0x80;
  new DataView(end.buffer).setBigUint64(end.length - 8, 8n * BigInt(content.length));
  const hash = Int32Array.from(START);
  const words = new Int32Array(64);
  for (let at = 0; at < whole; at += BLOCK) mix(hash, words, content, at);
  for (let at = 0; at < end.length; at += BLOCK) mix(hash, words, end, at);
  const digest = new DataView(new ArrayBuffer(32));
  hash.forEach((word, index) => digest.setInt32(4 * index, word));
  return new Uint8Array(digest.buffer);
}

/**
 * @param {Int32Array} hash changed by it
 * @param {Int32Array} w room for 64 words
 * @param {Uint8Array} bytes
 * @param {number} from
 */
function mix(hash, w, bytes, from) {
  for (let t = 0, at = from; t < 16; t += 1, at += 4) {
    w[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let t = 16; t < 64; t += 1) {
    const x = w[t - 15];
    const y = w[t - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (w[t - 16] + s0 + w[t - 7] + s1) | 0;
  }
  let [a, b, c, d] = [hash[0], hash[1], hash[2], hash[3]];
  let [e, f, g, h] = [hash[4], hash[5], hash[6], hash[7]];
  for (let t = 0; t < 64; t += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const first = (h + s1 + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  hash[0] += a;
  hash[1] += b;
  hash[2] += c;
  hash[3] += d;
  hash[4] += e;
  hash[5] += f;
  hash[6] += g;
  hash[7] += h;
}

/**
 * Return the first 32 bits of the fractions of the square or cube roots of the first primes (FIPS 180-4, 4.2.2, 5.3.3).
 * @param {2 | 3} root
 * @param {number} count
 */
function fractions(root, count) {
  const found = new Int32Array(count);
  for (let number = 2, at = 0; at < count; number += 1) {
    let divisor = 2;
    while (number % divisor) divisor += 1;
    if (divisor < number) continue;
    const value = number ** (1 / root);
    found[at] = ((value - Math.floor(value)) * 2 ** 32) | 0;
    at += 1;
  }
  return found;
}

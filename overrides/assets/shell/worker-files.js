/** The one door for downloads: what is fetched is counted on its way, and held against the build's hash. */

import { Failure } from "./runtime-failure.js";
import { sha256 } from "./worker-sha256.js";

/** @import {Manifest, Progress} from "./runtime-types.js" */

const REST = 50; // milliseconds between two reports: more of them only keep the page busy
const TYPE = "application/wasm";

export class Files {
  /**
   * @param {string} folder address of the build's folder, with its final slash
   * @param {Manifest["files"]} known
   * @param {(progress: Progress) => void} tell
   */
  constructor(folder, known, tell) {
    this.folder = folder;
    this.known = known;
    this.tell = tell;
    /** @type {Map<string, {loaded: number, total: number}>} */
    this.counts = new Map();
    this.told = 0;
  }

  /** @param {string} name */
  address(name) {
    return this.folder + name;
  }

  /**
   * Begin to download a file. The response is the browser's own: another one would not have the code that the browser
   * has kept for it.
   * @param {string} name
   * @returns {Promise<Response>}
   */
  async open(name) {
    const response = await fetch(this.address(name)).catch((error) => {
      throw new Failure("download", `${name}: ${error.message}`);
    });
    if (!response.ok || !response.body) throw new Failure("download", `${name}: ${response.status}`);
    return response;
  }

  /**
   * Read a response to its end, counting.
   * @param {string} name
   * @param {Response} response
   * @returns {Promise<ArrayBuffer>}
   */
  async read(name, response) {
    const { bytes } = this.known[name];
    // Counted are bytes as they travel; a reader of the body sees them unpacked.
    const travelling = Number(response.headers.get("Content-Length")) || bytes;
    const count = { loaded: 0, total: travelling };
    this.counts.set(name, count);
    const content = new Uint8Array(bytes);
    let at = 0;
    try {
      for (const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader(); ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        content.set(value, at); // there is no place for more than was built
        at += value.length;
        count.loaded = (at * travelling) / bytes;
        if (performance.now() - this.told > REST || at === bytes) this.report();
      }
    } catch (error) {
      throw new Failure("download", `${name}: ${String(error)}`);
    }
    return at < bytes ? content.buffer.slice(0, at) : content.buffer;
  }

  /**
   * Download a file whole. `sound` fails where the content is not the build's: hashing goes on beside what comes next.
   * @param {string} name
   * @returns {Promise<{content: Uint8Array, sound: Promise<void>}>}
   */
  async whole(name) {
    const buffer = await this.read(name, await this.open(name));
    const sound = this.compare(name, buffer);
    sound.catch(() => undefined); // heard of where it is waited for
    return { content: new Uint8Array(buffer), sound };
  }

  /**
   * Compile a file of WebAssembly while it comes; what came back is handed out only when it is the build's.
   * @param {string} name
   * @returns {Promise<WebAssembly.Module>}
   */
  async compiled(name) {
    const response = await this.open(name);
    // WebAssembly insists on the type of what it compiles on its way, and not every host knows it.
    const typed = response.headers.get("Content-Type")?.split(";")[0].trim() === TYPE;
    const copy = typed ? response.clone() : response;
    const module = typed ? WebAssembly.compileStreaming(response) : null;
    module?.catch(() => undefined); // a damaged file does not compile either: its hash says why
    const buffer = await this.read(name, copy);
    await this.compare(name, buffer);
    return module ?? WebAssembly.compile(buffer);
  }

  /**
   * @param {string} name
   * @param {ArrayBuffer} buffer
   */
  async compare(name, buffer) {
    const bytes = new Uint8Array(buffer);
    // Without https the browser has none of its own.
    const digest = crypto.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)) : sha256(bytes);
    if (this.right(name, digest)) return;
    await this.forget(name);
    throw wrong(name);
  }

  /**
   * Have the browser's cache replace what it holds: the next start must not find it again.
   * @param {string} name
   */
  async forget(name) {
    const response = await fetch(this.address(name), { cache: "reload" }).catch(() => null);
    await response?.arrayBuffer().catch(() => undefined);
  }

  /**
   * Return the file at once: Python's import waits for nobody.
   * @param {string} name
   */
  now(name) {
    for (const fresh of [false, true]) {
      const request = new XMLHttpRequest();
      request.open("GET", this.address(name), false);
      if (fresh) request.setRequestHeader("Cache-Control", "no-cache");
      request.responseType = "arraybuffer";
      request.send();
      if (request.status !== 200) throw new Failure("download", `${name}: ${request.status}`);
      const content = new Uint8Array(request.response);
      if (this.right(name, sha256(content))) return content;
    }
    throw wrong(name);
  }

  /**
   * @param {string} name
   * @param {Uint8Array} digest
   */
  right(name, digest) {
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === this.known[name].sha256;
  }

  report() {
    this.told = performance.now();
    let [loaded, total] = [0, 0];
    for (const count of this.counts.values()) {
      loaded += count.loaded;
      total += count.total;
    }
    this.tell({ step: "download", loaded: Math.round(loaded), total });
  }
}

/** @param {string} name */
function wrong(name) {
  return new Failure("download", `${name}: not the content that was built`);
}

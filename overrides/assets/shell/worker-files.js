/** The one door for downloads: what is fetched is counted on its way, and held against the build's hash. */

import { Failure } from "./runtime-failure.js";

/** @import {Manifest, Progress} from "./runtime-types.js" */

const REST = 50; // milliseconds between two reports: more of them only keep the page busy

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
    /** @type {Map<string, {loaded: number, total: number, ratio: number}>} */
    this.counts = new Map();
    this.told = 0;
  }

  /** @param {string} name */
  address(name) {
    return this.folder + name;
  }

  /**
   * Begin to download a file; its body is counted as it is read.
   * @param {string} name
   * @returns {Promise<Response>}
   */
  async open(name) {
    const response = await fetch(this.address(name)).catch((error) => {
      throw new Failure("download", `${name}: ${error.message}`);
    });
    if (!response.ok || !response.body) throw new Failure("download", `${name}: ${response.status}`);
    const { bytes } = this.known[name];
    // Counted are bytes as they travel; a reader of the body sees them unpacked.
    const travelling = Number(response.headers.get("Content-Length")) || bytes;
    const count = { loaded: 0, total: travelling, ratio: travelling / bytes };
    this.counts.set(name, count);
    const counted = new TransformStream({
      transform: (chunk, controller) => {
        count.loaded += chunk.length * count.ratio;
        if (performance.now() - this.told > REST || count.loaded >= count.total) this.report();
        controller.enqueue(chunk);
      },
    });
    const type = name.endsWith(".wasm") ? "application/wasm" : ""; // whatever the host calls it: WebAssembly insists
    return new Response(response.body.pipeThrough(counted), { headers: { "Content-Type": type } });
  }

  /**
   * Download a file whole. `sound` fails where the content is not the build's: hashing goes on beside what comes next.
   * @param {string} name
   * @returns {Promise<{content: Uint8Array, sound: Promise<void>}>}
   */
  async whole(name) {
    const response = await this.open(name);
    const buffer = await response.arrayBuffer().catch((error) => {
      throw new Failure("download", `${name}: ${error.message}`);
    });
    const sound = this.compare(name, buffer);
    sound.catch(() => undefined); // heard of where it is waited for
    return { content: new Uint8Array(buffer), sound };
  }

  /**
   * @param {string} name
   * @param {ArrayBuffer} buffer
   */
  async compare(name, buffer) {
    if (!crypto.subtle) return; // without https there is none, and nothing to be sure of
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex !== this.known[name].sha256) throw new Failure("download", `${name}: not the content that was built`);
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

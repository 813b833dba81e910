/** From a build's address to a started interpreter: restored from the snapshot, else started the ordinary way. */

import { failure, Failure } from "./runtime-failure.js";
import { Files } from "./worker-files.js";
import { archives, restore, startOrdinary, STDLIB } from "./worker-interpreter.js";

/** @import {How, Manifest, Progress} from "./runtime-types.js" */
/** @import {Parts, Pyodide} from "./worker-interpreter.js" */

const WASM = "pyodide.asm.wasm";
const SNAPSHOT = "snapshot.wasm";

/**
 * @param {string} base address of the folder that builds are in, with its final slash
 * @param {Manifest} manifest
 * @param {(progress: Progress) => void} tell
 * @returns {Promise<{pyodide: Pyodide, how: How}>}
 */
export async function boot(base, manifest, tell) {
  if (typeof WebAssembly !== "object") throw new Failure("no-wasm");
  const folder = `${base}${manifest.folder}/`;
  const files = new Files(folder, manifest.files, tell);
  const wasm = files.open(WASM).then((response) => WebAssembly.compileStreaming(response));
  wasm.catch(() => undefined); // heard of when it is waited for
  const download = files.whole(SNAPSHOT);
  download.catch(() => undefined);
  /** @type {Parts} */
  const parts = { load: await loader(folder), folder, lock: manifest.lock, wasm };
  const image = Promise.all([download, wasm]).then(([{ content }]) => {
    tell({ step: "start", loaded: 0, total: 0 });
    return content;
  });
  try {
    const content = { [STDLIB]: new Uint8Array() }; // nothing will be imported from it now
    const pyodide = await withFetch(folder, content, () => restore(parts, manifest.image, image));
    await (await download).sound;
    fetchWhenMissed(pyodide, files, manifest);
    return { pyodide, how: "snapshot" };
  } catch (error) {
    await wasm; // without it there is no start at all
    unusable(error);
  }
  return { pyodide: await ordinary(parts, files, tell), how: "ordinary" };
}

/** @param {unknown} error */
function unusable(error) {
  const { kind, detail } = failure(error);
  if (kind === "out-of-memory") throw error; // the ordinary start takes no less
  console.warn(`snapshot not used: ${kind} ${detail}`);
}

/**
 * @param {Parts} parts
 * @param {Files} files
 * @param {(progress: Progress) => void} tell
 */
async function ordinary(parts, files, tell) {
  const names = Object.keys(archives(parts.lock));
  const found = await Promise.all(names.map((name) => files.whole(name)));
  await Promise.all(found.map((file) => file.sound));
  const { [STDLIB]: stdlib, ...own } = Object.fromEntries(names.map((name, index) => [name, found[index].content]));
  tell({ step: "start", loaded: 0, total: 0 });
  return withFetch(parts.folder, { [STDLIB]: stdlib }, () => startOrdinary(parts, own));
}

/** @param {string} folder */
async function loader(folder) {
  try {
    // The second one is a script that leaves a global behind; Pyodide would ask for it only later.
    const [{ loadPyodide }] = await Promise.all([import(`${folder}pyodide.mjs`), import(`${folder}pyodide.asm.js`)]);
    return loadPyodide;
  } catch (error) {
    throw new Failure("download", String(error));
  }
}

/**
 * Run `start` while Pyodide's own requests are answered from what is here already. Nothing else is answered.
 * @template T
 * @param {string} folder
 * @param {Record<string, Uint8Array>} content
 * @param {() => Promise<T>} start
 * @returns {Promise<T>}
 */
async function withFetch(folder, content, start) {
  const { fetch } = globalThis;
  globalThis.fetch = async (request) => {
    const name = String(request).slice(folder.length);
    return new Response(/** @type {BodyInit} */ (content[name]) ?? null); // the compiled interpreter is given elsewhere
  };
  try {
    return await start();
  } finally {
    globalThis.fetch = fetch;
  }
}

/**
 * A restored interpreter has no files. What a check imports for the first time (a rare charset) is read from an archive
 * whose index is in the snapshot: the archive is fetched the moment that it is opened.
 * @param {Pyodide} pyodide
 * @param {Files} files
 * @param {Manifest} manifest
 */
function fetchWhenMissed({ FS }, files, manifest) {
  for (const [name, place] of Object.entries(archives(manifest.lock))) {
    FS.writeFile(place, new Uint8Array());
    const { node } = FS.lookupPath(place);
    /** @type {Uint8Array | undefined} */
    let content;
    const get = () => (content ??= fetchNow(files.address(name)));
    Object.defineProperties(node, { contents: { get }, usedBytes: { get: () => get().length } });
  }
}

/** @param {string} address */
function fetchNow(address) {
  const request = new XMLHttpRequest();
  request.open("GET", address, false); // Python's import waits for nobody
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Failure("download", `${address}: ${request.status}`);
  return new Uint8Array(request.response);
}
